"""The forms of the assembly: what they refuse, that nothing typed is lost and nothing is half saved."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from meetings import hold, in_assembly, result, version_of

from ballots.models import Attendance, Excusal, MeetingStep, Round
from elections.models import Election, PartyMember, User, Village
from elections.rules.meeting import Step
from tests.elections.pages import as_user, field_faults, value_of

TWO = {"m1": 10, "m2": 9, "m3": 5, "m4": 4, "m5": 3}
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


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "请填写数字，没有的填 0。"),
        ("十一", "这里只能填整数，如 0、12、1463。"),
        ("11.5", "这里只能填整数，如 0、12、1463。"),
        ("-1", "不能小于 0。"),
        (HUGE, "数字过大，最多 9999999。"),
        ("9" * 400, "数字过大，最多 9999999。"),
        ("13", "实到会 13 人，多于应到会 12 人，多 1 人。请核对签到册和请假登记。"),
    ],
)
def test_a_head_count_that_cannot_be(election: Election, client: Client, typed: str, fault: str) -> None:
    response = post(client, "attendance", election, present=typed)
    assert field_faults(response) == {"present": [fault]}
    assert value_of(response, "present") == typed
    assert Attendance.objects.get(election=election).present == 11


def test_full_width_digits_count(election: Election, client: Client) -> None:
    response = post(client, "attendance", election, present="１２")
    assert said(client, response) == "已登记实到会 12 人。"
    assert Attendance.objects.get(election=election).present == 12


@pytest.mark.parametrize("version", ["0", "", "x", HUGE, "-1"])
def test_a_stale_head_count_shows_both_and_keeps_what_was_typed(
    election: Election, client: Client, version: str
) -> None:
    response = post(client, "attendance", election, present="10", version=version)
    page = response.content.decode()
    assert "没有保存：这一页打开以后，别人已经改过" in page
    assert re.findall(r'<td data-th="[^"]*">([^<]*)</td>', page) == ["11", "10"]
    assert value_of(response, "present") == "10"
    assert value_of(response, "version") == str(version_of(election))
    assert Attendance.objects.get(election=election).present == 11


def steps(**changes: str) -> dict[str, str]:
    """All ten steps as typed, five minutes each."""
    typed = {f"{step.value}_at": f"09:{5 * n:02d}" for n, step in enumerate(Step)}
    return {**typed, "method_favour": "11", "monitors_favour": "10", **changes}


def test_all_steps_are_recorded_at_once(election: Election, client: Client) -> None:
    response = post(client, "step_save", election, **steps(method_note="举手"))
    assert said(client, response) == "大会程序已经保存，记录了 10 项。"
    method = MeetingStep.objects.get(election=election, step="method")
    assert (str(method.done_at), method.in_favour, method.note) == ("09:05:00", 11, "举手")


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"voted_at": "25:99"}, {"voted_at": ["请按“14:30”填写时间。"]}),
        ({"method_favour": ""}, {"method_favour": ["请填写举手赞成的人数。"]}),
        ({"method_favour": HUGE}, {"method_favour": ["数字过大，最多 9999999。"]}),
        (
            {"method_favour": "5"},
            {"method_favour": ["赞成 5 人，未超过实到会 11 人的半数，至少要 6 人，没有通过。"]},
        ),
        (
            {"monitors_favour": "12"},
            {"monitors_favour": ["赞成 12 人，多于实到会 11 人，多 1 人。请核对举手清点的人数。"]},
        ),
        (
            {"speeches_at": "", "speeches_note": "逐人演讲"},
            {"speeches_at": ["请填写时间；这一项还没有进行的，把这一行清空。"]},
        ),
        (
            {"voted_at": "08:00"},
            {"voted_at": ["“无记名投票”的时间 08:00，早于“分发选票”的 09:25。请核对会议记录。"]},
        ),
        ({"declared_note": "长" * 201}, {"declared_note": ["最多 200 个字。"]}),
    ],
)
def test_steps_that_cannot_be(
    election: Election, client: Client, changes: dict[str, str], faults: dict[str, list[str]]
) -> None:
    before = MeetingStep.objects.filter(election=election).count()
    response = post(client, "step_save", election, **steps(**changes))
    assert field_faults(response) == faults
    assert value_of(response, "head_count_at") == "09:00"
    assert MeetingStep.objects.filter(election=election).count() == before


def test_stale_steps_show_what_is_on_record(election: Election, client: Client) -> None:
    response = post(client, "step_save", election, **steps(method_favour="9"), version=1)
    page = response.content.decode()
    assert "别人已经改过" in page
    assert '<td data-th="现在的记录">11</td><td data-th="您填写的">9</td>' in page
    assert MeetingStep.objects.filter(election=election).count() == 5


def excuse(client: Client, election: Election, **changes: str) -> HttpResponse:
    data = {"member": "m12", "ground": "ILLNESS", "consent_number": "许党函3号", "adopted": "on", **changes}
    return post(client, "excusal_add", election, **data)


def test_an_excusal_counts_once_it_is_whole(election: Election, client: Client) -> None:
    response = excuse(client, election, consent_number="", adopted="")
    assert said(client, response) == "请假已经登记。现在应到会 12 人。"
    excusal = Excusal.objects.get(election=election)
    page = client.get(reverse("assembly", args=[election.pk])).content.decode()
    assert "缺上级党组织同意、大会表决，仍算应到会" in page
    data = {"ground": "AWAY", "consent_number": "许党函3号", "adopted": "on"}
    response = post(client, "excusal_edit", election, excusal.pk, **data)
    assert said(client, response) == "周一的请假已经保存。现在应到会 11 人。"
    assert result(election)["quorum"] == {"entitled": 11, "present": 11, "needed": 9, "reached": True}
    response = post(client, "excusal_remove", election, excusal.pk)
    assert said(client, response) == "已撤销周一的请假，重新计入应到会。现在应到会 12 人。"
    assert post(client, "excusal_remove", election, excusal.pk).status_code == 404


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"member": ""}, {"member": ["请选择一项。"]}),
        ({"member": "m99"}, {"member": ["请从列出的各项中选择。"]}),
        ({"ground": "HOLIDAY"}, {"ground": ["请从列出的各项中选择。"]}),
        ({"consent_number": "号" * 41}, {"consent_number": ["最多 40 个字。"]}),
    ],
)
def test_excusals_that_cannot_be(
    election: Election, client: Client, changes: dict[str, str], faults: dict[str, list[str]]
) -> None:
    assert field_faults(excuse(client, election, **changes)) == faults
    assert not Excusal.objects.exists()


def test_nobody_is_excused_twice_or_against_the_head_count(election: Election, client: Client) -> None:
    excuse(client, election)
    assert field_faults(excuse(client, election)) == {"member": ["请从列出的各项中选择。"]}
    response = excuse(client, election, member="m11")
    refused = "这样登记后，实到会 11 人，多于应到会 10 人，多 1 人。请核对签到册和请假登记。"
    assert refused in response.content.decode()
    assert [excusal.member.code for excusal in Excusal.objects.all()] == ["m12"]


def test_a_double_click_on_an_excusal_adds_one(election: Election, client: Client) -> None:
    seen = version_of(election)
    excuse(client, election, version=str(seen))
    assert excuse(client, election, version=str(seen)).status_code == 200
    assert Excusal.objects.count() == 1


def test_who_has_no_vote_need_not_be_excused(village: Village, township_user: User, client: Client) -> None:
    PartyMember.objects.create(
        village=village, name="赖新", sex="male", birth_date="1980-01-01", joined_on="2004-01-01",
        standing="probationary", stroke_key="~",
    )  # fmt: skip
    election = in_assembly(village, township_user)
    page = client.get(reverse("excusal_add", args=[election.pk])).content.decode()
    assert page.count("<option") == 13
    assert "赖新" not in page


def test_ids_out_of_reach_do_not_exist(election: Election, client: Client) -> None:
    for number in (0, 999, 10**30):
        assert client.get(reverse("excusal_edit", args=[election.pk, number])).status_code == 404
        assert client.get(reverse("round_withdraw", args=[election.pk, number])).status_code == 404
    trust = Round.objects.get(election=election, kind="trust")
    assert client.get(reverse("round_withdraw", args=[election.pk, trust.pk])).status_code == 404


def test_nothing_needs_a_body(election: Election, client: Client) -> None:
    hold(election, "committee", TWO)
    for name in ("attendance", "step_save", "excusal_add", "round_open", "round_reduce"):
        assert client.post(reverse(name, args=[election.pk])).status_code == 200
    assert client.post(reverse("reduction_withdraw", args=[election.pk])).status_code == 302
