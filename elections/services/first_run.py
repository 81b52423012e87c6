"""The very first step: county, township and the account that makes all the others."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from elections.models import County, Township, User
from elections.rules.permissions import Role

from .guard import Refused

ALREADY = "程序已经启用过，请用已有的账号登录。"


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
    """Tell whether the program is still without any account."""
    return not User.objects.exists()


def begin(*, beginning: Beginning, at: datetime) -> User:
    """Set up county, township and the first township account; refused once there is any account."""
    try:
        with transaction.atomic():
            if not nobody_yet():
                raise Refused(ALREADY)
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
