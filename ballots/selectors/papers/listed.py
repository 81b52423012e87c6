"""The list of papers by rows: those made for each group stand in one row, however many groups there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ballots.notices.facts import NoticeKind

from .catalogue import Entry
from .common import PaperKey


@dataclass(frozen=True, slots=True)
class Row:
    """One paper, or those made for each group with their corrections."""

    entries: tuple[Entry, ...]

    @property
    def heading(self) -> str:
        """What it is called: papers of the groups by their kind."""
        first = self.entries[0]
        return first.kind.label if first.group else first.label

    @property
    def by_group(self) -> list[Entry]:
        """The papers of the groups; none where the row is of one paper."""
        return [entry for entry in self.entries if entry.group]

    @property
    def issued(self) -> int:
        """How many groups' papers are issued and count."""
        return sum(entry.standing is not None for entry in self.by_group)


def rows_of(entries: Iterable[Entry]) -> list[Row]:
    """The rows, in the order of the papers."""
    return [Row(tuple(each)) for _, each in groupby(entries, key=_together)]


def _together(entry: Entry) -> NoticeKind | PaperKey:
    return entry.series if entry.series is NoticeKind.VOTING_NOTICE else entry.key
