"""What the clients sent and what the server answered: the record that the tables are held against afterwards."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class Fate(Enum):
    """What a client knows of something it sent."""

    UNANSWERED = "unanswered"  # it may have been carried out or not
    REFUSED = "refused"  # it was not
    ACKNOWLEDGED = "acknowledged"  # it was


@dataclass
class Sent:
    """One change asked for: by whom, of which sheet, made from which version, with what typed."""

    user: str
    sheet: int
    version: int
    deed: str
    fields: Mapping[str, str]
    fate: Fate = Fate.UNANSWERED
    lost: bool = field(default=False)


class Ledger:
    """Kept by all clients together."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.answers: Counter[int] = Counter()
        self.broken: list[str] = []
        self._acknowledged = 0
        self._news = threading.Condition()

    def begin(self, sent: Sent) -> None:
        """Note what is about to be sent."""
        with self._news:
            self.sent.append(sent)

    def answered(self, status: int, page: str) -> None:
        """Count an answer, and keep the page of one that nobody should ever see."""
        with self._news:
            self.answers[status] += 1
            if status not in (200, 302):
                self.broken.append(page)

    def settle(self, sent: Sent, *, done: bool) -> None:
        """Note what came of it. What was sent twice and refused the second time may have been done the first time."""
        with self._news:
            if done and sent.fate is not Fate.ACKNOWLEDGED:
                sent.fate = Fate.ACKNOWLEDGED
                self._acknowledged += 1
                self._news.notify_all()
            elif not done and sent.fate is Fate.UNANSWERED and not sent.lost:
                sent.fate = Fate.REFUSED

    def wake(self) -> None:
        """Let whoever waits look again."""
        with self._news:
            self._news.notify_all()

    def wait(self, more: int, *, unless: Callable[[], bool], at_most: float) -> bool:
        """Wait until so many more were acknowledged; tell whether they were, before time or `unless` ended it."""
        with self._news:
            wanted = self._acknowledged + more
            self._news.wait_for(lambda: self._acknowledged >= wanted or unless(), at_most)
            return self._acknowledged >= wanted

    def fates(self, since: int) -> Counter[Fate]:
        """How many of each, of everything sent since there were so many."""
        return Counter(sent.fate for sent in self.sent[since:])

    def contested(self, since: int) -> int:
        """How many versions of a sheet several people typed on."""
        people: dict[tuple[int, int], set[str]] = {}
        for sent in self.sent[since:]:
            people.setdefault((sent.sheet, sent.version), set()).add(sent.user)
        return sum(len(found) > 1 for found in people.values())
