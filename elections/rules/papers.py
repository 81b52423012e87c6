"""The life of a paper: its number, its code, where it hangs, and whether it still counts.

Source: domain §1 (who issues what); numbers run by issuing body and year, as offices count their documents.
"""

from datetime import date
from enum import StrEnum

# Crockford's base 32: no I, L, O, U. Thirteen of them are 65 bits.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 13
_MISREAD = str.maketrans("OIL", "011")


class PaperStatus(StrEnum):
    """How an issued paper stands."""

    ISSUED = "issued"
    POSTED = "posted"
    TAKEN_DOWN = "taken_down"
    SUPERSEDED = "superseded"
    INVALIDATED = "invalidated"

    @property
    def label(self) -> str:
        """The status as pages name it."""
        return _LABELS[self]

    @property
    def counts(self) -> bool:
        """Whether what the paper says still holds; taking it off the board changes nothing about that."""
        return self not in (PaperStatus.SUPERSEDED, PaperStatus.INVALIDATED)


_LABELS = {
    PaperStatus.ISSUED: "已发布",
    PaperStatus.POSTED: "已张贴",
    PaperStatus.TAKEN_DOWN: "已撤下",
    PaperStatus.SUPERSEDED: "已被代替",
    PaperStatus.INVALIDATED: "已失效",
}


def paper_status(*, superseded: bool, invalidated: bool, hanging: int, taken_down: int) -> PaperStatus:
    """Return the status of a paper that hangs in so many places and was taken down in so many.

    `superseded`: a later version took its place; `invalidated`: it no longer counts, for whatever reason.
    """
    if invalidated:
        return PaperStatus.SUPERSEDED if superseded else PaperStatus.INVALIDATED
    if hanging:
        return PaperStatus.POSTED
    return PaperStatus.TAKEN_DOWN if taken_down else PaperStatus.ISSUED


def document_number(prefix: str, year: int, serial: int) -> str:
    """许党发〔2004〕3号 of a township with its 发文代字; 公告第3号 of an election committee, or where there is none."""
    return f"{prefix}〔{year}〕{serial}号" if prefix else f"公告第{serial}号"


def grouped_code(characters: str) -> str:
    """The code as it is printed and stored: 7K3F-9Q2M-XR8TD."""
    return "-".join((characters[:4], characters[4:8], characters[8:]))


def read_code(text: str) -> str:
    """The code somebody typed, as it is printed; "" for what can be none. Case, dashes, spaces, O, I and L forgiven."""
    plain = "".join(text.upper().split()).replace("-", "").translate(_MISREAD)
    if len(plain) != CODE_LENGTH or any(character not in CODE_ALPHABET for character in plain):
        return ""
    return grouped_code(plain)


def posting_fault(status: PaperStatus, *, posted_on: date, made_on: date, today: date) -> str:
    """Say why a paper made on `made_on` cannot have been put up on `posted_on`; "" where it can."""
    if not status.counts:
        return f"这一版{status.label}，不能再张贴。"
    if posted_on > today:
        return "张贴日期晚于今天，请照实际日期填写。"
    return "张贴日期早于发布日期，请核对。" if posted_on < made_on else ""


def removal_fault(*, taken_down_on: date, posted_on: date, today: date) -> str:
    """Say why a paper put up on `posted_on` cannot have been taken down then; "" where it can."""
    if taken_down_on > today:
        return "撤下日期晚于今天，请照实际日期填写。"
    return "撤下日期早于张贴日期，请核对。" if taken_down_on < posted_on else ""
