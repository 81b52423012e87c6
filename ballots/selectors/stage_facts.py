"""How an election stands, gathered for `elections.rules.readiness`."""

from collections.abc import Mapping
from datetime import date

from ballots.models import Attendance, Excusal, MeetingStep, Round, Sheet
from elections.models import Election, Official
from elections.rules.certifying import CERTIFIED_IN
from elections.rules.eligibility import check_membership, excusal_lacks
from elections.rules.meeting import Step, hands_problems, steps_open
from elections.rules.readiness import StageFacts, blockers
from elections.rules.rule_words import size_faults
from elections.rules.stage_items import misdated_items, missing_items
from elections.rules.stage_records import first_date, read_items
from elections.rules.stages import ORDER, Missing, Stage
from elections.selectors.elections import valid_records

from .dossier import Decided
from .officials import (
    ASSEMBLY_DUTIES,
    TRUST_DUTIES,
    accounts_by_duty,
    assembly_problems,
    candidate_codes,
    officials_of,
    rule_officials,
    trust_problems,
)
from .signing import signing_of
from .trust import unexplained_warnings

Facts = dict[str, object]


def standing(
    found: Decided, kept: Mapping[str, str], *, today: date
) -> tuple[StageFacts, tuple[Missing, ...]]:
    """Return how the present stage stands with `kept` as its record, and every reason why it cannot close."""
    stage = found.election.present_stage
    items = read_items(stage, kept)
    facts = stage_facts(found, stage=stage, items=items, today=today)
    previous = _previous_date(found.election, stage)
    missing = (
        *missing_items(stage, items),
        *misdated_items(stage, items, previous=previous, today=today),
        *blockers(stage, facts),
    )
    return facts, missing


def _previous_date(election: Election, stage: Stage) -> date | None:
    before = stage.number - 2
    record = valid_records(election).get(ORDER[before]) if before >= 0 else None
    return first_date(ORDER[before], record.items) if record else None


def stage_facts(found: Decided, *, stage: Stage, items: Mapping[str, object], today: date) -> StageFacts:
    """Return how the election stands for closing `stage` with the record `items`."""
    election = found.election
    facts: Facts = {
        **_register(found),
        **_people(found, stage),
        **_sheets(found, stage),
        **_statuses(found),
        **_review(found, stage, items, today),
        **_meeting(election, items),
        **_signing(found, stage),
    }
    return StageFacts(**facts, today=today)  # type: ignore[arg-type]


def _register(found: Decided) -> Facts:
    dossier = found.dossier
    faults = size_faults(dossier.rules, population=dossier.village.population)
    return {
        "population": dossier.village.population,
        "groups": len(dossier.village.groups),
        "eligible": dossier.village.eligible,
        "member_problems": check_membership(dossier.members),
        "rule_faults": tuple(sentence for _, sentence in faults),
        "conditions_written": bool(
            found.election.conditions_secretary.strip() and found.election.conditions_member.strip()
        ),
    }


def _people(found: Decided, stage: Stage) -> Facts:
    officials = officials_of(found.election)
    members = found.members.values()
    if stage is Stage.ASSEMBLY:
        candidates = candidate_codes(found.election)
        problems = assembly_problems(rule_officials(officials, ASSEMBLY_DUTIES), members, candidates)
    else:
        mine = rule_officials(officials, TRUST_DUTIES)
        problems = trust_problems(mine, members, found.groups.values())

    def count(*duties: str) -> int:
        return sum(official.duty in duties for official in officials)

    duty = Official.Duty
    return {
        "official_problems": problems,
        "accounts": accounts_by_duty(officials),
        "guidance_members": count(duty.GUIDANCE),
        "committee_members": count(duty.COMMITTEE_HEAD, duty.COMMITTEE),
        "committee_heads": count(duty.COMMITTEE_HEAD),
        "trust_callers": count(duty.TRUST_CALLER),
        "trust_counters": count(duty.TRUST_COUNTER),
        "assembly_monitors": count(duty.CHIEF_MONITOR, duty.ASSEMBLY_MONITOR),
        "assembly_counters": count(duty.ASSEMBLY_COUNTER),
        "assembly_callers": count(duty.ASSEMBLY_CALLER),
    }


def _sheets(found: Decided, stage: Stage) -> Facts:
    trust = found.trust_round
    sheets = list(trust.sheets.all()) if trust else []
    boxed = {sheet.group_id for sheet in sheets if sheet.kind == Sheet.Kind.GROUP}
    rounds: tuple[Round, ...] = (trust,) if trust else ()
    if stage is Stage.ASSEMBLY:
        rounds = found.assembly_rounds
    return {
        "sheets": len(sheets),
        "sheets_complete": sum(sheet.verified for sheet in sheets),
        "groups_without_sheet": tuple(
            group.name for group in found.groups.values() if trust and group.pk not in boxed
        ),
        "warnings_unexplained": sum(
            item.sheet.round_id in {held.pk for held in rounds} for item in unexplained_warnings(found)
        ),
    }


def _statuses(found: Decided) -> Facts:
    decision, trust = found.decision, found.trust_round
    return {
        "trust_status": decision.trust.status.value if decision.trust else "",
        "review_status": decision.review.status.value if decision.review else "",
        "assembly_status": decision.assembly.status.value if decision.assembly else "",
        "proceed_with_fewer": bool(trust and trust.proceed_reason),
    }


def _review(found: Decided, stage: Stage, items: Mapping[str, object], today: date) -> Facts:
    election, posted = found.election, items
    if stage is not Stage.REVIEWED:
        record = valid_records(election).get(Stage.REVIEWED)
        posted = read_items(Stage.REVIEWED, record.items) if record else {}
    posted_on, until = posted.get("posted_on"), posted.get("objections_until")
    # A date of posting that lies in the future is refused for itself.
    known = posted_on if isinstance(posted_on, date) and posted_on <= today else None
    objections = list(found.review.objections.all()) if found.review else []
    return {
        "objections_open": sum(objection.found_on is None for objection in objections),
        "decided_on": found.review.decided_on if found.review else None,
        "posted_on": posted_on,
        "objections_until": until,
        "window_ends": election.objections_end(known) if known else None,
    }


def _signing(found: Decided, stage: Stage) -> Facts:
    """Who has still to sign the stage's result: in the assembly that of the last ballot."""
    signings = [signing_of(held) for held in found.rounds]
    mine = [one for one in signings if CERTIFIED_IN[one.held.is_trust] is stage]
    return {
        "unsigned": mine[-1].missing if mine else (),
        "reopening": any(one.reopening for one in signings),
    }


def _meeting(election: Election, items: Mapping[str, object]) -> Facts:
    done = dict(MeetingStep.objects.filter(election=election).values_list("step", "in_favour"))
    present = Attendance.objects.filter(election=election).values_list("present", flat=True).first()
    excusals = Excusal.objects.filter(election=election)
    return {
        "held_on": items.get("held_on"),
        "assembly_called": present is not None,
        "excusals_open": sum(
            bool(excusal_lacks(consent_number=one.consent_number, adopted=one.adopted)) for one in excusals
        ),
        "steps_open": tuple(step.label for step in steps_open(done)),
        "hands_problems": hands_problems({Step(name): votes or 0 for name, votes in done.items()}, present),
    }
