"""Keeping a stage's record and closing the stage."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ballots.selectors.dossier import decided
from ballots.selectors.notices import issued_items
from ballots.selectors.signing import signed_items
from ballots.selectors.stage_facts import standing
from elections.models import Election, StageRecord
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor
from elections.rules.stage_records import write_items
from elections.rules.stages import Missing, Stage, next_stage
from elections.selectors.elections import valid_records
from elections.services.audit import record
from elections.services.guard import Refused, lock_election, lock_version

from .rounds import open_trust_round


class NotReady(Refused):
    """A stage that cannot close; `missing` are all the reasons, each with its cure."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(*(reason.message for reason in missing))
        self.missing = missing


def save_stage(
    *, election_id: int, stage: Stage, version: int, items: Mapping[str, object], by: Actor, at: datetime
) -> StageRecord:
    """Keep what is filled in so far."""
    with transaction.atomic():
        election = _lock(election_id, stage, version, by)
        items = {**items, **issued_items(election, stage)}
        kept = _keep(election, stage, items, by=by, at=at)
        payload = {"stage": stage.value, "items": kept.items}
        record(election, by=by, at=at, action=Deed.STAGE_SAVED, payload=payload)
        return kept


def close_stage(
    *, election_id: int, stage: Stage, version: int, items: Mapping[str, object], by: Actor, at: datetime
) -> Election:
    """Close the present stage and go on; raises NotReady with every reason, and then nothing is saved."""
    with transaction.atomic():
        election = _lock(election_id, stage, version, by)
        items = {**items, **issued_items(election, stage)}
        today = timezone.localdate(at)
        found = decided(election)
        _, missing = standing(found, write_items(stage, items), today=today)
        if missing:
            raise NotReady(missing)
        items = {**items, **signed_items(stage, found.rounds)}
        kept = _keep(election, stage, items, by=by, at=at)
        kept.closed_at = at
        kept.save(update_fields=["closed_at"])
        following = next_stage(stage)
        moved = following.value if following else None
        payload = {"stage": stage.value, "items": kept.items, "next": moved}
        record(election, by=by, at=at, action=Deed.STAGE_CLOSED, payload=payload)
        _go_on(election, stage, by=by, at=at)
    return election


def _lock(election_id: int, stage: Stage, version: int, by: Actor) -> Election:
    election = lock_election(election_id, Action.CLOSE_STAGE, by)
    if election.present_stage is not stage:
        raise Refused(f"“{stage.label}”已经办结，现为“{election.present_stage.label}”阶段。")
    lock_version(election, version)
    return election


def _keep(
    election: Election, stage: Stage, items: Mapping[str, object], *, by: Actor, at: datetime
) -> StageRecord:
    kept = valid_records(election).get(stage) or StageRecord(election=election, stage=stage)
    kept.items = write_items(stage, items)
    kept.saved_at, kept.saved_by_id = at, by.user_id
    kept.save()
    return kept


def _go_on(election: Election, stage: Stage, *, by: Actor, at: datetime) -> None:
    """Do what closing `stage` brings about, and move on; closing the last stage ends the election."""
    if stage is Stage.ANNOUNCED:
        open_trust_round(election, by=by, at=at)
    following = next_stage(stage)
    if following is None:
        election.finished_at = at
    else:
        election.stage = following.value
    election.save(update_fields=["stage", "finished_at"])
