"""Faults of several places together, repeated keys, and how faults are told."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from dossier_builder import Json
from malformed_builder import WHOLE, changed, faults

from elections.dossier.schema import loads, parse

SHEET = "/trust/sheets/0"


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
