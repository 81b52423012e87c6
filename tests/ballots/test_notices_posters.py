"""A3 posters of results and candidates: one sheet, legible at two metres, the same figures as the notice."""

from __future__ import annotations

import itertools
import re

import pytest
from notices_reading import MM, poster_pages, rows_of
from notices_samples import PILOT, PLACES, TODAY, all_kinds, elected, formal, preliminary

from ballots.notices.facts import Facts, NoticeKind
from ballots.notices.pdf import render_pdf

POSTERS = [
    pytest.param(facts, id=f"{name}-{kind}")
    for name, place in PLACES.items()
    for kind, facts in all_kinds(place).items()
    if facts.kind.has_poster
]
# A character a two-hundredth of the distance high is read with ease: 1 cm at 2 m, which is 28 pt.
LEGIBLE = 28


def poster_text(facts: Facts) -> str:
    return "".join(re.sub(r"\s", "", page.extract_text()) for page in poster_pages(facts))


def test_results_and_candidates_have_a_poster() -> None:
    assert {kind.value for kind in NoticeKind if kind.has_poster} == {
        "trust_result",
        "preliminary",
        "formal",
        "elected",
    }


@pytest.mark.parametrize("facts", POSTERS)
def test_it_is_one_sheet_of_a3(facts) -> None:
    (page,) = poster_pages(facts)
    assert (round(page.width / MM), round(page.height / MM)) == (297, 420)
    body = [char for char in page.chars if char["top"] > 24 * MM and char["bottom"] < 400 * MM]
    assert min(char["x0"] for char in body) >= 24 * MM - 1
    assert max(char["x1"] for char in body) <= 273 * MM + 1


@pytest.mark.parametrize("facts", POSTERS)
def test_everything_but_mark_and_foot_is_read_at_two_metres(facts) -> None:
    (page,) = poster_pages(facts)
    small = {round(char["size"]) for char in page.chars if char["size"] < LEGIBLE - 0.1}
    assert small <= {14, 16}
    for row in rows_of([char for char in page.chars if char["text"].strip()]):
        assert all(b["x0"] >= a["x1"] - 1 for a, b in itertools.pairwise(row))


def test_the_figures_are_those_of_the_notice() -> None:
    text = poster_text(all_kinds(TODAY)["trust_result"])
    assert "石垭口村党支部委员会选举信任投票结果" in text
    assert "有投票权的村民953人，发出信任票943张，收回933张，有效928张，无效5张，投票率97.90%" in text
    assert "1王喆84090.03%预备候选人" in text
    assert "5阿不都·热依木61666.02%未达到" in text
    assert "1／" not in text
    assert text.endswith("2026年9月8日全文见公告第3号1/1")


def test_candidates_and_elected_are_named_as_on_the_notice() -> None:
    assert "丁水根党支部书记52389.24%" in poster_text(preliminary(PILOT))
    assert "信任率按收回票数（586）计算，不作四舍五入。" in poster_text(preliminary(PILOT))
    assert "公示期7天：2004年9月12日至2004年9月18日。" in poster_text(formal(PILOT))
    assert "应到会31人，实到会29人" in poster_text(elected(PILOT))
    by_committee = "书记由新一届支部委员会第一次会议选举产生，应到会3人，实到会3人。"
    assert by_committee in poster_text(elected(PILOT))
    assert "第一次会议" not in poster_text(elected(TODAY))
    assert "（待批准）" in poster_text(elected(PILOT))
    assert "待批准" not in poster_text(elected(PILOT, approved=True))


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render_pdf(formal(TODAY), poster=True).pdf == render_pdf(formal(TODAY), poster=True).pdf
