"""Four eyes: how a tally sheet is keyed twice from the same paper, blind, and what happens where the two differ.

The states of a sheet, who may act in each, and what follows. Nothing here knows a figure but the comparison; whoever
keys second is told no figure of the first. Users are any values that can be compared: numbers in the database, user
names in the audit chain.

Source: domain §1, stage 5: figures are checked by a second person. A difference goes back to the paper, not to a vote
between two typists: the second retypes what differs, then a third person with a monitor watching (监票).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from .comparison import differences
from .sheet_state import ACCEPTABLE
from .tally import TallyFigures

User = int | str


class Phase(StrEnum):
    """How far a sheet is; the values stand in the database and in the audit chain."""

    EMPTY = "empty"
    FIRST = "first"
    FIRST_ERRORS = "first_errors"
    SECOND_DUE = "second_due"
    SECOND = "second"
    DIFFERENT = "different"
    THIRD_DUE = "third_due"
    CONFIRM_DUE = "confirm_due"
    VERIFIED = "verified"

    @property
    def label(self) -> str:
        """The phase in a word or two."""
        return _LABELS[self]


_LABELS = {
    Phase.EMPTY: "未开始",
    Phase.FIRST: "第一遍未录完",
    Phase.FIRST_ERRORS: "待监票人处理",
    Phase.SECOND_DUE: "待录第二遍",
    Phase.SECOND: "第二遍未录完",
    Phase.DIFFERENT: "不一致，待重录",
    Phase.THIRD_DUE: "待第三人录入",
    Phase.CONFIRM_DUE: "待监票人确认",
    Phase.VERIFIED: "核对一致",
}
# Something is keyed that does not count yet, and that nobody but a monitor may read.
UNVERIFIED = frozenset(Phase) - {Phase.EMPTY, Phase.VERIFIED}
MONITORS_TURN = frozenset({Phase.FIRST_ERRORS, Phase.CONFIRM_DUE})
# A draft alone is simply keyed anew; from the first finished entry on, throwing figures away is the monitor's to order.
RECOUNTABLE = frozenset(Phase) - {Phase.EMPTY, Phase.FIRST}


class Turn(IntEnum):
    """Whose turn a keying was. `AGAIN`: the second clerk's retyping of what differed."""

    FIRST = 1
    SECOND = 2
    AGAIN = 3
    THIRD = 4

    @property
    def label(self) -> str:
        """The turn as the page and the log name it."""
        return _TURNS[self]

    @property
    def retypes(self) -> bool:
        """Whether only what differs is typed."""
        return self in (Turn.AGAIN, Turn.THIRD)


_TURNS = {
    Turn.FIRST: "第一遍",
    Turn.SECOND: "第二遍",
    Turn.AGAIN: "不一致处重录",
    Turn.THIRD: "第三人录入",
}


class Outcome(StrEnum):
    """What a keying came to; it decides which phase follows."""

    DRAFT = "draft"
    CLEAN = "clean"
    ERRORS = "errors"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Entries:
    """Where a sheet stands. `attempt` counts from 1; a recount begins the next with nothing carried over.

    `first` and `second` are those who finished these entries, `draft` the one whose entry is begun and not finished.
    """

    phase: Phase = Phase.EMPTY
    attempt: int = 1
    first: User | None = None
    second: User | None = None
    draft: User | None = None

    @property
    def typists(self) -> tuple[User, ...]:
        """Those who finished an entry of this attempt."""
        return tuple(user for user in (self.first, self.second) if user is not None)


class Illegal(ValueError):
    """A move that the phase does not allow to this person; the sentence is for them."""


def turn_of(entries: Entries, user: User) -> Turn | None:
    """Return the turn in which `user`, a clerk named for the ballot, keys the sheet now; None where it is not theirs."""
    phase = entries.phase
    if phase is Phase.EMPTY:
        return Turn.FIRST
    if phase is Phase.SECOND_DUE:
        return None if user == entries.first else Turn.SECOND
    if phase is Phase.DIFFERENT:
        return Turn.AGAIN if user == entries.second else None
    if phase is Phase.THIRD_DUE:
        return None if user in entries.typists else Turn.THIRD
    if user != entries.draft:
        return None
    return {Phase.FIRST: Turn.FIRST, Phase.SECOND: Turn.SECOND}.get(phase)


def may_take_over(entries: Entries, user: User) -> bool:
    """Tell whether `user` may go on in somebody else's place, who began and left: an entry anew, or a third one."""
    if entries.phase not in (Phase.FIRST, Phase.SECOND, Phase.DIFFERENT):
        return False
    return user not in entries.typists and user != entries.draft


def keyings_shown(phase: Phase, *, reads_all: bool) -> bool:
    """Tell whether what was keyed is shown: to everybody once it counts, before that to those who read all alone.

    `reads_all`: the permission table lets them (Action.READ_KEYINGS), since they decide and never key.
    """
    return reads_all or phase is Phase.VERIFIED


def waiting_words(entries: Entries, user: User) -> str:
    """Return the sentence that says what a sheet waits for, to a clerk whose turn it is not."""
    if entries.phase is Phase.SECOND_DUE:
        return "您已经录完第一遍。第二遍须由另一名录入员照纸质计票单独立录入。"
    if entries.phase in (Phase.FIRST, Phase.SECOND):
        return f"另一名录入员正在录{_TURNS[_BEGUN[entries.phase]]}，还没有录完。"
    if entries.phase is Phase.DIFFERENT:
        return "两遍录入有不一致的地方，由录第二遍的人照纸质计票单重录。"
    if entries.phase is Phase.THIRD_DUE:
        return "重录以后仍有不一致的地方。须由没有录过这张计票单的第三名录入员，在监票人监督下录入。"
    if entries.phase is Phase.CONFIRM_DUE:
        return "第三人已经录入，等待监票人对照纸质计票单确认。"
    if entries.phase is Phase.FIRST_ERRORS:
        return "数字已经录完，有不相符的地方，等待监票人决定重新清点，还是照纸面认定。"
    return "两遍录入一致，已经核对。" if entries.phase is Phase.VERIFIED else ""


_BEGUN = {Phase.FIRST: Turn.FIRST, Phase.SECOND: Turn.SECOND}


def outcome_of(
    turn: Turn,
    figures: TallyFigures,
    *,
    missing: bool,
    errors: bool,
    as_on_paper: bool,
    first: TallyFigures | None,
) -> Outcome:
    """Return what a keying comes to.

    `missing`: a figure that must be there is not; `errors`: something does not add up; `as_on_paper`: the clerk says
    that the paper itself is so; `first`: the first entry, which every later one is held against.
    """
    if turn is Turn.THIRD:
        return Outcome.DIFFERENT
    if first is not None:
        if not differences(first, figures):
            return Outcome.SAME
        if turn is Turn.AGAIN:
            return Outcome.DIFFERENT
    if missing or (errors and not as_on_paper):
        return Outcome.DRAFT
    if first is not None:
        return Outcome.DIFFERENT
    return Outcome.ERRORS if errors else Outcome.CLEAN


def after_keying(entries: Entries, user: User, outcome: Outcome) -> Entries:
    """Return where the sheet stands after `user` keyed it; raises Illegal where it is not their turn."""
    turn = turn_of(entries, user)
    following = _FOLLOWS.get((turn, outcome)) if turn else None
    if following is None:
        raise Illegal(waiting_words(entries, user) or "这张计票单现在不能这样录入。")
    if outcome is Outcome.DRAFT:
        return replace(entries, phase=following, draft=user)
    if turn is Turn.FIRST:
        return replace(entries, phase=following, first=user, draft=None)
    if turn is Turn.SECOND:
        return replace(entries, phase=following, second=user, draft=None)
    return replace(entries, phase=following)


_FOLLOWS: Mapping[tuple[Turn, Outcome], Phase] = {
    (Turn.FIRST, Outcome.DRAFT): Phase.FIRST,
    (Turn.FIRST, Outcome.CLEAN): Phase.SECOND_DUE,
    (Turn.FIRST, Outcome.ERRORS): Phase.FIRST_ERRORS,
    (Turn.SECOND, Outcome.DRAFT): Phase.SECOND,
    (Turn.SECOND, Outcome.SAME): Phase.VERIFIED,
    (Turn.SECOND, Outcome.DIFFERENT): Phase.DIFFERENT,
    (Turn.AGAIN, Outcome.SAME): Phase.VERIFIED,
    (Turn.AGAIN, Outcome.DIFFERENT): Phase.THIRD_DUE,
    (Turn.THIRD, Outcome.DIFFERENT): Phase.CONFIRM_DUE,
}


def after_taking_over(entries: Entries, user: User) -> Entries:
    """Return where the sheet stands once `user` takes over; what was begun stays on record and counts for nothing."""
    if not may_take_over(entries, user):
        raise Illegal(waiting_words(entries, user) or "这张计票单不用接手，可以直接录入。")
    following = {Phase.FIRST: Phase.EMPTY, Phase.SECOND: Phase.SECOND_DUE, Phase.DIFFERENT: Phase.THIRD_DUE}
    return replace(entries, phase=following[entries.phase], draft=None)


def after_accepting(entries: Entries, errors: Collection[str]) -> Entries:
    """Return where the sheet stands once the monitor lets its figures stand; `errors` are the codes found in them."""
    if refusal := accepting_refusal(entries, errors):
        raise Illegal(refusal)
    return replace(entries, phase=Phase.SECOND_DUE if entries.phase is Phase.FIRST_ERRORS else Phase.VERIFIED)


def accepting_refusal(entries: Entries, errors: Collection[str]) -> str | None:
    """Return the sentence why the figures may not be let stand, None where they may.

    What was handed out and what came back are facts of the day; every other error is mended by counting again.
    """
    if entries.phase not in MONITORS_TURN:
        return "这张计票单现在没有要监票人处理的。"
    if set(errors) - ACCEPTABLE:
        return "这些错误不能照纸面认定：数字互相矛盾，须重新清点。"
    return None


def after_recount(entries: Entries) -> Entries:
    """Return where the sheet stands once the monitor sends the ballots back to be counted: a new attempt, empty."""
    if refusal := recount_refusal(entries):
        raise Illegal(refusal)
    return Entries(attempt=entries.attempt + 1)


def recount_refusal(entries: Entries) -> str | None:
    """Return the sentence why a recount may not be ordered, None where it may."""
    if entries.phase in RECOUNTABLE:
        return None
    return "这张计票单还没有人录完，不用重新清点；录入员可以直接改正。"


def archive_refusal(unverified: int) -> str | None:
    """Return the sentence why the archive, which holds every entry, is not given out now; None where it may be."""
    if not unverified:
        return None
    return f"还有 {unverified} 张计票单录过、没有核对一致，核对一致以后才能下载选举档案。"
