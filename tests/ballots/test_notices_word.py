"""The Word file of a board notice: the same text as the notice, marked on every page as not official."""

import io
import re
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from notices_samples import PILOT, PLACES, TODAY, all_kinds, formal, preliminary, result_report, trust

from ballots.notices.blocks import Cell, Paragraph, Role, Run, blocks_of
from ballots.notices.blocks import Table as TableBlock
from ballots.notices.facts import Family
from ballots.notices.render import render_html
from ballots.notices.word import word_file

NOTICES = [
    pytest.param(facts, id=f"{p}-{k}")
    for p, place in PLACES.items()
    for k, facts in all_kinds(place).items()
    if facts.kind.family is Family.NOTICE
]
OTHERS = [
    pytest.param(facts, id=k)
    for k, facts in all_kinds(PILOT).items()
    if facts.kind.family is not Family.NOTICE
]
MARK = "演示数据纯属虚构"


def opened(facts):
    return Document(io.BytesIO(word_file(facts)))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_in(document) -> str:
    """All text of the body in order, tables row by row, a merged cell once."""
    found = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            cells = {cell._tc: cell.text for row in part.rows for cell in row.cells}
            found += cells.values()
        else:
            found.append(part.text)
    return bare("".join(found))


def text_of_html(facts) -> str:
    body = re.sub(r"<head>.*?</head>", "", render_html(facts), flags=re.DOTALL)
    return bare(re.sub(r"<[^>]*>", "", body)).removeprefix(MARK).replace("扫码查验", "")


@pytest.mark.parametrize("facts", NOTICES)
def test_the_text_is_that_of_the_notice_to_the_last_figure(facts) -> None:
    assert text_in(opened(facts)) == text_of_html(facts)
    assert len(text_of_html(facts)) > 100


@pytest.mark.parametrize("facts", NOTICES)
def test_every_page_says_that_it_is_not_official(facts) -> None:
    (section,) = opened(facts).sections
    head = bare("".join(paragraph.text for paragraph in section.header.paragraphs))
    assert head == "非正式文本，以盖章印发的PDF为准" + (MARK if facts.header.invented else "")


@pytest.mark.parametrize("facts", OTHERS)
def test_ballots_forms_and_covers_have_no_word_file(facts) -> None:
    with pytest.raises(ValueError, match="no text to edit"):
        word_file(facts)


def test_title_headings_text_names_and_date_are_set_as_in_an_official_paper() -> None:
    document = opened(formal(PILOT))
    fonts = {
        bare(paragraph.text): (
            paragraph.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")),
            paragraph.runs[0].font.size,
        )
        for paragraph in document.paragraphs
        if paragraph.runs
    }
    title = "中共崇仁县许坊乡委员会关于长沙坑村党支部委员会正式候选人的公示"
    assert fonts[title] == ("方正小标宋简体", Pt(22))
    assert fonts["（许党发〔2004〕15号）"] == ("楷体_GB2312", Pt(16))
    assert fonts["一、正式候选人简况"] == ("黑体", Pt(16))
    assert fonts["2004年9月11日"] == ("仿宋_GB2312", Pt(16))
    copies, printed = document.paragraphs[-2:]
    assert (copies.text, printed.text) == (
        "抄送：中共崇仁县委组织部。",
        "中共崇仁县许坊乡委员会办公室\t2004年9月11日印发",
    )
    assert {run.font.size for line in (copies, printed) for run in line.runs} == {Pt(14)}
    (career,) = [p for p in document.paragraphs if bare(p.text).startswith("丁水根，男")]
    assert [
        bare(run.text) for run in career.runs if run._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"
    ] == ["丁水根"]
    after = [(bare(p.text)[-3:], p.paragraph_format.space_after) for p in document.paragraphs[:2]]
    assert after == [("的公示", Pt(0)), ("5号）", Pt(29))]
    assert {p.paragraph_format.line_spacing for p in document.paragraphs if p.runs} == {Pt(29)}


def test_a_blank_line_stands_before_what_is_enclosed() -> None:
    document = opened(all_kinds(PILOT)["submission"])
    spaces = {bare(p.text): p.paragraph_format.space_before for p in document.paragraphs}
    assert (spaces["附件：选举结果报告单"], spaces["妥否，请批示。"]) == (Pt(29), Pt(0))


def test_the_page_is_that_of_an_official_paper_with_its_number() -> None:
    (section,) = opened(formal(TODAY)).sections
    lengths = (
        section.page_width, section.page_height,
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin,
    )  # fmt: skip
    assert [round(length.mm) for length in lengths] == [210, 297, 37, 26, 35, 28]
    assert "PAGE" in section.footer._element.xml
    properties = opened(formal(TODAY)).core_properties
    assert (properties.title, properties.author) == ("云岭镇石垭口村正式候选人公示", "中共临江县云岭镇委员会")
    assert properties.created.date() == date(2026, 9, 11)


def test_tables_repeat_their_head_and_never_split_a_row() -> None:
    for facts in (trust(PILOT), preliminary(TODAY), result_report(PILOT)):
        for table in opened(facts).tables:
            rows = [row._tr.trPr for row in table.rows]
            assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
    head, *others = [row._tr.trPr for row in opened(preliminary(TODAY)).tables[0].rows]
    assert head.find(qn("w:tblHeader")) is not None
    assert all(row.find(qn("w:tblHeader")) is None for row in others)


def test_columns_have_the_widths_of_the_style_sheet() -> None:
    table = opened(preliminary(PILOT)).tables[0]
    # 姓名 20, 性别 12, 出生年月 24, 文化程度 13, 入党时间 24, 职务: the rest, 信任票 15, 信任率 17.
    widths = [20, 12, 24, 13, 24, 31, 15, 17]
    assert [round(cell.width.mm) for cell in table.rows[0].cells] == widths
    assert [round(column.width.mm) for column in table.columns] == widths
    assert [round(cell.width.mm) for cell in opened(trust(TODAY)).tables[0].rows[0].cells][1] == 35


def test_small_tables_are_small_here_too() -> None:
    *_, matrix = opened(trust(PILOT)).tables
    runs = [run for cell in matrix.rows[1].cells for run in cell.paragraphs[0].runs]
    assert {run.font.size.pt for run in runs} == {11}


def test_rows_are_high_enough_to_write_on() -> None:
    rows = [row for table in opened(result_report(PILOT)).tables for row in table.rows]
    assert {round(row.height.mm) for row in rows if "签名" in row.cells[2].text} == {12}
    assert {round(row.height.mm) for row in rows if "签名" not in row.cells[2].text} == {9}


def test_the_signature_stands_on_one_page_with_what_it_signs() -> None:
    document = opened(formal(TODAY))
    kept = [(each.text, each.paragraph_format.keep_with_next) for each in document.paragraphs[-5:]]
    assert [(text[:6], keep) for text, keep in kept] == [
        ("受理单位：云", True),
        ("中共临江县云", True),
        ("2026年9", True),
        ("抄送：中共临", True),
        ("中共临江县云", False),
    ]
    report = opened(result_report(TODAY))
    signers = report.tables[-1]
    assert all(
        cell.paragraphs[0].paragraph_format.keep_with_next for row in signers.rows for cell in row.cells
    )
    assert not report.tables[0].rows[0].cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_blocks_keep_breaks_names_and_cells_over_several_columns() -> None:
    html = (
        '<body><div class="invented">虚构</div><h1>甲<br>乙</h1>\n<p class="to"> 全体：\n</p>'
        '<table class="strip"><thead><tr><th class="w-name">名</th><th>票</th></tr></thead>'
        '<tbody><tr><td colspan="2"><span class="name">王　勇</span><br>二</td></tr></tbody></table>'
        '<div class="signature digits-7"><p>某乡</p></div></body>'
    )
    assert blocks_of(html) == (
        Paragraph(Role.MARK, (Run("虚构"),)),
        Paragraph(Role.TITLE, (Run("甲"), Run("\n"), Run("乙"))),
        Paragraph(Role.TO, (Run("全体："),)),
        TableBlock(
            (
                (Cell((Run("名"),), 1, 1, True, ("w-name",)), Cell((Run("票"),), 1, 1, True, ())),
                (Cell((Run("王　勇", name=True), Run("\n"), Run("二")), 2, 1, False, ()),),
            ),
            head=1,
            classes=("strip",),
        ),
        Paragraph(Role.SIGNATURE, (Run("某乡"),)),
    )  # fmt: skip
