"""The pages on which results are signed and certificates lifted, as everybody who can open them."""

import logging

import pytest
from axes.models import AccessAttempt
from django.http import HttpResponse
from django.urls import reverse
from factories import make_election, set_stage
from keyers import key_all
from signers import shown, sign
from signing_kit import WRONG, counted_ballot, counted_trust, page_of, said

from ballots.models import Certificate, KeyedVote, Round, Signature
from elections.models import Election, User, Village
from elections.rules.stages import Stage
from tests.conftest import PASSWORD
from tests.elections.pages import answers, as_user

CHANGED = "这一页打开以后，票数有了变动，没有签字。下面是现在的数字，请重新核对以后再签。"


@pytest.fixture
def election(village: Village, township_user: User, clerk: User) -> Election:
    return counted_trust(village, township_user)


@pytest.fixture
def held(election: Election) -> Round:
    return Round.objects.get(election=election)


@pytest.fixture
def ballot(village: Village, township_user: User) -> Round:
    return counted_ballot(village, township_user)


def signs(user: User, held: Round, *, seen: str | None = None, password: str = PASSWORD) -> HttpResponse:
    """Somebody opens the page, reads, and signs."""
    data = {"shown": shown(held) if seen is None else seen, "password": password}
    return as_user(user).post(page_of(held), data)


def test_everybody_in_reach_reads_and_those_named_sign(
    held: Round,
    township_user: User,
    clerk: User,
    head: User,
    monitor: User,
    chief_monitor: User,
    viewer: User,
    other_clerk: User,
    stranger: User,
) -> None:
    people = {
        "township": township_user,
        "clerk": clerk,
        "chief_monitor": chief_monitor,
        "viewer": viewer,
        "other": other_clerk,
        "stranger": stranger,
    }
    reads = {
        "township": 200,
        "clerk": 200,
        "chief_monitor": 200,
        "viewer": 200,
        "other": 404,
        "stranger": 404,
        "anonymous": 302,
    }
    given = {"shown": shown(held), "password": PASSWORD}
    for page in (page_of(held), reverse("round_sign", args=[held.election_id, held.pk])):
        assert answers(people, page) == reads
        assert answers(people, page, given) == {
            who: 403 if status == 200 else status for who, status in reads.items()
        }
    assert Signature.objects.count() == 0
    for user in (head, monitor):
        assert signs(user, held).status_code == 302
    assert Certificate.objects.get().made_at is not None


def test_the_page_shows_every_figure_and_one_button_to_whom_may_sign(
    held: Round, head: User, viewer: User
) -> None:
    page = as_user(head).get(page_of(held)).content.decode()
    assert page.count("btn-primary") == 1
    assert "以选举委员会主任身份签字" in page
    assert f'name="shown" value="{shown(held)}"' in page
    for words in (
        "有投票权的村民 200 人。发出信任票 180 张，收回 176 张，其中有效 174 张，无效 2 张。",
        "投票率 88.00%，超过半数，本次投票有效。",
        "第1村小组票箱，有效 87 张",
        "第2村小组票箱，有效 87 张",
        "79.54%",
    ):
        assert words in page
    other = as_user(viewer).get(page_of(held)).content.decode()
    assert "btn-primary" not in other
    assert "等待选举委员会主任、信任投票监票人签字" in other
    assert "zhuren人" in other


def test_two_signatures_certify_and_say_so(held: Round, head: User, monitor: User, viewer: User) -> None:
    assert said(signs(head, held)) == ["您已签字。还须信任投票监票人签字。"]
    page = as_user(head).get(page_of(held)).content.decode()
    assert "等待信任投票监票人签字" in page
    assert "btn-primary" not in page
    assert said(signs(monitor, held)) == ["两人都已签字，信任投票的结果已经核定。"]
    page = as_user(viewer).get(page_of(held)).content.decode()
    assert "信任投票结果已经核定" in page
    head_of_chain = Certificate.objects.get().head
    assert f"核定链首 {head_of_chain[:4]} {head_of_chain[4:8]}" in page


def test_a_wrong_password_signs_nothing_and_shuts_out(
    held: Round, head: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "letmein-please-9999"
    response = signs(head, held, password=wrong)
    assert response.context["form"].errors == {"password": [WRONG]}
    assert wrong not in response.content.decode()
    assert response.content.decode().count(WRONG) == 2
    for password in ("", PASSWORD.upper(), f" {PASSWORD}", "长" * 129, "\x00"):
        assert signs(head, held, password=password).context["form"].errors["password"]
    statuses = [signs(head, held, password=wrong).status_code for _ in range(6)]
    assert statuses[-1] == 429
    locked = signs(head, held)
    assert (locked.status_code, locked.headers["Retry-After"]) == (429, "900")
    assert "15 分钟内不能再试" in locked.content.decode()
    assert "回到首页" in locked.content.decode()
    assert Certificate.objects.count() == 0
    told = [str(vars(attempt)) for attempt in AccessAttempt.objects.all()] + [caplog.text]
    assert not any(wrong in each or PASSWORD in each for each in told)


def test_the_right_password_clears_the_count(held: Round, head: User, monitor: User) -> None:
    for _ in range(5):
        signs(head, held, password="wrong-wrong-wrong")
    assert AccessAttempt.objects.get().failures_since_start == 5
    assert signs(head, held).status_code == 302
    assert AccessAttempt.objects.count() == 0
    # Another's password is no better than a wrong one.
    monitor.set_password("quite-another-password")
    monitor.save()
    assert signs(monitor, held).context["form"].errors == {"password": [WRONG]}


def test_changed_meanwhile_shows_the_new_figures_and_signs_nothing(held: Round, head: User) -> None:
    seen = shown(held)
    vote = KeyedVote.objects.filter(keying__turn=2, keying__sheet__round=held).order_by("pk").first()
    assert vote is not None
    KeyedVote.objects.filter(pk=vote.pk).update(favour=61, against=26)
    response = signs(head, held, seen=seen)
    page = response.content.decode()
    assert response.context["reasons"] == (CHANGED,)
    assert f'name="shown" value="{shown(held)}"' in page
    assert '<td class="num">61</td>' in page
    assert Certificate.objects.count() == 0
    # Even a wrong password does not hide that the figures moved.
    wrong = signs(head, held, seen=seen, password="wrong-wrong-wrong")
    assert wrong.context["reasons"] == (CHANGED,)
    assert signs(head, held).status_code == 302


def test_the_second_tab_and_the_double_click_are_told(held: Round, head: User) -> None:
    seen = shown(held)
    signs(head, held, seen=seen)
    again = signs(head, held, seen=seen)
    assert again.status_code == 200
    assert again.context["reasons"] == ("您已经作为选举委员会主任签过字，其余的字须由别人签。",)
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"shown": "x" * 10000}, {"shown": ["a", "b"], "password": ["", ""]}])
def test_tampered_forms_sign_nothing(held: Round, head: User, data: dict[str, object]) -> None:
    response = as_user(head).post(page_of(held), {"password": PASSWORD, **data})
    assert response.status_code == 200
    assert Certificate.objects.count() == 0


def test_there_is_no_page_before_the_vote_nor_of_other_rounds(
    village: Village, township_user: User, head: User
) -> None:
    election = make_election(village, township_user, stage=Stage.ANNOUNCED)
    assert as_user(head).get(reverse("trust_sign", args=[election.pk])).status_code == 404
    for number in (0, 99, 10**30):
        for name in ("round_sign", "reopening"):
            assert as_user(head).get(reverse(name, args=[election.pk, number])).status_code == 404


def test_a_ballot_is_signed_and_announced(
    ballot: Round, counter: User, chief_monitor: User, chair: User, clerk: User
) -> None:
    page = as_user(chief_monitor).get(page_of(ballot)).content.decode()
    assert "第一轮：选举支部委员 3 名" in page
    assert "当选：丁一、王一、毛一，共 3 名（按姓氏笔画为序）。" in page
    assert "btn-primary" not in as_user(chair).get(page_of(ballot)).content.decode()
    assert said(signs(chief_monitor, ballot)) == ["您已签字。还须党员大会计票人、党员大会主持人签字。"]
    early = signs(chair, ballot)
    assert early.context["reasons"] == ("党员大会总监票人、党员大会计票人签字以后，党员大会主持人才能宣布。",)
    assert said(signs(counter, ballot)) == ["您已签字。等待党员大会主持人宣布。"]
    assert "以党员大会主持人身份宣布" in as_user(chair).get(page_of(ballot)).content.decode()
    assembly = reverse("assembly", args=[ballot.election_id])
    assert "等待主持人宣布" in as_user(clerk).get(assembly).content.decode()
    assert said(signs(chair, ballot)) == ["这一轮的结果已经宣布。"]
    page = as_user(clerk).get(assembly).content.decode()
    assert "党员大会主持人zhuchi人 宣布" in page
    assert 'data-ask="next"' in page


HOME = {
    "head": ("核对并签字核定信任投票结果", "核对并签字"),
    "monitor": ("核对并签字核定信任投票结果", "核对并签字"),
}


@pytest.mark.parametrize("who", ["head", "monitor", "clerk", "chief_monitor"])
def test_signers_find_it_on_their_first_page(held: Round, who: str, request: pytest.FixtureRequest) -> None:
    page = as_user(request.getfixturevalue(who)).get("/").content.decode()
    link = reverse("round_sign", args=[held.election_id, held.pk])
    assert (f'href="{link}"' in page) is (who in HOME)
    if who in HOME:
        assert all(words in page for words in HOME[who])
        assert page.count("btn-primary") == 1


def test_the_chair_finds_it_once_both_signed(ballot: Round, chair: User, counter: User) -> None:
    words = "宣布“选举支部委员”的结果"
    assert words not in as_user(chair).get("/").content.decode()
    assert "核对“选举支部委员”的结果并签字" in as_user(counter).get("/").content.decode()
    sign(ballot, "chief_monitor")
    sign(ballot, "assembly_counter")
    assert words in as_user(chair).get("/").content.decode()
    assert "选举支部委员”的结果" not in as_user(counter).get("/").content.decode()


def test_the_election_and_the_workbench_say_who_is_to_sign(
    held: Round, township_user: User, head: User
) -> None:
    page = as_user(township_user).get(reverse("election", args=[held.election_id])).content.decode()
    assert "信任投票的结果还没有核定，等待选举委员会主任、信任投票监票人签字。" in page
    assert "看签字情况" in page
    assert "核对并签字</a>" not in page
    mine = as_user(head).get(reverse("election", args=[held.election_id])).content.decode()
    assert "核对并签字</a>" in mine
    desk = as_user(township_user).get("/").content.decode()
    assert "核定并公布信任投票结果，等待选举委员会主任、信任投票监票人签字" in desk
    sign(held, "committee_head")
    desk = as_user(township_user).get("/").content.decode()
    assert "核定并公布信任投票结果，等待信任投票监票人签字" in desk


def test_who_has_no_account_is_said(held: Round, head: User, township_user: User) -> None:
    held.election.officials.filter(duty="trust_monitor").update(account=None)
    page = as_user(township_user).get(page_of(held)).content.decode()
    assert "没有登记账号" in page


@pytest.mark.parametrize(("members", "groups"), [(8, 1), (8, 3), (40, 12)])
def test_the_page_takes_the_same_queries_whatever_the_size(
    village: Village,
    township_user: User,
    clerk: User,
    head: User,
    django_assert_num_queries,
    members: int,
    groups: int,
) -> None:
    election = make_election(village, township_user, members=members, groups=groups)
    key_all(election)
    set_stage(election, Stage.TRUST_CERTIFIED, township_user)
    client = as_user(head)
    with django_assert_num_queries(23):
        client.get(reverse("trust_sign", args=[election.pk]))
