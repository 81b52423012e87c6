"""Finished papers bound into one file for the printer: the only place that knows pypdf.

A leaf that is printed many times is laid out and stored once; each of its pages only points there. The same leaves give
the same bytes: nothing here knows a clock. What is bound is for printing; the papers themselves keep their own files.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter


@dataclass(frozen=True, slots=True)
class Leaf:
    """A finished paper, all of its pages printed `times` times over."""

    pdf: bytes
    times: int = 1


def bind(leaves: Iterable[Leaf], *, title: str) -> bytes:
    """One PDF of all leaves in order."""
    writer = PdfWriter()
    for leaf in leaves:
        pages = list(PdfReader(io.BytesIO(leaf.pdf)).pages)
        for _ in range(leaf.times):
            for page in pages:
                writer.add_page(page)
    writer.metadata = {"/Title": title}
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def pages_in(pdf: bytes) -> int:
    """How many pages a paper has."""
    return len(PdfReader(io.BytesIO(pdf)).pages)
