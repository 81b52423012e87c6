"""How the assembly stands, in the few plain values that the election page and the readiness rules ask for."""

from dataclasses import dataclass

from ballots.models import Excusal, MeetingStep
from ballots.selectors.dossier import Decided
from elections.models import Election, Official
from elections.rules.eligibility import Duty as RuleDuty
from elections.rules.eligibility import Official as RuleOfficial
from elections.rules.eligibility import check_officials, excusal_lacks
from elections.rules.meeting import steps_open
from elections.rules.problems import Problem

DUTIES: dict[str, RuleDuty] = {
    Official.Duty.CHIEF_MONITOR: RuleDuty.CHIEF_MONITOR,
    Official.Duty.ASSEMBLY_MONITOR: RuleDuty.MONITOR,
    Official.Duty.ASSEMBLY_CALLER: RuleDuty.CALLER,
    Official.Duty.ASSEMBLY_COUNTER: RuleDuty.COUNTER,
}
BARRED_AS = "候选人"


@dataclass(frozen=True, slots=True)
class AssemblyOfficials:
    """How many people are named for each duty of the assembly; the chief monitor is a monitor."""

    monitors: int
    counters: int
    callers: int


def assembly_status(found: Decided) -> str:
    """The status of the decision's assembly, "" before the head count."""
    return found.decision.assembly.status.value if found.decision.assembly else ""


def assembly_steps_open(election: Election) -> tuple[str, ...]:
    """The labels of the steps not yet recorded, in order."""
    done = MeetingStep.objects.filter(election=election).values_list("step", flat=True)
    return tuple(step.label for step in steps_open(set(done)))


def excusals_open(election: Election) -> int:
    """How many excusals still lack the superior's consent or the assembly's vote."""
    excusals = Excusal.objects.filter(election=election)
    return sum(bool(excusal_lacks(consent_number=e.consent_number, adopted=e.adopted)) for e in excusals)


def officials_at_assembly(election: Election) -> list[Official]:
    """The people named for the assembly, by duty as the table of duties has them."""
    named = (
        election.officials.filter(duty__in=DUTIES).select_related("member").prefetch_related("relative_of")
    )
    order = list(DUTIES)
    return sorted(named, key=lambda official: order.index(official.duty))


def count_officials(named: list[Official]) -> AssemblyOfficials:
    """How many are named for each duty."""
    duties = [DUTIES[official.duty] for official in named]
    chiefs, monitors = duties.count(RuleDuty.CHIEF_MONITOR), duties.count(RuleDuty.MONITOR)
    return AssemblyOfficials(chiefs + monitors, duties.count(RuleDuty.COUNTER), duties.count(RuleDuty.CALLER))


def official_problems(
    found: Decided, named: list[Official], *, more_candidates: tuple[str, ...] = ()
) -> tuple[Problem, ...]:
    """What the bans say of those named: barred are the candidates of every ballot held, and their near relatives.

    Before the first ballot they are the formal candidates; `more_candidates` are those of a ballot about to be held.
    """
    barred = {line.member.code for held in found.assembly_rounds for line in held.lines.all()} | set(
        more_candidates
    )
    if not barred and found.dossier.review:
        barred = set(found.dossier.review.candidates)
    return check_officials(
        [_rule_official(official) for official in named],
        barred=barred,
        barred_as=BARRED_AS,
        labels=found.dossier.names,
    )


def _rule_official(official: Official) -> RuleOfficial:
    return RuleOfficial(
        person=official.member.code if official.member else official.name,
        name=official.name,
        duty=DUTIES[official.duty],
        relatives=frozenset(member.code for member in official.relative_of.all()),
    )
