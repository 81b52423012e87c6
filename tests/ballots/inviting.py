"""Inviting and accepting without the pages."""

from datetime import datetime

import pytest

from ballots.services.invitations import Invited, accept_invitation, invite, try_invitation_code
from ballots.services.officials import OfficialEntry
from elections.models import Election, User
from elections.services.guard import Refused
from tests.ballots.stagekit import NOW
from tests.conftest import PASSWORD


def invited(election: Election, user: User, **entry: object) -> Invited:
    facts = {"duty": "trust_clerk", "name": "聂小燕"} | entry
    return invite(election_id=election.pk, entry=OfficialEntry(**facts), by=user.actor, at=NOW)  # type: ignore[arg-type]


def accept(made: Invited, username: str = "niexiaoyan", at: datetime = NOW) -> User:
    return accept_invitation(invitation_id=made.invitation.pk, username=username, password=PASSWORD, at=at)


def attempt(made: Invited, code: str, at: datetime = NOW, token: str | None = None) -> str:
    """The sentence that refuses a code, "" where it is right."""
    try:
        try_invitation_code(invitation_id=made.invitation.pk, token=token or made.token, code=code, at=at)
    except Refused as refused:
        return "".join(refused.reasons)
    return ""


def wrong(made: Invited) -> str:
    return f"{(int(made.code) + 1) % 10**6:06}"


def refusal(made: Invited, username: str = "niexiaoyan", at: datetime = NOW) -> list[str]:
    with pytest.raises(Refused) as refused:
        accept(made, username, at)
    return list(refused.value.reasons)
