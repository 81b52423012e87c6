"""The trust round, sentence by sentence, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from dossier_builder import Json, assert_includes, decided, dossier, sheet, trust

FIVE = {"m1": 95, "m2": 90, "m3": 85, "m4": 80, "m5": 70}
SIX = {**FIVE, "m6": 69}


def one(votes: dict[str, Any], rules: Json | None = None, **changes: Any) -> Json:
    """One group of 100 eligible villagers, one box."""
    return dossier(rules=rules, trust=trust(sheet(votes, **changes)))


def status(word: str, **more: Any) -> Json:
    return {"trust": {"status": word, **more}}


SHORT5 = ["m1", "m2", "m3", "m4", "m5"]
NONE = {"shortlist": [], "shortfall": 5}

CASES: dict[str, tuple[Json, Json]] = {
    "eligible counts groups without a sheet": (
        dossier(groups=(100, 60), trust=trust(sheet(FIVE))),
        status("shortlisted", eligible=160, turnout="62.50", base=100),
    ),
    "other totals sum the sheets": (
        dossier(
            groups=(120,),
            trust=trust(
                sheet(FIVE, issued=106, returned=102, invalid=2),
                sheet(dict.fromkeys(FIVE, 10), valid=10, issued=12, returned=11, invalid=1, kind="mobile"),
            ),
        ),
        status("shortlisted", issued=118, returned=113, valid=110, invalid=3, base=113, turnout="94.16"),
    ),
    "shortlist_required is ratio times seats rounded up: 1.5 x 3 = 4.5": (
        one(FIVE),
        {"seats": 3, "shortlist_required": 5, "candidates_minimum": 4},
    ),
    "1.5 x 5 = 7.5 gives 8, surplus 5 x 0.2 = 1": (
        dossier(population=2001),
        {"seats": 5, "shortlist_required": 8, "candidates_minimum": 6},
    ),
    "a band includes its upper end: 2000 people have 3 seats": (dossier(population=2000), {"seats": 3}),
    "a number of seats overrides the bands": (
        dossier(rules={"seats": 4}),
        {"seats": 4, "shortlist_required": 6, "candidates_minimum": 5},
    ),
    "surplus of 6 seats is 1.2 rounded up": (dossier(rules={"seats": 6}), {"candidates_minimum": 8}),
    "void: returned more than issued on some sheet": (
        one(FIVE, issued=99),
        status("void", ranking=[], returned=100, base=100, **NONE),
    ),
    "void comes before errors": (one(FIVE, issued=99, invalid=1), status("void")),
    "void on a sheet although the sums are in order": (
        dossier(groups=(100, 100), trust=trust(sheet(FIVE, issued=99), sheet(FIVE, unit="2"))),
        status("void"),
    ),
    "errors: valid and invalid are not returned": (
        one(FIVE, invalid=1),
        status("errors", ranking=[], **NONE),
    ),
    "errors: valid and invalid are fewer than returned": (
        dossier(groups=(120,), trust=trust(sheet(FIVE, issued=101, returned=101))),
        status("errors"),
    ),
    "errors: a line's three are not valid": (one({**FIVE, "m5": (70, 29, 0)}), status("errors")),
    "errors: a nominee missing from the votes": (
        dossier(trust=trust(sheet(FIVE), nominees=[*FIVE, "m6"])),
        status("errors"),
    ),
    "errors: a group's sheets issued more than its eligible, mobile included": (
        dossier(
            groups=(105, 900),
            rules={"trust_turnout": "0"},
            trust=trust(sheet(FIVE), sheet(dict.fromkeys(FIVE, 6), valid=6, kind="mobile")),
        ),
        status("errors", issued=106),
    ),
    "a group's sheets may issue exactly its eligible": (
        dossier(groups=(105,), trust=trust(sheet(FIVE), sheet(dict.fromkeys(FIVE, 5), valid=5))),
        status("shortlisted"),
    ),
    "errors come before low turnout": (
        dossier(groups=(500,), trust=trust(sheet(FIVE, invalid=1))),
        status("errors", turnout="20.00"),
    ),
    "low turnout: exactly half does not exceed": (
        dossier(groups=(200,), trust=trust(sheet(FIVE))),
        status("low_turnout", turnout="50.00", **NONE),
    ),
    "one more than half exceeds": (
        dossier(groups=(199,), trust=trust(sheet(FIVE))),
        status("shortlisted", turnout="50.25"),
    ),
    "turnout counts returned, not valid": (
        dossier(
            groups=(100,),
            rules={"trust_base": "valid"},
            trust=trust(sheet(dict.fromkeys(FIVE, 40), valid=40, issued=51, returned=51, invalid=11)),
        ),
        status("shortlisted", turnout="51.00", base=40),
    ),
    "no sheet at all is low turnout even where the rule asks nothing": (
        dossier(rules={"trust_turnout": "0"}, trust=trust(nominees=["m1"])),
        status(
            "low_turnout",
            turnout="0.00",
            base=0,
            ranking=[{"member": "m1", "rate": "0.00", "rank": 1, "reached": False}],
            **NONE,
        ),
    ),
    "low turnout still ranks, with nobody shortlisted": (
        dossier(groups=(300,), trust=trust(sheet({"m2": 90, "m1": 71}))),
        status(
            "low_turnout",
            ranking=[
                {"member": "m2", "rank": 1, "reached": True, "shortlisted": False, "rate": "90.00"},
                {"member": "m1", "rank": 2, "reached": True, "shortlisted": False, "rate": "71.00"},
            ],
        ),
    ),
    "shortfall: four qualify, five are required": (
        one({**FIVE, "m5": 69}),
        status("shortfall", shortlist=["m1", "m2", "m3", "m4"], shortfall=1),
    ),
    "70 % is reached by exactly 70 of 100": (one(SIX), status("shortlisted", shortlist=SHORT5, shortfall=0)),
    "881 of 1258 reach 70 %, 880 do not": (
        dossier(groups=(1290,), rules={"seats": 1}, trust=trust(sheet({"m1": 881, "m2": 880}, valid=1258))),
        status(
            "shortfall",
            shortlist=["m1"],
            ranking=[{"rate": "70.03", "reached": True}, {"rate": "69.95", "reached": False}],
        ),
    ),
    "69.996 % is shown 69.99 and does not qualify": (
        dossier(groups=(100000,), trust=trust(sheet({"m1": 69996}, valid=100000))),
        status("shortfall", ranking=[{"rate": "69.99", "reached": False}]),
    ),
    "base issued": (
        dossier(groups=(110,), rules={"trust_base": "issued"}, trust=trust(sheet(SIX, issued=101))),
        status("shortfall", base=101, shortlist=["m1", "m2", "m3", "m4"]),
    ),
    "base eligible": (
        dossier(groups=(120,), rules={"trust_base": "eligible"}, trust=trust(sheet(SIX))),
        status("shortfall", base=120, shortlist=["m1", "m2", "m3"]),
    ),
    "base returned counts invalid ballots": (
        dossier(groups=(120,), trust=trust(sheet(SIX, issued=101, returned=101, invalid=1))),
        status("shortfall", base=101, shortlist=["m1", "m2", "m3", "m4"]),
    ),
    "base valid does not": (
        dossier(
            groups=(120,),
            rules={"trust_base": "valid"},
            trust=trust(sheet(SIX, issued=101, returned=101, invalid=1)),
        ),
        status("shortlisted", base=100, shortlist=SHORT5),
    ),
    "base 0 gives 0.00 and nobody reaches, even at threshold 0": (
        dossier(
            rules={"trust_base": "valid", "trust_threshold": "0"},
            trust=trust(sheet(dict.fromkeys(FIVE, 0), valid=0, issued=60, returned=60, invalid=60)),
        ),
        status(
            "shortfall",
            base=0,
            shortlist=[],
            shortfall=5,
            ranking=[{"rate": "0.00", "reached": False, "rank": 1}] * 5,
        ),
    ),
    "threshold 0 is reached without a vote": (
        one(dict.fromkeys(FIVE, 0), {"trust_threshold": "0"}),
        status("shortlisted", shortlist=SHORT5),
    ),
    "equal votes share a rank: 1, 2, 2, 4, by id as text": (
        one({"m2": 80, "m10": 80, "m1": 90, "m3": 75}),
        status(
            "shortfall",
            ranking=[
                {"member": "m1", "rank": 1},
                {"member": "m10", "rank": 2},
                {"member": "m2", "rank": 2},
                {"member": "m3", "rank": 4},
            ],
        ),
    ),
    "shortlist in ranking order": (
        one({"m5": 71, "m4": 95, "m3": 80, "m2": 75, "m1": 71}),
        status("shortlisted", shortlist=["m4", "m3", "m2", "m1", "m5"]),
    ),
    "as many as required where no size is set": (
        one({**FIVE, "m5": 75, "m6": 74}),
        status("shortlisted", shortlist=SHORT5),
    ),
    "as many as shortlist_size where it is set": (
        one({**FIVE, "m5": 75, "m6": 74, "m7": 73}, {"shortlist_size": 6}),
        status("shortlisted", shortlist=[*SHORT5, "m6"]),
    ),
    "all tied with the last are admitted": (
        one({**FIVE, "m6": 70, "m7": 70}),
        status("shortlisted", shortlist=[*SHORT5, "m6", "m7"]),
    ),
    "six of a size of seven suffice where five are required": (
        one({**FIVE, "m6": 70}, {"shortlist_size": 7}),
        status("shortlisted", shortlist=[*SHORT5, "m6"], shortfall=0),
    ),
    "a probationary member reaches but is not shortlisted, the next one is": (
        one({"p1": 99, **FIVE}),
        status(
            "shortlisted",
            shortlist=SHORT5,
            ranking=[
                {"member": "p1", "rank": 1, "reached": True, "shortlisted": False},
                *[{"shortlisted": True}] * 5,
            ],
        ),
    ),
    "a suspended member does not count for the size, nor as the last place": (
        one({"m1": 95, "m2": 90, "m3": 85, "m4": 80, "s1": 80, "m5": 75, "m6": 75}),
        status("shortlisted", shortlist=[*SHORT5, "m6"]),
    ),
    "a member who cannot stand is not admitted by a tie": (
        one({**FIVE, "s1": 70}),
        status("shortlisted", shortlist=SHORT5),
    ),
    "warnings change no status": (
        dossier(
            groups=(110,),
            trust=trust(
                sheet(FIVE, issued=110, returned=110, invalid=10),
            ),
        ),
        status("shortfall", invalid=10),
    ),
    "no nominees is a shortfall": (
        dossier(trust=trust(sheet({}))),
        status("shortfall", ranking=[], **NONE),
    ),
    "a missing section is null": (dossier(), {"trust": None, "review": None, "assembly": None}),
}


@pytest.mark.parametrize("name", CASES)
def test_trust(name: str) -> None:
    data, expected = CASES[name]
    assert_includes(decided(data).to_json(), expected)
