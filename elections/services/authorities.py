"""Accounts that no other account can make: the county's, and the first of a further township.

Whoever runs the program makes them from the command line (`manage.py create_account`).
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from elections.models import County, Township, User
from elections.rules.permissions import Role

from .accounts import NAME_TAKEN, Issued, initial_password
from .guard import Refused


def open_county(*, county: str, username: str, person: str, at: datetime) -> Issued:
    """Make an account that reads all townships of the county."""
    with transaction.atomic():
        return _issue(username, person, at, role=Role.COUNTY, county=_county(county))


def open_township(
    *, county: str, township: str, document_prefix: str, username: str, person: str, at: datetime
) -> Issued:
    """Make an account of the township, which is added where the county does not have it yet."""
    with transaction.atomic():
        place, _ = Township.objects.get_or_create(
            county=_county(county), name=township, defaults={"document_prefix": document_prefix}
        )
        return _issue(username, person, at, role=Role.TOWNSHIP, township=place)


def _county(name: str) -> County:
    county = County.objects.filter(name=name).first()
    if county is None:
        known = "、".join(County.objects.order_by("name").values_list("name", flat=True))
        raise Refused(f"没有名为“{name}”的县；已有：{known or '无，请先首次启用'}。")
    return county


def _issue(username: str, person: str, at: datetime, *, role: Role, **place: County | Township) -> Issued:
    password = initial_password()
    account = User(username=username, person=person, role=role.value, created_at=at, **place)
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save()
            return Issued(account, password)
    except IntegrityError as error:
        raise Refused(NAME_TAKEN) from error
