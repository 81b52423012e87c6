"""Notices about conditions and candidates, and the announcement of those elected."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ballots.notices.facts.ballots import Ballot, Post
from ballots.notices.facts.common import LATER, Facts, Person
from ballots.notices.facts.kinds import NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions(Facts):
    """任职条件公告: each text is one paragraph, without its number (the paper numbers them)."""

    kind: ClassVar[NoticeKind] = NoticeKind.CONDITIONS
    seats: int
    term_years: int
    secretary: tuple[str, ...]
    members: tuple[str, ...]
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A preliminary candidate: the person, the trust votes and the rate as cut (87.51)."""

    person: Person
    votes: int
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where and how the villagers can speak up."""

    receiver: str
    address: str
    telephone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preliminary(Facts):
    """预备候选人公示. `candidates` in stroke order; `base` names the denominator (收回票数), `base_count` is its number,
    0 in papers that were issued without it. `threshold` is printed with a percent sign (70); `ratio` as 1∶1.5; `by_decision` the recorded reason
    where the township goes on with fewer than the ratio asks.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.PRELIMINARY
    voted_on: date
    seats: int
    ratio: str
    threshold: str
    base: str
    candidates: tuple[Listed, ...]
    contact: Contact
    base_count: int = 0
    opinions_until: date | None = None
    by_decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formal(Facts):
    """正式候选人公示. `candidates` in stroke order, each with a brief career.

    `window` is the length as printed (7天, 5个工作日), from `window_from` to `window_to`, both included.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.FORMAL
    seats: int
    surplus: int
    reviewed_on: date
    minutes: str
    candidates: tuple[Person, ...]
    window: str
    window_from: date
    window_to: date
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterRound:
    """A round after the first that elected somebody to a post; `told`: the votes shown are those of this round."""

    post: Post
    ballot: Ballot
    told: bool = True

    @property
    def label(self) -> str:
        """The round in one word."""
        return self.ballot.label if self.ballot in (Ballot.RUNOFF, Ballot.SUPPLEMENTARY) else "再次选举"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectedPerson:
    """Somebody elected, with the approvals of the round that made them a member of the committee.

    `votes` is None for a secretary elected apart (direct), who is in the committee by that;
    `secretary_votes` are the approvals of the round for the secretary and mark who won it. Where a round had too few
    ballots to be shown, its figure is None and its post among `withheld`. `later` says which round elected them to
    each post, where it was not the first (重新投票, 另行选举).
    """

    person: Person
    votes: int | None
    secretary_votes: int | None = None
    withheld: tuple[Post, ...] = field(default=(), metadata=LATER)
    later: tuple[LaterRound, ...] = field(default=(), metadata=LATER)

    @property
    def is_secretary(self) -> bool:
        """Whether they were elected secretary."""
        return self.secretary_votes is not None or Post.SECRETARY in self.withheld

    @property
    def votes_withheld(self) -> bool:
        """Whether the figure that made them a member is not shown."""
        return Post.COMMITTEE in self.withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Elected(Facts):
    """当选公告. `committee` in stroke order, the secretary among them.

    `secretary_entitled` and `secretary_present` are those of the new committee's first meeting, where that elected the
    secretary, and None where the assembly did. `approved` turns 书记（待批准） into 书记; `approved_on` and `reply` (the reply's number) come with it.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.ELECTED
    held_on: date
    entitled: int
    present: int
    committee: tuple[ElectedPerson, ...]
    secretary_entitled: int | None = None
    secretary_present: int | None = None
    term_years: int = 0
    approved: bool = False
    approved_on: date | None = None
    reply: str = ""

    @property
    def withholds(self) -> bool:
        """Whether some figure is not shown."""
        return any(row.withheld for row in self.committee)
