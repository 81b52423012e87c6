"""No page offers what is refused: its links and its buttons are asked for as the person who was shown them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve
from walks import AS_ABOVE, TAKES_NONE, Asker, letter, lines

pytestmark = pytest.mark.django_db

# Rich in buttons: set-up, the count, the review, between two ballots.
POINTS = ("setup", "voting", "reviewed", "unfilled")
PEOPLE = ("county", "township", "clerk", "monitor", "viewer")
# Made by WeasyPrint, a file, or the end of the session: who is answered what stands in the table.
NOT_ASKED = {"paper_preview", "paper_make", "trust_pack", "archive", "sign_out"}


class Page(HTMLParser):
    """The links of a page, and its forms that have a button."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.buttons: set[int | str] = set()
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(given)
            self.inside = True
        elif tag == "button" and (self.inside or "form" in given):
            self.buttons.add(given.get("form", len(self.forms) - 1))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"

    def offered(self, address: str) -> Iterator[tuple[str, str]]:
        """Each thing offered: "get" or "post", and the address."""
        for link in self.links:
            yield "get", urljoin(address, link).partition("#")[0]
        for place, form in enumerate(self.forms):
            if form.get("method") == "post" and {place, form.get("id")} & self.buttons:
                yield "post", urljoin(address, form.get("action", ""))


def kind(address: str) -> str:
    return re.sub(r"\d+", "N", address)


def shown_to(asker: Asker, point: str, name: str) -> Iterator[tuple[str, str]]:
    """The pages of the table that this person can read at a point: address and text."""
    for line in lines():
        if line.point == point and line.get not in (TAKES_NONE, AS_ABOVE):
            answer = asker.ask(asker.people_at(point)[name], "get", asker.address(line), {})
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                yield asker.address(line), answer.content.decode()


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("point", POINTS)
def test_no_page_offers_what_is_refused(point: str, name: str, asker: Asker) -> None:
    user, seen, refused = asker.people_at(point)[name], set(), []
    for address, text in shown_to(asker, point, name):
        for method, target in Page(text).offered(address):
            asked = method, kind(target)
            if asked in seen or resolve(urlsplit(target).path).url_name in NOT_ASKED:
                continue
            seen.add(asked)
            found = letter(asker.ask(user, method, target, {}))
            if found not in "o>":
                refused.append((*asked, "on", kind(address), found))
    assert refused == []
    assert seen
