"""What an election loses by going back to an earlier stage: found once, shown before and written by the service."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import formats

from ballots.models import Attendance, Certificate, MeetingStep, Notice, Review, Round, Sheet
from elections.models import Election, StageRecord
from elections.rules.stages import Derived, Stage, derived_undone, stages_back, stages_undone


@dataclass(frozen=True, slots=True)
class Undone:
    """What falls when an election goes back to `target`."""

    target: Stage
    stages: tuple[str, ...]
    records: tuple[StageRecord, ...]
    notices: tuple[Notice, ...]
    trust_round: Round | None
    certificate: Certificate | None
    proceeding: Round | None
    reviews: tuple[Review, ...]
    rounds: tuple[Round, ...]
    meeting: bool

    @property
    def sentences(self) -> list[str]:
        """What falls, one line each, as the page names it before it is done."""
        lines = [f"“{Stage(record.stage).label}”阶段的记录" for record in self.records]
        lines += [f"材料《{notice.title}》（第 {notice.number} 版）" for notice in self.notices]
        if self.trust_round:
            lines.append("已开出的信任投票计票单（以后重新开出）")
        if self.certificate:
            lines.append("信任投票结果上的签字（票数保留）")
        if self.proceeding:
            lines.append("以较少人数继续的决定")
        lines += [
            f"党委会{formats.date_format(review.decided_on)}对候选人的审定及其异议登记"
            for review in self.reviews
        ]
        if self.meeting:
            lines.append("党员大会的到会、请假和程序记录")
        return [*lines, *(f"党员大会已开出的“{held.get_kind_display()}”选票" for held in self.rounds)]


def ways_back(election: Election) -> tuple[Stage, ...]:
    """Return the stages the election may go back to, nearest first."""
    if election.finished_at:
        return ()
    return stages_back(
        election.present_stage,
        trust_figures=_typed(election, trust=True),
        assembly_figures=_typed(election, trust=False),
        certified=_certified(election),
    )


def _certified(election: Election) -> bool:
    """Whether the trust result is signed by both, and stands."""
    made = Certificate.objects.filter(made_at__isnull=False, lifted_at__isnull=True)
    return made.filter(round__in=_trust_rounds(election)).exists()


def undone(election: Election, target: Stage) -> Undone:
    """Return what of `election` falls when it goes back to `target`."""
    stages = tuple(stage.value for stage in stages_undone(target, election.present_stage))
    falls = derived_undone(target)
    rounds = Round.objects.filter(election=election, invalidated_at__isnull=True)
    trust = _trust_rounds(election).first()
    reviews = Review.objects.filter(round__election=election, invalidated_at__isnull=True)
    valid = {"election": election, "stage__in": stages, "invalidated_at__isnull": True}
    return Undone(
        target=target,
        stages=stages,
        records=tuple(StageRecord.objects.filter(**valid)),
        notices=tuple(Notice.objects.filter(**valid).defer("pdf")),
        trust_round=trust if Derived.TRUST_ROUND in falls else None,
        certificate=trust.certificate if trust and Derived.CERTIFICATE in falls else None,
        proceeding=trust if trust and trust.proceed_reason and Derived.PROCEEDING in falls else None,
        reviews=tuple(reviews) if Derived.REVIEW in falls else (),
        rounds=tuple(rounds.exclude(kind=Round.Kind.TRUST)) if Derived.MEETING in falls else (),
        meeting=Derived.MEETING in falls and _met(election),
    )


def _trust_rounds(election: Election) -> QuerySet[Round]:
    return Round.objects.filter(election=election, kind=Round.Kind.TRUST, invalidated_at__isnull=True)


def _met(election: Election) -> bool:
    begun = MeetingStep.objects.filter(election=election).exists()
    return begun or Attendance.objects.filter(election=election).exists()


def _typed(election: Election, *, trust: bool) -> bool:
    """Whether a figure of the trust vote (or of the assembly) is on record, be it of a vote since repeated."""
    sheets = Sheet.objects.filter(round__election=election, version__gt=0)
    kind = Round.Kind.TRUST
    return (sheets.filter(round__kind=kind) if trust else sheets.exclude(round__kind=kind)).exists()
