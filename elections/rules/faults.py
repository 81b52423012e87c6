"""Faults of a file's shape: what stands at a place, and what should stand there.

A fault concerns the form of a dossier or a rule set (a missing key, a word
where a number belongs); a `Problem` concerns the figures themselves.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

MAX_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where the input has the wrong form; `pointer` is a JSON pointer (RFC 6901)."""

    pointer: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.pointer or '(root)'}: found {self.found}, expected {self.expected}"


class Malformed(ValueError):
    """The input does not have the form of a dossier or rule set; carries every fault found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def pointer_token(key: str) -> str:
    """One step of a JSON pointer, with ~ and / escaped; ASCII on one line for anything unprintable."""
    if not key.isprintable():
        key = json.dumps(key)[1:-1]
    return key.replace("~", "~0").replace("/", "~1")


def shown(value: object) -> str:
    """A value as a fault names it: short, on one line, ASCII for anything unprintable."""
    if isinstance(value, dict):
        return f"an object of {len(value)} keys"
    if isinstance(value, list):
        return f"an array of {len(value)} items"
    if isinstance(value, str):
        text = json.dumps(value[:MAX_SHOWN], ensure_ascii=False)
        if not value.isprintable():
            text = json.dumps(value[:MAX_SHOWN])
        return text if len(value) <= MAX_SHOWN else f"{text}…"
    if isinstance(value, int) and abs(value) >= 10**MAX_SHOWN:
        return "an integer too large to show"
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
