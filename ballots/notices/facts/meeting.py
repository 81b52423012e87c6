"""Papers that call and order the members' assembly: the notice of the meeting and its agenda."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from ballots.notices.facts.common import LATER, Facts
from ballots.notices.facts.kinds import NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNotice(Facts):
    """会议通知. `voters` are the members with the vote, `others` those without, who attend and do not vote.

    `quorum` is the part of the entitled that must come (五分之四); `business` are the items in short.
    `held_at` is the hour as printed (9:00). Without `held_on`, `held_at` or `venue` the paper has blanks there.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.MEETING_NOTICE
    voters: int
    quorum: str
    business: tuple[str, ...]
    others: int = 0
    held_on: date | None = None
    held_at: str = field(default="", metadata=LATER)
    venue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """A heading of the agenda and its steps in order."""

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda(Facts):
    """议程: the order of the assembly. Without `held_on`, `held_at`, `venue` or `presided_by` the paper has
    blanks there.

    `on_the_order` is a sentence at the end where the order of the ballots is not fixed; `names` stand in `presided_by`.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.AGENDA
    business: tuple[Business, ...]
    held_on: date | None = None
    held_at: str = field(default="", metadata=LATER)
    venue: str = ""
    presided_by: str = ""
    on_the_order: str = ""
    names: tuple[str, ...] = field(default=(), metadata=LATER)
