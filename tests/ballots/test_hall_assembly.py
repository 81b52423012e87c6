"""The assembly on the screen in the hall, and whose names it never shows.

Twelve members, eleven of twelve entitled present: quorum 10, six approvals elect three of five (tests.ballots.meetings).
"""

import pytest
from django.urls import reverse
from factories import make_election, set_stage
from meetings import attend, hold, in_assembly, in_review, key, record_steps, start, tally
from screens import asked, joined, words
from signers import ask, sign

from elections.models import Election, Official, StageRecord, User, Village
from elections.rules.meeting import Step
from elections.rules.stages import ORDER, Stage
from tests.elections.pages import as_user

HEADS = "应到会 12 人 实到会 11 人 够法定 10 人 委员名额 3 名"
FIRST = {"m1": 9, "m2": 8, "m3": 7, "m4": 4, "m5": 3}


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return in_assembly(village, township_user)


def names(election: Election) -> list[str]:
    """m1 … m12 by name."""
    return [member.name for member in election.members.order_by("pk")]


def test_before_the_first_ballot(village: Village, township_user: User, projector: User) -> None:
    election = in_assembly(village, township_user, present=None)
    five = " ".join(names(election)[:5])
    candidates = f"正式候选人，以姓氏笔画为序 {five}"
    assert joined(projector, election) == f"等待清点到会人数 {candidates}"
    attend(election, 9)
    few = "应到会 12 人 实到会 9 人 法定 10 人 委员名额 3 名"
    assert joined(projector, election) == f"不足法定人数，不能选举 {few} {candidates}"
    attend(election, 11)
    assert joined(projector, election) == f"等待第一轮投票 {HEADS} {candidates}"


def test_a_ballot_shows_no_vote_before_it_is_announced(election: Election, projector: User) -> None:
    held = start(election, "committee", *FIRST)
    standing = f"{HEADS} 候选人 {' '.join(names(election)[:5])}"
    assert joined(projector, election) == f"第一轮：选举支部委员 3 名 正在投票、计票 {standing}"
    key(held, tally(FIRST, ballots=11))
    waiting = f"第一轮：选举支部委员 3 名 票已计完，等待签字、宣布 {standing}"
    assert joined(projector, election) == waiting
    for capacity in ("chief_monitor", "assembly_counter"):
        sign(held, capacity)
        assert joined(projector, election) == waiting
    sign(held, "assembly_chair")
    one, two, three, four, five = names(election)[:5]
    assert words(projector, election) == [
        "等待下一轮投票",
        "应到会", "12 人", "实到会", "11 人", "够法定 10 人", "委员名额", "3 名",
        "第一轮：选举支部委员 3 名", "选出",
        one, "9 票", "当选委员",
        two, "8 票", "当选委员",
        three, "7 票", "当选委员",
        four, "4 票", "未过半数",
        five, "3 票", "未过半数",
        "发出 11，收回 11，有效 11，无效 0；至少 6 票当选；竖线处为半数",
        "已当选",
        one, "委员", "选委员 9 票",
        two, "委员", "选委员 8 票",
        three, "委员", "选委员 7 票",
    ]  # fmt: skip


def test_a_tie_a_run_off_and_the_bars(election: Election, projector: User) -> None:
    hold(election, "committee", {"m1": 9, "m2": 8, "m3": 7, "m4": 7, "m5": 2})
    one, two, three, four, five = names(election)[:5]
    found = joined(projector, election)
    assert f"{three} 7 票 得票相等，重新投票 {four} 7 票 得票相等，重新投票 {five} 2 票 未过半数" in found
    assert found.endswith(f"已当选 {one} 委员 选委员 9 票 {two} 委员 选委员 8 票")
    # 9 of 11 present
    page = asked(projector, election).content.decode()
    assert '<rect class="in" y="4" width="81.81" height="12"/><path d="M50 0V20"/>' in page
    start(election, "runoff", "m3", "m4")
    assert joined(projector, election) == (
        f"第二轮：重新投票，选举委员 1 名 正在投票、计票 {HEADS} 候选人 {three} {four} "
        f"第一轮：选举支部委员 3 名，得票相等，须重新投票："
        f"{one} 9 票，{two} 8 票，{three} 7 票，{four} 7 票，{five} 2 票 "
        f"已当选 {one} 委员 选委员 9 票 {two} 委员 选委员 8 票"
    )


def test_the_votes_of_a_committee_of_three_are_not_shown(election: Election, projector: User) -> None:
    hold(election, "committee", FIRST)
    hold(election, "secretary", {"m1": 2, "m2": 1}, ballots=3)
    one, two, three = names(election)[:3]
    found = joined(projector, election)
    assert found.startswith(
        f"选举完成 {HEADS} 第二轮：选举书记 1 名 选出 {one} 当选书记 {two} 未过半数 收回不足 10 张"
    )
    assert found.endswith(
        f"已当选 {one} 书记（待批准） 选委员 9 票 {two} 委员 选委员 8 票 {three} 委员 选委员 7 票"
    )
    assert [part for part in ("2 票", "1 票") if f" {part}" in found] == []


def test_a_result_in_question_is_taken_off(election: Election, township_user: User, projector: User) -> None:
    held = hold(election, "committee", FIRST)
    ask(held, township_user)
    found = joined(projector, election)
    assert found.startswith("第一轮：选举支部委员 3 名 结果正在复查，暂不显示")
    assert "9 票" not in found
    assert "已当选" not in found


def test_the_new_committee_at_the_end(election: Election, township_user: User, projector: User) -> None:
    hold(election, "committee", FIRST)
    last = hold(election, "secretary", {"m1": 2, "m2": 1}, ballots=3)
    set_stage(election, Stage.APPROVED, township_user)
    one, two, three = names(election)[:3]
    end = (
        f"新一届党支部委员会 {one} 书记（待批准） 选委员 9 票 "
        f"{two} 委员 选委员 8 票 {three} 委员 选委员 7 票 以姓氏笔画为序"
    )
    assert joined(projector, election) == end
    StageRecord.objects.create(
        election=election,
        stage="approved",
        items={"replied_on": "2004-09-20"},
        saved_at="2004-09-20T09:00Z",
        saved_by=township_user,
    )
    assert joined(projector, election) == end.replace("（待批准）", "")
    ask(last, township_user)
    assert "书记" not in joined(projector, election).split("已当选")[1]


@pytest.mark.parametrize("stage", ORDER)
def test_nobody_who_keys_counts_or_watches_is_named(
    stage: Stage, village: Village, township_user: User, projector: User
) -> None:
    if stage.number < Stage.REVIEWED.number:
        election = make_election(village, township_user, stage=stage)
    elif stage is Stage.REVIEWED:
        election = in_review(village, township_user)
    else:
        election = in_assembly(village, township_user)
    if stage.number >= Stage.ASSEMBLY.number:
        hold(election, "committee", FIRST)
        start(election, "secretary", "m1", "m2")
        record_steps(election, until=Step.BOX_SEALED)
        set_stage(election, stage, township_user)
    page = as_user(projector).get(reverse("hall", args=[election.pk])).content.decode()
    found = page + asked(projector, election).content.decode()
    named = {official.name for official in Official.objects.filter(election=election)}
    assert len(named) == 8
    assert {name for name in {*named, "xiangzhen人", "daping人"} if name in found} == set()
    assert {user.username for user in User.objects.all() if user.username in found} == set()


@pytest.mark.parametrize("ballots", [1, 3])
def test_the_screen_asks_the_same_number_of_queries(
    ballots: int, election: Election, projector: User, django_assert_num_queries
) -> None:
    for votes in ({"m1": 9, "m2": 5, "m3": 5, "m4": 4, "m5": 3}, {"m2": 9, "m3": 5}, {"m3": 8, "m4": 2})[
        :ballots
    ]:
        hold(election, "committee" if "m1" in votes else "supplementary", votes)
    desk, url = as_user(projector), reverse("hall", args=[election.pk])
    with django_assert_num_queries(22):
        assert desk.get(url, headers={"HX-Request": "true"}).status_code == 200
