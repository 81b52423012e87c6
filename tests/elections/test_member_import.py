"""The roster's Excel import in the browser: template, upload, preview, confirmation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from elections.forms.member_import import SPOILT, read_signed_rows, sign_rows
from elections.models import ElectionMember, PartyMember, User, Village
from elections.roster import read_members
from elections.services.guard import Refused
from elections.services.members import create_member, import_members
from tests.conftest import NOW
from tests.elections.pages import People, answers, as_user, value_of
from tests.elections.roster_files import TODAY, row, workbook
from tests.elections.test_members import ROW
from tests.elections.test_places import EDITORS, begin_election


def upload(client: Client, village: Village, data: bytes, name: str = "名册.xlsx") -> HttpResponse:
    file = SimpleUploadedFile(name, data)
    return client.post(f"/villages/{village.pk}/members/import/", {"file": file})


def confirm(client: Client, village: Village, rows: str, **more: str) -> HttpResponse:
    return client.post(f"/villages/{village.pk}/members/import/confirm/", {"rows": rows, **more})


def faults(response: HttpResponse) -> list[str]:
    return [fault.message for fault in response.context["faults"]]


def file_faults(response: HttpResponse) -> list[str]:
    return list(response.context["form"].errors["file"])


TWO: Sequence[Sequence[object]] = (
    row(name="王小明"),
    row(name="丁一", standing="预备党员", rights="留党察看"),
)


def test_who_may_import(people: People, village: Village) -> None:
    base = f"/villages/{village.pk}/members/import/"
    assert answers(people, base) == EDITORS
    assert answers(people, base, {}) == EDITORS
    assert answers(people, base + "template/") == EDITORS
    assert answers(people, base + "confirm/", {}) == EDITORS


def test_the_template_can_be_downloaded_and_read_back(township_user: User, village: Village) -> None:
    response = as_user(township_user).get(f"/villages/{village.pk}/members/import/template/")
    assert response.headers["Content-Type"] == (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    (fault,) = read_members(response.content, today=TODAY).faults
    assert fault.message == "名册是空的：表头下面没有填写党员。"


def test_upload_shows_every_row_and_saves_only_when_confirmed(township_user: User, village: Village) -> None:
    client = as_user(township_user)
    preview = upload(client, village, workbook(*TWO))
    page = preview.content.decode()
    assert "2 名党员，没有发现错误" in page
    assert [each.label for each in preview.context["members"]] == ["王小明", "丁一"]
    assert "权利受限" in page
    assert PartyMember.objects.count() == 0
    assert confirm(client, village, value_of(preview, "rows")).url == f"/villages/{village.pk}/members/"
    assert list(PartyMember.objects.values_list("name", "standing", "rights_suspended", "education")) == [
        ("丁一", "probationary", True, "高中"),
        ("王小明", "full", False, "高中"),
    ]


def test_a_running_election_gets_the_imported_members(township_user: User, village: Village) -> None:
    begin_election(village, township_user)
    client = as_user(township_user)
    confirm(client, village, value_of(upload(client, village, workbook(*TWO)), "rows"))
    assert sorted(ElectionMember.objects.values_list("code", flat=True)) == ["m1", "m2"]


def test_a_second_click_imports_nothing_twice(township_user: User, village: Village) -> None:
    client = as_user(township_user)
    rows = value_of(upload(client, village, workbook(*TWO)), "rows")
    confirm(client, village, rows)
    again = confirm(client, village, rows)
    assert again.context["reasons"] == (
        "王小明：名册中已有，没有导入。",
        "丁一：名册中已有，没有导入。",
    )
    assert PartyMember.objects.count() == 2


def test_one_fault_and_no_row_is_taken(township_user: User, village: Village) -> None:
    create_member(village_id=village.pk, row=ROW, by=township_user.actor, at=NOW)
    file = workbook(row(), row(name="丁一", sex="不详"), row(name="艾国华"), row(name="艾国华", note="大"))
    response = upload(as_user(township_user), village, file)
    assert "第 3 行“性别”：现为“不详”，应为男、女之一。" in faults(response)
    response = upload(as_user(township_user), village, workbook(row(), row(name="艾国华")))
    assert faults(response) == ["第 3 行“姓名”：现为“艾国华”，名册中已有，请删去这一行。"]
    assert "没有导入：文件中有 1 处要改" in response.content.decode()
    assert PartyMember.objects.count() == 1


def test_the_same_name_with_another_note_is_somebody_else(township_user: User, village: Village) -> None:
    create_member(village_id=village.pk, row=ROW, by=township_user.actor, at=NOW)
    client = as_user(township_user)
    preview = upload(client, village, workbook(row(name="艾国华", note="大")))
    assert confirm(client, village, value_of(preview, "rows")).status_code == 302
    assert [each.label for each in PartyMember.objects.all()] == ["艾国华", "艾国华（大）"]


def test_id_numbers_are_refused_and_not_repeated(township_user: User, village: Village) -> None:
    number = "110101196801010000"
    response = upload(as_user(township_user), village, workbook(row(note=number)))
    assert faults(response) == [
        "第 2 行“区分说明”：现为“身份证号码”，请勿填写身份证号码，名册不需要，请删除。"
    ]
    assert number not in response.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"not a file of Excel", "这不是 Excel 文件（.xlsx）。请下载名册模板，填好后上传。"),
        (b"PK\x03\x04broken", "文件已损坏，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。"),
        (workbook(*TWO)[:700], "文件已损坏，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。"),
        (
            workbook(["苹果", "3"], headings=["货物", "数量"], sheet="进货单"),
            "工作表“进货单”中没有找到名册的表头（姓名、性别、出生日期、入党时间、党员类别）。"
            "请使用名册模板，不要改动表头和工作表名称。",
        ),
    ],
)
def test_a_file_that_is_no_roster(township_user: User, village: Village, data: bytes, sentence: str) -> None:
    assert faults(upload(as_user(township_user), village, data)) == [sentence]


def test_a_hundred_thousand_rows(township_user: User, village: Village) -> None:
    data = workbook(*([["王小明", "男"]] * 100_000))
    response = upload(as_user(township_user), village, data)
    assert response.status_code == 200
    found = file_faults(response) if "faults" not in response.context else faults(response)
    assert len(found) == 1
    assert "100000 行" in found[0] or "超过 2 MB" in found[0]


def test_many_faults_are_cut_and_counted(township_user: User, village: Village) -> None:
    response = upload(as_user(township_user), village, workbook(*([["", "", "x"]] * 40)))
    page = response.content.decode()
    assert len(response.context["faults"]) == 100
    assert f"文件中有 {100 + response.context['more']} 处要改" in page


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "请选择要导入的文件。"),
        ({"file": "just text"}, "请选择要导入的文件。"),
        ({"file": SimpleUploadedFile("名册.xlsx", b"")}, "文件是空的，请重新选择。"),
        (
            {"file": SimpleUploadedFile("名册.xlsx", b"x" * (2 * 1024 * 1024 + 1))},
            "文件超过 2 MB，不像是一份党员名册。请只保留名册内容，再上传。",
        ),
    ],
)
def test_no_file_or_too_large_a_one(
    township_user: User, village: Village, posted: dict[str, Any], sentence: str
) -> None:
    response = as_user(township_user).post(f"/villages/{village.pk}/members/import/", posted)
    assert file_faults(response) == [sentence]
    assert response.content.decode().count(sentence) == 2


def test_a_rare_character_asks_for_its_strokes(township_user: User, village: Village) -> None:
    client = as_user(township_user)
    preview = upload(client, village, workbook(row(), row(name="丁𰻞")))
    assert preview.context["unknown"] == ("𰻞",)
    rows = value_of(preview, "rows")
    for typed, fault in (
        ("", "还没有写明笔顺：𰻞。"),
        ("丁=15", "还没有写明笔顺：𰻞。"),
        ("x", "请按“字=笔顺数字”填写，1 横、2 竖、3 撇、4 点、5 折，例如：刘=413422。"),
    ):
        response = confirm(client, village, rows, strokes=typed)
        assert list(response.context["form"].errors["strokes"]) == [fault]
        assert (value_of(response, "strokes"), value_of(response, "rows")) == (typed, rows)
    assert PartyMember.objects.count() == 0
    assert confirm(client, village, rows, strokes="𰻞=445121").status_code == 302
    assert list(PartyMember.objects.values_list("name", "stroke_override")) == [
        ("丁𰻞", "𰻞=445121"),
        ("王小明", ""),
    ]


@pytest.mark.parametrize("rows", ["", "nonsense", "eyJhIjoxfQ:1abc:def", "x" * 100_000])
def test_rows_that_were_never_shown(township_user: User, village: Village, rows: str) -> None:
    response = confirm(as_user(township_user), village, rows)
    assert response.context["reasons"] == (SPOILT,)
    assert PartyMember.objects.count() == 0


def test_rows_belong_to_the_person_and_the_village(
    township_user: User, village: Village, other_village: Village
) -> None:
    client = as_user(township_user)
    rows = value_of(upload(client, village, workbook(*TWO)), "rows")
    assert confirm(client, other_village, rows).context["reasons"] == (SPOILT,)
    assert PartyMember.objects.count() == 0


def test_confirm_is_a_post(township_user: User, village: Village) -> None:
    url = f"/villages/{village.pk}/members/import/confirm/"
    assert as_user(township_user).get(url).status_code == 405


def test_signed_rows_read_back() -> None:
    assert read_signed_rows(sign_rows([ROW], "a"), "a") == [ROW]
    with pytest.raises(signing.BadSignature):
        read_signed_rows(sign_rows([ROW], "a"), "b")


def test_the_service_takes_all_or_none(township_user: User, village: Village) -> None:
    rows = [replace(ROW, name="丁一"), ROW, ROW]
    with pytest.raises(Refused):
        import_members(village_id=village.pk, rows=rows, strokes={}, by=township_user.actor, at=NOW)
    assert PartyMember.objects.count() == 0


def test_five_hundred_members(township_user: User, village: Village) -> None:
    names = [f"{family}{given}" for family in "丁王李张刘" for given in map(chr, range(0x4E00, 0x4E00 + 100))]
    client = as_user(township_user)
    preview = upload(client, village, workbook(*(row(name=name) for name in names)))
    strokes = " ".join(f"{character}=1" for character in preview.context["unknown"])
    assert confirm(client, village, value_of(preview, "rows"), strokes=strokes).status_code == 302
    assert PartyMember.objects.count() == 500
