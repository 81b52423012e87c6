"""The people named for ballots and figures, as the rules check them."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from ballots.models import BallotLine, ReviewLine, Round
from elections.models import Election, ElectionGroup, ElectionMember, Official, User
from elections.rules.eligibility import Duty, check_officials, kinship, person_key
from elections.rules.eligibility import Official as RuleOfficial
from elections.rules.permissions import Actor
from elections.rules.problems import Problem

TRUST_DUTIES: Mapping[str, Duty] = {
    Official.Duty.TRUST_CALLER: Duty.CALLER,
    Official.Duty.TRUST_COUNTER: Duty.COUNTER,
    Official.Duty.TRUST_MONITOR: Duty.MONITOR,
    Official.Duty.TRUST_CLERK: Duty.CLERK,
}
ASSEMBLY_DUTIES: Mapping[str, Duty] = {
    Official.Duty.CHIEF_MONITOR: Duty.CHIEF_MONITOR,
    Official.Duty.ASSEMBLY_MONITOR: Duty.MONITOR,
    Official.Duty.ASSEMBLY_CALLER: Duty.CALLER,
    Official.Duty.ASSEMBLY_COUNTER: Duty.COUNTER,
    Official.Duty.ASSEMBLY_CLERK: Duty.CLERK,
}


def officials_of(election: Election) -> list[Official]:
    """Return the officials in the order named, with what the rules ask of them."""
    found = Official.objects.filter(election=election).select_related("member", "group", "account")
    return list(found.prefetch_related("relative_of"))


def accounts_of(election: Election) -> QuerySet[User]:
    """Return the accounts that can be named for a duty: those of the village that are in use."""
    return User.objects.filter(village=election.village_id, is_active=True).order_by("person", "pk")


def duties_of(election: Election, actor: Actor) -> frozenset[str]:
    """Return the duties an account was named for in an election."""
    held = Official.objects.filter(election=election, account=actor.user_id).order_by()
    return frozenset(held.values_list("duty", flat=True))


def accounts_by_duty(officials: Iterable[Official]) -> dict[str, int]:
    """Return how many different accounts in use are named for each duty."""
    named: dict[str, set[int]] = {}
    for official in officials:
        if official.account and official.account.is_active:
            named.setdefault(official.duty, set()).add(official.account.pk)
    return {duty: len(accounts) for duty, accounts in named.items()}


def person_of(official: Official) -> str:
    """Return who an official is to the rules."""
    return person_key(official.name, official.member.code if official.member else None)


def recorded_kin(
    officials: Sequence[Official], also: Iterable[tuple[Official, Iterable[str]]] = ()
) -> dict[str, frozenset[str]]:
    """Return the near relatives of each person, as recorded of all officials, and of those to be named `also`."""
    rows = [(one, [member.code for member in one.relative_of.all()]) for one in officials]
    everybody = [*rows, *also]
    return kinship(
        ((person_of(one), relatives) for one, relatives in everybody),
        ((one.account_id, person_of(one)) for one, _ in everybody),
    )


def rule_officials(
    officials: Iterable[Official],
    duties: Mapping[str, Duty],
    kin: Mapping[str, frozenset[str]] | None = None,
) -> list[RuleOfficial]:
    """Return those with one of `duties` as the rules know them; a relative recorded at any duty counts at all."""
    officials = list(officials)
    kin = recorded_kin(officials) if kin is None else kin
    return [
        RuleOfficial(
            person=person_of(official),
            name=official.name,
            duty=duties[official.duty],
            box=official.group.code if official.group else None,
            relatives=kin.get(person_of(official), frozenset()),
        )
        for official in officials
        if official.duty in duties
    ]


def candidate_codes(election: Election) -> frozenset[str]:
    """Return the ids of the formal candidates and of everybody on a valid ballot of the assembly."""
    taken = ReviewLine.objects.filter(
        review__round__election=election,
        review__round__invalidated_at__isnull=True,
        review__invalidated_at__isnull=True,
        taken=True,
    )
    stood = BallotLine.objects.filter(round__election=election, round__invalidated_at__isnull=True)
    stood = stood.exclude(round__kind=Round.Kind.TRUST)
    return frozenset(
        {*taken.values_list("member__code", flat=True), *stood.values_list("member__code", flat=True)}
    )


def trust_problems(
    officials: Sequence[RuleOfficial],
    members: Iterable[ElectionMember],
    groups: Iterable[ElectionGroup],
) -> tuple[Problem, ...]:
    """Check those who handle trust ballots: every Party member of the branch is a nominee."""
    labels = {member.code: member.label for member in members}
    boxes = {group.code: f"{group.name}票箱" for group in groups}
    return check_officials(
        officials, barred=labels.keys(), barred_as="被投信任票的党员", labels=labels, boxes=boxes
    )


def assembly_problems(
    officials: Sequence[RuleOfficial], members: Iterable[ElectionMember], candidates: frozenset[str]
) -> tuple[Problem, ...]:
    """Check those who handle ballots in the assembly against its candidates."""
    labels = {member.code: member.label for member in members}
    return check_officials(officials, barred=candidates, barred_as="候选人", labels=labels)
