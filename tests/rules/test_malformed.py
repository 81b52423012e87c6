"""Every kind of malformed dossier: where the fault is told, and that all are told at once."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from dossier_builder import Json, assembly, ballot, dossier, sheet, trust

from elections.dossier.schema import Malformed, loads, parse
from elections.rules.faults import Fault
from elections.rules.reading import MAX_COUNT

WHOLE = dossier(
    rules={"seat_bands": [{"up_to": 2000, "seats": 3}, {"up_to": None, "seats": 5}], "quorum": "4/5"},
    trust=trust(sheet({"m1": 90, "m2": 80})),
    review={"candidates": ["m1"], "declined": {"m2": "年龄"}, "proceed_with_fewer": None},
    assembly=assembly(
        ballot(
            "committee",
            3,
            {"m1": 9, "m2": 8},
            write_ins={"m3": 1},
            reduce={"seats": 2, "consent": 5},
            entitled=10,
            present=10,
        )
    ),
)
REMOVED = object()


def changed(pointer: str, value: object) -> Any:
    """WHOLE with one place set, added or removed."""
    data: Any = copy.deepcopy(WHOLE)
    *path, last = pointer.strip("/").split("/")
    place = data
    for step in path:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if value is REMOVED:
        del place[last]
    elif isinstance(place, list):
        place[int(last) : int(last) + 1] = [value]
    else:
        place[last] = value
    return data


def faults(data: object) -> tuple[Fault, ...]:
    with pytest.raises(Malformed) as caught:
        parse(data)
    return caught.value.faults


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


def test_review_needs_trust() -> None:
    assert [fault.pointer for fault in faults(changed("/trust", None))] == ["/review"]


def test_nobody_eligible_in_all() -> None:
    found = faults(changed("/village/groups/0/eligible", 0))
    assert [fault.pointer for fault in found] == ["/village/groups"]


def test_what_follows_from_a_fault_is_not_told_as_another() -> None:
    data = changed("/rules/shortlist_size", 4)
    assert [fault.pointer for fault in faults(data)] == ["/rules/shortlist_size"]
    data["village"]["population"] = "many"
    assert [fault.pointer for fault in faults(data)] == ["/village/population"]
    data = changed("/village/groups/0/eligible", 0)
    data["version"] = 2
    assert [fault.pointer for fault in faults(data)] == ["/version", "/village/groups"]
    data["village"]["groups"][0]["eligible"] = -1
    assert [fault.pointer for fault in faults(data)] == ["/version", "/village/groups/0/eligible"]


def test_repeated_group_code() -> None:
    group = {"code": "1", "name": "又一组", "eligible": 5}
    assert faults(changed("/village/groups/1", group))[0].pointer == "/village/groups/1/code"


BANDS: dict[str, list[tuple[int | None, int]]] = {
    "not ascending": [(2000, 3), (1000, 4), (None, 5)],
    "equal": [(2000, 3), (2000, 4), (None, 5)],
    "no last null": [(2000, 3), (3000, 5)],
    "null before the last": [(None, 3), (2000, 4), (None, 5)],
}


@pytest.mark.parametrize("name", BANDS)
def test_seat_bands(name: str) -> None:
    bands = [{"up_to": up_to, "seats": seats} for up_to, seats in BANDS[name]]
    assert [fault.pointer for fault in faults(changed("/rules/seat_bands", bands))] == ["/rules/seat_bands"]


def test_all_faults_at_once_in_order() -> None:
    data = changed("/version", 2)
    data["members"][0]["status"] = "x"
    data["village"]["population"] = "many"
    assert [fault.pointer for fault in faults(data)] == [
        "/members/0/status",
        "/version",
        "/village/population",
    ]


@pytest.mark.parametrize("junk", [1.5, [None], {"a": True, "b": {"c": -1}}, "x"])
def test_outcome_and_record_are_not_checked(junk: object) -> None:
    parse({**WHOLE, "outcome": junk, "record": junk})


TEXTS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "JSON"),
    "not JSON": ("{'a': 1}", "JSON"),
    "cut off": ('{"format": "liang', "JSON"),
    "two values": ("{} {}", "JSON"),
    "bad UTF-8": (b'{"format": "\xff"}', "UTF-8"),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), "UTF-8"),
    "byte order mark": (b"\xef\xbb\xbf{}", "JSON without one"),
    "NaN": ('{"record": NaN}', "a JSON value"),
    "Infinity": ("[-Infinity]", "a JSON value"),
    "deep": ("[" * 200_000, "a dossier"),
    "deep objects": ('{"a":' * 200_000, "a dossier"),
    "huge integer": ("1" * 5000, "counts of people and ballots"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_refused_without_traceback(name: str) -> None:
    text, expected = TEXTS[name]
    with pytest.raises(Malformed) as caught:
        loads(text)
    assert [fault.expected for fault in caught.value.faults] == [expected]


REPEATED: list[tuple[str, Callable[[str], str]]] = [
    ("/version", lambda text: text.replace('"version": 1', '"version": 1, "version": 1')),
    (f"{SHEET}/votes/m1", lambda text: text.replace('"votes": {"m1"', '"votes": {"m1": {}, "m1"', 1)),
    (f"{SHEET}/votes/m1/trust", lambda text: text.replace('"trust": 90', '"trust": 1, "trust": 90')),
    ("/rules/quorum", lambda text: text.replace('"quorum"', '"quorum": "1", "quorum"')),
]


@pytest.mark.parametrize(("pointer", "edit"), REPEATED)
def test_repeated_key(pointer: str, edit: Callable[[str], str]) -> None:
    text = edit(json.dumps(WHOLE))
    assert [(f.pointer, f.found) for f in faults(loads(text))] == [(pointer, "a repeated key")]


def test_pointer_escapes_and_long_values_are_cut() -> None:
    found = faults({**WHOLE, "a/b~c": 1, "format": "x" * 200})
    assert [fault.pointer for fault in found] == ["/a~1b~0c", "/format"]
    assert len(found[1].found) < 70


def test_lone_surrogate_is_shown_in_ascii() -> None:
    data: Json = changed("/village/name", "\ud800")
    assert [str(fault) for fault in faults(data)] == [
        '/village/name: found "\\ud800", expected a string without lone surrogates'
    ]
