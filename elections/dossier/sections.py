"""The sections of a dossier with people and ballots: trust, review, assembly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from elections.rules.faults import pointer_token
from elections.rules.inputs import (
    Assembly,
    Method,
    Reduce,
    Review,
    Round,
    RoundKind,
    SheetKind,
    Trust,
    TrustSheet,
    Votes,
)
from elections.rules.reading import MAX_COUNT, Reader
from elections.rules.tally import ASSEMBLY_PARTS, TRUST_PARTS

COUNTS = ("issued", "returned", "invalid", "valid")
SHEET_KEYS = ("unit", "kind", *COUNTS, "votes")
ROUND_KEYS = ("kind", "seats", "candidates", *COUNTS, "votes")
ROUND_OPTIONAL = ("entitled", "present", "write_ins", "reduce")


@dataclass(frozen=True, slots=True)
class Ballots:
    """What every section needs: where faults go, the known member ids and group codes."""

    reader: Reader
    members: frozenset[str]
    units: frozenset[str]


def read_trust(ballots: Ballots, value: object) -> Trust:
    """The trust round."""
    reader = ballots.reader
    given = reader.fields_of(value, "/trust", ("nominees", "sheets"))
    nominees = _read_people(ballots, given.get("nominees", []), "/trust/nominees")
    sheets = reader.array(given.get("sheets", []), "/trust/sheets")
    known = frozenset(nominees)
    return Trust(
        nominees=nominees,
        sheets=tuple(
            _read_sheet(ballots, sheet, f"/trust/sheets/{index}", known) for index, sheet in enumerate(sheets)
        ),
    )


def _read_sheet(ballots: Ballots, value: object, at: str, nominees: frozenset[str]) -> TrustSheet:
    reader = ballots.reader
    given = reader.fields_of(value, at, SHEET_KEYS)
    unit = given.get("unit")
    if "unit" in given and (not isinstance(unit, str) or unit not in ballots.units):
        reader.fault(f"{at}/unit", unit, "the code of a group of this village")
    issued, returned, invalid, valid = _read_counts(reader, given, at)
    return TrustSheet(
        unit=str(unit),
        kind=reader.choice(given.get("kind", "group"), f"{at}/kind", tuple(SheetKind)),
        issued=issued,
        returned=returned,
        invalid=invalid,
        valid=valid,
        votes=_read_votes(reader, given.get("votes", {}), f"{at}/votes", nominees, TRUST_PARTS),
    )


def read_review(ballots: Ballots, value: object) -> Review:
    """The township's review."""
    reader = ballots.reader
    given = reader.fields_of(value, "/review", ("candidates",), ("declined", "proceed_with_fewer"))
    reason = given.get("proceed_with_fewer")
    if reason is not None:
        reason = reader.text(reason, "/review/proceed_with_fewer", empty=False)
    declined = {}
    for person, why in (reader.any_object(given.get("declined", {}), "/review/declined") or {}).items():
        at = f"/review/declined/{pointer_token(person)}"
        if person not in ballots.members:
            reader.fault(at, person, "the id of a member")
        declined[person] = reader.text(why, at, empty=False)
    return Review(
        candidates=_read_people(ballots, given.get("candidates", []), "/review/candidates"),
        declined=declined,
        proceed_with_fewer=reason,
    )


def read_assembly(ballots: Ballots, value: object) -> Assembly:
    """The assembly with its rounds."""
    reader = ballots.reader
    given = reader.fields_of(value, "/assembly", ("method", "entitled", "present", "rounds"))
    entitled, present = _read_electorate(reader, given, "/assembly")
    rounds = reader.array(given.get("rounds", []), "/assembly/rounds")
    return Assembly(
        method=reader.choice(given.get("method", "direct"), "/assembly/method", tuple(Method)),
        entitled=entitled,
        present=present,
        rounds=tuple(
            _read_round(ballots, held, f"/assembly/rounds/{index}") for index, held in enumerate(rounds)
        ),
    )


def _read_round(ballots: Ballots, value: object, at: str) -> Round:
    reader = ballots.reader
    given = reader.fields_of(value, at, ROUND_KEYS, ROUND_OPTIONAL)
    candidates = _read_people(ballots, given.get("candidates", []), f"{at}/candidates")
    issued, returned, invalid, valid = _read_counts(reader, given, at)
    entitled, present = _read_own_electorate(reader, given, at)
    return Round(
        kind=reader.choice(given.get("kind", "committee"), f"{at}/kind", tuple(RoundKind)),
        seats=reader.count(given.get("seats", 1), f"{at}/seats", least=1),
        candidates=candidates,
        issued=issued,
        returned=returned,
        invalid=invalid,
        valid=valid,
        votes=_read_votes(
            reader, given.get("votes", {}), f"{at}/votes", frozenset(candidates), ASSEMBLY_PARTS
        ),
        write_ins=_read_write_ins(ballots, given.get("write_ins", {}), f"{at}/write_ins"),
        entitled=entitled,
        present=present,
        reduce=_read_reduce(reader, given.get("reduce"), f"{at}/reduce"),
    )


def _read_people(ballots: Ballots, value: object, at: str) -> tuple[str, ...]:
    """A list of member ids, each once; only those that are are returned."""
    people: dict[str, None] = {}
    for index, person in enumerate(ballots.reader.array(value, at)):
        if not isinstance(person, str) or person not in ballots.members:
            ballots.reader.fault(f"{at}/{index}", person, "the id of a member")
        elif person in people:
            ballots.reader.fault(f"{at}/{index}", person, "each id once")
        else:
            people[person] = None
    return tuple(people)


def _read_counts(reader: Reader, given: Mapping[str, object], at: str) -> tuple[int, int, int, int]:
    issued, returned, invalid, valid = (reader.count(given.get(name, 0), f"{at}/{name}") for name in COUNTS)
    return issued, returned, invalid, valid


def _read_electorate(reader: Reader, given: Mapping[str, object], at: str) -> tuple[int, int]:
    entitled = reader.count(given.get("entitled", 0), f"{at}/entitled")
    present = reader.count(given.get("present", 0), f"{at}/present")
    if present > entitled and "entitled" in given:
        reader.fault(f"{at}/present", present, f"at most the entitled, {entitled}")
    return entitled, present


def _read_own_electorate(
    reader: Reader, given: Mapping[str, object], at: str
) -> tuple[int, int] | tuple[None, None]:
    """A round's own electorate: both figures or neither."""
    lacking = [name for name in ("entitled", "present") if given.get(name) is None]
    if len(lacking) == 1:
        reader.fault(f"{at}/{lacking[0]}", None, "entitled and present, both or neither")
    if lacking:
        return None, None
    return _read_electorate(reader, given, at)


def _read_reduce(reader: Reader, value: object, at: str) -> Reduce | None:
    if value is None:
        return None
    given = reader.fields_of(value, at, ("seats", "consent"))
    return Reduce(
        seats=reader.count(given.get("seats", 1), f"{at}/seats", least=1),
        consent=reader.count(given.get("consent", 0), f"{at}/consent"),
    )


def _read_write_ins(ballots: Ballots, value: object, at: str) -> dict[str, int]:
    write_ins = {}
    for person, count in (ballots.reader.any_object(value, at) or {}).items():
        place = f"{at}/{pointer_token(person)}"
        if person not in ballots.members:
            ballots.reader.fault(place, person, "the id of a member")
        write_ins[person] = ballots.reader.count(count, place, least=1)
    return write_ins


def _read_votes(
    reader: Reader, value: object, at: str, people: Collection[str], parts: tuple[str, str, str]
) -> dict[str, Votes]:
    """The votes of one sheet: a tight loop, which looks closer only at a row that is not plainly right."""
    favour_key, against_key, abstain_key = parts
    votes: dict[str, Votes] = {}
    make = tuple.__new__
    for person, row in (reader.any_object(value, at) or {}).items():
        if person not in people:
            place = f"{at}/{pointer_token(person)}"
            reader.fault(place, person, "somebody on this ballot")
        if type(row) is dict and len(row) == len(parts):
            favour, against, abstain = row.get(favour_key), row.get(against_key), row.get(abstain_key)
            if (
                type(favour) is int
                and type(against) is int
                and type(abstain) is int
                and 0 <= favour <= MAX_COUNT
                and 0 <= against <= MAX_COUNT
                and 0 <= abstain <= MAX_COUNT
            ):
                votes[person] = make(Votes, (favour, against, abstain))
                continue
        votes[person] = _read_row(reader, row, f"{at}/{pointer_token(person)}", parts)
    return votes


def _read_row(reader: Reader, row: object, at: str, parts: tuple[str, str, str]) -> Votes:
    given = reader.fields_of(row, at, parts)
    return Votes(*(reader.count(given.get(part, 0), f"{at}/{part}") for part in parts))
