"""Invitations of those who work at the ballots: for which duties, how long they hold, and when they are over."""

from datetime import datetime, timedelta
from enum import Enum

from .duties import ACCOUNT_ROLES

LASTS = timedelta(days=7)
CODES_BORNE = 5
INVITABLE = tuple(ACCOUNT_ROLES)


class InvitationState(Enum):
    """What became of an invitation."""

    OPEN = "等待本人接受"
    USED = "已接受"
    WITHDRAWN = "已收回"
    EXPIRED = "已过期"
    WRONG_CODES = "邀请码输错 5 次，已作废"

    @property
    def label(self) -> str:
        """The state as the township sees it."""
        return self.value

    @property
    def refusal(self) -> str:
        """Why it opens nothing any more, said to whoever comes with it; "" while it is open."""
        return _REFUSALS.get(self, "")


_REFUSALS = {
    InvitationState.USED: "这个邀请已经用过。一个邀请只能用一次，已经有账号的请直接登录。",
    InvitationState.WITHDRAWN: "这个邀请已经由乡镇收回。",
    InvitationState.EXPIRED: "这个邀请已经过期。要参加工作的，请乡镇重新邀请。",
    InvitationState.WRONG_CODES: "邀请码输错的次数太多，这个邀请已经作废。请乡镇重新邀请。",
}


def invitation_state(
    *, now: datetime, expires_at: datetime, used: bool, withdrawn: bool, wrong: int
) -> InvitationState:
    """Return what became of an invitation; what was done to it comes before what time did."""
    if used:
        return InvitationState.USED
    if withdrawn:
        return InvitationState.WITHDRAWN
    if wrong >= CODES_BORNE:
        return InvitationState.WRONG_CODES
    return InvitationState.OPEN if now < expires_at else InvitationState.EXPIRED


def tries_left(wrong: int) -> int:
    """How many codes may still be tried."""
    return max(CODES_BORNE - wrong, 0)
