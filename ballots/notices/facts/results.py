"""Papers that report figures: the trust vote's result and the monitors' report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ballots.notices.facts.ballots import Ballot, Post
from ballots.notices.facts.common import Facts, Person, Signer, Votes
from ballots.notices.facts.kinds import NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustNominee:
    """A nominee's result in the whole village; `rate` is cut to two decimals, without a sign."""

    person: Person
    votes: Votes
    rank: int
    rate: str
    reached: bool
    shortlisted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustUnit:
    """A group or box as it may be shown: never with fewer than ten ballots returned.

    `eligible` is None for a mobile box, whose villagers are counted with their group.
    `votes` stand in the order of the nominees.
    """

    name: str
    eligible: int | None
    issued: int
    returned: int
    valid: int
    invalid: int
    votes: tuple[Votes, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustResult(Facts):
    """信任投票结果公告; made by `trust_result`, which merges small units. `nominees` by votes.

    `base` names the denominator (收回票数) and `base_count` is its number; `threshold` without a sign.
    `conclusion` says whether the vote is valid and why; `remarks` are the explanations of warnings; `signed` who
    certified the figures.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.TRUST_RESULT
    voted_on: date
    eligible: int
    issued: int
    returned: int
    valid: int
    invalid: int
    turnout: str
    base: str
    base_count: int
    threshold: str
    nominees: tuple[TrustNominee, ...]
    units: tuple[TrustUnit, ...]
    seats: int
    conclusion: str
    remarks: tuple[str, ...] = ()
    signed: tuple[Signer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateResult:
    """One candidate in one round; `outcome` is printed as it is (当选, 未当选, 得票相等)."""

    person: Person
    votes: Votes
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteIn:
    """Somebody written in, who was not on the ballot."""

    person: Person
    votes: int
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """One ballot of the assembly. `base` names what a majority is taken of (实到会人数), `share` how much (半数).

    `majority_needed` is None in a run-off. `elected` and `tied` are names in stroke order;
    `conclusion` is a sentence of one's own where the round needs one (选举无效，重新选举); `signed` who signed it.
    `by_committee`: the new committee voted, at its first meeting, not the assembly.
    """

    ballot: Ballot
    post: Post
    seats: int
    entitled: int
    present: int
    issued: int
    returned: int
    valid: int
    invalid: int
    base: str
    share: str
    majority_needed: int | None
    candidates: tuple[CandidateResult, ...]
    write_ins: tuple[WriteIn, ...] = ()
    elected: tuple[Person, ...] = ()
    tied: tuple[Person, ...] = ()
    open_seats: int = 0
    conclusion: str = ""
    by_committee: bool = False
    signed: tuple[Signer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReport(Facts):
    """选举结果报告单, which the monitors read out and sign. Unknown signers leave an empty line."""

    kind: ClassVar[NoticeKind] = NoticeKind.RESULT_REPORT
    held_on: date
    members: int
    excused: int
    entitled: int
    present: int
    quorum_needed: int
    quorum_reached: bool
    rounds: tuple[RoundResult, ...]
    chief_monitor: str = ""
    monitors: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
