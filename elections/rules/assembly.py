"""The assembly (党员大会): quorum, one ballot after the other, fewer seats by consent, the result.

Source: 选举工作暂行条例 (1990), 选举工作条例 (2020), and the two ways to the secretary
of the 2004 pilot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from elections.rules.inputs import Assembly, Dossier, Reduce, Round, RoundKind
from elections.rules.problems import Problem, problem
from elections.rules.rounds import RoundOutcome, RoundStatus, Setting, round_outcome
from elections.rules.standing import Electorate, Standing

FOR_COMMITTEE = (RoundKind.COMMITTEE, RoundKind.SUPPLEMENTARY)
AT = "/assembly"


class AssemblyStatus(StrEnum):
    """How the assembly came out so far."""

    ELECTED = "elected"
    INCOMPLETE = "incomplete"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True, slots=True)
class Quorum:
    """The head count: 应到会, 实到会, and the fewest present that make a quorum."""

    entitled: int
    present: int
    needed: int
    reached: bool

    def to_json(self) -> dict[str, object]:
        """The form of the decision's `quorum`."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class AssemblyOutcome:
    """The assembly part of the decision.

    `trail` holds the standing before each round and, last, the present one;
    it is for `agenda` and `explain` and is not part of the printed decision.
    """

    status: AssemblyStatus
    quorum: Quorum
    rounds: tuple[RoundOutcome, ...]
    trail: tuple[Standing, ...]

    @property
    def standing(self) -> Standing:
        """Where the assembly stands now."""
        return self.trail[-1]

    def to_json(self) -> dict[str, object]:
        """The form of the decision's `assembly`."""
        return {
            "status": self.status.value,
            "quorum": self.quorum.to_json(),
            "rounds": [line.to_json() for line in self.rounds],
            "seats": self.standing.seats,
            "elected": list(self.standing.elected),
            "secretary": self.standing.secretary,
        }


def assembly_outcome(
    dossier: Dossier,
) -> tuple[AssemblyOutcome | None, tuple[Problem, ...]]:
    """The assembly's outcome and problems; None when there was none."""
    assembly = dossier.assembly
    if assembly is None:
        return None, ()
    quorum = quorum_of(dossier, assembly)
    start = Standing(dossier.seats)
    if not quorum.reached:
        lacking = problem(
            "E-401",
            f"{AT}/present",
            entitled=quorum.entitled,
            needed=quorum.needed,
            present=quorum.present,
        )
        return AssemblyOutcome(AssemblyStatus.NO_QUORUM, quorum, (), (start,)), (lacking,)
    outcomes, trail, problems = _run(Setting.of(dossier, assembly), start, dossier.seats)
    complete = trail[-1].complete
    status = AssemblyStatus.ELECTED if complete else AssemblyStatus.INCOMPLETE
    return AssemblyOutcome(status, quorum, tuple(outcomes), tuple(trail)), tuple(problems)


def quorum_of(dossier: Dossier, assembly: Assembly) -> Quorum:
    """The head count of an assembly against the rule set."""
    rules, voters = dossier.rules, Electorate(assembly.entitled, assembly.present)
    needed = rules.quorum_needed(voters.entitled)
    return Quorum(voters.entitled, voters.present, needed, voters.has_quorum(rules))


def _run(
    setting: Setting, start: Standing, seats: int
) -> tuple[list[RoundOutcome], list[Standing], list[Problem]]:
    """Hold the rounds one after the other, each on what the ones before it left."""
    outcomes: list[RoundOutcome] = []
    trail = [start]
    problems: list[Problem] = []
    for index, held in enumerate(setting.assembly.rounds):
        at, before = f"{AT}/rounds/{index}", trail[-1]
        outcome, after, found = round_outcome(held, before, setting, at)
        problems += found
        if held.reduce is not None:
            present = before.electorate(held, setting.assembly, setting.rules).present
            refusals = tuple(
                _reduce_problems(held, held.reduce, outcome, after, present, seats, f"{at}/reduce")
            )
            problems += refusals
            if not any(item.level == "error" for item in refusals):
                after = after.reduced()
        outcomes.append(outcome)
        trail.append(after)
    return outcomes, trail, problems


def reduction_allowed(elected: int, seats: int) -> bool:
    """Whether a committee may stay with those elected: more than half of the seats are filled."""
    return elected * 2 > seats


def consent_needed(present: int) -> int:
    """Fewest consenting voters: half or more of those present (半数以上, half included)."""
    return (present + 1) // 2


def _reduce_problems(
    held: Round,
    reduce: Reduce,
    outcome: RoundOutcome,
    after: Standing,
    present: int,
    seats: int,
    at: str,
) -> Iterator[Problem]:
    """Why a reduction is ignored; a warning alone does not make it so.

    Source: 选举工作条例: 接近应选名额的, 经半数以上选举人同意, 可以减少名额.
    """
    if outcome.status is not RoundStatus.UNFILLED or held.kind not in FOR_COMMITTEE:
        yield problem("E-441", at)
        return
    elected = len(after.elected)
    if reduce.seats != elected or not reduction_allowed(elected, seats):
        yield problem("E-442", f"{at}/seats", seats=reduce.seats, elected=elected, whole=seats)
    needed = consent_needed(present)
    if reduce.consent < needed:
        yield problem("E-443", f"{at}/consent", consent=reduce.consent, present=present, needed=needed)
    elif reduce.consent > present:
        yield problem("W-444", f"{at}/consent", consent=reduce.consent, present=present)
