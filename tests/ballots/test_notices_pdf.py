"""The pages: grid, type area, signature, ballots and tally sheets, measured on the finished PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from notices_reading import BOTTOM, LEFT, MM, RIGHT, TOP, fonts_of_name, in_body, pages_of, rows_of
from notices_samples import (
    PILOT,
    PLACES,
    TODAY,
    all_kinds,
    conditions,
    elected,
    election_ballot,
    formal,
    preliminary,
    tally_sheet,
    trust_ballot,
)

from ballots.notices.facts import Ballot, Body, Family, Person
from ballots.notices.layout import ballot_layout

SAMPLES = {f"{p}-{k}": facts for p, place in PLACES.items() for k, facts in all_kinds(place).items()}
EVERY = [pytest.param(facts, id=name) for name, facts in SAMPLES.items()]
BOARD = [
    pytest.param(facts, id=name) for name, facts in SAMPLES.items() if facts.kind.family is Family.NOTICE
]
KAI = {"Paper-Kai"}
LONG_VILLAGE = "双江口傣族拉祜族佤族布朗族彝族自治乡大勐峨上下寨联合行政搬迁安置点新村第一行政村"
LONG_NAME = "买买提阿不都·热依木江沙"


def running_text():
    """A paper whose second page is nothing but text."""
    return replace(conditions(TODAY), secretary=("村民依照规定参加信任投票并且监督计票" * 80,))


def test_a_full_page_of_text_has_22_lines_of_28_characters() -> None:
    page = pages_of(running_text())[1]
    rows = rows_of([char for char in page.chars if in_body(char)])
    assert [len(row) for row in rows] == [28] * 22
    assert sum(map(len, rows)) == 616


def test_the_page_number_is_outside_on_odd_and_even_pages() -> None:
    first, second = (page.chars for page in pages_of(running_text())[:2])
    foot = [[c for c in chars if c["top"] > BOTTOM and c["size"] > 13] for chars in (first, second)]
    assert ["".join(c["text"] for c in chars) for chars in foot] == ["— 1 —", "— 2 —"]
    assert max(c["x1"] for c in foot[0]) == pytest.approx(RIGHT - 14, abs=1)
    assert min(c["x0"] for c in foot[1]) == pytest.approx(LEFT + 14, abs=1)


@pytest.mark.parametrize("facts", BOARD)
def test_nothing_of_a_board_notice_stands_outside_the_type_area(facts) -> None:
    for page in pages_of(facts):
        body = [char for char in page.chars if in_body(char)]
        assert body
        assert min(char["x0"] for char in body) >= LEFT - 0.5
        assert max(char["x1"] for char in body) <= RIGHT + 0.5
        assert all(in_body(c) or c["bottom"] < TOP or c["top"] > BOTTOM for c in page.chars)
        drawn = [rect for rect in page.rects + page.lines if rect["top"] > TOP - 3]
        assert all(rect["x0"] >= LEFT - 1 and rect["x1"] <= RIGHT + 1 for rect in drawn)
        assert all(rect["bottom"] <= BOTTOM + 3 for rect in drawn)


@pytest.mark.parametrize("facts", EVERY)
def test_everything_stands_on_the_sheet_and_texts_do_not_overlap(facts) -> None:
    for page in pages_of(facts):
        chars = [char for char in page.chars if char["text"].strip()]
        assert all(c["x0"] > 8 and c["x1"] < page.width - 8 for c in chars)
        assert all(c["top"] > 8 and c["bottom"] < page.height - 8 for c in chars)
        for row in rows_of(chars):
            clashes = [(a["text"], b["text"]) for a, b in pairwise(row) if b["x0"] < a["x1"] - 1]
            assert clashes == []


@pytest.mark.parametrize("facts", EVERY)
def test_invented_data_is_marked_on_every_page(facts) -> None:
    marks = ["演示数据" in page.extract_text().replace(" ", "") for page in pages_of(facts)]
    assert marks == [facts.header.invented] * len(marks)


@pytest.mark.parametrize("facts", [conditions(TODAY), formal(TODAY), preliminary(PILOT), elected(PILOT)])
def test_the_date_ends_four_characters_from_the_right_with_the_body_centred_over_it(facts) -> None:
    text = [char for char in pages_of(facts)[-1].chars if in_body(char) and round(char["size"]) == 16]
    body, date = rows_of(text)[-2:]
    assert RIGHT - date[-1]["x1"] == pytest.approx(4 * 15.78, abs=3)
    middle = [(row[0]["x0"] + row[-1]["x1"]) / 2 for row in (body, date)]
    assert middle[0] == pytest.approx(middle[1], abs=2)


@pytest.mark.parametrize("facts", BOARD)
def test_the_township_s_papers_alone_carry_a_colophon_at_the_foot_of_their_last_page(facts) -> None:
    *others, last = (
        [row for row in rows_of([c for c in page.chars if in_body(c)]) if row[0]["text"] == "抄"]
        for page in pages_of(facts)
    )
    assert not any(others)
    assert len(last) == (facts.kind.body is Body.TOWNSHIP)
    if last:
        chars = [c for c in pages_of(facts)[-1].chars if in_body(c)]
        copies, printed = rows_of(chars)[-2:]
        header = facts.header
        assert "".join(c["text"] for c in copies) == f"抄送：中共{header.county}委组织部。"
        assert "".join(c["text"] for c in printed) == (
            f"中共{header.county}{header.township}委员会办公室"
            f"{header.issued_on.year}年{header.issued_on.month}月{header.issued_on.day}日印发"
        )
        assert BOTTOM - printed[0]["bottom"] < 15
        assert min(c["top"] for c in chars) < copies[0]["top"] - 60  # never a page of its own


@pytest.mark.parametrize("count", [1, 7, 26, 60, 120])
@pytest.mark.parametrize("make", [trust_ballot, election_ballot, tally_sheet])
def test_every_nominee_stands_once_on_every_ballot_and_sheet(make, count) -> None:
    facts = make(TODAY, count=count)
    people = getattr(facts, "nominees", None) or facts.candidates
    pages = pages_of(facts)
    names = [
        re.sub(
            r"\s",
            "",
            "".join(c["text"] for p in pages for c in p.chars if c["fontname"].endswith("Paper-Kai")),
        )
    ]
    copies = {("trust_ballot", 1): 4, ("trust_ballot", 7): 2, ("election_ballot", 1): 2}.get(
        (facts.kind.value, count), 1
    )
    for person in people:
        same = sum(person.name in other.name for other in people)
        assert names[0].count(person.name) == copies * same, person.name
    heads = sum("姓名" in page.extract_text() or "候选人" in page.extract_text() for page in pages)
    assert heads == len(pages)


def test_ballots_on_a_sheet_are_the_same_and_carry_no_number() -> None:
    (page,) = pages_of(election_ballot(TODAY, Ballot.RUNOFF, count=2))
    quarters = [
        "".join(c["text"] for c in page.chars if x <= c["x0"] < x + 105 * MM and y <= c["top"] < y + 148.5 * MM)
        for y in (0, 148.5 * MM) for x in (0, 105 * MM)
    ]  # fmt: skip
    assert len(set(quarters)) == 1
    assert re.sub(r"[123]．|\d名", "", quarters[0]).isdecimal() is False
    assert not re.search(r"\d", re.sub(r"[123]．|\d名", "", quarters[0]))


@pytest.mark.parametrize("kind", sorted(all_kinds(PILOT)))
def test_a_village_name_of_forty_characters_fits(kind) -> None:
    assert len(LONG_VILLAGE) == 40
    sample = all_kinds(replace(TODAY, village=LONG_VILLAGE))[kind]
    test_everything_stands_on_the_sheet_and_texts_do_not_overlap(sample)
    if sample.kind.family is Family.NOTICE:
        test_nothing_of_a_board_notice_stands_outside_the_type_area(sample)


@pytest.mark.parametrize("count", [3, 9, 15, 40])
def test_a_name_of_twelve_characters_fits_beside_others(count) -> None:
    assert len(LONG_NAME) == 12
    many = (Person(name=LONG_NAME), *trust_ballot(TODAY, count).nominees)
    for facts in (replace(trust_ballot(TODAY), nominees=many), replace(tally_sheet(TODAY), nominees=many)):
        test_everything_stands_on_the_sheet_and_texts_do_not_overlap(facts)
        assert fonts_of_name(facts, "买买提阿") == KAI
    sizes = {
        round(c["size"], 1)
        for c in pages_of(replace(trust_ballot(TODAY), nominees=many))[0].chars
        if c["fontname"].endswith("Paper-Kai")
    }
    assert len(sizes) == 1


@pytest.mark.parametrize("kind", [kind for kind in sorted(all_kinds(PILOT)) if "ballot" in kind])
@pytest.mark.parametrize("village", [TODAY.village, LONG_VILLAGE], ids=["usual", "long"])
def test_no_ballot_is_cut_off_before_its_last_line(kind, village) -> None:
    facts = all_kinds(replace(TODAY, village=village, invented=True))[kind]
    layout = ballot_layout(getattr(facts, "nominees", None) or facts.candidates, 0).size
    page = pages_of(facts)[-1]
    feet = [char for char in page.chars if char["text"] == "构"]
    height = 148.5 * MM if len(feet) == 4 else page.height
    assert len(feet) in (
        (1, 2, 4) if village == LONG_VILLAGE else {"quarter": (2, 4), "half": (1, 2), "full": (1,)}[layout]
    )
    assert all(char["bottom"] % height < height - 6 * MM for char in feet)
