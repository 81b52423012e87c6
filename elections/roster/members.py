"""From the bytes of a file to members and faults: sheet, headings, cells, rows, names."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from elections.roster.archive import RosterFileError
from elections.roster.columns import BY_HEADING, BY_KEY, COLUMNS, YOUNGEST_TO_JOIN, Column
from elections.roster.plausible import too_young_to_join
from elections.roster.preview import Fault, MemberRow, PreviewRow, RosterPreview
from elections.roster.sheet import Sheet, read_sheet, refuse_rows
from elections.roster.values import Cell, MisfitError, cell_text, holds_id_number
from elections.stroke_order import normalise_name

_HEADING_IN_ROWS = 10
_FORMULA = "应直接填写内容：请复制该格，再用“选择性粘贴—数值”粘贴回去"
_ERROR = "是表格公式的错误值，请改为实际内容"
_ID_NUMBER = "请勿填写身份证号码，名册不需要，请删除"
_MASKED = "身份证号码"


@dataclass(frozen=True, slots=True)
class _Headings:
    """Where the headings stand: Excel's row, and the place of each column counted from 0."""

    row: int
    places: Mapping[str, int]
    ignored: Mapping[str, int]


def read_members(data: bytes, *, today: date) -> RosterPreview:
    """Read a roster; whatever the bytes are, the answer is a preview and never an exception.

    A month without a day is read as its first day, in 出生日期 and 入党时间.
    """
    try:
        sheet = read_sheet(data)
        headings = _find_headings(sheet)
        lines = _filled_lines(sheet, headings)
    except RosterFileError as error:
        return RosterPreview(faults=(Fault(str(error)),))
    rows: list[PreviewRow] = []
    faults: list[Fault] = []
    for number, cells in lines:
        row, found = _read_row(number, cells, headings, sheet, today)
        rows.append(row)
        faults += found
    faults += _same_names(rows)
    faults.sort(key=lambda fault: fault.row or 0)
    return RosterPreview(tuple(rows), tuple(faults), tuple(headings.ignored))


def _find_headings(sheet: Sheet) -> _Headings:
    best: dict[str, int] = {}
    texts: list[str] = []
    at = 0
    for index, row in enumerate(sheet.rows[:_HEADING_IN_ROWS]):
        candidate = [_heading_text(cell) for cell in row]
        places = {BY_HEADING[text].key: place for place, text in enumerate(candidate) if text in BY_HEADING}
        if len(places) > len(best):
            best, texts, at = places, candidate, index + 1
    if not best:
        wanted = "、".join(column.heading for column in COLUMNS if column.required)
        raise RosterFileError(
            f"工作表“{sheet.name}”中没有找到名册的表头（{wanted}）。请使用名册模板，不要改动表头和工作表名称。"
        )
    if missing := [column.heading for column in COLUMNS if column.required and column.key not in best]:
        raise RosterFileError(
            f"工作表“{sheet.name}”缺少栏目：{'、'.join(missing)}。请使用名册模板，不要改动表头。"
        )
    if doubled := [heading for heading in BY_HEADING if texts.count(heading) > 1]:
        raise RosterFileError(f"工作表“{sheet.name}”中栏目重复：{'、'.join(doubled)}。每个栏目只保留一列。")
    return _Headings(
        at, best, {text: place for place, text in enumerate(texts) if text and text not in BY_HEADING}
    )


def _heading_text(cell: Cell) -> str:
    return cell_text(cell).replace(" ", "").strip("*＊").partition("（")[0].partition("(")[0].strip("*＊")


def _filled_lines(sheet: Sheet, headings: _Headings) -> list[tuple[int, tuple[Cell, ...]]]:
    """Return the rows in which a column of the roster holds something, with Excel's row numbers."""
    silent = {row for row, place in sheet.markup.errors if place - 1 in headings.places.values()}
    lines = [
        (number, cells)
        for number, cells in enumerate(sheet.rows, start=1)
        if number > headings.row
        and (
            number in silent
            or any(cell_text(cells[place]) for place in headings.places.values() if place < len(cells))
        )
    ]
    refuse_rows(len(lines))
    if not lines:
        raise RosterFileError("名册是空的：表头下面没有填写党员。")
    return lines


def _read_row(
    number: int, cells: Sequence[Cell], headings: _Headings, sheet: Sheet, today: date
) -> tuple[PreviewRow, list[Fault]]:
    values: dict[str, str | date] = {column.key: "" for column in COLUMNS}
    texts: dict[str, str] = {}
    faults = [
        Fault.in_cell(number, heading, _MASKED, _ID_NUMBER)
        for heading, place in headings.ignored.items()
        if holds_id_number(cells[place])
    ]
    for key, place in headings.places.items():
        cell = cells[place]
        error = sheet.markup.errors.get((number, place + 1), "")
        texts[key] = _MASKED if holds_id_number(cell) else error or cell_text(cell)
        if expected := _fault_outside_the_value(
            cell, error, is_formula=(number, place + 1) in sheet.markup.formulas
        ):
            faults.append(Fault.in_cell(number, key, texts[key], expected))
            continue
        try:
            values[key] = _read_cell(BY_KEY[key], cell, today)
        except MisfitError as misfit:
            faults.append(Fault.in_cell(number, key, texts[key], str(misfit) or BY_KEY[key].expected))
    faults += _joined_too_young(number, values, texts)
    return PreviewRow(number, texts, None if faults else _member(values)), faults


def _fault_outside_the_value(cell: Cell, error: str, *, is_formula: bool) -> str:
    if error:
        return _ERROR
    if holds_id_number(cell):
        return _ID_NUMBER
    return _FORMULA if is_formula else ""


def _read_cell(column: Column, cell: Cell, today: date) -> str | date:
    if cell_text(cell):
        return column.read(cell, today)
    if column.required:
        raise MisfitError(f"必须填写，{column.expected}")
    return ""


def _joined_too_young(number: int, values: Mapping[str, str | date], texts: Mapping[str, str]) -> list[Fault]:
    born, joined = values["birth_date"], values["joined_on"]
    if not isinstance(born, date) or not isinstance(joined, date):
        return []
    if not too_young_to_join(born, joined):
        return []
    expected = (
        f"应在出生满 {YOUNGEST_TO_JOIN} 年之后（出生日期填的是“{texts['birth_date']}”），请核对两个日期"
    )
    return [Fault.in_cell(number, "joined_on", texts["joined_on"], expected)]


def _member(values: Mapping[str, str | date]) -> MemberRow:
    """Put the values of a faultless row together; every column has been read by its own reader."""
    text = cast("Mapping[str, str]", values)
    day = cast("Mapping[str, date]", values)
    return MemberRow(
        name=text["name"],
        sex=text["sex"],
        birth_date=day["birth_date"],
        education=text["education"],
        joined_on=day["joined_on"],
        standing=text["standing"],
        rights_suspended=bool(text["rights"]),
        present_post=text["present_post"],
        note=text["note"],
    )


def _same_names(rows: Sequence[PreviewRow]) -> list[Fault]:
    """Name the rows of one name that nothing tells apart: on a ballot they would be the same line."""
    groups: defaultdict[str, list[PreviewRow]] = defaultdict(list)
    for row in rows:
        groups[normalise_name(row.texts["name"])].append(row)
    return [
        fault
        for name, group in groups.items()
        if name and len(group) > 1
        for fault in _undistinguished(group)
    ]


def _undistinguished(group: Sequence[PreviewRow]) -> list[Fault]:
    notes = Counter(row.texts.get("note", "") for row in group)
    numbers = "、".join(str(row.number) for row in group)
    expected = f"第 {numbers} 行同名，应各写不同的说明，例如所在村小组"
    return [
        Fault.in_cell(row.number, "note", note, expected)
        for row in group
        if not (note := row.texts.get("note", "")) or notes[note] > 1
    ]
