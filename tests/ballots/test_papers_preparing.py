"""Facts of the papers before the trust vote: from what an election has recorded, planned and set as its rules."""

from datetime import date

import pytest
from factories import AT, make_election

from ballots.notices.facts import (
    CommitteeMember,
    Contact,
    Facts,
    NoticeKind,
    Person,
    VoterGroup,
)
from ballots.selectors.papers import NotYet, PaperKey, catalogue, facts_for
from ballots.services.papers import make_paper
from elections.models import Election, Official, StagePlan, StageRecord, User, Village
from elections.rules.stages import Stage

pytestmark = pytest.mark.django_db
TODAY = AT.date()
CONTACT = Contact(receiver="中坊村党支部“两票制”选举委员会", address="中坊村村民委员会办公室")


@pytest.fixture
def election(village: Village, clerk: User) -> Election:
    return make_election(village, clerk, members=8, groups=2, stage=Stage.ANNOUNCED)


def key_of(kind: str) -> PaperKey:
    """The paper of a kind; of those made for each group, that of the first."""
    return PaperKey(NoticeKind(kind), group="1" if kind == "voting_notice" else "")


def facts(election: Election, kind: str) -> Facts:
    found, _ = facts_for(Election.objects.get(pk=election.pk), key_of(kind), today=TODAY)
    return found


def keep(election: Election, stage: Stage, **items: str) -> None:
    """What a stage recorded."""
    StageRecord.objects.create(
        election=election, stage=stage.value, items=items, saved_at=AT, saved_by=election.created_by
    )


def plan(election: Election, stage: Stage, day: date) -> None:
    StagePlan.objects.create(election=election, stage=stage.value, planned_on=day)


def test_papers_stand_in_the_order_of_the_stages(election: Election) -> None:
    labels = [entry.label for entry in catalogue(election, today=TODAY)]
    assert labels == [
        "工作安排与流程表", "选举委员会名单公告", "任职条件公告", "村民名单公告", "选举办法（草案）", "致村民公开信",
        "投票通知 第1村小组", "投票通知 第2村小组", "信任票", "委托投票证", "委托投票公示", "计票单", "信任投票监票报告单",
        "信任投票结果公告", "预备候选人公示", "正式候选人公示", "会议通知", "议程", "选举票", "选举结果报告单", "当选公告",
        "呈报", "批复", "任职公告", "交接清单", "分工公告",
    ]  # fmt: skip


def test_the_plan_takes_its_days_from_the_time_line(election: Election) -> None:
    with pytest.raises(NotYet, match=r"^各阶段的计划日期还没有排定。$"):
        facts(election, "work_plan")
    plan(election, Stage.ASSEMBLY, date(2004, 9, 18))
    keep(
        election,
        Stage.PREPARATION,
        adopted_on="2004-07-28",
        county_plan="县实施方案",
        document_number="许党发〔2004〕21号",
        lead_group_head="甘书记",
    )
    Official.objects.create(election=election, duty="guidance", name="谢晓琴", post="乡干部")
    found = facts(election, "work_plan")
    assert (found.header.number, found.header.issued_on) == ("", date(2004, 7, 28))
    assert (found.seats, found.term_years, found.method) == (3, 3, "committee_then_secretary")
    assert (found.county_plan, found.lead_group_head) == ("县实施方案", "甘书记")
    assert found.guidance == (Person(name="谢晓琴", post="乡干部"),)
    assert [(step.stage, step.actors) for step in found.steps][2:4] == [
        ("公布条件办法", ("乡党委", "选举委员会")),
        ("信任投票", ("选举委员会", "指导组")),
    ]
    assert [step.planned_on for step in found.steps] == [None] * 7 + [date(2004, 9, 18), None, None]


def test_the_list_of_the_committee_waits_for_its_head_and_two_more(election: Election) -> None:
    Official.objects.create(election=election, duty="committee", name="吴有根", post="老党员")
    with pytest.raises(NotYet, match="连同委员至少3人"):
        facts(election, "committee_list")
    Official.objects.create(election=election, duty="committee", name="郑海", post="村民代表")
    keep(election, Stage.COMMITTEE_FORMED, party_meeting_on="2004-08-05", posted_on="2004-08-06")
    found = facts(election, "committee_list")
    assert found.people == (
        CommitteeMember(person=Person(name="zhuren人"), capacity="主任"),
        CommitteeMember(person=Person(name="吴有根", post="老党员"), capacity="委员"),
        CommitteeMember(person=Person(name="郑海", post="村民代表"), capacity="委员"),
    )
    assert (found.party_meeting_on, found.villagers_meeting_on) == (date(2004, 8, 5), None)
    assert (found.header.issued_on, found.office) == (date(2004, 8, 6), "中坊村村民委员会办公室")


def test_the_list_of_voters_counts_the_groups(election: Election) -> None:
    keep(election, Stage.ANNOUNCED, voters_posted_on="2004-08-12", posted_at="各村小组")
    found = facts(election, "voter_list")
    assert found.groups == (
        VoterGroup(name="第1村小组", eligible=100),
        VoterGroup(name="第2村小组", eligible=100),
    )
    assert (found.eligible, found.posted_at, found.contact) == (200, "各村小组", CONTACT)
    assert (found.header.issued_on, found.header.place) == (date(2004, 8, 12), "各村小组")
    election.groups.update(eligible=0)
    for kind in ("voter_list", "voting_notice"):
        with pytest.raises(NotYet, match=r"^各村小组有投票权的人数还没有登记。$"):
            facts(election, kind)


def test_the_method_is_written_from_the_rule_set_of_the_election(election: Election) -> None:
    changed = {
        "seats": 5, "shortlist_size": 9, "trust_threshold": "3/5", "trust_base": "valid", "trust_turnout": "2/3",
        "candidate_surplus": "1/4", "quorum": "3/4", "majority_base": "entitled", "secretary_voters": "assembly",
    }  # fmt: skip
    pilot = facts(election, "election_method")
    Election.objects.filter(pk=election.pk).update(
        rules={**election.rules, **changed}, objection_days=5, objection_unit="working"
    )
    found = facts(election, "election_method")
    words = (
        "seats", "shortlist_required", "shortlist_size", "candidates_minimum", "trust_threshold", "trust_base",
        "trust_turnout", "surplus_share", "quorum", "majority_base", "committee_elects_secretary", "window",
    )  # fmt: skip
    assert tuple(getattr(pilot, name) for name in words) == (
        3, 5, 5, 4, "70", "收回票数", "半数", "20%", "五分之四", "实到会人数", True, "7天",
    )  # fmt: skip
    # 5 seats: 5 × 1.5 = 7.5, so 8; 5 × 25 % = 1.25, so a surplus of 2 and 7 candidates.
    assert tuple(getattr(found, name) for name in words) == (
        5, 8, 9, 7, "60", "有效票数", "三分之二", "25%", "四分之三", "应到会人数", False, "5个工作日",
    )  # fmt: skip
    assert (found.proxies_limit, found.monitors_minimum, found.smallest_unit) == (3, 3, 10)
    assert (found.shortlist_ratio, found.majority, found.excusals[1]) == ("1∶1.5", "半数", "自费出国半年以上")


def test_letter_notice_and_proxies_take_the_day_as_planned_until_it_is_recorded(election: Election) -> None:
    kinds = ("open_letter", "voting_notice", "proxy_card", "proxy_list", "voter_list")
    assert [facts(election, kind).voting_on for kind in kinds] == [None] * 5
    plan(election, Stage.TRUST_VOTING, date(2004, 8, 29))
    assert [facts(election, kind).voting_on for kind in kinds] == [date(2004, 8, 29)] * 5
    keep(
        election,
        Stage.TRUST_VOTING,
        voted_on="2004-08-30",
        place="村小学",
        opened_at="14:30",
        mobile_route="村委会—上坑",
        proxies_posted_on="2004-08-27",
    )
    assert [facts(election, kind).voting_on for kind in kinds] == [date(2004, 8, 30)] * 5
    notice = facts(election, "voting_notice")
    # the stage records one route for the village, which is no group's own
    assert (notice.venue, notice.opened_at, notice.mobile_route) == ("村小学", "14:30", "")
    listed = facts(election, "proxy_list")
    assert (listed.header.issued_on, listed.lines, listed.proxies_limit) == (date(2004, 8, 27), 20, 3)
    assert [facts(election, kind).header.issued_on for kind in kinds[:2]] == [TODAY, TODAY]
    keep(election, Stage.ANNOUNCED, letter_sent_on="2004-08-16")
    letter = facts(election, "open_letter")
    assert facts(election, "voting_notice").header.issued_on == date(2004, 8, 16)
    assert (letter.header.issued_on, letter.trust_threshold) == (date(2004, 8, 16), "70")


def test_each_is_made_and_kept(election: Election) -> None:
    plan(election, Stage.TRUST_VOTING, date(2004, 8, 29))
    for name in ("吴有根", "郑海"):
        Official.objects.create(election=election, duty="committee", name=name)
    kinds = (
        "work_plan", "committee_list", "voter_list", "election_method", "open_letter", "voting_notice", "proxy_card",
        "proxy_list",
    )  # fmt: skip
    made = [
        make_paper(election=election, key=key_of(kind), by=election.created_by.actor, at=AT) for kind in kinds
    ]
    assert [(notice.title, notice.stage) for notice in made] == [
        ("中坊村工作安排与流程表", "preparation"),
        ("中坊村选举委员会名单公告", "committee_formed"),
        ("中坊村村民名单公告", "announced"),
        ("中坊村选举办法（草案）", "announced"),
        ("中坊村致村民公开信", "announced"),
        ("中坊村投票通知 第1村小组", "announced"),
        ("中坊村委托投票证", "announced"),
        ("中坊村委托投票公示", "trust_voting"),
    ]
