"""Four eyes: every phase × every person, letter by letter; what each move leads to; what nobody may do."""

import pytest

from elections.rules.entry import (
    UNVERIFIED,
    Entries,
    Illegal,
    Outcome,
    Phase,
    Turn,
    accepting_refusal,
    after_accepting,
    after_keying,
    after_recount,
    after_taking_over,
    archive_refusal,
    keyings_shown,
    may_take_over,
    outcome_of,
    recount_refusal,
    turn_of,
    waiting_words,
)
from elections.rules.tally import TallyFigures

A, B, C = "jia", "yi", "bing"
STANDING = {
    Phase.EMPTY: Entries(),
    Phase.FIRST: Entries(Phase.FIRST, draft=A),
    Phase.FIRST_ERRORS: Entries(Phase.FIRST_ERRORS, first=A),
    Phase.SECOND_DUE: Entries(Phase.SECOND_DUE, first=A),
    Phase.SECOND: Entries(Phase.SECOND, first=A, draft=B),
    Phase.DIFFERENT: Entries(Phase.DIFFERENT, first=A, second=B),
    Phase.THIRD_DUE: Entries(Phase.THIRD_DUE, first=A, second=B),
    Phase.CONFIRM_DUE: Entries(Phase.CONFIRM_DUE, first=A, second=B),
    Phase.VERIFIED: Entries(Phase.VERIFIED, first=A, second=B),
}
# One letter a person, A B C: keys the first or the second entry, retypes Again, Third; "." waits.
TURNS = {
    Phase.EMPTY: "111",
    Phase.FIRST: "1..",
    Phase.FIRST_ERRORS: "...",
    Phase.SECOND_DUE: ".22",
    Phase.SECOND: ".2.",
    Phase.DIFFERENT: ".A.",
    Phase.THIRD_DUE: "..T",
    Phase.CONFIRM_DUE: "...",
    Phase.VERIFIED: "...",
}
LETTERS = {None: ".", Turn.FIRST: "1", Turn.SECOND: "2", Turn.AGAIN: "A", Turn.THIRD: "T"}
# Who may go on in another's place.
TAKES_OVER = {Phase.FIRST: ".YY", Phase.SECOND: "..Y", Phase.DIFFERENT: "..Y"}


@pytest.mark.parametrize("phase", Phase)
def test_whose_turn(phase: Phase) -> None:
    found = "".join(LETTERS[turn_of(STANDING[phase], user)] for user in (A, B, C))
    assert found == TURNS[phase]


@pytest.mark.parametrize("phase", Phase)
def test_who_takes_over(phase: Phase) -> None:
    found = "".join("Y" if may_take_over(STANDING[phase], user) else "." for user in (A, B, C))
    assert found == TAKES_OVER.get(phase, "...")


@pytest.mark.parametrize(
    ("phase", "user", "outcome", "after"),
    [
        (Phase.EMPTY, A, Outcome.DRAFT, Entries(Phase.FIRST, draft=A)),
        (Phase.EMPTY, A, Outcome.CLEAN, Entries(Phase.SECOND_DUE, first=A)),
        (Phase.EMPTY, A, Outcome.ERRORS, Entries(Phase.FIRST_ERRORS, first=A)),
        (Phase.FIRST, A, Outcome.DRAFT, Entries(Phase.FIRST, draft=A)),
        (Phase.FIRST, A, Outcome.CLEAN, Entries(Phase.SECOND_DUE, first=A)),
        (Phase.FIRST, A, Outcome.ERRORS, Entries(Phase.FIRST_ERRORS, first=A)),
        (Phase.SECOND_DUE, B, Outcome.DRAFT, Entries(Phase.SECOND, first=A, draft=B)),
        (Phase.SECOND_DUE, B, Outcome.SAME, Entries(Phase.VERIFIED, first=A, second=B)),
        (Phase.SECOND_DUE, C, Outcome.DIFFERENT, Entries(Phase.DIFFERENT, first=A, second=C)),
        (Phase.SECOND, B, Outcome.SAME, Entries(Phase.VERIFIED, first=A, second=B)),
        (Phase.SECOND, B, Outcome.DIFFERENT, Entries(Phase.DIFFERENT, first=A, second=B)),
        (Phase.DIFFERENT, B, Outcome.SAME, Entries(Phase.VERIFIED, first=A, second=B)),
        (Phase.DIFFERENT, B, Outcome.DIFFERENT, Entries(Phase.THIRD_DUE, first=A, second=B)),
        (Phase.THIRD_DUE, C, Outcome.DIFFERENT, Entries(Phase.CONFIRM_DUE, first=A, second=B)),
    ],
)
def test_what_keying_leads_to(phase: Phase, user: str, outcome: Outcome, after: Entries) -> None:
    assert after_keying(STANDING[phase], user, outcome) == after


@pytest.mark.parametrize(
    ("phase", "user", "outcome"),
    [
        (Phase.SECOND_DUE, A, Outcome.SAME),
        (Phase.SECOND_DUE, B, Outcome.CLEAN),
        (Phase.SECOND_DUE, B, Outcome.ERRORS),
        (Phase.FIRST, B, Outcome.CLEAN),
        (Phase.SECOND, A, Outcome.SAME),
        (Phase.SECOND, C, Outcome.SAME),
        (Phase.DIFFERENT, A, Outcome.SAME),
        (Phase.DIFFERENT, B, Outcome.DRAFT),
        (Phase.THIRD_DUE, A, Outcome.DIFFERENT),
        (Phase.THIRD_DUE, B, Outcome.DIFFERENT),
        (Phase.THIRD_DUE, C, Outcome.SAME),
        (Phase.FIRST_ERRORS, A, Outcome.CLEAN),
        (Phase.CONFIRM_DUE, C, Outcome.DIFFERENT),
        (Phase.VERIFIED, C, Outcome.CLEAN),
    ],
)
def test_what_nobody_keys(phase: Phase, user: str, outcome: Outcome) -> None:
    with pytest.raises(Illegal, match=r"。$"):
        after_keying(STANDING[phase], user, outcome)


def test_taking_over_begins_the_entry_anew_or_makes_a_third() -> None:
    assert after_taking_over(STANDING[Phase.FIRST], B) == Entries()
    assert after_taking_over(STANDING[Phase.SECOND], C) == STANDING[Phase.SECOND_DUE]
    assert after_taking_over(STANDING[Phase.DIFFERENT], C) == STANDING[Phase.THIRD_DUE]
    for phase, user in ((Phase.FIRST, A), (Phase.SECOND, A), (Phase.DIFFERENT, A), (Phase.SECOND_DUE, B)):
        with pytest.raises(Illegal):
            after_taking_over(STANDING[phase], user)


def test_a_monitor_lets_stand_only_what_no_recount_mends() -> None:
    faulty, third = STANDING[Phase.FIRST_ERRORS], STANDING[Phase.CONFIRM_DUE]
    assert after_accepting(faulty, ["E-201", "E-202"]) == STANDING[Phase.SECOND_DUE]
    assert after_accepting(third, []) == STANDING[Phase.VERIFIED]
    assert after_accepting(third, ["E-201"]) == STANDING[Phase.VERIFIED]
    for entries in (faulty, third):
        with pytest.raises(Illegal, match="须重新清点"):
            after_accepting(entries, ["E-201", "E-204"])
    for phase in set(Phase) - {Phase.FIRST_ERRORS, Phase.CONFIRM_DUE}:
        assert accepting_refusal(STANDING[phase], []) == "这张计票单现在没有要监票人处理的。"


@pytest.mark.parametrize("phase", Phase)
def test_a_recount_begins_anew_once_somebody_finished(phase: Phase) -> None:
    if phase in (Phase.EMPTY, Phase.FIRST):
        assert recount_refusal(STANDING[phase]) == (
            "这张计票单还没有人录完，不用重新清点；录入员可以直接改正。"
        )
        with pytest.raises(Illegal):
            after_recount(STANDING[phase])
    else:
        assert after_recount(STANDING[phase]) == Entries(attempt=2)


def figures(**given: object) -> TallyFigures:
    return TallyFigures(issued=3, returned=3, valid=3, invalid=0, votes={"m1": (3, 0, 0)}, **given)  # type: ignore[arg-type]


ONE = figures()
OTHER = figures(write_ins={"m2": 1})


@pytest.mark.parametrize(
    ("turn", "typed", "missing", "errors", "as_on_paper", "first", "outcome"),
    [
        (Turn.FIRST, ONE, True, False, False, None, Outcome.DRAFT),
        (Turn.FIRST, ONE, True, False, True, None, Outcome.DRAFT),
        (Turn.FIRST, ONE, True, True, True, None, Outcome.DRAFT),
        (Turn.FIRST, ONE, False, True, False, None, Outcome.DRAFT),
        (Turn.FIRST, ONE, False, True, True, None, Outcome.ERRORS),
        (Turn.FIRST, ONE, False, False, False, None, Outcome.CLEAN),
        (Turn.FIRST, ONE, False, False, True, None, Outcome.CLEAN),
        (Turn.SECOND, OTHER, True, False, False, ONE, Outcome.DRAFT),
        (Turn.SECOND, OTHER, False, True, False, ONE, Outcome.DRAFT),
        (Turn.SECOND, OTHER, False, True, True, ONE, Outcome.DIFFERENT),
        (Turn.SECOND, OTHER, False, False, False, ONE, Outcome.DIFFERENT),
        (Turn.SECOND, ONE, False, False, False, ONE, Outcome.SAME),
        # What a monitor let stand is not asked again of the second clerk.
        (Turn.SECOND, ONE, False, True, False, ONE, Outcome.SAME),
        (Turn.AGAIN, ONE, False, False, True, ONE, Outcome.SAME),
        (Turn.AGAIN, OTHER, False, False, True, ONE, Outcome.DIFFERENT),
        (Turn.THIRD, ONE, False, False, True, ONE, Outcome.DIFFERENT),
    ],
)
def test_what_a_keying_comes_to(
    turn: Turn,
    typed: TallyFigures,
    missing: bool,
    errors: bool,
    as_on_paper: bool,
    first: TallyFigures | None,
    outcome: Outcome,
) -> None:
    found = outcome_of(turn, typed, missing=missing, errors=errors, as_on_paper=as_on_paper, first=first)
    assert found is outcome


def test_what_is_said_to_those_who_wait() -> None:
    said = {phase: waiting_words(STANDING[phase], A) for phase in Phase}
    assert said == {
        Phase.EMPTY: "",
        Phase.FIRST: "另一名录入员正在录第一遍，还没有录完。",
        Phase.FIRST_ERRORS: "数字已经录完，有不相符的地方，等待监票人决定重新清点，还是照纸面认定。",
        Phase.SECOND_DUE: "您已经录完第一遍。第二遍须由另一名录入员照纸质计票单独立录入。",
        Phase.SECOND: "另一名录入员正在录第二遍，还没有录完。",
        Phase.DIFFERENT: "两遍录入有不一致的地方，由录第二遍的人照纸质计票单重录。",
        Phase.THIRD_DUE: "重录以后仍有不一致的地方。须由没有录过这张计票单的第三名录入员，在监票人监督下录入。",
        Phase.CONFIRM_DUE: "第三人已经录入，等待监票人对照纸质计票单确认。",
        Phase.VERIFIED: "两遍录入一致，已经核对。",
    }


@pytest.mark.parametrize("phase", Phase)
def test_what_was_keyed_is_shown_once_it_counts(phase: Phase) -> None:
    assert keyings_shown(phase, reads_all=True)
    assert keyings_shown(phase, reads_all=False) is (phase is Phase.VERIFIED)


def test_the_archive_waits_for_what_is_keyed_and_does_not_count() -> None:
    assert archive_refusal(0) is None
    assert archive_refusal(2) == "还有 2 张计票单录过、没有核对一致，核对一致以后才能下载选举档案。"
    assert {phase.value for phase in UNVERIFIED} == {
        *("first", "first_errors", "second_due", "second", "different", "third_due", "confirm_due"),
    }
