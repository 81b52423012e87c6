"""What a tally sheet of the assembly is checked against: who was there for this ballot, and who may be written in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from elections.rules.decision import Decision
from elections.rules.inputs import Dossier, RoundKind
from elections.rules.rounds import Setting
from elections.rules.standing import Post, Standing


@dataclass(frozen=True, slots=True)
class SheetTerms:
    """`present` at this ballot, None before the head count; `write_ins`: ids that may be written in, by id.

    `from_elected`: only those elected to the committee already may be.
    """

    present: int | None
    write_ins: tuple[str, ...]
    from_elected: bool = False


def sheet_terms(
    dossier: Dossier,
    decision: Decision,
    *,
    kind: str,
    candidates: Collection[str],
    present: int | None,
    place: int | None,
) -> SheetTerms:
    """Return the terms of one ballot.

    `present` is given where the ballot has an electorate of its own; `place` is its place among the decided
    ballots, None while its figures are not complete.
    """
    assembly, outcome = dossier.assembly, decision.assembly
    if assembly is None or outcome is None:
        return SheetTerms(present, ())
    before = outcome.trail[place if place is not None and place < len(outcome.trail) else -1]
    if present is None:
        present = before.default_electorate(before.post_of(kind), assembly, dossier.rules).present
    from_elected = before.post_of(kind) is Post.SECRETARY and before.committee_counted
    pool = _write_in_pool(kind, before, Setting.of(dossier, assembly), from_elected=from_elected)
    return SheetTerms(present, tuple(sorted(set(pool).difference(candidates))), from_elected)


def _write_in_pool(kind: str, standing: Standing, setting: Setting, *, from_elected: bool) -> Collection[str]:
    """Nobody in a run-off; a committee elected first for its secretary; else whoever can stand and is not elected."""
    if not RoundKind(kind).takes_write_ins:
        return ()
    if from_elected:
        return setting.can_stand.intersection(standing.elected)
    if standing.post_of(kind) is Post.SECRETARY:
        return setting.can_stand
    return setting.can_stand.difference(standing.elected)
