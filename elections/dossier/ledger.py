"""A dossier's record, or the tables in the same form, in the shape that replaying a chain gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from elections.rules.entry import Entries, Phase
from elections.rules.sheet_state import COUNTS

from .certificates import CertificateState, ReopeningState
from .chain import content_hash
from .marks import Mark, done, mark_told, moment, once
from .replay import ElectionState, Fallen, Items, RoundState
from .sheets import PLAIN, Decided, KeyedFigures, SheetState

Row = Mapping[str, Any]


def state_of(record: Row) -> ElectionState:
    """The election as its record tells of it; raises one of `replay.MISSHAPEN` for a record of another form."""
    return ElectionState(
        stage=record["election"]["stage"],
        finished=moment(record["election"]["finished_at"]),
        records=once(
            (row["stage"], _items(row)) for row in record["stages"] if row["invalidated_at"] is None
        ),
        fallen=_fallen(record["stages"]),
        rounds=once((row["number"], _round(row)) for row in record["rounds"]),
    )


def _items(row: Row) -> Items:
    return Items(row["items"], done(row["saved_at"], row["saved_by"]), moment(row["closed_at"]))


def _fallen(rows: Sequence[Row]) -> dict[str, list[Fallen]]:
    found: dict[str, list[Fallen]] = {}
    for row in rows:
        if fell := mark_told(row["invalidated_at"], row["invalidated_by"], row["invalidated_reason"]):
            found.setdefault(row["stage"], []).append(Fallen(_items(row), fell))
    return found


def _round(row: Row) -> RoundState:
    reduced = (row["reduce_seats"], row["reduce_consent"])
    return RoundState(
        kind=row["kind"],
        seats=row["seats"],
        entitled=row["entitled"],
        present=row["present"],
        candidates=once((line["position"], line["member"]) for line in row["ballot"]),
        opened=done(row["opened_at"], row["opened_by"]),
        sheets=once((sheet["number"], _sheet(sheet)) for sheet in row["sheets"]),
        certificates=[_certificate(one) for one in row["certificates"]],
        invalidated=mark_told(row["invalidated_at"], row["invalidated_by"], row["invalidated_reason"]),
        reduced=None if reduced == (None, None) else reduced,
        proceed_reason=row["proceed_reason"],
    )


def _certificate(row: Row) -> CertificateState:
    return CertificateState(
        shown=row["shown"],
        content=content_hash(row["facts"]),
        begun=moment(row["begun_at"]) or "",
        signed=_signatures(row),
        made=moment(row["made_at"]),
        head=row["head"],
        lifted=mark_told(row["lifted_at"], row["lifted_by"], row["lifted_reason"]),
        reopenings=[
            ReopeningState(
                asked=done(asked["asked_at"], asked["asked_by"], asked["reason"]),
                signed=_signatures(asked),
                done=moment(asked["done_at"]),
                withdrawn=mark_told(asked["withdrawn_at"], asked["withdrawn_by"]),
            )
            for asked in row["reopenings"]
        ],
    )


def _signatures(row: Row) -> dict[str, Mark]:
    signed = row["signatures"]
    return once((one["capacity"], done(one["signed_at"], one["signed_by"], one["name"])) for one in signed)


def _sheet(row: Row) -> SheetState:
    return SheetState(
        kind=row["kind"],
        group=row["group"],
        entries=Entries(
            Phase(row["phase"]), row["attempt"], row["first_by"], row["second_by"], row["draft_by"]
        ),
        version=row["version"],
        keyings=[_keying(keying) for keying in row["keyings"]],
        decisions=[_decision(one) for one in row["decisions"]],
        explanations=row["explanations"],
        current=row["current"],
    )


def _keying(row: Row) -> KeyedFigures:
    return KeyedFigures(
        mark=done(row["keyed_at"], row["keyed_by"]),
        counts={name: row[name] for name in COUNTS},
        finished=row["finished"],
        **{name: row[name] for name in PLAIN},
    )


def _decision(row: Row) -> Decided:
    return Decided(
        mark=done(row["decided_at"], row["decided_by"], row["reason"]),
        kind=row["kind"],
        attempt=row["attempt"],
        version=row["version"],
        errors=row["errors"],
    )
