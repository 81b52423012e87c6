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
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ballots.notices.blocks import Cell, Paragraph, Role, Run, Table, blocks_of
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
LINE, SMALL_LINE = Pt(29), Pt(20)
WIDTH, CELL_POINTS = 156, 14
# With a seal the date ends four characters from the right and the name is centred over it, as in notice.css.
SEAL = Pt(213)
COLUMN = re.compile(r"^\.(w-[a-z]+) \{ width: (\d+)mm; \}", re.MULTILINE)


def word_file(facts: Facts) -> bytes:
    """The notice as .docx; raises ValueError for a paper that is no board notice."""
    if facts.kind.family is not Family.NOTICE:
        raise ValueError(f"a {facts.kind.value} has no text to edit")
    document = Document()
    _page(document)
    _properties(document, facts)
    marks = []
    for block in blocks_of(render_html(facts)):
        if isinstance(block, Table):
            _table(document, block)
        elif block.role is Role.MARK:
            marks.append(_text(block.runs))
        else:
            _paragraph(document, block)
    _head(document, [UNOFFICIAL, *marks])
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def _page(document: Any) -> None:
    """A4 with the margins of GB/T 9704 and the page number in the middle of the foot."""
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


def _paragraph(document: Any, block: Paragraph) -> None:
    font, points, alignment, indent = STYLES[block.role]
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    shape = paragraph.paragraph_format
    _close_up(shape, SMALL_LINE if block.role is Role.SMALL else LINE)
    shape.first_line_indent = Pt(points * indent)
    shape.keep_with_next = block.role in (Role.TITLE, Role.HEADING)
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
    if block.role is Role.ENCLOSED:
        shape.space_before = LINE
    if block.role is Role.NUMBER:
        document.paragraphs[-2].paragraph_format.space_after = Pt(0)  # it stands right under the title
    _runs(paragraph, block.runs, font, points)


def _table(document: Any, block: Table) -> None:
    """The table in the widths that the style sheet gives its columns, its head repeated, no row split."""
    columns = sum(cell.across for cell in block.rows[0])
    table = document.add_table(len(block.rows), columns)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    grid = [row.cells for row in table.rows]  # asking for cells one by one takes a second for a large table
    widths, taken = _widths(block.rows[0]), set()
    for place, row in enumerate(block.rows):
        properties = table.rows[place]._tr.get_or_add_trPr()  # noqa: SLF001 - neither setting has another way
        properties.append(OxmlElement("w:cantSplit"))
        if place < block.head:
            properties.append(OxmlElement("w:tblHeader"))
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
            _cell(grid[place][column].merge(last), cell)
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _cell(target: Any, cell: Cell) -> None:
    paragraph = target.paragraphs[0]
    paragraph.alignment = CENTRE
    _close_up(paragraph.paragraph_format, SMALL_LINE)
    _runs(paragraph, cell.runs, HEI if cell.heading else FANG, CELL_POINTS)


def _widths(head: tuple[Cell, ...]) -> list[int]:
    """Millimetres of each column: as in the style sheet, the others share the rest."""
    known = [
        next((columns()[name] for name in cell.classes if name in columns()), 0)
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
    sheet = (HERE / "css" / "notice.css").read_text(encoding="utf-8")
    return {name: int(width) for name, width in COLUMN.findall(sheet)}


def _close_up(shape: Any, line: Pt) -> None:
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, line
    shape.space_before = shape.space_after = Pt(0)


def _runs(paragraph: Any, runs: tuple[Run, ...], font: str, points: float) -> None:
    for run in runs:
        _font(paragraph.add_run(run.text), KAI if run.name else font, points)


def _font(run: Any, name: str, points: float) -> None:
    """Chinese in the font of the paper, Latin letters and figures beside it in Times."""
    run.font.name, run.font.size = LATIN, Pt(points)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)  # noqa: SLF001 - no other way to it
