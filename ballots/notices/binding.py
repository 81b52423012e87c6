"""Finished papers bound into one file for the printer.

A leaf that is printed many times is laid out and stored once; each of its pages only points there. The same leaves give
the same bytes: nothing here knows a clock.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True, slots=True)
class Leaf:
    """A finished paper, its pages from `first` to before `end`, all of them without, printed `times` times over."""

    pdf: bytes
    times: int = 1
    first: int = 0
    end: int | None = None


def bind(leaves: Iterable[Leaf], *, title: str) -> bytes:
    """One PDF of all leaves in order."""
    bound = pikepdf.new()
    for leaf in leaves:
        with pikepdf.open(io.BytesIO(leaf.pdf)) as paper:
            for _ in range(leaf.times):
                bound.pages.extend(paper.pages[leaf.first : leaf.end])
    bound.docinfo["/Title"] = title
    content = io.BytesIO()
    bound.save(content, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return content.getvalue()


def pages_in(pdf: bytes) -> int:
    """How many pages a paper has."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return len(paper.pages)
