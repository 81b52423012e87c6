"""Signing in with a code: from the phone, from paper, wrong ones, used ones."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from elections.models import User
from elections.selectors.second_factor import SecondFactor, second_factor_of
from elections.services.accounts import reset_password, set_account_active
from elections.services.second_factor import Answer, try_code
from tests.elections.pages import as_user
from tests.elections.phones import (
    KEY,
    LATER,
    LATER_CODE,
    NEXT,
    NEXT_CODE,
    SET_UP_CODE,
    at_time,
    give_phone,
    right_password,
    signed_in,
)

WRONG = "动态码不对。请等手机上换了新的再输；一直不对的，请核对手机和这台电脑的时间是否一致。"
SHUT_OUT = "输错的次数太多，15 分钟内不能再试，输对了也不行。"


def every_route(routes: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for route in routes:
        if isinstance(route, URLResolver):
            yield from every_route(route.url_patterns)
        else:
            yield route


def test_the_password_alone_signs_nobody_in_who_has_a_phone(clerk: User) -> None:
    give_phone(clerk)
    client, answer = right_password(clerk)
    assert (answer.status_code, answer.url) == (302, "/sign-in/code/")
    assert not signed_in(client)
    assert client.get("/villages/").url == "/sign-in/?next=/villages/"
    page = client.get("/sign-in/code/")
    assert "密码正确。luruyuan人（luruyuan）还要输入动态码。" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_password_and_code_lead_where_one_wanted_to_go(clerk: User) -> None:
    give_phone(clerk)
    with at_time(NEXT):
        client, _ = right_password(clerk, next="/villages/")
        assert client.post("/sign-in/code/", {"code": " 050 471 "}).url == "/villages/"
        assert client.session["_auth_user_id"] == str(clerk.pk)
        assert client.get("/villages/").status_code == 200


def test_next_is_followed_only_within_the_program(clerk: User) -> None:
    give_phone(clerk)
    with at_time(NEXT):
        client, _ = right_password(clerk, next="https://example.com/")
        assert client.post("/sign-in/code/", {"code": NEXT_CODE}).url == "/"


def test_without_a_phone_nothing_changes(clerk: User) -> None:
    client, answer = right_password(clerk)
    assert answer.url == "/"
    assert signed_in(client)


@pytest.mark.parametrize("code", ["000000", "94287082", LATER_CODE])
def test_a_wrong_code_is_refused(clerk: User, code: str) -> None:
    give_phone(clerk)
    with at_time(NEXT):
        client, _ = right_password(clerk)
        answer = client.post("/sign-in/code/", {"code": code})
        assert answer.context["form"].errors == {"code": [WRONG]}
        assert not signed_in(client)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "请填写这一项。"),
        ("12345", "动态码是 6 位数字，备用码是 8 位数字，请核对。"),
        ("abcdef", "动态码是 6 位数字，备用码是 8 位数字，请核对。"),
        ("٠٥٠٤٧١", "动态码是 6 位数字，备用码是 8 位数字，请核对。"),
        ("1" * 5000, "动态码是 6 位数字，备用码是 8 位数字，请核对。"),
        ("\x00", "请填写这一项。"),
    ],
)
def test_what_cannot_be_a_code_is_not_counted(clerk: User, code: str, fault: str) -> None:
    give_phone(clerk)
    with at_time(NEXT):
        client, _ = right_password(clerk)
        answers = [client.post("/sign-in/code/", {"code": code}) for _ in range(6)]
        assert [answer.context["form"].errors for answer in answers] == [{"code": [fault]}] * 6
        assert client.post("/sign-in/code/", {"code": NEXT_CODE}).url == "/"


def test_full_width_figures_are_figures(clerk: User) -> None:
    give_phone(clerk)
    with at_time(NEXT):
        client, _ = right_password(clerk)
        assert client.post("/sign-in/code/", {"code": "０５０４７１"}).url == "/"


def test_a_code_is_good_once(clerk: User) -> None:
    give_phone(clerk)
    with at_time(NEXT) as now:
        # still good by the clock, but it set up the phone two seconds ago
        assert try_code(user_id=clerk.pk, code=SET_UP_CODE, at=now) is Answer.WRONG
        assert try_code(user_id=clerk.pk, code=NEXT_CODE, at=now) is Answer.RIGHT
        assert try_code(user_id=clerk.pk, code=NEXT_CODE, at=now) is Answer.WRONG
    with at_time(NEXT + 58) as now:
        assert try_code(user_id=clerk.pk, code=NEXT_CODE, at=now) is Answer.WRONG


@pytest.mark.parametrize(("seconds", "good"), [(-32, False), (-31, True), (0, True), (58, True), (59, False)])
def test_a_code_is_good_for_half_a_minute_before_and_after(clerk: User, seconds: int, good: bool) -> None:
    # its own half minute begins one second before NEXT
    give_phone(clerk)
    with at_time(NEXT + seconds) as now:
        answer = try_code(user_id=clerk.pk, code=NEXT_CODE, at=now)
    assert answer is (Answer.RIGHT if good else Answer.WRONG)


def test_the_fifth_wrong_code_shuts_out_from_everywhere(clerk: User) -> None:
    give_phone(clerk)
    with at_time(NEXT):
        client, _ = right_password(clerk)
        codes = [client.post("/sign-in/code/", {"code": "000000"}) for _ in range(5)]
        assert [answer.status_code for answer in codes] == [200] * 4 + [429]
        assert codes[4].headers["Retry-After"] == "900"
        assert codes[4].context["form"].errors == {"code": [SHUT_OUT]}
        elsewhere, _ = right_password(clerk, REMOTE_ADDR="10.0.0.9")
        answer = elsewhere.post("/sign-in/code/", {"code": NEXT_CODE}, REMOTE_ADDR="10.0.0.9")
        assert answer.status_code == 429
        assert not signed_in(elsewhere)


def test_it_ends_after_fifteen_minutes(clerk: User) -> None:
    codes = give_phone(clerk)
    with at_time(NEXT) as now:
        answers = [try_code(user_id=clerk.pk, code="000000", at=now) for _ in range(5)]
    assert answers == [Answer.WRONG] * 4 + [Answer.SHUT_OUT]
    with at_time(NEXT + 14 * 60) as now:
        assert try_code(user_id=clerk.pk, code=codes[0], at=now) is Answer.SHUT_OUT
    with at_time(NEXT + 15 * 60) as now:
        assert try_code(user_id=clerk.pk, code=codes[0], at=now) is Answer.RIGHT_FROM_PAPER


def test_a_right_code_forgets_the_wrong_ones(clerk: User) -> None:
    codes = give_phone(clerk)
    with at_time(NEXT) as now:
        for code in codes[:2]:
            answers = [try_code(user_id=clerk.pk, code="000000", at=now) for _ in range(4)]
            assert answers == [Answer.WRONG] * 4
            assert try_code(user_id=clerk.pk, code=code, at=now) is Answer.RIGHT_FROM_PAPER


def test_recovery_codes_are_ten_and_each_is_good_once(clerk: User) -> None:
    codes = give_phone(clerk)
    assert (len(set(codes)), {len(code) for code in codes}) == (10, {8})
    with at_time(NEXT):
        client, _ = right_password(clerk)
        answer = client.post("/sign-in/code/", {"code": f"{codes[3][:4]} {codes[3][4:]}"})
        assert answer.url == "/"
        said = [str(message) for message in get_messages(answer.wsgi_request)]
        assert said == ["您用了一个备用码，它不能再用。还剩 9 个；快用完的，请在“动态码”中换一批。"]
    with at_time(NEXT) as now:
        assert try_code(user_id=clerk.pk, code=codes[3], at=now) is Answer.WRONG
        assert second_factor_of(clerk.pk) == SecondFactor(
            Authenticator.objects.get(user=clerk, type="totp").created_at, 9
        )


def test_recovery_codes_of_others_do_not_help(clerk: User, viewer: User) -> None:
    codes = give_phone(viewer)
    give_phone(clerk)
    with at_time(NEXT) as now:
        assert try_code(user_id=clerk.pk, code=codes[0], at=now) is Answer.WRONG


def test_the_page_for_the_code_is_nothing_without_the_password(clerk: User) -> None:
    give_phone(clerk)
    assert Client().get("/sign-in/code/").url == "/"
    with at_time(NEXT):
        client = Client()
        assert client.post("/sign-in/code/", {"code": NEXT_CODE}).url == "/"
        assert not signed_in(client)
    assert as_user(clerk).get("/sign-in/code/").url == "/"


def test_who_waits_too_long_begins_again(clerk: User) -> None:
    give_phone(clerk)
    with at_time(NEXT - 15 * 60 - 1):
        client, _ = right_password(clerk)
        assert client.get("/sign-in/code/").status_code == 200
    with at_time(NEXT):
        assert client.post("/sign-in/code/", {"code": NEXT_CODE}).url == "/"
        assert not signed_in(client)


def test_a_new_password_or_a_disabled_account_ends_the_waiting(clerk: User, township_user: User) -> None:
    give_phone(clerk)
    with at_time(NEXT) as now:
        client, _ = right_password(clerk)
        set_account_active(user_id=clerk.pk, active=False, by=township_user.actor, at=now)
        assert client.post("/sign-in/code/", {"code": NEXT_CODE}).url == "/"
        set_account_active(user_id=clerk.pk, active=True, by=township_user.actor, at=now)
        assert client.get("/sign-in/code/").status_code == 200
        reset_password(user_id=clerk.pk, by=township_user.actor, at=now)
        assert client.post("/sign-in/code/", {"code": NEXT_CODE}).url == "/"
        assert not signed_in(client)


def test_the_former_session_goes_on_until_the_code_came(clerk: User) -> None:
    give_phone(clerk)
    with at_time(NEXT):
        former = as_user(clerk)
        newer, _ = right_password(clerk)
        assert former.get("/password/").status_code == 200
        newer.post("/sign-in/code/", {"code": NEXT_CODE})
        assert former.get("/password/").status_code == 302


def test_the_database_tells_no_secret(clerk: User) -> None:
    codes = give_phone(clerk)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert KEY not in kept
    assert not any(code in kept for code in codes)


def test_under_another_key_no_code_is_right_and_nothing_breaks(
    clerk: User, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    codes = give_phone(clerk)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another-key-" + "y" * 50
    with at_time(NEXT) as now:
        assert try_code(user_id=clerk.pk, code=NEXT_CODE, at=now) is Answer.WRONG
        assert try_code(user_id=clerk.pk, code=codes[0], at=now) is Answer.WRONG
        factor = second_factor_of(clerk.pk)
        assert factor is not None
        assert factor.codes_left == 0
        settings.SECRET_KEY_FALLBACKS = [old]
        assert try_code(user_id=clerk.pk, code=NEXT_CODE, at=now) is Answer.RIGHT
    assert f"The second factor of account {clerk.pk} was kept under another key." in caplog.text


def test_none_of_allauths_pages_is_reachable() -> None:
    modules = {
        route.callback.__module__.partition(".")[0] for route in every_route(get_resolver().url_patterns)
    }
    assert modules == {"ballots", "django", "elections"}


def test_a_phone_goes_on_for_years(clerk: User) -> None:
    give_phone(clerk)
    with at_time(LATER) as now:
        assert try_code(user_id=clerk.pk, code=LATER_CODE, at=now) is Answer.RIGHT
