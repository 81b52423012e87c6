"""Keeping a stage's record and closing the stage."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ballots.selectors.dossier import decided
from ballots.selectors.stage_facts import standing
from elections.models import Election, StageRecord
from elections.rules.permissions import Action, Actor
from elections.rules.stage_records import write_items
from elections.rules.stages import Missing, Stage, next_stage
from elections.selectors.elections import valid_records
from elections.services.guard import Refused, lock_election, lock_version

from .rounds import certify_trust_round, open_trust_round


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
        return _keep(election, stage, items, by=by, at=at)


def close_stage(
    *, election_id: int, stage: Stage, version: int, items: Mapping[str, object], by: Actor, at: datetime
) -> Election:
    """Close the present stage and go on; raises NotReady with every reason, and then nothing is saved."""
    with transaction.atomic():
        election = _lock(election_id, stage, version, by)
        today = timezone.localdate(at)
        _, missing = standing(decided(election), write_items(stage, items), today=today)
        if missing:
            raise NotReady(missing)
        record = _keep(election, stage, items, by=by, at=at)
        record.closed_at = at
        record.save(update_fields=["closed_at"])
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
    record = valid_records(election).get(stage) or StageRecord(election=election, stage=stage)
    record.items = write_items(stage, items)
    record.saved_at, record.saved_by_id = at, by.user_id
    record.save()
    return record


def _go_on(election: Election, stage: Stage, *, by: Actor, at: datetime) -> None:
    """Do what closing `stage` brings about, and move on; closing the last stage ends the election."""
    if stage is Stage.ANNOUNCED:
        open_trust_round(election, by=by, at=at)
    elif stage is Stage.TRUST_CERTIFIED:
        certify_trust_round(election, by=by, at=at)
    following = next_stage(stage)
    if following is None:
        election.finished_at = at
    else:
        election.stage = following.value
    election.save(update_fields=["stage", "finished_at"])
