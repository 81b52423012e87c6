"""Short and long cases of the papers with figures: nothing out of place, no row split, heads repeated, pages counted.

Ballots, tally sheets and the papers before the trust vote have theirs in test_notices_pdf and
test_notices_preparing_pages; a village of forty characters is tried there for every kind.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
import test_notices_pdf as pages
from notices_long import LONG_NAME, SENTENCES, TABLES, registered, report, result, some
from notices_places import TODAY
from notices_reading import fonts_of_name, pages_of, poster_pages, rendered, text_of
from notices_samples import all_kinds

from ballots.notices.facts import Facts

# Pages with 1 nominee, with 120, and with a few of whom one has a name of twelve characters.
PAGES = {
    "preliminary": (2, 7, 2),
    "result_report": (2, 8, 2),
    "elected": (1, 7, 2),
    "formal": (2, 19, 3),
    "submission": (2, 18, 3),
    "reply": (2, 2, 2),
    "appointment": (1, 2, 2),
}
MAKERS = TABLES | SENTENCES
# Nominees, groups: pages of the result, of the monitors' report.
TRUST_PAGES = {(1, 1): (2, 2), (120, 3): (17, 8), (11, 60): (13, 6)}
HEADS = ("姓名", "名次", "候选人", "票箱所在", "村小组")


def fits(facts: Facts) -> None:
    pages.test_everything_stands_on_the_sheet_and_texts_do_not_overlap(facts)
    pages.test_nothing_of_a_board_notice_stands_outside_the_type_area(facts)
    assert not [char for page in pages_of(facts) for char in page.chars if char["text"] in ("\0", "\ufffd")]


@cache
def tables(facts: Facts) -> list[list[list[str]]]:
    """Each table of each page, without white space; a head's second line does not matter."""
    found = [table for page in pages_of(facts) for table in page.extract_tables()]
    return [[[re.sub(r"\s", "", cell or "") for cell in row] for row in table] for table in found]


def rows_under_their_head(facts: Facts, column: str) -> list[str]:
    """What stands in a column, of all tables that have it; each piece of a table begins with its head."""
    pieces = [table for table in tables(facts) if any(head in table[0] for head in HEADS)]
    listing = [table for table in pieces if column in table[0]]
    return [row[table[0].index(column)] for table in listing for row in table[1:]]


@pytest.mark.parametrize("kind", sorted(MAKERS))
@pytest.mark.parametrize("case", [0, 1, 2], ids=["one", "many", "long"])
def test_people_are_listed_once_each_on_so_many_pages(kind, case) -> None:
    count, long = ((1, False), (120, False), (7, True))[case]
    facts = MAKERS[kind](count, long=long)
    fits(facts)
    assert rendered(facts).pages == PAGES[kind][case]
    names = [person.name for person in some(count, long=long)]
    if kind in TABLES:
        column = "候选人" if kind == "result_report" else "姓名"
        assert rows_under_their_head(facts, column) == names
    else:
        assert [name for name in names if name not in text_of(facts)] == []
    if long:
        assert fonts_of_name(facts, LONG_NAME[:4]) == {"Paper-Kai"}


@pytest.mark.parametrize("case", sorted(TRUST_PAGES))
def test_the_trust_vote_of_one_and_of_many_in_one_group_and_in_sixty(case) -> None:
    count, groups = case
    announced, reported = result(*case), report(*case)
    for facts in (announced, reported):
        fits(facts)
        units = [unit for unit in rows_under_their_head(facts, "票箱所在") if unit != "合计"]
        assert units == [f"第{number}村小组" for number in range(1, groups + 1)]
    assert (rendered(announced).pages, rendered(reported).pages) == TRUST_PAGES[case]
    names = [person.name for person in some(count)]
    assert rows_under_their_head(reported, "姓名") == names
    parts = 1 + -(-groups // 8)
    assert rows_under_their_head(announced, "姓名") == names * parts
    matrix = [row for table in tables(announced) if "票数" in table[0] for row in table[1:]]
    assert {row[1] for row in matrix} == {"信任不信任弃权"}
    assert {cell for row in matrix for cell in row[2:]} == {
        "70208",
        f"{70 * groups}{20 * groups}{8 * groups}",
    }


def test_a_name_of_twelve_characters_in_the_tables_of_the_trust_vote() -> None:
    for facts in (result(11, 3, long=True), report(11, 3, long=True)):
        fits(facts)
        assert LONG_NAME in rows_under_their_head(facts, "姓名")
        assert fonts_of_name(facts, LONG_NAME[:4]) == {"Paper-Kai"}


@pytest.mark.parametrize(("groups", "count"), [(1, 2), (60, 4)])
def test_the_list_of_voters_by_group(groups, count) -> None:
    facts = registered(groups)
    fits(facts)
    assert rendered(facts).pages == count
    assert rows_under_their_head(facts, "村小组")[:-1] == [f"第{n}村小组" for n in range(1, groups + 1)]


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        pytest.param(TABLES["preliminary"](1), 1, id="one"),
        pytest.param(TABLES["preliminary"](12), 1, id="twelve"),
        pytest.param(TABLES["preliminary"](120), 6, id="many"),
        pytest.param(TABLES["preliminary"](7, long=True), 1, id="long"),
        pytest.param(TABLES["elected"](7, long=True), 1, id="elected-long"),
        pytest.param(SENTENCES["formal"](8, long=True), 2, id="formal-long"),
        pytest.param(result(1, 1), 1, id="result-one"),
        pytest.param(result(5, 3), 1, id="result-few"),
        pytest.param(result(12, 3, long=True), 2, id="result-long"),
    ],
)
def test_a_poster_keeps_rates_and_outcomes_whole(facts, count) -> None:
    poster = poster_pages(facts)
    assert len(poster) == count
    names = []
    for page in poster:
        assert min(c["x0"] for c in page.chars) >= 24 * pages.MM - 1
        assert max(c["x1"] for c in page.chars) <= 273 * pages.MM + 1
        for table in page.extract_tables():
            name = table[0].index("姓名")
            names += [re.sub(r"\s", "", row[name]) for row in table[1:]]
            rest = [cell for row in table[1:] for cell in row[name + 1 :]]
            assert not [cell for cell in rest if re.search(r"\n%|预\n|候\n|选\n", cell)]
    assert names == [person.name for person in some(len(names), long=LONG_NAME in names)]


@pytest.mark.parametrize("kind", ["trust_result", "preliminary", "formal", "elected"])
def test_a_village_of_forty_characters_costs_a_poster_one_more_sheet_at_most(kind) -> None:
    facts = all_kinds(replace(TODAY, village=pages.LONG_VILLAGE))[kind]
    sheets = poster_pages(facts)
    assert len(sheets) == (1 if kind == "elected" else 2)
    for sheet in sheets:
        assert min(c["x0"] for c in sheet.chars) >= 24 * pages.MM - 1
        assert max(c["x1"] for c in sheet.chars) <= 273 * pages.MM + 1
    names = [
        row[table[0].index("姓名")]
        for sheet in sheets
        for table in sheet.extract_tables()
        for row in table[1:]
    ]
    assert (
        len(names)
        == len(set(names))
        == {"trust_result": 11, "preliminary": 7, "formal": 5, "elected": 3}[kind]
    )
