"""A small invented village as dossier input, and builders that keep the figures of its ballots readable."""

import copy
from collections.abc import Sequence
from typing import Any

from elections.dossier.schema import parse
from elections.rules.decision import decide

Json = dict[str, Any]

FULL = ("丁一山", "王二水", "田三火", "朱四木", "李五金", "何六土", "张七石", "陈八谷", "黄九田")
PROBATIONARY = "万十禾"
EVERYBODY = (*FULL, PROBATIONARY)
GROUPS = {"山前组": 40, "山后组": 30, "河边组": 30}
ROSTER = [
    (name, "男", "1970-05-01", "高中", "1998-07-01", standing, "正常", "")
    for name, standing in [*((name, "正式党员") for name in FULL), (PROBATIONARY, "预备党员")]
]
REGISTER = {
    "format": "liangpiao-dossier",
    "version": 1,
    "village": {
        "county": "崇仁县",
        "township": "许坊乡",
        "name": "某村",
        "population": 900,
        "groups": [{"code": name, "name": name, "eligible": number} for name, number in GROUPS.items()],
    },
    "members": [
        {
            "id": name,
            "name": name,
            "status": "probationary" if name == PROBATIONARY else "full",
            "rights_suspended": False,
        }
        for name in EVERYBODY
    ],
}


def box(unit: str, valid: int, *trust: int, kind: str = "group", **changes: int) -> Json:
    """The sheet of one box: trust votes in the order of EVERYBODY, the others distrust; one ballot did not return."""
    votes = {
        name: {"trust": given, "distrust": valid - given, "abstain": 0}
        for name, given in zip(EVERYBODY, trust, strict=True)
    }
    counts = {"issued": valid + 1, "returned": valid, "invalid": 0, "valid": valid, **changes}
    return {"unit": unit, "kind": kind, **counts, "votes": votes}


def trust(*sheets: Json) -> Json:
    """A trust round on everybody."""
    return {"nominees": list(EVERYBODY), "sheets": list(sheets)}


def ballot(kind: str, seats: int, valid: int, approve: dict[str, int], **changes: Any) -> Json:
    """One ballot of the assembly: approvals, the others against; all handed out, all back, all valid."""
    votes = {name: {"approve": yes, "against": valid - yes, "abstain": 0} for name, yes in approve.items()}
    counts = {"issued": valid, "returned": valid, "invalid": 0, "valid": valid}
    return {"kind": kind, "seats": seats, "candidates": list(approve), **counts, "votes": votes, **changes}


def assembly(method: str, present: int, rounds: Sequence[Json] = ()) -> Json:
    """The assembly of the nine full members."""
    return {"method": method, "entitled": 9, "present": present, "rounds": list(rounds)}


def decision(**sections: Json) -> Json:
    """The decision on these figures, as JSON."""
    return decide(parse(copy.deepcopy({**REGISTER, **sections}))).to_json()
