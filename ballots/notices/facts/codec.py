"""Facts to JSON values and back; the same facts always give the same bytes."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from ballots.notices.facts.ballots import ElectionBallot, TallySheet, TrustBallot
from ballots.notices.facts.candidates import Conditions, Elected, Formal, Preliminary
from ballots.notices.facts.common import LATER, Facts
from ballots.notices.facts.concluding import (
    Appointment,
    Correction,
    Division,
    HandoverList,
    Reply,
    Submission,
)
from ballots.notices.facts.kinds import NoticeKind
from ballots.notices.facts.meeting import Agenda, MeetingNotice
from ballots.notices.facts.monitors import TrustReport
from ballots.notices.facts.packs import BoxLabel, PackCover
from ballots.notices.facts.preparing import (
    CommitteeList,
    ElectionMethod,
    OpenLetter,
    ProxyCard,
    ProxyList,
    VoterList,
    VotingNotice,
    WorkPlan,
)
from ballots.notices.facts.results import ResultReport, TrustResult

CLASSES: dict[NoticeKind, type[Facts]] = {
    each.kind: each
    for each in (
        TrustBallot, ElectionBallot, TallySheet, Conditions, TrustResult, Preliminary, Formal, ResultReport, Elected,
        WorkPlan, CommitteeList, VoterList, ElectionMethod, OpenLetter, VotingNotice, ProxyCard, ProxyList,
        TrustReport, MeetingNotice, Agenda,
        Submission, Reply, Appointment, HandoverList, Division, Correction,
        PackCover, BoxLabel,
    )
}  # fmt: skip


class BadFacts(ValueError):
    """A JSON value that is not facts of the kind asked for; says where."""


def to_json(facts: Facts) -> dict[str, Any]:
    """JSON values, `kind` among them; `from_json` reads them back to equal facts."""
    plain = _plain(facts)
    return {"kind": facts.kind.value, **plain}


def from_json(kind: NoticeKind | str, data: Mapping[str, Any]) -> Facts:
    """The facts of one kind; raises `BadFacts` for another kind, unknown keys or wrong types."""
    kind = NoticeKind(kind)
    given = dict(data)
    if given.pop("kind", kind.value) != kind.value:
        raise BadFacts(f"/kind: {data['kind']!r} where {kind.value!r} was expected")
    facts: Facts = _read_object(CLASSES[kind], given, "")
    return facts


def to_bytes(facts: Facts) -> bytes:
    """Canonical bytes: UTF-8, keys sorted, one space of indentation, a newline at the end."""
    return (json.dumps(to_json(facts), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        told = {item: getattr(value, item.name) for item in fields(value)}
        return {item.name: _plain(one) for item, one in told.items() if not _unsaid(item, one)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _unsaid(item: Field[Any], value: object) -> bool:
    """A field that came later is left out where it says nothing: papers from before it keep their bytes."""
    return item.metadata == LATER and value == item.default


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read_object(cls: type, data: Any, at: str) -> Any:
    if not isinstance(data, Mapping):
        raise BadFacts(f"{at or '/'}: an object was expected")
    names = {item.name for item in fields(cls)}
    unknown = sorted(set(data) - names)
    if unknown:
        raise BadFacts(f"{at}/{unknown[0]}: an unknown key")
    hints = _hints(cls)
    values = {name: _read(hints[name], value, f"{at}/{name}") for name, value in data.items()}
    try:
        return cls(**values)
    except TypeError as error:
        raise BadFacts(f"{at or '/'}: {error}") from error


def _read(hint: Any, value: Any, at: str) -> Any:
    if isinstance(hint, types.UnionType):
        inner = next(each for each in get_args(hint) if each is not types.NoneType)
        return None if value is None else _read(inner, value, at)
    if get_origin(hint) is tuple:
        return _read_tuple(get_args(hint)[0], value, at)
    if is_dataclass(hint) and isinstance(hint, type):
        return _read_object(hint, value, at)
    return _read_scalar(hint, value, at)


def _read_tuple(item: Any, value: Any, at: str) -> Any:
    if not isinstance(value, list | tuple):
        raise BadFacts(f"{at}: an array was expected")
    return tuple(_read(item, each, f"{at}/{index}") for index, each in enumerate(value))


def _read_scalar(hint: Any, value: Any, at: str) -> Any:
    try:
        if hint is date:
            return date.fromisoformat(value)
        if issubclass(hint, Enum):
            return hint(value)
        if issubclass(hint, tuple):
            return hint(*(_read_scalar(int, each, at) for each in value))
    except (TypeError, ValueError) as error:
        raise BadFacts(f"{at}: {value!r} ({error})") from error
    if type(value) is not hint:
        raise BadFacts(f"{at}: {value!r} where {hint.__name__} was expected")
    return value
