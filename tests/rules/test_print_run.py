"""How many ballots a group or round gets; every number worked out by hand."""

import pytest

from elections.rules.print_run import PrintRun, print_run, sheets_of_paper


@pytest.mark.parametrize(
    ("voters", "printed"),
    [(186, 196), (100, 105), (101, 107), (60, 63), (61, 65), (31, 34), (3, 6), (0, 3)],
)
def test_one_for_each_voter_and_one_in_twenty_more_but_three_at_least(voters: int, printed: int) -> None:
    run = print_run(voters, [None])
    assert (run.printed, run.reserve, run.counted) == (printed, printed - voters, False)
    assert run.reserve_from == "备用票为投票人数的5%，不足1张的按1张计，最少3张"


def test_what_verified_sheets_say_was_printed_stands_for_all_boxes_of_the_group() -> None:
    run = print_run(186, [180, 20])
    assert run == PrintRun(voters=186, printed=200, counted=True)
    assert (run.reserve, run.reserve_from) == (14, "印制数以计票单上已核对的“印制”为准")


def test_one_box_not_yet_counted_leaves_the_group_planned() -> None:
    assert print_run(100, [90, None]) == PrintRun(voters=100, printed=105, counted=False)
    assert print_run(100, []) == PrintRun(voters=100, printed=105, counted=False)


def test_fewer_printed_than_voters_is_no_reserve() -> None:
    assert print_run(100, [98]).reserve == 0


def test_a_number_of_ballots_that_no_group_has_is_refused_in_words() -> None:
    assert PrintRun(voters=19_047, printed=20_000, counted=False).refusal("第1村小组") == ""
    assert PrintRun(voters=19_048, printed=20_001, counted=False).refusal("第1村小组") == (
        "第1村小组要印选票 20001 张，超过一次能打包的 20000 张，请先核对投票人数和计票单上的“印制”。"
    )


@pytest.mark.parametrize(
    ("ballots", "on_a_sheet", "pages", "sheets"),
    [(196, 4, 1, 49), (197, 4, 1, 50), (105, 2, 1, 53), (34, 1, 1, 34), (34, 1, 2, 68), (0, 4, 1, 0)],
)
def test_sheets_of_paper_are_whole(ballots: int, on_a_sheet: int, pages: int, sheets: int) -> None:
    assert sheets_of_paper(ballots, on_a_sheet=on_a_sheet, pages=pages) == sheets
