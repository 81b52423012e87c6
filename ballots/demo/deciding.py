"""From the township's review to the handover."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ballots.models import Sheet
from ballots.services.assembly import ExcusalEntry, StepEntry, add_excusal, save_steps, set_attendance
from ballots.services.assembly_rounds import open_round
from ballots.services.review import (
    ObjectionEntry,
    ReviewEntry,
    record_finding,
    record_objection,
    settle_review,
)
from elections.rules.duties import OfficialDuty
from elections.rules.meeting import Step
from elections.rules.stages import Stage

from .campaign import Campaign, close, draft, draft_and_print, make_papers, moment, name_officials
from .figures import Held
from .keying import key_twice
from .signing import sign_result
from .story import MeetingStory, ReviewStory

A_BALLOT_TAKES = timedelta(minutes=30)
BALLOT_PAPERS = ("election_ballot", "tally_sheet")
CALLING_PAPERS = ("meeting_notice", "agenda")
OFFICE_OPENS = time(9)


def review(campaign: Campaign) -> None:
    """Settle the formal candidates, post them, hear the objections, and call the assembly."""
    told = campaign.story.review
    assert told is not None  # noqa: S101 - our own file
    codes = campaign.codes
    entry = ReviewEntry(
        decided_on=told.decided_on,
        present=told.present,
        minutes_number=told.minutes_number,
        candidates=tuple(codes[name] for name in told.settled.candidates),
        declined={codes[name]: reason for name, reason in told.settled.declined.items()},
        careers={codes[name]: career for name, career in told.careers.items()},
    )
    settle_review(
        election_id=campaign.election_id,
        version=campaign.election.version,
        entry=entry,
        replaces="",
        by=campaign.township,
        at=told.recorded_at,
    )
    draft_and_print(campaign, Stage.REVIEWED)
    _hear_objections(campaign, told)
    close(campaign, Stage.REVIEWED)
    called_at = moment(campaign.stage(Stage.REVIEWED).closed_at)
    draft(campaign, Stage.ASSEMBLY, at=called_at, known=("held_on", "held_at", "place", "presided_by"))
    make_papers(campaign, CALLING_PAPERS, at=called_at)


def meet(campaign: Campaign) -> MeetingStory:
    """Open the assembly: officials, excusals, head count and the steps recorded so far."""
    told = campaign.story.meeting
    assert told is not None  # noqa: S101 - our own file
    name_officials(campaign, Stage.ASSEMBLY)
    codes, at = campaign.codes, told.begun_at
    for name, ground, consent in told.excused:
        add_excusal(
            election_id=campaign.election_id,
            version=campaign.election.version,
            member_code=codes[name],
            entry=ExcusalEntry(ground=ground, consent_number=consent, adopted=True),
            by=campaign.clerk,
            at=at,
        )
    set_attendance(
        election_id=campaign.election_id,
        version=campaign.election.version,
        present=told.present,
        by=campaign.clerk,
        at=at,
    )
    _record_steps(campaign, told)
    return told


def open_ballot(campaign: Campaign, held: Held, *, at: datetime) -> None:
    """Open one ballot of the assembly and print it."""
    codes = campaign.codes
    open_round(
        election_id=campaign.election_id,
        version=campaign.election.version,
        kind=held.kind,
        candidates=[codes[name] for name in held.candidates],
        by=campaign.clerk,
        at=at,
    )
    make_papers(campaign, BALLOT_PAPERS, at=at)


def await_figures(campaign: Campaign) -> None:
    """Hold the assembly up to the vote: the first ballot is open and nothing is keyed."""
    told = meet(campaign)
    draft(campaign, Stage.ASSEMBLY, at=told.begun_at)
    open_ballot(campaign, told.rounds[0], at=told.begun_at + A_BALLOT_TAKES)


def elect(campaign: Campaign) -> None:
    """Hold the whole assembly: every ballot opened, printed, keyed, signed and announced, then the report."""
    told = meet(campaign)
    at = told.begun_at
    draft(campaign, Stage.ASSEMBLY, at=at)
    for held in told.rounds:
        at += A_BALLOT_TAKES
        open_ballot(campaign, held, at=at)
        _key(campaign, held, at=at)
        sign_result(campaign, at=at)
    draft_and_print(campaign, Stage.ASSEMBLY)
    close(campaign, Stage.ASSEMBLY)


def finish(campaign: Campaign) -> None:
    """Record the reply, announce it, and hand over."""
    draft_and_print(campaign, Stage.APPROVED)
    close(campaign, Stage.APPROVED)
    draft_and_print(campaign, Stage.HANDED_OVER)
    close(campaign, Stage.HANDED_OVER)


def _hear_objections(campaign: Campaign, told: ReviewStory) -> None:
    codes = campaign.codes
    for one in told.objections:
        objection = record_objection(
            election_id=campaign.election_id,
            version=campaign.election.version,
            entry=ObjectionEntry(one["received_on"], codes[one["about"]], one["content"]),
            by=campaign.township,
            at=_morning(one["received_on"]),
        )
        record_finding(
            election_id=campaign.election_id,
            objection_id=objection.pk,
            version=campaign.election.version,
            found_on=one["found_on"],
            finding=one["finding"],
            by=campaign.township,
            at=_morning(one["found_on"]),
        )


def _record_steps(campaign: Campaign, told: MeetingStory) -> None:
    steps = {
        Step(step): StepEntry(done_at=done_at, note=note, in_favour=favour[0] if favour else None)
        for step, (done_at, note, *favour) in told.steps.items()
    }
    save_steps(
        election_id=campaign.election_id,
        version=campaign.election.version,
        steps=steps,
        by=campaign.clerk,
        at=told.begun_at,
    )


def _key(campaign: Campaign, held: Held, *, at: datetime) -> None:
    sheet = Sheet.objects.filter(round__election=campaign.election_id, kind=Sheet.Kind.ASSEMBLY).latest("pk")
    key_twice(campaign, sheet, OfficialDuty.ASSEMBLY_CLERK, held.figures, at=at)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, OFFICE_OPENS))
