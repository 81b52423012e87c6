"""The first run: only while there is no account."""

import pytest
from django.test import Client

from elections.models import County, Township, User
from elections.services.first_run import ALREADY, Beginning, begin
from elections.services.guard import Refused
from tests.conftest import NOW
from tests.elections.pages import field_faults, value_of

PASSWORD = "xufang-2004-两票"
GOOD = {
    "county": "崇仁县",
    "township": "许坊乡",
    "document_prefix": "许党发",
    "person": "谢晓琴",
    "username": "XiangZhen",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.mark.django_db
def test_sign_in_leads_to_the_first_run_and_on_to_work() -> None:
    client = Client()
    assert client.get("/sign-in/").url == "/first-run/"
    assert client.get("/first-run/").status_code == 200
    assert client.post("/first-run/", GOOD).url == "/"
    user = User.objects.get()
    assert (user.username, user.person, user.role, user.must_change_password) == (
        "xiangzhen", "谢晓琴", "township", False,
    )  # fmt: skip
    assert (user.township.name, user.township.document_prefix) == ("许坊乡", "许党发")
    assert (user.township.county.name, user.township.county.invented) == ("崇仁县", False)
    assert client.get("/villages/").status_code == 200


def test_with_an_account_the_page_does_not_exist(township_user: User) -> None:
    client = Client()
    assert client.get("/first-run/").status_code == 404
    assert client.post("/first-run/", GOOD).status_code == 404
    assert client.get("/sign-in/").status_code == 200
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_second_click_finds_the_page_gone() -> None:
    client = Client()
    client.post("/first-run/", GOOD)
    assert client.post("/first-run/", GOOD).status_code == 404
    assert (County.objects.count(), Township.objects.count(), User.objects.count()) == (1, 1, 1)


def test_the_service_refuses_as_well(township_user: User) -> None:
    facts = {name: value for name, value in GOOD.items() if name != "again"}
    with pytest.raises(Refused) as refused:
        begin(beginning=Beginning(**facts), at=NOW)
    assert refused.value.reasons == (ALREADY,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (dict.fromkeys(GOOD, ""), {key: ["请填写这一项。"] for key in [n for n in GOOD if n != "document_prefix"]}),
        ({"county": "县" * 41}, {"county": ["最多 40 个字。"]}),
        ({"document_prefix": "1" * 11}, {"document_prefix": ["最多 10 个字。"]}),
        ({"username": "a b"}, {"username": ["用户名用 2 至 30 个字母、数字或汉字，可以有点、横线，不能有空格。"]}),
        ({"again": "other"}, {"again": ["两次输入的不一样，请重新输入。"]}),
        ({"password": "xiangzhen123", "again": "xiangzhen123"}, {"password": ["密码与姓名或用户名太相近，请换一个。"]}),
    ],
)  # fmt: skip
def test_bad_input(changes: dict[str, str], faults: dict[str, list[str]]) -> None:
    response = Client().post("/first-run/", GOOD | changes)
    assert field_faults(response) == faults
    assert value_of(response, "person") == (GOOD | changes)["person"]
    assert (County.objects.count(), User.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_nothing_posted_at_all() -> None:
    assert len(Client().post("/first-run/", {}).context["form"].errors) == 6
