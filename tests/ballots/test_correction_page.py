"""The page on which a clerk corrects a paper: who opens it, what it says of mistakes, what it keeps."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from factories import AT, make_election
from test_issuing import issue, reworded, with_conditions
from test_papers import certify

from ballots.models import Notice
from elections.models import Election, User, Village

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_2004")]
QUERIES = 7


@pytest.fixture
def _in_2004() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return with_conditions(make_election(village, township_user, members=8, groups=2))


@pytest.fixture
def paper(election: Election, township_user: User) -> Notice:
    return issue(election, "conditions", township_user)


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def address(notice: Notice) -> str:
    return reverse("correction", args=[notice.pk])


def typed(then: str = "issue", **changed: str) -> dict[str, str]:
    found = {"reason": "誊写有误。", "said-0": "群众信得过", "right-0": "群众信任"}
    return {**found, **{name.replace("_", "-"): text for name, text in changed.items()}, "then": then}


def test_who_may_open_it(
    paper: Notice,
    client: Client,
    clerk: User,
    township_user: User,
    viewer: User,
    other_clerk: User,
    stranger: User,
) -> None:
    expected = {clerk: 200, township_user: 200, viewer: 403, other_clerk: 404, stranger: 404}
    for user, status in expected.items():
        client.force_login(user)
        assert (client.get(address(paper)).status_code, client.post(address(paper)).status_code) == (
            status,
        ) * 2
    assert Notice.objects.count() == 1


def test_it_is_reached_from_the_paper_and_issued(paper: Notice, desk: Client) -> None:
    for name, argument in (("papers", paper.election_id), ("posting", paper.pk)):
        assert f'href="{address(paper)}"' in desk.get(reverse(name, args=[argument])).text
    page = desk.get(address(paper))
    assert ("群众信得过。" in page.text, "票数确有错误" in page.text) == (True, False)
    answer = desk.post(address(paper), typed(), follow=True)
    assert "中坊村任职条件公告的更正公告已发布，编号许党发〔2004〕2号，共 1 页，可以下载打印。" in answer.text
    made = Notice.objects.get(kind="correction")
    assert made.facts["reason"] == "誊写有误"
    assert f'已更正，见<a href="/papers/{made.pk}.pdf">许党发〔2004〕2号</a>' in answer.text
    page = desk.get(reverse("posting", args=[paper.pk])).text
    assert f'已更正，见<a href="/papers/{made.pk}/posting/">许党发〔2004〕2号</a>' in page
    page = desk.get(reverse("posting", args=[made.pk])).text
    assert ("更正的材料：" in page, address(made) in page) == (True, False)


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(paper: Notice, desk: Client) -> None:
    answer = desk.post(address(paper), typed(said_0="没有的话", said_1="", right_1="半处"))
    form = answer.context["form"]
    assert answer.status_code == 200
    assert form.errors == {
        "said-0": ["这份材料里没有这些字。请照下面的全文抄写，一处只抄同一段或者表格同一行里连着的字。"],
        "said-1": ["请抄写有误的原文。"],
    }
    assert [form[name].value() for name in ("reason", "said-0", "right-0", "right-1")] == [
        "誊写有误。",
        "没有的话",
        "群众信任",
        "半处",
    ]
    assert desk.post(address(paper), typed(reason="。")).context["form"].errors == {
        "reason": ["请填写这一项。"]
    }
    answer = desk.post(address(paper), typed(said_0="", right_0=""))
    assert answer.context["form"].errors == {"said-0": ["至少写明一处更正。"]}
    answer = desk.post(address(paper), typed(right_0="\U0010ffff"))
    assert "U+10FFFF" in str(answer.context["form"].non_field_errors())
    assert Notice.objects.count() == 1


def test_another_place_is_added_without_complaint_until_there_are_twenty(paper: Notice, desk: Client) -> None:
    answer = desk.post(address(paper), typed("more", reason="", said_1="第二处"))
    form = answer.context["form"]
    assert (len(form.rows), form.errors, form["said-1"].value()) == (3, {}, "第二处")
    answer = desk.post(address(paper), typed("more", said_19="最后一处"))
    assert (len(answer.context["form"].rows), "再加一处" in answer.text) == (20, False)
    assert len(desk.post(address(paper), typed(said_20="多的一处")).context.get("form", ())) == 0


def test_it_is_looked_at_and_nothing_is_stored(paper: Notice, desk: Client) -> None:
    answer = desk.post(address(paper), typed("look"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert Notice.objects.count() == 1


def test_a_second_correction_begins_with_what_the_first_said(paper: Notice, desk: Client) -> None:
    desk.post(address(paper), typed())
    page = desk.get(address(paper))
    form = page.context["form"]
    assert [form[name].value() for name in ("reason", "said-0", "right-0")] == [
        "誊写有误",
        "群众信得过",
        "群众信任",
    ]
    assert 'pdf">许党发〔2004〕2号</a>）由新的一份代替' in page.text
    assert form["version"].value() == 1
    desk.post(address(paper), typed(right_0="群众公认", version="1"))
    listed = desk.get(reverse("papers", args=[paper.election_id])).text
    assert ("已由许党发〔2004〕3号代替" in listed, "重新更正" in listed) == (True, True)


def test_a_correction_issued_meanwhile_is_shown_before_it_is_replaced(paper: Notice, desk: Client) -> None:
    desk.post(address(paper), typed())
    answer = desk.post(address(paper), typed(right_0="群众公认"))
    form = answer.context["form"]
    assert form.non_field_errors() == [
        "这一页打开以后，别人已经保存过。请看清现在的情况，仍要办的，再按一次。"
    ]
    assert (form["version"].value(), form["right-0"].value()) == ("1", "群众公认")
    assert 'pdf">许党发〔2004〕2号</a>）由新的一份代替' in answer.text
    assert Notice.objects.count() == 2
    # the same once more, as by a double click, is issued once
    assert desk.post(address(paper), typed()).status_code == 302
    assert Notice.objects.count() == 2
    assert desk.post(address(paper), typed(right_0="群众公认", version="1")).status_code == 302
    assert Notice.objects.count() == 3


def test_what_cannot_be_corrected_says_why_and_takes_nothing(
    election: Election, paper: Notice, desk: Client, clerk: User
) -> None:
    issue(reworded(election, "办事公道。"), "conditions", clerk)
    for answer in (desk.get(address(paper)), desk.post(address(paper), typed())):
        assert (
            "这一版已被代替，不必更正。" in answer.text,
            '<form method="post" novalidate>' in answer.text,
        ) == (
            True,
            False,
        )
    assert Notice.objects.count() == 2
    listed = desk.get(reverse("posting", args=[paper.pk])).text
    assert address(paper) not in listed


@pytest.mark.parametrize("who", ["clerk", "township"])
def test_wrong_votes_are_sent_to_reopening(
    election: Election, client: Client, clerk: User, township_user: User, who: str
) -> None:
    certify(election, township_user)
    result = issue(election, "trust_result", township_user)
    client.force_login(township_user if who == "township" else clerk)
    page = client.get(address(result)).text
    held = election.rounds.get()
    reopening = reverse("reopening", args=[election.pk, held.pk])
    assert "票数和人数以核定的结果为准，不能用更正公告改动。" in page
    assert (f'href="{reopening}"' in page, "由乡镇申请撤销核定" in page) == (
        who == "township",
        who == "clerk",
    )
    answer = client.post(address(result), typed(said_0="收回176张", right_0="收回175张"))
    assert answer.context["form"].errors == {
        "right-0": [
            "票数、人数以核定的结果为准，更正公告不能改动；确实有误的，由乡镇申请撤销核定，重新公布。"
        ]
    }


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_takes_the_same_queries_however_often_it_was_corrected(
    paper: Notice, desk: Client, times: int, django_assert_num_queries: object
) -> None:
    for number in range(times):
        desk.post(address(paper), typed(right_0=f"群众信任{number}", version=str(number)))
    assert Notice.objects.count() == 1 + times
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        desk.get(address(paper))
