"""What still stands between an election and its next stage: all reasons at once, each with its cure.

`StageFacts` says how things are, in plain values that a selector gathers; `blockers` decides. Source: domain §1, §2.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from .certifying import unsigned_words
from .duties import ASSEMBLY_ACCOUNTS, TRUST_ACCOUNTS, OfficialDuty, account_gaps
from .meeting import AFTER_VOTING, Step
from .problems import Problem
from .stages import Missing, Stage


@dataclass(frozen=True, slots=True)
class StageFacts:
    """How an election stands, for the question whether its present stage may close.

    `official_problems` holds what the bans say of the people named for ballots and figures, `accounts` the number of
    different accounts named for each duty; `steps_open` the labels of the
    assembly's recorded steps not yet done, `hands_problems` what its head count says against a show of hands;
    statuses come from the decision, "" where there is nothing to decide.
    `rule_faults` are sentences: numbers of the rule set that the village as it stands does not allow. `unsigned` are
    those who have still to sign the stage's result, in the assembly that of its last ballot; `reopening`: a request to
    lift a certificate is open.
    """

    population: int = 0
    groups: int = 0
    eligible: int = 0
    member_problems: tuple[Problem, ...] = ()
    rule_faults: tuple[str, ...] = ()
    guidance_members: int = 0
    committee_members: int = 0
    committee_heads: int = 0
    conditions_written: bool = False
    trust_callers: int = 0
    trust_counters: int = 0
    accounts: Mapping[str, int] = field(default_factory=dict)
    official_problems: tuple[Problem, ...] = ()
    sheets: int = 0
    sheets_complete: int = 0
    groups_without_sheet: tuple[str, ...] = ()
    warnings_unexplained: int = 0
    trust_status: str = ""
    unsigned: tuple[OfficialDuty, ...] = ()
    reopening: bool = False
    proceed_with_fewer: bool = False
    review_status: str = ""
    objections_open: int = 0
    decided_on: date | None = None
    posted_on: date | None = None
    objections_until: date | None = None
    window_ends: date | None = None
    today: date | None = None
    held_on: date | None = None
    assembly_called: bool = False
    excusals_open: int = 0
    steps_open: tuple[str, ...] = ()
    hands_problems: tuple[Problem, ...] = ()
    assembly_status: str = ""
    assembly_monitors: int = 0
    assembly_counters: int = 0
    assembly_callers: int = 0


Found = Iterator[Missing]
# What is recorded once the ballots are counted stands after the rounds in the programme.
AFTER_VOTING_LABELS = frozenset(step.label for step in AFTER_VOTING)
COMMITTEE_AT_LEAST = 3
TRUST_ACCOUNT_CODES = {
    OfficialDuty.TRUST_CLERK: "E-734",
    OfficialDuty.COMMITTEE_HEAD: "E-735",
    OfficialDuty.TRUST_MONITOR: "E-736",
}


def _preparation(facts: StageFacts) -> Found:
    if facts.population == 0:
        yield Missing("E-711", "还没有填写全村人口，委员职数无法确定。", "village")
    if facts.groups == 0:
        yield Missing("E-712", "还没有登记村小组。", "groups")
    elif facts.eligible == 0:
        yield Missing("E-713", "各村小组的有权投票人数合计为 0。", "groups")
    yield from (Missing(p.code, p.message + "。", "members") for p in facts.member_problems)
    if facts.guidance_members == 0:
        yield Missing("E-715", "还没有登记村指导组成员。", "officials")
    yield from (Missing("E-716", sentence, "rules") for sentence in facts.rule_faults)


def _committee_formed(facts: StageFacts) -> Found:
    if facts.committee_members < COMMITTEE_AT_LEAST:
        yield Missing(
            "E-721",
            f"选举委员会至少 {COMMITTEE_AT_LEAST} 人，现登记 {facts.committee_members} 人。",
            "officials",
        )
    if facts.committee_heads != 1:
        yield Missing("E-722", f"选举委员会主任应有 1 名，现登记 {facts.committee_heads} 名。", "officials")


def _announced(facts: StageFacts) -> Found:
    if not facts.conditions_written:
        yield Missing("E-731", "书记（副书记）和委员的任职条件还没有写全。", "conditions")
    if facts.trust_callers == 0:
        yield Missing("E-732", "还没有登记信任投票的唱票人。", "officials")
    if facts.trust_counters == 0:
        yield Missing("E-733", "还没有登记信任投票的计票人。", "officials")
    for duty, sentence in account_gaps(TRUST_ACCOUNTS, facts.accounts):
        yield Missing(TRUST_ACCOUNT_CODES[duty], sentence, "officials")
    yield from (Missing(p.code, p.message + "。", "officials") for p in facts.official_problems)
    # The register may have changed since the preparation; from the vote on it stands.
    yield from (Missing(p.code, p.message + "。", "members") for p in facts.member_problems)
    yield from (Missing("E-716", sentence, "rules") for sentence in facts.rule_faults)


def _trust_voting(facts: StageFacts) -> Found:
    yield from (Missing("E-741", f"{name}还没有票箱。", "sheets") for name in facts.groups_without_sheet)
    undone = facts.sheets - facts.sheets_complete
    if undone or not facts.sheets:
        yield Missing("E-742", f"共 {facts.sheets} 个票箱，还有 {undone} 个没有两遍核对一致。", "sheets")
    if facts.warnings_unexplained:
        yield Missing("E-743", f"还有 {facts.warnings_unexplained} 处提示没有说明。", "sheets")
    yield from (Missing(p.code, p.message + "。", "officials") for p in facts.official_problems)


def _trust_certified(facts: StageFacts) -> Found:
    if facts.trust_status == "errors":
        yield Missing("E-751", "各票箱合起来还有错误，不能核定。", "sheets")
    elif facts.unsigned:
        yield Missing("E-752", f"信任投票的结果还没有核定，{unsigned_words(facts.unsigned)}。", "certificate")


def _shortlisted(facts: StageFacts) -> Found:
    if facts.trust_status == "shortlisted":
        return
    if facts.trust_status == "shortfall":
        if not facts.proceed_with_fewer:
            yield Missing("E-761", "预备候选人不足，须重新投票，或由乡镇党委记明理由继续。", "shortlist")
        return
    yield Missing("E-762", "信任投票无效，须重新组织投票。", "shortlist")


def _reviewed(facts: StageFacts) -> Found:
    if not facts.review_status:
        yield Missing("E-771", "党委会还没有确定正式候选人。", "review")
    elif facts.review_status != "settled":
        yield Missing("E-772", "正式候选人不符合规则，请重新确定。", "review")
    if facts.objections_open:
        yield Missing("E-773", f"还有 {facts.objections_open} 件异议没有调查结论。", "objections")
    if facts.decided_on and facts.posted_on and facts.posted_on < facts.decided_on:
        settled = f"{facts.decided_on.year}年{facts.decided_on.month}月{facts.decided_on.day}日"
        yield Missing(
            "E-776",
            f"正式候选人公示日期早于党委会研究日期（{settled}）；重新审定的，须重新公示。",
            "item:posted_on",
        )
    if facts.window_ends and facts.objections_until and facts.objections_until < facts.window_ends:
        day = facts.window_ends
        yield Missing(
            "E-774",
            f"公示期不足，最早到 {day.year}年{day.month}月{day.day}日 截止。",
            "item:objections_until",
        )
    yield from _window_open(facts)


def _window_open(facts: StageFacts) -> Found:
    """Objections are recorded in this stage, so it lasts as long as the window does."""
    until = facts.objections_until
    if until and facts.today and facts.today <= until:
        day = f"{until.year}年{until.month}月{until.day}日"
        yield Missing("E-775", f"公示到 {day} 截止，期满后才能办结本阶段。", "item:objections_until")


def _assembly(facts: StageFacts) -> Found:
    if facts.held_on and facts.objections_until and facts.held_on <= facts.objections_until:
        day = facts.objections_until
        yield Missing(
            "E-781", f"公示到 {day.year}年{day.month}月{day.day}日 截止，此后才能开会。", "item:held_on"
        )
    if not facts.assembly_called:
        yield Missing("E-782", "还没有登记到会人数。", "attendance")
    if facts.excusals_open:
        yield Missing(
            "E-783",
            f"{facts.excusals_open} 名请假党员没有登记上级同意或大会表决，不能从应到会中减去。",
            "excusals",
        )
    for label in facts.steps_open:
        cure = "closing_steps" if label in AFTER_VOTING_LABELS else "steps"
        yield Missing("E-784", f"大会程序“{label}”还没有记录。", cure)
    for item in facts.hands_problems:
        step = Step(item.at.rpartition("/")[2])
        yield Missing(item.code, f"大会程序“{step.label}”：{item.message}。", "steps")
    yield from _assembly_people(facts)
    yield from _assembly_result(facts)


def _assembly_people(facts: StageFacts) -> Found:
    for count, label in (
        (facts.assembly_monitors, "监票人"),
        (facts.assembly_counters, "计票人"),
        (facts.assembly_callers, "唱票人"),
    ):
        if count == 0:
            yield Missing("E-785", f"还没有登记党员大会的{label}。", "officials")
    for _, sentence in account_gaps(ASSEMBLY_ACCOUNTS, facts.accounts):
        yield Missing("E-789", sentence, "officials")
    yield from (Missing(p.code, p.message + "。", "officials") for p in facts.official_problems)


def _assembly_result(facts: StageFacts) -> Found:
    if facts.assembly_status == "no_quorum":
        yield Missing("E-786", "到会人数不足法定人数，须另行召开大会。", "attendance")
    elif facts.assembly_status != "elected":
        yield Missing("E-787", "委员和书记还没有选齐。", "rounds")
    if facts.unsigned:
        yield Missing(
            "E-788", f"最后一轮的结果还没有宣布，{unsigned_words(facts.unsigned)}。", "announcement"
        )
    if facts.warnings_unexplained:
        yield Missing("E-743", f"还有 {facts.warnings_unexplained} 处提示没有说明。", "rounds")


def _nothing(facts: StageFacts) -> Found:
    return iter(())


CHECKS: dict[Stage, Callable[[StageFacts], Found]] = {
    Stage.PREPARATION: _preparation,
    Stage.COMMITTEE_FORMED: _committee_formed,
    Stage.ANNOUNCED: _announced,
    Stage.TRUST_VOTING: _trust_voting,
    Stage.TRUST_CERTIFIED: _trust_certified,
    Stage.SHORTLISTED: _shortlisted,
    Stage.REVIEWED: _reviewed,
    Stage.ASSEMBLY: _assembly,
    Stage.APPROVED: _nothing,
    Stage.HANDED_OVER: _nothing,
}


def blockers(stage: Stage, facts: StageFacts) -> tuple[Missing, ...]:
    """Return every reason why `stage` may not close as things stand; empty when it may."""
    found = tuple(CHECKS[stage](facts))
    if facts.reopening:
        sentence = "已经申请撤销核定，签字撤销或者收回申请以后才能办结。"
        found += (Missing("E-753", sentence, "reopening"),)
    return found


WRONG = frozenset(
    {
        *("E-451", "E-452", "E-501", "E-601", "E-602", "E-604", "E-702", "E-703", "E-704", "E-716", "E-751"),
        *("E-762", "E-772", "E-774", "E-776", "E-781", "E-786"),
    }
)
TO_EXPLAIN = frozenset({"E-743"})


def weight(reason: Missing) -> str:
    """Return how a reason is shown: "wrong", "explain" (unusual, needs words) or "todo" (not done yet)."""
    if reason.code in WRONG:
        return "wrong"
    return "explain" if reason.code in TO_EXPLAIN else "todo"
