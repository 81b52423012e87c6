"""The people named for ballots and figures, as the rules check them."""

from collections.abc import Iterable, Mapping, Sequence

from ballots.models import BallotLine, ReviewLine, Round
from elections.models import Election, ElectionGroup, ElectionMember, Official
from elections.rules.eligibility import Duty, check_officials
from elections.rules.eligibility import Official as RuleOfficial
from elections.rules.problems import Problem

TRUST_DUTIES: Mapping[str, Duty] = {
    Official.Duty.TRUST_CALLER: Duty.CALLER,
    Official.Duty.TRUST_COUNTER: Duty.COUNTER,
    Official.Duty.TRUST_MONITOR: Duty.MONITOR,
}
ASSEMBLY_DUTIES: Mapping[str, Duty] = {
    Official.Duty.CHIEF_MONITOR: Duty.CHIEF_MONITOR,
    Official.Duty.ASSEMBLY_MONITOR: Duty.MONITOR,
    Official.Duty.ASSEMBLY_CALLER: Duty.CALLER,
    Official.Duty.ASSEMBLY_COUNTER: Duty.COUNTER,
}


def officials_of(election: Election) -> list[Official]:
    """Return the officials in the order named, with what the rules ask of them."""
    found = Official.objects.filter(election=election).select_related("member", "group")
    return list(found.prefetch_related("relative_of"))


def person_of(name: str, member: ElectionMember | None) -> str:
    """Return who somebody is to the rules: a member by id, anybody else by name."""
    return member.code if member else f"name:{name}"


def rule_officials(officials: Iterable[Official], duties: Mapping[str, Duty]) -> list[RuleOfficial]:
    """Return those with one of `duties` as the rules know them."""
    return [
        RuleOfficial(
            person=person_of(official.name, official.member),
            name=official.name,
            duty=duties[official.duty],
            box=official.group.code if official.group else None,
            relatives=frozenset(member.code for member in official.relative_of.all()),
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
