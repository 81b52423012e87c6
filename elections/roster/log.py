"""An election's log as an Excel file."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

HEADINGS = (("序号", 8), ("时间", 20), ("由谁", 30), ("阶段", 16), ("事项", 22), ("内容", 60), ("链首", 22))


def log_bytes(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook with one line an event; every cell is text, so that nothing is taken for a formula."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": title})
        sheet = workbook.add_worksheet("办理记录")
        bold = workbook.add_format({"bold": True})
        for place, (heading, width) in enumerate(HEADINGS):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, bold)
        for row, values in enumerate(rows, start=1):
            for place, value in enumerate(values):
                sheet.write_string(row, place, value)
        sheet.freeze_panes(1, 0)
    return target.getvalue()
