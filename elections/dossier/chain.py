"""The audit chain: the canonical bytes of an event, how its hash links to the one before, and how a chain is checked.

Each event's hash is the SHA-256 of its canonical bytes, and these contain the hash of the event before. Whoever
changes, removes, swaps or inserts an event must write every later one anew, and then the head differs from the one
printed on paper.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime

BEGINNING = "0" * 64
HEAD_LENGTH = 16
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Link:
    """One event as it is chained. `user` is the user name, `payload` compact JSON text."""

    number: int
    at: str
    user: str
    name: str
    role: str
    stage: str
    action: str
    payload: str
    previous: str
    hash: str = ""

    @property
    def data(self) -> dict[str, object]:
        """The payload's values."""
        found: dict[str, object] = json.loads(self.payload)
        return found


FIELDS = tuple(one.name for one in fields(Link))


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold: its number, and in what way."""

    number: int
    reason: str


def values_of(link: Link) -> dict[str, object]:
    """An event as a dossier carries it."""
    return {name: getattr(link, name) for name in FIELDS}


def moment_text(at: datetime) -> str:
    """A moment as the chain writes it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def payload_text(payload: object) -> str:
    """A payload as the chain writes it: JSON on one line, keys sorted."""
    return _ENCODER.encode(payload)


def content_hash(content: object) -> str:
    """The SHA-256 of JSON values in their canonical form: what a signature covers."""
    return hashlib.sha256(payload_text(content).encode("utf-8", "surrogatepass")).hexdigest()


def event_bytes(link: Link) -> bytes:
    """The canonical bytes of an event: everything but its own hash."""
    return _ENCODER.encode(
        {
            "number": link.number,
            "at": link.at,
            "user": link.user,
            "name": link.name,
            "role": link.role,
            "stage": link.stage,
            "action": link.action,
            "payload": link.payload,
            "previous": link.previous,
        }
    ).encode("utf-8", "surrogatepass")


def link_hash(link: Link) -> str:
    """The hash of an event."""
    return hashlib.sha256(event_bytes(link)).hexdigest()


def verify(links: Iterable[Link], head: str | None = None) -> Broken | None:
    """Return the first broken link; None where the chain holds.

    `head`, as printed on a paper, must be the head of some event: otherwise what came up to that paper was cut off
    or written anew.
    """
    wanted = plain_head(head) if head is not None else ""
    found, number, previous = not wanted, 0, BEGINNING
    for link in links:
        number += 1
        if reason := _fault(link, number, previous):
            return Broken(number, reason)
        previous = link.hash
        found = found or previous.startswith(wanted)
    if number == 0:
        return Broken(1, "没有任何记录")
    if not found:
        return Broken(number + 1, f"没有链首为 {head} 的记录，末尾的记录被截去或改写")
    return None


def _fault(link: Link, number: int, previous: str) -> str:
    if link.number != number:
        return f"这里应是第{number}条，却是第{link.number}条，中间的记录被删去、调换或添加"
    if link.previous != previous:
        return "与前一条的链接不符"
    if link.hash != link_hash(link):
        return "内容与其散列值不符，内容被改动"
    return ""


def short_head(value: str) -> str:
    """A hash as papers print it: the first sixteen digits in four groups of four."""
    return " ".join(value[start : start + 4] for start in range(0, HEAD_LENGTH, 4)) if value else ""


def plain_head(text: str) -> str:
    """A head as typed from a paper, or a whole hash, without spaces and hyphens; ValueError where it is neither."""
    plain = text.replace(" ", "").replace("-", "").lower()
    if not HEAD_LENGTH <= len(plain) <= len(BEGINNING) or set(plain) - set("0123456789abcdef"):
        raise ValueError("链首应为 4 组、每组 4 位的十六进制数字（0–9、a–f）。")
    return plain
