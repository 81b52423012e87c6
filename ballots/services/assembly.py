"""Recording the assembly itself: who is excused, how many came, the steps of the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.db import IntegrityError, transaction

from ballots.models import Attendance, Excusal, MeetingStep
from ballots.selectors.assembly_rounds import attendance_stands
from ballots.selectors.dossier import decided, entitled, rule_member
from elections.models import Election
from elections.rules.eligibility import can_vote
from elections.rules.log import Deed
from elections.rules.meeting import Step, attendance_problem, order_problems, show_of_hands_problem
from elections.rules.permissions import Action, Actor
from elections.services.audit import record
from elections.services.guard import Refused, lock_election, lock_version
from elections.services.refusals import AtField


@dataclass(frozen=True, slots=True)
class ExcusalEntry:
    """Why a member is excused; `ground` is the name of an `elections.rules.eligibility.Excusal`."""

    ground: str
    consent_number: str
    adopted: bool


@dataclass(frozen=True, slots=True)
class StepEntry:
    """One recorded step; `in_favour` only where it is adopted by show of hands."""

    done_at: time
    in_favour: int | None = None
    note: str = ""


def set_attendance(*, election_id: int, version: int, present: int, by: Actor, at: datetime) -> Attendance:
    """Record how many came (实到会)."""
    with transaction.atomic():
        election = _lock_attendance(election_id, version, by)
        due = entitled(election, election.members.all())
        if fault := attendance_problem(entitled=due, present=present):
            raise AtField(present=f"{fault.message}。")
        attendance, _ = Attendance.objects.update_or_create(election=election, defaults={"present": present})
        record(election, by=by, at=at, action=Deed.ATTENDANCE_SET, payload={"present": present})
        return attendance


def add_excusal(
    *, election_id: int, version: int, member_code: str, entry: ExcusalEntry, by: Actor, at: datetime
) -> Excusal:
    """Excuse a member from the assembly."""
    try:
        with transaction.atomic():
            election = _lock_attendance(election_id, version, by)
            member = election.members.filter(code=member_code).first()
            if member is None or not can_vote(rule_member(member)):
                raise AtField(member="这名党员没有表决权，本来就不在应到会之内，不用请假。")
            if Excusal.objects.filter(election=election, member=member).exists():
                raise AtField(member=f"{member.label}已经登记请假。")
            excusal = Excusal(election=election, member=member)
            _write_excusal(election, excusal, entry)
            record(election, by=by, at=at, action=Deed.EXCUSAL_WRITTEN, payload=_facts(excusal))
            return excusal
    except IntegrityError as error:
        raise AtField(member="这名党员已经登记请假。") from error


def change_excusal(
    *, election_id: int, version: int, excusal_id: int, entry: ExcusalEntry, by: Actor, at: datetime
) -> Excusal:
    """Correct or complete an excusal."""
    with transaction.atomic():
        election = _lock_attendance(election_id, version, by)
        excusal = _excusal(election, excusal_id)
        _write_excusal(election, excusal, entry)
        record(election, by=by, at=at, action=Deed.EXCUSAL_WRITTEN, payload=_facts(excusal))
        return excusal


def remove_excusal(*, election_id: int, version: int, excusal_id: int, by: Actor, at: datetime) -> Excusal:
    """Take an excusal back: the member counts as entitled again."""
    with transaction.atomic():
        election = _lock_attendance(election_id, version, by)
        excusal = _excusal(election, excusal_id)
        Excusal.objects.filter(pk=excusal.pk).delete()
        record(election, by=by, at=at, action=Deed.EXCUSAL_REMOVED, payload=_facts(excusal))
        return excusal


def save_steps(
    *, election_id: int, version: int, steps: Mapping[Step, StepEntry], by: Actor, at: datetime
) -> None:
    """Record the order of the meeting; `steps` are all that are recorded, the others are open."""
    with transaction.atomic():
        election = _lock(election_id, version, by)
        attendance = Attendance.objects.filter(election=election).first()
        _refuse_steps(steps, attendance.present if attendance else None)
        MeetingStep.objects.filter(election=election).delete()
        MeetingStep.objects.bulk_create(
            MeetingStep(
                election=election,
                step=step.value,
                done_at=entry.done_at,
                in_favour=entry.in_favour,
                note=entry.note,
            )
            for step, entry in steps.items()
        )
        told = {step.value: [one.done_at.isoformat(), one.in_favour, one.note] for step, one in steps.items()}
        record(election, by=by, at=at, action=Deed.STEPS_SAVED, payload={"steps": told})


def _lock(election_id: int, version: int, by: Actor) -> Election:
    election = lock_election(election_id, Action.RUN_ASSEMBLY, by)
    lock_version(election, version)
    return election


def _lock_attendance(election_id: int, version: int, by: Actor) -> Election:
    election = _lock(election_id, version, by)
    if refusal := attendance_stands(decided(election)):
        raise Refused(refusal)
    return election


def _excusal(election: Election, excusal_id: int) -> Excusal:
    found = Excusal.objects.filter(election=election, pk=excusal_id).select_related("member").first()
    if found is None:
        raise Refused("这条请假登记刚才已经被删去。")
    return found


def _facts(excusal: Excusal) -> dict[str, object]:
    return {
        "member": excusal.member.code,
        "ground": excusal.ground,
        "consent_number": excusal.consent_number,
        "adopted": excusal.adopted,
    }


def _write_excusal(election: Election, excusal: Excusal, entry: ExcusalEntry) -> None:
    excusal.ground, excusal.adopted = entry.ground, entry.adopted
    excusal.consent_number = entry.consent_number
    excusal.save()
    attendance = Attendance.objects.filter(election=election).first()
    due = entitled(election, election.members.all())
    if attendance and (fault := attendance_problem(entitled=due, present=attendance.present)):
        raise Refused(f"这样登记后，{fault.message}。")


def _refuse_steps(steps: Mapping[Step, StepEntry], present: int | None) -> None:
    faults = {
        f"{item.at.removeprefix('/steps/')}_at": f"{item.message}。"
        for item in order_problems({step: entry.done_at for step, entry in steps.items()})
    }
    for step, entry in steps.items():
        if not step.by_show_of_hands:
            continue
        fault = show_of_hands_problem(step, entry.in_favour or 0, present)
        if fault:
            faults[f"{step.value}_favour"] = f"{fault.message}。"
    if faults:
        raise AtField(**faults)
