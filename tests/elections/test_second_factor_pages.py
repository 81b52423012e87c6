"""Setting up the phone, recovery codes, taking it off, and who must have it."""

import re
from html import unescape
from typing import Any

import pytest
import segno
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.test import Client

from elections.models import User
from elections.services.guard import Refused
from elections.services.second_factor import Answer, remove_second_factor, renew_codes, try_code
from tests.conftest import NOW, PASSWORD
from tests.elections.pages import People, answers, as_user, field_faults
from tests.elections.phones import KEY, NEXT, NEXT_CODE, at_time, give_phone, right_password, signed_in

PAGES = ["/second-factor/", "/second-factor/phone/", "/second-factor/codes/", "/second-factor/off/"]
WRONG = "动态码不对。请等手机上换了新的再输；一直不对的，请核对手机和这台电脑的时间是否一致。"


@pytest.fixture
def server_profile(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def with_key(user: User) -> Client:
    """A browser in which the page for the phone shows the key of RFC 6238."""
    client = as_user(user)
    session = client.session
    session["mfa.totp.secret"] = KEY
    session.save()
    return client


def codes_shown(page: str) -> list[str]:
    return re.findall(r"<li>(\d{4} \d{4})</li>", page)


@pytest.mark.parametrize("url", PAGES)
def test_everybody_may_have_one(people: People, url: str) -> None:
    assert answers(people, url) == dict.fromkeys(people, 200) | {"anonymous": 302}


def test_the_page_shows_a_square_and_a_key_that_say_the_same(clerk: User) -> None:
    client = with_key(clerk)
    page = client.get("/second-factor/phone/")
    text = page.content.decode()
    assert "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ" in text
    (square,) = re.findall(r"<svg .*?</svg>", text, re.DOTALL)
    assert "style" not in square
    assert "<title>二维码</title>" in square
    assert "no-store" in page.headers["Cache-Control"]
    address = f"otpauth://totp/luruyuan?secret={KEY}&issuer=%E4%B8%A4%E7%A5%A8%E5%88%B6"
    drawn = segno.make(address, error="m").svg_inline(scale=5, svgclass="qr", title="二维码")
    assert square == drawn.strip()


def test_coming_back_to_the_page_shows_the_same_key(clerk: User) -> None:
    client = as_user(clerk)
    shown = [
        re.findall(r'class="key">([^<]*)<', client.get("/second-factor/phone/").content.decode())
        for _ in range(2)
    ]
    assert shown[0] == shown[1]
    assert re.fullmatch(r"[A-Z2-7]{4}( [A-Z2-7]{4}){7}", shown[0][0])


def test_setting_up_shows_the_recovery_codes_once(clerk: User) -> None:
    with at_time(NEXT):
        client = with_key(clerk)
        answer = client.post("/second-factor/phone/", {"code": NEXT_CODE, "old": PASSWORD})
        codes = codes_shown(answer.content.decode())
        assert len(set(codes)) == 10
        assert "no-store" in answer.headers["Cache-Control"]
        assert "mfa.totp.secret" not in client.session
        page = client.get("/second-factor/").content.decode()
        assert "2005年3月18日 09:58启用，还剩 10 个备用码。" in page
        assert codes_shown(page) == []
    with at_time(NEXT + 31) as now:
        assert try_code(user_id=clerk.pk, code=codes[9].replace(" ", ""), at=now) is Answer.RIGHT_FROM_PAPER


@pytest.mark.parametrize(
    ("code", "old", "faults"),
    [
        ("000000", PASSWORD, {"code": [WRONG]}),
        ("12345678", PASSWORD, {"code": ["动态码是 6 位数字，请核对。"]}),
        (NEXT_CODE, "wrong", {"old": ["现在的密码不对，请重新输入。"]}),
        (NEXT_CODE, "\x00", {"old": ["含有看不见的特殊字符，请删去这一项重新输入。"]}),
        ("", "", {"code": ["请填写这一项。"], "old": ["请填写这一项。"]}),
    ],
)
def test_bad_input_sets_up_nothing(clerk: User, code: str, old: str, faults: dict[str, list[str]]) -> None:
    with at_time(NEXT):
        client = with_key(clerk)
        answer = client.post("/second-factor/phone/", {"code": code, "old": old})
        assert field_faults(answer) == faults
        assert Authenticator.objects.count() == 0
        assert client.post("/second-factor/phone/", {"code": NEXT_CODE, "old": PASSWORD}).status_code == 200
        assert Authenticator.objects.count() == 2


def test_another_phone_ends_the_first_and_its_recovery_codes(clerk: User) -> None:
    before = give_phone(clerk)
    client = as_user(clerk)
    page = client.get("/second-factor/phone/").content.decode()
    assert "原来那部手机上的动态码和原来的备用码都不能再用" in page
    with at_time(NEXT) as now:
        client = with_key(clerk)
        client.post("/second-factor/phone/", {"code": NEXT_CODE, "old": PASSWORD})
        assert Authenticator.objects.count() == 2
        assert try_code(user_id=clerk.pk, code=before[0], at=now) is Answer.WRONG


def test_new_recovery_codes_end_the_former(clerk: User) -> None:
    before = give_phone(clerk)
    client = as_user(clerk)
    assert field_faults(client.post("/second-factor/codes/", {"old": "wrong"})) == {
        "old": ["现在的密码不对，请重新输入。"]
    }
    codes = codes_shown(client.post("/second-factor/codes/", {"old": PASSWORD}).content.decode())
    assert len(set(codes)) == 10
    with at_time(NEXT) as now:
        assert try_code(user_id=clerk.pk, code=before[0], at=now) is Answer.WRONG
        assert try_code(user_id=clerk.pk, code=codes[0].replace(" ", ""), at=now) is Answer.RIGHT_FROM_PAPER


def test_without_a_phone_there_are_no_recovery_codes(clerk: User) -> None:
    page = as_user(clerk).post("/second-factor/codes/", {"old": PASSWORD}).content.decode()
    assert "还没有启用动态码，没有备用码。" in page
    with pytest.raises(Refused):
        renew_codes(by=clerk.actor, at=NOW)


def test_taking_it_off(clerk: User) -> None:
    give_phone(clerk)
    client = as_user(clerk)
    assert field_faults(client.post("/second-factor/off/", {"old": ""})) == {"old": ["请填写这一项。"]}
    assert Authenticator.objects.count() == 2
    for _ in range(2):
        assert client.post("/second-factor/off/", {"old": PASSWORD}).url == "/second-factor/"
    assert Authenticator.objects.count() == 0
    assert right_password(clerk)[1].url == "/"


def test_the_password_page_says_whether_there_is_one(clerk: User) -> None:
    client = as_user(clerk)
    assert '<span class="state">未启用</span>' in client.get("/password/").content.decode()
    give_phone(clerk)
    assert '<span class="state state-done">已启用</span>' in client.get("/password/").content.decode()


def test_on_a_laptop_nobody_must_have_it(township_user: User) -> None:
    client, answer = right_password(township_user)
    assert answer.url == "/"
    assert client.get("/villages/").status_code == 200


def test_on_a_server_the_township_gets_no_further_without_it(
    township_user: User, server_profile: None
) -> None:
    with at_time(NEXT):
        client, answer = right_password(township_user)
        assert answer.url == "/"
        for url in ("/", "/villages/", "/accounts/", "/second-factor/", "/second-factor/off/"):
            assert client.get(url).url == "/second-factor/phone/"
        assert client.post("/accounts/new/", {}).url == "/second-factor/phone/"
        assert client.get("/password/").status_code == 200
        page = client.get("/second-factor/phone/").content.decode()
        assert "乡镇管理员的账号除了密码，还必须用动态码登录。请先启用，再继续使用。" in page
        session = client.session
        session["mfa.totp.secret"] = KEY
        session.save()
        client.post("/second-factor/phone/", {"code": NEXT_CODE, "old": PASSWORD})
        assert client.get("/villages/").status_code == 200


def test_on_a_server_the_county_gets_no_further_either(county_user: User, server_profile: None) -> None:
    with at_time(NEXT):
        client = with_key(county_user)
        assert client.get("/").url == "/second-factor/phone/"
        page = client.get("/second-factor/phone/").content.decode()
        assert "县级浏览人员的账号除了密码，还必须用动态码登录。" in page
        assert client.post("/second-factor/phone/", {"code": NEXT_CODE, "old": PASSWORD}).status_code == 200
        assert client.get("/").status_code == 200


def test_on_a_server_the_code_opens_the_way_and_it_cannot_be_taken_off(
    township_user: User, server_profile: None
) -> None:
    give_phone(township_user)
    with at_time(NEXT):
        client, _ = right_password(township_user)
        assert client.post("/sign-in/code/", {"code": NEXT_CODE}).url == "/"
        assert client.get("/villages/").status_code == 200
        page = client.get("/second-factor/").content.decode()
        assert "/second-factor/off/" not in page
        refused = client.post("/second-factor/off/", {"old": PASSWORD}).content.decode()
        assert "乡镇管理员的账号必须用动态码，不能停用。换了手机的，请用“换一部手机”。" in refused
    assert Authenticator.objects.count() == 2


def test_on_a_server_clerks_and_viewers_may_go_without(
    clerk: User, viewer: User, server_profile: None
) -> None:
    assert [as_user(user).get("/password/").status_code for user in (clerk, viewer)] == [200, 200]
    assert as_user(viewer).get("/villages/").status_code == 200


def test_a_given_password_is_changed_first(township_user: User, server_profile: None) -> None:
    User.objects.filter(pk=township_user.pk).update(must_change_password=True)
    client = as_user(township_user)
    assert client.get("/").url == "/password/"
    assert client.get("/second-factor/phone/").url == "/password/"


def test_the_township_takes_it_off_for_somebody_whose_phone_is_gone(township_user: User, clerk: User) -> None:
    client = as_user(township_user)
    assert "取消动态码" not in client.get(f"/accounts/{clerk.pk}/reset/").content.decode()
    give_phone(clerk)
    theirs = as_user(clerk)
    assert "取消动态码" in client.get(f"/accounts/{clerk.pk}/reset/").content.decode()
    for _ in range(2):
        assert client.post(f"/accounts/{clerk.pk}/second-factor/remove/").url == "/accounts/"
    said = "luruyuan人（luruyuan）的动态码已经取消，下次登录只用密码。"
    assert said in client.get("/accounts/").content.decode()
    assert theirs.get("/password/").url == "/sign-in/?next=/password/"
    assert signed_in(right_password(clerk)[0])


def test_who_may_take_it_off(people: People) -> None:
    pk = people["clerk"].pk
    give_phone(people["clerk"])
    url = f"/accounts/{pk}/second-factor/remove/"
    others = {name: user for name, user in people.items() if name != "township"}
    assert answers(others, url, {}) == {
        "clerk": 403, "other_clerk": 404, "viewer": 403, "stranger": 404, "anonymous": 302,
    }  # fmt: skip
    assert as_user(people["township"]).get(url).status_code == 405
    assert Authenticator.objects.count() == 2


def test_ones_own_is_not_taken_off_there(township_user: User) -> None:
    give_phone(township_user)
    client = as_user(township_user)
    page = client.post(f"/accounts/{township_user.pk}/second-factor/remove/", follow=True).content.decode()
    assert "自己的动态码不能在这里取消。" in unescape(page)
    with pytest.raises(Refused):
        remove_second_factor(user_id=township_user.pk, by=township_user.actor, at=NOW)
    assert Authenticator.objects.count() == 2


def test_a_command_helps_the_only_one_who_manages_accounts(
    township_user: User, capsys: pytest.CaptureFixture[str]
) -> None:
    give_phone(township_user)
    theirs = as_user(township_user)
    call_command("remove_second_factor", "xiangzhen")
    assert capsys.readouterr().out == "xiangzhen人（xiangzhen）的动态码已经取消，下次登录只用密码。\n"
    assert Authenticator.objects.count() == 0
    assert theirs.get("/password/").status_code == 302
    with pytest.raises(CommandError, match="没有这个账号：nobody"):
        call_command("remove_second_factor", "nobody")


def test_passwords_like_the_name_are_refused_whatever_the_case(clerk: User) -> None:
    User.objects.filter(pk=clerk.pk).update(username="zhongfangluru", password=make_password(PASSWORD))
    client = as_user(User.objects.get(pk=clerk.pk))
    for new in ("zhongfangluru", "ZhongFangLuRu"):
        answer = client.post("/password/", {"old": PASSWORD, "password": new, "again": new})
        assert field_faults(answer) == {"password": ["密码与姓名或用户名太相近，请换一个。"]}
