"""Villages and their groups."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from elections.models import Election, Township, User, Village, VillageGroup
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


def test_nobody_types_what_nobody_sees(township_user: User) -> None:
    client = as_user(township_user)
    client.post("/villages/new/", {"name": "\u202e石\x00塘\u200b村\x7f\u2028", "population": "8"})
    assert Village.objects.get().name == "石塘村"
    response = client.post("/villages/new/", {"name": "\u200b\x01", "population": "8"})
    assert field_faults(response) == {"name": ["请填写这一项。"]}


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
    assert Village.objects.filter(name="中坊村", township=stranger.township).exists()


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


def test_services_refuse_who_may_not(clerk: User, stranger: User, village: Village) -> None:
    with pytest.raises(PermissionDenied) as refused:
        create_village(name="石塘村", population=1, by=clerk.actor, at=NOW)
    assert str(refused.value) == "村选举工作人员不能修改村情（石塘村）。"
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
