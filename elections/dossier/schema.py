"""Reading a dossier: from text to JSON values (`loads`), from those to a `Dossier` (`parse`).

Both raise `Malformed` with every fault found, and nothing else, whatever the
input. A fault is about form; figures that do not add up are no fault but a
problem of the decision.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import NoReturn

from elections.dossier.sections import Ballots, read_assembly, read_review, read_trust
from elections.rules.faults import Fault, Malformed
from elections.rules.inputs import Dossier, Group, Member, Status, Village
from elections.rules.reading import Reader, RepeatedKeys
from elections.rules.ruleset import RuleSet, read_rules

__all__ = ["FORMAT", "VERSION", "Fault", "Malformed", "loads", "parse"]

FORMAT = "liangpiao-dossier"
VERSION = 1
REQUIRED = ("format", "version", "village", "members")
OPTIONAL = ("rules", "trust", "review", "assembly", "outcome", "record")
BOM = "\ufeff"


def loads(text: str | bytes) -> object:
    """The JSON values of a dossier's text; strict UTF-8 without a byte order mark.

    Objects with repeated keys come back marked, so that `parse` can name the
    place; NaN, Infinity and nesting too deep to read are faults at once.
    """
    if isinstance(text, bytes):
        text = _decode(text)
    if text.startswith(BOM):
        _refuse("a byte order mark", "JSON without one")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except Malformed:
        raise
    except json.JSONDecodeError as error:
        _refuse(f"{error.msg} in line {error.lineno}, column {error.colno}", "JSON")
    except RecursionError:
        _refuse("nesting too deep to read", "a dossier")
    except ValueError:
        _refuse("an integer with too many digits", "counts of people and ballots")


def parse(data: object) -> Dossier:
    """The dossier in JSON values; raises `Malformed` with all faults at once."""
    reader = Reader()
    given = reader.fields_of(data, "", REQUIRED, OPTIONAL)
    _check_format(reader, given)
    village = _read_village(reader, given.get("village")) if "village" in given else None
    members = _read_members(reader, given.get("members")) if "members" in given else ()
    rules = RuleSet()
    if given.get("rules") is not None:
        rules = read_rules(reader, given["rules"], "/rules")
    if village is not None and not reader.faulty("/village/population"):
        reader.faults += rules.faults_for(village.population)
    units = frozenset(group.code for group in village.groups) if village else frozenset[str]()
    ballots = Ballots(reader, frozenset(member.id for member in members), units)
    dossier = _read_sections(ballots, given)
    reader.finish()
    return replace(dossier, village=village or NOWHERE, members=members, rules=rules)


NOWHERE = Village("", "", "", 0, ())


def _read_sections(ballots: Ballots, given: Mapping[str, object]) -> Dossier:
    trust, review, assembly = given.get("trust"), given.get("review"), given.get("assembly")
    if review is not None and trust is None:
        ballots.reader.fault("/review", review, "no review without a trust round")
    return Dossier(
        village=NOWHERE,
        members=(),
        trust=None if trust is None else read_trust(ballots, trust),
        review=None if review is None else read_review(ballots, review),
        assembly=None if assembly is None else read_assembly(ballots, assembly),
    )


def _decode(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        _refuse(f"byte 0x{raw[error.start]:02x} at offset {error.start}", "UTF-8")


def _refuse(found: str, expected: str) -> NoReturn:
    raise Malformed((Fault("", found, expected),)) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    return result if len(result) == len(pairs) else RepeatedKeys(pairs)


def _constant(name: str) -> NoReturn:
    _refuse(name, "a JSON value")


def _check_format(reader: Reader, given: Mapping[str, object]) -> None:
    if "format" in given and given["format"] != FORMAT:
        reader.fault("/format", given["format"], f'"{FORMAT}"')
    version = given.get("version")
    if "version" in given and (type(version) is not int or version != VERSION):
        reader.fault("/version", version, str(VERSION))


def _read_village(reader: Reader, value: object) -> Village | None:
    keys = ("county", "township", "name", "population", "groups")
    given = reader.fields_of(value, "/village", keys)
    if any(key not in given for key in keys):
        return None
    groups = _read_groups(reader, given["groups"])
    village = Village(
        county=reader.text(given["county"], "/village/county"),
        township=reader.text(given["township"], "/village/township"),
        name=reader.text(given["name"], "/village/name"),
        population=reader.count(given["population"], "/village/population"),
        groups=groups,
    )
    if not reader.faulty("/village/groups") and village.eligible == 0:
        reader.fault("/village/groups", 0, "eligible villagers, more than 0 in all")
    return village


def _read_groups(reader: Reader, value: object) -> tuple[Group, ...]:
    groups, seen = [], set()
    for index, item in enumerate(reader.array(value, "/village/groups")):
        at = f"/village/groups/{index}"
        given = reader.fields_of(item, at, ("code", "name", "eligible"))
        group = Group(
            code=reader.text(given.get("code", "-"), f"{at}/code", empty=False),
            name=reader.text(given.get("name", ""), f"{at}/name"),
            eligible=reader.count(given.get("eligible", 0), f"{at}/eligible"),
        )
        if "code" in given and group.code in seen:
            reader.fault(f"{at}/code", group.code, "a code no other group has")
        seen.add(group.code)
        groups.append(group)
    return tuple(groups)


def _read_members(reader: Reader, value: object) -> tuple[Member, ...]:
    members, seen = [], set()
    for index, item in enumerate(reader.array(value, "/members")):
        at = f"/members/{index}"
        given = reader.fields_of(item, at, ("id", "name", "status", "rights_suspended"))
        member = Member(
            id=reader.text(given.get("id", "-"), f"{at}/id", empty=False),
            name=reader.text(given.get("name", ""), f"{at}/name"),
            status=reader.choice(given.get("status", "full"), f"{at}/status", tuple(Status)),
            rights_suspended=reader.flag(given.get("rights_suspended", False), f"{at}/rights_suspended"),
        )
        if "id" in given and member.id in seen:
            reader.fault(f"{at}/id", member.id, "an id no other member has")
        seen.add(member.id)
        members.append(member)
    return tuple(members)
