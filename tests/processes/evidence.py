"""The tables held against what the clients know: every acknowledged change is there, whole, once, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tests.processes.ledger import Fate, Sent
from tests.processes.paper import Fields

Row = Mapping[str, Any]
Key = tuple[int, int, str, str]
PARTS = ("favour", "against", "abstain")
TAKEN_OVER = "sheet_taken_over"


def faults_of(sent: Sequence[Sent], tables: Row, nominees: Sequence[str]) -> list[str]:
    """One line for everything that cannot be."""
    return [
        *_whole(tables["keyings"], nominees),
        *_told(tables),
        *_numbered(tables),
        *_won_once(sent),
        *_found(sent, tables),
    ]


def kept_unanswered(sent: Iterable[Sent], tables: Row) -> int:
    """How many changes stand in the tables though nobody was told so."""
    changes = dict(_changes(tables))
    return sum(one.fate is Fate.UNANSWERED and _is_there(one, changes) for one in sent)


def _whole(keyings: Iterable[Row], nominees: Sequence[str]) -> Iterator[str]:
    """No partial sheet: one row of votes for everybody on the ballot."""
    for one in keyings:
        if [row[0] for row in one["votes"]] != list(nominees):
            yield f"a partial keying: {one}"


def _told(tables: Row) -> Iterator[str]:
    """Every keying and decision has its event, and every event its row, with the same figures."""
    numbers = {int(pk): number for pk, (number, _) in tables["sheets"].items()}
    rows = Counter(
        (numbers[one["sheet"]], one["version"], one["user"], _text(_shown(one))) for one in tables["keyings"]
    )
    rows.update(
        (numbers[one["sheet"]], one["version"], one["decided_by__username"], one["reason"])
        for one in tables["decisions"]
    )
    events = Counter(
        (one["sheet"], one["version"], one["user"], one.get("reason") or _text(_told_figures(one)))
        for one in tables["events"]
        if one["action"] != TAKEN_OVER
    )
    yield from (f"a row without its event: {one}" for one in rows - events)
    yield from (f"an event without its row: {one}" for one in events - rows)


def _numbered(tables: Row) -> Iterator[str]:
    """A sheet's version counts its changes: no version twice, none left out, none to come."""
    versions: dict[str, list[int]] = {pk: [] for pk in tables["sheets"]}
    for (sheet, version, _, _), _ in _changes(tables):
        versions[str(sheet)].append(version + 1)
    for pk, (number, version) in tables["sheets"].items():
        if sorted(versions[pk]) != list(range(1, version + 1)):
            yield f"sheet {number} is at version {version}, its changes are {sorted(versions[pk])}"


def _won_once(sent: Iterable[Sent]) -> Iterator[str]:
    """Of all that was typed on one version of a sheet one alone was acknowledged."""
    won = Counter((one.sheet, one.version) for one in sent if one.fate is Fate.ACKNOWLEDGED)
    yield from (f"{count} people saved {key}" for key, count in won.items() if count > 1)


def _found(sent: Iterable[Sent], tables: Row) -> Iterator[str]:
    """What was acknowledged is there as it was sent; what is there was sent, and not refused."""
    changes, possible = dict(_changes(tables)), set()
    for one in sent:
        there = _is_there(one, changes)
        if one.fate is Fate.ACKNOWLEDGED and not there:
            yield f"acknowledged and not there: {one}"
        if one.fate is not Fate.REFUSED and there:
            possible.add(_key(one))
    for key, fields in changes.items():
        if key not in possible:
            yield f"there, and nobody sent it or it was refused: {key}, {fields}"
    yield from _rest_of_retyped(tables["keyings"])


def _is_there(sent: Sent, changes: Mapping[Key, Fields]) -> bool:
    fields = changes.get(_key(sent))
    typed = {name: value for name, value in sent.fields.items() if name != "as_on_paper"}
    return fields is not None and typed.items() <= fields.items()


def _rest_of_retyped(keyings: Sequence[Row]) -> Iterator[str]:
    """Where only what differs was typed, the other figures are those of the second entry."""
    second: dict[tuple[int, int], Fields] = {}
    for one in keyings:
        key, fields = (one["sheet"], one["attempt"]), _shown(one)
        asked = {_field(place) for place in one["retyped"]}
        if asked and any(fields[name] != value for name, value in second[key].items() if name not in asked):
            yield f"retyped beyond what was asked: {one}"
        if one["finished"] and one["turn"] in (2, 3):
            second[key] = fields


def _changes(tables: Row) -> Iterator[tuple[Key, Fields]]:
    """Every change of a sheet: sheet, version it was made from, by whom, what; and what was typed."""
    pks = {number: int(pk) for pk, (number, _) in tables["sheets"].items()}
    for one in tables["keyings"]:
        deed = "RETYPE" if one["retyped"] else "KEY"
        yield (one["sheet"], one["version"] - 1, one["user"], deed), _shown(one)
    for one in tables["decisions"]:
        fields = {"decision": one["kind"], "reason": one["reason"]}
        yield (one["sheet"], one["version"] - 1, one["decided_by__username"], "DECIDE"), fields
    for one in tables["events"]:
        if one["action"] == TAKEN_OVER:
            yield (pks[one["sheet"]], one["version"] - 1, one["user"], "TAKE_OVER"), {}


def _key(sent: Sent) -> Key:
    return sent.sheet, sent.version, sent.user, sent.deed


def _shown(keying: Row) -> Fields:
    """The figures of a row by the names of the page's fields."""
    return _by_field(keying["counts"], {code: parts for code, *parts in keying["votes"]})


def _told_figures(event: Row) -> Fields:
    return _by_field(event["counts"], event["votes"])


def _by_field(counts: Mapping[str, int | None], votes: Mapping[str, Sequence[int | None]]) -> Fields:
    figures = dict(counts)
    for code, row in votes.items():
        figures |= {f"{code}-{part}": value for part, value in zip(PARTS, row, strict=True)}
    return {name: "" if value is None else str(value) for name, value in figures.items()}


def _field(place: str) -> str:
    """A place of a sheet (elections.rules.comparison) by the name of the page's field."""
    return place.removeprefix("/votes/").removeprefix("/").replace("/", "-")


def _text(fields: Fields) -> str:
    return " ".join(f"{name}={value}" for name, value in sorted(fields.items()))
