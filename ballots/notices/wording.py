"""Small pieces of Chinese official style: dates, names, titles broken by sense, cited instruments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

from ballots.notices.facts import Body, Facts, Header, NoticeKind

SPACE = "\N{IDEOGRAPHIC SPACE}"
NUMERALS = "〇一二三四五六七八九十"
TITLE_LIMIT, SIGNATURE_LIMIT = 18, 14
# A line of a title may end after one of these: a place, a body, a closing quotation mark.
ENDS_SENSE = "省市县区乡镇村组部会”》"

# What stands under the name of the issuing body; 〈村〉 is the village.
SUBJECTS = {
    NoticeKind.CONDITIONS: "关于〈村〉党支部委员会委员任职条件的公告",
    NoticeKind.TRUST_RESULT: "信任投票结果公告",
    NoticeKind.PRELIMINARY: "关于党支部委员会预备候选人的公示",
    NoticeKind.FORMAL: "关于〈村〉党支部委员会正式候选人的公示",
    NoticeKind.RESULT_REPORT: "选举结果报告单",
    NoticeKind.ELECTED: "党支部委员会当选公告",
    NoticeKind.WORK_PLAN: "关于〈村〉党支部委员会“两票制”选举工作的安排",
    NoticeKind.COMMITTEE_LIST: "关于〈村〉党支部“两票制”选举委员会名单的公告",
    NoticeKind.VOTER_LIST: "关于有投票权的村民名单的公告",
    NoticeKind.ELECTION_METHOD: "〈村〉党支部委员会“两票制”选举办法（草案）",
    NoticeKind.OPEN_LETTER: "致〈村〉全体村民的公开信",
    NoticeKind.VOTING_NOTICE: "关于信任投票的通知",
    NoticeKind.PROXY_LIST: "关于委托投票的公示",
    NoticeKind.TRUST_REPORT: "信任投票监票报告单",
    NoticeKind.MEETING_NOTICE: "关于召开党员大会选举支部委员会的通知",
    NoticeKind.AGENDA: "党员大会选举议程",
    NoticeKind.SUBMISSION: "关于支部委员会选举结果的请示",
    NoticeKind.REPLY: "关于〈村〉党支部委员会选举结果的批复",
    NoticeKind.APPOINTMENT: "关于〈村〉党支部委员会组成人员任职的公告",
    NoticeKind.HANDOVER_LIST: "工作交接清单",
    NoticeKind.DIVISION: "关于委员分工和党小组长的公告",
    NoticeKind.CORRECTION: "更正公告",
}

# A set of rules and a letter are called by what they are; the body that issues them stands at the end alone.
WITHOUT_BODY = frozenset({NoticeKind.ELECTION_METHOD, NoticeKind.OPEN_LETTER})


def chinese_date(day: date) -> str:
    """2004年9月18日: Arabic figures without zeros in front (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(number: int) -> str:
    """一 to 九十九, for headings."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return NUMERALS[ones]
    head = "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones else "")


def spaced(name: str) -> str:
    """A name of two characters takes the width of three in lists: 王　勇."""
    return f"{name[0]}{SPACE}{name[1]}" if len(name) == 2 else name


def cited(instruments: Iterable[str]) -> str:
    """《甲》《乙》和《丙》, as instruments are listed in a sentence."""
    *first, last = instruments
    return f"{''.join(first)}和{last}" if first else last


def document(name: str) -> str:
    """A document as a sentence cites it: its number as it is, its name in 《》."""
    return name if not name or "〔" in name or name.startswith("《") else f"《{name}》"


def basis_clause(header: Header) -> str:
    """根据…，参照…: what a paper rests on, by name."""
    clause = f"根据{cited(header.basis)}"
    if header.by_analogy:
        clause += f"，参照{cited(header.by_analogy)}有关投票的规定"
    return clause


def party_committee(township: str) -> str:
    """How the township's Party committee calls itself in its own text: 乡党委, 镇党委."""
    return f"{township[-1]}党委" if township[-1:] in ("乡", "镇") else "党委"


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记: to whom copies go, and the office that printed it."""

    copies_to: str
    office: str


def colophon(facts: Facts) -> Colophon | None:
    """What stands at the foot of the last page of the township's papers; nobody else's have one."""
    header = facts.header
    if facts.kind.body is not Body.TOWNSHIP:
        return None
    return Colophon(f"中共{header.county}委组织部", f"{header.signature}办公室")


def title_lines(facts: Facts) -> tuple[str, ...]:
    """The title of a board notice: issuing body, then subject, broken by sense into balanced lines."""
    header = facts.header
    subject = SUBJECTS[facts.kind].replace("〈村〉", header.village)
    if facts.kind in WITHOUT_BODY:
        return broken(subject, TITLE_LIMIT)
    first = header.signature.removesuffix("监票人")
    return (*broken(first, TITLE_LIMIT), *broken(subject, TITLE_LIMIT))


def signature_lines(signature: str) -> tuple[str, ...]:
    """The issuing body over the date: short enough to be centred on it."""
    return broken(signature, SIGNATURE_LIMIT)


def broken(text: str, limit: int) -> tuple[str, ...]:
    """Lines of at most `limit` characters, of like length, ending where the sense allows."""
    if len(text) <= limit:
        return (text,)
    count = ceil(len(text) / limit)
    ideal = len(text) / count
    ends = [
        place
        for place in range(1, limit + 1)
        if text[place - 1] in ENDS_SENSE
        and not text.startswith(("委员会", "”", "》", "、", "（"), place)
        and len(text) - place <= limit * (count if place < ideal else count - 1)
    ]
    usable = [place for place in ends if place >= ideal / 2]
    place = min(usable, key=lambda end: (abs(end - ideal), end)) if usable else ceil(ideal)
    return (text[:place], *broken(text[place:], limit))
