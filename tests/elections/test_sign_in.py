"""Signing in and out, one's own password, and that no route is without an access rule."""

import sys
from runpy import run_path
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from elections.checks import every_route_is_guarded, unguarded
from elections.models import User
from tests.conftest import PASSWORD
from tests.elections.pages import as_user, field_faults, value_of

NEW = "xufang-2004-两票"


def sign_in(username: str, password: str, **more: str) -> tuple[Client, HttpResponse]:
    client = Client()
    response = client.post("/sign-in/", {"username": username, "password": password, **more})
    return client, response


def test_sign_in_leads_home(township_user: User) -> None:
    client, response = sign_in("xiangzhen", PASSWORD)
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(township_user.pk)


def test_capitals_and_full_width_letters_are_the_same_name(township_user: User) -> None:
    client, response = sign_in(" ＸｉａｎgZhen ", PASSWORD)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(township_user.pk)


@pytest.mark.parametrize(
    ("username", "password"),
    [("xiangzhen", "wrong"), ("nobody", PASSWORD), ("xiangzhen", PASSWORD.upper()), ("x" * 30, "1" * 128)],
)
def test_a_wrong_password_says_so_and_keeps_the_name(
    township_user: User, username: str, password: str
) -> None:
    client, response = sign_in(username, password)
    page = response.content.decode()
    assert response.status_code == 200
    assert "用户名或密码不对，请重新输入。停用的账号不能登录。" in page
    assert value_of(response, "username") == username
    assert password not in page
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("username", "password"), [("", ""), ("\x00", "\x00"), ("x" * 10_000, "y" * 10_000)])
def test_bad_input_is_answered_at_the_fields(township_user: User, username: str, password: str) -> None:
    _, response = sign_in(username, password)
    assert response.status_code == 200
    assert sorted(response.context["form"].errors) == ["password", "username"]


def test_a_disabled_account_cannot_sign_in(clerk: User) -> None:
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    client, response = sign_in("luruyuan", PASSWORD)
    assert "停用的账号不能登录" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_next_is_followed_only_within_the_program(township_user: User) -> None:
    assert sign_in("xiangzhen", PASSWORD, next="/villages/")[1].url == "/villages/"
    assert sign_in("xiangzhen", PASSWORD, next="https://example.com/")[1].url == "/"


def test_the_page_names_the_place_and_no_demo_accounts(township_user: User) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert "崇仁县许坊乡村党支部委员会选举" in page
    assert "xiangzhen" not in page


def test_who_is_signed_in_goes_home(township_user: User) -> None:
    assert as_user(township_user).get("/sign-in/").url == "/"


def test_sign_out_is_a_post(township_user: User) -> None:
    client = as_user(township_user)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").url == "/sign-in/"
    assert client.get("/villages/").url == "/sign-in/?next=/villages/"


def change(client: Client, old: str, new: str, again: str | None = None) -> HttpResponse:
    return client.post("/password/", {"old": old, "password": new, "again": new if again is None else again})


def test_change_password_keeps_the_person_signed_in(clerk: User) -> None:
    client = as_user(clerk)
    assert change(client, PASSWORD, NEW).url == "/"
    assert client.get("/password/").status_code == 200
    assert sign_in("luruyuan", NEW)[1].status_code == 302
    assert sign_in("luruyuan", PASSWORD)[1].status_code == 200


def test_a_given_password_must_be_changed_first(clerk: User) -> None:
    User.objects.filter(pk=clerk.pk).update(must_change_password=True)
    client = as_user(clerk)
    assert client.get("/villages/").url == "/password/"
    assert client.post("/villages/new/").url == "/password/"
    assert "现在的密码是乡镇管理员给的" in client.get("/password/").content.decode()
    assert change(client, PASSWORD, NEW).url == "/"
    assert client.get("/villages/").status_code == 200
    assert User.objects.get(pk=clerk.pk).must_change_password is False


@pytest.mark.parametrize(
    ("old", "new", "again", "faults"),
    [
        ("wrong", NEW, NEW, {"old": ["现在的密码不对，请重新输入。"]}),
        (PASSWORD, NEW, "other", {"again": ["两次输入的不一样，请重新输入。"]}),
        (PASSWORD, "k7#q", "k7#q", {"password": ["密码太短，至少 12 个字符。"]}),
        (PASSWORD, "luruyuan2004", "luruyuan2004", {"password": ["密码与姓名或用户名太相近，请换一个。"]}),
        (
            PASSWORD,
            "qwerty123456",
            "qwerty123456",
            {"password": ["这个密码很多人都在用，容易被猜到，请换一个。"]},
        ),
        (PASSWORD, PASSWORD, PASSWORD, {"password": ["新密码不能与现在的密码相同。"]}),
        ("", "", "", {key: ["请填写这一项。"] for key in ["old", "password", "again"]}),
        (PASSWORD, "x" * 129, "x" * 129, {key: ["最多 128 个字符。"] for key in ["password", "again"]}),
    ],
)
def test_a_password_that_will_not_do(
    clerk: User, old: str, new: str, again: str, faults: dict[str, list[str]]
) -> None:
    client = as_user(clerk)
    assert field_faults(change(client, old, new, again)) == faults
    assert sign_in("luruyuan", PASSWORD)[1].status_code == 302


def test_anonymous_cannot_change_a_password(db: None) -> None:
    assert Client().get("/password/").url == "/sign-in/?next=/password/"


def test_every_route_of_the_program_has_an_access_rule() -> None:
    assert every_route_is_guarded(None) == []


def test_a_route_without_an_access_rule_stops_the_start() -> None:
    def open_to_all(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    (error,) = unguarded([path("a/", include([path("b/<int:n>/", open_to_all)]))])
    assert (error.id, error.msg) == ("elections.E001", "The route 'a/b/<int:n>/' has no access rule.")
    assert error.is_serious()


def test_a_server_that_runs_no_checks_does_not_start_with_it_either(
    settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    routes = ModuleType("open_routes")
    routes.urlpatterns = [path("a/", HttpResponse)]
    monkeypatch.setitem(sys.modules, "open_routes", routes)
    settings.ROOT_URLCONF = "open_routes"
    with pytest.raises(ImproperlyConfigured, match="The route 'a/' has no access rule"):
        run_path("liangpiao/wsgi.py")
