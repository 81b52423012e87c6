"""The pages on which a certificate is lifted, as everybody who can open them."""

import pytest
from django.urls import reverse
from signers import agree, ask, sign, sign_all
from signing_kit import WRONG, counted_ballot, counted_trust, page_of, said

from ballots.models import Certificate, Reopening, Round, Signature
from elections.models import Election, User, Village
from elections.rules.stages import Stage
from tests.conftest import PASSWORD
from tests.elections.pages import answers, as_user


@pytest.fixture
def election(village: Village, township_user: User, clerk: User) -> Election:
    return counted_trust(village, township_user)


@pytest.fixture
def held(election: Election) -> Round:
    return Round.objects.get(election=election)


@pytest.fixture
def ballot(village: Village, township_user: User) -> Round:
    return counted_ballot(village, township_user)


def lift_page(held: Round, step: str = "") -> str:
    return reverse(f"reopening{step}", args=[held.election_id, held.pk])


def test_the_township_asks_and_both_sign(
    held: Round, township_user: User, head: User, monitor: User, viewer: User
) -> None:
    sign_all(held)
    desk = as_user(township_user)
    assert lift_page(held) in desk.get(page_of(held)).content.decode()
    assert "信任投票结果上的签字（票数保留）" in desk.get(lift_page(held)).content.decode()
    version = Election.objects.get().version
    answer = desk.post(lift_page(held), {"version": version, "reason": "录错一箱"})
    assert said(answer) == ["申请已经登记，等待原来核定的两人签字。"]
    asked = Reopening.objects.get()
    for user in (head, monitor):
        home = as_user(user).get("/").content.decode()
        assert "是否同意撤销核定" in home
        assert lift_page(held) in home
    for page in (as_user(viewer).get(lift_page(held)), desk.get(lift_page(held))):
        assert "等待选举委员会主任、信任投票监票人签字" in page.content.decode()
        assert 'type="password"' not in page.content.decode()
    answer = as_user(viewer).get(reverse("reopening_open", args=[held.election_id]))
    assert answer.url == lift_page(held)
    given = {"reopening": asked.pk, "password": PASSWORD}
    wrong = as_user(head).post(lift_page(held, "_sign"), given | {"password": "wrong-wrong-wrong"})
    assert wrong.context["form"].errors == {"password": [WRONG]}
    answer = as_user(head).post(lift_page(held, "_sign"), given)
    assert said(answer) == ["您已签字同意撤销，还须另一人签字。"]
    twice = as_user(head).post(lift_page(held, "_sign"), given)
    assert twice.context["reasons"] == ("您已经作为选举委员会主任签过字，其余的字须由别人签。",)
    answer = as_user(monitor).post(lift_page(held, "_sign"), given)
    assert answer.url == reverse("election", args=[held.election_id])
    assert Election.objects.get().present_stage is Stage.TRUST_VOTING
    page = as_user(viewer).get(page_of(held)).content.decode()
    assert "撤销，理由：录错一箱" in page
    assert "选举委员会主任zhuren人签字同意" in page


def test_who_asks_withdraws_and_signs_the_lifting(
    held: Round,
    township_user: User,
    clerk: User,
    head: User,
    viewer: User,
    other_clerk: User,
    stranger: User,
) -> None:
    sign_all(held)
    asked = ask(held, township_user)
    people = {"clerk": clerk, "viewer": viewer, "other": other_clerk, "stranger": stranger}
    reads = {"clerk": 200, "viewer": 200, "other": 404, "stranger": 404, "anonymous": 302}
    refused = {who: 403 if status == 200 else status for who, status in reads.items()}
    assert answers(people, lift_page(held)) == reads
    assert answers(people | {"head": head}, lift_page(held), {"reason": "再"}) == refused | {"head": 403}
    assert answers(people | {"head": head}, lift_page(held, "_withdraw"), {"version": asked.pk}) == (
        refused | {"head": 403}
    )
    given = {"reopening": asked.pk, "password": PASSWORD}
    people["township"] = township_user
    assert answers(people, lift_page(held, "_sign"), given) == refused | {"township": 403}
    assert Signature.objects.filter(reopening__isnull=False).count() == 0


def test_the_request_is_taken_back(held: Round, township_user: User, head: User) -> None:
    sign_all(held)
    asked = ask(held, township_user)
    desk = as_user(township_user)
    assert "收回申请，核定仍然有效" in desk.get(lift_page(held)).content.decode()
    for number, words in ((0, "刚才已经办理或收回"), (asked.pk, "申请已经收回"), (asked.pk, "刚才已经办理")):
        answer = desk.post(lift_page(held, "_withdraw"), {"version": number}, follow=True)
        assert words in answer.content.decode()
    late = as_user(head).post(lift_page(held, "_sign"), {"reopening": asked.pk, "password": PASSWORD})
    assert late.context["reasons"] == ("这份申请刚才已经办理或收回，请重新打开本页。",)
    answer = desk.get(reverse("reopening_open", args=[held.election_id]))
    assert said(answer) == ["没有等待签字的撤销申请。"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"reason": ""}, "请填写这一项。"),
        ({"reason": " \n"}, "请填写这一项。"),
        ({"reason": "长" * 501}, "最多 500 个字。"),
        ({}, "请填写这一项。"),
    ],
)
def test_bad_requests(held: Round, township_user: User, data: dict[str, str], fault: str) -> None:
    sign_all(held)
    given = {"version": Election.objects.get().version} | data
    response = as_user(township_user).post(lift_page(held), given)
    assert response.context["asking"].errors["reason"] == [fault]
    assert Reopening.objects.count() == 0


def test_a_stale_request_keeps_its_reason(held: Round, township_user: User) -> None:
    sign_all(held)
    response = as_user(township_user).post(lift_page(held), {"version": "0", "reason": "录错一箱"})
    page = response.content.decode()
    assert "别人已经保存过" in page
    assert "录错一箱</textarea>" in page


def test_one_signature_alone_is_lifted_by_the_township(held: Round, township_user: User) -> None:
    sign(held, "committee_head")
    desk = as_user(township_user)
    assert "票数有误，撤销已有的签字" in desk.get(page_of(held)).content.decode()
    answer = desk.post(lift_page(held), {"version": Election.objects.get().version, "reason": "核对不符"})
    assert said(answer) == ["已有的签字已经撤销，留存备查。"]
    assert Certificate.objects.get().lifted_reason == "核对不符"


def test_a_ballot_is_reopened_on_its_page(ballot: Round, township_user: User, clerk: User) -> None:
    sign_all(ballot)
    asked = ask(ballot, township_user)
    page = as_user(clerk).get(reverse("assembly", args=[ballot.election_id])).content.decode()
    assert "已经申请撤销核定" in page
    page = as_user(township_user).get(lift_page(ballot)).content.decode()
    assert "这一轮结果上的签字和宣布（票数保留）" in page
    agree(ballot, asked, "chief_monitor")
    agree(ballot, asked, "assembly_counter")
    page = as_user(clerk).get(reverse("assembly", args=[ballot.election_id])).content.decode()
    assert 'data-ask="sign"' in page
