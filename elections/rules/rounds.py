"""One ballot of the assembly: whether it counts, and whom it elects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from elections.rules.eligibility import standing_ids
from elections.rules.faults import pointer_token
from elections.rules.inputs import Assembly, Dossier, Method, Review, Round, RoundKind
from elections.rules.problems import Problem, problem
from elections.rules.ruleset import RuleSet
from elections.rules.standing import Electorate, Post, Standing
from elections.rules.tally import TallyFigures, missing_lines, reconcile

# More ballots returned than issued, or issued than voters present: 选举无效，重新选举.
VOIDING = frozenset({"E-201", "E-202"})


class RoundStatus(StrEnum):
    """How a ballot came out; it counts when elected, tied or unfilled."""

    ELECTED = "elected"
    TIE = "tie"
    UNFILLED = "unfilled"
    ERRORS = "errors"
    VOID = "void"
    NO_QUORUM = "no_quorum"

    @property
    def counts(self) -> bool:
        """Whether the ballot changes anything."""
        return self in (RoundStatus.ELECTED, RoundStatus.TIE, RoundStatus.UNFILLED)


@dataclass(frozen=True, slots=True)
class RoundOutcome:
    """One line of the decision's `rounds`; `majority_needed` is None for run-offs."""

    kind: str
    status: RoundStatus
    majority_needed: int | None
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    open_seats: int

    def to_json(self) -> dict[str, object]:
        """The form of the decision's `rounds`."""
        return {
            "kind": str(self.kind),
            "status": self.status.value,
            "majority_needed": self.majority_needed,
            "elected": list(self.elected),
            "tied": list(self.tied),
            "open_seats": self.open_seats,
        }


@dataclass(frozen=True, slots=True)
class Setting:
    """What stays the same for all ballots of an assembly."""

    assembly: Assembly
    rules: RuleSet
    names: Mapping[str, str]
    can_stand: frozenset[str]
    review: Review | None

    @classmethod
    def of(cls, dossier: Dossier, assembly: Assembly) -> Setting:
        """The setting of a dossier's assembly."""
        members = dossier.members
        return cls(assembly, dossier.rules, dossier.names, standing_ids(members), dossier.review)


def majority_for(kind: str, electorate: Electorate, rules: RuleSet) -> int | None:
    """Fewest approvals that elect: more than the majority of the base; None in a run-off.

    Source: 选举工作条例: 被选举人获得的赞成票超过…半数，始得当选.
    """
    return None if kind == RoundKind.RUNOFF else rules.majority_needed(electorate.base(rules))


def round_outcome(
    held: Round, standing: Standing, setting: Setting, at: str = ""
) -> tuple[RoundOutcome, Standing, tuple[Problem, ...]]:
    """A round's outcome, where the assembly stands after it, and its problems."""
    post = standing.post_of(held.kind)
    electorate = standing.electorate(held, setting.assembly, setting.rules)
    problems = tuple(_problems(held, standing, setting, electorate, at))
    needed = majority_for(held.kind, electorate, setting.rules)
    status = _failure(problems, electorate.has_quorum(setting.rules))
    if status is not None:
        failed = RoundOutcome(held.kind, status, needed, (), (), standing.open_seats(post))
        return failed, standing, problems
    elected, tied = count_round(held, needed)
    after = standing.after(held.kind, elected, tied)
    full = len(elected) == held.seats
    status = RoundStatus.TIE if tied else RoundStatus.ELECTED if full else RoundStatus.UNFILLED
    outcome = RoundOutcome(held.kind, status, needed, elected, tied, after.open_seats(post))
    return outcome, after, problems


def count_round(held: Round, needed: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is elected (by votes, then id) and who ties for the last place (by id).

    Write-ins count as approvals. Among those with the majority the most votes
    win; those above a tie across the last seat are elected.
    """
    approvals = {person: row[0] for person, row in held.votes.items()} | dict(held.write_ins)
    order = sorted(
        (person for person, count in approvals.items() if needed is None or count >= needed),
        key=lambda person: (-approvals[person], person),
    )
    seats = held.seats
    if len(order) <= seats:
        return tuple(order), ()
    last = approvals[order[seats - 1]]
    if approvals[order[seats]] < last:
        return tuple(order[:seats]), ()
    above = tuple(person for person in order if approvals[person] > last)
    return above, tuple(sorted(person for person in order if approvals[person] == last))


def _failure(problems: Sequence[Problem], has_quorum: bool) -> RoundStatus | None:
    if not has_quorum:
        return RoundStatus.NO_QUORUM
    if any(item.code in VOIDING for item in problems):
        return RoundStatus.VOID
    if any(item.level == "error" for item in problems):
        return RoundStatus.ERRORS
    return None


def _problems(
    held: Round, standing: Standing, setting: Setting, electorate: Electorate, at: str
) -> Iterator[Problem]:
    if not electorate.has_quorum(setting.rules):
        needed = setting.rules.quorum_needed(electorate.entitled)
        yield problem("E-402", at, entitled=electorate.entitled, needed=needed, present=electorate.present)
    figures = TallyFigures.of_round(held)
    yield from reconcile(
        figures,
        lines=held.candidates,
        labels=setting.names,
        eligible=electorate.present,
        seats=held.seats,
        rules=setting.rules,
        at=at,
    )
    yield from missing_lines(figures, lines=held.candidates, labels=setting.names, at=at)
    open_seats = standing.open_seats(standing.post_of(held.kind))
    if held.seats != open_seats:
        yield problem("E-411", f"{at}/seats", seats=held.seats, open=open_seats)
    yield from _people_errors(held, standing, setting, at)
    yield from _turn_errors(held, standing, setting, at)
    if held.kind == RoundKind.COMMITTEE:
        yield from _committee_errors(held, standing, setting, at)
    elif held.kind == RoundKind.SECRETARY:
        yield from _secretary_errors(held, standing, setting, at)


def _places(held: Round, at: str) -> Iterator[tuple[str, str]]:
    """Everybody who can get votes in a round, with the place where they stand."""
    for index, person in enumerate(held.candidates):
        yield f"{at}/candidates/{index}", person
    for person in held.write_ins:
        yield f"{at}/write_ins/{pointer_token(person)}", person


def _people_errors(held: Round, standing: Standing, setting: Setting, at: str) -> Iterator[Problem]:
    for_committee = standing.post_of(held.kind) is Post.COMMITTEE
    for place, person in _places(held, at):
        name = setting.names[person]
        if person not in setting.can_stand:
            yield problem("E-412", place, name=name)
        if for_committee and person in standing.elected:
            yield problem("E-413", place, name=name)
    for person in held.write_ins:
        if person in held.candidates:
            place = f"{at}/write_ins/{pointer_token(person)}"
            yield problem("E-414", place, name=setting.names[person])


def _turn_errors(held: Round, standing: Standing, setting: Setting, at: str) -> Iterator[Problem]:
    kind = held.kind
    if kind == RoundKind.RUNOFF:
        yield from _runoff_errors(held, standing, setting, at)
        return
    if standing.tied:
        yield problem("E-421", f"{at}/kind")
    if kind == RoundKind.COMMITTEE and standing.committee_counted:
        yield problem("E-425", f"{at}/kind")
    elif kind == RoundKind.SUPPLEMENTARY and not standing.committee_counted:
        yield problem("E-426", f"{at}/kind")
    elif kind == RoundKind.SECRETARY and not secretary_in_turn(standing, setting.assembly.method):
        yield problem("E-427", f"{at}/kind")


def secretary_in_turn(standing: Standing, method: str) -> bool:
    """Whether a secretary may be elected now: first (direct only), or after the whole committee."""
    first = method == Method.DIRECT and not standing.committee_counted
    return first or standing.committee_complete


def _runoff_errors(held: Round, standing: Standing, setting: Setting, at: str) -> Iterator[Problem]:
    if not standing.tied:
        yield problem("E-422", f"{at}/kind")
    elif set(held.candidates) != set(standing.tied):
        names = "、".join(setting.names[person] for person in standing.tied)
        yield problem("E-423", f"{at}/candidates", names=names)
    if held.write_ins:
        yield problem("E-424", f"{at}/write_ins")


def review_candidates(standing: Standing, review: Review) -> tuple[str, ...]:
    """The formal candidates of the committee ballot: the review's, less a secretary already elected."""
    return tuple(person for person in review.candidates if person != standing.secretary)


def _committee_errors(held: Round, standing: Standing, setting: Setting, at: str) -> Iterator[Problem]:
    rules, place = setting.rules, f"{at}/candidates"
    needed, found = rules.candidates_minimum(held.seats), len(held.candidates)
    if found < needed:
        surplus = rules.surplus(held.seats)
        yield problem("E-431", place, found=found, seats=held.seats, surplus=surplus, needed=needed)
    if setting.review is None:
        return
    due = review_candidates(standing, setting.review)
    if set(due) != set(held.candidates):
        names = "、".join(sorted(setting.names[person] for person in due))
        yield problem("E-432", place, names=names)


def _secretary_errors(held: Round, standing: Standing, setting: Setting, at: str) -> Iterator[Problem]:
    review = setting.review
    if standing.committee_counted:
        for place, person in _places(held, at):
            if person not in standing.elected:
                yield problem("E-433", place, name=setting.names[person])
    elif review is not None:
        for index, person in enumerate(held.candidates):
            if person not in review.candidates:
                place = f"{at}/candidates/{index}"
                yield problem("E-434", place, name=setting.names[person])
