"""No unit of fewer than ten ballots is shown by itself."""

from dataclasses import dataclass

import pytest

from elections.rules.disclosure import Shown, Turnout, remarks_told, runs, shown, too_few, turnout_so_far


@dataclass(frozen=True)
class Box:
    returned: int
    mobile: bool = False


def test_ten_ballots_are_enough() -> None:
    assert [too_few(count) for count in (0, 9, 10, 11)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("returned", "joined"),
    [
        ((), []),
        ((10, 12), [[10], [12]]),
        ((9, 12), [[9, 12]]),
        ((12, 9), [[12, 9]]),
        ((4, 5, 1, 20), [[4, 5, 1], [20]]),
        ((0, 15, 3), [[0, 15, 3]]),
        ((3,), [[3]]),
    ],
)
def test_a_small_group_goes_with_its_neighbour(returned: tuple[int, ...], joined: list[list[int]]) -> None:
    found = runs([Box(count) for count in returned])
    assert [[group.returned for group in run] for run in found] == joined


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        ((Box(30), Box(10, mobile=True)), Shown((0,), (1,))),
        ((Box(30), Box(9, mobile=True)), Shown((0, 1), ())),
        ((Box(30), Box(9, mobile=True), Box(10, mobile=True)), Shown((0, 1), (2,))),
        ((Box(5), Box(20, mobile=True)), Shown((0, 1), ())),
        ((Box(5), Box(5), Box(20, mobile=True)), Shown((0, 1), (2,))),
        ((), Shown((), ())),
    ],
)
def test_a_small_mobile_box_goes_with_the_main_box(boxes: tuple[Box, ...], found: Shown) -> None:
    assert shown(boxes) == found


@dataclass(frozen=True)
class Counted:
    eligible: int
    returned: int
    complete: bool = True


IN, OUT, SMALL = Counted(100, 88), Counted(100, 40, complete=False), Counted(20, 9)


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ((), None),
        ((OUT, OUT), None),
        ((IN, OUT), Turnout(1, 100, 88)),
        ((IN, IN, OUT), Turnout(2, 200, 176)),
        # a small group waits for the last one
        ((SMALL, OUT), None),
        ((IN, SMALL, OUT), Turnout(1, 100, 88)),
        ((IN, SMALL, IN), Turnout(3, 220, 185)),
        # and so does a village so small that everything is small
        ((SMALL,), None),
        ((SMALL, SMALL), Turnout(2, 40, 18)),
    ],
)
def test_turnout_while_boxes_are_out(groups: tuple[Counted, ...], found: Turnout | None) -> None:
    assert turnout_so_far(groups) == found


def test_remarks_on_a_box_of_few_are_kept_back() -> None:
    assert remarks_told([(88, "票箱受潮。"), (10, "雨天。")]) == ("票箱受潮。", "雨天。")
    assert remarks_told([(88, "票箱受潮。"), (9, "都不认识他。"), (0, "没有人来。")]) == (
        "票箱受潮。",
        "收回不足10张选票的票箱另有说明，为保守投票秘密，存档备查，不予公布。",
    )
