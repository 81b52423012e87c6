"""How those elected are told to everybody: the ballot that elected them, and its votes where enough voted."""

from __future__ import annotations

import pytest
from meeting_builder import FIRST, LOST, RUN, SEC, TIE, TWO, WON, Json, ballot, direct, held

from elections.dossier.schema import parse
from elections.rules.announcement import announced, votes_shown
from elections.rules.decision import decide
from elections.rules.standing import Post

TWO_WON = {"m1": ("committee", 9, False), "m2": ("committee", 8, False)}
THREE_WON = TWO_WON | {"m3": ("committee", 7, False)}
IN_SECRET = {"m1": ("secretary", None, False)}
SUPPLEMENTARY = ballot("supplementary", 1, {"m3": 7, "m4": 3})
VOID = {**WON, "returned": 11, "issued": 10}


@pytest.mark.parametrize(
    ("data", "committee", "secretary"),
    [
        pytest.param(held(WON, SEC), THREE_WON, IN_SECRET, id="a committee of three votes in secret"),
        pytest.param(held(TIE, RUN, SEC), TWO_WON | {"m3": ("runoff", 6, True)}, IN_SECRET, id="a run-off"),
        pytest.param(
            held(TWO, SUPPLEMENTARY, SEC),
            TWO_WON | {"m3": ("supplementary", 7, True)},
            IN_SECRET,
            id="supplementary",
        ),
        pytest.param(
            direct(WON, LOST, FIRST), THREE_WON, {"m1": ("secretary", 7, True)}, id="a second ballot"
        ),
        pytest.param(
            direct(VOID, WON, FIRST), THREE_WON, {"m1": ("secretary", 7, False)}, id="a void one is none"
        ),
    ],
)
def test_how_each_was_elected(data: Json, committee: Json, secretary: Json) -> None:
    whole = parse(data)
    outcome = decide(whole).assembly
    assert whole.assembly is not None
    assert outcome is not None
    told = announced(whole.assembly, outcome)
    found = {
        post: {person: (one.kind, one.votes, one.again) for person, one in people.items()}
        for post, people in told.items()
    }
    assert found == {Post.COMMITTEE: committee, Post.SECRETARY: secretary}
    assert votes_shown(whole.assembly, outcome) == {
        post: {person: votes for person, (_, votes, _) in people.items() if votes is not None}
        for post, people in ((Post.COMMITTEE, committee), (Post.SECRETARY, secretary))
    }
