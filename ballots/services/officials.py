"""Naming the people who lead, guide, call, count and watch; refused where the rules ban it."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from ballots.selectors.officials import (
    ASSEMBLY_DUTIES,
    TRUST_DUTIES,
    assembly_problems,
    candidate_codes,
    officials_of,
    person_of,
    rule_officials,
    trust_problems,
)
from elections.models import Election, ElectionGroup, ElectionMember, Official
from elections.rules.eligibility import Official as RuleOfficial
from elections.rules.eligibility import namesake
from elections.rules.permissions import Action, Actor
from elections.services.guard import Refused, lock_election
from elections.services.refusals import AtField

NAME_MOST = 30


@dataclass(frozen=True, slots=True)
class OfficialEntry:
    """One person as typed. `member_id` says which Party member it is; `another` that it is a namesake of one."""

    duty: str
    name: str = ""
    post: str = ""
    member_id: int | None = None
    another: bool = False
    relatives: frozenset[int] = frozenset()
    group_id: int | None = None


def add_official(*, election_id: int, entry: OfficialEntry, by: Actor) -> Official:
    """Name somebody for a duty."""
    try:
        with transaction.atomic():
            election = lock_election(election_id, Action.NAME_OFFICIALS, by)
            official, relatives = _official(election, entry)
            _refuse_banned(election, official, relatives)
            _refuse_twice(official)
            official.save()
            official.relative_of.set(relatives)
            return official
    except IntegrityError as error:  # two at once named the same
        raise Refused(_twice(entry.duty)) from error


def remove_official(*, election_id: int, official_id: int, by: Actor) -> str:
    """Take somebody off a duty; return who it was, "" if already gone."""
    with transaction.atomic():
        election = lock_election(election_id, Action.NAME_OFFICIALS, by)
        official = Official.objects.filter(election=election, pk=official_id).first()
        if official is None:
            return ""
        official.delete()
    return f"{official.name}（{official.get_duty_display()}）"


def _official(election: Election, entry: OfficialEntry) -> tuple[Official, list[ElectionMember]]:
    members = {member.pk: member for member in election.members.all()}
    member = members.get(entry.member_id) if entry.member_id else None
    if member is None and not entry.another and namesake(entry.name, (m.name for m in members.values())):
        raise AtField(
            member=f"名册中有党员{entry.name}。是他本人的，请选他；不是的，请选“与党员同名的另一人”。"
        )
    if entry.group_id and entry.duty not in TRUST_DUTIES:
        raise AtField(group="只有信任投票的唱票、计票、监票人分票箱，其余请选“全部票箱”。")
    group = ElectionGroup.objects.filter(election=election, pk=entry.group_id or 0).first()
    official = Official(
        election=election,
        duty=entry.duty,
        name=member.label[:NAME_MOST] if member else entry.name,
        post=entry.post,
        member=member,
        group=group,
    )
    return official, [members[pk] for pk in entry.relatives if pk in members]


def _refuse_twice(official: Official) -> None:
    same = Official.objects.filter(
        election=official.election, duty=official.duty, name=official.name, group=official.group
    )
    if same.exists():
        raise Refused(_twice(official.duty))


def _twice(duty: str) -> str:
    return f"这个人已经登记为{Official.Duty(duty).label}，不必再登记。"


def _refuse_banned(election: Election, official: Official, relatives: list[ElectionMember]) -> None:
    duties = TRUST_DUTIES if official.duty in TRUST_DUTIES else ASSEMBLY_DUTIES
    if official.duty not in duties:
        return
    named = rule_officials(officials_of(election), duties)
    new = RuleOfficial(
        person=person_of(official.name, official.member),
        name=official.name,
        duty=duties[official.duty],
        box=official.group.code if official.group else None,
        relatives=frozenset(member.code for member in relatives),
    )
    members = election.members.all()
    if duties is TRUST_DUTIES:
        problems = trust_problems([*named, new], members, ())
    else:
        problems = assembly_problems([*named, new], members, candidate_codes(election))
    mine = [f"{item.message}。" for item in problems if item.at == f"/officials/{len(named)}"]
    if mine:
        raise Refused(*mine)
