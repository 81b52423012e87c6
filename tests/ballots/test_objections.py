"""Objections to the formal candidates: recorded without a name, each with its finding."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from meetings import FIVE, in_review, settle, version_of

from ballots.models import Objection
from ballots.selectors.review import objections_of
from elections.models import Election, StageRecord, User, Village
from elections.rules.stages import Stage
from tests.elections.pages import People, answers, as_user, field_faults

TYPED = {"received_on": "2004-09-06", "about": "m1", "content": "反映其未按期交纳党费"}
FOUND = {"found_on": "2004-09-08", "finding": "经查已于九月一日补交，不影响资格"}
QUERIES = 25


@pytest.fixture
def people(township_user: User, clerk: User, other_clerk: User, viewer: User, stranger: User) -> People:
    named = {"township": township_user, "clerk": clerk, "other_clerk": other_clerk}
    return {**named, "viewer": viewer, "stranger": stranger}


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    election = in_review(village, township_user)
    settle(election, township_user, *FIVE)
    items = {"posted_on": "2004-09-04"}
    StageRecord.objects.create(
        election=election,
        stage=Stage.REVIEWED,
        items=items,
        saved_at="2004-09-04T09:00Z",
        saved_by=township_user,
    )
    return election


@pytest.fixture
def client(township_user: User) -> Client:
    return as_user(township_user)


def post(client: Client, election: Election, name: str, *more: int, **data: Any) -> HttpResponse:
    return client.post(reverse(name, args=[election.pk, *more]), {"version": version_of(election), **data})


def page_of(client: Client, election: Election) -> str:
    return client.get(reverse("review", args=[election.pk])).content.decode()


def test_only_the_township_records_objections(election: Election, people: People, client: Client) -> None:
    expected = {
        "township": 200,
        "clerk": 403,
        "viewer": 403,
        "other_clerk": 404,
        "stranger": 404,
        "anonymous": 302,
    }
    assert answers(people, reverse("objection_new", args=[election.pk])) == expected
    client.force_login(people["township"])  # each look above was a sign-in of its own
    post(client, election, "objection_new", **TYPED)
    one = Objection.objects.get()
    assert answers(people, reverse("objection_finding", args=[election.pk, one.pk])) == expected


def test_an_objection_and_its_finding(election: Election, client: Client) -> None:
    page = page_of(client, election)
    assert "公示期 7 天，2004年9月4日张贴，至 2004年9月11日" in page
    assert "还没有收到异议。" in page
    assert post(client, election, "objection_new", **TYPED).status_code == 302
    one = Objection.objects.get()
    assert (one.about.code, one.content) == ("m1", "反映其未按期交纳党费")
    assert "还没有调查结论" in page_of(client, election)
    assert post(client, election, "objection_finding", one.pk, **FOUND).status_code == 302
    one.refresh_from_db()
    assert (str(one.found_on), one.finding) == ("2004-09-08", "经查已于九月一日补交，不影响资格")
    assert "还没有调查结论" not in page_of(client, election)


def test_an_objection_to_nobody_in_particular(election: Election, client: Client) -> None:
    post(client, election, "objection_new", **TYPED | {"about": ""})
    assert Objection.objects.get().about is None
    assert "不针对个人" in page_of(client, election)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"content": "  "}, {"content": ["请填写这一项。"]}),
        ({"content": "长" * 501}, {"content": ["最多 500 个字。"]}),
        ({"about": "m12"}, {"about": ["请从列出的各项中选择。"]}),
        ({"received_on": "不详"}, {"received_on": ["请按“2004-09-18”或“2004年9月18日”填写日期。"]}),
        ({"received_on": "2099-01-01"}, {"received_on": ["收到日期晚于今天，请照实际日期填写。"]}),
        (
            {"received_on": "2004-09-03"},
            {"received_on": ["收到日期早于正式候选人公示日期（2004年9月4日），请核对。"]},
        ),
    ],
)
def test_objections_that_cannot_be(
    election: Election, client: Client, changes: dict[str, str], faults: dict[str, list[str]]
) -> None:
    assert field_faults(post(client, election, "objection_new", **TYPED | changes)) == faults
    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"finding": ""}, {"finding": ["请填写这一项。"]}),
        ({"found_on": ""}, {"found_on": ["请填写这一项。"]}),
        ({"found_on": "2004-09-05"}, {"found_on": ["调查日期早于收到日期（2004年9月6日），请核对。"]}),
        ({"found_on": "2099-09-05"}, {"found_on": ["调查日期晚于今天，请照实际日期填写。"]}),
    ],
)
def test_findings_that_cannot_be(
    election: Election, client: Client, changes: dict[str, str], faults: dict[str, list[str]]
) -> None:
    post(client, election, "objection_new", **TYPED)
    one = Objection.objects.get()
    assert field_faults(post(client, election, "objection_finding", one.pk, **FOUND | changes)) == faults
    one.refresh_from_db()
    assert one.finding == ""


def test_a_double_click_records_one(election: Election, client: Client) -> None:
    data = TYPED | {"version": str(version_of(election))}
    assert post(client, election, "objection_new", **data).status_code == 302
    response = post(client, election, "objection_new", **data)
    assert "这一页打开以后，别人已经保存过。" in response.content.decode()
    assert Objection.objects.count() == 1


def test_a_stale_finding_shows_both(election: Election, client: Client) -> None:
    post(client, election, "objection_new", **TYPED)
    one = Objection.objects.get()
    seen = str(version_of(election))
    post(client, election, "objection_finding", one.pk, **FOUND)
    data = FOUND | {"finding": "属实", "version": seen}
    page = post(client, election, "objection_finding", one.pk, **data).content.decode()
    assert "别人已经改过" in page
    assert "经查已于九月一日补交，不影响资格</td>" in page
    assert "属实</td>" in page
    one.refresh_from_db()
    assert one.finding == "经查已于九月一日补交，不影响资格"


def test_what_waits_for_its_finding_follows_to_a_new_review(
    election: Election, client: Client, township_user: User
) -> None:
    post(client, election, "objection_new", **TYPED)
    post(client, election, "objection_new", **TYPED | {"about": "m2"})
    first, second = objections_of(election)
    post(client, election, "objection_finding", first.pk, **FOUND)
    settle(election, township_user, "m2", "m3", "m4", "m5", replaces="异议属实")
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.review_id != second.review_id
    assert second.review.invalidated_at is None
    assert [item.pk for item in objections_of(election)] == [first.pk, second.pk]


def test_there_is_nothing_to_object_to_before_the_review(
    other_village: Village, township_user: User, client: Client
) -> None:
    election = in_review(other_village, township_user)
    response = client.get(reverse("objection_new", args=[election.pk]))
    assert response.url == reverse("review", args=[election.pk])


def test_another_elections_objection_does_not_exist(
    election: Election, other_village: Village, township_user: User, client: Client
) -> None:
    post(client, election, "objection_new", **TYPED)
    other = in_review(other_village, township_user)
    url = reverse("objection_finding", args=[other.pk, Objection.objects.get().pk])
    assert client.get(url).status_code == 404
    assert client.get(reverse("objection_finding", args=[election.pk, 10**25])).status_code == 404


def test_the_list_asks_the_same_queries_for_one_and_three(
    election: Election, client: Client, django_assert_num_queries: Any
) -> None:
    post(client, election, "objection_new", **TYPED)
    for _ in range(2):
        with django_assert_num_queries(QUERIES):
            page_of(client, election)
        post(client, election, "objection_new", **TYPED | {"about": "m2"})
        post(client, election, "objection_new", **TYPED | {"about": "m3"})
