"""The first page of each role, and the list of elections."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ballots.services.rounds import valid_trust_round
from elections.models import Election, StagePlan, Township, User, Village
from elections.rules.stages import Stage
from elections.services.elections import create_election
from tests.ballots.factories import assembly_round, codes_of, even_figures
from tests.ballots.keyers import key_once, key_sheet
from tests.ballots.stagekit import NOW, begin, carry, choices, key_trust, name_for_assembly
from tests.elections.pages import as_user

HOME = "/"
LIST = "/elections/"


def bare(village: Village, user: User) -> Election:
    return create_election(
        village_id=village.pk, era="pilot_2004", year=2004, choices=choices(), by=user.actor, at=NOW
    )


def village_named(township: Township, name: str) -> Village:
    return Village.objects.create(township=township, name=name, population=1500)


def plan(election: Election, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    StagePlan.objects.create(election=election, stage=election.stage, planned_on=day)


def test_most_urgent_first(township: Township, township_user: User) -> None:
    today = {"甲村": 5, "乙村": -2, "丙村": None, "丁村": 0, "戊村": 1, "己村": -5}
    for name, days in today.items():
        election = bare(village_named(township, name), township_user)
        if days is not None:
            plan(election, days)
    village_named(township, "庚村")
    done = bare(village_named(township, "辛村"), township_user)
    Election.objects.filter(pk=done.pk).update(stage="handed_over", finished_at=NOW)
    response = as_user(township_user).get(HOME)
    assert [row.village.name for row in response.context["rows"]] == [
        "己村", "乙村", "丁村", "戊村", "甲村", "丙村", "庚村", "辛村",
    ]  # fmt: skip
    assert [row.due.words for row in response.context["rows"][:6]] == [
        "逾期 5 天", "逾期 2 天", "今天", "还有 1 天", "还有 5 天", "未排日期",
    ]  # fmt: skip
    page = response.content.decode()
    assert "打开己村的选举" in page
    assert page.count("btn-primary") == 1
    assert [(key, count) for key, _, count, _ in response.context["filters"]] == [
        ("all", 8),
        ("mine", 7),
        ("village", 0),
        ("late", 2),
    ]
    late = as_user(township_user).get(HOME, {"show": "late"})
    assert [row.village.name for row in late.context["rows"]] == ["己村", "乙村"]
    assert len(as_user(township_user).get(HOME, {"show": "x"}).context["rows"]) == 8


def test_steps_and_boxes(village: Village, township_user: User) -> None:
    election = carry(begin(village, township_user), Stage.TRUST_VOTING, township_user)
    sheet = valid_trust_round(election).sheets.first()
    key_sheet(sheet, even_figures(codes_of(sheet.round), issued=50, returned=50))
    response = as_user(township_user).get(HOME)
    row = response.context["rows"][0]
    assert row.headline == "录入各票箱计票单，2 个票箱已录 1 个"
    assert [(mark.x, mark.css) for mark in row.steps] == [
        (0, "past"), (15, "past"), (30, "past"), (45, "here"), (60, ""),
        (75, ""), (90, ""), (105, ""), (120, ""), (135, ""),
    ]  # fmt: skip
    assert "共十步，现在第 4 步" in response.content.decode()


def test_the_running_election_and_not_the_finished_one(village: Village, township_user: User) -> None:
    old = bare(village, township_user)
    Election.objects.filter(pk=old.pk).update(finished_at=NOW)
    running = bare(village, township_user)
    assert [row.election for row in as_user(township_user).get(HOME).context["rows"]] == [running]


def test_new_election_is_offered_to_the_township_only(
    village: Village, township_user: User, viewer: User
) -> None:
    link = reverse("election_new", args=[village.pk])
    assert link in as_user(township_user).get(HOME).content.decode()
    page = as_user(viewer).get(HOME).content.decode()
    assert link not in page
    assert "中坊村" in page


def test_empty_township(township_user: User, viewer: User) -> None:
    assert "还没有登记村" in as_user(township_user).get(HOME).content.decode()
    assert "乡镇管理员登记村情以后" in as_user(viewer).get(HOME).content.decode()


def test_strangers_see_their_own(village: Village, township_user: User, stranger: User) -> None:
    bare(village, township_user)
    assert as_user(stranger).get(HOME).context["rows"] == []
    assert as_user(stranger).get(LIST).context["rows"] == ()


@pytest.mark.parametrize("count", [1, 3])
def test_workbench_asks_the_same_number_of_queries(
    count: int, township: Township, township_user: User, django_assert_num_queries
) -> None:
    for number in range(count):
        election = begin(village_named(township, f"{number}村"), township_user)
        carry(election, Stage.TRUST_VOTING, township_user)
        plan(election, number)
    desk = as_user(township_user)
    with django_assert_num_queries(7):
        assert len(desk.get(HOME).context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_election_list_asks_the_same_number_of_queries(
    count: int, township: Township, township_user: User, django_assert_num_queries
) -> None:
    for number in range(count):
        election = begin(village_named(township, f"{number}村"), township_user)
        carry(election, Stage.TRUST_VOTING, township_user)
        plan(election, number)
    desk = as_user(township_user)
    with django_assert_num_queries(6):
        assert len(desk.get(LIST).context["rows"]) == count


def test_election_list_filters(township: Township, township_user: User) -> None:
    first = bare(village_named(township, "甲村"), township_user)
    Election.objects.filter(pk=first.pk).update(stage="handed_over", finished_at=NOW)
    second = bare(village_named(township, "乙村"), township_user)
    desk = as_user(township_user)
    found = {show: [row.election for row in desk.get(LIST, {"show": show}).context["rows"]] for show in (
        "all", "running", "finished", "x",
    )}  # fmt: skip
    assert found == {
        "all": [second, first],
        "running": [second],
        "finished": [first],
        "x": [second, first],
    }
    assert "2004年12月1日完成" in desk.get(LIST).content.decode()


def test_clerk_sees_the_next_box_first(village: Village, township_user: User, clerk: User) -> None:
    election = carry(begin(village, township_user), Stage.TRUST_VOTING, township_user)
    first, second = valid_trust_round(election).sheets.all()
    key_once(first, even_figures(codes_of(first.round), issued=50, returned=50), clerk)
    response = as_user(clerk).get(HOME)
    page = response.content.decode()
    assert response.context["next"].sheet == second
    assert f'<a class="btn btn-primary wide-btn" href="/sheets/{second.pk}/">录入第二村小组票箱</a>' in page
    assert "已完成 0 个，共 2 个" in page
    assert "工作台" not in page


def test_clerk_with_all_boxes_done(village: Village, township_user: User, clerk: User) -> None:
    election = carry(begin(village, township_user), Stage.TRUST_VOTING, township_user)
    key_trust(election)
    assert "各票箱都已核对一致" in as_user(clerk).get(HOME).content.decode()


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.PREPARATION, "现在没有要录入的"),
        (Stage.TRUST_CERTIFIED, "现在没有要录入的"),
        (Stage.ASSEMBLY, "打开党员大会"),
    ],
)
def test_clerk_in_other_stages(
    stage: Stage, words: str, village: Village, township_user: User, clerk: User
) -> None:
    carry(begin(village, township_user), stage, township_user)
    assert words in as_user(clerk).get(HOME).content.decode()


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.ASSEMBLY])
def test_a_monitor_is_told_of_no_keying(
    stage: Stage, village: Village, township_user: User, monitor: User
) -> None:
    carry(begin(village, township_user), stage, township_user)
    page = as_user(monitor).get(HOME).content.decode()
    assert "现在没有等您处理的" in page
    assert "要由监票人决定的，会列在这里" in page
    assert "要录入的票箱" not in page


def test_a_monitor_without_an_election(monitor: User) -> None:
    page = as_user(monitor).get(HOME).content.decode()
    assert "这里会列出要由监票人处理的计票单" in page


def test_clerk_goes_straight_to_the_ballot_that_waits(
    village: Village, township_user: User, clerk: User
) -> None:
    election = carry(begin(village, township_user), Stage.ASSEMBLY, township_user)
    name_for_assembly(election, township_user)
    ballot = assembly_round(election, township_user).sheets.get()
    page = as_user(clerk).get(HOME).content.decode()
    assert "录入“选举支部委员”的票数" in page
    assert f'href="{reverse("sheet", args=[ballot.pk])}"' in page


def test_clerk_without_an_election(clerk: User) -> None:
    assert "本村还没有正在进行的选举" in as_user(clerk).get(HOME).content.decode()
