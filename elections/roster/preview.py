"""What reading a roster gives: every row, and every fault, all at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elections.roster.columns import heading_of

EMPTY = "空白"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: in the file as a whole (only `message`), or in one cell."""

    message: str
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""

    @classmethod
    def in_cell(cls, row: int, key: str, found: str, expected: str) -> "Fault":
        """Word a fault in one cell; the row is the one Excel shows."""
        heading = heading_of(key)
        shown = f"“{found}”" if found else EMPTY
        return cls(
            f"第 {row} 行“{heading}”：现为{shown}，{expected}。", row, heading, found or EMPTY, expected
        )


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A Party member as read; the names and identifiers are those of the roster in the database."""

    name: str
    sex: str
    birth_date: date
    education: str
    joined_on: date
    standing: str
    rights_suspended: bool
    present_post: str
    note: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the sheet: what stands in it, by column, and the member it describes if nothing is wrong."""

    number: int
    texts: Mapping[str, str]
    member: MemberRow | None


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """Rows and faults in the order of the sheet; a fault without a row concerns the whole file."""

    rows: tuple[PreviewRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored_columns: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[MemberRow, ...]:
        """The members, all of them or none: a roster with a fault is not taken over in part."""
        if self.faults:
            return ()
        return tuple(row.member for row in self.rows if row.member is not None)
