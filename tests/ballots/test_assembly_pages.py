"""The assembly's page in every state, and who may see and do what there."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from keyers import key_once
from meetings import (
    FIVE,
    attend,
    hold,
    in_assembly,
    in_review,
    key,
    record_steps,
    settle,
    start,
    tally,
    version_of,
)
from signers import sign_all

from ballots.models import Round
from elections.models import Election, Official, User, Village
from elections.rules.meeting import Step
from elections.rules.stages import Stage
from tests.elections.pages import People, answers, as_user

WON = {"m1": 10, "m2": 9, "m3": 8, "m4": 3, "m5": 2}
TIE = {"m1": 10, "m2": 9, "m3": 6, "m4": 6, "m5": 1}
TWO = {"m1": 10, "m2": 9, "m3": 5, "m4": 4, "m5": 3}
VIEWED = {"township": 200, "clerk": 200, "other_clerk": 404, "viewer": 200, "stranger": 404, "anonymous": 302}
EDITED = VIEWED | {"township": 403, "viewer": 403}
PAGE_QUERIES = 31


@pytest.fixture
def people(township_user: User, clerk: User, other_clerk: User, viewer: User, stranger: User) -> People:
    named = {"township": township_user, "clerk": clerk, "other_clerk": other_clerk}
    return {**named, "viewer": viewer, "stranger": stranger}


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return in_assembly(village, township_user)


def at(name: str, election: Election, *more: int) -> str:
    return reverse(name, args=[election.pk, *more])


def look(election: Election, by: User) -> str:
    response = as_user(by).get(at("assembly", election))
    assert response.status_code == 200
    return response.content.decode()


def state(page: str) -> tuple[str, str, list[tuple[str, str]]]:
    """The assembly's status, what is asked for, and kind and status of each ballot."""
    whole = re.search(r'id="assembly" data-status="(\w+)"', page)
    ask = re.search(r'data-ask="(\w*)"', page)
    assert whole
    assert ask
    return whole[1], ask[1], re.findall(r'data-kind="(\w+)" data-status="(\w+)"', page)


@pytest.mark.parametrize("name", ["attendance", "step_save", "excusal_add", "round_open"])
def test_only_those_who_record_the_assembly_open_its_forms(
    election: Election, people: People, name: str
) -> None:
    assert answers(people, at("assembly", election)) == VIEWED
    assert answers(people, at(name, election)) == EDITED


def test_outside_its_stage_the_assembly_is_only_looked_at(
    village: Village, people: People, clerk: User
) -> None:
    election = in_review(village, people["township"])
    page = look(election, clerk)
    assert state(page) == ("none", "attendance", [])
    assert "还没有到党员大会" in page
    assert answers(people, at("attendance", election)) == {
        **EDITED, "township": 403, "clerk": 403,
    }  # fmt: skip


def test_the_page_leads_from_the_head_count_to_the_result(
    village: Village, township_user: User, clerk: User
) -> None:
    election = in_assembly(village, township_user, present=None)
    assert state(look(election, clerk)) == ("none", "attendance", [])
    attend(election, 11)
    page = look(election, clerk)
    assert state(page) == ("incomplete", "prepare", [])
    assert "大会程序“举手通过选举办法”还没有记录。" in page
    record_steps(Election.objects.get(pk=election.pk))
    assert state(look(election, clerk)) == ("incomplete", "next", [])
    start(election, "committee", *FIVE)
    assert state(look(election, clerk)) == ("incomplete", "sheet", [("committee", "open")])
    held = Round.objects.get(election=election, kind="committee")
    key(held, tally(WON, ballots=11))
    assert state(look(election, clerk)) == ("incomplete", "sign", [("committee", "elected")])
    sign_all(held)
    assert state(look(election, clerk)) == ("incomplete", "next", [("committee", "elected")])
    hold(election, "secretary", {"m1": 2, "m2": 1}, ballots=3)
    page = look(election, clerk)
    assert state(page) == ("elected", "finish", [("committee", "elected"), ("secretary", "elected")])
    assert "data-reduced" not in page
    assert re.findall(r'<tr data-member="(\w+)"( data-secretary)?><th scope="row">(\w+)</th>', page)[-3:] == [
        ("m1", " data-secretary", "丁一"),
        ("m2", "", "王一"),
        ("m3", "", "毛一"),
    ]


def asked(election: Election, by: User) -> tuple[str, list[str]]:
    """What the panel on top says, and where its links lead."""
    (panel,) = re.findall(r'<section class="panel ask".*?</section>', look(election, by), re.DOTALL)
    names = ("attendance", "step_save", "officials", "election")
    return panel, [name for name in names if f'href="{at(name, election)}"' in panel]


def test_each_is_led_to_what_they_can_do_before_the_vote(
    village: Village, township_user: User, clerk: User
) -> None:
    election = in_assembly(village, township_user, present=None)
    attend(election, 11)
    assert asked(election, clerk)[1] == ["step_save"]
    panel, links = asked(election, township_user)
    assert (links, "由本村选举工作人员用自己的账号记录。" in panel) == (["officials"], True)
    record_steps(Election.objects.get(pk=election.pk))
    Official.objects.filter(election=election, duty="assembly_counter").update(account=None)
    assert asked(election, clerk)[1] == []
    panel, links = asked(election, township_user)
    assert "党员大会计票人还没有账号，到时无法签字。" in panel
    assert (links, "由本村选举工作人员用自己的账号记录。" in panel) == (["officials"], False)


def test_each_is_told_what_is_left_when_all_are_elected(
    election: Election, township_user: User, clerk: User, viewer: User
) -> None:
    hold(election, "committee", WON)
    hold(election, "secretary", {"m1": 2, "m2": 1}, ballots=3)
    assert "还有 5 项大会程序没有记录，请补齐，包括当场宣布当选名单。" in asked(election, clerk)[0]
    assert "还有 5 项大会程序没有记录，由本村选举工作人员补齐。" in asked(election, township_user)[0]
    record_steps(Election.objects.get(pk=election.pk), until=Step.DECLARED)
    assert "大会程序已经记齐，由乡镇管理员办结本阶段。" in asked(election, clerk)[0]
    assert "制作选举结果报告单和当选公告，办结本阶段。" in asked(election, township_user)[0]
    assert "选举结果见下。" in asked(election, viewer)[0]


def test_a_tie_names_the_tied_their_votes_and_the_runoff(election: Election, clerk: User) -> None:
    hold(election, "committee", TIE)
    page = look(election, clerk)
    assert state(page) == ("incomplete", "next", [("committee", "tie")])
    assert "毛一、方一同为 6 票，" in page
    assert page.count("得票相等，重新投票") == 2
    assert "只在这 2 人中重新投票，选 1 名" in page
    assert f"{at('round_open', election)}?kind=runoff" in page
    assert page.count("btn-primary") == 1


def test_unfilled_offers_another_ballot_or_fewer_seats(election: Election, clerk: User) -> None:
    hold(election, "committee", TWO)
    page = look(election, clerk)
    assert state(page) == ("incomplete", "next", [("committee", "unfilled")])
    assert "还缺委员 1 名，须另行选举" in page
    assert at("round_reduce", election) in page
    assert page.count("btn-primary") == 1


def test_void_and_no_quorum_are_said_and_repeated(election: Election, clerk: User) -> None:
    held = start(election, "committee", *FIVE)
    key(held, tally(WON, ballots=12, issued=11, printed=11), accepted="监票人复核，确为十二张")
    sign_all(held)
    page = look(election, clerk)
    assert state(page) == ("incomplete", "next", [("committee", "void")])
    assert "收回票 12 张，多于发出票 11 张，多 1 张" in page
    hold(election, "committee", WON)
    hold(election, "secretary", {"m1": 2}, ballots=2, own=(3, 2))
    page = look(election, clerk)
    assert state(page)[2] == [("committee", "void"), ("committee", "elected"), ("secretary", "no_quorum")]
    assert "本轮应到 3 人，至少要到 3 人，实到 2 人，不足法定人数，本轮无效" in page


def test_errors_wait_for_the_chief_monitor(election: Election, clerk: User, chief_monitor: User) -> None:
    held = start(election, "committee", *FIVE)
    key_once(held.sheets.get(), tally(WON | {"m5": (2, 8, 0)}, ballots=11), clerk, as_on_paper=True)
    page = look(election, clerk)
    assert state(page) == ("incomplete", "sheet", [("committee", "open")])
    assert "待监票人处理" in page
    assert "看错误，决定怎样处理" not in page
    page = look(election, chief_monitor)
    assert "看错误，决定怎样处理" in page
    assert f"/sheets/{held.sheets.get().pk}/" in page


def test_no_quorum_is_a_plain_statement(village: Village, township_user: User, clerk: User) -> None:
    election = in_assembly(village, township_user, present=9)
    page = look(election, clerk)
    assert state(page) == ("no_quorum", "no_quorum", [])
    assert "应到会 12 人，至少要到 10 人，实到会 9 人。这次大会不能选举" in page


def test_direct_offers_both_beginnings(village: Village, township_user: User, clerk: User) -> None:
    election = in_assembly(village, township_user, method="direct")
    page = look(election, clerk)
    assert re.findall(r"\?kind=(\w+)", page) == ["committee", "secretary"]
    hold(election, "secretary", {"m3": 7, "m1": 4})
    assert re.findall(r"\?kind=(\w+)", look(election, clerk)) == ["committee"]


def test_a_write_in_elected_stands_in_the_table(election: Election, clerk: User) -> None:
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 3, "m4": 2, "m5": 1}, write_ins={"m6": 7})
    page = look(election, clerk)
    row = re.search(r'<tr data-member="m6">.*?</tr>', page, re.S)
    assert row
    assert "另选" in row[0]
    assert "当选委员" in row[0]


def test_monitors_who_stand_are_named(election: Election, clerk: User, township_user: User) -> None:
    member = election.members.get(code="m1")
    Official.objects.create(election=election, duty="assembly_monitor", name=member.name, member=member)
    assert "丁一是候选人，不能担任监票人" in look(election, clerk)
    response = as_user(clerk).post(
        at("round_open", election), {"version": version_of(election), "kind": "committee"}
    )
    assert "丁一是候选人，不能担任监票人。" in response.content.decode()
    assert not Round.objects.filter(election=election, kind="committee").exists()


def test_who_only_looks_is_offered_nothing_to_do(
    election: Election, viewer: User, township_user: User
) -> None:
    hold(election, "committee", TWO)
    for user in (viewer, township_user):
        page = look(election, user)
        forms = ("round_open", "round_reduce", "attendance", "step_save", "excusal_add")
        assert [name for name in forms if f'"{at(name, election)}' in page] == []
        assert "由本村选举工作人员用自己的账号记录。" in page


def test_the_page_asks_the_same_queries_whatever_its_size(
    election: Election, clerk: User, django_assert_num_queries: object
) -> None:
    hold(election, "committee", TIE)
    client = as_user(clerk)
    for _ in range(2):
        with django_assert_num_queries(PAGE_QUERIES):  # type: ignore[operator]
            client.get(at("assembly", election))
        hold(election, "runoff", {"m3": (5, 5, 1), "m4": (5, 5, 1)})
        hold(election, "runoff", {"m3": (5, 5, 1), "m4": (5, 5, 1)})


def test_after_the_assembly_nothing_is_recorded_any_more(
    election: Election, clerk: User, people: People
) -> None:
    hold(election, "committee", WON)
    Election.objects.filter(pk=election.pk).update(stage=Stage.APPROVED.value)
    assert answers(people, at("round_open", election)) == EDITED | {"township": 403, "clerk": 403}
    assert "大会的记录只供查看。" in look(election, clerk)


def open_page(client: Client, election: Election, **data: object) -> HttpResponse:
    return client.post(at("round_open", election), {"version": version_of(election), **data})


def test_a_settled_review_that_falls_short_cannot_be_put_to_the_vote(
    village: Village, township_user: User, clerk: User
) -> None:
    # Three candidates for three seats: the review is invalid, and no ballot may be held on it.
    election = in_review(village, township_user)
    settle(election, township_user, "m1", "m2", "m3")
    Election.objects.filter(pk=election.pk).update(stage=Stage.ASSEMBLY.value)
    attend(election, 11)
    record_steps(Election.objects.get(pk=election.pk))
    response = open_page(as_user(clerk), election, kind="committee")
    assert "候选人 3 名，少于应选 3 名加差额 1 名，至少要 4 名。" in response.content.decode()
