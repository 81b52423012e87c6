"""Making, resetting and disabling accounts, and choosing one's own password."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from axes.utils import reset
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from elections.models import User
from elections.rules.permissions import MADE_BY_TOWNSHIP, Action, Actor, Role, reach_fault
from elections.selectors.places import villages_of

from .guard import Refused, permit, township_of
from .refusals import AtField

# Without letters and digits that look alike on paper (i l o 0 1).
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
NOT_BY_TOWNSHIP = "县级账号由安装、维护程序的人建立，乡镇不能建立。"
NAME_TAKEN = "这个用户名已有人用，请换一个。"


@dataclass(frozen=True, slots=True)
class Issued:
    """An account with its initial password, which is stored nowhere and can be shown this once only."""

    user: User
    password: str


def initial_password() -> str:
    """Return a random password in four groups of four, to be read out or copied by hand."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def create_account(
    *, username: str, person: str, role: Role, village_id: int | None = None, by: Actor, at: datetime
) -> Issued:
    """Make an account within the township of `by`."""
    permit(by, Action.MANAGE_ACCOUNTS, place=by.name)
    if role not in MADE_BY_TOWNSHIP:
        raise AtField(role=NOT_BY_TOWNSHIP)
    if fault := reach_fault(role, has_village=village_id is not None):
        raise AtField(village=fault)
    password = initial_password()
    try:
        with transaction.atomic():
            if village_id is not None and not villages_of(by).filter(pk=village_id).exists():
                raise AtField(village="没有这个村，请从列出的各村中选择。")
            if User.objects.filter(username=username).exists():
                raise AtField(username=NAME_TAKEN)
            user = User.objects.create_user(
                username=username,
                password=password,
                person=person,
                role=role.value,
                township_id=township_of(by),
                village_id=village_id,
                created_at=at,
            )
    except IntegrityError as error:  # two at once chose the same name
        raise AtField(username=NAME_TAKEN) from error
    return Issued(user, password)


def reset_password(*, user_id: int, by: Actor, at: datetime) -> Issued:
    """Give an account a new initial password; whoever is signed in with it is signed out."""
    permit(by, Action.MANAGE_ACCOUNTS, place=by.name)
    if user_id == by.user_id:
        raise Refused("自己的密码请用“改密码”，不能重设。")
    password = initial_password()
    with transaction.atomic():
        user = lock_account(user_id, by)
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        reset(username=user.username)  # who was shut out after wrong passwords can use the new one
    return Issued(user, password)


def set_account_active(*, user_id: int, active: bool, by: Actor, at: datetime) -> User:
    """Disable or enable an account. Doing it twice changes nothing."""
    permit(by, Action.MANAGE_ACCOUNTS, place=by.name)
    if user_id == by.user_id:
        raise Refused("不能停用自己的账号。")
    with transaction.atomic():
        user = lock_account(user_id, by)
        user.is_active = active
        user.save(update_fields=["is_active"])
    return user


def change_own_password(*, password: str, by: Actor, at: datetime) -> User:
    """Set the password that the person chose; from then on nobody is led to the page that changes it."""
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).get(pk=by.user_id)
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
    return user


def lock_account(user_id: int, by: Actor) -> User:
    """Lock an account that `by` manages, inside a transaction."""
    found = User.objects.select_for_update(of=("self",)).filter(pk=user_id, township_id=township_of(by))
    user = found.first()
    if user is None:
        raise PermissionDenied(f"{by.role.label}{by.name}管不到这个账号。")
    return user
