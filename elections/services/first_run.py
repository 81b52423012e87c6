"""The very first step: county, township and the account that makes all the others."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError, transaction

from elections.models import County, Township, User
from elections.rules.permissions import Role

from .guard import Refused

ALREADY = "程序已经启用过，请用已有的账号登录。"
TAKEN = "这个用户名属于随档案包导入的账号，请换一个。"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first person fills in; `invented` marks the county's data as a demonstration's."""

    county: str
    township: str
    document_prefix: str
    username: str
    person: str
    password: str
    invented: bool = False


def nobody_yet() -> bool:
    """Tell whether there never was an account to sign in with; those that came with a dossier have no password."""
    return not User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def begin(*, beginning: Beginning, at: datetime) -> User:
    """Set up county, township and the first township account; refused once there is any account."""
    try:
        with transaction.atomic():
            if not nobody_yet():
                raise Refused(ALREADY)
            if User.objects.filter(username=beginning.username).exists():
                raise Refused(TAKEN)
            county, _ = County.objects.get_or_create(
                name=beginning.county, defaults={"invented": beginning.invented}
            )
            township, _ = Township.objects.update_or_create(
                county=county,
                name=beginning.township,
                defaults={"document_prefix": beginning.document_prefix},
            )
            return User.objects.create_user(
                username=beginning.username,
                password=beginning.password,
                person=beginning.person,
                role=Role.TOWNSHIP.value,
                township=township,
                must_change_password=False,
                created_at=at,
            )
    except IntegrityError as error:  # somebody else was first by a moment
        raise Refused(ALREADY) from error
