"""The ten stages of one election: where it stands, when each was or is planned, and what fell by going back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import formats

from elections.models import Election, StageRecord
from elections.rules.stage_items import ITEMS
from elections.rules.stage_records import first_date, read_items
from elections.rules.stages import ACTORS, ORDER, Stage
from elections.selectors.elections import invalidated_records, plan_of, valid_records

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One stage on the time line; `state` is past, here or "" (to come); `planned`: the date is only planned."""

    stage: Stage
    state: str
    day: date | None
    planned: bool
    actors: str
    lines: Lines
    record: StageRecord | None


@dataclass(frozen=True, slots=True)
class Fallen:
    """A record that going back has invalidated."""

    stage: Stage
    lines: Lines
    record: StageRecord


def timeline(election: Election) -> tuple[Point, ...]:
    """Return the ten stages in order."""
    records, plan = valid_records(election), plan_of(election)
    return tuple(_point(election, stage, records.get(stage), plan.get(stage)) for stage in ORDER)


def fallen(election: Election) -> tuple[Fallen, ...]:
    """Return the invalidated records, oldest first."""
    found = [(Stage(record.stage), record) for record in invalidated_records(election)]
    return tuple(Fallen(stage, record_lines(stage, record.items), record) for stage, record in found)


def record_lines(stage: Stage, kept: Mapping[str, str]) -> Lines:
    """Return a record as label and words, in the order of the form."""
    items = read_items(stage, kept)
    labels = {item.key: item.label for item in ITEMS[stage]}
    return tuple((labels[key], formats.localize(value)) for key, value in items.items())


def _point(election: Election, stage: Stage, record: StageRecord | None, planned: date | None) -> Point:
    present = election.present_stage
    closed = record is not None and record.closed_at is not None
    day = first_date(stage, record.items) if record and closed else planned
    state = "past" if closed else ""
    if stage is present and not election.finished_at:
        state = "here"
    return Point(
        stage=stage,
        state=state,
        day=day,
        planned=not closed,
        actors=ACTORS[stage],
        lines=record_lines(stage, record.items) if record else (),
        record=record,
    )
