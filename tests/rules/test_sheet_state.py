"""A sheet's state, row by row and as a whole."""

import pytest

from elections.rules.problems import problem
from elections.rules.sheet_state import (
    ACCEPTABLE,
    RowState,
    SheetCheck,
    SheetState,
    check_sheet,
    keying_refusal,
    removal_refusal,
    warning_key,
)
from elections.rules.tally import Line, TallyFigures

LINES = ("m1", "m2")
LABELS = {"m1": "甲", "m2": "乙"}
WHOLE = {"issued": 90, "returned": 88, "valid": 87, "invalid": 1}
EVEN: dict[str, Line] = {"m1": (60, 20, 7), "m2": (50, 30, 7)}


def check(counts: dict[str, int], votes: dict[str, Line]) -> SheetCheck:
    figures = TallyFigures(**counts, votes=votes)
    return check_sheet(figures, lines=LINES, labels=LABELS, eligible=100)


@pytest.mark.parametrize(
    ("counts", "votes", "state"),
    [
        ({}, {}, SheetState.EMPTY),
        ({}, {"m1": (None, None, None)}, SheetState.EMPTY),
        ({"printed": 0}, {}, SheetState.PARTIAL),
        ({}, {"m1": (0, None, None)}, SheetState.PARTIAL),
        (WHOLE, {"m1": EVEN["m1"]}, SheetState.PARTIAL),
        (WHOLE, {**EVEN, "m2": (50, 30, None)}, SheetState.PARTIAL),
        (WHOLE, EVEN, SheetState.COMPLETE),
        (WHOLE | {"valid": 80}, {}, SheetState.FAULTY),
        (WHOLE, {**EVEN, "m2": (50, 30, 8)}, SheetState.FAULTY),
        (WHOLE | {"issued": 80}, EVEN, SheetState.FAULTY),
        (WHOLE | {"issued": 120}, EVEN, SheetState.FAULTY),
        (WHOLE | {"printed": 100, "spoiled": 1, "unused": 1}, EVEN, SheetState.FAULTY),
    ],
)
def test_state(counts: dict[str, int], votes: dict[str, Line], state: SheetState) -> None:
    assert check(counts, votes).state is state


def test_only_what_was_handed_out_and_came_back_can_be_accepted() -> None:
    assert {"E-201", "E-202"} == ACCEPTABLE


def test_whole_with_errors_is_what_a_clerk_may_hand_over() -> None:
    assert check(WHOLE | {"issued": 80}, EVEN).whole_with_errors
    assert not check(WHOLE | {"issued": 80}, {"m1": EVEN["m1"]}).whole_with_errors
    assert not check(WHOLE, EVEN).whole_with_errors


@pytest.mark.parametrize(
    ("valid", "row", "state", "word"),
    [
        (87, None, RowState.EMPTY, "未录"),
        (87, (None, None, None), RowState.EMPTY, "未录"),
        (87, (60, None, 0), RowState.PARTIAL, "未录全"),
        (None, (60, 20, 7), RowState.WAITING, "待核对"),
        (87, (60, 20, 7), RowState.FITS, "87 相符"),
        (87, (60, 20, 6), RowState.OFF, "86，少 1 票"),
        (87, (60, 20, 9), RowState.OFF, "89，多 2 票"),
    ],
)
def test_row(valid: int | None, row: Line | None, state: RowState, word: str) -> None:
    figures = TallyFigures(valid=valid, votes={"m1": row} if row else {})
    found = check_sheet(figures, lines=("m1",), labels=LABELS, eligible=None).rows["m1"]
    assert (found.state, found.word) == (state, word)
    assert (found.problem is not None) is (state is RowState.OFF)


def test_rows_typed_counts_full_lines_right_or_wrong() -> None:
    assert check(WHOLE, {"m1": (60, 20, 6), "m2": (50, None, None)}).rows_typed == 1


def test_balance_says_only_what_holds() -> None:
    chain = {"printed": 95, "spoiled": 2, "unused": 3}
    assert check(WHOLE | chain, {}).balance == (
        "收发相符：印制 95 = 发出 90 + 作废 2 + 剩余 3；收回 88 = 有效 87 + 无效 1。"
    )
    assert check(WHOLE | chain | {"unused": 4}, {}).balance == "收发相符：收回 88 = 有效 87 + 无效 1。"
    assert check(chain | {"issued": 91}, {}).balance == ""
    assert check({}, {}).balance == ""


@pytest.mark.parametrize(
    ("invalidated", "certified", "later", "refused"),
    [
        (False, False, False, False),
        (True, False, False, True),
        (False, True, False, True),
        (False, False, True, True),
    ],
)
def test_keying_refusal(invalidated: bool, certified: bool, later: bool, refused: bool) -> None:
    sentence = keying_refusal(invalidated=invalidated, certified=certified, later_round=later)
    assert (sentence is not None) is refused


def test_warning_key_is_the_code_and_the_place_on_the_sheet() -> None:
    warned = problem("W-105", "/trust/sheets/3/votes/m1", name="甲", group="一组", rate="1", whole="2")
    assert warning_key(warned, under="/trust/sheets/3") == "W-105 /votes/m1"


@pytest.mark.parametrize(
    ("mobile", "keyed", "printed", "sentence"),
    [
        (True, False, False, None),
        (False, False, False, "一组流动票箱不是流动票箱，不能减少。"),
        (True, True, True, "一组流动票箱已经录过数字，不能减少；没有选票的，各项填 0。"),
        (True, False, True, "一组流动票箱的计票单已经制作，不能减少；没有选票的，各项填 0。"),
    ],
)
def test_only_a_mobile_box_nobody_has_used_is_taken_away(
    mobile: bool, keyed: bool, printed: bool, sentence: str | None
) -> None:
    assert removal_refusal("一组流动票箱", mobile=mobile, keyed=keyed, printed=printed) == sentence
