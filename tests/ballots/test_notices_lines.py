"""Running text is set to the full measure: no line ends more than half a character early, none begins with a stop."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from notices_reading import LEFT, RIGHT, fonts_of_name, in_body, pages_of, text_of
from notices_samples import PILOT, PLACES, TODAY, all_kinds, conditions

from ballots.notices.facts import Facts, Family

CELL = 16
# GB/T 15834: these may not begin a line, those may not end one.
NOT_FIRST, NOT_LAST = "，。、；：？！）》”’—…％%", "（《“‘"
BOARD = [
    pytest.param(facts, id=f"{name}-{kind}")
    for name, place in PLACES.items()
    for kind, facts in all_kinds(place).items()
    if facts.kind.family is Family.NOTICE
]


def lines_of(facts: Facts) -> list[list[list[dict]]]:
    """The lines of running text, page by page: characters on one base line, outside tables."""
    pages = []
    for page in pages_of(facts):
        tables = [table.bbox for table in page.find_tables()]
        rows: dict[int, list[dict]] = {}
        for char in page.chars:
            inside = any(top - 2 <= char["top"] <= bottom + 2 for _, top, _, bottom in tables)
            if in_body(char) and round(char["size"]) == CELL and not inside:
                rows.setdefault(round(char["matrix"][5]), []).append(char)
        pages.append([sorted(rows[y], key=lambda char: char["x0"]) for y in sorted(rows, reverse=True)])
    return pages


@pytest.mark.parametrize("facts", BOARD)
def test_no_line_ends_more_than_half_a_character_early(facts) -> None:
    filled = 0
    for page in lines_of(facts):
        for line, following in pairwise(page):
            goes_on = following[0]["x0"] < LEFT + 2 and line[0]["x0"] < LEFT + 2.5 * CELL
            if goes_on and line[-1]["matrix"][5] - following[0]["matrix"][5] < 30:
                filled += 1
                assert abs(RIGHT - line[-1]["x1"]) <= CELL / 2, "".join(char["text"] for char in line)
    assert filled or facts.kind == "result_report"


@pytest.mark.parametrize("facts", BOARD)
def test_no_line_begins_or_ends_with_what_may_not_stand_there(facts) -> None:
    for page in lines_of(facts):
        for line in page:
            assert line[0]["text"] not in NOT_FIRST
            assert line[-1]["text"] not in NOT_LAST, "".join(char["text"] for char in line)


def test_a_character_of_another_font_leaves_its_line_on_the_grid() -> None:
    """The text font has none of these characters of place names; those of people are set in a font of their own."""
    text = "上塅村、李家塆、垱下、石硚的党员，敬业奉献，办事公道，群众信得过，年龄一般不超过六十周岁。"
    facts = replace(conditions(PILOT), secretary=(text,) * 9)
    first, *_ = lines_of(facts)
    heights = [line[0]["matrix"][5] for line in first if line[0]["x0"] > LEFT - 1]
    steps = [above - below for above, below in pairwise(heights)][-12:]
    assert max(abs(step - 10.2272 / 25.4 * 72) for step in steps) < 0.02
    fonts = {char["fontname"].split("+")[-1] for line in first for char in line}
    assert fonts >= {"Paper-Fang", "Paper-Kai"}


def test_names_within_recorded_words_are_set_as_names() -> None:
    for kind, names in (("division", ("王喆", "孔令翀", "冯䶮")), ("handover_list", ("王喆", "冯䶮"))):
        for name in names:
            assert fonts_of_name(all_kinds(TODAY)[kind], name) == {"Paper-Kai"}
    words = "上届支部委员会书记陈𬭚，副书记何海泉协助主持，议程变动时由镇党委指导组宣布"
    called = replace(all_kinds(TODAY)["agenda"], presided_by=words, names=("陈𬭚",))
    assert fonts_of_name(called, "陈𬭚") <= {"Paper-Kai", "Paper-Kai-More"}
    assert words in text_of(called).replace("\u3000", "")
    assert max(char["x1"] for page in pages_of(called) for char in page.chars) < 184.5 / 25.4 * 72
