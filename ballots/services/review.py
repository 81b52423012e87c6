"""Recording the township's review of the shortlist, objections to it and their findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from ballots.models import Objection, Review, ReviewLine, Round
from ballots.selectors.dossier import Decided, decided
from ballots.selectors.review import objections_of, recorded_day
from elections.models import Election, ElectionMember
from elections.rules.days import day_fault
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor
from elections.rules.review import naming_fault
from elections.rules.stages import Stage
from elections.services.audit import record
from elections.services.guard import Refused, lock_election, lock_version
from elections.services.refusals import AtField


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """One deliberation as typed: the ids taken, the reason for each one declined, brief careers of those taken."""

    decided_on: date
    present: int
    minutes_number: str
    candidates: tuple[str, ...]
    declined: Mapping[str, str] = field(default_factory=dict)
    careers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ObjectionEntry:
    """One objection as typed; `about` is the id of a formal candidate, "" where it is about none of them."""

    received_on: date
    about: str
    content: str


def settle_review(
    *, election_id: int, version: int, entry: ReviewEntry, replaces: str, by: Actor, at: datetime
) -> Review:
    """Record a review; one already on record is set aside for the reason `replaces`.

    A review the rules find invalid is recorded too: the page says so, and the stage cannot close on it.
    """
    try:
        with transaction.atomic():
            election = lock_election(election_id, Action.REVIEW, by)
            lock_version(election, version)
            found = decided(election)
            _refuse_day(election, entry.decided_on, at)
            held = _round_reviewed(found, entry)
            old = _set_aside(found, replaces, at)
            review = _write(held, found.members, entry, by=by, at=at)
            if old:
                # What still waits for its finding is not answered by deliberating again.
                Objection.objects.filter(review=old, finding="").update(review=review)
            _record_review(election, review, entry, replaces if old else "", by=by, at=at)
            return review
    except IntegrityError as error:
        raise Refused("别人刚刚登记了审定结果，请重新打开本页核对。") from error


def record_objection(
    *, election_id: int, version: int, entry: ObjectionEntry, by: Actor, at: datetime
) -> Objection:
    """Record an objection to the review on record. Who objected is not recorded."""
    with transaction.atomic():
        election = lock_election(election_id, Action.RECORD_OBJECTION, by)
        lock_version(election, version)
        found = decided(election)
        if found.review is None:
            raise Refused("党委会还没有审定正式候选人，没有可以提出异议的公示。")
        taken = {line.member.code: line.member for line in found.review.lines.all() if line.taken}
        if entry.about and entry.about not in taken:
            raise AtField(about="这名党员不是正式候选人，请重新选择。")
        fault = day_fault(
            "收到日期", entry.received_on, today=timezone.localdate(at), after=_posted(election, found.review)
        )
        if fault:
            raise AtField(received_on=fault)
        objection = Objection.objects.create(
            review=found.review,
            about=taken.get(entry.about),
            received_on=entry.received_on,
            content=entry.content,
        )
        record(election, by=by, at=at, action=Deed.OBJECTION_RECORDED, payload=_told(objection))
        return objection


def record_finding(
    *,
    election_id: int,
    objection_id: int,
    version: int,
    found_on: date,
    finding: str,
    by: Actor,
    at: datetime,
) -> Objection:
    """Record what came of an objection; a finding already on record is replaced."""
    with transaction.atomic():
        election = lock_election(election_id, Action.RECORD_OBJECTION, by)
        lock_version(election, version)
        objection = next((item for item in objections_of(election) if item.pk == objection_id), None)
        if objection is None:
            raise Refused("这件异议已经不在本次审定之内。")
        received = ("收到日期", objection.received_on)
        if fault := day_fault("调查日期", found_on, today=timezone.localdate(at), after=received):
            raise AtField(found_on=fault)
        before = [objection.found_on and f"{objection.found_on}", objection.finding]
        objection.found_on, objection.finding = found_on, finding
        objection.save(update_fields=["found_on", "finding"])
        facts = {**_told(objection), "before": before, "found_on": f"{found_on}", "finding": finding}
        record(election, by=by, at=at, action=Deed.FINDING_RECORDED, payload=facts)
        return objection


def _told(objection: Objection) -> dict[str, object]:
    """What an objection is known by in the chain."""
    about = objection.about.code if objection.about else ""
    return {"about": about, "received_on": f"{objection.received_on}", "content": objection.content}


def _record_review(
    election: Election, review: Review, entry: ReviewEntry, replaces: str, *, by: Actor, at: datetime
) -> None:
    payload = {
        "round": review.round.number,
        "decided_on": f"{entry.decided_on}",
        "present": entry.present,
        "minutes_number": entry.minutes_number,
        "candidates": list(entry.candidates),
        "declined": dict(entry.declined),
        "careers": dict(entry.careers),
        "replaces": replaces,
    }
    record(election, by=by, at=at, action=Deed.REVIEW_SETTLED, payload=payload)


def _refuse_day(election: Election, decided_on: date, at: datetime) -> None:
    posted = recorded_day(election, Stage.SHORTLISTED, "posted_on")
    after = ("预备候选人公示日期", posted) if posted else None
    if fault := day_fault("研究日期", decided_on, today=timezone.localdate(at), after=after):
        raise AtField(decided_on=fault)


def _posted(election: Election, review: Review) -> tuple[str, date]:
    """What no objection comes before: the posting, or the deliberation while nothing is posted."""
    posted = recorded_day(election, Stage.REVIEWED, "posted_on")
    return ("正式候选人公示日期", posted) if posted else ("党委会研究日期", review.decided_on)


def _set_aside(found: Decided, reason: str, at: datetime) -> Review | None:
    if found.review is None:
        return None
    if not reason:
        raise AtField(replaces="请写明为什么重新审定，原来的审定结果会连同理由留存。")
    found.review.invalidated_at, found.review.invalidated_reason = at, reason
    found.review.save(update_fields=["invalidated_at", "invalidated_reason"])
    return found.review


def _round_reviewed(found: Decided, entry: ReviewEntry) -> Round:
    """The trust round whose shortlist the entry is about."""
    held, trust = found.trust_round, found.decision.trust
    shortlist = trust.shortlist if trust else ()
    fault = naming_fault(shortlist, entry.candidates, entry.declined, entry.careers)
    if held is None or fault:
        raise Refused(fault or "信任投票已经作废，请重新打开本页。")
    return held


def _write(
    held: Round, members: Mapping[str, ElectionMember], entry: ReviewEntry, *, by: Actor, at: datetime
) -> Review:
    named = {**dict.fromkeys(entry.candidates, ""), **entry.declined}
    review = Review.objects.create(
        round=held,
        decided_on=entry.decided_on,
        present=entry.present,
        minutes_number=entry.minutes_number,
        made_at=at,
        made_by_id=by.user_id,
    )
    ReviewLine.objects.bulk_create(
        ReviewLine(
            review=review,
            member=member,
            taken=code in entry.candidates,
            reason=named[code],
            career=entry.careers.get(code, ""),
        )
        for code, member in members.items()
        if code in named
    )
    return review
