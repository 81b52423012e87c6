"""People at the counting, each a thread with a browser: they open sheets and do what the page offers."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

from tests.processes.browser import Answer, Browser, Unanswered
from tests.processes.ledger import Ledger, Sent
from tests.processes.offers import Kind, Offer, offer_of
from tests.processes.paper import paper_of, retyped, typed

TAKEN_OVER = "已经由您接手，请从头照纸质计票单录入。"
PATIENCE = 120


@dataclass
class Hall:
    """What all of them share: the sheets, who was named, the ledger, and whether the server is there."""

    sheets: Mapping[int, int]
    nominees: Sequence[str]
    ledger: Ledger
    up: threading.Event


class Person:
    """One client. What they do is decided by the page and by dice of their own."""

    def __init__(self, hall: Hall, name: str, browser: Browser, home: int) -> None:
        self.hall, self.name, self.browser, self.home = hall, name, browser, home
        self.dice = Random(name)  # noqa: S311 - the same dice in every run

    def work(self, began: threading.Barrier, ended: threading.Event) -> None:
        """Go from sheet to sheet, neighbouring ones as a rule, until told to stop."""
        page = self._open(self.home)
        began.wait(PATIENCE)  # so that all of them have the same versions before them
        while not ended.is_set():
            offer = offer_of(page)
            sent = self._decide(offer) if offer else None
            page = self._send(offer, sent) if offer and sent else ""
            if not page or self.dice.random() < 0.5:
                page = self._open(self.home + self.dice.choice((-1, 0, 0, 1)))

    def _open(self, place: int) -> str:
        sheets = list(self.hall.sheets)
        return self._patiently("GET", f"/sheets/{sheets[place % len(sheets)]}/", {}).page

    def _decide(self, offer: Offer) -> Sent | None:
        """What to send; None for now and then leaving it to somebody else."""
        paper = paper_of(self.hall.sheets[offer.sheet], self.hall.nominees)
        if offer.kind is Kind.KEY:
            fields = typed(paper, self.dice)
        elif offer.kind is Kind.RETYPE:
            fields = retyped(paper, offer.fields, self.dice)
        elif self.dice.random() < 0.5:
            return None
        elif offer.kind is Kind.TAKE_OVER:
            fields = {}
        else:
            reason = f"{self.name} 第 {self.dice.getrandbits(64)} 次"
            fields = {"decision": self.dice.choice(offer.decisions), "reason": reason}
        return Sent(self.name, offer.sheet, offer.version, offer.kind.name, fields)

    def _send(self, offer: Offer, sent: Sent) -> str:
        """Send it, again where the answer was lost, and now and then twice as with a double click."""
        self.hall.ledger.begin(sent)
        fields = {**sent.fields, "version": str(sent.version)}
        for _ in range(1 + (self.dice.randrange(10) == 0)):
            answer = self._patiently("POST", offer.path, fields, sent)
            page = answer.page
            if answer.status == 302:
                assert answer.location.endswith(_onwards(sent)), answer
                page = self._patiently("GET", answer.location, {}).page
            done = answer.status == 302 and (offer.kind is not Kind.TAKE_OVER or TAKEN_OVER in page)
            self.hall.ledger.settle(sent, done=done)
        return page

    def _patiently(
        self, method: str, path: str, fields: Mapping[str, str], sent: Sent | None = None
    ) -> Answer:
        """Ask until there is an answer; while there is no server, wait for it."""
        while True:
            assert self.hall.up.wait(PATIENCE), "the server did not come back"
            try:
                answer = self.browser.get(path) if method == "GET" else self.browser.post(path, fields)
            except Unanswered:
                if sent:
                    sent.lost = True
                continue
            self.hall.ledger.answered(answer.status, answer.page)
            return answer


def _onwards(sent: Sent) -> str:
    """How the address ends that follows when it was done: a save names what it settled."""
    saves = sent.deed in (Kind.KEY.name, Kind.RETYPE.name)
    return f"?settled={sent.sheet}-{sent.version}" if saves else f"/sheets/{sent.sheet}/"


class Team:
    """Some of the people, at work at the same time."""

    def __init__(self, ledger: Ledger, people: Sequence[Person]) -> None:
        self._ledger = ledger
        self._ended = threading.Event()
        self._pool = ThreadPoolExecutor(len(people))
        began = threading.Barrier(len(people))
        self._work: list[Future[None]] = [
            self._pool.submit(person.work, began, self._ended) for person in people
        ]
        for work in self._work:
            work.add_done_callback(lambda _: ledger.wake())

    def wait(self, more: int) -> None:
        """Wait until so many more changes were acknowledged; raises what stopped somebody from working."""
        done = self._ledger.wait(more, unless=self._anybody_stopped, at_most=PATIENCE)
        if not done and self._anybody_stopped():
            self.end()
        assert done, "too few changes were acknowledged"

    def keep_on(self, seconds: float) -> None:
        """Let them work for so long."""
        self._ledger.wait(sys.maxsize, unless=self._anybody_stopped, at_most=seconds)

    def end(self) -> None:
        """Let everybody finish what they are at; raises what stopped somebody before."""
        self._ended.set()
        self._pool.shutdown()
        for work in self._work:
            work.result()

    def _anybody_stopped(self) -> bool:
        return any(work.done() for work in self._work)
