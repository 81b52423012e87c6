"""The HTML of a board notice as plain blocks: paragraphs and tables, in order, with every character of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser

SPACES = re.compile(r"[ \t\r\n]+")
PARAGRAPHS = ("p", "h1", "h2", "li")
CELLS = ("td", "th")
UNREAD = ("head", "style", "svg")


class Role(StrEnum):
    """What a paragraph is on a notice."""

    MARK = "invented"
    TITLE = "title"
    NUMBER = "number"
    TO = "to"
    HEADING = "heading"
    TEXT = "text"
    ENCLOSED = "enclosed"
    SMALL = "small"
    COLOPHON = "colophon"
    SIGNATURE = "signature"
    UNSEALED = "unsealed"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; a person's name is set in the font of names. A line break is \\n, the way to the right edge \\t."""

    text: str
    name: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    role: Role
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with how many columns and rows it takes, and the classes that the style sheet knows it by."""

    runs: tuple[Run, ...]
    across: int
    down: int
    heading: bool
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first `head` of them are repeated on every page. `classes` as of a cell."""

    rows: tuple[tuple[Cell, ...], ...]
    head: int
    classes: tuple[str, ...]


Block = Paragraph | Table


def blocks_of(html: str) -> tuple[Block, ...]:
    """The blocks of a notice's HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.blocks)


def lines_in(html: str) -> tuple[str, ...]:
    """The text of each paragraph, and of each row of a table with its cells run together."""
    return tuple(line for block in blocks_of(html) for line in _lines(block))


def _lines(block: Block) -> list[str]:
    rows = [(block,)] if isinstance(block, Paragraph) else block.rows
    return ["".join(run.text for part in row for run in part.runs) for row in rows]


@dataclass(slots=True)
class _Open:
    """The paragraph or cell that text goes into."""

    tag: str
    attributes: dict[str, str]
    runs: list[Run] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.open: _Open | None = None
        self.around: list[tuple[str, tuple[str, ...]]] = []
        self.rows: list[list[Cell]] = []
        self.head = 0
        self.kind: tuple[str, ...] = ()
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in UNREAD:
            self.unread += 1
        elif tag == "br":
            self._add("\n")
        elif tag in PARAGRAPHS or tag in CELLS:
            self._close()
            self.open = _Open(tag, attributes)
        elif tag == "table":
            self._close()
            self.rows, self.head, self.kind = [], 0, tuple(attributes.get("class", "").split())
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("div", "span"):
            classes = tuple(attributes.get("class", "").split())
            if "colophon" in classes or "printed" in classes:  # a line of its own, though inside the date's
                self._close()
                self.open = _Open("p", {"class": "colophon"})
            self.around.append((tag, classes))
            if "on" in classes:
                self._add("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self.unread -= 1
        elif tag == "thead":
            self.head = len(self.rows)
        elif tag == "table":
            self.blocks.append(Table(tuple(map(tuple, self.rows)), self.head, self.kind))
        elif tag in PARAGRAPHS or tag in CELLS:
            self._close()
        elif tag in ("div", "span"):
            if tag == "div":
                self._close()
            self.around.pop()

    def handle_data(self, data: str) -> None:
        text = SPACES.sub(" ", data)
        if self.unread or self._inside("check") or (self.open is None and not text.strip(" ")):
            return
        if self.open is None:
            self.open = _Open("p", {})
        self._add(text)

    def _add(self, text: str) -> None:
        if self.open is not None:
            self.open.runs.append(Run(text, self._inside("name")))

    def _inside(self, name: str) -> bool:
        return any(name in classes for _, classes in self.around)

    def _close(self) -> None:
        """End the paragraph or cell that is open."""
        if self.open is None:
            return
        done, self.open = self.open, None
        runs, classes = _trimmed(done.runs), tuple(done.attributes.get("class", "").split())
        if done.tag in CELLS:
            across, down = (int(done.attributes.get(name, "1")) for name in ("colspan", "rowspan"))
            self.rows[-1].append(Cell(runs, across, down, done.tag == "th", classes))
        elif runs:
            self.blocks.append(Paragraph(self._role(done.tag, classes), runs))

    def _role(self, tag: str, classes: tuple[str, ...]) -> Role:
        if tag in ("h1", "h2"):
            return Role.TITLE if tag == "h1" else Role.HEADING
        near = {*classes, *(name for _, names in self.around for name in names)}
        found = [
            role
            for role in (
                Role.MARK,
                Role.COLOPHON,
                Role.UNSEALED,
                Role.SIGNATURE,
                Role.NUMBER,
                Role.TO,
                Role.ENCLOSED,
                Role.SMALL,
            )
            if role in near
        ]
        return found[0] if found else Role.TEXT


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Runs without white space at either end, and without empty ones."""
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip(" \n"):
        kept.pop(0)
    while kept and not kept[-1].text.strip(" \n"):
        kept.pop()
    if kept:
        kept[0] = Run(kept[0].text.lstrip(" \n"), kept[0].name)
        kept[-1] = Run(kept[-1].text.rstrip(" \n"), kept[-1].name)
    return tuple(kept)
