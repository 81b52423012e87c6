"""Ballots of the assembly, sentence by sentence, worked out by hand.

Ten entitled and ten present unless said: quorum 8, majority 6, three seats.
"""

from __future__ import annotations

import pytest
from dossier_builder import Json, assert_includes, ballot, decided
from meeting_builder import BY3, SEC, TWO, WON, held, lines

OK = ("elected", ["m1", "m2", "m3"], [], 0)
FAIL3 = ("errors", [], [], 3)
FAIL1 = ("errors", [], [], 1)
FAIL0 = ("errors", [], [], 0)
UNFILLED = ("unfilled", ["m1", "m2"], [], 1)

CASES: dict[str, tuple[Json, Json]] = {
    "no quorum: no rounds, nobody elected": (
        held(WON, present=7),
        {
            "status": "no_quorum",
            "rounds": [],
            "elected": [],
            "secretary": None,
            "seats": 3,
            "quorum": {"entitled": 10, "present": 7, "needed": 8, "reached": False},
        },
    ),
    "exactly four fifths is a quorum": (
        held(present=8),
        {"status": "incomplete", "quorum": {"needed": 8, "reached": True}},
    ),
    "needed is the smallest present that reaches it: 31 x 4/5 = 24.8": (
        held(entitled=31, present=24),
        {"quorum": {"needed": 25, "reached": False}},
    ),
    "nobody entitled has its quorum": (
        held(entitled=0, present=0),
        {"status": "incomplete", "quorum": {"needed": 0, "reached": True}},
    ),
    "elected: all seats and the secretary filled": (
        held(WON, SEC),
        lines(
            OK,
            ("elected", ["m1"], [], 0),
            status="elected",
            secretary="m1",
            elected=["m1", "m2", "m3"],
            seats=3,
        ),
    ),
    "incomplete without a secretary": (held(WON), lines(OK, status="incomplete", secretary=None)),
    "own figures need the quorum of the round": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2}, entitled=13, present=10)),
        lines(("no_quorum", [], [], 3)),
    ),
    "own figures make the majority: 12 present need 7": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 6, "m4": 2}, entitled=12, present=12)),
        {"rounds": [{"status": "unfilled", "majority_needed": 7, "elected": ["m1", "m2"]}]},
    ),
    "no quorum comes before void": (
        held(ballot("committee", 3, {"m1": 9}, entitled=20, present=10, returned=11)),
        lines(("no_quorum", [], [], 3)),
    ),
    "void: returned more than issued, before errors": (
        held(ballot("committee", 3, {"m1": 9}, issued=9)),
        lines(("void", [], [], 3)),
    ),
    "void: issued more than present": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2}), present=9),
        lines(("void", [], [], 3)),
    ),
    "void: issued more than the committee's own three": (
        held(WON, ballot("secretary", 1, {"m1": 4}, ballots=4)),
        {"rounds": [{}, {"status": "void", "majority_needed": 2, "open_seats": 1}]},
    ),
    "errors: valid and invalid are not returned": (
        held({**WON, "invalid": 1}),
        lines(FAIL3),
    ),
    "errors: a line's three are not valid": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": (2, 7, 0)})),
        lines(FAIL3),
    ),
    "errors: a candidate missing from the votes": (
        held({**WON, "candidates": ["m1", "m2", "m3", "m4", "m5"]}),
        lines(FAIL3),
    ),
    "errors: more approvals than valid times seats": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 7})),
        lines(FAIL3),
    ),
    "exactly valid times seats approvals": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 6})),
        lines(OK),
    ),
    "errors: write-ins count among the approvals": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 6}, write_ins={"m5": 1})),
        lines(FAIL3),
    ),
    "errors: more write-ins than against": (
        held(
            ballot(
                "committee",
                3,
                {"m1": (9, 0, 1), "m2": (8, 1, 1), "m3": (7, 0, 3), "m4": (2, 0, 8)},
                write_ins={"m5": 2},
            )
        ),
        lines(FAIL3),
    ),
    "as many write-ins as against": (
        held(
            ballot(
                "committee",
                3,
                {"m1": (9, 0, 1), "m2": (8, 1, 1), "m3": (7, 0, 3), "m4": (2, 1, 7)},
                write_ins={"m5": 2},
            )
        ),
        lines(OK),
    ),
    "errors: seats other than those open": (
        held(ballot("committee", 2, {"m1": 9, "m2": 8, "m3": 1})),
        lines(FAIL3),
    ),
    "errors: two secretaries": (
        held(WON, ballot("secretary", 2, {"m1": 2, "m2": 1}, **BY3)),
        lines(OK, FAIL1),
    ),
    "errors: a secretary once elected": (
        held(WON, SEC, SEC),
        lines(OK, ("elected", ["m1"], [], 0), FAIL0, status="elected"),
    ),
    "errors: a committee round with no seat open": (
        held(WON, ballot("supplementary", 1, {"m4": 9})),
        lines(OK, FAIL0),
    ),
    "errors: a candidate who is probationary": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "p1": 2})),
        lines(FAIL3),
    ),
    "errors: a write-in whose rights are suspended": (held({**WON, "write_ins": {"s1": 1}}), lines(FAIL3)),
    "errors: a write-in who is on the ballot": (held({**WON, "write_ins": {"m4": 1}}), lines(FAIL3)),
    "errors: a candidate already elected": (
        held(TWO, ballot("supplementary", 1, {"m1": 3, "m3": 7})),
        lines(UNFILLED, FAIL1),
    ),
    "errors: a write-in already elected": (
        held(TWO, ballot("supplementary", 1, {"m3": 7, "m4": 1}, write_ins={"m2": 1})),
        lines(UNFILLED, FAIL1),
    ),
    "majority: more than half of the present": (
        held(ballot("committee", 3, {"m1": 6, "m2": 5, "m3": 5, "m4": 5})),
        {"rounds": [{"status": "unfilled", "majority_needed": 6, "elected": ["m1"], "open_seats": 2}]},
    ),
    "majority of an odd number: 9 need 5": (
        held(ballot("committee", 3, {"m1": 5, "m2": 5, "m3": 4, "m4": 4}, ballots=9), present=9),
        {"rounds": [{"status": "unfilled", "majority_needed": 5, "elected": ["m1", "m2"]}]},
    ),
    "majority base entitled": (
        held(
            ballot("committee", 3, {"m1": 6, "m2": 5, "m3": 5, "m4": 4}, ballots=9),
            present=9,
            rules={"majority_base": "entitled"},
        ),
        {"rounds": [{"majority_needed": 6, "elected": ["m1"]}]},
    ),
    "majority counts the present, not the returned": (
        held(ballot("committee", 3, {"m1": 5, "m2": 4, "m3": 3, "m4": 1}, ballots=6)),
        {"rounds": [{"status": "unfilled", "majority_needed": 6, "elected": []}]},
    ),
    "write-ins count as approvals": (
        held(ballot("committee", 3, {"m1": 9, "m2": 7, "m3": 2, "m4": 2}, write_ins={"m5": 6})),
        lines(("elected", ["m1", "m2", "m5"], [], 0)),
    ),
    "more over half than seats: most votes win": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 6})),
        lines(OK),
    ),
    "a round's elected by votes, then id": (
        held(ballot("committee", 3, {"m2": 7, "m10": 7, "m3": 9, "m4": 1})),
        lines(("elected", ["m3", "m10", "m2"], [], 0)),
    ),
    "the last place tied: those above are elected, tied by id": (
        held(ballot("committee", 3, {"m9": 9, "m2": 6, "m10": 6, "m3": 6})),
        lines(("tie", ["m9"], ["m10", "m2", "m3"], 2)),
    ),
    "a tie below the majority is no tie": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 5, "m4": 5})),
        lines(UNFILLED),
    ),
    "a tie that fits the seats is no tie": (
        held(ballot("committee", 3, {"m1": 9, "m2": 7, "m3": 7, "m4": 2})),
        lines(OK),
    ),
    "a tied write-in belongs to the run-off": (
        held(
            ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 6, "m4": 1}, write_ins={"m5": 6}),
            ballot("runoff", 1, {"m5": 6, "m3": 4}),
        ),
        lines(("tie", ["m1", "m2"], ["m3", "m5"], 1), ("elected", ["m5"], [], 0)),
    ),
    "too few candidates for seats and surplus": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7})),
        lines(FAIL3),
    ),
    "no surplus asked": (
        held(ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7}), rules={"candidate_surplus": "0"}),
        lines(OK),
    ),
    "elected in order of election, round by round": (
        held(
            ballot("committee", 3, {"m9": 9, "m2": 5, "m3": 5, "m4": 2}),
            ballot("supplementary", 2, {"m2": 7, "m3": 8}),
        ),
        {"elected": ["m9", "m3", "m2"]},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_assembly(name: str) -> None:
    data, expected = CASES[name]
    assert_includes(decided(data).to_json()["assembly"], expected)
