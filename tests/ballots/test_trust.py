"""The page of the trust round: boxes, mobile boxes, totals, warnings."""

import re
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from factories import AT, codes_of, even_figures, make_election, set_stage, trust_sheets
from keyers import key_all, key_sheet

from ballots.models import Sheet
from ballots.selectors.dossier import decided
from ballots.services.boxes import add_mobile_box, remove_mobile_box
from elections.models import Election, ElectionGroup, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Refused
from tests.elections.pages import as_user

PAGE_QUERIES = 18


@pytest.fixture
def group(election: Election) -> ElectionGroup:
    return election.groups.all()[0]


def url(election: Election, tail: str = "") -> str:
    return f"/elections/{election.pk}/trust/{tail}"


def page_of(user: User, election: Election) -> str:
    return as_user(user).get(url(election)).content.decode()


def status_of(page: str) -> tuple[str, bool]:
    found = re.search(r'data-status="(\w+)"( data-final)?', page)
    assert found is not None
    return found[1], bool(found[2])


def test_who_may_see_the_round(
    election: Election, clerk: User, township_user: User, viewer: User, other_clerk: User, stranger: User
) -> None:
    codes = {user: as_user(user).get(url(election)).status_code for user in (township_user, clerk, viewer)}
    assert set(codes.values()) == {200}
    assert as_user(other_clerk).get(url(election)).status_code == 404
    assert as_user(stranger).get(url(election)).status_code == 404
    assert Client().get(url(election)).url.startswith("/sign-in/")


def test_before_the_vote_the_page_says_what_comes_first(village: Village, township_user: User) -> None:
    election = make_election(village, township_user, stage=Stage.ANNOUNCED)
    assert "信任投票还没有开始" in page_of(township_user, election)


def test_the_round_is_told_as_far_as_it_is(election: Election, clerk: User) -> None:
    first, second = trust_sheets(election)
    assert "录入第1村小组票箱" in page_of(clerk, election)
    key_sheet(first, even_figures(codes_of(first.round)))
    page = page_of(clerk, election)
    assert "共 2 个票箱，还有 1 个没有两遍核对一致" in page
    assert "88 / 200 人" in page
    assert not status_of(page)[1]
    key_sheet(second, even_figures(codes_of(second.round)))
    page = page_of(clerk, election)
    assert "176 / 200 人" in page
    assert status_of(page) == ("shortlisted", True)


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        ({"favours": {f"m{n}": 20 for n in range(5, 9)}}, "shortfall"),
        ({"issued": 60, "returned": 50, "favours": {f"m{n}": 40 for n in range(1, 9)}}, "low_turnout"),
    ],
)
def test_the_status_is_that_of_decide(
    election: Election, clerk: User, figures: dict[str, object], status: str
) -> None:
    key_all(election, **figures)
    trust = decided(election).decision.trust
    assert trust is not None
    assert trust.status == status
    assert status_of(page_of(clerk, election)) == (status, True)


def test_several_boxes_of_a_group_issue_too_many(
    election: Election, clerk: User, group: ElectionGroup
) -> None:
    mobile = add_mobile_box(election_id=election.pk, group_id=group.pk, known=2, by=clerk.actor, at=AT)
    key_all(election)
    page = page_of(clerk, election)
    assert status_of(page) == ("errors", True)
    assert "第1村小组各票箱共发出 180 张，多于该组有权投票 100 人，多 80 张" in page
    assert f'href="/sheets/{mobile.pk}/"' in page


def test_a_confirmed_box_voids_the_round(election: Election, clerk: User) -> None:
    for sheet in trust_sheets(election):
        figures = replace(even_figures(codes_of(sheet.round)), issued=80, printed=None)
        key_sheet(sheet, figures, accepted="清点三遍")
    assert status_of(page_of(clerk, election)) == ("void", True)


def test_mobile_boxes_are_added_and_named_apart(
    election: Election, clerk: User, group: ElectionGroup
) -> None:
    client = as_user(clerk)
    for known in (2, 3):
        client.post(url(election, "boxes/"), {"box-group": group.pk, "box-known": known})
    page = client.get(url(election)).content.decode()
    assert re.findall(r"(第1村小组第\d流动票箱)</a>", page) == [
        "第1村小组第1流动票箱",
        "第1村小组第2流动票箱",
    ]
    assert [sheet.number for sheet in trust_sheets(election)] == [1, 2, 3, 4]


def test_a_double_click_adds_one_box(election: Election, clerk: User, group: ElectionGroup) -> None:
    client, data = as_user(clerk), {"box-group": group.pk, "box-known": 2}
    client.post(url(election, "boxes/"), data)
    answer = client.post(url(election, "boxes/"), data, follow=True)
    assert "票箱刚才有变动" in answer.content.decode()
    assert len(trust_sheets(election)) == 3


@pytest.mark.parametrize("known", ["", "x", "-1", "9" * 40])
def test_a_tampered_number_of_boxes_adds_none(
    election: Election, clerk: User, group: ElectionGroup, known: str
) -> None:
    data = {"box-group": group.pk, "box-known": known}
    answer = as_user(clerk).post(url(election, "boxes/"), data, follow=True)
    assert "票箱刚才有变动" in answer.content.decode()
    assert len(trust_sheets(election)) == 2


@pytest.mark.parametrize("group_pk", ["", "abc", "999999", "9" * 40])
def test_a_group_that_is_not_listed_is_refused(election: Election, clerk: User, group_pk: str) -> None:
    answer = as_user(clerk).post(url(election, "boxes/"), {"box-group": group_pk, "box-known": 2})
    assert answer.status_code == 200
    assert "没有保存，请先改正下面各处" in answer.content.decode()
    assert len(trust_sheets(election)) == 2


def test_a_group_of_another_election_is_refused(
    election: Election, other_village: Village, township_user: User, clerk: User
) -> None:
    foreign = make_election(other_village, township_user).groups.all()[0]
    with pytest.raises(Refused):
        add_mobile_box(election_id=election.pk, group_id=foreign.pk, known=2, by=clerk.actor, at=AT)


def test_only_an_empty_mobile_box_is_removed(election: Election, clerk: User, group: ElectionGroup) -> None:
    client = as_user(clerk)
    mobile = add_mobile_box(election_id=election.pk, group_id=group.pk, known=2, by=clerk.actor, at=AT)
    main = trust_sheets(election)[0]
    assert "不是流动票箱" in client.post(f"/sheets/{main.pk}/remove/", follow=True).content.decode()
    key_sheet(mobile, even_figures(codes_of(mobile.round), issued=5, returned=5, favours={}))
    assert "已经录过数字" in client.post(f"/sheets/{mobile.pk}/remove/", follow=True).content.decode()
    empty = add_mobile_box(election_id=election.pk, group_id=group.pk, known=3, by=clerk.actor, at=AT)
    answer = client.post(f"/sheets/{empty.pk}/remove/", follow=True)
    assert "已减少第1村小组流动票箱" in answer.content.decode()
    assert not Sheet.objects.filter(pk=empty.pk).exists()
    assert client.post(f"/sheets/{empty.pk}/remove/").status_code == 404
    with pytest.raises(Refused, match="这个票箱刚才已经减少"):
        remove_mobile_box(sheet_id=empty.pk, by=clerk.actor, at=AT)


def test_who_may_manage_boxes(
    election: Election, group: ElectionGroup, viewer: User, other_clerk: User, clerk: User
) -> None:
    data = {"box-group": group.pk, "box-known": 2}
    sheet = trust_sheets(election)[0]
    assert as_user(viewer).post(url(election, "boxes/"), data).status_code == 403
    assert as_user(other_clerk).post(url(election, "boxes/"), data).status_code == 404
    assert as_user(viewer).post(f"/sheets/{sheet.pk}/remove/").status_code == 403
    assert as_user(other_clerk).post(f"/sheets/{sheet.pk}/remove/").status_code == 404
    set_stage(election, Stage.SHORTLISTED, clerk)
    assert as_user(clerk).post(url(election, "boxes/"), data).status_code == 403
    with pytest.raises(PermissionDenied):
        remove_mobile_box(sheet_id=sheet.pk, by=clerk.actor, at=AT)


@pytest.fixture
def distant(election: Election, clerk: User) -> list[Sheet]:
    """Two groups that differ by more than 30 points about m1."""
    sheets = trust_sheets(election)
    for sheet, favour in zip(sheets, (80, 10), strict=True):
        key_sheet(sheet, even_figures(codes_of(sheet.round), favours={"m1": favour}))
    return sheets


def why(sheet: Sheet) -> str:
    return f"why-{sheet.pk}-W-105m1"


def test_warnings_of_the_round_are_explained_here(
    election: Election, distant: list[Sheet], clerk: User
) -> None:
    client = as_user(clerk)
    page = client.get(url(election)).content.decode()
    assert re.findall(r'name="(why-[^"]+)"', page) == [why(sheet) for sheet in distant]
    data = {f"version-{sheet.pk}": "2" for sheet in distant} | {why(sheet): "本组人" for sheet in distant}
    answer = client.post(url(election, "explain/"), data, follow=True)
    assert "说明已保存，涉及 2 个票箱。" in answer.content.decode()
    assert [sheet.explanations for sheet in trust_sheets(election)] == [{"W-105 /votes/m1": "本组人"}] * 2


def test_stale_explanations_are_kept_and_not_saved(
    election: Election, distant: list[Sheet], clerk: User
) -> None:
    data = {f"version-{sheet.pk}": "0" for sheet in distant} | {why(sheet): "本组人" for sheet in distant}
    page = as_user(clerk).post(url(election, "explain/"), data).content.decode()
    assert "又保存过" in page
    assert page.count('value="本组人"') == 2
    assert [sheet.explanations for sheet in trust_sheets(election)] == [{}, {}]


def test_an_explanation_too_long_is_kept_and_refused(
    election: Election, distant: list[Sheet], clerk: User
) -> None:
    data = {f"version-{distant[0].pk}": "1", why(distant[0]): "长" * 201}
    page = as_user(clerk).post(url(election, "explain/"), data).content.decode()
    assert "最多 200 个字。" in page
    assert "长" * 201 in page


def test_who_may_explain(election: Election, distant: list[Sheet], viewer: User, other_clerk: User) -> None:
    assert as_user(viewer).post(url(election, "explain/"), {}).status_code == 403
    assert as_user(other_clerk).post(url(election, "explain/"), {}).status_code == 404


@pytest.mark.parametrize(("members", "groups"), [(8, 1), (8, 3), (60, 12)])
def test_the_page_takes_the_same_queries_whatever_the_size(
    village: Village, township_user: User, django_assert_num_queries, members: int, groups: int
) -> None:
    election = make_election(village, township_user, members=members, groups=groups)
    key_all(election)
    client = as_user(township_user)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url(election))
