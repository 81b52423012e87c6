"""How ballots, tally sheets, wide tables and posters are laid out."""

import pytest
from notices_samples import PILOT, all_kinds

from ballots.notices import layout
from ballots.notices.facts import NoticeKind, Person, Votes
from ballots.notices.facts.results import TrustNominee, TrustUnit


@pytest.mark.parametrize(
    ("units", "columns"),
    [(1, [(1, True)]), (8, [(8, True)]), (9, [(5, False), (4, True)]), (16, [(8, False), (8, True)])],
)
def test_the_total_counts_as_a_column_where_the_votes_by_group_are_parted(units, columns) -> None:
    unit = TrustUnit(
        name="第一村小组", eligible=90, issued=80, returned=70, valid=70, invalid=0, votes=(Votes(50, 15, 5),)
    )
    nominee = TrustNominee(
        person=Person(name="王勇"),
        votes=Votes(450, 135, 45),
        rank=1,
        rate="71.42",
        reached=True,
        shortlisted=True,
    )
    parts = layout.matrix([unit] * units, [nominee])
    assert [(len(part.units), part.with_total) for part in parts] == columns
    for part in parts:
        ((person, cells),) = part.rows
        assert person.name == "王勇"
        totals = [Votes(450, 135, 45)] if part.with_total else []
        assert list(cells) == [Votes(50, 15, 5)] * len(part.units) + totals


def test_layouts_depend_on_the_number_of_lines() -> None:
    def size(count: int, write_ins: int = 0) -> str:
        return layout.ballot_layout([Person(name="王勇")] * count, write_ins).size

    assert [size(n) for n in (1, 4, 5, 10, 11, 20, 21)] == [
        "quarter",
        "quarter",
        "half",
        "half",
        "full",
        "full",
        "double",
    ]
    assert [size(n, 1) for n in (2, 3)] == ["quarter", "half"]
    assert [layout.tally_lines(n) for n in (None, 29, 65, 66, 131, 900)] == [1, 1, 1, 2, 3, 4]
    assert [len(part) for part in layout.even_parts(range(17), 3)] == [6, 5, 6]
    assert set(NoticeKind) == {facts.kind for facts in all_kinds(PILOT).values()}


@pytest.mark.parametrize(
    ("names", "spare", "rows"),
    [
        (["王勇"] * 3, True, "few fewest"),
        (["王勇", "王秀兰", "欧阳建国"], True, "few"),
        (["王勇"] * 3, False, "few"),
        (["王勇"] * 4, True, "few"),
        (["王勇"] * 9, True, "usual"),
        (["王勇"] * 10, True, "many"),
    ],
)
def test_the_rows_of_a_poster_are_as_high_as_one_sheet_allows(names, spare, rows) -> None:
    assert layout.poster_rows(names, spare=spare) == rows
