"""A phone whose codes are known: the key and the codes of RFC 6238, appendix B (the last six figures)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import time_machine
from django.http import HttpResponse
from django.test import Client

from elections.models import User
from elections.services.second_factor import set_phone
from tests.conftest import PASSWORD

KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
SET_UP, SET_UP_CODE = 1111111109, "081804"
NEXT, NEXT_CODE = 1111111111, "050471"  # two seconds on, in the next half minute
LATER, LATER_CODE = 1234567890, "005924"


@contextmanager
def at_time(seconds: float) -> Iterator[datetime]:
    """The moment so many seconds after 1970."""
    now = datetime.fromtimestamp(seconds, tz=UTC)
    with time_machine.travel(now, tick=False):
        yield now


def give_phone(user: User) -> list[str]:
    """Set up the phone for an account; the recovery codes."""
    with at_time(SET_UP) as now:
        return set_phone(secret=KEY, code=SET_UP_CODE, by=user.actor, at=now)


def right_password(user: User, **more: str) -> tuple[Client, HttpResponse]:
    """A browser in which the password was given."""
    client = Client()
    return client, client.post("/sign-in/", {"username": user.username, "password": PASSWORD, **more})


def signed_in(client: Client) -> bool:
    """Whether somebody is signed in in this browser."""
    return "_auth_user_id" in client.session
