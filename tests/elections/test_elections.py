"""Beginning an election: the shipped rule sets, what each number means, bad input."""

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from elections.forms.election import PercentField
from elections.models import Election, PartyMember, User, Village, VillageGroup
from elections.rules.ruleset import RuleSet
from tests.elections.pages import as_user, field_faults, value_of
from tests.elections.setting_up import new, numbers


@pytest.fixture
def desk(township_user: User) -> Client:
    return as_user(township_user)


@pytest.fixture
def village(village: Village) -> Village:
    VillageGroup.objects.create(village=village, position=1, name="第一村小组", eligible=600)
    VillageGroup.objects.create(village=village, position=2, name="第二村小组", eligible=500)
    PartyMember.objects.create(
        village=village, name="于海林", sex="male", birth_date=date(1965, 1, 1), joined_on=date(1990, 1, 1)
    )
    return village


@pytest.fixture
def election(village: Village, desk: Client) -> Election:
    desk.post(new(village), numbers())
    return Election.objects.get()


def test_a_new_election(village: Village, desk: Client) -> None:
    response = desk.post(new(village), numbers(shortlist_size="7", reference_date="2004年8月29日"))
    election = Election.objects.get()
    assert response.url == reverse("election", args=[election.pk])
    assert election.rules == RuleSet(shortlist_size=7).to_mapping()
    assert (election.era, election.method, election.population, election.stage) == (
        "pilot_2004",
        "direct",
        1463,
        "preparation",
    )
    assert (election.objection_days, election.objection_unit, election.term_years) == (7, "calendar", 3)
    assert election.reference_date == date(2004, 8, 29)
    assert [(group.code, group.eligible) for group in election.groups.all()] == [("1", 600), ("2", 500)]
    assert [member.code for member in election.members.all()] == ["m1"]
    assert "三培双带" in election.conditions_secretary
    assert "三培双带" in election.conditions_member


@pytest.mark.parametrize(
    ("era", "base", "days", "unit", "years"),
    [("pilot_2004", "present", "7", "calendar", "3"), ("current", "entitled", "5", "working", "5")],
)
def test_what_a_shipped_rule_set_offers(
    era: str, base: str, days: str, unit: str, years: str, village: Village, desk: Client
) -> None:
    response = desk.get(new(village), {"era": era})
    page = response.content.decode()
    assert value_of(response, "era") == era
    assert value_of(response, "trust_threshold") == "70"
    assert value_of(response, "objection_days") == days
    assert value_of(response, "term_years") == years
    assert f'<option value="{base}" selected>' in page
    assert f'<option value="{unit}" selected>' in page


def test_an_unknown_rule_set_is_the_first(village: Village, desk: Client) -> None:
    assert value_of(desk.get(new(village), {"era": "x"}), "era") == "pilot_2004"


def test_each_number_says_what_it_means(village: Village, desk: Client) -> None:
    page = desk.get(new(village)).content.decode()
    for name, sentence in {
        "seats": "全村 1463 人，不超过 2000 人，配 3 名",
        "shortlist_size": "未另定名额，取应有的 5 名",
        "shortlist_ratio": "3 个职位 × 1.5 = 4.5，进位为 5 名",
        "trust_turnout": "收回票要超过有权投票的半数，信任投票才有效；全村 1100 人，至少收回 551 张",
        "majority": "赞成票要超过实到会的半数；例如实到会 30 人，至少 16 票",
    }.items():
        assert f'id="c-{name}">{sentence}<' in page


def test_exactly_two_thousand_people(village: Village, desk: Client) -> None:
    Village.objects.filter(pk=village.pk).update(population=2000)
    assert "全村 2000 人，不超过 2000 人，配 3 名" in desk.get(new(village)).content.decode()
    Village.objects.filter(pk=village.pk).update(population=2001)
    assert "全村 2001 人，超过 2000 人，配 5 名" in desk.get(new(village)).content.decode()


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        ({"seats": "5"}, "shortlist_ratio", "5 个职位 × 1.5 = 7.5，进位为 8 名"),
        ({"seats": "5"}, "seats", "职数直接定为 5 名"),
        ({"shortlist_size": "7"}, "shortlist_size", "乡党委定为 7 名，不少于 5 名，取 7 名"),
        ({"trust_threshold": "２/3"}, "trust_threshold", "信任票达到收回票的 66.6666…% 以上，含 66.6666…%"),
        ({"trust_threshold": "abc"}, "trust_threshold", "信任票达到收回票的 70% 以上，含 70%"),
        ({"shortlist_size": "4"}, "shortlist_size", "预备候选人定为 4 名，少于应有的 5 名。"),
        ({"trust_threshold": "101"}, "trust_threshold", "应在 0% 到 100% 之间。"),
    ],
)
def test_the_meaning_follows_what_is_typed(
    changes: dict[str, str], name: str, sentence: str, village: Village, desk: Client
) -> None:
    response = desk.post(reverse("election_preview", args=[village.pk]), numbers(**changes))
    assert f'<span id="c-{name}" hx-swap-oob="innerHTML">{sentence}</span>' in response.content.decode()
    assert Election.objects.count() == 0


def test_the_preview_survives_anything(village: Village, desk: Client) -> None:
    url = reverse("election_preview", args=[village.pk])
    assert desk.post(url, {}).status_code == 200
    huge = dict.fromkeys(numbers(), "9" * 5000)
    assert desk.post(url, huge).status_code == 200
    assert desk.get(url).status_code == 405


BAD = [
    ({"seats": "0"}, {"seats": ["不能小于 1。"]}),
    ({"seats": "三"}, {"seats": ["这里只能填整数，如 0、12、1463。"]}),
    ({"seats": "1000000000000"}, {"seats": ["数字过大，最多 99。"]}),
    ({"shortlist_size": "-5"}, {"shortlist_size": ["不能小于 1。"]}),
    ({"shortlist_size": "4"}, {"shortlist_size": ["预备候选人定为 4 名，少于应有的 5 名。"]}),
    ({"trust_threshold": ""}, {"trust_threshold": ["请填写这一项。"]}),
    ({"trust_threshold": "-1"}, {"trust_threshold": ["请填写百分数，如 70、66.5，或分数，如 2/3。"]}),
    ({"trust_threshold": "1/0"}, {"trust_threshold": ["请填写百分数，如 70、66.5，或分数，如 2/3。"]}),
    ({"trust_threshold": "1e3"}, {"trust_threshold": ["请填写百分数，如 70、66.5，或分数，如 2/3。"]}),
    ({"trust_threshold": "9" * 99}, {"trust_threshold": ["请填写百分数，如 70、66.5，或分数，如 2/3。"]}),
    ({"trust_threshold": "100.01"}, {"trust_threshold": ["应在 0% 到 100% 之间。"]}),
    ({"trust_turnout": "100"}, {"trust_turnout": ["应在 0% 到 100% 之间，不含 100%。"]}),
    ({"trust_base": "x"}, {"trust_base": ["请从列出的各项中选择。"]}),
    ({"majority_base": ""}, {"majority_base": ["请选择一项。"]}),
    ({"method": ""}, {"method": ["请选择一项。"]}),
    ({"objection_days": "0"}, {"objection_days": ["不能小于 1。"]}),
    ({"objection_days": "61"}, {"objection_days": ["数字过大，最多 60。"]}),
    ({"term_years": ""}, {"term_years": ["请填写数字。"]}),
    ({"reference_date": "0001-01-01"}, {"reference_date": ["年份应在 1900 年到 2100 年之间，请核对。"]}),
    ({"reference_date": "2004-13-01"}, {"reference_date": ["请按“2004-09-18”或“2004年9月18日”填写日期。"]}),
    ({"year": "1066"}, {"year": ["不能小于 1990。"]}),
]


@pytest.mark.parametrize(("changes", "faults"), BAD)
def test_bad_input(
    changes: dict[str, str], faults: dict[str, list[str]], village: Village, desk: Client
) -> None:
    response = desk.post(new(village), numbers(**({"shortlist_size": "8"} | changes)))
    assert response.status_code == 200
    assert field_faults(response) == faults
    assert Election.objects.count() == 0
    if "shortlist_size" not in changes:
        assert value_of(response, "shortlist_size") == "8"


def test_one_running_election_a_village(village: Village, election: Election, desk: Client) -> None:
    response = desk.post(new(village), numbers())
    assert response.context["form"].non_field_errors() == ["中坊村已有一次选举正在进行，办结以后才能新建。"]
    assert Election.objects.count() == 1
    assert "打开这次选举" in desk.get(new(village)).content.decode()


def test_a_bare_village_is_told_what_it_lacks(other_village: Village, desk: Client) -> None:
    Village.objects.filter(pk=other_village.pk).update(population=0)
    page = desk.get(new(other_village)).content.decode()
    for route in ("village_edit", "village_groups", "member_list"):
        assert reverse(route, args=[other_village.pk]) in page
    assert desk.post(new(other_village), numbers()).status_code == 302


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("70", Fraction(7, 10), "70"),
        ("70%", Fraction(7, 10), "70"),
        ("７０％", Fraction(7, 10), "70"),
        ("66.5", Fraction(133, 200), "66.5"),
        ("2/3", Fraction(2, 3), "2/3"),
        ("0", Fraction(0), "0"),
        (" 80 ", Fraction(4, 5), "80"),
    ],
)
def test_percent(text: str, value: Fraction, shown: str) -> None:
    field = PercentField()
    assert field.clean(text) == value
    assert field.prepare_value(value) == shown
