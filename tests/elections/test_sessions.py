"""Throttling, idle sessions, one session a person, headers and cookies."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from elections.addresses import named_by_proxy
from elections.models import User
from elections.services.accounts import reset_password
from tests.conftest import PASSWORD
from tests.elections.pages import as_user

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = "您的账号已在另一处登录，这里已经退出。如果不是您本人登录的，请重新登录后马上改密码。"
RUN_OUT = "登录已经失效：超过 30 分钟没有操作，或者密码已经重设。请重新登录。"
OTHER = "einanderes-kennwort-77"
LOST = "刚才填写的内容没有保存；可以用浏览器的“后退”回到原来的页面，抄下所填内容。"


def attempt(name: str, password: str, address: str = "10.0.0.1") -> HttpResponse:
    facts = {"username": name, "password": password}
    return Client().post("/sign-in/", facts, REMOTE_ADDR=address)


def shut_out(name: str) -> None:
    assert [attempt(name, "wrong").status_code for _ in range(8)] == [200] * 7 + [429]


def test_the_eighth_wrong_password_shuts_the_name_out_even_for_the_right_one(clerk: User) -> None:
    shut_out("luruyuan")
    answer = attempt(" LuruYuan ", PASSWORD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    page = answer.content.decode()
    assert "15 分钟内不能再试" in page
    assert "Account locked" not in page


@pytest.mark.parametrize(
    "page", ["/password/", "/second-factor/phone/", "/second-factor/codes/", "/second-factor/off/"]
)
def test_wrong_ones_typed_by_somebody_signed_in_count_alike(clerk: User, page: str) -> None:
    client = as_user(clerk)
    answers = [client.post(page, {"old": f"geheim{n}", "password": OTHER, "again": OTHER}) for n in range(8)]
    assert [answer.status_code for answer in answers] == [200] * 7 + [429]
    assert client.post(page, {"old": PASSWORD, "password": OTHER, "again": OTHER}).status_code == 429
    assert attempt("luruyuan", PASSWORD, "127.0.0.1").status_code == 429
    told = "".join(AccessAttempt.objects.values_list("post_data", flat=True))
    assert ("geheim" in told, OTHER in told) == (False, False)


def test_others_and_other_addresses_are_not_shut_out(clerk: User, township_user: User) -> None:
    shut_out("luruyuan")
    assert attempt("xiangzhen", PASSWORD).status_code == 302
    assert attempt("luruyuan", PASSWORD, "10.0.0.2").status_code == 302


def test_a_name_nobody_has_is_shut_out_alike(db: None) -> None:
    shut_out("meiyouren")


def test_it_ends_after_fifteen_minutes_although_somebody_tried_meanwhile(clerk: User) -> None:
    shut_out("luruyuan")
    start = timezone.now()
    with time_machine.travel(start + timedelta(minutes=14), tick=False):
        assert attempt("luruyuan", PASSWORD).status_code == 429
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        assert attempt("luruyuan", PASSWORD).status_code == 302


def test_signing_in_forgets_the_wrong_ones(clerk: User) -> None:
    for _ in range(2):
        assert [attempt("luruyuan", "wrong").status_code for _ in range(7)] == [200] * 7
        assert attempt("luruyuan", PASSWORD).status_code == 302


def test_a_new_password_from_the_township_opens_the_way(clerk: User, township_user: User) -> None:
    shut_out("luruyuan")
    issued = reset_password(user_id=clerk.pk, by=township_user.actor, at=timezone.now())
    assert attempt("luruyuan", issued.password).status_code == 302


def test_no_password_is_kept_and_odd_characters_do_no_harm(clerk: User) -> None:
    facts = {"username": "luruyuan", "password": "guess-me-not", "more": "a\x00b"}
    assert Client().post("/sign-in/?q=%00", facts).status_code == 200
    kept = AccessAttempt.objects.values_list().get()
    assert "guess-me-not" not in str(kept)


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("10.1.1.1", "10.1.1.1"),
        ("6.6.6.6, 10.1.1.1", "10.1.1.1"),
        ("2001:DB8::1", "2001:db8::1"),
        ("nonsense", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_the_proxy_added(header: str, address: str) -> None:
    assert named_by_proxy(RequestFactory().get("/", headers={"x-forwarded-for": header})) == address


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_session_ends_after_thirty_idle_minutes_and_says_so_once(clerk: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        client = as_user(clerk)
    with time_machine.travel(start + timedelta(minutes=31), tick=False):
        answer = client.get("/villages/")
        assert answer.url == "/sign-in/?next=/villages/"
        assert RUN_OUT in client.get(answer.url).content.decode()
        assert RUN_OUT not in client.get(answer.url).content.decode()


def test_what_was_sent_too_late_is_said_to_be_lost(clerk: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        client = as_user(clerk)
    with time_machine.travel(start + timedelta(minutes=31), tick=False):
        assert said(client.post("/password/", {})) == [RUN_OUT + LOST]


def test_use_renews_the_session(clerk: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        client = as_user(clerk)
    for minutes in (25, 50, 75):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert client.get("/password/").status_code == 200
    with time_machine.travel(start + timedelta(minutes=106), tick=False):
        assert client.get("/password/").status_code == 302


def test_requests_within_a_minute_write_no_session(clerk: User) -> None:
    client = as_user(clerk)
    assert settings.SESSION_COOKIE_NAME not in client.get("/password/").cookies


def test_a_new_sign_in_ends_the_former_session(clerk: User) -> None:
    former, newer = Client(), Client()
    facts = {"username": "luruyuan", "password": PASSWORD}
    assert former.post("/sign-in/", facts).status_code == 302
    assert former.get("/password/").status_code == 200
    assert newer.post("/sign-in/", facts).status_code == 302
    assert newer.get("/password/").status_code == 200
    answer = former.get("/villages/")
    assert answer.url == "/sign-in/?next=/villages/"
    assert ELSEWHERE in former.get(answer.url).content.decode()
    assert former.get("/villages/").status_code == 302
    assert newer.get("/password/").status_code == 200


def test_the_former_session_writes_nothing(clerk: User) -> None:
    former = as_user(clerk)
    as_user(clerk)
    facts = {"old": PASSWORD, "password": "xufang-2004-两票", "again": "xufang-2004-两票"}
    answer = former.post("/password/", facts)
    assert answer.url == "/sign-in/?next=/"
    assert said(answer) == [ELSEWHERE + LOST]
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)


IN_PAGE = {"HX-Request": "true", "HX-Current-URL": "http://testserver/sheets/7/"}


def test_what_a_page_asks_for_in_passing_leads_the_whole_page_to_the_sign_in(clerk: User) -> None:
    former = as_user(clerk)
    as_user(clerk)
    answer = former.post("/sheets/7/check/", {}, headers=IN_PAGE)
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/sheets/7/"
    assert ELSEWHERE in former.get("/sign-in/").content.decode()


def test_a_header_that_is_no_address_leads_to_the_sign_in_too(clerk: User) -> None:
    former = as_user(clerk)
    as_user(clerk)
    answer = former.post("/sheets/7/check/", {}, headers={**IN_PAGE, "HX-Current-URL": "http://["})
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/"


def test_so_it_does_when_the_session_ran_out(clerk: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        client = as_user(clerk)
    with time_machine.travel(start + timedelta(minutes=31), tick=False):
        answer = client.post("/sheets/7/check/", {}, headers=IN_PAGE)
        assert answer.headers["HX-Redirect"] == "/sign-in/?next=/sheets/7/"
        assert said(answer) == [RUN_OUT]


@pytest.mark.parametrize(("name", "minutes"), [("projector", 106), ("viewer", 31)])
def test_a_page_that_refreshes_itself_keeps_a_screen_signed_in_and_nobody_else(
    name: str, minutes: int, request: pytest.FixtureRequest
) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        client = as_user(request.getfixturevalue(name))
    for passed in (10, 20, 29, 50, 75, 100):
        if passed < minutes:
            with time_machine.travel(start + timedelta(minutes=passed), tick=False):
                assert client.get("/elections/7/hall/", headers=IN_PAGE).status_code == 404
    with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
        answer = client.get("/elections/7/hall/", headers=IN_PAGE)
    assert ("HX-Redirect" in answer.headers) is (name == "viewer")


def test_two_people_do_not_end_each_others_sessions(clerk: User, viewer: User) -> None:
    one, other = as_user(clerk), as_user(viewer)
    assert [one.get("/password/").status_code, other.get("/password/").status_code] == [200, 200]


def test_pages_say_what_browsers_may_do_with_them(clerk: User) -> None:
    headers = Client().get("/sign-in/").headers
    assert sorted(headers["Content-Security-Policy"].split("; ")) == [
        "base-uri 'self'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_errors_carry_the_same_headers(db: None) -> None:
    answer = Client().get("/nowhere/")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_cookies_are_strict_and_out_of_reach_of_scripts(clerk: User) -> None:
    client = Client()
    client.get("/sign-in/")
    client.post("/sign-in/", {"username": "luruyuan", "password": PASSWORD})
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["samesite"], cookie["httponly"]) == ("Strict", True)
    assert client.cookies["sessionid"]["max-age"] == ""


def test_no_page_asks_another_site_for_anything() -> None:
    asked = re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import""")
    files = [path for folder in ("templates", "static") for path in (ROOT / folder).rglob("*.*")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files if path.suffix != ".map"}
    assert {
        "base.html",
        "style.css",
        "bootstrap.min.css",
        "app.js",
        "sheet.js",
        "hall.js",
        "hall.css",
    } <= texts.keys()
    assert [name for name, text in texts.items() if asked.search(text)] == []


def test_passwords_are_hashed_with_argon2id() -> None:
    from liangpiao.settings import base

    assert base.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
    hasher = Argon2PasswordHasher()
    assert hasher.encode(PASSWORD, hasher.salt()).startswith("argon2$argon2id$")
