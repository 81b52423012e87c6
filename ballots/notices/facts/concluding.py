"""Papers that follow the assembly: report and reply, appointment, handover, division of work; and corrections."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ballots.notices.facts.candidates import ElectedPerson
from ballots.notices.facts.common import LATER, Facts, Person
from ballots.notices.facts.kinds import NoticeKind
from ballots.notices.facts.results import RoundResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Facts):
    """呈报: the branch reports the result and asks for approval. `to` is the township's Party committee.

    `rounds` are the ballots held, in order; `committee` in stroke order, `secretary` one of it, elected
    at the new committee's first meeting where `secretary_entitled` and `secretary_present` are given.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.SUBMISSION
    to: str
    held_on: date
    entitled: int
    present: int
    rounds: tuple[RoundResult, ...]
    committee: tuple[ElectedPerson, ...]
    secretary: Person
    term_years: int
    secretary_entitled: int | None = None
    secretary_present: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Facts):
    """批复 to the village branch, `to`. Without `report_number` or `reported_on` the paper has blanks there."""

    kind: ClassVar[NoticeKind] = NoticeKind.REPLY
    to: str
    committee: tuple[Person, ...]
    secretary: Person
    term_years: int
    report_number: str = ""
    reported_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Facts):
    """任职公告, after the reply. `members` are the committee without its secretary, in stroke order."""

    kind: ClassVar[NoticeKind] = NoticeKind.APPOINTMENT
    held_on: date
    secretary: Person
    members: tuple[Person, ...]
    term_years: int
    replied_on: date
    reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverList(Facts):
    """交接清单, a form to be filled in. `items` are the recorded matters, one paragraph each.

    `people` are 移交人、接收人和监交人 as recorded, in the words of the record; `names` stand within the words.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.HANDOVER_LIST
    handed_on: date | None = None
    people: str = ""
    items: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Division(Facts):
    """分工公告: who of the new committee does what, and who leads the Party groups; one paragraph each.

    `names` are those of people that stand within the words.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.DIVISION
    work: tuple[str, ...]
    party_groups: tuple[str, ...]
    names: tuple[str, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """One place of a corrected paper: what it said, and what is right."""

    said: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Facts):
    """更正公告, under the body of the corrected paper (`header.signature`).

    `corrected` is that paper's title without 《》, `corrected_number` the number printed on it ("" without one),
    `corrected_on` its date; `reason` says why it was wrong, without a full stop.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.CORRECTION
    corrected: str
    corrected_on: date
    reason: str
    changes: tuple[Amended, ...]
    corrected_number: str = ""
