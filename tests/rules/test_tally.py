"""Reconciling one sheet: each equation, both sides in the message, half-filled sheets."""

from __future__ import annotations

from typing import Any

import pytest
from dossier_builder import codes, dossier, sheet, trust

from elections.rules.problems import MESSAGES, Problem, problem
from elections.rules.tally import TallyFigures, missing_fields, missing_lines, reconcile

LABELS = {"m1": "许建明", "a/b": "某人"}
VOTES = {"m1": (121, 43, 10)}
WHOLE: dict[str, Any] = {"issued": 178, "returned": 175, "invalid": 1, "valid": 174, "votes": VOTES}


def found(*, seats: int | None = None, eligible: int | None = 180, **changes: Any) -> list[Problem]:
    figures = TallyFigures(**{**WHOLE, **changes})
    return list(reconcile(figures, lines=["m1"], labels=LABELS, eligible=eligible, seats=seats))


def told(**changes: Any) -> list[tuple[str, str]]:
    return [(item.code, item.at) for item in found(**changes)]


def test_a_sheet_in_order_has_no_problem() -> None:
    assert found() == []


CASES: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "returned over issued": ({"issued": 174}, [("E-201", "/returned")]),
    "returned equals issued": ({"issued": 175}, []),
    "issued over eligible": ({"eligible": 177}, [("E-202", "/issued")]),
    "issued equals eligible": ({"eligible": 178}, []),
    "eligible unknown": ({"eligible": None}, []),
    "valid and invalid": ({"invalid": 2}, [("E-203", "/valid")]),
    "valid and invalid too few": ({"invalid": 0}, [("E-203", "/valid")]),
    "a line": ({"votes": {"m1": (121, 43, 9)}}, [("E-204", "/votes/m1")]),
    "printed": ({"printed": 200, "spoiled": 2, "unused": 19}, [("E-206", "/printed")]),
    "printed in order": ({"printed": 200, "spoiled": 2, "unused": 20}, []),
    "printed without the rest": ({"printed": 200, "spoiled": 2}, []),
    "proxies over issued": ({"proxies": 179}, [("E-207", "/proxies")]),
    "proxies equal issued": ({"proxies": 178}, []),
    "approvals over valid times seats": (
        {"seats": 1, "votes": {"m1": (170, 4, 0)}, "write_ins": {"m2": 5}},
        [("E-209", "/votes"), ("E-210", "/write_ins")],
    ),
    "approvals equal valid times seats": (
        {"seats": 1, "votes": {"m1": (170, 4, 0)}, "write_ins": {"m2": 4}},
        [],
    ),
    "write-ins over against": (
        {"seats": 2, "votes": {"m1": (121, 43, 10)}, "write_ins": {"m2": 44}},
        [("E-210", "/write_ins")],
    ),
    "invalid at the warning": (
        {"issued": 100, "returned": 100, "invalid": 3, "valid": 97, "votes": {}},
        [("W-101", "/invalid")],
    ),
    "invalid below it": ({"issued": 101, "returned": 101, "invalid": 3, "valid": 98, "votes": {}}, []),
    "full turnout": ({"eligible": 175, "issued": 175}, [("W-102", "/returned")]),
    "full turnout of an assembly is usual": ({"eligible": 175, "issued": 175, "seats": 1}, []),
    "trusted by nobody": ({"votes": {"m1": (0, 164, 10)}}, [("W-103", "/votes/m1")]),
    "trusted by all": ({"votes": {"m1": (174, 0, 0)}}, [("W-104", "/votes/m1")]),
    "approved by all is usual": ({"votes": {"m1": (174, 0, 0)}, "seats": 1}, []),
    "half filled: no returned": ({"returned": None}, []),
    "half filled: no valid": ({"valid": None, "votes": {"m1": (1, 1, 1)}}, []),
    "half filled: no invalid": ({"invalid": None}, []),
    "half filled: a part of a line": ({"votes": {"m1": (174, None, 4)}}, [("W-104", "/votes/m1")]),
    "half filled: no favour": ({"votes": {"m1": (None, 500, 4)}}, []),
    "half filled: a whole line": ({"votes": {}}, []),
    "half filled ballot: against missing": (
        {"seats": 2, "votes": {"m1": (121, None, None)}, "write_ins": {"m2": 44}},
        [],
    ),
    "half filled ballot: the line missing": ({"seats": 2, "votes": {}, "write_ins": {"m2": 4}}, []),
    "half filled ballot: a write-in without number": ({"seats": 2, "write_ins": {"m2": None}}, []),
}


@pytest.mark.parametrize("name", CASES)
def test_reconcile(name: str) -> None:
    changes, expected = CASES[name]
    assert told(**changes) == expected


def test_message_gives_both_sides_and_where_to_look() -> None:
    [item] = found(votes={"m1": (121, 43, 9)})
    assert item.message == (
        "许建明：信任 121 + 不信任 43 + 弃权 9 = 173，应等于有效票 174，少 1 票。"
        "请看纸质计票单此人一行的画票和合计"
    )
    [item] = found(votes={"m1": (121, 43, 12)}, seats=1)
    assert item.message.startswith("许建明：赞成 121 + 不赞成 43 + 弃权 12 = 176，应等于有效票 174，多 2 票")
    [item] = found(invalid=2)
    assert item.message.startswith("有效票 174 + 无效票 2 = 176，应等于收回票 175，多 1 票")


def test_places_carry_the_prefix_and_escape_ids() -> None:
    figures = TallyFigures(valid=3, votes={"a/b": (1, 1, 0)})
    [item] = reconcile(figures, lines=["a/b"], labels=LABELS, at="/trust/sheets/0")
    assert item.at == "/trust/sheets/0/votes/a~1b"


def test_missing_fields_in_the_order_of_the_paper() -> None:
    figures = TallyFigures(
        issued=5, valid=0, votes={"m1": (1, None, 2), "m2": (None, None, None)}, write_ins={"m9": None}
    )
    lines = ["m1", "m2", "m3"]
    common = ("/returned", "/invalid")
    assert missing_fields(figures, lines=lines) == (
        *common,
        "/votes/m1/distrust",
        "/votes/m2",
        "/votes/m3",
        "/write_ins/m9",
    )
    assert missing_fields(figures, lines=lines, seats=3)[2] == "/votes/m1/against"
    assert missing_fields(TallyFigures(**WHOLE), lines=["m1"]) == ()


def test_missing_lines_are_errors_of_a_whole_sheet() -> None:
    [item] = missing_lines(TallyFigures(**WHOLE), lines=["m1", "m2"], labels=LABELS)
    assert (item.code, item.at, item.level) == ("E-205", "/votes/m2", "error")


def test_group_more_than_30_points_from_the_village() -> None:
    # Group 1: 90 %, group 2: 29 %, village 59.5 %: both 30.5 points away. With 30 %: exactly 30.
    far = trust(sheet({"m1": 90}), sheet({"m1": 29}, unit="2"))
    near = trust(sheet({"m1": 90}), sheet({"m1": 30}, unit="2"))
    assert codes(dossier(groups=(110, 110), trust=far)).count("W-105") == 2
    assert codes(dossier(groups=(110, 110), trust=near)).count("W-105") == 0


def test_full_turnout_over_two_boxes_is_told_once() -> None:
    boxes = trust(sheet({"m1": 50}), sheet({"m1": 5}, valid=10, kind="mobile"))
    assert codes(dossier(groups=(110,), trust=boxes)).count("W-102") == 1
    assert codes(dossier(groups=(100,), trust=trust(sheet({"m1": 50})))).count("W-102") == 1


def test_a_single_box_over_its_group_is_told_once() -> None:
    boxes = trust(sheet({"m1": 50}), sheet({"m1": 5}, valid=10))
    assert [code for code in codes(dossier(groups=(99,), trust=boxes)) if code[0] == "E"] == ["E-202"]


def test_every_message_is_a_quiet_sentence() -> None:
    for code, text in MESSAGES.items():
        assert code[:2] in ("E-", "W-")
        assert not set("!！") & set(text)


def test_the_code_tells_the_level() -> None:
    assert problem("E-421", "/kind").to_json()["level"] == "error"
    assert problem("W-444", "/consent", consent=3, present=2).to_json()["level"] == "warning"
