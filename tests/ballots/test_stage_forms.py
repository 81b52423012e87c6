"""The form of a stage: drafts, what cannot be read, second tabs, double clicks, roles."""

import pytest
from django.test import Client

from elections.models import Election, StageRecord, User, Village
from elections.rules.stages import Stage
from tests.ballots.stagekit import begin, carry, form, page_of, prepare
from tests.elections.pages import as_user


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


@pytest.fixture
def desk(township_user: User) -> Client:
    return as_user(township_user)


def test_a_draft_keeps_what_is_there(election: Election, desk: Client) -> None:
    draft = {"version": election.version, "stage": "preparation", "county_plan": "县方案", "save": "1"}
    assert desk.post(page_of(election), draft).status_code == 302
    record = StageRecord.objects.get()
    assert (record.items, record.closed_at) == ({"county_plan": "县方案"}, None)
    assert 'value="县方案"' in desk.get(page_of(election)).content.decode()
    again = form(election, Stage.PREPARATION, county_plan="县方案二", close="")
    del again["close"]
    desk.post(page_of(election), again | {"save": "1"})
    assert StageRecord.objects.get().items["county_plan"] == "县方案二"


def test_roles(
    election: Election, clerk: User, viewer: User, other_clerk: User, stranger: User, township_user: User
) -> None:
    data = form(election, Stage.PREPARATION)
    seen = {}
    for user in (township_user, clerk, viewer, other_clerk, stranger):
        desk = as_user(user)
        seen[user.username] = (
            desk.get(page_of(election)).status_code,
            desk.post(page_of(election), data).status_code,
        )
    assert seen == {
        "xiangzhen": (200, 200),
        "luruyuan": (200, 403),
        "liulan": (200, 403),
        "waicun": (404, 404),
        "waixiang": (404, 404),
    }
    assert '<form method="post" novalidate>' not in as_user(viewer).get(page_of(election)).content.decode()
    assert Client().get(page_of(election)).url.startswith("/sign-in/?next=")


def test_a_finished_election_takes_nothing_more(
    election: Election, desk: Client, township_user: User
) -> None:
    carry(election, Stage.HANDED_OVER, township_user)
    data = form(election, Stage.HANDED_OVER)
    desk.post(page_of(election), data)
    response = desk.post(page_of(election), data, follow=True)
    assert "“交接”已经办结，不必再办。" in response.content.decode()
    assert desk.get(page_of(election)).context["may"] is False


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("adopted_on", "昨天", "请按“2004-09-18”或“2004年9月18日”填写日期。"),
        ("adopted_on", "10000000000000-01-01", "请按“2004-09-18”或“2004年9月18日”填写日期。"),
        ("adopted_on", "9999-12-31", "年份应在 1900 年到 2100 年之间，请核对。"),
        ("county_plan", "长" * 121, "最多 120 个字。"),
        ("survey", "长" * 4001, "最多 4000 个字。"),
    ],
)
@pytest.mark.parametrize("button", ["save", "close"])
def test_what_cannot_be_read(
    button: str, key: str, value: str, fault: str, election: Election, desk: Client
) -> None:
    data = form(election, Stage.PREPARATION, **{key: value})
    del data["close"]
    response = desk.post(page_of(election), data | {button: "1"})
    assert response.status_code == 200
    assert response.context["form"].errors[key] == [fault]
    assert "县实施方案" in response.content.decode() or key == "county_plan"
    assert StageRecord.objects.count() == 0


def test_dates_as_offices_write_them(election: Election, desk: Client, township_user: User) -> None:
    prepare(election, Stage.PREPARATION, township_user)
    desk.post(page_of(election), form(election, Stage.PREPARATION, adopted_on="2004年7月28日"))
    assert StageRecord.objects.get().items["adopted_on"] == "2004-07-28"


def test_a_second_tab_sees_both(election: Election, desk: Client) -> None:
    first = form(election, Stage.PREPARATION, county_plan="甲方案")
    second = form(election, Stage.PREPARATION, county_plan="乙方案", lead_group_head="")
    for data in (first, second):
        del data["close"]
    desk.post(page_of(election), first | {"save": "1"})
    response = desk.post(page_of(election), second | {"save": "1"})
    assert [(c.label, c.recorded, c.typed) for c in response.context["stale"]] == [
        ("依据的县实施方案", "甲方案", "乙方案"),
        ("领导小组组长", "甘书记", "空"),
    ]
    assert 'value="乙方案"' in response.content.decode()
    assert StageRecord.objects.get().items["county_plan"] == "甲方案"
    election.refresh_from_db()
    assert response.context["form"]["version"].value() == str(election.version)
    desk.post(page_of(election), second | {"save": "1", "version": election.version})
    assert StageRecord.objects.get().items["county_plan"] == "乙方案"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "1.0"])
def test_a_tampered_version_counts_as_stale(version: str, election: Election, desk: Client) -> None:
    response = desk.post(page_of(election), form(election, Stage.PREPARATION, version=version))
    assert response.status_code == 200
    assert response.context["stale"] is not None
    assert StageRecord.objects.count() == 0


def test_a_double_click_closes_once(election: Election, desk: Client, township_user: User) -> None:
    prepare(election, Stage.PREPARATION, township_user)
    data = form(election, Stage.PREPARATION)
    desk.post(page_of(election), data)
    response = desk.post(page_of(election), data, follow=True)
    assert "“筹备”已经办结，不必再办。" in response.content.decode()
    election.refresh_from_db()
    assert election.stage == "committee_formed"
    assert StageRecord.objects.count() == 1


def test_a_stage_closed_by_somebody_else(election: Election, desk: Client, township_user: User) -> None:
    prepare(election, Stage.PREPARATION, township_user)
    data = form(election, Stage.PREPARATION)
    desk.post(page_of(election), data)
    response = desk.post(page_of(election), data | {"county_plan": "另一方案"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "“筹备”已经由别人办结" in page
    assert "另一方案" in page
    assert "县实施方案" in page


@pytest.mark.parametrize("stage", ["", "x", "handed_over"])
def test_a_tampered_stage(stage: str, election: Election, desk: Client) -> None:
    response = desk.post(page_of(election), form(election, Stage.PREPARATION) | {"stage": stage})
    assert response.status_code in (200, 302)
    assert StageRecord.objects.count() == 0
