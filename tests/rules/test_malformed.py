"""Every key and kind of value of a dossier: where the fault is told."""

from __future__ import annotations

import pytest
from malformed_builder import REMOVED, WHOLE, changed, faults

from elections.dossier.schema import parse
from elections.rules.reading import MAX_COUNT

SHEET, ROUND = "/trust/sheets/0", "/assembly/rounds/0"
REQUIRED = [
    "/format",
    "/version",
    "/village",
    "/members",
    *(f"/village/{key}" for key in ("county", "township", "name", "population", "groups")),
    *(f"/village/groups/0/{key}" for key in ("code", "name", "eligible")),
    *(f"/members/0/{key}" for key in ("id", "name", "status", "rights_suspended")),
    "/trust/nominees",
    "/trust/sheets",
    *(f"{SHEET}/{key}" for key in ("unit", "kind", "issued", "returned", "invalid", "valid", "votes")),
    *(f"{SHEET}/votes/m1/{key}" for key in ("trust", "distrust", "abstain")),
    "/review/candidates",
    *(f"/assembly/{key}" for key in ("method", "entitled", "present", "rounds")),
    *(f"{ROUND}/{key}" for key in ("kind", "seats", "candidates", "issued", "returned", "votes")),
    *(f"{ROUND}/votes/m1/{key}" for key in ("approve", "against", "abstain")),
    f"{ROUND}/reduce/seats",
    f"{ROUND}/reduce/consent",
    "/rules/seat_bands/0/up_to",
    "/rules/seat_bands/0/seats",
]
OPTIONAL = [
    "/rules",
    "/review",
    "/assembly",
    "/review/declined",
    "/review/proceed_with_fewer",
    f"{ROUND}/write_ins",
    f"{ROUND}/reduce",
    "/rules/seat_bands",
    "/rules/quorum",
]
NULL_ALLOWED = [
    "/rules",
    "/review",
    "/assembly",
    "/rules/seats",
    "/rules/shortlist_size",
    "/review/proceed_with_fewer",
    f"{ROUND}/reduce",
    "/outcome",
    "/record",
]
NULL_REFUSED = [
    *(pointer for pointer in REQUIRED if "/seat_bands/" not in pointer),
    "/rules/seat_bands/1/seats",
    "/review/declined",
    f"{ROUND}/write_ins",
    "/rules/seat_bands",
    "/rules/quorum",
    "/rules/trust_base",
    "/review/declined/m2",
    f"{ROUND}/write_ins/m3",
    f"{ROUND}/entitled",
    f"{SHEET}/votes/m1",
    "/members/0",
    "/trust/nominees/0",
]
UNKNOWN = [
    "/x",
    "/village/x",
    "/village/groups/0/x",
    "/rules/x",
    "/members/0/x",
    "/trust/x",
    f"{SHEET}/x",
    f"{SHEET}/votes/m1/x",
    "/review/x",
    "/assembly/x",
    f"{ROUND}/x",
    f"{ROUND}/reduce/x",
]
WRONG: list[tuple[str, object]] = [
    ("/format", "liangpiao"),
    ("/version", 2),
    ("/version", True),
    ("/version", 1.0),
    ("/version", "1"),
    ("/village", []),
    ("/members", {}),
    ("/trust", []),
    ("/trust/sheets", {}),
    (f"{SHEET}/votes", []),
    ("/village/name", 7),
    ("/village/population", -1),
    ("/village/population", 1463.0),
    ("/village/groups/0/eligible", "180"),
    ("/village/groups/0/eligible", True),
    ("/village/groups/0/code", ""),
    ("/village/groups/0/code", 1),
    ("/members/0/id", ""),
    ("/members/0/status", "Full"),
    ("/members/0/rights_suspended", 0),
    ("/members/0/name", "\ud800"),
    ("/members/1/id", "m1"),
    (f"{SHEET}/issued", -1),
    (f"{SHEET}/issued", 1.0),
    (f"{SHEET}/returned", "1"),
    (f"{SHEET}/valid", True),
    (f"{SHEET}/invalid", float("nan")),
    (f"{SHEET}/invalid", MAX_COUNT + 1),
    (f"{SHEET}/kind", "box"),
    (f"{SHEET}/unit", "9"),
    (f"{SHEET}/unit", 1),
    (f"{SHEET}/votes/m1/trust", -1),
    (f"{SHEET}/votes/m1/trust", False),
    (f"{SHEET}/votes/m1/trust", 9.0),
    ("/trust/nominees/0", "m99"),
    ("/trust/nominees/1", "m1"),
    ("/review/candidates/1", "m1"),
    (f"{ROUND}/candidates/1", "m1"),
    ("/trust/nominees/0", ["m1"]),
    ("/review/candidates/0", "m99"),
    ("/review/declined/m2", ""),
    ("/review/declined/m99", "年龄"),
    ("/review/proceed_with_fewer", ""),
    ("/review/proceed_with_fewer", True),
    ("/assembly/method", "committee"),
    ("/assembly/present", 11),
    (f"{ROUND}/kind", "deputy"),
    (f"{ROUND}/seats", 0),
    (f"{ROUND}/reduce/seats", 0),
    (f"{ROUND}/write_ins/m3", 0),
    (f"{ROUND}/write_ins/m99", 1),
    (f"{ROUND}/present", 11),
    (f"{ROUND}/candidates/0", "m99"),
    (f"{ROUND}/votes/m3", {"approve": 1, "against": 9, "abstain": 0}),
    (f"{SHEET}/votes/m3", {"trust": 1, "distrust": 99, "abstain": 0}),
    ("/rules/seats", 0),
    ("/rules/seats", "3"),
    ("/rules/seat_bands", []),
    ("/rules/seat_bands/0/seats", 0),
    ("/rules/shortlist_size", 4),
    ("/rules/shortlist_ratio", "9/10"),
    ("/rules/trust_base", "present"),
    ("/rules/majority_base", "returned"),
    ("/rules/secretary_voters", "all"),
    *(
        (f"/rules/{name}", "11/10")
        for name in ("trust_threshold", "quorum", "candidate_surplus", "invalid_warning")
    ),
    ("/rules/majority", "1"),
    ("/rules/trust_turnout", "2/2"),
    *(
        ("/rules/quorum", ratio)
        for ratio in (
            "0.8",
            "4/0",
            "-4/5",
            "+4/5",
            " 4/5",
            "4/5\n",
            "4 / 5",
            "/5",
            "4/",
            "",
            "１/２",
            0.8,
            1,
            "1" * 1001,
        )
    ),
]


@pytest.mark.parametrize("pointer", REQUIRED)
def test_required_key(pointer: str) -> None:
    assert pointer in [fault.pointer for fault in faults(changed(pointer, REMOVED))]


@pytest.mark.parametrize("pointer", OPTIONAL)
def test_optional_key(pointer: str) -> None:
    parse(changed(pointer, REMOVED))


@pytest.mark.parametrize("pointer", NULL_ALLOWED)
def test_null_is_absent(pointer: str) -> None:
    parse(changed(pointer, None))


@pytest.mark.parametrize("pointer", NULL_REFUSED)
def test_null_is_refused_elsewhere(pointer: str) -> None:
    assert pointer in [fault.pointer for fault in faults(changed(pointer, None))]


@pytest.mark.parametrize("pointer", UNKNOWN)
def test_unknown_key(pointer: str) -> None:
    found = faults(changed(pointer, 1))
    assert [(fault.pointer, fault.found) for fault in found] == [(pointer, "an unknown key")]


@pytest.mark.parametrize(("pointer", "value"), WRONG, ids=repr)
def test_wrong_value(pointer: str, value: object) -> None:
    assert any(fault.pointer.startswith(pointer) for fault in faults(changed(pointer, value)))


def test_whole_is_well_formed() -> None:
    parse(WHOLE)
