"""Asking one route as each of the fixed people, and putting the answers into letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from walk_table import DATA, LINES, QUERY
from walk_world import Point, World

from elections.models import User
from tests.elections.pages import as_user

# Who asks, in the order of the letters.
ASKING = (
    ("public",),
    ("county", "other county"),
    ("township", "other township"),
    ("clerk", "other clerk"),
    ("monitor", "other monitor"),
    ("projector", "other projector"),
    ("viewer",),
)
OWN = tuple(group[0] for group in ASKING[1:])
LETTERS = {200: "o", 400: "e", 403: "x", 404: ".", 405: "n", 500: "!"}
TAKES_NONE, AS_ABOVE = "-", "="


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    route: str
    point: str
    get: str
    post: str

    def letters(self, method: str) -> str:
        """The answers to GET or POST."""
        return self.post if method == "post" else self.get

    def __str__(self) -> str:
        return f"{self.route}@{self.point}"


def lines() -> tuple[Line, ...]:
    """The table."""
    return tuple(
        Line(*re.split(r" {2,}", written)) for written in LINES.splitlines() if written[:1].isalpha()
    )


class Asker:
    """One browser that is whoever asks, everybody being signed in; nothing that an answer writes is kept."""

    def __init__(self, world: World) -> None:
        self.world, self.browser, self.handler = (
            world,
            RequestFactory(),
            ClientHandler(enforce_csrf_checks=False),
        )
        everybody = [world.people, *(point.people for point in world.points.values())]
        self.sessions = {user.pk: _session(user) for people in everybody for user in people.values()}

    def people_at(self, point: str) -> dict[str, User]:
        """Everybody who asks at a point; "public" is nobody."""
        return {**self.world.people, **self.world.points[point].people}

    def address(self, line: Line) -> str:
        """Where the route leads at that point."""
        return reverse(line.route, kwargs=_arguments(line.route, self.world.points[line.point]))

    def answers(self, line: Line, method: str) -> str:
        """The letters of the answers, of as many people as the line has."""
        if line.letters(method) == AS_ABOVE:
            return AS_ABOVE
        if line.letters(method) == TAKES_NONE:
            found = self.letter(line, "township", method)
            return TAKES_NONE if found == "n" else found
        short = len(line.letters(method).replace(" ", "")) == len(OWN)
        groups = [(name,) for name in OWN] if short else ASKING
        return " ".join("".join(self.letter(line, name, method) for name in group) for group in groups)

    def letter(self, line: Line, name: str, method: str) -> str:
        """The letter of one person's answer."""
        url = self.address(line) + (QUERY.get(line.route, "") if method == "get" else "")
        user = self.people_at(line.point).get(name)
        return letter(self.ask(user, method, url, DATA.get(line.route, {})))

    def ask(self, user: User | None, method: str, url: str, data: dict[str, str]) -> HttpResponseBase:
        """One answer."""
        request = self.browser.post(url, data) if method == "post" else self.browser.get(url)
        if user is not None:
            request.environ["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={self.sessions[user.pk]}"
        with transaction.atomic():
            answer = self.handler(request.environ)
            if answer.streaming:
                answer.getvalue()  # read to the end, which closes the file
            transaction.set_rollback(True)
        return answer


def _session(user: User) -> str:
    browser = as_user(user)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def letter(response: HttpResponseBase) -> str:
    """The letter of an answer."""
    if response.status_code == 302:
        return "i" if response["Location"].startswith("/sign-in/?next=") else ">"
    return LETTERS[response.status_code]


def _arguments(route: str, point: Point) -> dict[str, object]:
    return {name: point.ids[name] for name in routes()[route].pattern.converters}


def routes() -> dict[str, URLPattern]:
    """Every route of the program by its name; one without a name by its address."""
    return {str(found.name or found.pattern): found for found in _under(get_resolver())}


def _under(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _under(each)
        else:
            yield each
