"""The roster template: a sheet to fill in, with drop-downs, and a sheet that explains it."""

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from elections.roster.columns import COLUMNS, Column
from elections.roster.sheet import ROWS_MOST, SHEET_NAME

FILE_NAME = "党员名册模板.xlsx"
_FONT = "微软雅黑"
_RED = "#9E1B1B"
_GREY = "#595959"
_TABLE_HEAD = ("栏目", "是否必填", "填写要求", "示例一", "示例二", "示例三", "示例四")
_GENERAL = (
    "一人一行，从表头下面一行填起；不要改动表头，不要合并单元格，中间可以留空行。",
    "表头带 * 的栏目必须填写，其余可以不填。",
    f"名册最多 {ROWS_MOST} 行。",
    "不要填写身份证号码，也不要填写电话、住址；名册用不到，系统不保存。",
    "上传后先显示核对结果，逐行指出需要改正的地方，确认无误后才写入。",
)
_DATES = (
    ("1968-11-03", "1968 年 11 月 3 日"),
    ("1968年11月3日", "1968 年 11 月 3 日"),
    ("1968.11.03", "1968 年 11 月 3 日"),
    ("19681103", "1968 年 11 月 3 日"),
    ("1968年11月", "只写到月，按 1968 年 11 月 1 日登记"),
    ("1968.11", "只写到月，按 1968 年 11 月 1 日登记"),
    ("196811", "只写到月，按 1968 年 11 月 1 日登记"),
)


def template_bytes() -> bytes:
    """Return the template; the same bytes every time."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        # A fixed date keeps the bytes, and with them the download's tag, the same.
        workbook.set_properties({"title": SHEET_NAME, "created": datetime(2004, 8, 1, tzinfo=UTC)})
        _write_roster(workbook, workbook.add_worksheet(SHEET_NAME))
        _write_instructions(workbook, workbook.add_worksheet("填写说明"))
    return target.getvalue()


def _style(workbook: Any, **properties: object) -> Any:
    return workbook.add_format({"font_name": _FONT, "font_size": 11, "valign": "vcenter", **properties})


def _heading(column: Column) -> str:
    return f"{column.heading}*" if column.required else column.heading


def _write_roster(workbook: Any, sheet: Any) -> None:
    box = {"border": 1, "border_color": "#BFBFBF"}
    required = _style(workbook, bold=True, font_color="#FFFFFF", bg_color=_RED, align="center", **box)
    optional = _style(workbook, bold=True, font_color="#FFFFFF", bg_color=_GREY, align="center", **box)
    # As text, because Excel would turn 1968.10 into 1968.1 and some dates into others.
    cell = _style(workbook, num_format="@", **box)
    sheet.set_default_row(20)
    sheet.set_row(0, 28)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, _style(workbook, num_format="@"))
        sheet.write_string(0, place, _heading(column), required if column.required else optional)
        sheet.data_validation(1, place, ROWS_MOST, place, _validation(column))
    for row in range(1, 31):
        for place in range(len(COLUMNS)):
            sheet.write_blank(row, place, None, cell)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _validation(column: Column) -> dict[str, object]:
    """Offer a drop-down where there is a choice; elsewhere only the advice."""
    prompt = {"input_title": column.heading, "input_message": column.advice}
    if not column.choices:
        return {"validate": "any", **prompt}
    return {
        "validate": "list",
        "source": list(column.choices),
        "error_title": column.heading,
        "error_message": f"{column.expected}。",
        **prompt,
    }


def _write_instructions(workbook: Any, sheet: Any) -> None:
    title = _style(workbook, bold=True, font_size=16, font_color=_RED)
    section = _style(workbook, bold=True, font_size=12)
    body = _style(workbook, text_wrap=True)
    for place, width in enumerate((16, 12, 52, 16, 16, 16, 18)):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "党员名册填写说明", title)
    row = 2
    for number, sentence in enumerate(_GENERAL, start=1):
        sheet.merge_range(row, 0, row, 6, f"{number}. {sentence}", body)
        row += 1
    sheet.write_string(row + 1, 0, "各栏目怎样填写（示例均为虚构；示例二、三是同名的两个人）", section)
    row = _write_table(workbook, sheet, row + 2, [_TABLE_HEAD, *_column_rows()])
    sheet.write_string(row + 1, 0, "日期可以这样写", section)
    _write_table(
        workbook, sheet, row + 2, [("写法", "", "登记为"), *((text, "", day) for text, day in _DATES)]
    )
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _column_rows() -> list[tuple[str, ...]]:
    return [
        (column.heading, "必填" if column.required else "可不填", column.advice, *column.examples)
        for column in COLUMNS
    ]


def _write_table(workbook: Any, sheet: Any, row: int, lines: list[tuple[str, ...]]) -> int:
    box = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True}
    head = _style(workbook, bold=True, bg_color="#F2DCDB", **box)
    body = _style(workbook, **box)
    for index, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(row + index, place, text, body if index else head)
    return row + len(lines)
