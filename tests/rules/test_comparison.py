"""Where two entries differ, never by how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.comparison import differences, merged
from elections.rules.sheet_state import COUNTS
from elections.rules.tally import TallyFigures

ONE = TallyFigures(
    issued=90, returned=88, valid=87, invalid=1, votes={"m1": (60, 20, 7), "m2": (50, 30, 7)}, printed=95
)


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({}, ()),
        ({"issued": 91}, ("/issued",)),
        ({"printed": None}, ("/printed",)),
        ({"proxies": 4, "valid": 86, "invalid": 2}, ("/valid", "/invalid", "/proxies")),
        ({"votes": {"m1": (60, 7, 20), "m2": (50, 30, 7)}}, ("/votes/m1/against", "/votes/m1/abstain")),
        ({"votes": {"m1": (60, 20, 7)}}, ("/votes/m2/favour", "/votes/m2/against", "/votes/m2/abstain")),
        ({"write_ins": {"m9": 2}}, ("/write_ins",)),
        ({"write_ins": {"m9": 2, "m8": 1}, "unused": 0}, ("/unused", "/write_ins")),
    ],
)
def test_places(changes: dict[str, object], places: tuple[str, ...]) -> None:
    other = TallyFigures(**{name: getattr(ONE, name) for name in (*COUNTS, "votes", "write_ins")} | changes)  # type: ignore[arg-type]
    assert differences(ONE, other) == places
    assert differences(other, ONE) == places


def test_only_what_is_asked_is_taken_over() -> None:
    typed = TallyFigures(issued=1, votes={"m1": (9, 9, 9)}, write_ins={"m9": 2})
    found = merged(ONE, typed, ("/votes/m1/against",))
    assert found.votes == {"m1": (60, 9, 7), "m2": (50, 30, 7)}
    assert (found.issued, found.write_ins) == (90, {})
    assert merged(ONE, typed, ("/issued", "/write_ins")).issued == 1
    assert merged(ONE, typed, ("/write_ins",)).write_ins == {"m9": 2}
    assert merged(ONE, typed, ()) == ONE


FIGURE = st.none() | st.integers(0, 5)
SHEETS = st.builds(
    TallyFigures,
    **dict.fromkeys(COUNTS, FIGURE),
    votes=st.fixed_dictionaries(dict.fromkeys(("m1", "m/2"), st.tuples(FIGURE, FIGURE, FIGURE))),
    write_ins=st.dictionaries(st.sampled_from(["m7", "m8"]), st.integers(1, 3)),
)


@given(SHEETS, SHEETS)
def test_retyping_what_differs_gives_the_other(one: TallyFigures, other: TallyFigures) -> None:
    assert merged(one, other, differences(one, other)) == other
    assert not differences(one, one)
