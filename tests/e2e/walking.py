"""Walking from page to page as links lead, and looking hard at each."""

import re
from collections import deque
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, ViewportSize

WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=740)
# What is no page: a paper or a file.
FILES = re.compile(r"\.pdf|\.zip|\.jpg|/preview/|/template/|/log/excel/|/papers/word/")
# Words in Latin letters that belong on the pages: kinds of files, keys, codes of problems, checksums,
# heads of the log in four groups, a phone's secret in eight, codes of papers in three.
LATIN = re.compile(r"[A-Za-z]{2,}")
BELONG = re.compile(
    r"Excel|xlsx|Word|PDF|MB|Shift|\b[0-9a-f]{16}\b|\b[0-9a-f]{4}(?: [0-9a-f]{4}){3}\b|\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}\b"
    r"|\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b"
)
# Pages of an election are looked at anew for each election; the others once.
ELECTION = re.compile(r"^/(elections/N|sheets)/")


def kind_of(address: str) -> str:
    """The path of a page without its numbers and codes."""
    return re.sub(r"(?<=/v/)[^/]+|\d+", "N", urlsplit(address).path)


class Walk:
    """The pages seen by one role, and everything that was wrong with them."""

    def __init__(self, page: Page, own_words: Sequence[str] = ()) -> None:
        self.page, self.own_words = page, own_words
        self.seen: set[str] = set()
        self.examined: set[str] = set()
        self.faults: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"{self.page.url}: {message.text}")

    def another_election(self) -> None:
        """Begin another election: its pages are looked at anew."""
        self.seen = {kind for kind in self.seen if not ELECTION.match(kind)}

    def from_here(self, only: tuple[str, ...] = ("/",)) -> None:
        """Look at this page and one of each new kind that links lead to, and come back; `only`: where the paths begin."""
        start = self.page.url.partition("#")[0]
        home = urljoin(start, "/")
        self.seen.discard(kind_of(start))
        waiting = deque([start])
        while waiting:
            address = waiting.popleft().partition("#")[0]
            kind = kind_of(address)
            inside = address.startswith(home) and kind.startswith(only)
            if kind in self.seen or FILES.search(address) or not inside:
                continue
            self.seen.add(kind)
            answer = self.page.goto(address)
            self._look(kind, answer.status if answer else 0)
            links = "all => all.map(link => link.getAttribute('href'))"
            found = self.page.locator("a[href]").evaluate_all(links)
            waiting.extend(urljoin(address, link) for link in found)
        self.page.goto(start)

    def _look(self, kind: str, status: int) -> None:
        page = self.page
        if status != 200:
            self.faults.append(f"{kind}: answered {status}")
        if page.locator("h1").count() != 1 or not re.fullmatch(".+ · 两票制", page.title()):
            self.faults.append(f"{kind}: {page.locator('h1').count()} headings, title {page.title()}")
        text = BELONG.sub("", page.locator("body").inner_text())
        if foreign := set(LATIN.findall(text)) - set(self.own_words):
            self.faults.append(f"{kind}: {sorted(foreign)}")
        if kind not in self.examined:
            self._examine(kind)
        page.set_viewport_size(PHONE)
        width = page.evaluate("document.scrollingElement.scrollWidth")
        if width > PHONE["width"]:
            self.faults.append(f"{kind}: {width} px wide on a phone")
        if page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") != "auto":
            self.faults.append(f"{kind}: glides while somebody presses")
        page.set_viewport_size(WIDE)

    def _examine(self, kind: str) -> None:
        self.examined.add(kind)
        for found in Axe().run(self.page).response["violations"]:
            if found["impact"] in {"serious", "critical"}:
                places = [place["html"][:120] for place in found["nodes"][:3]]
                self.faults.append(f"{kind}: {found['id']}: {places}")
