"""What may be held next, and whether seats may be reduced."""

from __future__ import annotations

from typing import Any

import pytest
from dossier_builder import FULL, Json, assembly, ballot, dossier, sheet, trust

from elections.dossier.schema import parse
from elections.rules.agenda import NextRound, ReduceOption, next_rounds, reduce_option
from elections.rules.decision import decide
from elections.rules.standing import Electorate

WON = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2})
TWO = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 5, "m4": 2})
ONE = ballot("committee", 3, {"m1": 9, "m2": 5, "m3": 5, "m4": 2})
TIE = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 6, "m4": 6})
SEC = ballot("secretary", 1, {"m1": 2, "m2": 1}, ballots=3)
FIRST = ballot("secretary", 1, {"m1": 7, "m2": 3})
ALL = tuple(sorted(FULL))


def agenda(*rounds: Json, review: list[str] | None = None, **changes: Any) -> tuple[NextRound, ...]:
    data = dossier(assembly=assembly(*rounds, **changes))
    if review:
        data["trust"] = trust(sheet({"m1": 95, "m2": 90, "m3": 85, "m4": 80, "m5": 75}))
        data["review"] = {"candidates": review}
    parsed = parse(data)
    return next_rounds(parsed, decide(parsed))


def reduction(*rounds: Json, **changes: Any) -> ReduceOption | None:
    parsed = parse(dossier(assembly=assembly(*rounds, **changes)))
    return reduce_option(parsed, decide(parsed))


def kinds(*rounds: Json, **changes: Any) -> list[tuple[str, int]]:
    return [(item.kind.value, item.seats) for item in agenda(*rounds, **changes)]


DIRECT = {"method": "direct"}
CASES: dict[str, tuple[list[tuple[str, int]], list[tuple[str, int]]]] = {
    "start": (kinds(), [("committee", 3)]),
    "start, direct": (kinds(**DIRECT), [("committee", 3), ("secretary", 1)]),
    "secretary first": (kinds(FIRST, **DIRECT), [("committee", 2)]),
    "void round": (kinds({**WON, "issued": 9}), [("committee", 3)]),
    "unfilled": (kinds(TWO), [("supplementary", 1)]),
    "unfilled, direct: no secretary between": (kinds(TWO, **DIRECT), [("supplementary", 1)]),
    "tie": (kinds(TIE), [("runoff", 1)]),
    "committee complete": (kinds(WON), [("secretary", 1)]),
    "all done": (kinds(WON, SEC), []),
    "no quorum": (kinds(WON, present=7), []),
}


@pytest.mark.parametrize("name", CASES)
def test_kinds(name: str) -> None:
    found, expected = CASES[name]
    assert found == expected


def test_no_assembly_no_round() -> None:
    parsed = parse(dossier())
    assert next_rounds(parsed, decide(parsed)) == ()
    assert reduce_option(parsed, decide(parsed)) is None


def test_committee_round_is_free_without_a_review() -> None:
    [item] = agenda()
    assert (item.pool, item.fixed, item.suggested, item.candidates_minimum) == (ALL, False, ALL, 4)
    assert (item.electorate, item.majority_needed, item.write_ins_allowed) == (Electorate(10, 10), 6, True)


def test_committee_round_has_exactly_the_reviews_candidates() -> None:
    review = ["m5", "m1", "m2", "m4"]
    [item] = agenda(review=review)
    assert (item.pool, item.fixed, item.suggested) == (
        ("m1", "m2", "m4", "m5"),
        True,
        ("m1", "m2", "m4", "m5"),
    )
    [item] = agenda(FIRST, review=review, **DIRECT)
    assert (item.pool, item.fixed, item.candidates_minimum) == (("m2", "m4", "m5"), True, 3)


def test_secretary_first_comes_from_the_review() -> None:
    item = agenda(review=["m1", "m2", "m4"], **DIRECT)[1]
    assert (item.pool, item.fixed, item.candidates_minimum) == (("m1", "m2", "m4"), False, 1)


def test_secretary_after_the_committee_comes_from_it_and_is_elected_by_it() -> None:
    [item] = agenda(WON)
    assert (item.pool, item.electorate, item.majority_needed) == (("m1", "m2", "m3"), Electorate(3, 3), 2)
    [item] = agenda(WON, **DIRECT)
    assert (item.pool, item.electorate, item.majority_needed) == (("m1", "m2", "m3"), Electorate(10, 10), 6)


def test_runoff_is_among_the_tied_without_write_ins() -> None:
    [item] = agenda(TIE)
    assert (item.pool, item.fixed, item.candidates_minimum) == (("m3", "m4"), True, 2)
    assert (item.majority_needed, item.write_ins_allowed, item.post) == (None, False, "committee")


def test_supplementary_is_among_the_not_elected() -> None:
    [item] = agenda(TWO)
    assert item.suggested == ("m3", "m4")
    assert item.pool == tuple(person for person in ALL if person not in ("m1", "m2"))
    assert item.candidates_minimum == 1


def test_reduce_is_open_on_the_last_unfilled_round() -> None:
    assert reduction(TWO) == ReduceOption(round=0, seats=2, present=10, consent_needed=5)
    own = {**TWO, "entitled": 11, "present": 11}
    assert reduction({**own, "votes": {**own["votes"]}}) == ReduceOption(0, 2, 11, 6)


@pytest.mark.parametrize(
    "rounds",
    [
        [],
        [ONE],
        [WON],
        [TIE],
        [WON, SEC],
        [{**TWO, "reduce": {"seats": 2, "consent": 5}}],
        [{**TWO, "invalid": 1}],
    ],
)
def test_reduce_is_closed(rounds: list[Json]) -> None:
    assert reduction(*rounds) is None


def test_reduce_stays_open_after_a_void_supplementary() -> None:
    failed = ballot("supplementary", 1, {"m3": 7}, returned=11)
    assert reduction(TWO, failed) == ReduceOption(0, 2, 10, 5)


def test_reduce_recorded_as_offered_is_accepted() -> None:
    option = reduction(TWO)
    assert option is not None
    record = {"seats": option.seats, "consent": option.consent_needed}
    assert kinds({**TWO, "reduce": record}) == [("secretary", 1)]
    assert kinds({**TWO, "reduce": {**record, "consent": option.consent_needed - 1}}) == [
        ("supplementary", 1)
    ]
