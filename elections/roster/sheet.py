"""Read the roster's sheet into rows of cells, after everything that can be refused has been."""

import io
from dataclasses import dataclass

from python_calamine import load_workbook

from elections.roster.archive import DAMAGED, TOO_LARGE, Archive, RosterFileError, open_archive
from elections.roster.markup import SheetMarkup, longest_shared_text, scan_sheet, sheet_parts
from elections.roster.values import Cell

SHEET_NAME = "党员名册"
ROWS_MOST = 500
_RECTANGLE_MOST = 200_000
_TEXT_MOST = 20_000_000
"""Cells times the longest text: short texts repeated can still fill the memory."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows start at Excel's row 1, columns at A."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    markup: SheetMarkup


def read_sheet(data: bytes) -> Sheet:
    """Return the sheet named as in the template, or the first one; raise RosterFileError with a sentence."""
    archive = open_archive(data)
    name, part = _choose(archive)
    if part in archive.rows_of_long_sheets:
        refuse_rows(archive.rows_of_long_sheets[part] - 1)
        raise RosterFileError(TOO_LARGE)
    if part not in archive.parts:
        raise RosterFileError(DAMAGED)
    markup = scan_sheet(archive.parts[part])
    if markup.last_row * markup.last_column > _RECTANGLE_MOST:
        refuse_rows(len(markup.rows) - 1)
        raise RosterFileError(
            f"工作表“{name}”中离名册很远的地方（第 {markup.last_row} 行、第 {markup.last_column} 列以内）还有内容。请只保留名册，再上传。"
        )
    longest = longest_shared_text(archive.parts.get("xl/sharedStrings.xml", b"<sst/>"))
    if longest * markup.cells > _TEXT_MOST:
        raise RosterFileError(TOO_LARGE)
    return Sheet(name, _filled_up(_cells(archive.repacked(part), name), markup), markup)


def refuse_rows(count: int) -> None:
    """Refuse more rows than a village branch has members."""
    if count > ROWS_MOST:
        raise RosterFileError(f"名册最多 {ROWS_MOST} 行，本表有 {count} 行。请检查是否选错了文件。")


def _choose(archive: Archive) -> tuple[str, str]:
    relations = archive.parts.get("xl/_rels/workbook.xml.rels")
    if relations is None:
        raise RosterFileError(DAMAGED)
    sheets = sheet_parts(archive.parts["xl/workbook.xml"], relations)
    if not sheets:
        raise RosterFileError(DAMAGED)
    name = SHEET_NAME if SHEET_NAME in sheets else next(iter(sheets))
    return name, sheets[name]


def _cells(data: bytes, name: str) -> tuple[tuple[Cell, ...], ...]:
    try:
        sheet = load_workbook(io.BytesIO(data)).get_sheet_by_name(name)
        return tuple(tuple(row) for row in sheet.to_python(skip_empty_area=False))
    except BaseException as error:
        # A fault inside the library arrives as PanicException, which is not an Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise RosterFileError(DAMAGED) from error
        raise


def _filled_up(rows: tuple[tuple[Cell, ...], ...], markup: SheetMarkup) -> tuple[tuple[Cell, ...], ...]:
    """Add the rows and columns at the end that hold only errors, which the library leaves out."""
    width = max([markup.last_column, *map(len, rows)])
    missing: list[tuple[Cell, ...]] = [()] * (markup.last_row - len(rows))
    return tuple((*row, *[""] * (width - len(row))) for row in [*rows, *missing])
