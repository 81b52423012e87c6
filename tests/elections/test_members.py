"""The Party roster, typed by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse

from elections.models import PartyMember, User, Village
from elections.roster import MemberRow
from elections.services.members import create_member
from tests.conftest import NOW
from tests.elections.pages import People, answers, as_user, field_faults, value_of
from tests.elections.test_places import EDITORS, READERS

GOOD = {
    "name": "艾国华",
    "sex": "male",
    "birth_date": "1968年11月3日",
    "education": "高中",
    "joined_on": "1992-07",
    "standing": "full",
    "rights_suspended": "",
    "present_post": "村党支部书记",
    "note": "",
    "stroke_override": "",
    "version": "1",
}
ROW = MemberRow(
    "艾国华", "male", date(1968, 11, 3), "高中", date(1992, 7, 1), "full", False, "村党支部书记", ""
)
ID_NUMBER = "110101196801010000"
SAME_NAME = "名册中已有同名党员，请在“区分说明”中写明区别。"


@pytest.fixture
def member(village: Village, township_user: User) -> PartyMember:
    return create_member(village_id=village.pk, row=ROW, by=township_user.actor, at=NOW)


def post_new(user: User, village: Village, **changes: str) -> HttpResponse:
    return as_user(user).post(f"/villages/{village.pk}/members/new/", GOOD | changes)


def test_a_null_character_is_refused_in_words(township_user: User, village: Village) -> None:
    response = post_new(township_user, village, name="艾\x00华")
    assert field_faults(response) == {"name": ["含有看不见的特殊字符，请删去这一项重新输入。"]}


def post_edit(user: User, member: PartyMember, **changes: str) -> HttpResponse:
    return as_user(user).post(f"/villages/{member.village_id}/members/{member.pk}/", GOOD | changes)


def test_who_may_see_and_change(people: People, member: PartyMember) -> None:
    base = f"/villages/{member.village_id}/members/"
    assert answers(people, base) == READERS
    for url in ("new/", f"{member.pk}/"):
        assert answers(people, base + url) == EDITORS
        assert answers(people, base + url, {}) == EDITORS
    assert answers(people, base + f"{member.pk}/remove/") == EDITORS
    del people["township"]
    assert answers(people, base + f"{member.pk}/remove/", {}) == {
        "clerk": 403, "other_clerk": 404, "viewer": 403, "stranger": 404, "anonymous": 302,
    }  # fmt: skip


def test_a_new_member(township_user: User, village: Village) -> None:
    assert post_new(township_user, village).url == f"/villages/{village.pk}/members/"
    member = PartyMember.objects.get()
    assert {name: getattr(member, name) for name in MemberRow.__dataclass_fields__} == {
        "name": "艾国华", "sex": "male", "birth_date": date(1968, 11, 3), "education": "高中",
        "joined_on": date(1992, 7, 1), "standing": "full", "rights_suspended": False,
        "present_post": "村党支部书记", "note": "",
    }  # fmt: skip
    assert member.stroke_key.startswith("05")


def test_save_and_go_on_to_the_next(township_user: User, village: Village) -> None:
    assert post_new(township_user, village, more="1").url == f"/villages/{village.pk}/members/new/"


def test_the_list_is_in_stroke_order_and_names_what_restricts(township_user: User, village: Village) -> None:
    for name, changes in (
        ("黄大", {"rights_suspended": "on"}),
        ("王文涛", {"standing": "probationary"}),
        ("王勇", {}),
        ("丁一", {}),
    ):
        post_new(township_user, village, name=name, **changes)
    response = as_user(township_user).get(f"/villages/{village.pk}/members/")
    assert [each.name for each in response.context["members"]] == ["丁一", "王勇", "王文涛", "黄大"]
    roster = response.context["roster"]
    assert (roster.members, roster.full, roster.probationary, roster.suspended) == (4, 3, 1, 1)
    page = response.content.decode()
    assert page.count("权利受限</span>") == 1
    assert "E-501" in page


def test_who_only_reads_sees_no_links_to_change(viewer: User, member: PartyMember) -> None:
    page = as_user(viewer).get(f"/villages/{member.village_id}/members/").content.decode()
    assert "艾国华" in page
    assert "移出" not in page
    assert "登记党员" not in page


HAN = "应为 2 至 30 个汉字，少数民族姓名可用“·”。"
DAY = "应为年月日或年月，例如 1968-11-03、1968年11月、1968.11。"
NEEDED = ["请填写这一项。"]
NO_ID = ["请勿填写身份证号码，名册不需要，请删除。"]
STROKES = "请按“字=笔顺数字”填写，1 横、2 竖、3 撇、4 点、5 折，例如：刘=413422。"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"name": ""}, {"name": NEEDED}),
        ({"name": "艾"}, {"name": [HAN]}),
        ({"name": "Ai Guohua"}, {"name": [HAN]}),
        ({"name": "艾" * 31}, {"name": [HAN]}),
        ({"name": "-1"}, {"name": [HAN]}),
        ({"sex": ""}, {"sex": ["请选择一项。"]}),
        ({"sex": "1000000000000"}, {"sex": ["请从列出的各项中选择。"]}),
        ({"standing": "honorary"}, {"standing": ["请从列出的各项中选择。"]}),
        ({"birth_date": "昨天"}, {"birth_date": [DAY]}),
        ({"birth_date": "1000000000000"}, {"birth_date": [DAY]}),
        ({"birth_date": "-1"}, {"birth_date": [DAY]}),
        ({"birth_date": "1968-02-30"}, {"birth_date": ["日历上没有这一天，" + DAY]}),
        ({"joined_on": ""}, {"joined_on": NEEDED}),
        ({"joined_on": "1984-10"}, {"joined_on": ["应在出生满 16 年之后，请核对出生日期和入党时间。"]}),
        ({"education": "博士后"}, {"education": ["应为小学、初中、高中、中专、大专、本科、研究生之一。"]}),
        ({"present_post": "职" * 41}, {"present_post": ["应不超过 40 个字，现有 41 个字。"]}),
        ({"note": "注" * 21}, {"note": ["应不超过 20 个字，现有 21 个字。"]}),
        ({"note": ID_NUMBER}, {"note": NO_ID}),
        ({"present_post": f"支书 {ID_NUMBER[:6]} {ID_NUMBER[6:]}"}, {"present_post": NO_ID}),
        ({"name": ID_NUMBER}, {"name": NO_ID}),
        ({"birth_date": ID_NUMBER}, {"birth_date": NO_ID}),
        ({"stroke_override": "刘"}, {"stroke_override": [STROKES]}),
        ({"stroke_override": "刘=6"}, {"stroke_override": [STROKES]}),
        ({"stroke_override": "刘=1 " * 60}, {"stroke_override": ["最多 200 个字。"]}),
    ],
)
def test_bad_input(
    township_user: User, village: Village, changes: dict[str, str], faults: dict[str, list[str]]
) -> None:
    response = post_new(township_user, village, **changes)
    assert field_faults(response) == faults
    typed = GOOD | changes
    for name in ("name", "birth_date", "joined_on", "present_post", "note"):
        assert value_of(response, name) == typed[name]
    assert PartyMember.objects.count() == 0


def test_a_date_to_come_and_a_date_long_ago(township_user: User, village: Village) -> None:
    faults = field_faults(post_new(township_user, village, birth_date="1800-01-01", joined_on="2999-01-01"))
    assert sorted(faults) == ["birth_date", "joined_on"]
    assert faults["joined_on"][0].startswith("应不晚于今天（")


def test_nothing_posted_at_all(township_user: User, village: Village) -> None:
    response = as_user(township_user).post(f"/villages/{village.pk}/members/new/", {})
    assert sorted(field_faults(response)) == ["birth_date", "joined_on", "name", "sex", "standing"]


def test_two_of_one_name_need_a_note(township_user: User, member: PartyMember) -> None:
    village = member.village
    assert field_faults(post_new(township_user, village)) == {"note": [SAME_NAME]}
    assert post_new(township_user, village, note="大").status_code == 302
    assert field_faults(post_new(township_user, village, note="大")) == {"note": [SAME_NAME]}
    assert [each.label for each in village.members.all()] == ["艾国华", "艾国华（大）"]


def test_another_village_may_have_the_same_name(
    township_user: User, member: PartyMember, other_village: Village
) -> None:
    assert post_new(township_user, other_village).status_code == 302
    assert other_village.members.get().name == member.name


def test_a_character_outside_the_table_is_placed_by_hand_only(township_user: User, village: Village) -> None:
    response = post_new(township_user, village, name="丁𰻞")
    assert field_faults(response) == {
        "stroke_override": ["笔画表中没有：𰻞（U+30EDE）。请写明笔顺，如 刘=413422。"]
    }
    assert PartyMember.objects.count() == 0
    assert post_new(township_user, village, name="丁𰻞", stroke_override="𰻞=445121").status_code == 302
    post_new(township_user, village, name="丁一")
    post_new(township_user, village, name="丁鑫")
    assert [each.name for each in PartyMember.objects.all()] == ["丁一", "丁𰻞", "丁鑫"]


def test_edit_a_member(township_user: User, member: PartyMember) -> None:
    page = as_user(township_user).get(f"/villages/{member.village_id}/members/{member.pk}/")
    assert value_of(page, "birth_date") == "1968-11-03"
    response = post_edit(township_user, member, present_post="", rights_suspended="on", education="")
    assert response.url == f"/villages/{member.village_id}/members/"
    member.refresh_from_db()
    assert (member.present_post, member.rights_suspended, member.education, member.version) == (
        "",
        True,
        "",
        2,
    )


def test_renaming_onto_another_needs_a_note(township_user: User, member: PartyMember) -> None:
    row = replace(ROW, name="艾国平")
    other = create_member(village_id=member.village_id, row=row, by=township_user.actor, at=NOW)
    assert field_faults(post_edit(township_user, other)) == {"note": [SAME_NAME]}
    other.refresh_from_db()
    assert other.name == "艾国平"


@pytest.mark.parametrize("version", ["2", "", "abc", "-1", "1" + "0" * 12])
def test_a_stale_edit_shows_both_and_keeps_what_was_typed(
    township_user: User, member: PartyMember, version: str
) -> None:
    response = post_edit(township_user, member, version=version, present_post="会计")
    assert [(c.label, c.recorded, c.typed) for c in response.context["stale"]] == [
        ("现任职务", "村党支部书记", "会计")
    ]
    assert (value_of(response, "present_post"), value_of(response, "version")) == ("会计", "1")
    member.refresh_from_db()
    assert member.present_post == "村党支部书记"
    assert post_edit(township_user, member, version="1", present_post="会计").status_code == 302


def test_a_second_click_on_edit_is_stale_and_harmless(township_user: User, member: PartyMember) -> None:
    assert post_edit(township_user, member, present_post="会计").status_code == 302
    assert post_edit(township_user, member, present_post="会计").context["stale"] == []


def test_remove_asks_first_naming_the_person(township_user: User, member: PartyMember) -> None:
    client, url = as_user(township_user), f"/villages/{member.village_id}/members/{member.pk}/remove/"
    assert "把艾国华移出中坊村党员名册？" in client.get(url).content.decode()
    assert PartyMember.objects.count() == 1
    assert client.post(url).url == f"/villages/{member.village_id}/members/"
    assert PartyMember.objects.count() == 0
    assert client.post(url).status_code == 404


def test_a_member_is_found_only_under_the_own_village(
    township_user: User, member: PartyMember, other_village: Village
) -> None:
    client = as_user(township_user)
    assert client.get(f"/villages/{other_village.pk}/members/{member.pk}/").status_code == 404
    assert client.get(f"/villages/{member.village_id}/members/{10**30}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_a_constant_number_of_queries(
    township_user: User, village: Village, number: int, django_assert_num_queries: Any
) -> None:
    for name in ("丁一", "丁二", "丁三")[:number]:
        create_member(village_id=village.pk, row=replace(ROW, name=name), by=township_user.actor, at=NOW)
    client = as_user(township_user)
    with django_assert_num_queries(5):  # session, person, village, members, whether the data is invented
        assert len(client.get(f"/villages/{village.pk}/members/").context["members"]) == number
