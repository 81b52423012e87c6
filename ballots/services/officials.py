"""Naming the people who lead, guide, call, count and watch; refused where the rules ban it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from ballots.selectors.bans import naming_refusals, taking_off_refusal
from ballots.selectors.officials import TRUST_DUTIES
from elections.models import Election, ElectionGroup, ElectionMember, Official, User
from elections.rules.duties import OfficialDuty, account_fault
from elections.rules.eligibility import namesake
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor, Role
from elections.services.audit import record
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
    account_id: int | None = None


def add_official(*, election_id: int, entry: OfficialEntry, by: Actor, at: datetime) -> Official:
    """Name somebody for a duty."""
    try:
        with transaction.atomic():
            election = lock_election(election_id, Action.NAME_OFFICIALS, by)
            return name_official(election, entry, by=by, at=at)
    except IntegrityError as error:  # two at once named the same
        raise Refused(_twice(entry.duty)) from error


def name_official(election: Election, entry: OfficialEntry, *, by: Actor, at: datetime) -> Official:
    """Name somebody; call with the election's lock held, and once it is known that this may be done now."""
    official, relatives = _official(election, entry, _account(election, entry))
    _refuse(election, official, relatives)
    official.save()
    official.relative_of.set(relatives)
    payload = {**_facts(official), "relatives": sorted(member.code for member in relatives)}
    record(election, by=by, at=at, action=Deed.OFFICIAL_NAMED, payload=payload)
    return official


def official_to_be(election: Election, entry: OfficialEntry) -> tuple[Official, list[ElectionMember]]:
    """Return, unsaved, whom `entry` would name once there is an account, and the relatives; refuse who may not."""
    official, relatives = _official(election, entry, None)
    _refuse(election, official, relatives)
    return official, relatives


def remove_official(*, election_id: int, official_id: int, by: Actor, at: datetime) -> str:
    """Take somebody off a duty; return who it was, "" if already gone. Refused where they handled figures."""
    with transaction.atomic():
        election = lock_election(election_id, Action.NAME_OFFICIALS, by)
        official = Official.objects.filter(election=election, pk=official_id).first()
        if official is None:
            return ""
        if refusal := taking_off_refusal(election, official):
            raise Refused(refusal)
        record(election, by=by, at=at, action=Deed.OFFICIAL_REMOVED, payload=_facts(official))
        official.delete()
    return f"{official.name}（{official.get_duty_display()}）"


def _facts(official: Official) -> dict[str, object]:
    return {
        "duty": str(official.duty),
        "name": official.name,
        "post": official.post,
        "member": official.member.code if official.member else None,
        "group": official.group.code if official.group else None,
        "account": official.account.username if official.account else None,
    }


def _official(
    election: Election, entry: OfficialEntry, account: User | None
) -> tuple[Official, list[ElectionMember]]:
    name = account.person if account else entry.name
    members = {member.pk: member for member in election.members.all()}
    member = members.get(entry.member_id) if entry.member_id else None
    if member is None and not entry.another and namesake(name, (m.name for m in members.values())):
        raise AtField(member=f"名册中有党员{name}。是他本人的，请选他；不是的，请选“与党员同名的另一人”。")
    if entry.group_id and entry.duty not in TRUST_DUTIES:
        raise AtField(group="只有信任投票的唱票、计票、监票人分票箱，其余请选“全部票箱”。")
    group = ElectionGroup.objects.filter(election=election, pk=entry.group_id or 0).first()
    official = Official(
        election=election,
        duty=entry.duty,
        name=member.label[:NAME_MOST] if member else name,
        post=entry.post,
        member=member,
        group=group,
        account=account,
    )
    return official, [members[pk] for pk in entry.relatives if pk in members]


def _account(election: Election, entry: OfficialEntry) -> User | None:
    """The account somebody signs in with for the duty: one of the village's, in the role the duty asks for."""
    reach = User.objects.filter(village=election.village_id, is_active=True)
    account = reach.filter(pk=entry.account_id).first() if entry.account_id else None
    if fault := account_fault(OfficialDuty(entry.duty), Role(account.role) if account else None):
        raise AtField(account=fault)
    return account


def _refuse(election: Election, official: Official, relatives: list[ElectionMember]) -> None:
    if bans := naming_refusals(election, official, relatives):
        raise Refused(*bans)
    _refuse_twice(official)


def _refuse_twice(official: Official) -> None:
    same = Official.objects.filter(
        election=official.election, duty=official.duty, name=official.name, group=official.group
    )
    if same.exists():
        raise Refused(_twice(official.duty))


def _twice(duty: str) -> str:
    return f"这个人已经登记为{Official.Duty(duty).label}，不必再登记。"
