"""What the assembly may do next: which ballots may be held, and whether seats may be reduced.

Pages offer exactly what stands here and decide nothing themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elections.rules.assembly import (
    FOR_COMMITTEE,
    AssemblyStatus,
    consent_needed,
    reduction_allowed,
)
from elections.rules.decision import Decision
from elections.rules.inputs import Assembly, Dossier, Round, RoundKind, Votes
from elections.rules.problems import Problem, problem
from elections.rules.rounds import (
    RoundStatus,
    Setting,
    majority_for,
    review_candidates,
    round_outcome,
    secretary_in_turn,
)
from elections.rules.standing import Electorate, Post, Standing, committee_votes


@dataclass(frozen=True, slots=True)
class NextRound:
    """A ballot that may be held now.

    `pool` are the ids who may stand, by id; where `fixed`, exactly these must
    stand. `suggested` are those who would naturally stand again: in a
    supplementary election the candidates of the ballots for the committee not
    elected. `candidates_minimum` is the fewest candidates. `majority_needed`
    is None in a run-off. `own_electorate`: the new committee votes, so the round
    may record how many of it were due and came.
    """

    kind: RoundKind
    post: Post
    seats: int
    pool: tuple[str, ...]
    fixed: bool
    suggested: tuple[str, ...]
    candidates_minimum: int
    write_ins_allowed: bool
    electorate: Electorate
    own_electorate: bool
    majority_needed: int | None


@dataclass(frozen=True, slots=True)
class ReduceOption:
    """Fewer seats by consent is open: on round `round` (its place), to `seats`, by `consent_needed`."""

    round: int
    seats: int
    present: int
    consent_needed: int


def next_rounds(dossier: Dossier, decision: Decision) -> tuple[NextRound, ...]:
    """The ballots that may be held now, the usual one first; none when all is done or no quorum."""
    assembly, outcome = dossier.assembly, decision.assembly
    if assembly is None or outcome is None or outcome.status is not AssemblyStatus.INCOMPLETE:
        return ()
    standing = outcome.standing
    setting = Setting.of(dossier, assembly)
    kinds = _kinds(standing, assembly)
    return tuple(_next_round(kind, standing, setting) for kind in kinds)


def opening_problems(
    dossier: Dossier,
    decision: Decision,
    *,
    kind: str,
    candidates: Sequence[str],
    own: Electorate | None = None,
) -> tuple[Problem, ...]:
    """Why a ballot with these candidates may not be held now; empty when it may.

    Asked before the vote, of the very rules that judge the round after it: a round without a single vote is tried.
    Only the quorum of an electorate of its own is left to the result, since what was held is recorded as it was.
    """
    assembly, outcome = dossier.assembly, decision.assembly
    offered = next((item for item in next_rounds(dossier, decision) if item.kind == kind), None)
    if assembly is None or outcome is None or offered is None:
        return (problem("E-428", "/kind"),)
    found = _own_problems(offered, own)
    trial = _trial(kind, offered.seats, tuple(candidates), own)
    _, _, judged = round_outcome(trial, outcome.standing, Setting.of(dossier, assembly))
    found += [item for item in judged if item.code != "E-402"]
    if not found and len(candidates) < offered.candidates_minimum:
        found.append(problem("E-435", "/candidates", needed=offered.candidates_minimum))
    return tuple(found)


def _trial(kind: str, seats: int, candidates: tuple[str, ...], own: Electorate | None) -> Round:
    """The ballot as it would be before anybody voted."""
    return Round(
        kind=kind,
        seats=seats,
        candidates=candidates,
        issued=0,
        returned=0,
        invalid=0,
        valid=0,
        votes={person: Votes(0, 0, 0) for person in candidates},
        entitled=own.entitled if own else None,
        present=own.present if own else None,
    )


def _own_problems(offered: NextRound, own: Electorate | None) -> list[Problem]:
    if own is None:
        return []
    if not offered.own_electorate:
        return [problem("E-429", "/entitled")]
    if own.present > own.entitled:
        gap = own.present - own.entitled
        return [problem("E-404", "/present", present=own.present, entitled=own.entitled, gap=gap)]
    return []


def reduce_option(dossier: Dossier, decision: Decision) -> ReduceOption | None:
    """Whether the last ballot left seats unfilled that may be given up by consent."""
    assembly, outcome = dossier.assembly, decision.assembly
    if assembly is None or outcome is None:
        return None
    counted = [index for index, line in enumerate(outcome.rounds) if line.status.counts]
    last = counted[-1] if counted else None
    if last is None or outcome.rounds[last].kind not in FOR_COMMITTEE:
        return None
    after = outcome.trail[last + 1]
    open_now = outcome.rounds[last].status is RoundStatus.UNFILLED and not after.committee_complete
    if not open_now or not reduction_allowed(len(after.elected), decision.seats):
        return None
    held = assembly.rounds[last]
    present = outcome.trail[last].electorate(held, assembly, dossier.rules).present
    return ReduceOption(last, len(after.elected), present, consent_needed(present))


def _kinds(standing: Standing, assembly: Assembly) -> tuple[RoundKind, ...]:
    if standing.tied:
        return (RoundKind.RUNOFF,)
    kinds: list[RoundKind] = []
    if not standing.committee_complete:
        counted = standing.committee_counted
        kinds.append(RoundKind.SUPPLEMENTARY if counted else RoundKind.COMMITTEE)
    if standing.secretary is None and secretary_in_turn(standing, assembly.method):
        kinds.append(RoundKind.SECRETARY)
    return tuple(kinds)


def _next_round(kind: RoundKind, standing: Standing, setting: Setting) -> NextRound:
    rules, post = setting.rules, standing.post_of(kind)
    seats = standing.open_seats(post)
    electorate = standing.default_electorate(post, setting.assembly, rules)
    pool, fixed = _pool(kind, standing, setting)
    minimum = 1
    if kind == RoundKind.COMMITTEE:
        minimum = rules.candidates_minimum(seats)
    elif kind == RoundKind.RUNOFF:
        minimum = len(pool)
    return NextRound(
        kind=kind,
        post=post,
        seats=seats,
        pool=pool,
        fixed=fixed,
        suggested=_suggested(kind, standing, setting, pool),
        candidates_minimum=minimum,
        write_ins_allowed=kind.takes_write_ins,
        electorate=electorate,
        own_electorate=committee_votes(post, setting.assembly.method, rules),
        majority_needed=majority_for(kind, electorate, rules),
    )


def _pool(kind: RoundKind, standing: Standing, setting: Setting) -> tuple[tuple[str, ...], bool]:
    """Who may stand, by id, and whether exactly they must."""
    if kind == RoundKind.RUNOFF:
        return standing.tied, True
    if kind == RoundKind.SECRETARY and standing.committee_counted:
        return _sorted_standing(standing.elected, setting), False
    free = setting.can_stand.difference(standing.elected)
    if setting.review is None or kind == RoundKind.SUPPLEMENTARY:
        return tuple(sorted(free)), False
    own = review_candidates(standing, setting.review)
    return _sorted_standing(own, setting), kind == RoundKind.COMMITTEE


def _sorted_standing(people: Iterable[str], setting: Setting) -> tuple[str, ...]:
    return tuple(sorted(setting.can_stand.intersection(people)))


def _suggested(
    kind: RoundKind, standing: Standing, setting: Setting, pool: tuple[str, ...]
) -> tuple[str, ...]:
    if kind != RoundKind.SUPPLEMENTARY:
        return pool
    stood = {
        person for held in setting.assembly.rounds if held.kind in FOR_COMMITTEE for person in held.candidates
    }
    return tuple(person for person in pool if person in stood)
