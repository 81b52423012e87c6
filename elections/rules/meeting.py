"""The recorded order of the Party members' assembly (党员大会). Source: domain §1, "Order of the assembly"."""

from collections.abc import Collection, Mapping
from datetime import time
from enum import StrEnum
from itertools import pairwise

from elections.rules.duties import ASSEMBLY_ACCOUNTS, account_gaps
from elections.rules.problems import Problem, problem


class Step(StrEnum):
    """The steps in order; the values stand in the database."""

    HEAD_COUNT = "head_count"
    METHOD = "method"
    MONITORS = "monitors"
    SPEECHES = "speeches"
    BOX_SEALED = "box_sealed"
    BALLOTS_ISSUED = "ballots_issued"
    VOTED = "voted"
    COUNTED = "counted"
    REPORTED = "reported"
    DECLARED = "declared"

    @property
    def label(self) -> str:
        """The step as the record names it."""
        return TITLES[self]

    @property
    def by_show_of_hands(self) -> bool:
        """Whether the step is adopted by show of hands, so that those in favour are recorded."""
        return self in {Step.METHOD, Step.MONITORS}

    @property
    def before_voting(self) -> bool:
        """Whether the step must be recorded before the first ballot is issued."""
        return self in BEFORE_VOTING


TITLES: dict[Step, str] = {
    Step.HEAD_COUNT: "清点到会人数，表决请假",
    Step.METHOD: "举手通过选举办法",
    Step.MONITORS: "举手通过总监票人、监票人，指定计票人",
    Step.SPEECHES: "介绍候选人，竞选演讲",
    Step.BOX_SEALED: "当众检查并密封票箱",
    Step.BALLOTS_ISSUED: "分发选票",
    Step.VOTED: "无记名投票",
    Step.COUNTED: "开箱，清点选票，计票",
    Step.REPORTED: "监票人报告计票结果",
    Step.DECLARED: "主持人当场宣布当选名单",
}

AFTER_VOTING = (Step.COUNTED, Step.REPORTED, Step.DECLARED)
BEFORE_VOTING = (Step.HEAD_COUNT, Step.METHOD, Step.MONITORS, Step.SPEECHES, Step.BOX_SEALED)


def steps_open(done: Collection[str]) -> tuple[Step, ...]:
    """Return the steps not recorded yet, in order."""
    return tuple(step for step in Step if step.value not in done)


def opening_refusals(
    done: Collection[str], *, last_complete: bool, accounts: Mapping[str, int]
) -> tuple[str, ...]:
    """Say why no ballot may be issued yet: a step that comes before it is not recorded, too few different accounts
    (by duty) are named to key and sign it, or the last is not counted.
    """
    missing = tuple(step for step in steps_open(done) if step.before_voting)
    refusals = [f"大会程序“{step.label}”还没有记录。" for step in missing]
    refusals += [sentence for _, sentence in account_gaps(ASSEMBLY_ACCOUNTS, accounts)]
    if not last_complete:
        refusals.append("上一轮的计票单还没有录完，录完并且相符以后才能开始下一轮。")
    return tuple(refusals)


def withdrawal_refusal(*, is_last: bool, keyed: bool) -> str | None:
    """Return the sentence why a ballot that was opened may not be withdrawn, None where it may."""
    if not is_last:
        return "只能撤回最后开始的一轮投票。"
    return "这一轮已经录入票数，不能撤回；票数有误的，请更正计票单。" if keyed else None


def attendance_problem(*, entitled: int, present: int) -> Problem | None:
    """Say when more are present (实到会) than are entitled to be (应到会)."""
    if present <= entitled:
        return None
    return problem("E-403", "/present", present=present, entitled=entitled, gap=present - entitled)


def show_of_hands_problem(step: Step, in_favour: int, present: int | None) -> Problem | None:
    """Say why a step adopted by show of hands was not: more than half of those present must be in favour."""
    place = f"/steps/{step.value}"
    if present is None:
        return problem("E-454", place)
    if in_favour > present:
        return problem("E-451", place, favour=in_favour, present=present, gap=in_favour - present)
    needed = present // 2 + 1
    if in_favour < needed:
        return problem("E-452", place, favour=in_favour, present=present, needed=needed)
    return None


def hands_problems(in_favour: Mapping[Step, int], present: int | None) -> tuple[Problem, ...]:
    """Return what does not hold of the steps adopted by show of hands, once another head count is recorded."""
    if present is None:
        return ()
    hands = ((step, votes) for step, votes in in_favour.items() if step.by_show_of_hands)
    found = (show_of_hands_problem(step, votes, present) for step, votes in hands)
    return tuple(item for item in found if item)


def order_problems(times: Mapping[Step, time]) -> tuple[Problem, ...]:
    """Return one problem for each recorded step that is dated before the recorded step it follows."""
    recorded = [(step, times[step]) for step in Step if step in times]
    return tuple(
        problem(
            "E-453",
            f"/steps/{later.value}",
            later=later.label,
            after=f"{after:%H:%M}",
            earlier=earlier.label,
            before=f"{before:%H:%M}",
        )
        for (earlier, before), (later, after) in pairwise(recorded)
        if after < before
    )
