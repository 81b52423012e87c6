"""Reading the Party roster: members, and every fault of a cell, a row and the names."""

import io
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from elections.roster import Fault, MemberRow, RosterPreview, read_members, template_bytes
from elections.roster.columns import COLUMNS, RIGHTS, SEXES, STANDINGS
from elections.roster.values import MisfitError, cell_text, holds_id_number, read_date
from tests.elections.roster_files import GOOD, HEADINGS, TODAY, row, workbook

ID_NUMBER = "110101196801010000"


def read(*rows: Sequence[object]) -> RosterPreview:
    return read_members(workbook(*rows), today=TODAY)


def only_fault(*rows: Sequence[object]) -> Fault:
    (fault,) = read(*rows).faults
    return fault


def test_a_good_row() -> None:
    preview = read(GOOD)
    assert preview.faults == ()
    assert preview.members == (
        MemberRow(
            name="王小明",
            sex="male",
            birth_date=date(1968, 11, 3),
            education="高中",
            joined_on=date(1992, 7, 1),
            standing="full",
            rights_suspended=False,
            present_post="村党支部委员",
            note="",
        ),
    )
    assert preview.rows[0].number == 2
    assert preview.rows[0].texts["joined_on"] == "1992年7月"


def test_optional_columns_may_be_blank_or_absent() -> None:
    brief = [column.heading for column in COLUMNS if column.required]
    data = workbook(["王小明", "女", "196811", "199207", "预备党员"], headings=brief)
    (member,) = read_members(data, today=TODAY).members
    assert (member.sex, member.standing, member.education, member.rights_suspended) == (
        "female",
        "probationary",
        "",
        False,
    )


def test_the_template_is_empty_and_its_own_examples_read_without_fault() -> None:
    assert template_bytes() == template_bytes()
    (fault,) = read_members(template_bytes(), today=TODAY).faults
    assert fault.message == "名册是空的：表头下面没有填写党员。"
    examples = list(zip(*(column.examples for column in COLUMNS), strict=True))
    preview = read(*examples)
    assert preview.faults == ()
    assert [member.name for member in preview.members] == ["王小明", "李秀英", "李秀英", "阿不都·热依木"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1968-11-03", date(1968, 11, 3)),
        ("1968年11月3日", date(1968, 11, 3)),
        ("１９６８年１１月３日", date(1968, 11, 3)),
        ("1968 年 11 月", date(1968, 11, 1)),
        ("1968.11", date(1968, 11, 1)),
        ("1968.1", date(1968, 1, 1)),
        ("1968/1/9", date(1968, 1, 9)),
        ("196811", date(1968, 11, 1)),
        (196811, date(1968, 11, 1)),
        (19681103, date(1968, 11, 3)),
        (1968.11, date(1968, 11, 1)),
        (1968.02, date(1968, 2, 1)),
        ("1968-11-03T00:00:00", date(1968, 11, 3)),
        ("1968-11-03 00:00:00", date(1968, 11, 3)),
        (date(1968, 11, 3), date(1968, 11, 3)),
        (datetime(1968, 11, 3, 9, 30), date(1968, 11, 3)),  # noqa: DTZ001 - Excel knows no time zones
    ],
)
def test_dates(written: object, expected: date) -> None:
    (member,) = read(row(birth_date=written)).members
    assert member.birth_date == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1968", "应为年月日或年月"),
        ("一九六八年", "应为年月日或年月"),
        (25145, "应为年月日或年月"),
        (1968.1, "分不清是 1 月还是 10 月"),
        (1968.123, "应为年月日或年月"),
        ("1968-13", "日历上没有这一天"),
        ("1968-02-30", "日历上没有这一天"),
        ("2004-08-02", "应不晚于今天（2004-08-01）"),
        ("1868-11-03", "应不早于 1884 年"),
        (True, "应为年月日或年月"),
        ("", "必须填写，应为年月日或年月"),
    ],
)
def test_faulty_dates(written: object, expected: str) -> None:
    fault = only_fault(row(birth_date=written))
    assert fault.expected.startswith(expected)
    assert (fault.row, fault.column) == (2, "出生日期")


def test_joining_needs_sixteen_years() -> None:
    assert read(row(birth_date="1976-07-20", joined_on="1992年7月")).members
    fault = only_fault(row(birth_date="1976-08-20", joined_on="1992年7月"))
    assert fault.message == (
        "第 2 行“入党时间”：现为“1992年7月”，应在出生满 16 年之后（出生日期填的是“1976-08-20”），请核对两个日期。"
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("王　勇", "王勇"),
        (" 王 勇 ", "王勇"),
        ("阿不都热依木江买买提艾力", "阿不都热依木江买买提艾力"),
        ("阿不都•热依木", "阿不都·热依木"),
        ("𬭚䶮", "𬭚䶮"),
        ("\ufa19勇", "神勇"),
    ],
)
def test_names(written: str, name: str) -> None:
    assert read(row(name=written)).members[0].name == name


@pytest.mark.parametrize(
    "written", ["", "王", "王1", "Wang Yong", "王勇（大）", 13, "·王勇", "王··勇", "王" * 31, "王？"]
)
def test_faulty_names(written: object) -> None:
    assert only_fault(row(name=written)).column == "姓名"


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("sex", "M"), ("sex", ""), ("education", "很高"), ("standing", "发展对象"), ("standing", ""), ("rights", "无"),
        ("present_post", "长" * 41), ("note", "长" * 21),
    ],
)  # fmt: skip
def test_faulty_words(key: str, written: str) -> None:
    fault = only_fault(row(**{key: written}))
    assert fault.column == {column.key: column.heading for column in COLUMNS}[key]
    assert fault.found == (written or "空白")


def test_words_a_clerk_writes_otherwise() -> None:
    (member,) = read(row(sex=" 男　", education="大学本科", standing="预备", rights="留党察看")).members
    assert (member.sex, member.education, member.standing, member.rights_suspended) == (
        "male",
        "本科",
        "probationary",
        True,
    )


def test_all_faults_come_at_once_and_in_order() -> None:
    preview = read(row(name="李四", sex="M", birth_date="?"), GOOD, [], row(name="张三", standing="群众"))
    cells = [(fault.row, fault.column) for fault in preview.faults]
    assert cells == [(2, "性别"), (2, "出生日期"), (5, "党员类别")]
    assert preview.members == ()
    assert [line.number for line in preview.rows] == [2, 3, 5]
    assert preview.rows[1].member is not None


def test_two_of_one_name_are_told_apart() -> None:
    assert len(read(row(note="大"), row(name="王 小明", note="小")).members) == 2
    preview = read(row(note="大"), row(), row(name="李四"), row())
    assert [fault.row for fault in preview.faults] == [3, 5]
    assert preview.faults[0].expected == "第 2、3、5 行同名，应各写不同的说明，例如所在村小组"
    assert [fault.row for fault in read(row(note="大"), row(note="大")).faults] == [2, 3]


@pytest.mark.parametrize(
    "written", [ID_NUMBER, f" {ID_NUMBER[:6]} {ID_NUMBER[6:]} ", ID_NUMBER[:-1] + "x", float(ID_NUMBER)]
)
def test_resident_id_numbers_are_refused_and_not_repeated(written: object) -> None:
    extra = workbook([*GOOD, written], headings=[*HEADINGS, "备注"])
    for preview in (read(row(present_post=written)), read_members(extra, today=TODAY)):
        (fault,) = preview.faults
        assert "请勿填写身份证号码" in fault.message
        assert ID_NUMBER[:6] not in repr(preview)


def test_other_columns_are_ignored_and_named() -> None:
    preview = read_members(workbook(["1", *GOOD, "汉"], headings=["序号", *HEADINGS, "民族"]), today=TODAY)
    assert preview.ignored_columns == ("序号", "民族")
    assert len(preview.members) == 1


def test_formulas_and_errors_are_named_cell_by_cell() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("党员名册")
        for number, line in enumerate([HEADINGS, GOOD, row(name="李四"), row(name="")]):
            page.write_row(number, 0, line)
        page.write_formula(1, 1, "=A1", None, "男")
        page.write_formula(2, 2, "=#REF!", None, "#REF!")
        page.write_formula(3, 0, "=#NAME?", None, "#NAME?")
        page.write_formula(4, 0, "=1/0", None, "#DIV/0!")
    preview = read_members(target.getvalue(), today=TODAY)
    cells = [(fault.row, fault.column, fault.found) for fault in preview.faults]
    assert cells[:3] == [(2, "性别", "男"), (3, "出生日期", "#REF!"), (4, "姓名", "#NAME?")]
    assert (5, "姓名", "#DIV/0!") in cells


def test_the_identifiers_are_those_of_the_database() -> None:
    from elections.models.people import MemberFacts

    assert {key: value for value, key in MemberFacts.Sex.choices} == SEXES
    assert set(MemberFacts.Standing.values) == set(STANDINGS.values())
    assert set(RIGHTS.values()) == {"", "suspended"}


@given(
    st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.times(), st.timedeltas())
)
def test_any_cell_is_a_text_and_a_date_or_a_misfit(cell: object) -> None:
    cell_text(cell)
    holds_id_number(cell)
    with suppress(MisfitError):
        assert read_date(cell, TODAY) <= TODAY
