"""What the states have in common that a chain rebuilds and a record gives: who did what, and what is told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .chain import Link, moment_text

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """Who did something, when, and with what words (a reason, or a signer's name)."""

    at: str
    user: str
    words: str = ""


def mark_of(link: Link, words: str = "") -> Mark:
    """Who made an event, and when."""
    return Mark(link.at, link.user, words)


def moment(text: str | None) -> str | None:
    """A moment as a record writes it, as the chain does."""
    return None if text is None else moment_text(datetime.fromisoformat(text))


def done(at: str, user: str, words: str = "") -> Mark:
    """By a record, who did something of which something is always told."""
    return Mark(moment(at) or "", user, words)


def mark_told(at: str | None, user: str | None, words: str = "") -> Mark | None:
    """By a record, who did something; None only where nothing at all is told of it."""
    if not (at or user or words):
        return None
    return Mark(moment(at) or "", user or "", words)


def once(told: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """What a record tells of each thing by its name or number; ValueError where it tells of one twice.

    True and 1.0 are no numbers of anything, though they equal 1.
    """
    pairs = list(told)
    found = dict(pairs)
    if len(found) != len(pairs) or any(type(key) not in (int, str) for key in found):
        raise ValueError(f"not each once: {[key for key, _ in pairs]}")
    return found
