"""The pages of an invitation: the township's, and those of whoever comes with the link."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from elections.models import Election, Invitation, Official, User, Village
from elections.rules.stages import Stage
from tests.ballots.stagekit import begin, carry
from tests.elections.pages import as_user, field_faults, value_of

NEW = "石塘村的票箱有九个那么多"


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


@pytest.fixture
def desk(township_user: User) -> Client:
    return as_user(township_user)


def page_of(election: Election) -> str:
    return f"/elections/{election.pk}/invitations/"


def entry(**changes: object) -> dict[str, object]:
    return {"duty": "trust_clerk", "member": "none", "name": "聂小燕", "group": "all", "post": ""} | changes


def slip(response: HttpResponse) -> tuple[str, str]:
    """The path of the link and the code that the page shows."""
    page = response.content.decode()
    link = re.search(r'href="https?://testserver(/invited/[a-z0-9-]+/)"', page)
    code = re.search(r'class="initial-password">(\d{3}) (\d{3})<', page)
    assert link
    assert code
    return link[1], code[1] + code[2]


def invite(desk: Client, election: Election) -> tuple[str, str]:
    return slip(desk.post(page_of(election), entry()))


def account(username: str = "NieXiaoYan", password: str = NEW, again: str | None = None) -> dict[str, str]:
    return {"username": username, "password": password, "again": password if again is None else again}


def test_from_the_township_to_the_clerks_first_page(desk: Client, election: Election) -> None:
    response = desk.post(page_of(election), entry())
    assert "no-store" in response.headers["Cache-Control"]
    link, code = slip(response)
    assert re.fullmatch(r"/invited/[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}/", link)
    theirs = Client()
    page = theirs.get(link).content.decode()
    assert "崇仁县许坊乡邀请您参加中坊村党支部委员会选举的工作。" in page
    assert "聂小燕" not in page
    assert theirs.post(link, {"code": f"{code[:3]} {code[3:]}"}).url == link
    page = theirs.get(link).content.decode()
    assert "聂小燕，您是中坊村党支部委员会选举的信任投票录入员。" in page
    response = theirs.post(link, account(), follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "账号已经建好。以后请用“niexiaoyan”和您自己的密码登录。" in unescape(response.content.decode())
    assert Client().post("/sign-in/", {"username": "niexiaoyan", "password": NEW}).url == "/"
    assert Official.objects.get().account.username == "niexiaoyan"
    page = desk.get(page_of(election)).content.decode()
    assert "用户名 niexiaoyan" in page
    assert code not in page
    assert link not in page


def test_the_link_may_be_typed_in_capitals(desk: Client, election: Election) -> None:
    link, _ = invite(desk, election)
    assert Client().get(link.upper().replace("/INVITED/", "/invited/")).status_code == 200


def test_on_a_laptop_there_is_no_square_to_scan(desk: Client, election: Election) -> None:
    page = desk.post(page_of(election), entry()).content.decode()
    assert "<svg" not in page
    assert "这个链接只能在装有两票制的这台电脑上打开。" in page
    page = desk.post(page_of(election), entry(name="熊一"), secure=True).content.decode()
    assert page.count("<svg") == 1
    assert "style=" not in page
    assert "https://testserver/invited/" in page


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"duty": ""}, {"duty": ["请选择一项。"]}),
        ({"duty": "guidance"}, {"duty": ["请从列出的各项中选择。"]}),
        ({"name": ""}, {"name": ["请填写姓名，或者从名册中选一名党员。"]}),
        ({"name": "长" * 31}, {"name": ["最多 30 个字。"]}),
        ({"member": "999999"}, {"member": ["请从列出的各项中选择。"]}),
        ({"group": "1" * 40}, {"group": ["请从列出的各项中选择。"]}),
        ({"relatives": ["x"]}, {"relatives": ["请从列出的各项中选择。"]}),
        (
            {"duty": "committee_head", "name": "于海林"},
            {"member": ["名册中有党员于海林。是他本人的，请选他；不是的，请选“与党员同名的另一人”。"]},
        ),
    ],
)
def test_bad_input(
    desk: Client, election: Election, changes: dict[str, object], faults: dict[str, list[str]]
) -> None:
    assert field_faults(desk.post(page_of(election), entry(**changes))) == faults
    assert Invitation.objects.count() == 0


def test_nothing_posted_at_all(desk: Client, election: Election) -> None:
    assert sorted(field_faults(desk.post(page_of(election), {}))) == ["duty", "group", "member"]


def test_who_may_see_and_invite(
    election: Election, township_user: User, clerk: User, viewer: User, other_clerk: User, stranger: User
) -> None:
    seen = {}
    for user in (clerk, viewer, other_clerk, stranger, township_user):
        client = as_user(user)
        seen[user.username] = (
            client.get(page_of(election)).status_code,
            client.post(page_of(election), entry()).status_code,
        )
    assert seen == {
        "luruyuan": (403, 403),
        "liulan": (403, 403),
        "waicun": (404, 404),
        "waixiang": (404, 404),
        "xiangzhen": (200, 200),
    }
    assert Client().get(page_of(election)).url.startswith("/sign-in/?next=")


def test_taking_back(desk: Client, election: Election, clerk: User, stranger: User) -> None:
    link, code = invite(desk, election)
    url = f"/invitations/{Invitation.objects.get().pk}/withdraw/"
    assert [as_user(user).post(url).status_code for user in (clerk, stranger)] == [403, 404]
    assert Client().post(url).url.startswith("/sign-in/?next=")
    assert desk.get(url).status_code == 405
    assert desk.post("/invitations/999999/withdraw/").status_code == 404
    page = desk.post(url, follow=True).content.decode()
    assert "给聂小燕的邀请已经收回，链接和邀请码不能再用。" in page
    assert '<span class="state">已收回</span>' in page
    theirs = Client()
    assert "这个邀请已经由乡镇收回。" in theirs.get(link).content.decode()
    assert "这个邀请已经由乡镇收回。" in theirs.post(link, {"code": code}).content.decode()


def test_what_was_used_is_said_to_be(desk: Client, election: Election) -> None:
    link, code = invite(desk, election)
    theirs = Client()
    theirs.post(link, {"code": code})
    theirs.post(link, account())
    url = f"/invitations/{Invitation.objects.get().pk}/withdraw/"
    page = unescape(desk.post(url, follow=True).content.decode())
    assert "聂小燕已经接受邀请。不让他登录的，请停用他的账号。" in page
    assert "这个邀请已经用过。" in Client().get(link).content.decode()


@pytest.mark.parametrize("token", ["x", "aaaa-bbbb-cccc-dddd", "a" * 2000])
def test_a_link_nobody_made(election: Election, token: str) -> None:
    assert Client().get(f"/invited/{token}/").status_code == 404
    assert Client().post(f"/invited/{token}/", {"code": "123456"}).status_code == 404


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", "请填写这一项。"),
        ("12345", "邀请码是 6 位数字，请核对。"),
        ("1234567", "邀请码是 6 位数字，请核对。"),
        ("²²²²²²", "邀请码是 6 位数字，请核对。"),
        ("\x00", "请填写这一项。"),
    ],
)
def test_what_cannot_be_a_code_is_not_counted(
    desk: Client, election: Election, code: str, fault: str
) -> None:
    link, _ = invite(desk, election)
    response = Client().post(link, {"code": code})
    assert response.context["form"].errors == {"code": [fault]}
    assert Invitation.objects.get().wrong == 0


def test_the_fifth_wrong_code_ends_it(desk: Client, election: Election) -> None:
    link, code = invite(desk, election)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    answers = [Client().post(link, {"code": wrong}) for _ in range(5)]
    assert [answer.context["form"].errors.get("code") for answer in answers] == [
        [f"邀请码不对，还可以再试 {left} 次。"] for left in (4, 3, 2, 1)
    ] + [None]
    dead = "邀请码输错的次数太多，这个邀请已经作废。请乡镇重新邀请。"
    assert answers[4].context["form"].non_field_errors() == [dead]
    assert dead in Client().post(link, {"code": code}).content.decode()


def test_without_the_code_no_account_is_made(desk: Client, election: Election) -> None:
    link, code = invite(desk, election)
    response = Client().post(link, account())
    assert response.context["form"].errors == {"code": ["请填写这一项。"]}
    # The code opens the page in the browser where it was given, nowhere else.
    Client().post(link, {"code": code})
    response = Client().post(link, account())
    assert response.context["form"].errors == {"code": ["请填写这一项。"]}
    assert not User.objects.filter(username="niexiaoyan").exists()


def test_the_code_of_one_does_not_open_another(desk: Client, election: Election) -> None:
    link, code = invite(desk, election)
    other, _ = slip(desk.post(page_of(election), entry(name="熊一", duty="assembly_clerk")))
    theirs = Client()
    theirs.post(link, {"code": code})
    response = theirs.post(other, account())
    assert response.context["form"].errors == {"code": ["请填写这一项。"]}


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        (
            account(username="x"),
            {"username": ["用户名用 2 至 30 个字母、数字或汉字，可以有点、横线，不能有空格。"]},
        ),
        (account(username="xiangzhen"), {"username": ["这个用户名已有人用，请换一个。"]}),
        (account(password="k7#q"), {"password": ["密码太短，至少 12 个字符。"]}),
        (account(password="NieXiaoYan12"), {"password": ["密码与姓名或用户名太相近，请换一个。"]}),
        (account(password="qwerty123456"), {"password": ["这个密码很多人都在用，容易被猜到，请换一个。"]}),
        (account(again="other"), {"again": ["两次输入的不一样，请重新输入。"]}),
        ({}, {key: ["请填写这一项。"] for key in ("username", "password", "again")}),
    ],
)
def test_an_account_that_will_not_do(
    desk: Client, election: Election, typed: dict[str, str], faults: dict[str, list[str]]
) -> None:
    link, code = invite(desk, election)
    theirs = Client()
    theirs.post(link, {"code": code})
    response = theirs.post(link, typed)
    assert response.context["form"].errors == faults
    assert value_of(response, "username") == typed.get("username", "")
    assert theirs.post(link, account()).url == "/"


def test_who_is_signed_in_is_asked_to_sign_out_first(desk: Client, election: Election) -> None:
    link, code = invite(desk, election)
    assert "链接还没有用掉" in desk.get(link).content.decode()
    assert desk.post(link, {"code": code}).status_code == 200
    assert Invitation.objects.get().used_at is None
    theirs = Client()
    theirs.post(link, {"code": code})
    assert theirs.get(link).status_code == 200


def test_after_seven_days_it_says_so(desk: Client, election: Election) -> None:
    link, _ = invite(desk, election)
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        assert "这个邀请已经过期。" in Client().get(link).content.decode()
        page = as_user(User.objects.get(username="xiangzhen")).get(page_of(election)).content.decode()
        assert '<span class="state">已过期</span>' in page


def test_late_in_the_election_the_list_remains(desk: Client, election: Election, township_user: User) -> None:
    invite(desk, election)
    carry(election, Stage.APPROVED, township_user)
    client = as_user(township_user)
    page = client.get(page_of(election))
    assert page.status_code == 200
    assert "生成链接和邀请码" not in page.content.decode()
    assert client.post(page_of(election), entry()).status_code == 403


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_takes_a_constant_number_of_queries(
    desk: Client, election: Election, more: int, django_assert_num_queries: object
) -> None:
    for number in range(1 + more):
        link, code = slip(desk.post(page_of(election), entry(name=f"第{number}人")))
        theirs = Client()
        theirs.post(link, {"code": code})
        theirs.post(link, account(username=f"luru{number}"))
    with django_assert_num_queries(
        7
    ):  # session, person, election, invitations, members, groups, whether invented
        assert len(desk.get(page_of(election)).context["invited"]) == 1 + more
