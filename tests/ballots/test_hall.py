"""The screen in the hall until the formal candidates are posted: figures by hand, and what it never shows."""

import pytest
from django.urls import reverse
from factories import AT, codes_of, even_figures, make_election, set_stage, trust_sheets
from keyers import key_once, key_sheet
from meetings import FIVE, in_review, settle
from screens import asked, joined, words
from signers import ask, sign

from ballots.models import Round
from ballots.services.boxes import add_mobile_box
from ballots.services.rounds import valid_trust_round
from elections.models import Election, StagePlan, StageRecord, User, Village
from elections.rules.stages import Stage
from tests.elections.pages import as_user

NOBODY_IN = "等待开箱计票 票箱已录完 0 / 2 第1村小组票箱 未开始 第2村小组票箱 未开始"


def key(election: Election, place: int, **figures: object) -> None:
    sheet = trust_sheets(election)[place]
    key_sheet(sheet, even_figures(codes_of(sheet.round), **figures))  # type: ignore[arg-type]


def trust_round(election: Election) -> Round:
    held = valid_trust_round(election)
    assert held is not None
    return held


def test_before_the_vote(village: Village, township_user: User, projector: User) -> None:
    election = make_election(village, township_user, stage=Stage.ANNOUNCED)
    StagePlan.objects.create(election=election, stage="trust_voting", planned_on="2004-08-28")
    assert words(projector, election)[:5] == [
        "公布任职条件和选举办法",
        "接下来：信任投票，计划 2004年8月28日",
        "1. 筹备",
        "，完成",
        "2. 成立选举委员会",
    ]


def test_the_count(village: Village, township_user: User, projector: User) -> None:
    election = make_election(village, township_user)
    assert joined(projector, election) == NOBODY_IN
    key(election, 0)
    assert words(projector, election) == [
        "正在计票",
        "票箱已录完", "1 / 2",
        "投票率（已录完的 1 个村小组）", "88.00%", "收回 88 张，有权投票 100 人",
        "第1村小组票箱", "已录完",
        "第2村小组票箱", "未开始",
    ]  # fmt: skip
    key(election, 1, issued=80, returned=61)
    assert words(projector, election)[:6] == [
        "各票箱都已录完，等待签字核定",
        "票箱已录完", "2 / 2",
        "投票率", "74.50%", "收回 149 张，有权投票 200 人",
    ]  # fmt: skip


def test_no_figure_before_two_people_keyed_the_same(
    village: Village, township_user: User, clerk: User, second_clerk: User, projector: User
) -> None:
    election = make_election(village, township_user)
    once, unlike = trust_sheets(election)
    key_once(once, even_figures(codes_of(once.round), issued=79, returned=77), clerk)
    key_once(unlike, even_figures(codes_of(unlike.round), issued=69, returned=67), clerk)
    key_once(unlike, even_figures(codes_of(unlike.round), issued=69, returned=66), second_clerk)
    assert joined(projector, election) == NOBODY_IN.replace("未开始", "正在录入")
    assert [
        figure for figure in ("79", "77", "69", "67", "66") if figure in joined(projector, election)
    ] == []


def test_no_figure_of_a_box_or_group_with_fewer_than_ten(
    village: Village, township_user: User, clerk: User, projector: User
) -> None:
    election = make_election(village, township_user, groups=3)
    first = election.groups.all()[0]
    add_mobile_box(election_id=election.pk, group_id=first.pk, known=3, by=clerk.actor, at=AT)
    assert [sheet.group_id == first.pk for sheet in trust_sheets(election)] == [True, False, False, True]
    key(election, 3, issued=9, returned=6)
    key(election, 1, issued=9, returned=7)
    found = joined(projector, election)
    assert found.startswith("正在计票 票箱已录完 2 / 4 第1村小组票箱 未开始")
    key(election, 0, issued=60, returned=50)
    # the group with its mobile box, 50 + 6 of 100; the small group still waits
    assert "投票率（已录完的 1 个村小组） 56.00% 收回 56 张，有权投票 100 人" in joined(projector, election)
    key(election, 2, issued=40, returned=30)
    # 50 + 6 + 7 + 30 of 300
    assert "投票率 31.00% 收回 93 张，有权投票 300 人" in joined(projector, election)


def test_the_result_once_it_is_signed(village: Village, township_user: User, projector: User) -> None:
    election = make_election(village, township_user, members=6)
    favours = {"m1": 80, "m2": 79, "m3": 70, "m4": 62, "m5": 61, "m6": 20}
    key(election, 0, favours=favours)
    key(election, 1, favours=favours)
    set_stage(election, Stage.TRUST_CERTIFIED, township_user)
    waiting = joined(projector, election)
    assert waiting.startswith("各票箱都已录完，等待签字核定 票箱已录完 2 / 2 投票率 88.00%")
    assert "160 票" not in waiting
    sign(trust_round(election), "committee_head")
    assert joined(projector, election) == waiting
    sign(trust_round(election), "trust_monitor")
    names = [member.name for member in election.members.order_by("pk")]
    # 70 % of 176 returned is 123.2: 124 votes are just enough, 122 are not
    assert words(projector, election) == [
        "信任投票结果：预备候选人不足",
        "有权投票 200 人，收回 176 张，有效 174 张，无效 2 张，投票率 88.00%；竖线处为 70%",
        names[0], "160 票", "90.90%", "预备候选人",
        names[1], "158 票", "89.77%", "预备候选人",
        names[2], "140 票", "79.54%", "预备候选人",
        names[3], "124 票", "70.45%", "预备候选人",
        names[4], "122 票", "69.31%", "未达到",
        names[5], "40 票", "22.72%", "未达到",
    ]  # fmt: skip
    ask(trust_round(election), township_user)
    assert joined(projector, election).startswith("票数正在复查，暂不显示结果 票箱已录完 2 / 2")


def test_the_bars_of_the_result(village: Village, township_user: User, projector: User) -> None:
    election = make_election(village, township_user, members=2)
    for place in (0, 1):
        key(election, place, favours={"m1": 80, "m2": 20})
    set_stage(election, Stage.SHORTLISTED, township_user)
    page = asked(projector, election).content.decode()
    assert '<rect class="in" y="4" width="90.90" height="12"/><path d="M70 0V20"/>' in page
    assert '<rect y="4" width="22.72" height="12"/><path d="M70 0V20"/>' in page


def test_a_village_of_few_ballots_shows_no_votes(
    village: Village, township_user: User, projector: User
) -> None:
    election = make_election(village, township_user, members=2, groups=1, eligible=12)
    key(election, 0, issued=9, returned=9, invalid=0, favours={"m1": 8, "m2": 2})
    set_stage(election, Stage.SHORTLISTED, township_user)
    first, second = (member.name for member in election.members.order_by("pk"))
    assert words(projector, election) == [
        "信任投票结果：预备候选人不足",
        "收回不足 10 张，为保守投票秘密，不显示票数",
        first, "预备候选人",
        second, "未达到",
    ]  # fmt: skip


def test_more_names_than_the_screen_has_room_for(
    village: Village, township_user: User, projector: User
) -> None:
    election = make_election(village, township_user, members=33)
    for place in (0, 1):
        key(election, place)
    set_stage(election, Stage.SHORTLISTED, township_user)
    found = words(projector, election)
    assert found.count("预备候选人") == 28
    assert found[-1] == "另有 5 人，见信任投票结果公告"


def test_the_formal_candidates_once_they_are_posted(
    village: Village, township_user: User, projector: User
) -> None:
    election = in_review(village, township_user)
    settle(election, township_user, *FIVE)
    assert words(projector, election)[0] == "信任投票结果：已确定预备候选人"
    record = StageRecord.objects.create(
        election=election, stage="reviewed", items={"posted_on": "2999-01-01"}, saved_at=AT, saved_by=township_user
    )  # fmt: skip
    assert words(projector, election)[0] == "信任投票结果：已确定预备候选人"
    record.items = {"posted_on": "2004-09-04"}
    record.save()
    names = [member.name for member in election.members.order_by("pk")[:5]]
    assert words(projector, election) == [
        "正式候选人 5 名，应选委员 3 名",
        *names,
        "以姓氏笔画为序。公示期到 2004年9月11日，有意见请向乡镇党委反映。",
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("stage", "queries"), [(Stage.TRUST_VOTING, 15), (Stage.SHORTLISTED, 17)])
def test_the_screen_asks_the_same_number_of_queries(
    stage: Stage,
    queries: int,
    count: int,
    village: Village,
    township_user: User,
    projector: User,
    django_assert_num_queries,
) -> None:
    election = make_election(village, township_user, members=5 * count, groups=count)
    for place in range(count):
        key(election, place)
    if stage is Stage.SHORTLISTED:
        set_stage(election, Stage.SHORTLISTED, township_user)
    desk, url = as_user(projector), reverse("hall", args=[election.pk])
    with django_assert_num_queries(queries):
        assert desk.get(url, headers={"HX-Request": "true"}).status_code == 200
