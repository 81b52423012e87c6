"""The review, sentence by sentence, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from dossier_builder import Json, decided, dossier, sheet, trust

from elections.rules.review import naming_fault

FIVE = {"m1": 95, "m2": 90, "m3": 85, "m4": 80, "m5": 70}
SIX = {**FIVE, "m6": 69}
SHORT5 = ["m1", "m2", "m3", "m4", "m5"]


def reviewed(
    candidates: list[str],
    declined: dict[str, str] | None = None,
    reason: str | None = None,
    votes: dict[str, Any] | None = None,
    **changes: Any,
) -> Json:
    data = dossier(trust=trust(sheet(FIVE if votes is None else votes, **changes)))
    data["review"] = {
        "candidates": candidates,
        "declined": declined or {},
        "proceed_with_fewer": reason,
    }
    return data


FOUR = ["m1", "m2", "m3", "m4"]
SHORTFALL = {**FIVE, "m5": 60}
REVIEWS: dict[str, tuple[Json, str]] = {
    "settled: four candidates, the fifth declined": (reviewed(FOUR, {"m5": "年龄"}), "settled"),
    "settled: the whole shortlist": (reviewed(SHORT5), "settled"),
    "settled whatever the order": (reviewed(["m4", "m5", "m2", "m1", "m3"]), "settled"),
    "settled: a reason not needed does no harm": (reviewed(SHORT5, reason="经研究"), "settled"),
    "settled: shortfall with a reason": (reviewed(FOUR, reason="经研究", votes=SHORTFALL), "settled"),
    "invalid: shortfall without a reason": (reviewed(FOUR, votes=SHORTFALL), "invalid"),
    "invalid: void round": (reviewed([], issued=99), "invalid"),
    "invalid: round with errors, whatever the reason": (reviewed([], reason="经研究", invalid=1), "invalid"),
    "invalid: a candidate not on the shortlist": (reviewed([*SHORT5, "m6"], votes=SIX), "invalid"),
    "invalid: a member of the shortlist in neither": (reviewed(FOUR), "invalid"),
    "invalid: a member of the shortlist in both": (reviewed(SHORT5, {"m5": "年龄"}), "invalid"),
    "invalid: declined names someone else": (reviewed(SHORT5, {"m6": "年龄"}, votes=SIX), "invalid"),
    "invalid: fewer than the minimum": (
        reviewed(["m1", "m2", "m3"], {"m4": "年龄", "m5": "年龄"}),
        "invalid",
    ),
    "invalid: never fewer than seats and surplus, whatever the reason": (
        reviewed(["m1", "m2", "m3"], reason="经研究", votes={"m1": 90, "m2": 90, "m3": 90}),
        "invalid",
    ),
}


@pytest.mark.parametrize("name", REVIEWS)
def test_review(name: str) -> None:
    data, expected = REVIEWS[name]
    assert decided(data).to_json()["review"] == {"status": expected}


def test_low_turnout_makes_a_review_invalid() -> None:
    data = reviewed([], reason="经研究")
    data["village"]["groups"][0]["eligible"] = 200
    assert decided(data).to_json()["review"] == {"status": "invalid"}


OTHERS = "名单与预备候选人不符，请重新打开本页。"
CAREERS = "列为正式候选人的才写简历，请重新打开本页核对。"


@pytest.mark.parametrize(
    ("candidates", "declined", "careers", "fault"),
    [
        (FOUR, ["m5"], ["m1", "m4"], None),
        (["m1"], [], [], None),
        ([*FOUR, "m6"], ["m5"], [], OTHERS),
        (FOUR, ["m5", "m6"], [], OTHERS),
        (FOUR, ["m5"], ["m5"], CAREERS),
        (FOUR, ["m5"], ["m6"], CAREERS),
    ],
)
def test_what_is_not_even_recorded(
    candidates: list[str], declined: list[str], careers: list[str], fault: str | None
) -> None:
    assert naming_fault(SHORT5, candidates, declined, careers) == fault
