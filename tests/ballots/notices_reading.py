"""Reading finished papers back: text, lines and places of characters on the page."""

from __future__ import annotations

import io
import re
from functools import cache

import pdfplumber
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page

from ballots.notices.facts import Facts
from ballots.notices.pdf import Rendered, render_pdf
from ballots.notices.render import render_html

SFNT = (b"OTTO", b"\0\1\0\0")
MM = 72 / 25.4
# The type area of GB/T 9704 on A4: 156 × 225 mm.
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM


@cache
def rendered(facts: Facts, *, poster: bool = False) -> Rendered:
    return render_pdf(facts, poster=poster)


def catalog_of(facts: Facts) -> dict:
    """The document catalog, unresolved."""
    return dict(pdfplumber.open(io.BytesIO(rendered(facts).pdf)).doc.catalog)


def font_programs(facts: Facts) -> list[bytes]:
    """The embedded fonts."""
    document = pdfplumber.open(io.BytesIO(rendered(facts).pdf)).doc
    found = [
        resolve1(document.getobj(number))
        for number in sorted(*[xref.get_objids() for xref in document.xrefs])
    ]
    return [data for each in found if isinstance(each, PDFStream) and (data := each.get_data())[:4] in SFNT]


def metadata_of(facts: Facts) -> dict:
    return dict(pdfplumber.open(io.BytesIO(rendered(facts).pdf)).metadata)


@cache
def pages_of(facts: Facts) -> tuple[Page, ...]:
    return tuple(pdfplumber.open(io.BytesIO(rendered(facts).pdf)).pages)


@cache
def poster_pages(facts: Facts) -> tuple[Page, ...]:
    return tuple(pdfplumber.open(io.BytesIO(rendered(facts, poster=True).pdf)).pages)


def html_text(facts: Facts) -> str:
    """What its HTML says, before it is set, without white space."""
    return re.sub(r"\s", "", re.sub(r"<[^>]*>", "", render_html(facts)))


def text_of(facts: Facts) -> str:
    """All text without white space, so that line ends do not matter."""
    return "".join(re.sub(r"\s", "", page.extract_text()) for page in pages_of(facts))


def without_colophon(text: str) -> str:
    """Text without white space, up to the date under the signature: the township's papers go on at the foot."""
    return re.sub(r"抄送：中共\w+委组织部。中共\w+委员会办公室\d+年\d+月\d+日印发$", "", text)


def in_body(char: dict) -> bool:
    """Between the head and the foot of a board notice."""
    return char["top"] > TOP - 3 and char["bottom"] < BOTTOM + 6


def rows_of(chars: list[dict]) -> list[list[dict]]:
    """Characters by base line, top to bottom, left to right."""
    rows: dict[int, list[dict]] = {}
    for char in chars:
        rows.setdefault(round(char["matrix"][5]), []).append(char)
    return [sorted(row, key=lambda char: char["x0"]) for _, row in sorted(rows.items(), reverse=True)]


def fonts_in(facts: Facts) -> set[str]:
    return {char["fontname"].split("+")[-1] for page in pages_of(facts) for char in page.chars}


def fonts_of_name(facts: Facts, name: str) -> set[str]:
    """The fonts in which a name is set, wherever all its characters stand side by side."""
    found: set[str] = set()
    for page in pages_of(facts):
        for row in rows_of(page.chars):
            solid = [char for char in row if char["text"].strip()]
            line = "".join(char["text"] for char in solid)
            for match in re.finditer(re.escape(name), line):
                found |= {char["fontname"].split("+")[-1] for char in solid[match.start() : match.end()]}
    return found
