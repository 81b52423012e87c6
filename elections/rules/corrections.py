"""更正公告: which paper may be corrected, and what a correction may say.

Source: domain §1, §2 (a result stands as it was certified; it is changed by lifting the certificate). A correction mends
the wording of what was published: a name miswritten, a date, a place. It never tells other votes than those certified.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .papers import PaperStatus

MOST_CHANGES = 20
# Dates and times of day are no counts: 2004年9月5日, 14:30.
_DAYS = re.compile(r"\d+(?=[年月日时分])|\d{1,2}:\d{2}")
_COUNT = re.compile(r"\d+(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class Change:
    """One place: what the paper says, and what is right. Where nothing is written in either, it is none."""

    said: str
    right: str

    def __bool__(self) -> bool:
        return bool(self.said or self.right)


# What is wrong, by place of the change and name of its part.
Faults = dict[tuple[int, str], str]


def correction_refusal(status: PaperStatus, *, numbered: bool, correction: bool) -> str:
    """Say why a paper cannot be corrected; "" where it can. `correction`: it is itself one."""
    if correction:
        return "更正公告有误的，在原材料上重新发布更正公告，代替这一份。"
    if not numbered:
        return "只有编了号的公告、公示才发更正公告；这份材料有误的，重新制作。"
    return "" if status.counts else f"这一版{status.label}，不必更正。"


def change_faults(changes: Sequence[Change], text: Sequence[str], *, certified: bool) -> Faults:
    """Say what is wrong with the changes of a paper that reads `text`, by paragraphs and rows of tables.

    `certified`: the figures on it are those of a certified result.
    """
    if not any(changes):
        return {(0, "said"): "至少写明一处更正。"}
    lines = [_bare(line) for line in text]
    first: dict[str, int] = {}
    faults: Faults = {}
    for place, change in enumerate(changes):
        if change:
            faults |= _faults(place, change, lines, certified=certified)
            if first.setdefault(_bare(change.said), place) != place and (place, "said") not in faults:
                faults[place, "said"] = f"与第{first[_bare(change.said)] + 1}处的原文相同，请合并为一处。"
    return faults


def _faults(place: int, change: Change, lines: Sequence[str], *, certified: bool) -> Faults:
    said, right = _bare(change.said), _bare(change.right)
    faults: Faults = {}
    if not said:
        faults[place, "said"] = "请抄写有误的原文。"
    elif not any(said in line for line in lines):
        faults[place, "said"] = (
            "这份材料里没有这些字。请照下面的全文抄写，一处只抄同一段或者表格同一行里连着的字。"
        )
    if not right:
        faults[place, "right"] = "请写明应当为什么；应当删去的，写“删去”。"
    elif said == right:
        faults[place, "right"] = "应当为的与原文相同，没有更正。"
    elif certified and _counts(said) != _counts(right):
        faults[place, "right"] = (
            "票数、人数以核定的结果为准，更正公告不能改动；确实有误的，由乡镇申请撤销核定，重新公布。"
        )
    return faults


def _bare(text: str) -> str:
    """Without white space, and full-width forms as plain ones: neither says anything in Chinese."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _counts(bare: str) -> Counter[str]:
    """The figures in it that count something."""
    return Counter(_COUNT.findall(_DAYS.sub("", bare)))
