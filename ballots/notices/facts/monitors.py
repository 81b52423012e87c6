"""The monitors' report of the trust vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ballots.notices.facts.common import Facts, Person
from ballots.notices.facts.kinds import NoticeKind
from ballots.notices.facts.results import TrustNominee, TrustUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustReport(Facts):
    """监票报告单, which the monitors read out and sign, and the committee's head with them.

    `units` are the boxes as they may be shown (never fewer than ten ballots), `nominees` by votes;
    `opened_at` is the hour the boxes were opened at as printed (14:30), `venue` where.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.TRUST_REPORT
    voted_on: date
    eligible: int
    issued: int
    returned: int
    valid: int
    invalid: int
    turnout: str
    conclusion: str
    nominees: tuple[TrustNominee, ...]
    units: tuple[TrustUnit, ...]
    venue: str = ""
    opened_at: str = ""
    head: tuple[Person, ...] = ()
    monitors: tuple[Person, ...] = ()
    callers: tuple[Person, ...] = ()
    counters: tuple[Person, ...] = ()
    remarks: tuple[str, ...] = ()
