"""Files that are no roster, or mean harm: each gets one sentence, none an exception or the memory."""

import io
import struct
import tracemalloc
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from elections.roster import read_members
from elections.roster.archive import DAMAGED, ENCRYPTED, NOT_EXCEL, OLD_EXCEL, TOO_LARGE
from tests.elections.roster_files import GOOD, HEADINGS, TODAY, workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
GOOD_FILE = workbook(GOOD)


def sentence(data: bytes) -> str:
    """Return the one fault of a file that cannot be used."""
    preview = read_members(data, today=TODAY)
    (fault,) = preview.faults
    assert fault.row is None
    assert preview.rows == ()
    return fault.message


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """Return the archive with one part replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in source.namelist():
            if entry != name:
                copy.writestr(entry, source.read(entry))
        copy.writestr(name, content)
    return target.getvalue()


def sheet_xml(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", NOT_EXCEL),
        ("姓名,性别\n王勇,男\n".encode("gb18030"), NOT_EXCEL),
        (OLE, OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ENCRYPTED),
        (b"PK\x03\x04 and nothing more", DAMAGED),
        (GOOD_FILE[: len(GOOD_FILE) // 2], DAMAGED),
        (changed(GOOD_FILE, "xl/worksheets/sheet1.xml", b"<worksheet>"), DAMAGED),
        (changed(GOOD_FILE, "xl/workbook.xml", b"<workbook/>"), DAMAGED),
        (b"PK" + bytes(21 * 1024 * 1024), TOO_LARGE),
    ],
)
def test_files_that_cannot_be_read(data: bytes, expected: str) -> None:
    assert sentence(data) == expected


def test_another_kind_of_archive_is_no_excel_file() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert sentence(target.getvalue()) == NOT_EXCEL


def test_a_wrong_sheet_is_named() -> None:
    message = sentence(workbook([1, 2], headings=["作物", "产量"], sheet="秋收"))
    assert message.startswith("工作表“秋收”中没有找到名册的表头（姓名、性别、出生日期、入党时间、党员类别）")


def test_missing_and_doubled_headings_are_named() -> None:
    assert "缺少栏目：出生日期、党员类别。" in sentence(
        workbook(["王勇"], headings=["姓名", "性别", "入党时间"])
    )
    assert "栏目重复：姓名。" in sentence(workbook(GOOD, headings=[*HEADINGS, "姓名"]))


def test_headings_under_a_title_with_stars_and_hints() -> None:
    starred = [f" {heading}*（必填）" for heading in HEADINGS]
    preview = read_members(workbook(starred, GOOD, headings=["许坊乡党员名册"], sheet="Sheet1"), today=TODAY)
    assert preview.rows[0].number == 3
    assert preview.faults == ()


def test_five_hundred_rows_and_one_more() -> None:
    rows = [[f"王{chr(0x4E00 + number)}", *GOOD[1:]] for number in range(501)]
    assert len(read_members(workbook(*rows[:500]), today=TODAY).members) == 500
    assert sentence(workbook(*rows)) == "名册最多 500 行，本表有 501 行。请检查是否选错了文件。"


@pytest.mark.parametrize("columns", [1, 9])
def test_a_hundred_thousand_rows(columns: int) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet("党员名册")
        page.write_row(0, 0, HEADINGS)
        for number in range(1, 100_001):
            page.write_row(number, 0, GOOD[:columns])
    assert "最多 500 行，本表有 100000 行" in sentence(target.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(GOOD_FILE, "xl/media/picture.bin", bytes(160 * 1024 * 1024))
    tracemalloc.start()
    assert sentence(bomb) == TOO_LARGE
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 1024 * 1024


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    honest = 160 * 1024 * 1024
    bomb = changed(GOOD_FILE, "xl/media/picture.bin", bytes(honest))
    liar = bomb.replace(struct.pack("<L", honest), struct.pack("<L", 100))
    assert sentence(liar) == DAMAGED


def test_a_long_part_is_refused() -> None:
    assert sentence(changed(GOOD_FILE, "xl/sharedStrings.xml", bytes(9 * 1024 * 1024))) == TOO_LARGE


def test_a_stray_cell_far_away_is_named() -> None:
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    xml = sheet_xml(GOOD_FILE).replace(b"</sheetData>", stray)
    message = sentence(changed(GOOD_FILE, "xl/worksheets/sheet1.xml", xml))
    assert "第 1048576 行、第 16384 列" in message


def test_rows_that_are_only_formatted_do_not_count() -> None:
    styled = b"".join(
        b'<row r="%d"><c r="A%d" s="0"/></row>' % (number, number) for number in range(3, 20_000)
    )
    xml = sheet_xml(GOOD_FILE).replace(b"</sheetData>", styled + b"</sheetData>")
    preview = read_members(changed(GOOD_FILE, "xl/worksheets/sheet1.xml", xml), today=TODAY)
    assert len(preview.members) == 1


def test_one_long_text_repeated_does_not_fill_the_memory() -> None:
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (number, number) for number in range(3, 300)
    )
    xml = sheet_xml(GOOD_FILE).replace(b"</sheetData>", cells + b"</sheetData>")
    long_text = b"<sst><si><t>" + b"x" * 1_000_000 + b"</t></si></sst>"
    data = changed(changed(GOOD_FILE, "xl/worksheets/sheet1.xml", xml), "xl/sharedStrings.xml", long_text)
    assert sentence(data) == TOO_LARGE


def test_a_document_type_is_refused() -> None:
    xml = sheet_xml(GOOD_FILE).replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)
    assert sentence(changed(GOOD_FILE, "xl/worksheets/sheet1.xml", xml)) == DAMAGED


def test_the_named_sheet_is_read_wherever_it_stands() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("封面").write(0, 0, "说明")
        page = book.add_worksheet("党员名册")
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, GOOD)
    assert len(read_members(target.getvalue(), today=TODAY).members) == 1


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", OLE[:8]]))
def test_any_bytes_give_a_sentence(data: bytes, start: bytes) -> None:
    assert sentence(start + data)


@given(st.integers(0, len(GOOD_FILE) - 1), st.binary(min_size=1, max_size=8), st.dates(date(1950, 1, 1)))
def test_a_file_with_a_few_changed_bytes_never_raises(place: int, patch: bytes, today: date) -> None:
    data = GOOD_FILE[:place] + patch + GOOD_FILE[place + len(patch) :]
    preview = read_members(data, today=today)
    assert preview.faults or preview.members


PARTS = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
]


@given(st.sampled_from(PARTS), st.data())
def test_changed_parts_never_raise(part: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD_FILE)) as archive:
        xml = archive.read(part)
    place = data.draw(st.integers(0, len(xml)))
    patch = data.draw(
        st.one_of(st.binary(max_size=6), st.sampled_from([b"9", b'"', b"<v>", b"/>", b"-1", b"A0"]))
    )
    content = xml[:place] + patch + xml[place + len(patch) :]
    preview = read_members(changed(GOOD_FILE, part, content), today=TODAY)
    assert preview.faults or preview.members
