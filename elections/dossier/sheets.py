"""A tally sheet rebuilt from its events: every keying, every decision, and where the sheet stands by the rules.

The rules are asked at every step (elections.rules.entry), so that a chain which tells of a step nobody could have taken
does not replay: a second keying by the first's user, figures that count though the two differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from elections.rules.entry import (
    Entries,
    Outcome,
    Phase,
    Turn,
    after_accepting,
    after_keying,
    after_recount,
    after_taking_over,
    turn_of,
)

from .chain import Link
from .marks import Data, Mark, mark_of


@dataclass(frozen=True, slots=True)
class KeyedFigures:
    """One keying of a sheet: whose turn, its figures, and the places where only some were typed."""

    mark: Mark
    attempt: int
    turn: int
    finished: bool
    retyped: Sequence[str]
    version: int
    counts: Mapping[str, int | None]
    votes: Mapping[str, list[int | None]]
    write_ins: Mapping[str, int]

    @property
    def figures(self) -> tuple[object, ...]:
        """What is compared with another entry."""
        return self.counts, self.votes, self.write_ins


# What an event and a row both give under its own name.
PLAIN = tuple(one.name for one in fields(KeyedFigures) if one.name not in ("mark", "counts", "finished"))


@dataclass(frozen=True, slots=True)
class Decided:
    """What a monitor decided, with the reason in the mark; `errors` are the codes let stand."""

    mark: Mark
    kind: str
    attempt: int
    version: int
    errors: Sequence[str]


@dataclass(slots=True)
class SheetState:
    """A sheet: what kind of box of which group, where it stands, everything keyed and decided, and the place of what counts."""

    kind: str
    group: str | None
    entries: Entries = field(default_factory=Entries)
    version: int = 0
    keyings: list[KeyedFigures] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    explanations: Mapping[str, str] = field(default_factory=dict)
    current: int | None = None


def keyed(sheet: SheetState, link: Link, data: Data) -> None:
    """Somebody keyed the sheet."""
    turn, outcome = Turn(data["turn"]), Outcome(data["outcome"])
    finished = outcome is not Outcome.DRAFT
    plain = {name: data[name] for name in PLAIN}
    keying = KeyedFigures(mark=mark_of(link), counts=data["counts"], finished=finished, **plain)
    if turn_of(sheet.entries, link.user) is not turn or keying.attempt != sheet.entries.attempt:
        raise ValueError(turn)
    _compare(sheet, keying, turn, outcome)
    sheet.keyings.append(keying)
    _move(sheet, after_keying(sheet.entries, link.user, outcome), data)


def taken_over(sheet: SheetState, link: Link, data: Data) -> None:
    """Somebody went on in another's place."""
    _move(sheet, after_taking_over(sheet.entries, link.user), data)


def accepted(sheet: SheetState, link: Link, data: Data) -> None:
    """A monitor let figures stand."""
    after = after_accepting(sheet.entries, data["errors"])
    _decide(sheet, link, data, "accept", data["errors"])
    _move(sheet, after, data)


def recounted(sheet: SheetState, link: Link, data: Data) -> None:
    """A monitor sent the ballots back to be counted."""
    after = after_recount(sheet.entries)
    _decide(sheet, link, data, "recount", [])
    _move(sheet, after, data)


def explained(sheet: SheetState, link: Link, data: Data) -> None:
    """Warnings were ticked off."""
    if sheet.entries.phase is not Phase.VERIFIED or data["version"] != sheet.version + 1:
        raise ValueError(data["version"])
    sheet.explanations, sheet.version = {**sheet.explanations, **data["words"]}, data["version"]


def _compare(sheet: SheetState, keying: KeyedFigures, turn: Turn, outcome: Outcome) -> None:
    """Refuse a keying that says it equals the first entry, or differs from it, and does not."""
    if outcome not in (Outcome.SAME, Outcome.DIFFERENT) or turn is Turn.THIRD:
        return
    first = next(
        one
        for one in reversed(sheet.keyings)
        if one.turn == Turn.FIRST and one.finished and one.attempt == keying.attempt
    )
    if (first.figures == keying.figures) is not (outcome is Outcome.SAME):
        raise ValueError(outcome)


def _move(sheet: SheetState, after: Entries, data: Data) -> None:
    if after.phase.value != data["phase"] or data["version"] != sheet.version + 1:
        raise ValueError(data["phase"])
    sheet.entries, sheet.version, sheet.explanations = after, data["version"], {}
    sheet.current = len(sheet.keyings) - 1 if after.phase is Phase.VERIFIED else None


def _decide(sheet: SheetState, link: Link, data: Data, kind: str, errors: Sequence[str]) -> None:
    mark = mark_of(link, data["reason"])
    sheet.decisions.append(Decided(mark, kind, sheet.entries.attempt, data["version"], errors))
