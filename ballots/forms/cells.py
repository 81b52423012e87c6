"""What the page of a tally sheet is drawn from: cells, lines, notes."""

from dataclasses import dataclass

from elections.rules.problems import Problem
from elections.rules.sheet_state import Row, RowState


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the grid; `faults` in a list, as the error summary reads it."""

    name: str
    label: str
    value: str
    errors: tuple[str, ...] = ()

    @property
    def id_for_label(self) -> str:
        """Where a link leads."""
        return self.name


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person's line on the page: three cells and what the rules say of it."""

    code: str
    name: str
    cells: tuple[Cell, ...]
    row: Row

    @property
    def faults(self) -> list[str]:
        """What could not be read in this line."""
        return [f"{cell.label}：{fault}" for cell in self.cells for fault in cell.errors]

    @property
    def is_off(self) -> bool:
        """Whether the line is marked on the page."""
        return bool(self.faults) or self.row.state is RowState.OFF


@dataclass(frozen=True, slots=True)
class WriteInRow:
    """Somebody written in: who, and how often."""

    member: Cell
    votes: Cell


@dataclass(frozen=True, slots=True)
class Note:
    """A problem as the page lists it, and the field it leads to."""

    problem: Problem
    target: str
