"""How many ballots are printed: one for every voter, and a reserve for those that are spoiled.

No instrument of docs/rules.md fixes the reserve; the number is this program's own and every pack states it. What was
printed is counted on the tally sheet (印制), so that no ballot is left unaccounted for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from elections.rules.numbers import as_percent

RESERVE_SHARE = Fraction(1, 20)
LEAST_RESERVE = 3
# No group of villagers is so large; a number of voters typed with a few zeros too many would fill the memory.
MOST_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class PrintRun:
    """The ballots of one group or round: `voters` who may vote, `printed` in all; `counted` on its sheets, not planned."""

    voters: int
    printed: int
    counted: bool

    @property
    def reserve(self) -> int:
        """Ballots beyond one for each voter; none where fewer were printed."""
        return max(0, self.printed - self.voters)

    @property
    def reserve_from(self) -> str:
        """Where the reserve comes from, as a pack says it."""
        if self.counted:
            return "印制数以计票单上已核对的“印制”为准"
        return f"备用票为投票人数的{as_percent(RESERVE_SHARE)}，不足1张的按1张计，最少{LEAST_RESERVE}张"

    def refusal(self, unit: str) -> str:
        """Why the ballots of this group or round cannot be bound into one file; "" where they can."""
        if self.printed <= MOST_AT_ONCE:
            return ""
        return f"{unit}要印选票 {self.printed} 张，超过一次能打包的 {MOST_AT_ONCE} 张，请先核对投票人数和计票单上的“印制”。"


def print_run(voters: int, on_sheets: Sequence[int | None]) -> PrintRun:
    """The ballots to print for `voters`; `on_sheets` is what each of their boxes' verified sheets says was printed."""
    counted = [printed for printed in on_sheets if printed is not None]
    if counted and len(counted) == len(on_sheets):
        return PrintRun(voters, sum(counted), counted=True)
    reserve = max(LEAST_RESERVE, ceil(voters * RESERVE_SHARE))
    return PrintRun(voters, voters + reserve, counted=False)


def sheets_of_paper(ballots: int, *, on_a_sheet: int, pages: int) -> int:
    """A4 sheets, printed on one side, for this many ballots of `pages` pages each."""
    return ceil(ballots / on_a_sheet) * pages
