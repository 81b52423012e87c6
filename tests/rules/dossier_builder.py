"""Small dossiers for the rule tests, as the JSON values `parse` reads.

`m1` … `m12` are full members with their rights, `p1` is probationary, `s1`
has his rights suspended. Votes are written (favour, against, abstain).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from elections.dossier.schema import parse
from elections.rules.decision import Decision, decide

Json = dict[str, Any]
Row = tuple[int, int, int]

FULL = tuple(f"m{number}" for number in range(1, 13))


def member(person: str) -> Json:
    """A member whose standing is told by the first letter of the id."""
    return {
        "id": person,
        "name": f"名{person}",
        "status": "probationary" if person[0] == "p" else "full",
        "rights_suspended": person[0] == "s",
    }


def dossier(
    *,
    rules: Json | None = None,
    trust: Json | None = None,
    review: Json | None = None,
    assembly: Json | None = None,
    groups: Sequence[int] = (100,),
    population: int = 1000,
) -> Json:
    """A dossier; `groups` are the eligible villagers of groups "1", "2" …"""
    return {
        "format": "liangpiao-dossier",
        "version": 1,
        "village": {
            "county": "崇仁县",
            "township": "许坊乡",
            "name": "某村",
            "population": population,
            "groups": [
                {"code": str(number), "name": f"第{number}组", "eligible": eligible}
                for number, eligible in enumerate(groups, start=1)
            ],
        },
        "rules": rules or {},
        "members": [member(person) for person in (*FULL, "p1", "s1")],
        "trust": trust,
        "review": review,
        "assembly": assembly,
    }


def sheet(votes: Mapping[str, Row | int], *, valid: int = 100, unit: str = "1", **changes: Any) -> Json:
    """One box: all issued, all returned, all valid unless `changes` say otherwise; 7 = 7 trust, rest distrust."""
    rows = {}
    for person, row in votes.items():
        favour, against, abstain = (row, valid - row, 0) if isinstance(row, int) else row
        rows[person] = {"trust": favour, "distrust": against, "abstain": abstain}
    counts = {"issued": valid, "returned": valid, "invalid": 0, "valid": valid}
    return {"unit": unit, "kind": "group", **counts, "votes": rows, **changes}


def trust(*sheets: Json, nominees: Sequence[str] | None = None) -> Json:
    """A trust round; its nominees are those of the first sheet unless named."""
    people = list(sheets[0]["votes"]) if nominees is None else list(nominees)
    return {"nominees": people, "sheets": list(sheets)}


def ballot(
    kind: str, seats: int, votes: Mapping[str, Row | int], *, ballots: int = 10, **changes: Any
) -> Json:
    """One round with `ballots` valid ballots; 7 = 7 approvals, rest against."""
    rows = {}
    for person, row in votes.items():
        favour, against, abstain = (row, ballots - row, 0) if isinstance(row, int) else row
        rows[person] = {"approve": favour, "against": against, "abstain": abstain}
    counts = {"issued": ballots, "returned": ballots, "invalid": 0, "valid": ballots}
    held = {"kind": kind, "seats": seats, "candidates": list(votes), **counts, "votes": rows}
    return {**held, "write_ins": {}, **changes}


def assembly(
    *rounds: Json, method: str = "committee_then_secretary", entitled: int = 10, present: int = 10
) -> Json:
    """An assembly of ten, all present."""
    return {"method": method, "entitled": entitled, "present": present, "rounds": list(rounds)}


def decided(data: Json) -> Decision:
    """The decision of a dossier; a deep copy is read, so that tables can share parts."""
    return decide(parse(copy.deepcopy(data)))


def codes(data: Json) -> list[str]:
    """The codes of all problems, in the decision's order."""
    return [item.code for item in decided(data).problems]


def assert_includes(actual: Any, expected: Any, at: str = "") -> None:
    """Every key of `expected` stands in `actual` with exactly that value; lists have equal length."""
    if isinstance(expected, dict):
        assert isinstance(actual, dict), f"{at}: {actual!r}"
        for key, value in expected.items():
            assert_includes(actual[key], value, f"{at}/{key}")
    elif isinstance(expected, list):
        assert isinstance(actual, list), f"{at}: {actual!r}"
        assert len(actual) == len(expected), f"{at}: {actual!r}"
        for index, value in enumerate(expected):
            assert_includes(actual[index], value, f"{at}/{index}")
    else:
        assert actual == expected, f"{at}: {actual!r} is not {expected!r}"
