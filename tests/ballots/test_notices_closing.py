"""How a board notice ends: signature and signing table never stand on a page without text of their own."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from notices_preparing import committee_list, open_letter
from notices_reading import html_text, in_body, pages_of, rows_of
from notices_samples import PILOT, PLACES, TODAY, all_kinds, conditions

from ballots.notices.facts import Facts, Family
from ballots.notices.titles import signature_lines

BOARD = [
    pytest.param(facts, id=f"{name}-{kind}")
    for name, place in PLACES.items()
    for kind, facts in all_kinds(place).items()
    if facts.kind.family is Family.NOTICE
]
# One line more each time, so that the page ends everywhere in what closes the paper.
SIGNING = re.compile("(总监票人|唱票人|移交人).*(签名|日期)$")
SHORT = "按照规定办理。"
LINE = "按照规定按时办理各项手续并且如实登记"


def lines_over_the_signature(facts: Facts) -> int:
    """Lines of text and rows of tables on the page that bears the signature, above it and above a signing table."""
    page = pages_of(facts)[-1]
    first = signature_lines(facts.header)[0]
    rows = ["".join(c["text"] for c in row).strip() for row in rows_of(list(filter(in_body, page.chars)))]
    above = rows[: len(rows) - 1 - rows[::-1].index(first)]
    signing = [place for place, row in enumerate(above) if SIGNING.match(row)]
    return signing[0] if signing else len(above)


@pytest.mark.parametrize("facts", BOARD)
def test_two_lines_at_least_stand_over_the_signature(facts) -> None:
    assert lines_over_the_signature(facts) >= 2


@pytest.mark.parametrize("lines", range(22))
def test_wherever_the_page_ends(lines) -> None:
    with_closing_word = replace(conditions(PILOT), requirements=(SHORT,) * lines)
    assert lines_over_the_signature(with_closing_word) >= 2
    one_paragraph = replace(open_letter(TODAY), contact=replace(open_letter(TODAY).contact, hours=""))
    longer = replace(one_paragraph, contact=replace(one_paragraph.contact, address=LINE * lines + "村委会"))
    assert lines_over_the_signature(longer) >= 2


@pytest.mark.parametrize("place", [PILOT, TODAY])
def test_the_closing_word_takes_two_lines_of_text_with_it(place) -> None:
    page = pages_of(committee_list(place))[-1]
    rows = ["".join(c["text"] for c in row) for row in rows_of(list(filter(in_body, page.chars)))]
    assert rows[0].startswith("选举委员会设在")
    assert [len(row) for row in rows[:3]] >= [26, 20, 5]
    assert rows[2] == "特此公告。"


def test_everybody_who_signs_the_monitors_report_has_a_line() -> None:
    facts = all_kinds(PILOT)["trust_report"]
    (*_, signing) = [table for page in pages_of(facts) for table in page.extract_tables()]
    assert signing == [
        ["唱票人", "何海泉", "签名", ""],
        ["计票人", "余福生", "签名", ""],
        [None, "汪 军", "签名", ""],
        ["选举委员会\n主任", "郑有根", "签名", ""],
    ]
    unsigned = replace(facts, callers=(), counters=())
    assert "唱票人：＿＿＿＿＿＿＿＿＿＿＿＿。计票人：＿＿＿＿＿＿＿＿＿＿＿＿。" in html_text(unsigned)
    (*_, signing) = [table for page in pages_of(unsigned) for table in page.extract_tables()]
    assert [row[:2] for row in signing] == [["唱票人", ""], ["计票人", ""], ["选举委员会\n主任", "郑有根"]]
