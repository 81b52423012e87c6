"""One person's browser, without the drawing: cookies and form token kept, redirects not followed by themselves."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.processes.databases import HOST

PATIENCE = 60
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Unanswered(ConnectionError):
    """The connection broke before the whole answer was there: nobody knows whether the request was carried out."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    page: str


class Browser:
    """Speaks to the server over one connection, anew where that broke; for HTTPS it also plays the proxy in front."""

    def __init__(self, scheme: str, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self._origin = {"Origin": f"{scheme}://{HOST}:{port}", "X-Forwarded-Proto": scheme}
        self._cookies: dict[str, str] = {}
        self._token = ""

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form, with the token of the last page seen."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self._token})
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def sign_in(self, username: str, password: str) -> None:
        """Sign in through the page, as everybody does."""
        self.get("/sign-in/")
        answer = self.post("/sign-in/", {"username": username, "password": password})
        assert (answer.status, answer.location) == (302, "/"), answer.page

    def _ask(self, method: str, path: str, body: str | None, more: Mapping[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {**self._origin, **more, **({"Cookie": cookies} if cookies else {})}
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            page = response.read().decode()
        except (OSError, http.client.HTTPException) as broken:
            self.close()
            raise Unanswered from broken
        self._keep(response.headers.get_all("Set-Cookie") or [])
        self._token = next(iter(TOKEN.findall(page)), self._token)
        return Answer(response.status, response.headers.get("Location", ""), page)

    def _keep(self, cookies: list[str]) -> None:
        for line in cookies:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self._cookies.pop(name, None)
                else:
                    self._cookies[name] = morsel.coded_value
