"""All groups of a village in one table."""

from typing import Any

import pytest
from django.http import HttpResponse

from elections.models import ElectionGroup, Official, User, Village
from tests.elections.pages import as_user, value_of
from tests.elections.test_places import COUNT, add_groups, begin_election


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


def test_several_groups_removed_at_once_all_leave_an_open_register(
    township_user: User, village: Village
) -> None:
    _, two, three = add_groups(village, "一组", "二组", "三组")
    election = begin_election(village, township_user)
    post_groups(
        township_user,
        village,
        line("二组", "2", "", two.pk, remove="on"),
        line("三组", "3", "", three.pk, remove="on"),
    )
    assert list(election.groups.values_list("code", "name")) == [("1", "一组")]
    post_groups(township_user, village, line("四组", "4"), version=2)
    assert set(election.groups.values_list("code", "name")) == {("1", "一组"), ("2", "四组")}


def test_a_group_with_an_official_is_not_removed(township_user: User, village: Village) -> None:
    (one,) = add_groups(village, "一组")
    election = begin_election(village, township_user)
    Official.objects.create(election=election, duty="trust_monitor", name="赵六", group=election.groups.get())
    response = post_groups(township_user, village, line("一组", "1", "", one.pk, remove="on"))
    assert response.context["reasons"] == (
        "要删除的村小组在正在进行的选举中已经派了工作人员（赵六），请先到该次选举的工作人员中取消。",
    )
    assert groups_of(village) == [(1, "一组", 101)]
