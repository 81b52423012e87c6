"""Roster files made for the tests."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from elections.roster.columns import COLUMNS

TODAY = date(2004, 8, 1)
HEADINGS = [column.heading for column in COLUMNS]
GOOD = ["王小明", "男", "1968-11-03", "高中", "1992年7月", "正式党员", "正常", "村党支部委员", ""]


def workbook(*rows: Sequence[object], headings: Sequence[str] = HEADINGS, sheet: str = "党员名册") -> bytes:
    """Make a file with the given rows; a date is written as Excel does."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate([headings, *rows]):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, place, value, day)
                elif value != "":
                    page.write(number, place, value)
    return target.getvalue()


def row(**changes: object) -> list[object]:
    """Return a faultless row with some columns changed."""
    keys = [column.key for column in COLUMNS]
    return [changes.get(key, value) for key, value in zip(keys, GOOD, strict=True)]
