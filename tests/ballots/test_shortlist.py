"""The shortlist page in each status, and the ways on: a new vote, going on with fewer."""

import re
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from factories import AT, certify, codes_of, even_figures, make_election, set_stage, trust_sheets
from keyers import key_all, key_sheet

from ballots.models import Round
from ballots.selectors.dossier import decided
from ballots.services.shortlist import order_new_vote, proceed_with_fewer
from elections.models import Election, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Refused, Stale
from tests.elections.pages import as_user

PAGE_QUERIES = 20


def trusted(*, by_all: int, favour: int = 70, other: int = 20) -> dict[str, int]:
    """The first `by_all` of eight are trusted by `favour` in each group, the others by `other`."""
    return {f"m{n}": favour if n <= by_all else other for n in range(1, 9)}


FIGURES: dict[str, dict[str, object]] = {
    "shortlisted": {"favours": trusted(by_all=5)},
    "shortfall": {"favours": trusted(by_all=4)},
    "too_few": {"favours": trusted(by_all=3)},
    "low_turnout": {"issued": 60, "returned": 50, "favours": trusted(by_all=5, favour=45)},
}


def come_to(election: Election, name: str, by: User, stage: Stage = Stage.SHORTLISTED) -> None:
    key_all(election, **FIGURES[name])
    set_stage(election, stage, by)


def url(election: Election, tail: str = "shortlist/") -> str:
    return f"/elections/{election.pk}/{tail}"


def page_of(user: User, election: Election) -> str:
    return as_user(user).get(url(election)).content.decode()


def status_of(page: str) -> str:
    found = re.search(r'data-status="(\w+)"', page)
    assert found is not None
    return found[1]


def test_who_may_see_the_shortlist(
    election: Election, clerk: User, township_user: User, viewer: User, other_clerk: User, stranger: User
) -> None:
    for user in (township_user, clerk, viewer):
        assert as_user(user).get(url(election)).status_code == 200
    for user in (other_clerk, stranger):
        assert as_user(user).get(url(election)).status_code == 404
    assert Client().get(url(election)).url.startswith("/sign-in/")


def test_while_boxes_are_keyed_no_ranking_is_shown(election: Election, clerk: User) -> None:
    key_all(election)
    page = page_of(clerk, election)
    assert "还没有信任投票的结果" in page
    assert "data-status" not in page


def test_the_ranking_the_cut_and_the_register(election: Election, clerk: User) -> None:
    come_to(election, "shortlisted", clerk)
    page = page_of(clerk, election)
    assert status_of(page) == "shortlisted"
    trust = decided(election).decision.trust
    assert trust is not None
    assert re.findall(r'a-rate" data-th="信任率">([\d.]+)%', page) == [line.rate for line in trust.ranking]
    assert page.count('class="cut"') == 1
    assert page.count('<span class="state state-done">预备候选人</span>') == 5
    assert page.count("未达到，差 84 票") == 3
    assert '<path d="M70 0V20"/>' in page
    assert "收回票 176 × 70% = 123.2，至少要 124 票" in page
    names = re.findall(r'<th scope="row">(.*?)</th>', page[page.index('id="register"') :])
    assert names == [election.members.get(code=f"m{n}").label for n in range(1, 6)]


def test_a_tie_at_the_last_place_admits_all(election: Election, clerk: User) -> None:
    key_all(election, favours=trusted(by_all=7))
    set_stage(election, Stage.SHORTLISTED, clerk)
    page = page_of(clerk, election)
    assert "预备候选人 7 名" in page
    assert "末位得票相等的一并列入，共 7 名" in page


@pytest.mark.parametrize("status", ["shortfall", "low_turnout"])
def test_a_failed_vote_says_so_and_what_can_be_done(
    election: Election, clerk: User, township_user: User, status: str
) -> None:
    come_to(election, status, clerk)
    page = page_of(township_user, election)
    assert status_of(page) == status
    assert url(election, "trust/again/") in page
    assert (url(election, "shortlist/proceed/") in page) is (status == "shortfall")
    assert url(election, "trust/again/") not in page_of(clerk, election)


def test_a_void_vote(election: Election, clerk: User, township_user: User) -> None:
    for sheet in trust_sheets(election):
        figures = replace(even_figures(codes_of(sheet.round)), issued=80, printed=None)
        key_sheet(sheet, figures, accepted="清点三遍")
    set_stage(election, Stage.TRUST_CERTIFIED, clerk)
    page = page_of(township_user, election)
    assert status_of(page) == "void"
    assert page.count("多于发出票 80 张，多 8 张") == 2
    assert url(election, "trust/again/") not in page
    assert url(election, "back/") in page
    assert "由选举委员会主任和监票人签字核定以后，才能重新投票" in page
    answer = as_user(township_user).get(url(election, "trust/again/"))
    assert answer.url == url(election, "shortlist/")
    certify(election)
    page = page_of(township_user, election)
    assert url(election, "trust/again/") in page
    assert url(election, "back/") not in page
    held = trust_sheets(election)[0].round
    assert url(election, f"rounds/{held.pk}/reopening/") in page


def test_a_vote_in_error(election: Election, clerk: User, township_user: User) -> None:
    for sheet in trust_sheets(election):
        figures = even_figures(codes_of(sheet.round), issued=120)
        key_sheet(sheet, figures, accepted="发票登记如此")
    set_stage(election, Stage.TRUST_CERTIFIED, clerk)
    page = page_of(township_user, election)
    assert status_of(page) == "errors"
    assert url(election, "trust/again/") in page
    assert url(election, "back/") in page


def test_a_new_vote_sets_the_old_one_aside_and_keeps_its_figures(
    election: Election, clerk: User, township_user: User
) -> None:
    come_to(election, "low_turnout", clerk)
    old = trust_sheets(election)[0]
    client = as_user(township_user)
    asked = client.get(url(election, "trust/again/")).content.decode()
    assert "收回 100 张，投票率 50.00%" in asked
    answer = client.post(url(election, "trust/again/"), {"version": election.version, "reason": "天雨路断"})
    assert answer.url == url(election, "trust/")
    election.refresh_from_db()
    assert election.present_stage is Stage.TRUST_VOTING
    assert [(r.number, r.invalidated_reason) for r in Round.objects.filter(election=election)] == [
        (1, "天雨路断"),
        (2, ""),
    ]
    assert [sheet.phase for sheet in trust_sheets(election)] == ["empty", "empty"]
    page = client.get(url(election, "trust/")).content.decode()
    assert "天雨路断" in page
    assert f"/sheets/{old.pk}/" in page
    kept = client.get(f"/sheets/{old.pk}/").content.decode()
    assert "这次投票已经作废，票数留存备查，不能再改。" in kept
    assert '<div class="fixed">50</div>' in kept


def test_going_on_with_fewer_is_recorded(election: Election, clerk: User, township_user: User) -> None:
    come_to(election, "shortfall", clerk)
    client = as_user(township_user)
    answer = client.post(
        url(election, "shortlist/proceed/"), {"version": election.version, "reason": "其余党员外出务工"}
    )
    assert answer.url == url(election)
    assert Round.objects.get(election=election).proceed_reason == "其余党员外出务工"
    page = page_of(township_user, election)
    assert "乡镇党委已决定以较少人数继续" in page
    assert url(election, "shortlist/proceed/") not in page
    again = as_user(township_user).post(
        url(election, "shortlist/proceed/"),
        {"version": election.version, "reason": "另一个理由"},
        follow=True,
    )
    assert "已经决定以较少人数继续，理由：其余党员外出务工" in again.content.decode()


def test_fewer_than_seats_and_surplus_never_go_on(
    election: Election, clerk: User, township_user: User
) -> None:
    come_to(election, "too_few", clerk)
    page = page_of(township_user, election)
    assert url(election, "shortlist/proceed/") not in page
    assert "少于应选名额加差额的 4 名" in page
    with pytest.raises(Refused, match="只能重新投票"):
        proceed_with_fewer(
            election_id=election.pk, version=election.version, reason="理由", by=township_user.actor, at=AT
        )


@pytest.mark.parametrize("tail", ["trust/again/", "shortlist/proceed/"])
@pytest.mark.parametrize("reason", ["", "  \n ", "长" * 501])
def test_a_reason_is_asked_for_and_kept(
    election: Election, clerk: User, township_user: User, tail: str, reason: str
) -> None:
    come_to(election, "shortfall", clerk)
    answer = as_user(township_user).post(url(election, tail), {"version": election.version, "reason": reason})
    page = answer.content.decode()
    assert "没有保存，请先改正下面各处" in page
    assert ("最多 500 个字。" if reason.strip() else "请填写这一项。") in page
    assert reason.strip() in page
    election.refresh_from_db()
    assert election.present_stage is Stage.SHORTLISTED
    assert Round.objects.get(election=election).proceed_reason == ""


@pytest.mark.parametrize("tail", ["trust/again/", "shortlist/proceed/"])
@pytest.mark.parametrize("version", ["", "x", "99", "9" * 30])
def test_a_stale_decision_is_asked_again(
    election: Election, clerk: User, township_user: User, tail: str, version: str
) -> None:
    come_to(election, "shortfall", clerk)
    answer = as_user(township_user).post(url(election, tail), {"version": version, "reason": "天雨路断"})
    page = answer.content.decode()
    assert "这次选举有过变动" in page
    assert "天雨路断" in page
    assert f'name="version" value="{election.version}"' in page
    assert Round.objects.filter(election=election).count() == 1


@pytest.mark.parametrize("tail", ["trust/again/", "shortlist/proceed/"])
def test_who_may_decide(
    election: Election, clerk: User, viewer: User, other_clerk: User, stranger: User, tail: str
) -> None:
    come_to(election, "shortfall", clerk)
    data = {"version": election.version, "reason": "理由"}
    assert as_user(clerk).post(url(election, tail), data).status_code == 403
    assert as_user(viewer).post(url(election, tail), data).status_code == 403
    assert as_user(other_clerk).post(url(election, tail), data).status_code == 404
    assert as_user(stranger).post(url(election, tail), data).status_code == 404
    held = Round.objects.get(election=election)
    assert (held.invalidated_at, held.proceed_reason) == (None, "")


def test_a_double_click_orders_one_new_vote(election: Election, clerk: User, township_user: User) -> None:
    come_to(election, "low_turnout", clerk)
    client, data = as_user(township_user), {"version": election.version, "reason": "天雨路断"}
    assert client.post(url(election, "trust/again/"), data).status_code == 302
    again = client.post(url(election, "trust/again/"), data)
    assert again.status_code == 403
    assert "此时不能组织重新投票" in again.content.decode()
    assert Round.objects.filter(election=election).count() == 2


def test_a_full_shortlist_is_not_voted_on_again(election: Election, clerk: User, township_user: User) -> None:
    come_to(election, "shortlisted", clerk)
    answer = as_user(township_user).get(url(election, "trust/again/"), follow=True)
    assert "预备候选人已经产生，不能重新投票" in answer.content.decode()
    with pytest.raises(Refused):
        order_new_vote(
            election_id=election.pk, version=election.version, reason="理由", by=township_user.actor, at=AT
        )


def test_the_services_check_stage_and_version_themselves(
    election: Election, clerk: User, township_user: User
) -> None:
    come_to(election, "shortfall", clerk)
    for write in (order_new_vote, proceed_with_fewer):
        with pytest.raises(Stale):
            write(election_id=election.pk, version=77, reason="理由", by=township_user.actor, at=AT)
        with pytest.raises(PermissionDenied):
            write(election_id=election.pk, version=1, reason="理由", by=clerk.actor, at=AT)


@pytest.mark.parametrize(("members", "groups"), [(8, 1), (8, 3), (60, 12)])
def test_the_page_takes_the_same_queries_whatever_the_size(
    village: Village, township_user: User, django_assert_num_queries, members: int, groups: int
) -> None:
    election = make_election(village, township_user, members=members, groups=groups)
    key_all(election)
    set_stage(election, Stage.SHORTLISTED, township_user)
    client = as_user(township_user)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(url(election))
