"""What one sheet's figures are worth as typed, row by row and as a whole; which may stand though they look impossible.

Source: domain §2, 核票: a broken equality blocks completion; an unusual figure is ticked off with an explanation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from elections.rules.faults import pointer_token
from elections.rules.problems import Problem
from elections.rules.ruleset import PILOT_2004, RuleSet
from elections.rules.tally import TallyFigures, missing_fields, reconcile

# What was handed out and what came back are facts of the day: no recount mends them. Accepted by a monitor as standing
# so on the paper they complete the sheet, and the certified round is void or in error (选举工作条例: 收回多于发出, 选举无效).
ACCEPTABLE = frozenset({"E-201", "E-202"})
COUNTS = ("printed", "issued", "spoiled", "unused", "returned", "valid", "invalid", "proxies")


class SheetState(StrEnum):
    """What the figures typed are worth by themselves."""

    EMPTY = "empty"
    PARTIAL = "partial"
    FAULTY = "faulty"
    COMPLETE = "complete"


class RowState(StrEnum):
    """What one person's line is worth."""

    EMPTY = "empty"
    PARTIAL = "partial"
    WAITING = "waiting"
    FITS = "fits"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Row:
    """One person's line: its state in a word, and the problem where it does not add up."""

    state: RowState
    word: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """Everything the rules say of one sheet's figures."""

    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    state: SheetState
    rows: Mapping[str, Row]
    balance: str

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What does not add up."""
        return tuple(item for item in self.problems if item.level == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is unusual and has to be explained."""
        return tuple(item for item in self.problems if item.level == "warning")

    @property
    def whole_with_errors(self) -> bool:
        """Whether nothing is missing and something does not add up: to be mended, or handed to the monitor."""
        return bool(self.errors) and not self.missing

    @property
    def rows_typed(self) -> int:
        """How many people's lines are full."""
        return sum(row.state not in (RowState.EMPTY, RowState.PARTIAL) for row in self.rows.values())


def check_sheet(
    figures: TallyFigures,
    *,
    lines: Sequence[str],
    labels: Mapping[str, str],
    eligible: int | None,
    seats: int | None = None,
    rules: RuleSet = PILOT_2004,
) -> SheetCheck:
    """Reconcile a sheet and say how far it is; the arguments are those of `reconcile`."""
    problems = reconcile(figures, lines=lines, labels=labels, eligible=eligible, seats=seats, rules=rules)
    missing = missing_fields(figures, lines=lines, seats=seats)
    return SheetCheck(
        problems=problems,
        missing=missing,
        state=_state(figures, problems, missing),
        rows=_rows(figures, lines, problems),
        balance=_balance(figures, problems),
    )


def keying_refusal(*, invalidated: bool, certified: bool, later_round: bool) -> str | None:
    """Return the sentence why a sheet takes no more figures, None while it does. The stage is asked elsewhere."""
    if invalidated:
        return "这次投票已经作废，票数留存备查，不能再改。"
    if certified:
        return "票数已经核定，不能再改。"
    if later_round:
        return "后面已经开始另一轮投票，这一轮的票数不能再改。"
    return None


def removal_refusal(box: str, *, mobile: bool, keyed: bool, printed: bool) -> str | None:
    """Return the sentence why `box` may not be taken away again, None where it may: a mobile box nobody has used."""
    if not mobile:
        return f"{box}不是流动票箱，不能减少。"
    if keyed:
        return f"{box}已经录过数字，不能减少；没有选票的，各项填 0。"
    return f"{box}的计票单已经制作，不能减少；没有选票的，各项填 0。" if printed else None


def warning_key(item: Problem, *, under: str = "") -> str:
    """Return the key of a warning's explanation: its code and its place on the sheet that stands at `under`."""
    return f"{item.code} {item.at.removeprefix(under)}"


def _state(figures: TallyFigures, problems: Sequence[Problem], missing: Sequence[str]) -> SheetState:
    """Errors come before what is missing: a half-typed sheet that cannot add up is faulty already."""
    if _untouched(figures):
        return SheetState.EMPTY
    if any(item.level == "error" for item in problems):
        return SheetState.FAULTY
    return SheetState.PARTIAL if missing else SheetState.COMPLETE


def _untouched(figures: TallyFigures) -> bool:
    counts = all(getattr(figures, name) is None for name in COUNTS)
    votes = all(part is None for row in figures.votes.values() for part in row)
    return counts and votes and not figures.write_ins


def _rows(figures: TallyFigures, lines: Sequence[str], problems: Sequence[Problem]) -> dict[str, Row]:
    wrong = {item.at: item for item in problems if item.code == "E-204"}
    return {line: _row(figures, line, wrong.get(f"/votes/{pointer_token(line)}")) for line in lines}


def _row(figures: TallyFigures, line: str, wrong: Problem | None) -> Row:
    parts = figures.votes.get(line, (None, None, None))
    if wrong is not None:
        return Row(RowState.OFF, f"{wrong.args['sum']}，{wrong.args['gap']}", wrong)
    if parts == (None, None, None):
        return Row(RowState.EMPTY, "未录")
    if None in parts:
        return Row(RowState.PARTIAL, "未录全")
    if figures.valid is None:
        return Row(RowState.WAITING, "待核对")
    return Row(RowState.FITS, f"{figures.valid} 相符")


def _balance(figures: TallyFigures, problems: Sequence[Problem]) -> str:
    """The paper chain in words, as far as it is typed and holds."""
    codes = {item.code for item in problems}
    parts = []
    chain = (figures.printed, figures.issued, figures.spoiled, figures.unused)
    if None not in chain and "E-206" not in codes:
        parts.append("印制 {} = 发出 {} + 作废 {} + 剩余 {}".format(*chain))
    count = (figures.returned, figures.valid, figures.invalid)
    if None not in count and "E-203" not in codes:
        parts.append("收回 {} = 有效 {} + 无效 {}".format(*count))
    return f"收发相符：{'；'.join(parts)}。" if parts else ""
