"""The secretary, fewer seats by consent, and the review's hold on the assembly, worked out by hand.

Ten entitled and ten present unless said: quorum 8, majority 6, three seats.
"""

from __future__ import annotations

from typing import Any

import pytest
from dossier_builder import Json, assembly, assert_includes, ballot, codes, decided, dossier, sheet, trust

Line = tuple[str, list[str], int]

WON = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2})
TWO = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 5, "m4": 2})
ONE = ballot("committee", 3, {"m1": 9, "m2": 5, "m3": 5, "m4": 2})
BY3, BY2 = {"ballots": 3}, {"ballots": 2}
SEC = ballot("secretary", 1, {"m1": 2, "m2": 1}, **BY3)
FIRST = ballot("secretary", 1, {"m1": 7, "m2": 3})
LOST = ballot("secretary", 1, {"m1": 5, "m2": 5})
REST = ballot("committee", 2, {"m2": 8, "m3": 7, "m4": 2})
FOUR_OF_FIVE = ballot("committee", 5, {"m1": 9, "m2": 9, "m3": 8, "m4": 7, "m5": 5, "m6": 1})
NINE = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 4, "m4": 1}, ballots=9)


def reduced(held: Json, seats: int, consent: int) -> Json:
    return {**held, "reduce": {"seats": seats, "consent": consent}}


def held(*rounds: Json, rules: Json | None = None, **changes: Any) -> Json:
    return dossier(rules=rules, assembly=assembly(*rounds, **changes))


def direct(*rounds: Json, **changes: Any) -> Json:
    return held(*rounds, method="direct", **changes)


def under_review(
    candidates: list[str], *rounds: Json, method: str = "direct", declined: list[str] | None = None
) -> Json:
    """Five on the shortlist, m1 … m5; the review names these candidates."""
    votes = {"m1": 95, "m2": 90, "m3": 85, "m4": 80, "m5": 75, "m6": 10}
    data = held(*rounds, method=method)
    data["trust"] = trust(sheet(votes))
    data["review"] = {
        "candidates": candidates,
        "declined": dict.fromkeys(declined or [], "理由"),
        "proceed_with_fewer": None,
    }
    return data


def lines(*expected: Line, **more: Any) -> Json:
    """(status, elected, open seats) of each round."""
    keys = ("status", "elected", "open_seats")
    return {"rounds": [dict(zip(keys, line, strict=True)) for line in expected], **more}


FAIL1, FAIL2, FAIL3 = ("errors", [], 1), ("errors", [], 2), ("errors", [], 3)
OK3 = ("elected", ["m1", "m2", "m3"], 0)
CHOSEN = ("elected", ["m1"], 0)
FOUR = ["m1", "m2", "m3", "m4"]

CASES: dict[str, tuple[Json, Json]] = {
    "voters are the committee: three of them, majority 2": (
        held(WON, SEC),
        {"rounds": [{}, {"status": "elected", "majority_needed": 2}]},
    ),
    "voters are the assembly where the rule says so": (
        held(WON, ballot("secretary", 1, {"m1": 6, "m2": 4}), rules={"secretary_voters": "assembly"}),
        {"rounds": [{}, {"status": "elected", "majority_needed": 6}]},
    ),
    "direct: the assembly votes, whatever secretary_voters says": (
        direct(WON, ballot("secretary", 1, {"m1": 6, "m2": 4})),
        {"rounds": [{}, {"status": "elected", "majority_needed": 6}]},
    ),
    "own figures come before the committee's": (
        held(WON, ballot("secretary", 1, {"m1": 3, "m2": 2}, ballots=5, entitled=5, present=5)),
        {"rounds": [{}, {"status": "elected", "majority_needed": 3}]},
    ),
    "no secretary tie, no secretary runoff: it counts as the committee's, where none is open": (
        held(
            reduced(TWO, 2, 5),
            ballot("secretary", 1, {"m1": 1, "m2": 1}, **BY2),
            ballot("runoff", 1, {"m1": 2, "m2": 1}, **BY3),
        ),
        lines(("unfilled", ["m1", "m2"], 1), ("unfilled", [], 1), ("errors", [], 0)),
    ),
    "committee of five: a tie for secretary and its runoff among five voters": (
        held(
            ballot("committee", 5, {"m1": 9, "m2": 9, "m3": 8, "m4": 7, "m5": 7, "m6": 1}),
            ballot("secretary", 1, {"m1": (3, 0, 2), "m2": (2, 0, 3)}, ballots=5),
            rules={"seats": 5},
        ),
        {"secretary": "m1", "status": "elected", "seats": 5},
    ),
    "a majority below half can tie: runoff void with more ballots than the committee": (
        held(
            ballot("committee", 4, {"m1": 9, "m2": 9, "m3": 8, "m4": 7, "m5": 1}),
            ballot("secretary", 1, {"m1": 2, "m2": 2}, ballots=4),
            ballot("runoff", 1, {"m1": 3, "m2": 2}, ballots=5),
            ballot("runoff", 1, {"m1": 3, "m2": 1}, ballots=4),
            rules={"seats": 4, "majority": "1/4"},
        ),
        {
            "rounds": [
                {},
                {"status": "tie", "majority_needed": 2, "tied": ["m1", "m2"], "open_seats": 1},
                {"status": "void", "open_seats": 1},
                {"status": "elected", "open_seats": 0},
            ],
            "secretary": "m1",
            "elected": ["m1", "m2", "m3", "m4"],
        },
    ),
    "a secretary outside the elected committee": (
        held(WON, ballot("secretary", 1, {"m1": 2, "m4": 1}, **BY3)),
        lines(OK3, FAIL1),
    ),
    "a write-in for secretary outside the elected committee": (
        held(WON, ballot("secretary", 1, {"m1": 2}, **BY3, write_ins={"m4": 1})),
        lines(OK3, FAIL1),
    ),
    "a write-in for secretary from the elected committee wins": (
        held(WON, ballot("secretary", 1, {"m1": 1}, **BY3, write_ins={"m3": 2})),
        lines(OK3, ("elected", ["m3"], 0), secretary="m3", elected=["m1", "m2", "m3"]),
    ),
    "a secretary before the committee is complete": (
        held(TWO, ballot("secretary", 1, {"m1": 2}, **BY2)),
        lines(("unfilled", ["m1", "m2"], 1), FAIL1),
    ),
    "first is out of turn under committee_then_secretary, with no voter at all": (
        held(FIRST),
        {"rounds": [{"status": "void", "majority_needed": 1, "open_seats": 1}]},
    ),
    "first is an error there even by the assembly": (
        held(FIRST, rules={"secretary_voters": "assembly"}),
        lines(FAIL1),
    ),
    "first, and nobody's ballot, is an error there": (
        held(ballot("secretary", 1, {"m1": 0}, ballots=0)),
        lines(FAIL1),
    ),
    "direct: secretary first holds one of the seats": (
        direct(FIRST, REST),
        lines(
            CHOSEN,
            ("elected", ["m2", "m3"], 0),
            status="elected",
            secretary="m1",
            seats=3,
            elected=["m1", "m2", "m3"],
        ),
    ),
    "direct: the committee round after it has one seat less": (
        direct(FIRST, WON),
        lines(CHOSEN, FAIL2, elected=["m1"], secretary="m1"),
    ),
    "direct: a secretary elected first cannot be a candidate again": (
        direct(FIRST, ballot("committee", 2, {"m1": 8, "m2": 7, "m3": 2})),
        lines(CHOSEN, FAIL2),
    ),
    "direct: nor a write-in": (
        direct(FIRST, {**REST, "write_ins": {"m1": 1}}),
        lines(CHOSEN, FAIL2),
    ),
    "direct: unfilled first, again first": (
        direct(LOST, FIRST, REST),
        lines(("unfilled", [], 1), CHOSEN, ("elected", ["m2", "m3"], 0)),
    ),
    "direct: unfilled first, then after the committee, from it": (
        direct(LOST, WON, ballot("secretary", 1, {"m2": 7})),
        lines(("unfilled", [], 1), OK3, ("elected", ["m2"], 0), secretary="m2", elected=["m1", "m2", "m3"]),
    ),
    "direct: not between, while the committee is unfilled": (
        direct(TWO, ballot("secretary", 1, {"m1": 7})),
        lines(("unfilled", ["m1", "m2"], 1), FAIL1),
    ),
    "direct: a void committee round leaves the secretary first": (
        direct({**WON, "issued": 9}, ballot("secretary", 1, {"m9": 7}), WON),
        lines(("void", [], 3), ("elected", ["m9"], 0), FAIL2, elected=["m9"]),
    ),
    "direct: the runoff of a secretary tie is for the secretary": (
        direct(
            ballot("secretary", 1, {"m1": 5, "m2": 5}),
            ballot("runoff", 1, {"m2": 4, "m1": 6}),
            REST,
            rules={"majority": "1/3"},
        ),
        {
            "rounds": [
                {"status": "tie", "tied": ["m1", "m2"], "open_seats": 1, "majority_needed": 4},
                {"status": "elected", "elected": ["m1"], "open_seats": 0},
                {"status": "elected"},
            ],
            "elected": ["m1", "m2", "m3"],
            "secretary": "m1",
        },
    ),
    "direct: no committee while the secretary is tied": (
        direct(ballot("secretary", 1, {"m1": 5, "m2": 5}), WON, rules={"majority": "1/3"}),
        lines(("tie", [], 1), FAIL3),
    ),
    "direct: one seat is the secretary's, and all is done": (
        direct(FIRST, rules={"seats": 1}),
        lines(CHOSEN, status="elected", elected=["m1"], secretary="m1"),
    ),
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
    "review: candidates of the committee round must be the review's": (
        under_review(FOUR, WON, method="committee_then_secretary", declined=["m5"]),
        lines(OK3),
    ),
    "review: somebody else on the ballot": (
        under_review(
            FOUR, ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2, "m5": 1}), declined=["m5"]
        ),
        lines(FAIL3),
    ),
    "review: somebody missing from the ballot": (
        under_review([*FOUR, "m5"], WON),
        lines(FAIL3),
    ),
    "review: an invalid one binds all the same": (
        under_review([*FOUR, "m6"], WON),
        lines(FAIL3),
    ),
    "review: an invalid one changes nothing else": (under_review(FOUR, WON), lines(OK3)),
    "review: less a secretary already elected": (
        under_review(FOUR, FIRST, REST, declined=["m5"]),
        lines(CHOSEN, ("elected", ["m2", "m3"], 0), status="elected"),
    ),
    "review: a secretary candidate first must be the review's": (
        under_review(FOUR, ballot("secretary", 1, {"m5": 7}), declined=["m5"]),
        lines(FAIL1),
    ),
    "review: a secretary may be written in from outside it, and the ballot stays whole": (
        under_review(
            FOUR,
            ballot("secretary", 1, {"m1": 3}, write_ins={"m9": 7}),
            ballot("committee", 2, {"m1": 8, "m2": 7, "m3": 2, "m4": 2}),
            declined=["m5"],
        ),
        lines(
            ("elected", ["m9"], 0), ("elected", ["m1", "m2"], 0), secretary="m9", elected=["m9", "m1", "m2"]
        ),
    ),
    "review: does not bind a supplementary, nor a write-in": (
        under_review(FOUR, TWO, ballot("supplementary", 1, {"m7": 4}, write_ins={"m8": 6}), declined=["m5"]),
        lines(("unfilled", ["m1", "m2"], 1), ("elected", ["m8"], 0)),
    ),
    "review: after the committee the secretary comes from it, not from the review": (
        under_review(
            FOUR,
            {**TWO},
            ballot("supplementary", 1, {"m7": 8}),
            ballot("secretary", 1, {"m7": 9}),
            declined=["m5"],
        ),
        {"secretary": "m7", "status": "elected"},
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
