"""The settings of an election on record: numbers, conditions, planned dates; when they freeze; who may."""

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from elections.models import Election, StagePlan, User, Village
from elections.rules.ruleset import RuleSet
from elections.rules.stages import Stage
from tests.elections.pages import as_user, field_faults, value_of
from tests.elections.setting_up import new, numbers


@pytest.fixture
def desk(township_user: User) -> Client:
    return as_user(township_user)


@pytest.fixture
def election(village: Village, desk: Client) -> Election:
    desk.post(new(village), numbers())
    return Election.objects.get()


def setting(name: str, election: Election) -> str:
    return reverse(name, args=[election.pk])


def test_changing_the_numbers(election: Election, desk: Client) -> None:
    url = setting("election_rules", election)
    response = desk.post(url, numbers(version="1", trust_threshold="66.5", seats="5"), follow=True)
    assert "中坊村的选举规则已经保存。" in response.content.decode()
    election.refresh_from_db()
    assert election.version == 2
    rules = RuleSet.from_mapping(election.rules)
    assert (rules.trust_threshold, rules.seats) == (Fraction(133, 200), 5)
    assert value_of(response, "trust_threshold") == "66.5"
    assert "5 个职位 × 1.5 = 7.5，进位为 8 名" in response.content.decode()


def test_the_numbers_keep_their_meaning_when_the_village_grows(
    election: Election, village: Village, desk: Client
) -> None:
    Election.objects.update(stage="trust_voting")
    Village.objects.filter(pk=village.pk).update(population=3000)
    page = desk.get(setting("election_rules", election)).content.decode()
    assert "3 个职位 × 1.5 = 4.5，进位为 5 名" in page
    assert "3000" not in page


def test_numbers_of_the_rule_set_not_on_the_form_stay(election: Election, desk: Client) -> None:
    Election.objects.update(rules={**election.rules, "quorum": "9/10"})
    desk.post(setting("election_rules", election), numbers(version="1"))
    election.refresh_from_db()
    assert election.rules["quorum"] == "9/10"


def test_a_size_too_small_for_the_seats(election: Election, desk: Client) -> None:
    response = desk.post(
        setting("election_rules", election), numbers(version="1", seats="5", shortlist_size="7")
    )
    assert field_faults(response) == {"shortlist_size": ["预备候选人定为 7 名，少于应有的 8 名。"]}


def test_a_second_tab_sees_both(election: Election, desk: Client) -> None:
    url = setting("election_rules", election)
    desk.post(url, numbers(version="1", shortlist_size="7", majority_base="entitled"))
    response = desk.post(url, numbers(version="1", shortlist_size="6", trust_threshold="75"))
    assert [(c.label, c.recorded, c.typed) for c in response.context["stale"]] == [
        ("预备候选人名额", "7", "6"),
        ("信任率标准（%，含本数）", "70", "75"),
        ("当选票数的基数", "应到会", "实到会"),
    ]
    assert value_of(response, "shortlist_size") == "6"
    assert value_of(response, "version") == "2"
    election.refresh_from_db()
    assert election.rules["shortlist_size"] == 7


def test_conditions(election: Election, desk: Client) -> None:
    url = setting("election_conditions", election)
    assert "三培双带" in desk.get(url).content.decode()
    desk.post(url, {"version": "1", "secretary": "一、公道。\r\n二、能干。", "member": "一、公道。"})
    election.refresh_from_db()
    assert election.conditions_secretary == "一、公道。\r\n二、能干。"
    response = desk.post(url, {"version": "2", "secretary": "", "member": "长" * 4001})
    assert field_faults(response) == {"secretary": ["请填写这一项。"], "member": ["最多 4000 个字。"]}
    stale = desk.post(url, {"version": "1", "secretary": "甲", "member": "一、公道。"})
    assert [(c.label, c.typed) for c in stale.context["stale"]] == [("书记（副书记）任职条件", "甲")]


def test_plan(election: Election, desk: Client) -> None:
    url = setting("election_plan", election)
    desk.post(url, {"version": "1", "planned_trust_voting": "2004-08-29", "planned_assembly": "2004.9.22"})
    assert {plan.stage: plan.planned_on for plan in StagePlan.objects.all()} == {
        "trust_voting": date(2004, 8, 29),
        "assembly": date(2004, 9, 22),
    }
    desk.post(url, {"version": "2", "planned_assembly": "2004-09-23"})
    assert [(plan.stage, plan.planned_on) for plan in StagePlan.objects.all()] == [
        ("assembly", date(2004, 9, 23))
    ]


def test_plan_out_of_order(election: Election, desk: Client) -> None:
    response = desk.post(
        setting("election_plan", election),
        {"version": "1", "planned_trust_voting": "2004-08-29", "planned_assembly": "2004-08-28"},
    )
    assert field_faults(response) == {"planned_assembly": ["不能早于前面的“信任投票”。"]}
    assert value_of(response, "planned_trust_voting") == "2004-08-29"
    assert StagePlan.objects.count() == 0


def test_plan_of_nonsense(election: Election, desk: Client) -> None:
    response = desk.post(setting("election_plan", election), {"version": "1", "planned_reviewed": "明天"})
    assert field_faults(response) == {"planned_reviewed": ["请按“2004-09-18”或“2004年9月18日”填写日期。"]}


def test_a_second_tab_of_the_plan(election: Election, desk: Client) -> None:
    url = setting("election_plan", election)
    desk.post(url, {"version": "1", "planned_assembly": "2004-09-22"})
    response = desk.post(url, {"version": "1", "planned_reviewed": "2004-09-02"})
    assert [(c.label, c.recorded, c.typed) for c in response.context["stale"]] == [
        ("7. 审定与公示", "空", "2004年9月2日"),
        ("8. 党员大会", "2004年9月22日", "空"),
    ]


@pytest.mark.parametrize("name", ["election_rules", "election_conditions"])
def test_frozen_from_the_trust_vote_on(name: str, election: Election, desk: Client) -> None:
    Election.objects.update(stage=Stage.TRUST_VOTING.value)
    response = desk.post(setting(name, election), numbers(version="1", secretary="甲", member="乙"))
    assert response.status_code == 403
    assert "中坊村，现为“信任投票”阶段，此时不能修改选举规则和安排。" in response.content.decode()
    page = desk.get(setting(name, election)).content.decode()
    assert "只供查看" in page
    assert "<textarea" not in page


def test_the_plan_may_be_changed_later(election: Election, desk: Client) -> None:
    Election.objects.update(stage=Stage.REVIEWED.value)
    response = desk.post(
        setting("election_plan", election), {"version": "1", "planned_assembly": "2004-09-22"}
    )
    assert response.status_code == 302
    plan = StagePlan.objects.get(election=election)
    assert (plan.stage, plan.planned_on) == (Stage.ASSEMBLY, date(2004, 9, 22))


def test_roles(
    village: Village,
    election: Election,
    township_user: User,
    clerk: User,
    viewer: User,
    other_clerk: User,
    stranger: User,
) -> None:
    pages = [setting(name, election) for name in ("election_rules", "election_conditions", "election_plan")]
    seen = {}
    for user in (township_user, clerk, viewer, other_clerk, stranger):
        desk = as_user(user)
        seen[user.username] = (
            desk.get(new(village)).status_code,
            desk.post(reverse("election_preview", args=[village.pk]), numbers()).status_code,
            [desk.get(page).status_code for page in pages],
            [desk.post(page, {"version": "1"}).status_code for page in pages[:2]],
        )
    assert seen == {
        "xiangzhen": (200, 200, [200, 200, 200], [200, 200]),
        "luruyuan": (403, 403, [200, 200, 200], [403, 403]),
        "liulan": (403, 403, [200, 200, 200], [403, 403]),
        "waicun": (404, 404, [404, 404, 404], [404, 404]),
        "waixiang": (404, 404, [404, 404, 404], [404, 404]),
    }
    for page in (new(village), *pages):
        assert Client().get(page).url.startswith("/sign-in/?next=")
