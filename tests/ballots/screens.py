"""Reading the screen in the hall as it stands there: its words in order."""

import html
import re

from django.http import HttpResponse
from django.urls import reverse

from elections.models import Election, User
from tests.elections.pages import as_user

BY_ITSELF = {"HX-Request": "true"}


def asked(user: User, election: Election, **headers: str) -> HttpResponse:
    """What the screen's own script is answered."""
    return as_user(user).get(reverse("hall", args=[election.pk]), headers={**BY_ITSELF, **headers})


def words(user: User, election: Election) -> list[str]:
    """The words of the screen under its heading, one string for each run of text."""
    answer = asked(user, election)
    assert answer.status_code == 200
    text = re.sub(r"<[^>]*>", "\n", answer.content.decode().split("</header>")[1])
    return [html.unescape(line.strip()) for line in text.splitlines() if line.strip()]


def joined(user: User, election: Election) -> str:
    """The same in one line."""
    return " ".join(words(user, election))
