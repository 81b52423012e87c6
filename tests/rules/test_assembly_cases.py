"""Ballots of the assembly, sentence by sentence, worked out by hand.

Ten entitled and ten present unless said: quorum 8, majority 6, three seats.
"""

from __future__ import annotations

from typing import Any

import pytest
from dossier_builder import Json, assembly, assert_includes, ballot, decided, dossier

# 9, 8 and 7 of 10 are over half, 2 is not; 26 approvals ≤ 30.
WON = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2})
TWO = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 5, "m4": 2})
ONE = ballot("committee", 3, {"m1": 9, "m2": 5, "m3": 5, "m4": 2})
TIE = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 6, "m4": 6})
RUN = ballot("runoff", 1, {"m3": 6, "m4": 4})
BY3 = {"ballots": 3}
SEC = ballot("secretary", 1, {"m1": 2, "m2": 1}, **BY3)


def held(*rounds: Json, rules: Json | None = None, **changes: Any) -> Json:
    return dossier(rules=rules, assembly=assembly(*rounds, **changes))


def lines(*expected: tuple[str, list[str], list[str], int], **more: Any) -> Json:
    """(status, elected, tied, open seats) of each round."""
    keys = ("status", "elected", "tied", "open_seats")
    return {"rounds": [dict(zip(keys, line, strict=True)) for line in expected], **more}


OK = ("elected", ["m1", "m2", "m3"], [], 0)
FAIL3, FAIL1, FAIL0 = ("errors", [], [], 3), ("errors", [], [], 1), ("errors", [], [], 0)
TIED = ("tie", ["m1", "m2"], ["m3", "m4"], 1)
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
    "runoff: no majority, most votes win": (
        held(TIE, ballot("runoff", 1, {"m3": (3, 0, 7), "m4": (2, 0, 8)})),
        {
            "rounds": [{}, {"status": "elected", "majority_needed": None, "elected": ["m3"]}],
            "elected": ["m1", "m2", "m3"],
        },
    ),
    "runoff tied again, and again": (
        held(TIE, ballot("runoff", 1, {"m3": 5, "m4": 5}), ballot("runoff", 1, {"m3": 0, "m4": 0}), RUN),
        lines(TIED, ("tie", [], ["m3", "m4"], 1), ("tie", [], ["m3", "m4"], 1), ("elected", ["m3"], [], 0)),
    ),
    "void runoff leaves the tie": (
        held(TIE, {**RUN, "returned": 11}, RUN),
        lines(TIED, ("void", [], [], 1), ("elected", ["m3"], [], 0)),
    ),
    "own electorate without quorum leaves the tie": (
        held(TIE, {**RUN, "entitled": 13, "present": 10}, RUN),
        lines(TIED, ("no_quorum", [], [], 1), ("elected", ["m3"], [], 0)),
    ),
    "while a tie is unresolved only its runoff": (
        held(TIE, ballot("supplementary", 1, {"m3": 7, "m4": 1}), RUN),
        lines(TIED, FAIL1, ("elected", ["m3"], [], 0)),
    ),
    "no secretary while a tie is unresolved": (
        held(TIE, ballot("secretary", 1, {"m1": 2}, ballots=2)),
        lines(TIED, FAIL1),
    ),
    "a runoff without a tie is for the committee": (
        held(WON, ballot("runoff", 1, {"m4": 9})),
        {"rounds": [{}, {"status": "errors", "majority_needed": None, "open_seats": 0}]},
    ),
    "a runoff first of all": (held(ballot("runoff", 3, {"m1": 9, "m2": 8})), lines(FAIL3)),
    "a runoff with other candidates": (
        held(TIE, ballot("runoff", 1, {"m3": 6, "m5": 4})),
        lines(TIED, FAIL1),
    ),
    "a runoff with one of the tied missing": (held(TIE, ballot("runoff", 1, {"m3": 6})), lines(TIED, FAIL1)),
    "a runoff with somebody more": (
        held(TIE, ballot("runoff", 1, {"m3": 5, "m4": 4, "m5": 1})),
        lines(TIED, FAIL1),
    ),
    "a runoff with write-ins": (
        held(TIE, ballot("runoff", 1, {"m3": (5, 3, 2), "m4": (4, 3, 3)}, write_ins={"m5": 1})),
        lines(TIED, FAIL1),
    ),
    "a second committee round after one has counted": (
        held(TWO, ballot("committee", 1, {"m3": 7, "m4": 1})),
        lines(UNFILLED, FAIL1),
    ),
    "a committee round after a void one": (
        held({**WON, "issued": 9}, WON),
        lines(("void", [], [], 3), OK),
    ),
    "a committee round that elects nobody counts": (
        held(ballot("committee", 3, {"m1": 5, "m2": 5, "m3": 5, "m4": 5}), WON),
        lines(("unfilled", [], [], 3), FAIL3),
    ),
    "a supplementary before the committee": (
        held(ballot("supplementary", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2})),
        lines(FAIL3),
    ),
    "a supplementary after a committee round with errors": (
        held({**WON, "invalid": 1}, ballot("supplementary", 3, {"m1": 9, "m2": 8, "m3": 7})),
        lines(FAIL3, FAIL3),
    ),
    "a supplementary fills the rest, with as few candidates as seats": (
        held(TWO, ballot("supplementary", 1, {"m3": 6})),
        lines(UNFILLED, ("elected", ["m3"], [], 0)),
    ),
    "no runoff after a supplementary without a tie": (
        held(TWO, ballot("supplementary", 1, {"m3": (6, 0, 4), "m4": (4, 0, 6)}), RUN),
        {"rounds": [{}, {"status": "elected"}, {"status": "errors", "open_seats": 0}]},
    ),
    "a tie of a supplementary is for the committee": (
        held(ONE, ballot("supplementary", 2, {"m2": 8, "m3": 6, "m4": 6}), RUN),
        lines(
            ("unfilled", ["m1"], [], 2),
            ("tie", ["m2"], ["m3", "m4"], 1),
            ("elected", ["m3"], [], 0),
            elected=["m1", "m2", "m3"],
        ),
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
