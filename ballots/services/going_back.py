"""Taking an election back to an earlier stage. What rested on it falls and stays visible; nothing is lost."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from ballots.models import Attendance, Excusal, MeetingStep, Notice, Round
from ballots.selectors.going_back import Undone, undone, ways_back
from elections.models import Election, StageRecord
from elections.rules.permissions import Action, Actor
from elections.rules.stages import Stage
from elections.services.guard import Refused, lock_election, lock_version
from elections.services.refusals import AtField
from elections.services.register import copy_register

from .rounds import invalidate_reviews, invalidate_trust_round, lift_certificate


def go_back(
    *, election_id: int, version: int, target: Stage, reason: str, by: Actor, at: datetime
) -> Election:
    """Go back to `target`; the records, papers and results of what is undone are invalidated for `reason`."""
    if not reason.strip():
        raise AtField(reason="请写明退回的理由。")
    try:
        with transaction.atomic():
            election = lock_election(election_id, Action.GO_BACK, by)
            lock_version(election, version)
            if target not in ways_back(election):
                raise Refused(f"“{election.present_stage.label}”不能退回到“{target.label}”。")
            undo_stages(election, target, reason=reason, by=by, at=at)
            return election
    except (
        ProtectedError
    ) as error:  # the register opens again, and somebody on duty hangs on what left the village
        names = "、".join(sorted(str(each) for each in error.protected_objects))
        raise Refused(
            f"村小组或党员名册后来有删除，而被删除的还有人担任工作（{names}），请先到工作人员中取消。"
        ) from error


def undo_stages(election: Election, target: Stage, *, reason: str, by: Actor, at: datetime) -> None:
    """Set aside all that rests on `target` and later stages, and make it the present one. Call with the lock held."""
    falls = undone(election, target)
    _set_aside(election, falls, by=by, at=at)
    _invalidate(election, falls, reason=reason, by=by, at=at)
    election.stage = target.value
    election.save(update_fields=["stage"])
    if election.register_open:
        copy_register(election)


def _invalidate(election: Election, falls: Undone, *, reason: str, by: Actor, at: datetime) -> None:
    marks = {"invalidated_at": at, "invalidated_reason": reason}
    records = StageRecord.objects.filter(
        election=election, stage__in=falls.stages, invalidated_at__isnull=True
    )
    records.update(**marks, invalidated_by_id=by.user_id)
    Notice.objects.filter(pk__in=[notice.pk for notice in falls.notices]).update(**marks)
    Round.objects.filter(pk__in=[held.pk for held in falls.rounds]).update(
        **marks, invalidated_by_id=by.user_id
    )
    if falls.reviews:
        invalidate_reviews(election, reason=reason, at=at)
    if falls.certified:
        lift_certificate(election)
    if falls.trust_round:
        invalidate_trust_round(election, reason=reason, by=by, at=at)
        _release(falls.trust_round)


def _release(held: Round) -> None:
    """Let go of the register: the round was never voted on, so that its empty sheets hold nothing to keep."""
    held.notices.update(sheet=None)
    held.sheets.all().delete()
    held.lines.all().delete()


def _set_aside(election: Election, falls: Undone, *, by: Actor, at: datetime) -> None:
    """Move into the stage's record what has no row of its own to invalidate."""
    if falls.proceeding:
        record = _record(election, Stage.SHORTLISTED, by=by, at=at)
        record.items["proceed_reason"] = falls.proceeding.proceed_reason
        record.save()
        Round.objects.filter(pk=falls.proceeding.pk).update(proceed_reason="")
    if falls.meeting:
        record = _record(election, Stage.ASSEMBLY, by=by, at=at)
        record.items["meeting"] = _meeting(election)
        record.save()
        Attendance.objects.filter(election=election).delete()
        Excusal.objects.filter(election=election).delete()
        MeetingStep.objects.filter(election=election).delete()


def _record(election: Election, stage: Stage, *, by: Actor, at: datetime) -> StageRecord:
    """Return the stage's record; one that was never begun is made, to hold what is set aside."""
    found, _ = StageRecord.objects.get_or_create(
        election=election,
        stage=stage.value,
        invalidated_at=None,
        defaults={"saved_at": at, "saved_by_id": by.user_id},
    )
    return found


def _meeting(election: Election) -> dict[str, object]:
    attendance = Attendance.objects.filter(election=election).first()
    return {
        "present": attendance.present if attendance else None,
        "excusals": [
            [e.member.label, e.ground, e.consent_number, e.adopted]
            for e in Excusal.objects.filter(election=election).select_related("member")
        ],
        "steps": [
            [step.step, f"{step.done_at:%H:%M}", step.in_favour, step.note]
            for step in MeetingStep.objects.filter(election=election)
        ],
    }
