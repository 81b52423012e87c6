"""Fewer seats by consent (减少名额), sentence by sentence, worked out by hand.

Ten entitled and ten present unless said: quorum 8, majority 6, three seats.
"""

from __future__ import annotations

import pytest
from dossier_builder import Json, assert_includes, ballot, codes, decided
from meeting_builder import BY3, FIRST, LOST, ONE, TWO, WON, direct, held, lines, reduced

BY2 = {"ballots": 2}
FOUR_OF_FIVE = ballot("committee", 5, {"m1": 9, "m2": 9, "m3": 8, "m4": 7, "m5": 5, "m6": 1})
NINE = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 4, "m4": 1}, ballots=9)

CHOSEN = ("elected", ["m1"], 0)

CASES: dict[str, tuple[Json, Json]] = {
    "reduce: two of three, by half of those present": (
        held(reduced(TWO, 2, 5), ballot("secretary", 1, {"m1": 2, "m2": 0}, **BY2)),
        lines(("unfilled", ["m1", "m2"], 1), CHOSEN, seats=2, status="elected"),
    ),
    "reduce: fewer than half do not carry it": (
        held(reduced(TWO, 2, 4)),
        lines(("unfilled", ["m1", "m2"], 1), seats=3, status="incomplete"),
    ),
    "reduce: half of nine is 4.5, five carry it": (
        held(reduced(NINE, 2, 5), present=9),
        lines(("unfilled", ["m1", "m2"], 1), seats=2),
    ),
    "reduce: half of nine is 4.5, four do not": (
        held(reduced(NINE, 2, 4), present=9),
        lines(("unfilled", ["m1", "m2"], 1), seats=3),
    ),
    "reduce: consent is counted of the round's own present": (
        held(reduced({**TWO, "entitled": 14, "present": 12}, 2, 5)),
        {"seats": 3},
    ),
    "reduce: to more than those elected": (held(reduced(ONE, 2, 9)), {"seats": 3}),
    "reduce: to fewer than those elected": (
        held(reduced(FOUR_OF_FIVE, 3, 9), rules={"seats": 5}),
        {"seats": 5},
    ),
    "reduce: to those elected, four of five": (
        held(reduced(FOUR_OF_FIVE, 4, 9), rules={"seats": 5}),
        {"seats": 4},
    ),
    "reduce: to one of three is not more than half": (held(reduced(ONE, 1, 9)), {"seats": 3}),
    "reduce: two of four is not more than half": (
        held(
            reduced(ballot("committee", 4, {"m1": 9, "m2": 8, "m3": 5, "m4": 5, "m5": 1}), 2, 9),
            rules={"seats": 4},
        ),
        {"seats": 4},
    ),
    "reduce: on a filled round is ignored": (held(reduced(WON, 3, 9)), {"seats": 3}),
    "reduce: on a tie is ignored": (
        held(reduced(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 6, "m4": 6}), 2, 9)),
        {"seats": 3, "rounds": [{"status": "tie"}]},
    ),
    "reduce: on a round with errors is ignored": (held(reduced({**TWO, "invalid": 1}, 2, 9)), {"seats": 3}),
    "reduce: on a secretary's round is ignored": (
        direct(reduced(LOST, 2, 9)),
        {"seats": 3, "rounds": [{"status": "unfilled"}]},
    ),
    "reduce: a secretary elected first is included": (
        direct(FIRST, reduced(ballot("committee", 2, {"m2": 8, "m3": 5, "m4": 2}), 2, 5)),
        lines(CHOSEN, ("unfilled", ["m2"], 1), seats=2, status="elected", elected=["m1", "m2"]),
    ),
    "reduce: on a supplementary": (
        held(ONE, reduced(ballot("supplementary", 2, {"m2": 8, "m3": 5}), 2, 5)),
        lines(("unfilled", ["m1"], 2), ("unfilled", ["m2"], 1), seats=2, elected=["m1", "m2"]),
    ),
    "reduce: no supplementary after it, open seats none": (
        held(reduced(TWO, 2, 5), ballot("supplementary", 1, {"m3": 7})),
        lines(("unfilled", ["m1", "m2"], 1), ("errors", [], 0), seats=2),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_assembly(name: str) -> None:
    data, expected = CASES[name]
    assert_includes(decided(data).to_json()["assembly"], expected)


REDUCTIONS = [
    (reduced(TWO, 2, 5), None),
    (reduced(WON, 3, 5), "E-441"),
    (reduced(ONE, 1, 5), "E-442"),
    (reduced(TWO, 2, 4), "E-443"),
    (reduced(TWO, 2, 11), "W-444"),
]


@pytest.mark.parametrize(("unfilled", "code"), REDUCTIONS)
def test_an_ignored_reduction_is_a_problem(unfilled: Json, code: str | None) -> None:
    assert codes(held(unfilled)) == ([] if code is None else [code])


def test_a_reduction_on_a_secretary_round_is_a_problem() -> None:
    unfilled = ballot("secretary", 1, {"m1": 1, "m2": 1}, **BY3)
    assert codes(held(WON, reduced(unfilled, 3, 3))) == ["E-441"]


def test_consent_beyond_the_present_is_accepted_with_a_warning() -> None:
    assert_includes(decided(held(reduced(TWO, 2, 11))).to_json()["assembly"], {"seats": 2})
