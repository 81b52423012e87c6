"""A sheet's state, row by row and as a whole."""

import pytest

from elections.rules.problems import problem
from elections.rules.sheet_state import (
    CONFIRMABLE,
    RowState,
    SheetState,
    check_sheet,
    kept_explanations,
    keying_refusal,
    removal_refusal,
    warning_key,
)
from elections.rules.tally import Line, TallyFigures

LINES = ("m1", "m2")
LABELS = {"m1": "甲", "m2": "乙"}
WHOLE = {"issued": 90, "returned": 88, "valid": 87, "invalid": 1}
EVEN: dict[str, Line] = {"m1": (60, 20, 7), "m2": (50, 30, 7)}


def check(
    counts: dict[str, int], votes: dict[str, Line], *, confirmed: bool = False, seats: int | None = None
):
    figures = TallyFigures(**counts, votes=votes)
    return check_sheet(figures, lines=LINES, labels=LABELS, eligible=100, confirmed=confirmed, seats=seats)


@pytest.mark.parametrize(
    ("counts", "votes", "confirmed", "state"),
    [
        ({}, {}, False, SheetState.EMPTY),
        ({}, {"m1": (None, None, None)}, False, SheetState.EMPTY),
        ({"printed": 0}, {}, False, SheetState.PARTIAL),
        ({}, {"m1": (0, None, None)}, False, SheetState.PARTIAL),
        (WHOLE, {"m1": EVEN["m1"]}, False, SheetState.PARTIAL),
        (WHOLE, {**EVEN, "m2": (50, 30, None)}, False, SheetState.PARTIAL),
        (WHOLE, EVEN, False, SheetState.COMPLETE),
        (WHOLE | {"valid": 80}, {}, False, SheetState.FAULTY),
        (WHOLE, {**EVEN, "m2": (50, 30, 8)}, False, SheetState.FAULTY),
        (WHOLE, {**EVEN, "m2": (50, 30, 8)}, True, SheetState.FAULTY),
        (WHOLE | {"issued": 80}, EVEN, False, SheetState.FAULTY),
        (WHOLE | {"issued": 80}, EVEN, True, SheetState.COMPLETE),
        (WHOLE | {"issued": 80}, {}, True, SheetState.PARTIAL),
        (WHOLE | {"issued": 120}, EVEN, False, SheetState.FAULTY),
        (WHOLE | {"issued": 120}, EVEN, True, SheetState.COMPLETE),
        (WHOLE | {"issued": 120, "proxies": 130}, EVEN, True, SheetState.FAULTY),
        (WHOLE | {"printed": 100, "spoiled": 1, "unused": 1}, EVEN, False, SheetState.FAULTY),
    ],
)
def test_state(counts: dict[str, int], votes: dict[str, Line], confirmed: bool, state: SheetState) -> None:
    assert check(counts, votes, confirmed=confirmed).state is state


def test_only_what_was_handed_out_and_came_back_can_be_confirmed() -> None:
    assert {"E-201", "E-202"} == CONFIRMABLE
    assert check(WHOLE | {"issued": 80}, {}).confirmable
    assert not check(WHOLE | {"valid": 80}, {}).confirmable


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


def test_explanations_of_vanished_warnings_are_dropped() -> None:
    figures = TallyFigures(votes=EVEN)
    standing = [problem("W-103", "/votes/m1", name="甲", valid=87)]
    typed = {"W-103 /votes/m1": "复看过", "W-104 /votes/m2": "不再有", "W-101 /invalid": ""}
    kept = kept_explanations(typed, standing, earlier={"W-101 /invalid": "旧"}, before=figures, now=figures)
    assert kept == {"W-103 /votes/m1": "复看过"}


def test_explanations_for_the_whole_round_stay_while_their_figures_do() -> None:
    before = TallyFigures(returned=88, votes=EVEN)
    now = TallyFigures(returned=88, votes={**EVEN, "m2": (51, 29, 7)})
    earlier = {"W-105 /votes/m1": "外出务工多", "W-105 /votes/m2": "同上", "W-102 /returned": "都来了"}
    kept = kept_explanations({}, [], earlier=earlier, before=before, now=now)
    assert kept == {"W-105 /votes/m1": "外出务工多", "W-102 /returned": "都来了"}


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
