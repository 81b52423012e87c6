"""What every paper says of itself, and the people named on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from ballots.notices.facts.kinds import NoticeKind, issuing_body
from elections.rules.basis import HANDOVER_INSTRUMENTS, INSTRUMENTS, VILLAGE_COMMITTEES

# The trust vote borrows its conduct (proxies, mobile boxes, monitors, count at one venue) from this law.
BY_ANALOGY: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.TRUST_BALLOT: (VILLAGE_COMMITTEES,),
    NoticeKind.TRUST_RESULT: (VILLAGE_COMMITTEES,),
    NoticeKind.PRELIMINARY: (VILLAGE_COMMITTEES,),
    NoticeKind.VOTER_LIST: (VILLAGE_COMMITTEES,),
    NoticeKind.ELECTION_METHOD: (VILLAGE_COMMITTEES,),
    NoticeKind.VOTING_NOTICE: (VILLAGE_COMMITTEES,),
    NoticeKind.PROXY_CARD: (VILLAGE_COMMITTEES,),
    NoticeKind.PROXY_LIST: (VILLAGE_COMMITTEES,),
    NoticeKind.TRUST_REPORT: (VILLAGE_COMMITTEES,),
}

# Metadata of a field that came after papers without it were issued; it has a default, and is told only when it says more.
LATER = {"later": True}

OF_HANDOVER = frozenset({NoticeKind.HANDOVER_LIST, NoticeKind.DIVISION})


def instruments_of(kind: NoticeKind, era: str) -> tuple[str, ...]:
    """What a paper of `kind` rests on in an election that began from the rule set `era`."""
    return (HANDOVER_INSTRUMENTS if kind in OF_HANDOVER else INSTRUMENTS)[era]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """New words for one paragraph, by its place from 0 on among the paragraphs of the text."""

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The facts common to all papers; `issued_on` is the date under the signature.

    `basis` are legal instruments with their 《》, `by_analogy` those whose conduct is borrowed (参照).
    `place` is where it is posted or where the vote is held; `invented` puts the demonstration mark
    on every page; `chain_head` is the head of the audit chain when the result it rests on was certified, in groups of
    four, empty before that. Four come with issuing and are empty on a preview and on forms: `number`, the whole
    number as printed (公告第3号), `replaces`, the version before by number or by day, `code`, which finds the paper again, and
    `check_url`, where anybody may do so ("" where no address is configured).
    `wording` are paragraphs in the township's own words (`ballots.notices.rewording`).
    """

    county: str
    township: str
    village: str
    issued_on: date
    rule_set: str
    basis: tuple[str, ...]
    signature: str
    by_analogy: tuple[str, ...] = ()
    place: str = ""
    number: str = ""
    invented: bool = False
    chain_head: str = ""
    wording: tuple[Rewording, ...] = ()
    replaces: str = ""
    code: str = ""
    check_url: str = ""


def header_for(
    kind: NoticeKind,
    *,
    county: str,
    township: str,
    village: str,
    issued_on: date,
    rule_set: str,
    basis: tuple[str, ...],
    signature: str = "",
    place: str = "",
    number: str = "",
    invented: bool = False,
    chain_head: str = "",
) -> Header:
    """A header with the borrowed law of this kind, and its signature unless another is given."""
    return Header(
        county=county,
        township=township,
        village=village,
        issued_on=issued_on,
        rule_set=rule_set,
        basis=basis,
        by_analogy=BY_ANALOGY.get(kind, ()),
        signature=signature or issuing_body(kind, county=county, township=township, village=village),
        place=place,
        number=number,
        invented=invented,
        chain_head=chain_head,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as a paper shows them; everything but the name may be empty.

    `note` tells namesakes apart (第三村小组, 女); `birth` and `joined` are 年月 as printed (1969年3月).
    """

    name: str
    note: str = ""
    sex: str = ""
    birth: str = ""
    education: str = ""
    joined: str = ""
    post: str = ""
    career: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody who signed a result with their own account, and in which capacity (选举委员会主任)."""

    capacity: str
    name: str


class Votes(NamedTuple):
    """Ballots for one person: 信任 / 不信任 / 弃权, in the assembly 赞成 / 不赞成 / 弃权."""

    favour: int
    against: int
    abstain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What every kind of facts has; `kind` is fixed by the class."""

    kind: ClassVar[NoticeKind]
    header: Header
