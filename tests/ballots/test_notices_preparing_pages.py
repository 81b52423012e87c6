"""The papers before the trust vote in their long cases: many groups, long names, long routes."""

from __future__ import annotations

import re
from dataclasses import replace

import test_notices_pdf as pages
from notices_places import TODAY
from notices_preparing import (
    committee_list,
    proxy_card,
    voter_list,
    voting_notice,
    work_plan,
)
from notices_reading import fonts_of_name, pages_of

from ballots.notices.facts import CommitteeMember, Facts, Person, VoterGroup

GROUPS = tuple(VoterGroup(name=f"第{n}村小组", eligible=100 + n) for n in range(1, 61))
LONG_GROUP = VoterGroup(
    name="双江口傣族拉祜族布朗族自治乡大勐峨上下寨联合行政搬迁安置点新村第一村民小组", eligible=1463
)


def fits(facts: Facts) -> None:
    pages.test_everything_stands_on_the_sheet_and_texts_do_not_overlap(facts)
    pages.test_nothing_of_a_board_notice_stands_outside_the_type_area(facts)


def rows(facts: Facts) -> list[list[str]]:
    """Rows of all tables, page by page, without white space."""
    tables = [table for page in pages_of(facts) for table in page.extract_tables()]
    return [[re.sub(r"\s", "", cell or "") for cell in row] for table in tables for row in table]


def test_sixty_groups_stand_once_each_under_a_head_on_every_page() -> None:
    facts = replace(voter_list(TODAY), groups=GROUPS)
    fits(facts)
    found = rows(facts)
    names = [row[0] for row in found if row[0].endswith("村小组") and row[0] != "村小组"]
    assert names == [group.name for group in GROUPS]
    with_rows = [page for page in pages_of(facts) if page.extract_tables()]
    assert sum(row[0] == "村小组" for row in found) == len(with_rows) >= 3


def test_a_group_may_have_a_long_name() -> None:
    facts = replace(voter_list(TODAY), groups=(LONG_GROUP, *GROUPS[:2]))
    fits(facts)
    assert LONG_GROUP.name in {row[0] for row in rows(facts)}
    fits(replace(voting_notice(TODAY), group=LONG_GROUP))


def test_long_names_fit_and_are_set_in_the_one_font() -> None:
    people = (
        CommitteeMember(
            person=Person(name=pages.LONG_NAME, post="村民代表、第十一村民小组组长"), capacity="主任"
        ),
        *(CommitteeMember(person=Person(name="王喆", post="村民代表"), capacity="委员") for _ in range(20)),
    )
    listed = replace(committee_list(TODAY), people=people)
    fits(listed)
    assert fonts_of_name(listed, "买买提阿") == {"Paper-Kai"}
    plan = replace(
        work_plan(TODAY), guidance=tuple(one.person for one in people), county_plan="实施方案" * 12
    )
    fits(plan)


def test_a_long_route_and_venue_fit() -> None:
    long = {"mobile_route": "上坑—下坑—" * 30, "venue": "村小学礼堂" * 8, "voting_at": "何家祠堂" * 10}
    fits(replace(voting_notice(TODAY), hours="上午8时至11时，下午1时至3时", **long))


def test_two_cards_on_a_sheet_are_the_same_and_none_is_cut_off() -> None:
    facts = proxy_card(replace(TODAY, village=pages.LONG_VILLAGE, invented=True))
    (page,) = pages_of(facts)
    middle = page.width / 2
    halves = ["".join(c["text"] for c in page.chars if low <= c["x0"] < low + middle) for low in (0, middle)]
    assert halves[0] == halves[1]
    assert max(c["bottom"] for c in page.chars) < page.height - 17
    drawn = [rect for rect in page.rects if abs(rect["x1"] - middle) < 1 and rect["height"] > page.height - 1]
    assert drawn, "a broken line to cut along"
