"""An assembly of ten, all present: ballots and helpers that several tables share.

Ten entitled and ten present unless said: quorum 8, majority 6, three seats.
"""

from __future__ import annotations

from typing import Any

from dossier_builder import Json, assembly, ballot, dossier

# 9, 8 and 7 of 10 are over half, 2 is not; 26 approvals ≤ 30.
WON = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2})
TWO = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 5, "m4": 2})
ONE = ballot("committee", 3, {"m1": 9, "m2": 5, "m3": 5, "m4": 2})
TIE = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 6, "m4": 6})
RUN = ballot("runoff", 1, {"m3": 6, "m4": 4})
BY3 = {"ballots": 3}
SEC = ballot("secretary", 1, {"m1": 2, "m2": 1}, ballots=3)
FIRST = ballot("secretary", 1, {"m1": 7, "m2": 3})
LOST = ballot("secretary", 1, {"m1": 5, "m2": 5})


def held(*rounds: Json, rules: Json | None = None, **changes: Any) -> Json:
    """A dossier whose assembly held these rounds."""
    return dossier(rules=rules, assembly=assembly(*rounds, **changes))


def direct(*rounds: Json, **changes: Any) -> Json:
    """The same with the direct method."""
    return held(*rounds, method="direct", **changes)


def reduced(unfilled: Json, seats: int, consent: int) -> Json:
    """A round with a record of fewer seats by consent."""
    return {**unfilled, "reduce": {"seats": seats, "consent": consent}}


def lines(*expected: tuple[Any, ...], **more: Any) -> Json:
    """Each round's (status, elected, open seats), or (status, elected, tied, open seats)."""
    short, whole = ("status", "elected", "open_seats"), ("status", "elected", "tied", "open_seats")
    keys = {len(short): short, len(whole): whole}
    return {"rounds": [dict(zip(keys[len(line)], line, strict=True)) for line in expected], **more}
