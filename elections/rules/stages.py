"""The ten stages of an election, what each must record, and which way it may go on or back.

Source: domain §1 (the pilot's 工作流程表). The stage of an election is the one being worked on; closing it
leads to the next, and closing 交接 ends the election.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """The stages in order; the values stand in dossiers and in the database."""

    PREPARATION = "preparation"
    COMMITTEE_FORMED = "committee_formed"
    ANNOUNCED = "announced"
    TRUST_VOTING = "trust_voting"
    TRUST_CERTIFIED = "trust_certified"
    SHORTLISTED = "shortlisted"
    REVIEWED = "reviewed"
    ASSEMBLY = "assembly"
    APPROVED = "approved"
    HANDED_OVER = "handed_over"

    @property
    def number(self) -> int:
        """1 to 10."""
        return ORDER.index(self) + 1

    @property
    def label(self) -> str:
        """The stage's name on the time line."""
        return TITLES[self]


ORDER: tuple[Stage, ...] = tuple(Stage)

TITLES: dict[Stage, str] = {
    Stage.PREPARATION: "筹备",
    Stage.COMMITTEE_FORMED: "成立选举委员会",
    Stage.ANNOUNCED: "公布条件办法",
    Stage.TRUST_VOTING: "信任投票",
    Stage.TRUST_CERTIFIED: "公布信任票",
    Stage.SHORTLISTED: "确定预备候选人",
    Stage.REVIEWED: "审定与公示",
    Stage.ASSEMBLY: "党员大会",
    Stage.APPROVED: "批复",
    Stage.HANDED_OVER: "交接",
}


class Kind(StrEnum):
    """What a recorded item is, so that a form knows which field to offer."""

    DATE = "date"
    TIME = "time"
    LINE = "line"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a stage records when it closes; what is not `typed` is taken from the signatures.

    `paper` is the kind of paper whose number it is: once that one is issued, the number is the issued paper's.
    """

    key: str
    label: str
    kind: Kind = Kind.LINE
    required: bool = True
    hint: str = ""
    typed: bool = True
    paper: str = ""


# The first item of every stage is its date: the time line shows it, and no stage is dated before the one it follows.
ITEMS: dict[Stage, tuple[Item, ...]] = {
    Stage.PREPARATION: (
        Item("adopted_on", "乡镇党委会研究日期", Kind.DATE),
        Item("county_plan", "依据的县实施方案", hint="文件名称或文号"),
        Item("document_number", "工作安排文号", hint="如 许党发〔2004〕21号", paper="work_plan"),
        Item("lead_group_head", "领导小组组长"),
        Item(
            "survey",
            "调研情况",
            Kind.TEXT,
            required=False,
            hint="进村入户、座谈会、征求意见表的次数和主要意见",
        ),
    ),
    Stage.COMMITTEE_FORMED: (
        Item("party_meeting_on", "党员大会推选日期", Kind.DATE),
        Item("villagers_meeting_on", "村民大会推选日期", Kind.DATE),
        Item("document_number", "名单公告文号", paper="committee_list"),
        Item("posted_on", "公告张贴日期", Kind.DATE),
        Item("posted_at", "张贴地点", hint="如 村务公开栏和各村小组"),
    ),
    Stage.ANNOUNCED: (
        Item("posted_on", "任职条件公告张贴日期", Kind.DATE),
        Item("document_number", "任职条件公告文号", paper="conditions"),
        Item("posted_at", "张贴地点"),
        Item("method_posted_on", "选举办法（草案）公布日期", Kind.DATE),
        Item("letter_sent_on", "公开信发出日期", Kind.DATE),
        Item("voters_posted_on", "村民名单公布日期", Kind.DATE),
    ),
    Stage.TRUST_VOTING: (
        Item("voted_on", "投票日期", Kind.DATE),
        Item("place", "中心会场", hint="集中开箱、唱票、计票的地点"),
        Item("opened_at", "集中开箱时间", Kind.TIME),
        Item("proxies_posted_on", "委托投票公示日期", Kind.DATE),
        Item("mobile_route", "流动票箱路线", required=False, hint="没有流动票箱的不填"),
    ),
    Stage.TRUST_CERTIFIED: (
        Item("certified_on", "核定日期", Kind.DATE),
        Item("head_signed", "签字的选举委员会主任", required=False, typed=False),
        Item("monitors_signed", "签字的监票人", required=False, typed=False),
        Item("announced_at", "当场公布时间", Kind.TIME),
    ),
    Stage.SHORTLISTED: (
        Item("posted_on", "预备候选人公示日期", Kind.DATE),
        Item("document_number", "公示编号", hint="如 公告第3号", paper="preliminary"),
        Item("posted_at", "张贴地点"),
    ),
    Stage.REVIEWED: (
        Item("posted_on", "正式候选人公示日期", Kind.DATE),
        Item("document_number", "公示文号", paper="formal"),
        Item("posted_at", "张贴地点", hint="各村小组"),
        Item("objections_until", "公示截止日期", Kind.DATE, hint="在此之前不能召开党员大会"),
        Item("contact", "受理异议的地点和电话"),
    ),
    Stage.ASSEMBLY: (
        Item("held_on", "大会日期", Kind.DATE),
        Item(
            "held_at",
            "大会时间",
            Kind.TIME,
            required=False,
            hint="开会以前填写并保存的，印在会议通知和议程上",
        ),
        Item("place", "大会地点"),
        Item("presided_by", "大会主持人", hint="由上届支部委员会主持"),
        Item("chief_monitor_signed", "签字的总监票人", required=False, typed=False),
        Item("announced_at", "当场宣布当选的时间", Kind.TIME),
    ),
    Stage.APPROVED: (
        Item("reported_on", "呈报日期", Kind.DATE),
        Item("report_number", "呈报文号"),
        Item("replied_on", "批复日期", Kind.DATE),
        Item("document_number", "批复文号", paper="reply"),
    ),
    Stage.HANDED_OVER: (
        Item("handed_on", "交接日期", Kind.DATE),
        Item("handed_by", "移交人、接收人和监交人"),
        Item("handed_items", "移交事项", Kind.TEXT, hint="印章、账目、档案、固定资产等"),
        Item("division", "新一届委员分工", Kind.TEXT),
        Item("party_groups", "党小组长", Kind.TEXT),
        Item("plans", "任期规划和各项制度", Kind.TEXT),
    ),
}

ACTORS: dict[Stage, str] = {
    Stage.PREPARATION: "县委组织部、乡镇党委",
    Stage.COMMITTEE_FORMED: "村党员大会、村民大会",
    Stage.ANNOUNCED: "乡镇党委、选举委员会",
    Stage.TRUST_VOTING: "选举委员会、指导组",
    Stage.TRUST_CERTIFIED: "选举委员会、监票人",
    Stage.SHORTLISTED: "选举委员会",
    Stage.REVIEWED: "乡镇党委",
    Stage.ASSEMBLY: "村党支部",
    Stage.APPROVED: "乡镇党委",
    Stage.HANDED_OVER: "新老支部委员会",
}

# Where each stage may be taken back to. Once figures are typed the register and the rules are frozen, so nothing
# goes back before the vote they belong to; after the reply (批复) nothing goes back at all. Past a certificate the
# township goes back only with those who signed it (elections.rules.certifying).
BACK: dict[Stage, tuple[Stage, ...]] = {
    Stage.PREPARATION: (),
    Stage.COMMITTEE_FORMED: (Stage.PREPARATION,),
    Stage.ANNOUNCED: (Stage.COMMITTEE_FORMED, Stage.PREPARATION),
    Stage.TRUST_VOTING: (Stage.ANNOUNCED, Stage.COMMITTEE_FORMED, Stage.PREPARATION),
    Stage.TRUST_CERTIFIED: (Stage.TRUST_VOTING,),
    Stage.SHORTLISTED: (Stage.TRUST_CERTIFIED,),
    Stage.REVIEWED: (Stage.SHORTLISTED,),
    Stage.ASSEMBLY: (Stage.REVIEWED, Stage.SHORTLISTED),
    Stage.APPROVED: (Stage.ASSEMBLY,),
    Stage.HANDED_OVER: (),
}


def next_stage(stage: Stage) -> Stage | None:
    """Return the stage that follows, None after 交接."""
    position = ORDER.index(stage) + 1
    return ORDER[position] if position < len(ORDER) else None


def stages_back(
    stage: Stage, *, trust_figures: bool, assembly_figures: bool, certified: bool
) -> tuple[Stage, ...]:
    """Return where `stage` may be taken back to, given whether figures of either vote are on record.

    `certified`: the trust result is signed by both, and stands.
    """
    targets = BACK[stage]
    if certified:
        targets = tuple(t for t in targets if Derived.CERTIFICATE not in derived_undone(t))
    if trust_figures:
        targets = tuple(t for t in targets if t.number >= Stage.TRUST_VOTING.number)
    if assembly_figures and stage is Stage.ASSEMBLY:
        targets = ()
    return targets


def stages_undone(target: Stage, present: Stage) -> tuple[Stage, ...]:
    """Return the stages whose records fall when the election goes back from `present` to `target`."""
    return ORDER[target.number - 1 : present.number]


class Derived(StrEnum):
    """What rests on the stages and falls when the election goes back far enough."""

    TRUST_ROUND = "trust_round"
    CERTIFICATE = "certificate"
    PROCEEDING = "proceeding"
    REVIEW = "review"
    MEETING = "meeting"


# The earliest stage an election can go back to with the thing still standing. Closing 公布条件办法 opens the trust
# round; the others are signed or settled within their stage, the certificate once, the rest anew there.
STANDS_FROM: dict[Derived, Stage] = {
    Derived.TRUST_ROUND: Stage.TRUST_VOTING,
    Derived.CERTIFICATE: Stage.TRUST_CERTIFIED,
    Derived.PROCEEDING: Stage.SHORTLISTED,
    Derived.REVIEW: Stage.REVIEWED,
    Derived.MEETING: Stage.ASSEMBLY,
}


def derived_undone(target: Stage) -> tuple[Derived, ...]:
    """Return what falls, where it exists, when the election goes back to `target`."""
    return tuple(thing for thing, stage in STANDS_FROM.items() if target.number < stage.number)


def window_begins(opens: date) -> date:
    """Return the first day of an objection window posted on `opens`: the day of posting does not count."""
    return opens + timedelta(days=1)


def window_ends(opens: date, *, days: int, working: bool) -> date:
    """Return the last day of an objection window (公示期) of `days` full days posted on `opens`.

    The day of posting does not count. Working days are Monday to Friday; public holidays are the township's to add.
    """
    day = opens
    while days > 0:
        day += timedelta(days=1)
        if not working or day.isoweekday() <= 5:
            days -= 1
    return day


@dataclass(frozen=True, slots=True)
class Missing:
    """One reason why a stage cannot close: its code, the sentence, and the key of the page or field that cures it."""

    code: str
    message: str
    cure: str


def missing_items(stage: Stage, record: Mapping[str, object]) -> tuple[Missing, ...]:
    """Return one reason per required item of `stage` that `record` leaves out."""
    return tuple(
        Missing("E-701", f"还没有填写{item.label}。", f"item:{item.key}")
        for item in ITEMS[stage]
        if item.required and not record.get(item.key)
    )


def misdated_items(
    stage: Stage, record: Mapping[str, object], *, previous: date | None, today: date
) -> tuple[Missing, ...]:
    """Return one reason per date of `record` that lies in the future or before the previous stage's date."""
    found = []
    for item in ITEMS[stage]:
        day = record.get(item.key)
        if not isinstance(day, date):
            continue
        if day > today and item.key != "objections_until":
            found.append(Missing("E-702", f"{item.label}晚于今天，请照实际日期填写。", f"item:{item.key}"))
        if item is ITEMS[stage][0] and previous and day < previous:
            written = f"{previous.year}年{previous.month}月{previous.day}日"
            found.append(
                Missing("E-703", f"{item.label}早于上一阶段的日期（{written}）。", f"item:{item.key}")
            )
    return tuple(found)
