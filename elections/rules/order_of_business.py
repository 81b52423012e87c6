"""The order of business of the assembly, as its agenda prints it. Source: domain §1, "Order of the assembly"."""

from dataclasses import dataclass

from elections.rules.inputs import Method
from elections.rules.meeting import Step
from elections.rules.ruleset import RuleSet
from elections.rules.standing import Post, committee_votes

OPENING = (Step.HEAD_COUNT, Step.METHOD, Step.MONITORS, Step.SPEECHES)
BALLOT = tuple(step for step in Step if step not in OPENING)
# What the agenda says in full where the record has a short name.
IN_FULL = {Step.HEAD_COUNT: "清点到会人数，表决不计算在应到会人数之内的党员"}
CHAIRED_BY_ELECTED = "由一名新当选的委员主持会议"
FOR_COMMITTEE = "选举支部委员会委员"
EITHER_FIRST = "委员和书记选举的先后次序，由大会主持人在投票前宣布。"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the agenda and its steps in order."""

    title: str
    steps: tuple[str, ...]


def order_of_business(method: str, rules: RuleSet) -> tuple[Part, ...]:
    """What the assembly does, heading by heading: opening, ballot for the committee, ballot for the secretary.

    Where the new committee elects the secretary, it does so at a meeting of its own, which one newly elected presides.
    """
    apart = committee_votes(Post.SECRETARY, method, rules)
    ballot = tuple(step.label for step in BALLOT)
    return (
        Part("会议开始", tuple(IN_FULL.get(step, step.label) for step in OPENING)),
        Part(FOR_COMMITTEE, ballot),
        Part(_for_secretary(method, apart=apart), (CHAIRED_BY_ELECTED, *ballot) if apart else ballot),
    )


def word_on_the_order(method: str) -> str:
    """What the agenda ends with where the assembly may vote on either post first, "" where the order is fixed."""
    return EITHER_FIRST if method == Method.DIRECT else ""


def business_in_short(method: str, rules: RuleSet) -> tuple[str, ...]:
    """The same in a few items, as the notice of the meeting prints it."""
    apart = committee_votes(Post.SECRETARY, method, rules)
    opening = tuple(step.label for step in OPENING if step is not Step.HEAD_COUNT)
    secretary = _for_secretary(method, apart=apart)
    return (*opening, FOR_COMMITTEE, f"大会闭会后，{secretary}" if apart else secretary)


def _for_secretary(method: str, *, apart: bool) -> str:
    if apart:
        return "新一届支部委员会举行第一次会议，选举支部书记"
    return "直接选举支部书记" if method == Method.DIRECT else "从当选的委员中选举支部书记"
