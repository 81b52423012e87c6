"""One step of an explanation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """`heading`: what is decided; `sum`: the rule with the numbers put in, and the result; `basis`: its source.

    `topic` groups steps for a page: "trust", "review", "assembly" (head count
    and result) or "assembly/N" (the round at place N).
    """

    topic: str
    heading: str
    sum: str
    basis: str
