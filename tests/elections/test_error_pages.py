"""What went wrong gets a page in words, never an empty one or a foreign one."""

from typing import Any

import pytest
from django.test import Client

from elections.models import User, Village
from tests.conftest import PASSWORD
from tests.elections.pages import as_user


def heading(response: Any) -> str:
    return response.content.decode().partition("<h1>")[2].partition("</h1>")[0]


def test_the_address_of_a_button_is_explained(clerk: User) -> None:
    response = as_user(clerk).get("/sign-out/")
    assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")
    assert heading(response) == "没有办理"


def test_signing_in_again_after_a_button_says_that_nothing_was_saved(
    township_user: User, village: Village
) -> None:
    client, button = Client(), f"/villages/{village.pk}/members/import/confirm/"
    assert client.post(button).url == f"/sign-in/?next={button}"
    answer = {"username": "xiangzhen", "password": PASSWORD, "next": button}
    response = client.post("/sign-in/", answer, follow=True)
    assert "登录以前提交的内容没有保存" in response.content.decode()


def test_signed_out_in_the_middle_of_a_form(village: Village, township_user: User) -> None:
    told = "刚才填写的内容没有保存"
    client, edit = as_user(township_user), f"/villages/{village.pk}/edit/"
    client.session.flush()
    assert told in client.post(edit, {"name": "石塘村"}, follow=True).content.decode()
    assert told not in client.get(edit, follow=True).content.decode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("&".join(f"a{n}=1" for n in range(8_001)), "application/x-www-form-urlencoded"),
        ("name=" + "x" * (5 * 1024 * 1024 + 1), "application/x-www-form-urlencoded"),
        ("--x", "multipart/form-data"),
    ],
)
def test_what_is_no_form_is_refused_in_words(body: str, kind: str, township_user: User) -> None:
    response = as_user(township_user).post("/villages/new/", body, content_type=kind)
    assert response.status_code == 400
    assert heading(response) == "没有收到"
    assert Village.objects.count() == 0
