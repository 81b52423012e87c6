"""Whether an account has a second factor, since when, and how many recovery codes are left."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """The second factor of an account. `codes_left` is 0 too where the program's key changed meanwhile."""

    since: datetime
    codes_left: int


def has_second_factor(user_id: int) -> bool:
    """Tell whether a sign-in of this account needs a code."""
    return Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists()


def second_factor_of(user_id: int) -> SecondFactor | None:
    """Return the second factor of an account, None without one."""
    found = {one.type: one for one in Authenticator.objects.filter(user_id=user_id)}
    phone, paper = found.get(Authenticator.Type.TOTP), found.get(Authenticator.Type.RECOVERY_CODES)
    return SecondFactor(phone.created_at, _left(paper) if paper else 0) if phone else None


def _left(paper: Authenticator) -> int:
    try:
        return len(RecoveryCodes(paper).get_unused_codes())
    except InvalidToken:
        return 0
