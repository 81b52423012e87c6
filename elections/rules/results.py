"""How each person came out of a ballot, and with how many votes those elected were elected."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from elections.rules.assembly import AssemblyOutcome
from elections.rules.inputs import Assembly, Round, Votes
from elections.rules.rounds import RoundOutcome
from elections.rules.ruleset import RuleSet
from elections.rules.standing import Electorate, Post, committee_votes


class Verdict(StrEnum):
    """A person's result in one ballot."""

    ELECTED = "elected"
    TIED = "tied"
    OUTVOTED = "outvoted"
    NOT_ENOUGH = "not_enough"
    NO_EFFECT = "no_effect"


@dataclass(frozen=True, slots=True)
class PersonResult:
    """One person's votes in a ballot; `row` is None for somebody written in. `approvals` in ballots."""

    person: str
    row: Votes | None
    approvals: int
    verdict: Verdict


def person_results(held: Round, outcome: RoundOutcome) -> tuple[PersonResult, ...]:
    """Everybody who could get votes in a round: the candidates in the order of the ballot, then write-ins by id."""
    printed = [
        PersonResult(person, held.votes[person], held.votes[person].favour, _verdict(person, held, outcome))
        for person in held.candidates
        if person in held.votes
    ]
    written = [
        PersonResult(person, None, count, _verdict(person, held, outcome))
        for person, count in sorted(held.write_ins.items())
    ]
    return (*printed, *written)


def _verdict(person: str, held: Round, outcome: RoundOutcome) -> Verdict:
    if not outcome.status.counts:
        return Verdict.NO_EFFECT
    if person in outcome.elected:
        return Verdict.ELECTED
    if person in outcome.tied:
        return Verdict.TIED
    approvals = held.votes[person].favour if person in held.votes else held.write_ins[person]
    needed = outcome.majority_needed
    over = needed is None or approvals >= needed
    return Verdict.OUTVOTED if over else Verdict.NOT_ENOUGH


def votes_won(assembly: Assembly, outcome: AssemblyOutcome) -> dict[Post, dict[str, int]]:
    """The approvals that elected each person, by the post they were elected to."""
    won: dict[Post, dict[str, int]] = {post: {} for post in Post}
    for held, line, before in zip(assembly.rounds, outcome.rounds, outcome.trail, strict=False):
        post = before.post_of(held.kind)
        for result in person_results(held, line):
            if result.verdict is Verdict.ELECTED:
                won[post][result.person] = result.approvals
    return won


def committee_electorate(assembly: Assembly, outcome: AssemblyOutcome, rules: RuleSet) -> Electorate | None:
    """Who voted when the new committee elected the secretary at its own meeting; None where the assembly did."""
    for held, line, before in zip(assembly.rounds, outcome.rounds, outcome.trail, strict=False):
        post = before.post_of(held.kind)
        if line.elected and committee_votes(post, assembly.method, rules):
            return before.electorate(held, assembly, rules)
    return None


def tied_votes(assembly: Assembly, outcome: AssemblyOutcome) -> int | None:
    """How many approvals each of those had who are still tied; None where nobody is."""
    if not outcome.standing.tied:
        return None
    for held, line in zip(reversed(assembly.rounds), reversed(outcome.rounds), strict=False):
        results = person_results(held, line)
        tied = [result.approvals for result in results if result.verdict is Verdict.TIED]
        if tied:
            return tied[0]
    return None
