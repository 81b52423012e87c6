"""How ballots, tally sheets and wide tables are laid out: decided from the number of lines alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TypeVar

from ballots.notices.facts import ElectionBallot, Person, TrustBallot, TrustUnit, Votes
from ballots.notices.facts.results import TrustNominee

Item = TypeVar("Item")

# Lines that fit below the title and the instructions, by size of ballot.
QUARTER_LINES, AIRY_LINES, HALF_LINES, COLUMN_LINES = 4, 8, 10, 20
FIRST_ROWS, NEXT_ROWS = 20, 25
UNITS_ACROSS = 8
# Boxes for 信任 beside each other; 不信任 has eleven, 弃权 five (tally.css), since a group may well be divided.
BALLOTS_IN_A_BOX, BOXES_ACROSS = 5, 13
LONG_NAME, LONGER_NAME = 4, 7
HEADING_WIDTH = 22
FEWEST_ROWS, FEW_ROWS, USUAL_ROWS = 3, 5, 9
# What is handed over, and how many lines the form has for each.
HANDED_OVER, HANDOVER_LINES = ("印章", "账目", "档案", "财产", "债权债务"), 3


@dataclass(frozen=True, slots=True)
class BallotLayout:
    """`size` names the style; `copies` ballots on a sheet; `pages` of rows, each of one or two people;
    `airy` where higher rows fit."""

    size: str
    copies: int
    names: str
    pages: tuple[tuple[tuple[Person | None, ...], ...], ...]
    airy: bool = False

    @property
    def across(self) -> int:
        """How many people stand beside each other."""
        return 2 if self.size == "double" else 1


def ballot_layout(people: Sequence[Person], write_ins: int, heading: str = "") -> BallotLayout:
    """Four, two or one ballot on a sheet of A4; two columns for more than twenty names.

    A `heading` that takes several lines, because the village has a long name, costs as many rows.
    """
    extra = max(0, len(heading) - 1) // HEADING_WIDTH
    lines = len(people) + write_ins + bool(write_ins) + extra
    names = name_size([person.name for person in people])
    single = (tuple((person,) for person in people),)
    if lines <= QUARTER_LINES and names != "longest":
        return BallotLayout("quarter", 4, names, single)
    if lines <= HALF_LINES:
        return BallotLayout("half", 2, names, single, airy=lines <= AIRY_LINES)
    if lines <= COLUMN_LINES:
        return BallotLayout("full", 1, names, single)
    return BallotLayout("double", 1, names, _two_columns(people, write_ins, extra))


def layout_of(ballot: TrustBallot | ElectionBallot) -> BallotLayout:
    """How this ballot is laid out."""
    heading = ballot.header.signature
    if isinstance(ballot, TrustBallot):
        return ballot_layout(ballot.nominees, 0, heading)
    return ballot_layout(ballot.candidates, ballot.write_in_lines, heading)


def name_size(names: Sequence[str]) -> str:
    """One size of type, and of column, for every name on a paper: by the longest."""
    longest = max(map(len, names), default=0)
    return "usual" if longest <= LONG_NAME else "long" if longest <= LONGER_NAME else "longest"


def _two_columns(
    people: Sequence[Person], write_ins: int, extra: int
) -> tuple[tuple[tuple[Person | None, ...], ...], ...]:
    room = FIRST_ROWS - write_ins - bool(write_ins) - extra
    pages = []
    rest = list(people)
    while rest:
        rows = min(room, ceil(len(rest) / 2))
        left, right = rest[:rows], rest[rows : 2 * rows]
        padded = [*right, *[None] * (rows - len(right))]
        pages.append(tuple(zip(left, padded, strict=True)))
        rest, room = rest[2 * rows :], NEXT_ROWS
    return tuple(pages)


def poster_rows(names: Sequence[str], *, spare: bool) -> str:
    """How high the rows of a poster are: as high as leaves one sheet for so many people, up to about a dozen.

    The highest only with room to `spare`, beside the longest names they are set for.
    """
    people, longest = len(names), max(map(len, names), default=0)
    if spare and people <= FEWEST_ROWS and longest < LONG_NAME:
        return "few fewest"
    return "few" if people <= FEW_ROWS else "usual" if people <= USUAL_ROWS else "many"


def tally_lines(voters: int | None) -> int:
    """Lines of 正 boxes a person needs, if all voters choose alike; boxes of five, thirteen to a line."""
    return max(1, min(4, ceil((voters or BALLOTS_IN_A_BOX) / (BALLOTS_IN_A_BOX * BOXES_ACROSS))))


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """Some of the units side by side, with every nominee's votes there; the last part has the totals."""

    units: tuple[TrustUnit, ...]
    rows: tuple[tuple[Person, tuple[Votes, ...]], ...]
    with_total: bool

    @property
    def size(self) -> str:
        """Narrow columns where many stand side by side."""
        return f"across-{len(self.units) + self.with_total}"


def matrix(units: Sequence[TrustUnit], nominees: Sequence[TrustNominee]) -> tuple[MatrixPart, ...]:
    """Votes by nominee and unit, in parts of a paper's width and of like size; the total is one more column of the last."""
    parts = even_parts([*units, None], max(1, ceil(len(units) / UNITS_ACROSS)))
    return tuple(
        MatrixPart(
            units=tuple(unit for unit in part if unit),
            rows=tuple(
                (nominee.person, tuple(unit.votes[index] if unit else nominee.votes for unit in part))
                for index, nominee in enumerate(nominees)
            ),
            with_total=None in part,
        )
        for part in parts
    )


def places_full(nominees: Sequence[TrustNominee]) -> bool:
    """Whether nominees reached the threshold and were left out, all with fewer votes than any preliminary candidate.

    Who was left out with more votes has no right to be elected, and a vote that does not count lists nobody.
    """
    listed = [each.votes.favour for each in nominees if each.shortlisted]
    left_out = [each.votes.favour for each in nominees if each.reached and not each.shortlisted]
    return bool(listed and left_out) and max(left_out) < min(listed)


def even_parts(items: Sequence[Item], count: int) -> list[Sequence[Item]]:
    """So many parts, their sizes differing by one at most."""
    ends = [round(len(items) * number / count) for number in range(count + 1)]
    return [items[start:end] for start, end in pairwise(ends)]
