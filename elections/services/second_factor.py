"""The second factor: a code from the phone (TOTP), or one of ten recovery codes on paper.

Keeping the secrets and the arithmetic are allauth's. Counting wrong codes and refusing a code that was used stand
here, since both must hold across the server's processes: they are written under the lock of the account.
"""

import logging
import secrets
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction

from elections.models import User
from elections.rules.permissions import Action, Actor
from elections.rules.sign_in import needs_second_factor, shut_out, wrong_codes

from .accounts import lock_account
from .guard import Refused, permit
from .refusals import AtField

logger = logging.getLogger(__name__)
WRONG = "动态码不对。请等手机上换了新的再输；一直不对的，请核对手机和这台电脑的时间是否一致。"
# A code is good for the half minute it is shown and for the one before and after.
REMEMBERED = timedelta(minutes=2)


class Answer(Enum):
    """What became of a code."""

    RIGHT = auto()
    RIGHT_FROM_PAPER = auto()
    WRONG = auto()
    SHUT_OUT = auto()


def set_phone(*, secret: str, code: str, by: Actor, at: datetime) -> list[str]:
    """Ask for this phone's codes at every sign-in from now on, another phone's no longer.

    Return the recovery codes, to be shown this once.
    """
    with transaction.atomic():
        user = _lock(by.user_id)
        if not validate_totp_code(secret, code):
            raise AtField(code=WRONG)
        _drop(user)
        phone = TOTP.activate(user, secret).instance
        phone.data |= {"used": {code: at.timestamp()}}
        phone.save(update_fields=["data"])
        return _new_codes(user)


def turn_off(*, by: Actor, at: datetime) -> None:
    """Go by the password alone again, where the rules allow it. Doing it twice changes nothing."""
    if settings.SECOND_FACTOR_REQUIRED and needs_second_factor(by.role):
        raise Refused(f"{by.role.label}的账号必须用动态码，不能停用。换了手机的，请用“换一部手机”。")
    with transaction.atomic():
        _drop(_lock(by.user_id))


def renew_codes(*, by: Actor, at: datetime) -> list[str]:
    """Make ten new recovery codes and return them, to be shown this once; the former ones end."""
    with transaction.atomic():
        user = _lock(by.user_id)
        if _phone(user) is None:
            raise Refused("还没有启用动态码，没有备用码。")
        return _new_codes(user)


def remove_second_factor(*, user_id: int, by: Actor, at: datetime) -> User:
    """Take the second factor off somebody's account, whose phone is gone; whoever is signed in is signed out."""
    permit(by, Action.MANAGE_ACCOUNTS, place=by.name)
    if user_id == by.user_id:
        raise Refused("自己的动态码不能在这里取消。")
    with transaction.atomic():
        user = lock_account(user_id, by)
        return drop_second_factor(user)


def drop_second_factor(user: User) -> User:
    """The same without asking who does it: for the command that helps the only person who manages accounts."""
    with transaction.atomic():
        _drop(user)
        user.session_mark = secrets.token_hex(16)
        user.save(update_fields=["session_mark"])
    return user


def try_code(*, user_id: int, code: str, at: datetime) -> Answer:
    """Try a code from the phone or from paper. Wrong ones are counted; a right one is good once."""
    with transaction.atomic():
        phone = _phone(_lock(user_id))
        if phone is None:
            return Answer.WRONG
        wrong, last = _counted(phone)
        if shut_out(wrong, last, at):
            return Answer.SHUT_OUT
        answer = _tried(phone, code, at)
        if answer is Answer.WRONG:
            phone.data |= {"wrong": wrong_codes(wrong, last, at), "wrong_at": at.timestamp()}
        else:
            phone.data |= {"wrong": 0}
        phone.save(update_fields=["data"])
        return Answer.SHUT_OUT if shut_out(phone.data["wrong"], at, at) else answer


def _tried(phone: Authenticator, code: str, at: datetime) -> Answer:
    recent = {
        one: when
        for one, when in phone.data["used"].items()
        if at.timestamp() - when < REMEMBERED.total_seconds()
    }
    try:
        if code not in recent and validate_totp_code(decrypt(phone.data["secret"]), code):
            phone.data["used"] = recent | {code: at.timestamp()}
            return Answer.RIGHT
        paper = Authenticator.objects.filter(
            user=phone.user_id, type=Authenticator.Type.RECOVERY_CODES
        ).first()
        if paper and RecoveryCodes(paper).validate_code(code):
            return Answer.RIGHT_FROM_PAPER
    except InvalidToken:
        logger.error("The second factor of account %s was kept under another key.", phone.user_id)
    return Answer.WRONG


def _counted(phone: Authenticator) -> tuple[int, datetime | None]:
    last = phone.data.get("wrong_at")
    return phone.data.get("wrong", 0), None if last is None else datetime.fromtimestamp(last, tz=UTC)


def _new_codes(user: User) -> list[str]:
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return codes


def _drop(user: User) -> None:
    Authenticator.objects.filter(user=user).delete()


def _lock(user_id: int) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user_id)


def _phone(user: User) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
