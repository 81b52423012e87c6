"""A board notice as an editable Word file, for townships with a letterhead of their own: the only place that knows python-docx.

Its text is that of the rendered notice, block by block. It says on every page that it is not the paper that counts.
"""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from functools import cache
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ballots.notices.blocks import Block, Cell, Paragraph, Role, Run, Table, blocks_of
from ballots.notices.facts import Facts, Family
from ballots.notices.fonts import HERE
from ballots.notices.render import context_of, render_html

UNOFFICIAL = "非正式文本，以盖章印发的 PDF 为准"
# As GB/T 9704 names them, and as office machines in a township have them.
FANG, SONG, HEI, KAI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
LATIN = "Times New Roman"
CENTRE, RIGHT, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
# Font, points, alignment, characters of indentation.
STYLES: dict[Role, tuple[str, float, Any, int]] = {
    Role.TITLE: (SONG, 22, CENTRE, 0),
    Role.NUMBER: (KAI, 16, CENTRE, 0),
    Role.TO: (FANG, 16, LEFT, 0),
    Role.HEADING: (HEI, 16, LEFT, 2),
    Role.TEXT: (FANG, 16, LEFT, 2),
    Role.ENCLOSED: (FANG, 16, LEFT, 2),
    Role.SMALL: (FANG, 12, LEFT, 0),
    Role.COLOPHON: (FANG, 14, LEFT, 1),
    Role.SIGNATURE: (FANG, 16, CENTRE, 0),
    Role.UNSEALED: (FANG, 16, RIGHT, 0),
}
CLOSING = (Role.SIGNATURE, Role.UNSEALED, Role.COLOPHON)
LINE, SMALL_LINE = Pt(29), Pt(20)
# The least height of a row, and of one with a cell to write in.
ROW, WRITTEN_ON = Mm(9), Mm(12)
WIDTH, CELL_POINTS = 156, 14
# With a seal the date ends four characters from the right and the name is centred over it, as in notice.css.
SEAL = Pt(213)
COLUMN = re.compile(r"^\.(w-[a-z]+) \{ width: (\d+)mm; \}", re.MULTILINE)
TABLE = re.compile(r"^\.([a-z-]+) \{ font-size: ([\d.]+)pt; line-height: ([\d.]+)mm; \}", re.MULTILINE)
LONG_NAMES = 35
# 28 characters to a line of 442.2 pt: a quarter of a point closer, in twentieths.
CLOSER, OF_TEXT = "-5", 16


def word_file(facts: Facts) -> bytes:
    """The notice as .docx; raises ValueError for a paper that is no board notice."""
    if facts.kind.family is not Family.NOTICE:
        raise ValueError(f"a {facts.kind.value} has no text to edit")
    document = Document()
    _page(document)
    _properties(document, facts)
    blocks = blocks_of(render_html(facts))
    marks = [block for block in blocks if isinstance(block, Paragraph) and block.role is Role.MARK]
    rest = [block for block in blocks if block not in marks]
    long = context_of(facts)["name_size"] != "usual"
    for before, block, after in zip([None, *rest], rest, [*rest[1:], None], strict=False):
        closing = _role(after) in CLOSING
        if isinstance(block, Table):
            _table(document, block, long=long, keep=closing)
        else:
            _paragraph(document, block, keep=closing, first=_role(before) is not block.role)
    _head(document, [UNOFFICIAL, *(_text(mark.runs) for mark in marks)])
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _role(block: Block | None) -> Role | None:
    return block.role if isinstance(block, Paragraph) else None


def _text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def _page(document: Any) -> None:
    """A4 with the margins of GB/T 9704 and the page number in the middle of the foot; no gaps beside figures."""
    shape = document.styles["Normal"].element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        gap = OxmlElement(name)
        gap.set(qn("w:val"), "0")
        shape.append(gap)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    foot = section.footer.paragraphs[0]
    foot.alignment = CENTRE
    _font(foot.add_run("— "), FANG, 14)
    number = foot.add_run()
    _font(number, FANG, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        number._r.append(part)  # noqa: SLF001 - python-docx has no fields of its own
    _font(foot.add_run(" —"), FANG, 14)


def _properties(document: Any, facts: Facts) -> None:
    """Title, author and the date of issue, as in the PDF."""
    issued, properties = datetime.combine(facts.header.issued_on, time()), document.core_properties
    properties.title = str(context_of(facts)["title"])
    properties.author, properties.comments = facts.header.signature, UNOFFICIAL
    properties.created = properties.modified = issued


def _head(document: Any, lines: list[str]) -> None:
    """What every page says of itself: that it is not official, and the demonstration mark."""
    head = document.sections[0].header.paragraphs[0]
    head.alignment = CENTRE
    _font(head.add_run("\n".join(lines)), HEI, 12)


def _paragraph(document: Any, block: Paragraph, *, keep: bool, first: bool) -> None:
    """A paragraph, on one page with the next if `keep`; `first` of those with its role."""
    font, points, alignment, indent = STYLES[block.role]
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    shape = paragraph.paragraph_format
    _close_up(shape, SMALL_LINE if block.role is Role.SMALL else LINE)
    shape.first_line_indent = Pt(points * indent)
    shape.keep_with_next = keep or block.role in (Role.TITLE, Role.HEADING)
    if block.role is Role.COLOPHON:
        shape.tab_stops.add_tab_stop(
            Mm(WIDTH - 5), WD_TAB_ALIGNMENT.RIGHT
        )  # a character from the edge, as it begins
    if block.role is Role.SIGNATURE:
        shape.left_indent = SEAL
    if block.role is Role.UNSEALED:
        shape.right_indent = Pt(points * 2)
    if block.role in (Role.TITLE, Role.NUMBER):
        shape.space_after = LINE
    if block.role is Role.ENCLOSED or (first and block.role is Role.SIGNATURE):
        shape.space_before = LINE
    if block.role is Role.NUMBER:
        document.paragraphs[-2].paragraph_format.space_after = Pt(0)  # it stands right under the title
    _runs(paragraph, block.runs, font, points)


def _table(document: Any, block: Table, *, long: bool, keep: bool) -> None:
    """The table in the widths and sizes of the style sheet.

    Somebody's name is `long`. All of it stands on one page with the next paragraph if `keep`.
    """
    widths = _widths(block.rows[0], long=long)
    table = document.add_table(len(block.rows), len(widths))
    _shape(table, block, widths)
    grid = [row.cells for row in table.rows]  # asking for cells one by one takes a second for a large table
    type_ = next((tables()[name] for name in block.classes if name in tables()), (CELL_POINTS, SMALL_LINE))
    taken: set[tuple[int, int]] = set()
    for place, row in enumerate(block.rows):
        for target, width in zip(grid[place], widths, strict=True):
            target.width = Mm(width)
        column = 0
        for cell in row:
            while (place, column) in taken:
                column += 1
            taken |= {
                (place + down, column + across) for down in range(cell.down) for across in range(cell.across)
            }
            last = grid[place + cell.down - 1][column + cell.across - 1]
            _cell(grid[place][column].merge(last), cell, *type_, keep=keep)
    gap = document.add_paragraph().paragraph_format
    gap.line_spacing, gap.keep_with_next = Pt(8), keep


def _shape(table: Any, block: Table, widths: list[int]) -> None:
    """Lines, columns and heights; the head repeated, no row split."""
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _close_margins(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)  # LibreOffice asks the columns, Word the cells
    for place, (shaped, row) in enumerate(zip(table.rows, block.rows, strict=True)):
        shaped.height = WRITTEN_ON if any(not cell.runs for cell in row) else ROW
        properties = shaped._tr.get_or_add_trPr()  # noqa: SLF001 - neither setting has another way
        properties.append(OxmlElement("w:cantSplit"))
        if place < block.head:
            properties.append(OxmlElement("w:tblHeader"))


def _close_margins(table: Any) -> None:
    """Cells are set to the centre; the room that Word keeps at their sides would break names of four characters."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "5")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # python-docx knows margins of no kind; Word wants them before the look of the table
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")  # noqa: SLF001


def _cell(target: Any, cell: Cell, points: float, line: Any, *, keep: bool) -> None:
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = target.paragraphs[0]
    paragraph.alignment, paragraph.paragraph_format.keep_with_next = CENTRE, keep
    _close_up(paragraph.paragraph_format, line)
    _runs(paragraph, cell.runs, HEI if cell.heading else FANG, points)


def _widths(head: tuple[Cell, ...], *, long: bool) -> list[int]:
    """Millimetres of each column: as in the style sheet, the others share the rest."""
    set_ = columns() | ({"w-name": LONG_NAMES} if long else {})
    known = [
        next((set_[name] for name in cell.classes if name in set_), 0)
        for cell in head
        for _ in range(cell.across)
    ]
    free = known.count(0)
    rest = max(0, WIDTH - sum(known))
    if not free:
        return known
    return [width or max(12, rest // free) for width in known]


@cache
def columns() -> dict[str, int]:
    """Widths of columns by class."""
    return {name: int(width) for name, width in COLUMN.findall(_sheet())}


@cache
def tables() -> dict[str, tuple[float, Any]]:
    """Points of type and height of its line, of the tables that the style sheet sets smaller, by class."""
    return {name: (float(points), Mm(float(line))) for name, points, line in TABLE.findall(_sheet())}


def _sheet() -> str:
    return (HERE / "css" / "notice.css").read_text(encoding="utf-8")


def _close_up(shape: Any, line: Pt) -> None:
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
    shape.space_before = shape.space_after = Pt(0)


def _runs(paragraph: Any, runs: tuple[Run, ...], font: str, points: float) -> None:
    for run in runs:
        _font(paragraph.add_run(run.text), KAI if run.name else font, points)


def _font(run: Any, name: str, points: float) -> None:
    """Chinese in the font of the paper, Latin letters and figures beside it in Times."""
    run.font.name, run.font.size = LATIN, Pt(points)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - no other way to it
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)
    if points == OF_TEXT:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), CLOSER)
        properties.insert_element_before(spacing, "w:sz")
