"""Papers from the first plan to the trust vote: what will be done, who runs it, who votes, how, where and by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ballots.notices.facts.candidates import Contact
from ballots.notices.facts.common import LATER, Facts, Person
from ballots.notices.facts.kinds import NoticeKind
from elections.rules.inputs import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One stage of the 工作流程表: its name, planned day, what is done and which bodies act."""

    stage: str
    planned_on: date | None
    work: tuple[str, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPlan(Facts):
    """工作安排与流程表. `county_plan` names the county's 实施方案; what is not recorded is left to be written in.

    `names` stand in `lead_group_head`.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.WORK_PLAN
    seats: int
    term_years: int
    method: Method
    steps: tuple[PlanStep, ...]
    adopted_on: date | None = None
    county_plan: str = ""
    lead_group_head: str = ""
    guidance: tuple[Person, ...] = ()
    names: tuple[str, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeMember:
    """Somebody on the election committee; `capacity` is 主任 or 委员."""

    person: Person
    capacity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeList(Facts):
    """选举委员会名单公告. `people` with the head first; the two meetings that elected them, where recorded."""

    kind: ClassVar[NoticeKind] = NoticeKind.COMMITTEE_LIST
    people: tuple[CommitteeMember, ...]
    office: str
    party_meeting_on: date | None = None
    villagers_meeting_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterGroup:
    """A village group and how many eligible villagers it has."""

    name: str
    eligible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterList(Facts):
    """村民名单公告: counts only; the full list hangs at `posted_at`. `eligible` is the sum of the groups.

    `reference_date` is the day by which one must be of age.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.VOTER_LIST
    groups: tuple[VoterGroup, ...]
    eligible: int
    contact: Contact
    reference_date: date | None = None
    posted_at: str = ""
    voting_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionMethod(Facts):
    """选举办法（草案）: every number from the rule set of the election.

    Shares are printed as words (半数, 五分之四) or with their percent sign; `trust_threshold` without one. `trust_base`
    and `majority_base` name the denominators (收回票数, 实到会人数). `shortlist_size` is never below
    `shortlist_required`; `candidates_minimum` is seats and surplus. `committee_elects_secretary`: the new committee, at a
    meeting of its own, rather than the assembly.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.ELECTION_METHOD
    seats: int
    term_years: int
    method: Method
    committee_elects_secretary: bool
    proxies_limit: int
    monitors_minimum: int
    smallest_unit: int
    trust_turnout: str
    trust_base: str
    trust_threshold: str
    shortlist_ratio: str
    shortlist_required: int
    shortlist_size: int
    surplus_share: str
    candidates_minimum: int
    window: str
    excusals: tuple[str, ...]
    quorum: str
    majority: str
    majority_base: str
    reference_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLetter(Facts):
    """致村民公开信. `trust_threshold` without a percent sign."""

    kind: ClassVar[NoticeKind] = NoticeKind.OPEN_LETTER
    seats: int
    term_years: int
    trust_threshold: str
    proxies_limit: int
    contact: Contact
    voting_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingNotice(Facts):
    """投票通知 for the board of one group: where it votes, when (上午8时至11时), and where its mobile box goes.

    `venue` is where all boxes are opened, at `opened_at` (15:30). Time, place and venue are lines to write on where they
    are empty; without a `mobile_route` the notice names none.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.VOTING_NOTICE
    group: VoterGroup
    proxies_limit: int
    contact: Contact
    voting_on: date | None = None
    hours: str = ""
    voting_at: str = ""
    mobile_route: str = ""
    venue: str = ""
    opened_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyCard(Facts):
    """委托投票证, blank: nobody's name is kept, the card is."""

    kind: ClassVar[NoticeKind] = NoticeKind.PROXY_CARD
    proxies_limit: int
    voting_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyList(Facts):
    """委托投票公示 with `lines` ruled lines: who appointed whom is written on the paper alone."""

    kind: ClassVar[NoticeKind] = NoticeKind.PROXY_LIST
    lines: int
    proxies_limit: int
    contact: Contact
    voting_on: date | None = None
