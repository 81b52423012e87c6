"""The whole of four eyes walked at random, held against a plain model of what was typed by whom."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from elections.rules.entry import (
    Entries,
    Illegal,
    Outcome,
    Phase,
    Turn,
    after_accepting,
    after_keying,
    after_recount,
    after_taking_over,
    outcome_of,
    turn_of,
)
from elections.rules.tally import TallyFigures

CLERKS = ("jia", "yi", "bing", "ding")
# What may be on the paper: 7 is right and adds up, 8 does not add up and can be let stand, 9 does not and cannot.
PAPERS = (7, 8, 9)
ERRORS: dict[int | None, list[str]] = {7: [], 8: ["E-201"], 9: ["E-204"]}


def sheet(value: int | None) -> TallyFigures:
    return TallyFigures(issued=value)


class FourEyes(RuleBasedStateMachine):
    """`typed` is what each clerk finished in this attempt, `let_stand` what a monitor saw and accepted."""

    @initialize()
    def begin(self) -> None:
        self.entries = Entries()
        self.attempts = 1
        self.clear()

    def clear(self) -> None:
        self.typed: list[tuple[str, int | None]] = []
        self.let_stand: set[int | None] = set()

    @rule(clerk=st.sampled_from(CLERKS), value=st.none() | st.sampled_from(PAPERS), as_on_paper=st.booleans())
    def key(self, clerk: str, value: int | None, as_on_paper: bool) -> None:
        turn = turn_of(self.entries, clerk)
        if turn is None:
            for outcome in Outcome:
                refused(partial(after_keying, self.entries, clerk, outcome))
            return
        if turn.retypes and value is None:
            return
        first = sheet(self.typed[0][1]) if self.typed else None
        outcome = outcome_of(
            turn,
            sheet(value),
            missing=value is None,
            errors=bool(ERRORS.get(value)),
            as_on_paper=as_on_paper,
            first=first,
        )
        self.entries = after_keying(self.entries, clerk, outcome)
        if outcome is not Outcome.DRAFT:
            self.note(turn, clerk, value)

    def note(self, turn: Turn, clerk: str, value: int | None) -> None:
        if turn is Turn.AGAIN:
            self.typed[1] = (clerk, value)
        else:
            self.typed.append((clerk, value))

    @rule(clerk=st.sampled_from(CLERKS))
    def take_over(self, clerk: str) -> None:
        before = self.entries
        try:
            self.entries = after_taking_over(self.entries, clerk)
        except Illegal:
            assert self.entries == before
            return
        assert clerk not in [who for who, _ in self.typed]
        assert self.entries.draft is None

    @rule()
    def accept(self) -> None:
        value = self.typed[-1][1] if self.typed else None
        errors = ERRORS.get(value, [])
        if self.entries.phase not in (Phase.FIRST_ERRORS, Phase.CONFIRM_DUE) or "E-204" in errors:
            refused(partial(after_accepting, self.entries, errors))
            return
        self.entries = after_accepting(self.entries, errors)
        self.let_stand.add(value)

    @precondition(lambda self: self.entries.phase not in (Phase.EMPTY, Phase.FIRST))
    @rule()
    def recount(self) -> None:
        self.entries = after_recount(self.entries)
        self.attempts += 1
        self.clear()

    @invariant()
    def what_counts_was_typed_by_two_or_confirmed(self) -> None:
        assert self.entries.attempt == self.attempts
        if self.entries.phase is not Phase.VERIFIED:
            return
        people = [who for who, _ in self.typed]
        assert len(set(people)) == len(people) >= 2
        values = [value for _, value in self.typed]
        assert None not in values
        if len(values) == 2:
            assert values[0] == values[1]
        else:
            assert values[2] in self.let_stand
        final = values[-1]
        assert not ERRORS[final] or (final in self.let_stand and final == 8)

    @invariant()
    def nobody_types_twice(self) -> None:
        assert self.entries.typists == tuple(who for who, _ in self.typed[:2])
        assert self.entries.draft not in self.entries.typists or self.entries.draft is None


def refused(move: Callable[[], Entries]) -> None:
    with pytest.raises(Illegal, match=r"。$"):
        move()


FourEyes.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestFourEyes = FourEyes.TestCase
