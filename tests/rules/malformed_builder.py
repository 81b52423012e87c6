"""One whole dossier, a way to spoil a single place of it, and the faults `parse` finds."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from dossier_builder import assembly, ballot, dossier, sheet, trust

from elections.dossier.schema import Malformed, parse
from elections.rules.faults import Fault

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
