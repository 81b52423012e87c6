"""Small pieces of Chinese official style: dates, names, cited instruments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ballots.notices.facts import Body, Facts, Header, body_name

SPACE = "\N{IDEOGRAPHIC SPACE}"
NUMERALS = "〇一二三四五六七八九十"
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
NOON = 12
# The last hour of each part of the day.
PARTS_OF_DAY = ((5, "凌晨"), (11, "上午"), (NOON, "中午"), (17, "下午"), (23, "晚上"))
INNER_QUOTES = str.maketrans("“”", "‘’")


def chinese_date(day: date) -> str:
    """2004年9月18日: Arabic figures without zeros in front (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_time(clock: str) -> str:
    """下午3时30分 for 15:30, as a sentence says it; what is no time of a clock stays as it is."""
    found = CLOCK.fullmatch(clock)
    if not found:
        return clock
    hour, minute = int(found[1]), int(found[2])
    part = next(name for last, name in PARTS_OF_DAY if hour <= last)
    return f"{part}{hour if hour <= NOON else hour - NOON}时{f'{minute}分' if minute else ''}"


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


def within_quotes(text: str) -> str:
    """Text to stand in “ ”: its own quotation marks become ‘ ’."""
    return text.translate(INNER_QUOTES)


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
    office = body_name(Body.TOWNSHIP, county=header.county, township=header.township, village=header.village)
    if header.signature != office:  # a correction is its paper's body's own
        return None
    return Colophon(f"中共{header.county}委组织部", f"{header.signature}办公室")
