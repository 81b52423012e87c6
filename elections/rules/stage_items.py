"""What each stage of an election must record before it closes.

Source: domain §1 (the pilot's 工作流程表).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elections.rules.stages import Missing, Stage


class Kind(StrEnum):
    """What a recorded item is, so that a form knows which field to offer."""

    DATE = "date"
    TIME = "time"
    LINE = "line"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a stage records when it closes; what is not `typed` is taken from the signatures.

    `paper` is the kind of paper whose number it is: once that one is issued, the number is the issued paper's. A
    `deadline` may lie ahead when the stage closes, where every other date tells what was done.
    """

    key: str
    label: str
    kind: Kind = Kind.LINE
    required: bool = True
    hint: str = ""
    typed: bool = True
    paper: str = ""
    deadline: bool = False


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
        Item("villagers_meeting_on", "村民会议推选日期", Kind.DATE),
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
        Item(
            "committee_contact",
            "选举委员会的电话和接待时间",
            required=False,
            hint="印在选举委员会的公告上，如 0794-6320000，上午8时至11时",
        ),
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
        Item(
            "opinions_until",
            "收集意见的截止日期",
            Kind.DATE,
            required=False,
            hint="印在预备候选人公示上，可以不填",
            deadline=True,
        ),
    ),
    Stage.REVIEWED: (
        Item("posted_on", "正式候选人公示日期", Kind.DATE),
        Item("document_number", "公示文号", paper="formal"),
        Item("posted_at", "张贴地点", hint="各村小组"),
        Item("objections_until", "公示截止日期", Kind.DATE, hint="在此之前不能召开党员大会", deadline=True),
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
        if day > today and not item.deadline:
            found.append(Missing("E-702", f"{item.label}晚于今天，请照实际日期填写。", f"item:{item.key}"))
        opened = record.get(ITEMS[stage][0].key)
        optional = item.deadline and not item.required  # a required window has its length checked
        if optional and isinstance(opened, date) and day < opened:
            found.append(
                Missing("E-704", f"{item.label}早于{ITEMS[stage][0].label}，请核对。", f"item:{item.key}")
            )
        if item is ITEMS[stage][0] and previous and day < previous:
            written = f"{previous.year}年{previous.month}月{previous.day}日"
            found.append(
                Missing("E-703", f"{item.label}早于上一阶段的日期（{written}）。", f"item:{item.key}")
            )
    return tuple(found)
