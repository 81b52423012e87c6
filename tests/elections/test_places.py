"""Villages and their groups."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from elections.models import Election, ElectionGroup, Official, Township, User, Village, VillageGroup
from elections.rules.ruleset import PILOT_2004
from elections.services.guard import Refused
from elections.services.places import GroupValues, change_groups, change_village, create_village
from elections.services.refusals import AtField
from elections.services.register import copy_register
from tests.conftest import NOW
from tests.elections.pages import People, answers, as_user, field_faults, value_of

EVERYBODY = {
    "township": 200, "clerk": 200, "other_clerk": 200, "viewer": 200, "stranger": 200, "anonymous": 302,
}  # fmt: skip
READERS = EVERYBODY | {"other_clerk": 404, "stranger": 404}
EDITORS = READERS | {"clerk": 403, "viewer": 403}


def begin_election(village: Village, by: User, *, stage: str = "preparation") -> Election:
    """A running election with its copy of the register."""
    election = Election.objects.create(
        village=village, year=2004, rules=PILOT_2004.to_mapping(), method="direct", population=1, stage=stage,
        created_at=NOW, created_by=by,
    )  # fmt: skip
    copy_register(election)
    return election


def add_groups(village: Village, *names: str) -> list[VillageGroup]:
    return [
        VillageGroup.objects.create(village=village, position=number, name=name, eligible=100 + number)
        for number, name in enumerate(names, start=1)
    ]


def groups_of(village: Village) -> list[tuple[int, str, int]]:
    return list(village.groups.values_list("position", "name", "eligible"))


def lines(version: object, *rows: dict[str, object]) -> dict[str, object]:
    """What the table of groups posts."""
    data: dict[str, object] = {"version": version, "g-TOTAL_FORMS": len(rows), "g-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"g-{number}-{name}": value for name, value in row.items()}
    return data


def line(
    name: object = "", eligible: object = "", position: object = "", pk: object = "", **more: object
) -> Any:
    return {"name": name, "eligible": eligible, "position": position, "group_id": pk} | more


def post_groups(user: User, village: Village, *rows: dict[str, object], version: object = 1) -> HttpResponse:
    return as_user(user).post(f"/villages/{village.pk}/groups/", lines(version, *rows))


def group_faults(response: HttpResponse) -> list[dict[str, list[str]]]:
    return [dict(found) for found in response.context["formset"].errors]


def test_who_may_see_and_change(people: People, village: Village) -> None:
    base = f"/villages/{village.pk}/"
    assert answers(people, "/villages/") == EVERYBODY
    assert answers(people, "/villages/new/") == EVERYBODY | {"clerk": 403, "other_clerk": 403, "viewer": 403}
    assert answers(people, base) == READERS
    assert answers(people, base + "edit/") == EDITORS
    assert answers(people, base + "groups/") == EDITORS
    assert answers(people, base + "edit/", {}) == EDITORS
    assert answers(people, base + "groups/", {}) == EDITORS


def test_the_list_reaches_as_far_as_the_person(
    people: People, village: Village, other_village: Village
) -> None:
    def names(who: str) -> list[str]:
        context = as_user(people[who]).get("/villages/").context
        return [line.village.name for line in context["lines"]]

    assert names("township") == ["中坊村", "长沙坑村"]
    assert names("viewer") == ["中坊村", "长沙坑村"]
    assert names("clerk") == ["中坊村"]
    assert names("stranger") == []


def test_empty_states_say_what_to_do_first(stranger: User, township_user: User, village: Village) -> None:
    assert "先登记一个村" in as_user(stranger).get("/villages/").content.decode()
    client = as_user(township_user)
    assert "每个村小组一行" in client.get(f"/villages/{village.pk}/").content.decode()
    add_groups(village, "一组")
    assert "可以下载模板" in client.get(f"/villages/{village.pk}/").content.decode()


def test_a_new_village(township_user: User) -> None:
    response = as_user(township_user).post("/villages/new/", {"name": " 中坊村 ", "population": "１４６３"})
    village = Village.objects.get()
    assert response.url == f"/villages/{village.pk}/"
    assert (village.name, village.population, village.township) == ("中坊村", 1463, township_user.township)


COUNT = "这里只能填整数，如 0、12、1463。"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            {"name": "", "population": ""},
            {"name": ["请填写这一项。"], "population": ["请填写数字，没有的填 0。"]},
        ),
        ({"population": "一千"}, {"population": [COUNT]}),
        ({"population": "12.5"}, {"population": [COUNT]}),
        ({"population": "-1"}, {"population": ["不能小于 0。"]}),
        ({"population": "1000000000000"}, {"population": ["数字过大，最多 9999999。"]}),
        ({"population": "9" * 400}, {"population": ["数字过大，最多 9999999。"]}),
        ({"name": "村" * 41}, {"name": ["最多 40 个字。"]}),
        ({"name": "中坊村"}, {"name": ["本乡已有同名的村。"]}),
    ],
)
def test_bad_village(
    township_user: User, village: Village, changes: dict[str, str], faults: dict[str, list[str]]
) -> None:
    form = {"name": "石塘村", "population": "800"} | changes
    response = as_user(township_user).post("/villages/new/", form)
    assert field_faults(response) == faults
    assert value_of(response, "name") == form["name"]
    assert value_of(response, "population") == form["population"]
    assert Village.objects.count() == 1


def test_two_townships_may_have_villages_of_one_name(stranger: User, village: Village) -> None:
    assert as_user(stranger).post("/villages/new/", {"name": "中坊村", "population": "1"}).status_code == 302


def test_edit_a_village_and_its_running_election_follows(township_user: User, village: Village) -> None:
    election = begin_election(village, township_user)
    client = as_user(township_user)
    response = client.post(
        f"/villages/{village.pk}/edit/", {"name": "中坊", "population": "1500", "version": "1"}
    )
    assert response.url == f"/villages/{village.pk}/"
    village.refresh_from_db()
    election.refresh_from_db()
    assert (village.name, village.population, village.version, election.population) == ("中坊", 1500, 2, 1500)


@pytest.mark.parametrize("version", ["7", "", "abc", "-1", "1" + "0" * 12])
def test_a_stale_village_shows_both_and_keeps_what_was_typed(
    township_user: User, village: Village, version: str
) -> None:
    client = as_user(township_user)
    url = f"/villages/{village.pk}/edit/"
    response = client.post(url, {"name": "中坊", "population": "1500", "version": version})
    assert [(c.label, c.recorded, c.typed) for c in response.context["stale"]] == [
        ("村名", "中坊村", "中坊"), ("全村人口", "1463", "1500"),
    ]  # fmt: skip
    assert value_of(response, "population") == "1500"
    assert value_of(response, "version") == "1"
    assert Village.objects.get().population == 1463
    again = {"name": "中坊", "population": "1500", "version": value_of(response, "version")}
    assert client.post(url, again).status_code == 302
    assert Village.objects.get().population == 1500


def test_a_village_cannot_take_the_name_of_another(
    township_user: User, village: Village, other_village: Village
) -> None:
    form = {"name": "长沙坑村", "population": "1", "version": "1"}
    response = as_user(township_user).post(f"/villages/{village.pk}/edit/", form)
    assert field_faults(response) == {"name": ["本乡已有同名的村。"]}


def test_groups_are_added_changed_reordered_and_removed_in_one_form(
    township_user: User, village: Village
) -> None:
    one, two, three = add_groups(village, "一组", "二组", "三组")
    response = post_groups(
        township_user,
        village,
        line("一组", "120", "4", one.pk),
        line("二组", "0", "2", two.pk, remove="on"),
        line("上三组", "９8", "1", three.pk),
        line("四组", "77"),
        line(),
        line("五组", "5", "2"),
    )
    assert response.url == f"/villages/{village.pk}/"
    assert groups_of(village) == [(1, "上三组", 98), (2, "五组", 5), (3, "一组", 120), (4, "四组", 77)]
    assert village.groups.get(name="一组").pk == one.pk


def test_two_groups_may_swap_names(township_user: User, village: Village) -> None:
    one, two = add_groups(village, "一组", "二组")
    post_groups(township_user, village, line("二组", "1", "1", one.pk), line("一组", "2", "2", two.pk))
    assert list(village.groups.values_list("pk", "name")) == [(one.pk, "二组"), (two.pk, "一组")]


NO_NUMBER = ["请填写有权投票人数，没有的填 0。"]


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (line("一组", "1"), {"name": ["与第 1 行重名，每个村小组只登记一次。"]}),
        (line(" 一组 ", ""), {"name": ["与第 1 行重名，每个村小组只登记一次。"], "eligible": NO_NUMBER}),
        (line("二组", ""), {"eligible": NO_NUMBER}),
        (line("", "5"), {"name": ["请填写村小组的名称。"]}),
        (line("", "5", "", "1"), {"name": ["请填写村小组的名称。"]}),
        (line("二组", "abc"), {"eligible": [COUNT]}),
        (line("二组", "-3"), {"eligible": ["不能小于 0。"]}),
        (line("二组", "1000000000000"), {"eligible": ["数字过大，最多 9999999。"]}),
        (line("二组", "1", "1000000000000"), {"position": ["数字过大，最多 9999。"]}),
        (line("组" * 41, "1"), {"name": ["最多 40 个字。"]}),
    ],
)
def test_bad_groups(
    township_user: User, village: Village, row: dict[str, object], faults: dict[str, list[str]]
) -> None:
    response = post_groups(township_user, village, line("一组", "9"), row)
    assert group_faults(response) == [{}, faults]
    assert value_of(response, "g-0-eligible") == "9"
    assert value_of(response, "g-1-eligible") == row["eligible"]
    page = response.content.decode()
    assert all(page.count(fault) == 2 for found in faults.values() for fault in found)
    assert groups_of(village) == []


def test_faults_of_a_line_to_be_removed_do_not_count(township_user: User, village: Village) -> None:
    (one,) = add_groups(village, "一组")
    post_groups(township_user, village, line("", "abc", "", one.pk, remove="on"))
    assert groups_of(village) == []


@pytest.mark.parametrize("total", ["abc", "", "1000000000000", "-1", "201"])
def test_a_tampered_table_deletes_nothing(township_user: User, village: Village, total: str) -> None:
    add_groups(village, "一组")
    data = lines(1) | {"g-TOTAL_FORMS": total}
    assert as_user(township_user).post(f"/villages/{village.pk}/groups/", data).status_code in (200, 302)
    assert groups_of(village) == [(1, "一组", 101)]


def test_ids_of_other_villages_are_not_touched(
    township_user: User, village: Village, other_village: Village
) -> None:
    (theirs,) = add_groups(other_village, "甲组")
    post_groups(
        township_user, village, line("一组", "1", "1", theirs.pk), line("", "", "", 10**30, remove="on")
    )
    assert groups_of(village) == [(1, "一组", 1)]
    assert groups_of(other_village) == [(1, "甲组", 101)]


def test_stale_groups_show_what_is_on_record_and_keep_what_was_typed(
    township_user: User, village: Village
) -> None:
    post_groups(township_user, village, line("一组", "1"))
    response = post_groups(township_user, village, line("二组", "2"), version=1)
    page = response.content.decode()
    assert "现在登记的是：一组 1 人。" in page
    assert (value_of(response, "g-0-name"), value_of(response, "version")) == ("二组", "2")
    post_groups(township_user, village, line("二组", "2"), version=2)
    assert groups_of(village) == [(1, "二组", 2), (2, "一组", 1)]


def test_a_group_not_in_the_table_keeps_its_name_to_itself(township_user: User, village: Village) -> None:
    add_groups(village, "一组")
    response = post_groups(township_user, village, line("一组", "2"))
    assert response.context["reasons"] == ("“一组”写了两次，每个村小组只登记一次。",)
    assert groups_of(village) == [(1, "一组", 101)]


def test_save_and_add_more_lines(township_user: User, village: Village) -> None:
    data = lines(1, line("一组", "1")) | {"more": "1"}
    response = as_user(township_user).post(f"/villages/{village.pk}/groups/", data)
    assert response.url == f"/villages/{village.pk}/groups/"


def test_an_open_register_follows_and_a_standing_one_does_not(
    township_user: User, village: Village, other_village: Village
) -> None:
    add_groups(village, "一组")
    add_groups(other_village, "一组")
    following = begin_election(village, township_user)
    standing = begin_election(other_village, township_user, stage="trust_voting")
    for place in (village, other_village):
        post_groups(
            township_user, place, line("二组", "2", "1"), line("", "", "", place.groups.get().pk, remove="1")
        )
    names = ElectionGroup.objects.values_list("name", flat=True)
    assert list(names.filter(election=following)) == ["二组"]
    assert list(names.filter(election=standing)) == ["一组"]


def test_a_group_with_an_official_is_not_removed(township_user: User, village: Village) -> None:
    (one,) = add_groups(village, "一组")
    election = begin_election(village, township_user)
    Official.objects.create(election=election, duty="trust_monitor", name="赵六", group=election.groups.get())
    response = post_groups(township_user, village, line("一组", "1", "", one.pk, remove="on"))
    assert response.context["reasons"] == (
        "要删除的村小组在正在进行的选举中已经派了工作人员（赵六），请先到该次选举的工作人员中取消。",
    )
    assert groups_of(village) == [(1, "一组", 101)]


def test_services_refuse_who_may_not(clerk: User, stranger: User, village: Village) -> None:
    with pytest.raises(PermissionDenied) as refused:
        create_village(name="石塘村", population=1, by=clerk.actor, at=NOW)
    assert str(refused.value) == "村选举委员会录入员不能修改村情（石塘村）。"
    with pytest.raises(PermissionDenied) as refused:
        change_village(village_id=village.pk, version=1, name="甲", population=1, by=stranger.actor, at=NOW)
    assert str(refused.value) == "乡镇管理员waixiang人管不到中坊村。"
    with pytest.raises(PermissionDenied):
        change_groups(village_id=village.pk, version=1, rows=[GroupValues("一组", 1)], by=clerk.actor, at=NOW)


def test_services_refuse_doubles(township_user: User, village: Village) -> None:
    with pytest.raises(AtField) as taken:
        create_village(name="中坊村", population=1, by=township_user.actor, at=NOW)
    assert taken.value.faults == {"name": "本乡已有同名的村。"}
    rows = [GroupValues("一组", 1), GroupValues("一组", 2)]
    with pytest.raises(Refused):
        change_groups(village_id=village.pk, version=1, rows=rows, by=township_user.actor, at=NOW)


@pytest.mark.parametrize("village_id", ["0", "999999", "1" + "0" * 30])
def test_a_village_that_is_not_there(township_user: User, village_id: str) -> None:
    assert as_user(township_user).get(f"/villages/{village_id}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_a_constant_number_of_queries(
    township_user: User, township: Township, number: int, django_assert_num_queries: Any
) -> None:
    for index in range(number):
        village = Village.objects.create(township=township, name=f"{index}村")
        add_groups(village, "一组", "二组")
        begin_election(village, township_user)
    client = as_user(township_user)
    with django_assert_num_queries(
        6
    ):  # session, person, villages, groups, elections, whether data is invented
        found = client.get("/villages/").context["lines"]
    assert [(each.groups, each.eligible, each.election is None) for each in found] == [
        (2, 203, False)
    ] * number
