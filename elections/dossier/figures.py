"""The figures that a dossier's record leads to: what was keyed last in every box, as the rules take it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from elections.rules.eligibility import Excusal, entitled_count, excusal_lacks
from elections.rules.inputs import Member
from elections.rules.tally import ASSEMBLY_PARTS, TRUST_PARTS

from .marks import once
from .verify import compared

Row = Mapping[str, Any]
TRUST = "trust"
COUNTED = ("issued", "returned", "invalid", "valid")


def recorded_sections(data: Row) -> dict[str, object]:
    """Trust, review and assembly as the file's own record has them, None for each that is not there.

    Raises one of `replay.MISSHAPEN` for a record of another form.
    """
    record = data["record"]
    valid = [held for held in record["rounds"] if held["invalidated_at"] is None]
    trust = next((held for held in valid if held["kind"] == TRUST), None)
    return {
        "trust": _trust(trust) if trust else None,
        "review": _review(trust) if trust else None,
        "assembly": _assembly(data, [held for held in valid if held["kind"] != TRUST]),
    }


def register_differences(data: Row) -> tuple[str, ...]:
    """Groups and members of the record's register that are not those of the figures."""
    record = data["record"]
    held = {
        "groups": once((one["code"], None) for one in record["groups"]),
        "register": once((one["code"], _label(one)) for one in record["register"]),
    }
    told = {
        "groups": {one["code"]: None for one in data["village"]["groups"]},
        "register": {one["id"]: one["name"] for one in data["members"]},
    }
    return tuple(compared(held, told, "/record"))


def _label(member: Row) -> str:
    """A member's name as the figures give it."""
    name, note = member["name"], member["note"]
    return f"{name}（{note}）" if note else name


def _ballot(held: Row) -> list[str]:
    return [line["member"] for line in sorted(held["ballot"], key=lambda line: line["position"])]


def _whole(held: Row) -> Iterator[tuple[Row, Row]]:
    """Each sheet of a round with the keying that counts, of those whose every figure was typed."""
    for sheet in held["sheets"]:
        keying = None if sheet["current"] is None else sheet["keyings"][sheet["current"]]
        if keying is None or None in (keying[name] for name in COUNTED):
            continue
        if not any(None in row for row in keying["votes"].values()):
            yield sheet, keying


def _votes(keying: Row, parts: tuple[str, ...]) -> dict[str, dict[str, int]]:
    return {code: dict(zip(parts, row, strict=True)) for code, row in keying["votes"].items()}


def _trust(held: Row) -> dict[str, object]:
    sheets = [
        {
            "unit": sheet["group"],
            "kind": sheet["kind"],
            **{name: keying[name] for name in COUNTED},
            "votes": _votes(keying, TRUST_PARTS),
        }
        for sheet, keying in _whole(held)
    ]
    return {"nominees": _ballot(held), "sheets": sheets}


def _review(held: Row) -> dict[str, object] | None:
    review = next((one for one in held["reviews"] if one["invalidated_at"] is None), None)
    if review is None:
        return None
    return {
        "candidates": [line["member"] for line in review["lines"] if line["taken"]],
        "declined": {line["member"]: line["reason"] for line in review["lines"] if not line["taken"]},
        "proceed_with_fewer": held["proceed_reason"] or None,
    }


def _assembly(data: Row, rounds: list[Row]) -> dict[str, object] | None:
    record = data["record"]
    if record["attendance"] is None:
        return None
    excused = {
        one["member"]: Excusal[one["ground"]]
        for one in record["excusals"]
        if not excusal_lacks(consent_number=one["consent_number"], adopted=one["adopted"])
    }
    members = [
        Member(one["id"], one["name"], one["status"], one["rights_suspended"]) for one in data["members"]
    ]
    held = [(row, keying) for row in rounds for _, keying in _whole(row)]
    return {
        "method": record["election"]["method"],
        "entitled": entitled_count(members, excused),
        "present": record["attendance"],
        "rounds": [_round(row, keying) for row, keying in held if len(keying["votes"]) == len(row["ballot"])],
    }


def _round(held: Row, keying: Row) -> dict[str, object]:
    reduce = None
    if held["reduce_seats"] is not None and held["reduce_consent"] is not None:
        reduce = {"seats": held["reduce_seats"], "consent": held["reduce_consent"]}
    return {
        "kind": held["kind"],
        "seats": held["seats"],
        "candidates": _ballot(held),
        "entitled": held["entitled"],
        "present": held["present"],
        **{name: keying[name] for name in COUNTED},
        "votes": _votes(keying, ASSEMBLY_PARTS),
        "write_ins": keying["write_ins"],
        "reduce": reduce,
    }
