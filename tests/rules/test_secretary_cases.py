"""The secretary, fewer seats by consent, and the review's hold on the assembly, worked out by hand.

Ten entitled and ten present unless said: quorum 8, majority 6, three seats.
"""

from __future__ import annotations

import pytest
from dossier_builder import Json, assert_includes, ballot, decided, sheet, trust
from meeting_builder import BY3, FIRST, LOST, SEC, TWO, WON, direct, held, lines, reduced

BY2 = {"ballots": 2}
REST = ballot("committee", 2, {"m2": 8, "m3": 7, "m4": 2})


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


FAIL1 = ("errors", [], 1)
FAIL2 = ("errors", [], 2)
FAIL3 = ("errors", [], 3)
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
