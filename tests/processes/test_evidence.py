"""The checks of this directory themselves: each finds what it is there for, on tables made up."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.processes.evidence import faults_of, kept_unanswered
from tests.processes.ledger import Fate, Ledger, Sent

FIGURES = {"issued": "90", "m1-favour": "60", "m1-against": "27", "m1-abstain": "0"}
SLIP = {**FIGURES, "m1-favour": "59", "m1-against": "28"}
PLACES = ["/votes/m1/favour", "/votes/m1/against"]
RETYPED = {"m1-favour": "60", "m1-against": "27"}


def keying(version: int, user: str, turn: int, votes: list[int], retyped: list[str]) -> dict[str, Any]:
    return {
        "sheet": 7,
        "attempt": 1,
        "turn": turn,
        "finished": True,
        "retyped": retyped,
        "version": version,
        "user": user,
        "counts": {"issued": 90},
        "votes": [["m1", *votes]],
    }


def told(one: dict[str, Any]) -> dict[str, Any]:
    votes = {code: parts for code, *parts in one["votes"]}
    return {"action": "sheet_keyed", "sheet": 1, **{name: one[name] for name in ("version", "user", "counts")}, "votes": votes}  # fmt: skip


def event(action: str, version: int, user: str, **more: str) -> dict[str, Any]:
    return {"action": action, "sheet": 1, "version": version, "user": user, **more}


@pytest.fixture
def tables() -> dict[str, Any]:
    """A sheet keyed twice with a slip, retyped, sent back, begun and taken over."""
    keyings = [
        keying(1, "one", 1, [60, 27, 0], []),
        keying(2, "two", 2, [59, 28, 0], []),
        keying(3, "two", 3, [60, 27, 0], PLACES),
    ]
    decision = {
        "sheet": 7,
        "version": 4,
        "kind": "recount",
        "reason": "漏数",
        "decided_by__username": "three",
    }
    begun = {**keying(5, "one", 1, [60, 27, 0], []), "attempt": 2, "finished": False}
    events = [event("sheet_recounted", 4, "three", reason="漏数"), event("sheet_taken_over", 6, "two")]
    return {
        "sheets": {"7": [1, 6]},
        "keyings": [*keyings, begun],
        "decisions": [decision],
        "events": [*map(told, keyings), *events, told(begun)],
    }


@pytest.fixture
def sent() -> list[Sent]:
    done = Fate.ACKNOWLEDGED
    return [
        Sent("one", 7, 0, "KEY", FIGURES, done),
        Sent("two", 7, 0, "KEY", SLIP, Fate.REFUSED),
        Sent("two", 7, 1, "KEY", SLIP, done),
        Sent("two", 7, 2, "RETYPE", RETYPED, done),
        Sent("three", 7, 3, "DECIDE", {"decision": "recount", "reason": "漏数"}, done),
        Sent("one", 7, 4, "KEY", {**FIGURES, "as_on_paper": "1"}, Fate.UNANSWERED),
        Sent("two", 7, 5, "TAKE_OVER", {}, done),
    ]


def test_what_fits_is_passed(sent: list[Sent], tables: dict[str, Any]) -> None:
    assert faults_of(sent, tables, ["m1"]) == []
    assert kept_unanswered(sent, tables) == 1


def lost(tables: dict[str, Any]) -> None:
    """The last change, begun and acknowledged, is gone with its event and its number."""
    tables["events"].remove(event("sheet_taken_over", 6, "two"))
    tables["sheets"]["7"] = [1, 5]


def overwritten(tables: dict[str, Any]) -> None:
    """The second's figures stand under the first's save, in row and event alike."""
    for one in (tables["keyings"][0], tables["events"][0]):
        one["user"] = "two"


def other_figures(tables: dict[str, Any]) -> None:
    tables["keyings"][0]["counts"] = tables["events"][0]["counts"] = {"issued": 91}


def half(tables: dict[str, Any]) -> None:
    tables["keyings"][3]["votes"] = []


def row_alone(tables: dict[str, Any]) -> None:
    del tables["events"][-1]


def event_alone(tables: dict[str, Any]) -> None:
    del tables["decisions"][0]


def twice(tables: dict[str, Any]) -> None:
    tables["keyings"].append(copy.deepcopy(tables["keyings"][3]))
    tables["events"].append(copy.deepcopy(tables["events"][-1]))


def refused_and_there(tables: dict[str, Any]) -> None:
    for one in (tables["keyings"][0], tables["events"][0]):
        one |= {"user": "two"}
    tables["keyings"][0]["votes"] = [["m1", 59, 28, 0]]
    tables["events"][0]["votes"] = {"m1": [59, 28, 0]}


def retyped_beyond(tables: dict[str, Any]) -> None:
    tables["keyings"][2]["counts"] = tables["events"][2]["counts"] = {"issued": 91}


def counted_on(tables: dict[str, Any]) -> None:
    tables["sheets"]["7"] = [1, 7]


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lost, "acknowledged and not there"),
        (overwritten, "acknowledged and not there"),
        (other_figures, "acknowledged and not there"),
        (half, "a partial keying"),
        (row_alone, "a row without its event"),
        (event_alone, "an event without its row"),
        (twice, "its changes are"),
        (refused_and_there, "nobody sent it or it was refused"),
        (retyped_beyond, "retyped beyond what was asked"),
        (counted_on, "is at version 7"),
    ],
)
def test_what_does_not_is_found(
    sent: list[Sent], tables: dict[str, Any], break_it: Callable[[dict[str, Any]], None], words: str
) -> None:
    break_it(tables)
    assert any(words in fault for fault in faults_of(sent, tables, ["m1"]))


def test_two_winners_are_found(sent: list[Sent], tables: dict[str, Any]) -> None:
    sent[1].fate = Fate.ACKNOWLEDGED
    assert "2 people saved (7, 0)" in faults_of(sent, tables, ["m1"])


def test_what_was_lost_once_stays_in_doubt_when_it_is_refused_the_second_time() -> None:
    ledger, one = Ledger(), Sent("one", 7, 0, "KEY", FIGURES)
    ledger.begin(one)
    one.lost = True
    ledger.settle(one, done=False)
    assert one.fate is Fate.UNANSWERED
    ledger.settle(one, done=True)
    assert one.fate is Fate.ACKNOWLEDGED
