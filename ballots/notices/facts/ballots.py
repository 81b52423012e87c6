"""Papers that are filled in by hand: blank ballots and tally sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from ballots.notices.facts.common import Facts, Person
from ballots.notices.facts.kinds import NoticeKind


class Ballot(StrEnum):
    """What is voted on: the trust vote, or one of the rounds of the assembly."""

    TRUST = "trust"
    COMMITTEE = "committee"
    SECRETARY = "secretary"
    RUNOFF = "runoff"
    SUPPLEMENTARY = "supplementary"

    @property
    def label(self) -> str:
        """The round in Chinese."""
        return _BALLOT_LABELS[self]


class Post(StrEnum):
    """What the elected become."""

    COMMITTEE = "committee"
    SECRETARY = "secretary"

    @property
    def label(self) -> str:
        """The post in Chinese."""
        return "支部书记" if self is Post.SECRETARY else "支部委员会委员"

    @property
    def short(self) -> str:
        """The post in one word."""
        return "书记" if self is Post.SECRETARY else "委员"


_BALLOT_LABELS = {
    Ballot.TRUST: "信任投票",
    Ballot.COMMITTEE: "支部委员选举",
    Ballot.SECRETARY: "支部书记选举",
    Ballot.RUNOFF: "重新投票",
    Ballot.SUPPLEMENTARY: "另行选举",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustBallot(Facts):
    """信任票, blank. `nominees` in stroke order; `voting_on` is the day of the vote, if fixed."""

    kind: ClassVar[NoticeKind] = NoticeKind.TRUST_BALLOT
    nominees: tuple[Person, ...]
    voting_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionBallot(Facts):
    """选举票, blank. `candidates` in stroke order (secretary: the order the superior approved).

    A run-off has no lines for 另选他人; otherwise there are `write_in_lines`, at most the seats.
    `write_ins_from` names whom a write-in may be, e.g. 新当选的支部委员会委员.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.ELECTION_BALLOT
    ballot: Ballot
    post: Post
    seats: int
    candidates: tuple[Person, ...]
    write_in_lines: int = 0
    write_ins_from: str = ""
    voting_on: date | None = None

    def __post_init__(self) -> None:
        """A run-off chooses among the tied only."""
        if self.ballot is Ballot.RUNOFF and self.write_in_lines:
            raise ValueError("a run-off ballot has no lines for write-ins")


@dataclass(frozen=True, slots=True, kw_only=True)
class TallySheet(Facts):
    """计票单 of one box, blank. `unit` is a village group or 党员大会; `box` 投票箱 or 流动票箱.

    `entitled` (有投票权的村民 of the group, or 应到会) and `present` (实到会) are printed where known.
    `post` and `seats` are needed in the assembly only.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.TALLY_SHEET
    ballot: Ballot
    unit: str
    box: str
    nominees: tuple[Person, ...]
    entitled: int | None = None
    present: int | None = None
    post: Post = Post.COMMITTEE
    seats: int = 0
    write_in_rows: int = 0
    counted_on: date | None = None
