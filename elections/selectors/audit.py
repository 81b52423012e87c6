"""Reads of the audit chain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from elections.dossier.chain import FIELDS, Link, moment_text, short_head
from elections.dossier.replay import MISSHAPEN
from elections.models import Election, Event
from elections.rules.log import Deed, said
from elections.rules.permissions import Role
from elections.rules.stages import Stage

STRANGE = "不是本程序写的记录，请核对留痕"


def links_of(election: Election) -> Iterator[Link]:
    """The chain of an election, in order; rows that came in beside the program are among them."""
    rows = Event.objects.filter(election=election).order_by("number", "pk").values_list(*FIELDS)
    for number, at, *rest in rows.iterator(chunk_size=2000):
        yield Link(number, moment_text(at), *rest)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event as the log shows it."""

    number: int
    at: datetime
    who: str
    stage: str
    deed: str
    words: str
    head: str


@dataclass(frozen=True, slots=True)
class LogChoices:
    """What the log can be filtered by: value and label, of those that occur."""

    stage: list[tuple[str, str]]
    user: list[tuple[str, str]]
    action: list[tuple[str, str]]


def log_choices(election: Election) -> LogChoices:
    """Read the stages, people and deeds that occur in an election's log."""
    found = Event.objects.filter(election=election).order_by()
    seen = list(found.values_list("stage", "user", "name", "action").distinct())
    stages, deeds = {row[0] for row in seen}, {row[3] for row in seen}
    people = {user: name for _, user, name, _ in sorted(seen)}
    return LogChoices(
        stage=[(stage.value, stage.label) for stage in Stage if stage.value in stages],
        user=list(people.items()),
        action=[(deed.value, deed.label) for deed in Deed if deed.value in deeds],
    )


def log_rows(election: Election, wanted: Mapping[str, str]) -> QuerySet[Event]:
    """The events of an election, newest first, that fit what is `wanted` by stage, user and action."""
    chosen = {name: value for name, value in wanted.items() if value}
    return Event.objects.filter(election=election, **chosen).order_by("-number")


def log_line(event: Event) -> LogLine:
    """An event in words; one that this program never writes stands as it is, and `verify_chain` names it."""
    head = short_head(event.hash)
    try:
        deed, role, stage = Deed(event.action), Role(event.role), Stage(event.stage)
        who, words = f"{event.name}（{role.label}）", said(deed, event.link.data)
    except MISSHAPEN:
        who = f"{event.name}（{event.role}）"
        return LogLine(event.number, event.at, who, event.stage, event.action, STRANGE, head)
    return LogLine(event.number, event.at, who, stage.label, deed.label, words, head)
