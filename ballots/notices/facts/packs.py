"""What goes with the ballots of one group or round to the printer: the cover of the bundle, the label of a box."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ballots.notices.facts.ballots import Ballot, Post
from ballots.notices.facts.common import Facts
from ballots.notices.facts.kinds import NoticeKind

WHITE = "白色"
# Members' and secretary's ballots may lie in the hall on one day: nobody should take one for the other.
COLOURS = {
    Ballot.TRUST: WHITE,
    Ballot.COMMITTEE: "粉红色",
    Ballot.SECRETARY: "浅黄色",
    Ballot.RUNOFF: "浅绿色",
    Ballot.SUPPLEMENTARY: "浅蓝色",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem:
    """One thing inside a bundle: `count` of them (28张, 1份), on paper of this colour, on these pages of the file."""

    name: str
    count: str
    colour: str
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCover(Facts):
    """印制封面 of one bundle. `unit` is a village group, 党员大会 or 支部委员会; `boxes` how many boxes it votes into.

    `by_committee`: its voters are the new committee, who elect the secretary at a meeting of their own.
    `printed` = ballots of the bundle = 印制 on its tally sheets; `reserve` beyond one for each of `voters`, and
    `reserve_from` says where that number comes from. `on_a_sheet` ballots are cut from an A4, `sheets` of them;
    `over` are those on the last sheet that are too many and are destroyed.
    """

    kind: ClassVar[NoticeKind] = NoticeKind.PACK_COVER
    ballot: Ballot
    post: Post
    unit: str
    by_committee: bool = False
    boxes: int
    voters: int
    reserve: int
    reserve_from: str
    printed: int
    on_a_sheet: int
    sheets: int
    over: int
    colour: str
    items: tuple[PackItem, ...] = ()
    voting_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLabel(Facts):
    """票箱标签: what is pasted on a ballot box, with lines for those who seal and open it."""

    kind: ClassVar[NoticeKind] = NoticeKind.BOX_LABEL
    ballot: Ballot
    unit: str
    box: str
    voting_on: date | None = None
