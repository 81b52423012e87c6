"""The log page: who may read it, its filters, its constant queries, and the same as Excel."""

import io
from typing import Any

import pytest
import python_calamine
from django.test import Client

from elections.models import Election, User, Village
from elections.rules.log import Deed, said
from elections.services.elections import change_plan
from tests.ballots.factories import codes_of, even_figures, make_election, trust_sheets
from tests.ballots.keyers import key_sheet
from tests.ballots.stagekit import NOW, begin
from tests.elections.pages import as_user


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


def plan(election: Election, by: User, times: int) -> None:
    for _ in range(times):
        election.refresh_from_db()
        change_plan(election_id=election.pk, version=election.version, planned={}, by=by.actor, at=NOW)


def numbers(client: Client, election: Election, query: str = "") -> list[int]:
    answer = client.get(f"/elections/{election.pk}/log/{query}")
    assert answer.status_code == 200
    return [line.number for line in answer.context["lines"]]


def test_who_may_read(
    election: Election, township_user: User, clerk: User, other_clerk: User, viewer: User, stranger: User
) -> None:
    for page in ("log/", "log/excel/"):
        address = f"/elections/{election.pk}/{page}"
        people = (township_user, clerk, viewer, other_clerk, stranger)
        assert [as_user(user).get(address).status_code for user in people] == [200, 200, 200, 404, 404]
        assert Client().get(address)["Location"].startswith("/sign-in/?next=")
        assert as_user(township_user).post(address).status_code == 405


def test_filters(election: Election, township_user: User, viewer: User) -> None:
    plan(election, township_user, 2)
    client = as_user(viewer)
    assert numbers(client, election) == [3, 2, 1]
    assert numbers(client, election, "?action=plan_changed") == [3, 2]
    assert numbers(client, election, f"?user={township_user.username}&stage=preparation") == [3, 2, 1]
    for nonsense in (
        "?action=x",
        "?stage=assembly",
        "?user=9999999999999999999999",
        "?user=liulan",
        "?user=%00",
        "?page=x",
    ):
        assert numbers(client, election, nonsense) == [3, 2, 1]


def test_pages(election: Election, township_user: User) -> None:
    plan(election, township_user, 55)
    client = as_user(township_user)
    assert numbers(client, election) == list(range(56, 6, -1))
    assert numbers(client, election, "?action=plan_changed&page=2") == [6, 5, 4, 3, 2]
    assert (
        "action=plan_changed&amp;page=2"
        in client.get(f"/elections/{election.pk}/log/?action=plan_changed").content.decode()
    )


@pytest.mark.parametrize("times", [1, 3, 60])
def test_queries(election: Election, township_user: User, times: int, django_assert_num_queries: Any) -> None:
    plan(election, township_user, times)
    client = as_user(township_user)
    with django_assert_num_queries(7):
        client.get(f"/elections/{election.pk}/log/")


def test_excel(election: Election, township_user: User) -> None:
    plan(election, township_user, 1)
    answer = as_user(township_user).get(f"/elections/{election.pk}/log/excel/?action=plan_changed")
    assert answer["Cache-Control"] == "private, no-store"
    rows = python_calamine.load_workbook(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["序号", "时间", "由谁", "阶段", "事项", "内容", "链首"]
    assert rows[1][:5] == ["2", "2004-12-01 09:00:00", "xiangzhen人（乡镇管理员）", "筹备", "排定日期"]
    assert len(rows) == 2


def test_the_log_shows_no_figure_of_a_sheet(village: Village, township_user: User, clerk: User) -> None:
    election = make_election(village, township_user)
    sheet = trust_sheets(election)[0]
    figures = even_figures(codes_of(sheet.round), issued=97, returned=91, invalid=8)
    key_sheet(sheet, figures)
    content = as_user(clerk).get(f"/elections/{election.pk}/log/").content.decode()
    assert "第 1 轮，1 号票箱，第二遍，第 2 次保存" in content
    for figure in ("97", "91", "83"):
        assert f" {figure} " not in content
        assert f"：{figure}" not in content


def test_every_deed_has_words() -> None:
    assert len({deed.label for deed in Deed}) == len(Deed)
    assert said(Deed.STAGES_UNDONE, {"target": "announced", "reason": "名册有误"}) == (
        "退回到“公布条件办法”，理由：名册有误"
    )
    assert said(Deed.ELECTION_CREATED, {"member": "条件"}) == ""
