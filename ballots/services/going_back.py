"""Taking an election back to an earlier stage. What rested on it falls and stays visible; nothing is lost."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from ballots.models import Attendance, Excusal, MeetingStep, Notice, Round
from ballots.selectors.going_back import Undone, undone, ways_back
from elections.models import Election, StageRecord
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor
from elections.rules.stages import Stage
from elections.services.audit import record
from elections.services.guard import Refused, lock_election, lock_version
from elections.services.refusals import AtField
from elections.services.register import copy_register, register_facts

from .certificates import lift_certificate
from .rounds import invalidate_reviews, invalidate_round, invalidate_trust_round


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
    record(election, by=by, at=at, action=Deed.STAGES_UNDONE, payload=_facts(election, falls, reason))
    _invalidate(election, falls, reason=reason, by=by, at=at)
    election.stage = target.value
    election.save(update_fields=["stage"])
    if election.register_open:
        copy_register(election)
        record(election, by=by, at=at, action=Deed.REGISTER_COPIED, payload=register_facts(election))


def _facts(election: Election, falls: Undone, reason: str) -> dict[str, object]:
    """What falls, as the chain keeps it; rounds and the certificate have events of their own besides."""
    return {
        "target": falls.target.value,
        "reason": reason,
        "records": dict(_records(election, falls).values_list("stage", "items")),
        "papers": [[notice.kind, notice.number, notice.sha256] for notice in falls.notices],
        "released": falls.trust_round.number if falls.trust_round else None,
        "proceeding": falls.proceeding.number if falls.proceeding else None,
        "reviews": len(falls.reviews),
        "meeting": falls.meeting,
    }


def _records(election: Election, falls: Undone) -> QuerySet[StageRecord]:
    """The records that fall, and those begun just now to hold what else does."""
    return StageRecord.objects.filter(
        election=election, stage__in=falls.stages, invalidated_at__isnull=True
    ).order_by("pk")


def _invalidate(election: Election, falls: Undone, *, reason: str, by: Actor, at: datetime) -> None:
    marks = {"invalidated_at": at, "invalidated_reason": reason}
    _records(election, falls).update(**marks, invalidated_by_id=by.user_id)
    Notice.objects.filter(pk__in=[notice.pk for notice in falls.notices]).update(**marks)
    for held in falls.rounds:
        invalidate_round(election, held, reason=reason, by=by, at=at)
    if falls.reviews:
        invalidate_reviews(election, reason=reason, at=at)
    if falls.certificate:
        lift_certificate(election, falls.certificate, reason=reason, by=by, at=at)
    if falls.trust_round:
        invalidate_trust_round(election, reason=reason, by=by, at=at)
        _release(falls.trust_round)


def _release(held: Round) -> None:
    """Let go of the register: the round was never voted on, so that its empty sheets hold nothing to keep."""
    Notice.objects.filter(sheet__round=held).update(sheet=None)
    held.sheets.all().delete()
    held.lines.all().delete()


def _set_aside(election: Election, falls: Undone, *, by: Actor, at: datetime) -> None:
    """Move into the stage's record what has no row of its own to invalidate."""
    if falls.proceeding:
        kept = _record(election, Stage.SHORTLISTED, by=by, at=at)
        kept.items["proceed_reason"] = falls.proceeding.proceed_reason
        kept.save()
        Round.objects.filter(pk=falls.proceeding.pk).update(proceed_reason="")
    if falls.meeting:
        kept = _record(election, Stage.ASSEMBLY, by=by, at=at)
        kept.items["meeting"] = _meeting(election)
        kept.save()
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
