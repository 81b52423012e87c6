"""Run-offs and the turn of rounds, sentence by sentence, worked out by hand.

Ten entitled and ten present unless said: quorum 8, majority 6, three seats.
"""

from __future__ import annotations

import pytest
from dossier_builder import Json, assert_includes, ballot, decided
from meeting_builder import ONE, RUN, TIE, TWO, WON, held, lines

OK = ("elected", ["m1", "m2", "m3"], [], 0)
FAIL3 = ("errors", [], [], 3)
FAIL1 = ("errors", [], [], 1)
TIED = ("tie", ["m1", "m2"], ["m3", "m4"], 1)
UNFILLED = ("unfilled", ["m1", "m2"], [], 1)

CASES: dict[str, tuple[Json, Json]] = {
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
}


@pytest.mark.parametrize("name", CASES)
def test_assembly(name: str) -> None:
    data, expected = CASES[name]
    assert_includes(decided(data).to_json()["assembly"], expected)
