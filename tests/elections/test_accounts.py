"""Accounts: who may make them, passwords shown once, disabling."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client

from elections.models import Township, User, Village
from elections.rules.permissions import Role
from elections.services.accounts import create_account, initial_password, reset_password, set_account_active
from elections.services.guard import Refused
from elections.services.refusals import AtField
from tests.conftest import NOW, PASSWORD, make_user
from tests.elections.pages import People, answers, as_user, field_faults, value_of

ONLY_TOWNSHIP = {
    "township": 200, "clerk": 403, "other_clerk": 403, "viewer": 403, "stranger": 200, "anonymous": 302,
}  # fmt: skip
OF_A_CLERK = ONLY_TOWNSHIP | {"other_clerk": 404, "stranger": 404}


def password_shown(response: HttpResponse) -> str:
    found = re.search(r'class="initial-password">([^<]*)<', response.content.decode())
    assert found
    return found[1]


def test_who_may_see_and_make_accounts(people: People) -> None:
    assert answers(people, "/accounts/") == ONLY_TOWNSHIP
    assert answers(people, "/accounts/new/") == ONLY_TOWNSHIP
    assert answers(people, "/accounts/new/", {}) == ONLY_TOWNSHIP


def test_who_may_reset_and_disable(people: People) -> None:
    pk = people["clerk"].pk
    assert answers(people, f"/accounts/{pk}/reset/") == OF_A_CLERK
    assert answers(people, f"/accounts/{pk}/enable/", {}) == OF_A_CLERK | {"township": 302}
    assert answers({"clerk": people["clerk"]}, f"/accounts/{pk}/disable/", {}) == {
        "clerk": 403,
        "anonymous": 302,
    }
    assert answers({"stranger": people["stranger"]}, f"/accounts/{pk}/reset/", {}) == {
        "stranger": 404, "anonymous": 302,
    }  # fmt: skip


def test_the_list_shows_the_accounts_of_the_own_township(people: People) -> None:
    page = as_user(people["township"]).get("/accounts/").content.decode()
    names = ["xiangzhen", "luruyuan", "waicun", "liulan", "waixiang"]
    assert [name for name in names if f">{name}<" in page] == ["xiangzhen", "luruyuan", "waicun", "liulan"]
    page = as_user(people["stranger"]).get("/accounts/").content.decode()
    assert [name for name in names if f">{name}<" in page] == ["waixiang"]


def test_a_new_clerk_signs_in_with_the_password_shown_once(township_user: User, village: Village) -> None:
    client = as_user(township_user)
    form = {"person": "张三", "username": "Zhongfang01", "role": "clerk", "village": str(village.pk)}
    response = client.post("/accounts/new/", form)
    password = password_shown(response)
    assert re.fullmatch(r"[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}", password)
    assert "no-store" in response.headers["Cache-Control"]
    user = User.objects.get(username="zhongfang01")
    assert (user.person, user.role, user.village, user.township, user.must_change_password, user.is_active) == (
        "张三", "clerk", village, township_user.township, True, True,
    )  # fmt: skip
    assert password not in client.get("/accounts/").content.decode()
    newcomer = Client()
    assert newcomer.post("/sign-in/", {"username": "zhongfang01", "password": password}).url == "/"
    assert newcomer.get("/").url == "/password/"


@pytest.mark.parametrize(
    ("role", "with_village"), [("viewer", False), ("viewer", True), ("township", False), ("clerk", True)]
)
def test_each_role_with_its_reach(
    township_user: User, village: Village, role: str, with_village: bool
) -> None:
    form = {
        "person": "李四",
        "username": "lisi",
        "role": role,
        "village": str(village.pk) if with_village else "",
    }
    assert password_shown(as_user(township_user).post("/accounts/new/", form))
    assert User.objects.get(username="lisi").village == (village if with_village else None)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"village": ""}, {"village": ["村选举工作人员只管一个村，请选择是哪个村。"]}),
        ({"role": "township"}, {"village": ["乡镇管理员管全乡，这里不选村。"]}),
        ({"role": "emperor"}, {"role": ["请从列出的各项中选择。"]}),
        ({"role": ""}, {"role": ["请选择一项。"]}),
        ({"village": "1000000000000"}, {"village": ["请从列出的各项中选择。"]}),
        ({"village": "-1"}, {"village": ["请从列出的各项中选择。"]}),
        ({"village": "中坊村"}, {"village": ["请从列出的各项中选择。"]}),
        ({"username": "LURUYUAN"}, {"username": ["这个用户名已有人用，请换一个。"]}),
        (
            {"username": "x"},
            {"username": ["用户名用 2 至 30 个字母、数字或汉字，可以有点、横线，不能有空格。"]},
        ),
        (
            {"username": "x" * 31},
            {"username": ["用户名用 2 至 30 个字母、数字或汉字，可以有点、横线，不能有空格。"]},
        ),
        ({"person": " "}, {"person": ["请填写这一项。"]}),
        ({"person": "长" * 31}, {"person": ["最多 30 个字。"]}),
    ],
)
def test_bad_input(
    township_user: User, clerk: User, village: Village, changes: dict[str, str], faults: dict[str, list[str]]
) -> None:
    form = {"person": "张三", "username": "zhangsan", "role": "clerk", "village": str(village.pk)} | changes
    response = as_user(township_user).post("/accounts/new/", form)
    assert field_faults(response) == faults
    assert value_of(response, "username") == form["username"]
    assert User.objects.count() == 2


def test_nothing_posted_at_all(township_user: User) -> None:
    response = as_user(township_user).post("/accounts/new/", {})
    assert sorted(field_faults(response)) == ["person", "role", "username"]


def test_a_second_click_makes_no_second_account(township_user: User) -> None:
    client = as_user(township_user)
    form = {"person": "李四", "username": "lisi", "role": "viewer", "village": ""}
    client.post("/accounts/new/", form)
    assert field_faults(client.post("/accounts/new/", form)) == {
        "username": ["这个用户名已有人用，请换一个。"]
    }
    assert User.objects.filter(username="lisi").count() == 1


def test_villages_of_other_townships_cannot_be_chosen(stranger: User, village: Village) -> None:
    form = {"person": "李四", "username": "lisi", "role": "clerk", "village": str(village.pk)}
    response = as_user(stranger).post("/accounts/new/", form)
    assert field_faults(response) == {"village": ["请从列出的各项中选择。"]}
    with pytest.raises(AtField) as refused:
        create_account(
            username="lisi", person="李四", role=Role.CLERK, village_id=village.pk, by=stranger.actor, at=NOW
        )
    assert refused.value.faults == {"village": "没有这个村，请从列出的各村中选择。"}


def test_reset_asks_first_then_shows_the_password_once(township_user: User, clerk: User) -> None:
    client, theirs = as_user(township_user), as_user(clerk)
    url = f"/accounts/{clerk.pk}/reset/"
    assert "给luruyuan人（luruyuan）重设密码？" in client.get(url).content.decode()
    assert theirs.get("/villages/").status_code == 200
    password = password_shown(client.post(url))
    clerk.refresh_from_db()
    assert (clerk.check_password(password), clerk.must_change_password) == (True, True)
    assert theirs.get("/villages/").url == "/sign-in/?next=/villages/"
    assert Client().post("/sign-in/", {"username": "luruyuan", "password": PASSWORD}).status_code == 200


def test_ones_own_password_is_not_reset(township_user: User) -> None:
    response = as_user(township_user).post(f"/accounts/{township_user.pk}/reset/")
    assert "自己的密码请用“改密码”，不能重设。" in response.content.decode()
    township_user.refresh_from_db()
    assert township_user.check_password(PASSWORD)


def test_disable_and_enable_twice_each(township_user: User, clerk: User) -> None:
    client, theirs = as_user(township_user), as_user(clerk)
    for _ in range(2):
        assert client.post(f"/accounts/{clerk.pk}/disable/").url == "/accounts/"
    assert theirs.get("/villages/").status_code == 302
    assert "停用，不能再登录" in client.get("/accounts/").content.decode()
    for _ in range(2):
        assert client.post(f"/accounts/{clerk.pk}/enable/").url == "/accounts/"
    assert theirs.get("/villages/").status_code == 200


def test_the_township_cannot_disable_itself(township_user: User) -> None:
    client = as_user(township_user)
    response = client.post(f"/accounts/{township_user.pk}/disable/", follow=True)
    assert "不能停用自己的账号。" in response.content.decode()
    assert User.objects.get(pk=township_user.pk).is_active is True


def test_disable_is_a_post(township_user: User, clerk: User) -> None:
    assert as_user(township_user).get(f"/accounts/{clerk.pk}/disable/").status_code == 405


@pytest.mark.parametrize("user_id", ["0", "999999", "1" + "0" * 30])
def test_an_account_that_is_not_there(township_user: User, user_id: str) -> None:
    assert as_user(township_user).get(f"/accounts/{user_id}/reset/").status_code == 404


def test_services_refuse_who_may_not(clerk: User, stranger: User, viewer: User) -> None:
    with pytest.raises(PermissionDenied) as refused:
        reset_password(user_id=viewer.pk, by=clerk.actor, at=NOW)
    assert str(refused.value) == "村选举工作人员不能管理账号（luruyuan人）。"
    with pytest.raises(PermissionDenied):
        reset_password(user_id=viewer.pk, by=stranger.actor, at=NOW)
    with pytest.raises(PermissionDenied):
        set_account_active(user_id=viewer.pk, active=False, by=stranger.actor, at=NOW)
    with pytest.raises(Refused):
        set_account_active(user_id=stranger.pk, active=False, by=stranger.actor, at=NOW)


def test_initial_passwords_differ() -> None:
    assert len({initial_password() for _ in range(50)}) == 50


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_takes_a_constant_number_of_queries(
    township_user: User, township: Township, village: Village, more: int, django_assert_num_queries: object
) -> None:
    for number in range(more):
        make_user(f"luru{number}", "clerk", township, village)
    client = as_user(township_user)
    with django_assert_num_queries(4):  # session, person, accounts, whether the data is invented
        assert len(client.get("/accounts/").context["accounts"]) == 1 + more
