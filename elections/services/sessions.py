"""One session a person: each sign-in leaves a new mark at the account, and a session without it is over."""

import secrets
import time
from typing import Any

from django.http import HttpRequest

from elections.models import User

MARK = "mark"
SEEN = "seen"
BY_CODE = "by_code"  # this session knows the second factor


def mark_session(*, request: HttpRequest, user: User, **_: Any) -> None:
    """Make the session of this sign-in the only one of its person."""
    user.session_mark = secrets.token_hex(16)
    User.objects.filter(pk=user.pk).update(session_mark=user.session_mark)
    request.session[MARK] = user.session_mark
    request.session[SEEN] = int(time.time())
