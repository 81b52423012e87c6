"""The page of the assembly: everything it shows, read once and decided by the rules."""

from django.http import Http404

from ballots.models import Attendance, Excusal, MeetingStep, Round
from ballots.selectors.assembly_parts import (
    Ask,
    AssemblyPage,
    ElectedLine,
    ExcusalRow,
    Offer,
    StepRow,
)
from ballots.selectors.assembly_rounds import (
    last_signing,
    open_ballot,
    opening_reasons,
    reduction,
    round_views,
    withdrawn_rounds,
)
from ballots.selectors.dossier import Decided, entitled, rule_member
from ballots.selectors.officials import (
    ASSEMBLY_DUTIES,
    accounts_by_duty,
    assembly_problems,
    candidate_codes,
    officials_of,
    rule_officials,
)
from ballots.selectors.parts import Part
from ballots.selectors.signing import PREFETCH, Signing
from elections.models import Election, ElectionMember
from elections.rules.agenda import NextRound, next_rounds
from elections.rules.assembly import AssemblyStatus
from elections.rules.eligibility import Excusal as Ground
from elections.rules.eligibility import can_vote, excusal_lacks
from elections.rules.explain import explain
from elections.rules.meeting import Step
from elections.rules.permissions import Actor
from elections.rules.results import tied_votes, votes_won
from elections.rules.standing import Post
from elections.selectors.places import get_election


def assembly_page(found: Decided) -> AssemblyPage:
    """Gather the page of an election's assembly."""
    election = found.election
    steps, ballot = _steps(election), open_ballot(found)
    signing = last_signing(found)
    done = {row.step.value for row in steps if row.record}
    people = officials_of(election)
    refusals = opening_reasons(found, done, accounts_by_duty(people))
    named = [official for official in people if official.duty in ASSEMBLY_DUTIES]
    checked = rule_officials(people, ASSEMBLY_DUTIES)
    problems = assembly_problems(checked, found.members.values(), candidate_codes(election))
    explained = explain(found.dossier, found.decision)
    return AssemblyPage(
        found=found,
        ask=_ask(found, ballot, signing, refusals),
        entitled=entitled(election, found.members.values()),
        attendance=Attendance.objects.filter(election=election).first(),
        excusals=_excusals(election),
        steps=steps,
        refusals=refusals,
        officials=tuple(sorted(named, key=lambda item: list(ASSEMBLY_DUTIES).index(item.duty))),
        official_problems=problems,
        rounds=round_views(found),
        withdrawn=tuple(withdrawn_rounds(found)),
        offers=offers(found),
        reduce=reduction(found),
        elected=_elected(found),
        explained=tuple(item for item in explained if item.topic.startswith("assembly")),
    )


def offers(found: Decided) -> tuple[Offer, ...]:
    """The ballots that may be held now, with names; none while the last is not announced."""
    signing = last_signing(found)
    if signing is not None and not signing.announced:
        return ()
    return tuple(_offer(found, ballot) for ballot in next_rounds(found.dossier, found.decision))


def get_excusal(actor: Actor, election_id: int, excusal_id: int) -> Part[Excusal]:
    """Return one excusal; raises Http404 outside the actor's reach."""
    election = get_election(actor, election_id)
    found = Excusal.objects.filter(election=election, pk=excusal_id).select_related("member").first()
    if found is None:
        raise Http404("没有这条请假登记。")
    return Part(election, found)


def get_ballot(actor: Actor, election_id: int, round_id: int) -> Part[Round]:
    """Return one valid ballot of the assembly; raises Http404 outside the actor's reach."""
    election = get_election(actor, election_id)
    valid = Round.objects.filter(election=election, pk=round_id, invalidated_at__isnull=True)
    found = valid.exclude(kind=Round.Kind.TRUST).prefetch_related(*PREFETCH).first()
    if found is None:
        raise Http404("没有这一轮投票。")
    return Part(election, found)


def recorded_steps(rows: tuple[StepRow, ...]) -> dict[str, object]:
    """The order of the meeting as it is recorded, by the names of the form's fields."""
    values: dict[str, object] = {}
    for row in rows:
        name, record = row.step.value, row.record
        values[f"{name}_at"] = record.done_at if record else None
        values[f"{name}_note"] = record.note if record else ""
        if row.step.by_show_of_hands:
            values[f"{name}_favour"] = record.in_favour if record else None
    return values


def may_be_excused(found: Decided) -> tuple[ElectionMember, ...]:
    """The members with the vote who are not excused yet, in stroke order."""
    excused = set(Excusal.objects.filter(election=found.election).values_list("member__code", flat=True))
    return tuple(
        member
        for code, member in found.members.items()
        if can_vote(rule_member(member)) and code not in excused
    )


def _ask(found: Decided, ballot: Round | None, signing: Signing | None, refusals: tuple[str, ...]) -> Ask:
    outcome = found.decision.assembly
    if outcome is None:
        return Ask.ATTENDANCE
    if outcome.status is AssemblyStatus.NO_QUORUM:
        return Ask.NO_QUORUM
    if ballot:
        return Ask.SHEET
    if signing and not signing.announced:
        return Ask.SIGN
    if outcome.status is AssemblyStatus.ELECTED:
        return Ask.FINISH
    return Ask.PREPARE if refusals else Ask.NEXT


def _offer(found: Decided, ballot: NextRound) -> Offer:
    assembly, outcome = found.dossier.assembly, found.decision.assembly
    votes = tied_votes(assembly, outcome) if assembly and outcome else None
    return Offer(ballot, tuple(found.names(ballot.suggested)), votes)


def _excusals(election: Election) -> tuple[ExcusalRow, ...]:
    excusals = Excusal.objects.filter(election=election).select_related("member")
    return tuple(
        ExcusalRow(
            item,
            Ground[item.ground].label,
            excusal_lacks(consent_number=item.consent_number, adopted=item.adopted),
        )
        for item in excusals
    )


def _steps(election: Election) -> tuple[StepRow, ...]:
    records = {record.step: record for record in MeetingStep.objects.filter(election=election)}
    return tuple(StepRow(step, records.get(step.value)) for step in Step)


def _elected(found: Decided) -> tuple[ElectedLine, ...]:
    """Those elected in stroke order."""
    assembly, outcome = found.dossier.assembly, found.decision.assembly
    if assembly is None or outcome is None:
        return ()
    won, standing = votes_won(assembly, outcome), outcome.standing
    return tuple(
        ElectedLine(
            member,
            code == standing.secretary,
            won[Post.COMMITTEE].get(code),
            won[Post.SECRETARY].get(code),
        )
        for code, member in found.members.items()
        if code in standing.elected
    )
