"""Look into the XML of a workbook for what the Excel library does not tell.

It returns nothing for a cell with an error, the last result for a formula, and it lays out the whole
rectangle between the outermost cells, however far away one stray cell is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

from elections.roster.archive import DAMAGED, RosterFileError

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_VALUES = {"v", "is", "f"}
Position = tuple[int, int]


@dataclass(slots=True)
class SheetMarkup:
    """Positions are (row, column), both counted from 1."""

    rows: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    formulas: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)


def parse(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run handlers over a document; one with a document type, which could hold entities, is refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    # LookupError: an encoding nobody knows; ValueError: text that is not in the encoding stated, endless numbers.
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise RosterFileError(DAMAGED) from error


def _refuse_doctype(*_: object) -> None:
    raise RosterFileError(DAMAGED)


def local(name: str) -> str:
    """Return a name without its name space."""
    return name.rpartition(" ")[2]


def sheet_parts(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Return the part that holds each sheet, by the sheet's name, in the order of the tabs."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            targets[attributes.get("Id", "")] = path

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            key = next((value for item, value in attributes.items() if item.endswith("relationships id")), "")
            if key in targets:
                sheets[attributes.get("name", "")] = targets[key]

    parse(relations, relation)
    parse(workbook, sheet)
    return sheets


def longest_shared_text(shared: bytes) -> int:
    """Return the length of the longest text that cells may refer to."""
    lengths = [0]

    def start(name: str, _: dict[str, str]) -> None:
        if local(name) == "si":
            lengths.append(0)

    def text(content: str) -> None:
        lengths[-1] += len(content)

    parse(shared, start, None, text)
    return max(lengths)


class _SheetReader:
    """Follow rows and cells; both may leave out their position, which then follows the one before."""

    def __init__(self) -> None:
        self.markup = SheetMarkup()
        self.row = self.column = 0
        self.is_error = False
        self.text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "row":
            stated = attributes.get("r", "")
            self.row = int(stated) if stated.isascii() and stated.isdigit() else self.row + 1
            self.column = 0
        elif tag == "c":
            self.place(attributes.get("r", ""))
            self.is_error = attributes.get("t") == "e"
        elif tag in _VALUES and self.column:
            self.fill(tag)

    def place(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            self.column += 1
            return
        self.column = 0
        for letter in match[1]:
            self.column = self.column * 26 + ord(letter) - 64
        self.row = int(match[2])

    def fill(self, tag: str) -> None:
        markup, here = self.markup, (self.row, self.column)
        markup.cells += 1
        markup.rows.add(self.row)
        markup.last_row = max(markup.last_row, self.row)
        markup.last_column = max(markup.last_column, self.column)
        if tag == "f":
            markup.formulas.add(here)
        elif self.is_error:
            self.text = []

    def end(self, name: str) -> None:
        if local(name) == "v" and self.text is not None:
            self.markup.errors[self.row, self.column] = "".join(self.text)
            self.text = None

    def characters(self, content: str) -> None:
        if self.text is not None:
            self.text.append(content)


def scan_sheet(xml: bytes) -> SheetMarkup:
    """Find how far a sheet reaches, how much it holds, and its formulas and errors."""
    reader = _SheetReader()
    parse(xml, reader.start, reader.end, reader.characters)
    return reader.markup
