"""The forms that open, withdraw and settle ballots of the assembly: what they refuse, and that nothing is half saved."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from meetings import FIVE, hold, in_assembly, result, start, version_of

from ballots.models import Round
from elections.models import Election, User, Village
from tests.elections.pages import as_user, field_faults

TWO = {"m1": 10, "m2": 9, "m3": 5, "m4": 4, "m5": 3}
WON = {"m1": 10, "m2": 9, "m3": 8, "m4": 3, "m5": 2}
HUGE = "1000000000000"


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return in_assembly(village, township_user)


@pytest.fixture
def client(clerk: User) -> Client:
    return as_user(clerk)


def post(client: Client, name: str, election: Election, *more: int, **data: Any) -> HttpResponse:
    """Post a form with the version a page opened now would carry, unless another is given."""
    return client.post(reverse(name, args=[election.pk, *more]), {"version": version_of(election), **data})


def said(client: Client, response: HttpResponse) -> str:
    """The messages on the page a redirect leads to."""
    assert response.status_code == 302
    page = client.get(response.url).content.decode()
    return "".join(re.findall(r'class="panel panel-body notice[^>]*>([^<]*)<', page))


def test_the_committee_ballot_is_opened_by_one_click_and_once(election: Election, client: Client) -> None:
    seen = version_of(election)
    response = post(client, "round_open", election, kind="committee")
    assert said(client, response) == "这一轮投票已经开始。打印选票，投票、计票以后录入票数。"
    response = post(client, "round_open", election, kind="committee", version=seen)
    assert said(client, response) == "现在不能开始这种投票，可能刚才已经开始。请看清页面上的下一步。"
    held = Round.objects.get(election=election, kind="committee")
    assert [line.member.code for line in held.lines.all()] == list(FIVE)


@pytest.mark.parametrize("kind", ["runoff", "trust", "secretary", "'; --"])
def test_a_ballot_the_rules_do_not_offer(election: Election, client: Client, kind: str) -> None:
    assert said(client, post(client, "round_open", election, kind=kind)).startswith("现在不能开始这种投票")


def test_a_stale_opening_is_refused_with_a_sentence(election: Election, client: Client) -> None:
    response = post(client, "round_open", election, kind="committee", version=1)
    assert "这一页打开以后，别人已经保存过。" in response.content.decode()
    assert not Round.objects.filter(election=election, kind="committee").exists()


def test_supplementary_candidates_are_ticked(election: Election, client: Client) -> None:
    hold(election, "committee", TWO)
    page = client.get(reverse("round_open", args=[election.pk])).content.decode()
    # Those who stood before are ticked already; everybody who can stand and is not elected may be.
    assert (
        len(re.findall(r'type="checkbox"[^>]*name="candidates"|name="candidates"[^>]*type="checkbox"', page))
        == 10
    )
    assert len(re.findall(r'name="candidates"[^>]* checked', page)) == 3
    response = post(client, "round_open", election, kind="supplementary")
    assert "还没有选定候选人，至少要 1 名。" in response.content.decode()
    response = post(client, "round_open", election, kind="supplementary", candidates=["m3", "m99"])
    assert field_faults(response) == {"candidates": ["请从列出的各人中选择。"]}
    post(client, "round_open", election, kind="supplementary", candidates=["m9", "m3", "m3"])
    held = Round.objects.get(election=election, kind="supplementary")
    assert [line.member.code for line in held.lines.all()] == ["m3", "m9"]


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({"order_m1": "1", "order_m2": "1"}, {"order_m2": ["与丁一的次序相同，请排出先后。"]}),
        ({"order_m1": "0"}, {"order_m1": ["不能小于 1。"]}),
        ({"order_m1": HUGE}, {"order_m1": ["数字过大，最多 999。"]}),
        ({"order_m1": "1", "entitled": "3"}, {"present": ["应到和实到要么都填，要么都不填。"]}),
        ({"order_m1": "1", "present": "3"}, {"entitled": ["应到和实到要么都填，要么都不填。"]}),
    ],
)
def test_secretary_candidates_in_their_order(
    election: Election, client: Client, typed: dict[str, str], faults: dict[str, list[str]]
) -> None:
    hold(election, "committee", WON)
    assert field_faults(post(client, "round_open", election, kind="secretary", **typed)) == faults
    assert not Round.objects.filter(election=election, kind="secretary").exists()


def test_the_secretary_ballot_keeps_the_order_given(election: Election, client: Client) -> None:
    hold(election, "committee", WON)
    typed = {"order_m3": "1", "order_m1": "2", "entitled": "3", "present": "3"}
    post(client, "round_open", election, kind="secretary", **typed)
    held = Round.objects.get(election=election, kind="secretary")
    assert [line.member.code for line in held.lines.all()] == ["m3", "m1"]
    assert (held.seats, held.entitled, held.present) == (1, 3, 3)


def test_more_of_the_committee_than_there_are(election: Election, client: Client) -> None:
    hold(election, "committee", WON)
    typed = {"order_m1": "1", "entitled": "3", "present": "4"}
    page = post(client, "round_open", election, kind="secretary", **typed).content.decode()
    assert "本轮实到 4 人，多于应到 3 人，多 1 人。请核对委员会会议记录。" in page


def test_a_ballot_is_withdrawn_for_a_reason(election: Election, client: Client) -> None:
    held = start(election, "committee", *FIVE)
    assert field_faults(post(client, "round_withdraw", election, held.pk, reason="  ")) == {
        "reason": ["请填写这一项。"]
    }
    response = post(client, "round_withdraw", election, held.pk, reason="选票印错")
    assert said(client, response) == "这一轮投票已经撤回，理由留存备查。"
    assert "选票印错" in client.get(reverse("assembly", args=[election.pk])).content.decode()
    assert post(client, "round_withdraw", election, held.pk, reason="选票印错").status_code == 404


def test_fewer_seats_by_consent(election: Election, client: Client) -> None:
    hold(election, "committee", TWO)
    assert field_faults(post(client, "round_reduce", election, consent="半数")) == {
        "consent": ["这里只能填整数，如 0、12、1463。"]
    }
    response = post(client, "round_reduce", election, consent="5")
    assert said(client, response) == (
        "表决已经记录。同意减少名额的 5 人，不足实到 11 人的半数，至少要 6 人，不予采用。"
    )
    response = post(client, "round_reduce", election, consent="6")
    assert said(client, response) == "名额已减为 2 名。"
    page = client.get(reverse("assembly", args=[election.pk])).content.decode()
    assert 'data-status="incomplete" data-reduced="2"' in page
    assert said(client, post(client, "round_reduce", election, consent="7")) == "现在不能减少名额。"
    response = post(client, "reduction_withdraw", election)
    assert said(client, response) == "减少名额的记录已经撤回，名额恢复原数。"
    assert result(election)["seats"] == 3
    response = post(client, "reduction_withdraw", election)
    assert said(client, response) == "最后一轮投票没有减少名额的记录。"
