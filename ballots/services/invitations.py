"""Inviting those who work at the ballots: a link and a code, used once, make the account and name the person."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ballots.services.officials import OfficialEntry, name_official, official_to_be
from elections.models import Election, ElectionMember, Invitation, Official, User
from elections.rules.duties import ACCOUNT_ROLES, OfficialDuty
from elections.rules.invitations import CODES_BORNE, LASTS, InvitationState, tries_left
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor, Role, allowed
from elections.services.accounts import NAME_TAKEN, initial_password
from elections.services.audit import record
from elections.services.guard import Refused, lock_election
from elections.services.refusals import AtField

TOO_LATE = "现在不能再登记工作人员，这个邀请已经失效。请与乡镇联系。"
REGISTER_CHANGED = "邀请以后名册或村小组有变更，请乡镇重新邀请。"


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with its link's last part and its code, which are stored nowhere and can be shown this once."""

    invitation: Invitation
    token: str
    code: str


def invite(*, election_id: int, entry: OfficialEntry, by: Actor, at: datetime) -> Invited:
    """Invite somebody for a duty; refused at once where the rules ban it."""
    role = ACCOUNT_ROLES.get(OfficialDuty(entry.duty))
    if role is None:
        raise AtField(duty="这个职责不用登录，请在“工作人员”中直接登记。")
    with transaction.atomic():
        election = lock_election(election_id, Action.NAME_OFFICIALS, by)
        official, relatives = official_to_be(election, entry)
        token, code = initial_password(), f"{secrets.randbelow(10**6):06}"
        invitation = Invitation.objects.create(
            election=election,
            number=election.invitations.count() + 1,
            person=official.name,
            role=role.value,
            entry=_kept(official, relatives, entry),
            token_hash=token_hash(token),
            code_hash=_code_hash(token, code),
            made_at=at,
            made_by_id=by.user_id,
            expires_at=at + LASTS,
        )
        record(election, by=by, at=at, action=Deed.INVITATION_MADE, payload=_facts(invitation))
    return Invited(invitation, token, code)


def withdraw_invitation(*, invitation_id: int, by: Actor, at: datetime) -> Invitation:
    """Make an invitation good for nothing. Doing it twice changes nothing; one that was used stays."""
    with transaction.atomic():
        election_id = Invitation.objects.values_list("election_id", flat=True).get(pk=invitation_id)
        election = lock_election(election_id, Action.MANAGE_ACCOUNTS, by)
        invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
        if invitation.used_at:
            raise Refused(f"{invitation.person}已经接受邀请。不让他登录的，请停用他的账号。")
        if invitation.withdrawn_at is None:
            invitation.withdrawn_at = at
            invitation.save(update_fields=["withdrawn_at"])
            record(election, by=by, at=at, action=Deed.INVITATION_WITHDRAWN, payload=_facts(invitation))
    return invitation


def try_invitation_code(*, invitation_id: int, token: str, code: str, at: datetime) -> None:
    """Refuse a wrong code, and count it: after five the invitation is dead."""
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
        state = invitation.state_at(at)
        if state is not InvitationState.OPEN:
            raise Refused(state.refusal)
        if constant_time_compare(invitation.code_hash, _code_hash(token, code)):
            return
        invitation.wrong += 1
        invitation.save(update_fields=["wrong"])
    if invitation.wrong >= CODES_BORNE:
        raise Refused(InvitationState.WRONG_CODES.refusal)
    raise AtField(code=f"邀请码不对，还可以再试 {tries_left(invitation.wrong)} 次。")


def accept_invitation(*, invitation_id: int, username: str, password: str, at: datetime) -> User:
    """Make the account of somebody who gave the code, and name them for what they were invited to."""
    try:
        with transaction.atomic():
            election = _lock(invitation_id)
            invitation = Invitation.objects.select_related("made_by").get(pk=invitation_id)
            _refuse_late(invitation, election, at)
            if User.objects.filter(username=username).exists():
                raise AtField(username=NAME_TAKEN)
            user = _new_account(invitation, election, username, password, at)
            if not _claim(invitation, user, at):
                raise Refused(InvitationState.USED.refusal)
            payload = {**_facts(invitation), "account": username}
            record(election, by=user.actor, at=at, action=Deed.INVITATION_USED, payload=payload)
            name_official(election, _entry(election, invitation.entry, user), by=user.actor, at=at)
            return user
    except IntegrityError as error:  # two at once chose the same name
        raise AtField(username=NAME_TAKEN) from error


def token_hash(token: str) -> str:
    """Return what is kept of a link."""
    return sha256(token.encode()).hexdigest()


def _code_hash(token: str, code: str) -> str:
    # Keyed and bound to the link: six figures alone would be found from their hash in a moment.
    return salted_hmac("ballots.invitation", f"{token}:{code}", algorithm="sha256").hexdigest()


def _lock(invitation_id: int) -> Election:
    election_id = Invitation.objects.values_list("election_id", flat=True).get(pk=invitation_id)
    election = Election.objects.select_for_update(of=("self",)).select_related("village")
    return election.get(pk=election_id)


def _refuse_late(invitation: Invitation, election: Election, at: datetime) -> None:
    state = invitation.state_at(at)
    if state is not InvitationState.OPEN:
        raise Refused(state.refusal)
    inviter = invitation.made_by
    may = allowed(Role(inviter.role), Action.NAME_OFFICIALS, election.present_stage)
    if not may or not inviter.is_active or election.finished_at:
        raise Refused(TOO_LATE)


def _new_account(
    invitation: Invitation, election: Election, username: str, password: str, at: datetime
) -> User:
    return User.objects.create_user(
        username=username,
        password=password,
        person=invitation.person,
        role=invitation.role,
        township_id=election.village.township_id,
        village_id=election.village_id,
        must_change_password=False,
        created_at=at,
    )


def _claim(invitation: Invitation, user: User, at: datetime) -> bool:
    still_open = Invitation.objects.filter(
        pk=invitation.pk, used_at=None, withdrawn_at=None, wrong__lt=CODES_BORNE, expires_at__gt=at
    )
    return still_open.update(used_at=at, account=user) == 1


def _facts(invitation: Invitation) -> dict[str, object]:
    """What the chain tells: nothing that opens the invitation."""
    return {
        "invitation": invitation.number,
        "name": invitation.person,
        "role": invitation.role,
        "duty": invitation.duty.value,
    }


def _kept(official: Official, relatives: list[ElectionMember], entry: OfficialEntry) -> dict[str, object]:
    return {
        "duty": entry.duty,
        "post": entry.post,
        "member": official.member.code if official.member else None,
        "another": entry.another,
        "group": official.group.code if official.group else None,
        "relatives": sorted(member.code for member in relatives),
    }


def _entry(election: Election, kept: dict[str, Any], account: User) -> OfficialEntry:
    members = dict(election.members.values_list("code", "pk"))
    groups = dict(election.groups.values_list("code", "pk"))
    codes = [code for code in (kept["member"], *kept["relatives"]) if code is not None]
    if any(code not in members for code in codes) or kept["group"] not in (None, *groups):
        raise Refused(REGISTER_CHANGED)
    return OfficialEntry(
        duty=kept["duty"],
        post=kept["post"],
        member_id=members.get(kept["member"]),
        another=kept["another"],
        group_id=groups.get(kept["group"]),
        relatives=frozenset(members[code] for code in kept["relatives"]),
        account_id=account.pk,
    )
