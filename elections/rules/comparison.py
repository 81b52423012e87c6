"""Two entries of the same tally sheet held against each other: where they differ, never by how much.

Source: domain §1, stage 5: figures are checked by a second person, from the paper.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from .faults import pointer_token
from .sheet_state import COUNTS
from .tally import Line, TallyFigures

PARTS = ("favour", "against", "abstain")
WRITE_INS = "/write_ins"
BLANK: Line = (None, None, None)


def differences(one: TallyFigures, other: TallyFigures) -> tuple[str, ...]:
    """Return the places where two entries differ, in the order of the paper, without either value.

    "/issued" …, "/votes/ID/favour" …; write-ins are one place, since their names would tell who was written in.
    """
    found = [f"/{name}" for name in COUNTS if getattr(one, name) != getattr(other, name)]
    for line in dict.fromkeys((*one.votes, *other.votes)):
        rows = zip(PARTS, one.votes.get(line, BLANK), other.votes.get(line, BLANK), strict=True)
        found += [vote_place(line, part) for part, mine, theirs in rows if mine != theirs]
    return (*found, WRITE_INS) if dict(one.write_ins) != dict(other.write_ins) else tuple(found)


def merged(base: TallyFigures, typed: TallyFigures, places: Collection[str]) -> TallyFigures:
    """Return `base` with what was typed at `places`; everything else that was typed is left out."""
    counts = {name: getattr(typed, name) for name in COUNTS if f"/{name}" in places}
    votes = {line: _row(line, row, typed.votes.get(line, BLANK), places) for line, row in base.votes.items()}
    write_ins = typed.write_ins if WRITE_INS in places else base.write_ins
    return replace(base, votes=votes, write_ins=write_ins, **counts)


def vote_place(line: str, part: str) -> str:
    """Return the place of one of a person's three figures."""
    return f"/votes/{pointer_token(line)}/{part}"


def _row(line: str, base: Line, typed: Line, places: Collection[str]) -> Line:
    favour, against, abstain = (
        new if vote_place(line, part) in places else old
        for part, old, new in zip(PARTS, base, typed, strict=True)
    )
    return favour, against, abstain
