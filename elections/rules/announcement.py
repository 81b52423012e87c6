"""How those elected came to be elected, as everybody is told: no votes of a ballot of few, no later ballot for a first.

Source: domain §1: the vote is secret (无记名), and no notice or public page shows fewer than ten ballots.
"""

from __future__ import annotations

from dataclasses import dataclass

from elections.rules.assembly import AssemblyOutcome
from elections.rules.disclosure import too_few
from elections.rules.inputs import Assembly
from elections.rules.results import Verdict, person_results
from elections.rules.standing import Post


@dataclass(frozen=True, slots=True)
class Won:
    """A post won in a ballot: `votes` in approvals, None where it had too few ballots to be shown.

    `kind` is that of the ballot (RoundKind); `again`: one for the same post had counted before.
    """

    kind: str
    votes: int | None
    again: bool


def announced(assembly: Assembly, outcome: AssemblyOutcome) -> dict[Post, dict[str, Won]]:
    """How each person was elected, by the post they were elected to."""
    won: dict[Post, dict[str, Won]] = {post: {} for post in Post}
    counted: set[Post] = set()
    for held, line, before in zip(assembly.rounds, outcome.rounds, outcome.trail, strict=False):
        post = before.post_of(held.kind)
        for result in person_results(held, line):
            if result.verdict is Verdict.ELECTED:
                votes = None if too_few(held.returned) else result.approvals
                won[post][result.person] = Won(held.kind, votes, again=post in counted)
        if line.status.counts:
            counted.add(post)
    return won


def votes_shown(assembly: Assembly, outcome: AssemblyOutcome) -> dict[Post, dict[str, int]]:
    """The approvals that elected each person, by post, where they may be shown."""
    return {
        post: {person: one.votes for person, one in people.items() if one.votes is not None}
        for post, people in announced(assembly, outcome).items()
    }
