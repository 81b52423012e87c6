"""Going back: where to, what falls and stays visible, and what is refused."""

from datetime import time

import pytest
from django.urls import reverse

from ballots.models import (
    Attendance,
    Certificate,
    Excusal,
    MeetingStep,
    Notice,
    Review,
    Round,
    Sheet,
)
from ballots.services.going_back import go_back
from ballots.services.shortlist import order_new_vote
from elections.models import Election, ElectionMember, Official, PartyMember, StageRecord, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Refused
from elections.services.register import follow_register
from tests.ballots.signers import sign
from tests.ballots.stagekit import NOW, begin, carry, close, key_trust, prepare, review
from tests.elections.pages import as_user

WAYS = [
    ("committee_formed", "preparation"),
    ("announced", "committee_formed"),
    ("announced", "preparation"),
    ("trust_voting", "announced"),
    ("trust_voting", "committee_formed"),
    ("trust_voting", "preparation"),
    ("trust_certified", "trust_voting"),
    ("shortlisted", "trust_certified"),
    ("reviewed", "shortlisted"),
    ("assembly", "reviewed"),
    ("assembly", "shortlisted"),
    ("approved", "assembly"),
]


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


def back(election: Election, target: str, user: User, reason: str = "名册有误") -> None:
    election.refresh_from_db()
    go_back(
        election_id=election.pk,
        version=election.version,
        target=Stage(target),
        reason=reason,
        by=user.actor,
        at=NOW,
    )
    election.refresh_from_db()


def page_of(election: Election) -> str:
    return reverse("stage_back", args=[election.pk])


def notice(election: Election, stage: str, user: User) -> Notice:
    return Notice.objects.create(
        election=election,
        round=election.rounds.first(),
        sheet=Sheet.objects.filter(round__election=election).first(),
        kind="conditions",
        number=Notice.objects.count() + 1,
        stage=stage,
        title=f"{stage}的材料",
        facts={},
        pdf=b"",
        pages=1,
        sha256="0" * 64,
        made_at=NOW,
        made_by=user,
    )


@pytest.mark.parametrize(("present", "target"), WAYS)
def test_every_way_back_through_the_page(
    present: str, target: str, election: Election, township_user: User
) -> None:
    carry(election, Stage(present), township_user)
    kept = notice(election, "nowhere", township_user)
    fell = notice(election, target, township_user)
    response = as_user(township_user).post(
        page_of(election), {"version": election.version, "target": target, "reason": "日期写错"}
    )
    assert response.status_code == 302
    election.refresh_from_db()
    assert election.stage == target
    closed = {record.stage for record in StageRecord.objects.filter(invalidated_at__isnull=True)}
    assert closed == {stage.value for stage in list(Stage)[: Stage(target).number - 1]}
    fallen = StageRecord.objects.filter(invalidated_at__isnull=False)
    assert [record.stage for record in fallen] == [
        stage.value for stage in list(Stage)[Stage(target).number - 1 : Stage(present).number - 1]
    ]
    assert {(record.invalidated_reason, record.invalidated_by) for record in fallen} == {
        ("日期写错", township_user)
    }
    fell.refresh_from_db()
    kept.refresh_from_db()
    assert fell.invalidated_reason == "日期写错"
    assert kept.invalidated_at is None


@pytest.mark.parametrize(("present", "target"), WAYS)
def test_it_can_go_on_again(present: str, target: str, election: Election, township_user: User) -> None:
    carry(election, Stage(present), township_user)
    back(election, target, township_user)
    for stage in list(Stage)[Stage(target).number - 1 : Stage(present).number - 1]:
        if stage is Stage.REVIEWED:
            Review.objects.filter(invalidated_at__isnull=True).exists() or review(election, township_user)
        if stage is Stage.TRUST_VOTING and not Sheet.objects.filter(version__gt=0).exists():
            prepare(election, stage, township_user)
        close(election, stage, township_user)
    assert election.stage == present


def test_the_page_names_what_falls(election: Election, township_user: User) -> None:
    carry(election, Stage.ASSEMBLY, township_user)
    Attendance.objects.create(election=election, present=9)
    response = as_user(township_user).get(page_of(election))
    assert [(target.value, lines) for target, lines in response.context["ways"]] == [
        ("reviewed", ["“审定与公示”阶段的记录", "党员大会的到会、请假和程序记录"]),
        (
            "shortlisted",
            [
                "“确定预备候选人”阶段的记录",
                "“审定与公示”阶段的记录",
                "党委会2004年9月1日对候选人的审定及其异议登记",
                "党员大会的到会、请假和程序记录",
            ],
        ),
    ]


def test_the_meeting_is_set_aside_and_kept(election: Election, township_user: User) -> None:
    carry(election, Stage.ASSEMBLY, township_user)
    Attendance.objects.create(election=election, present=9)
    member = election.members.first()
    Excusal.objects.create(election=election, member=member, ground="ABROAD", consent_number="1号")
    MeetingStep.objects.create(election=election, step="method", done_at=time(9, 30), in_favour=9, note="无")
    back(election, "reviewed", township_user)
    assert Attendance.objects.count() + Excusal.objects.count() + MeetingStep.objects.count() == 0
    record = StageRecord.objects.get(stage="assembly")
    assert record.invalidated_at == NOW
    assert record.items["meeting"] == {
        "present": 9,
        "excusals": [["于海林", "ABROAD", "1号", False]],
        "steps": [["method", "09:30", 9, "无"]],
    }
    assert Review.objects.get().invalidated_at is None


def test_one_signature_alone_falls_with_the_way_back(election: Election, township_user: User) -> None:
    carry(election, Stage.TRUST_CERTIFIED, township_user)
    held = Round.objects.get()
    sign(held, "committee_head", at=NOW)
    response = as_user(township_user).get(page_of(election))
    (way,) = response.context["ways"]
    assert way == (
        Stage.TRUST_VOTING,
        ["“信任投票”阶段的记录", "信任投票结果上的签字（票数保留）"],
    )
    back(election, "trust_voting", township_user)
    certificate = Certificate.objects.get()
    assert (certificate.lifted_at, certificate.lifted_by, certificate.lifted_reason) == (
        NOW,
        township_user,
        "名册有误",
    )
    assert [one.capacity for one in certificate.signatures.all()] == ["committee_head"]
    assert Round.objects.get().certificate is None
    assert [sheet.version for sheet in held.sheets.all()] == [2, 2]


@pytest.mark.parametrize("present", ["trust_certified", "shortlisted", "reviewed", "assembly"])
def test_the_township_alone_does_not_go_back_past_a_certificate(
    present: str, election: Election, township_user: User
) -> None:
    carry(election, Stage(present), township_user, ready=present == "trust_certified")
    assert Stage.TRUST_VOTING not in [
        target for target, _ in as_user(township_user).get(page_of(election)).context["ways"]
    ]
    with pytest.raises(Refused, match="不能退回到“信任投票”"):
        back(election, "trust_voting", township_user)
    assert Certificate.objects.get().lifted_at is None


def test_before_any_figure_the_register_opens_again(
    election: Election, village: Village, township_user: User
) -> None:
    carry(election, Stage.TRUST_VOTING, township_user)
    paper = notice(election, "trust_voting", township_user)
    back(election, "announced", township_user)
    PartyMember.objects.filter(village=village, name="饶春华").delete()
    follow_register(village, by=township_user.actor, at=NOW)
    assert ElectionMember.objects.filter(election=election).count() == 8
    paper.refresh_from_db()
    assert (paper.sheet, paper.invalidated_reason) == (None, "名册有误")
    close(election, Stage.ANNOUNCED, township_user)
    first, second = Round.objects.all()
    assert (first.invalidated_reason, second.invalidated_at) == ("名册有误", None)
    assert second.lines.count() == 8


def test_figures_typed_bar_the_way_before_the_vote(election: Election, township_user: User) -> None:
    carry(election, Stage.TRUST_VOTING, township_user, ready=True)
    assert as_user(township_user).get(page_of(election)).context["ways"] == []
    with pytest.raises(Refused, match="“信任投票”不能退回到“公布条件办法”。"):
        back(election, "announced", township_user)


def test_a_repeated_vote_does_not_open_rules_and_register_again(
    election: Election, township_user: User
) -> None:
    carry(election, Stage.TRUST_VOTING, township_user)
    key_trust(election, trusted=4)
    close(election, Stage.TRUST_VOTING, township_user)
    prepare(election, Stage.TRUST_CERTIFIED, township_user)
    close(election, Stage.TRUST_CERTIFIED, township_user)
    order_new_vote(
        election_id=election.pk, version=election.version, reason="不足", by=township_user.actor, at=NOW
    )
    with pytest.raises(Refused, match="“信任投票”不能退回到“公布条件办法”。"):
        back(election, "announced", township_user)


def test_a_group_or_member_gone_meanwhile_keeps_those_on_duty(
    election: Election, village: Village, township_user: User
) -> None:
    carry(election, Stage.TRUST_VOTING, township_user)
    second = election.groups.get(name="第二村小组")
    Official.objects.create(election=election, duty="trust_monitor", name="熊六", group=second)
    village.groups.get(name="第二村小组").delete()
    given = {"version": election.version, "target": "announced", "reason": "写错"}
    response = as_user(township_user).post(page_of(election), given)
    assert response.context["form"].non_field_errors() == [
        "村小组或党员名册后来有删除，而被删除的还有人担任工作（熊六），请先到工作人员中取消。"
    ]
    election.refresh_from_db()
    assert election.stage == "trust_voting"


def test_assembly_figures_bar_every_way(election: Election, township_user: User) -> None:
    carry(election, Stage.ASSEMBLY, township_user, ready=True)
    page = as_user(township_user).get(page_of(election)).content.decode()
    assert "现在不能退回" in page
    with pytest.raises(Refused):
        back(election, "reviewed", township_user)


def test_the_election_page_shows_what_fell(election: Election, township_user: User) -> None:
    carry(election, Stage.ANNOUNCED, township_user)
    notice(election, "committee_formed", township_user)
    back(election, "committee_formed", township_user, reason="主任人选有误")
    page = as_user(township_user).get(reverse("election", args=[election.pk])).content.decode()
    assert "失效的记录和材料" in page
    assert "<s>2. 成立选举委员会；党员大会推选日期：2004年8月5日" in page
    assert page.count("理由：主任人选有误") == 2
    assert "<s>《committee_formed的材料》" in page


def test_the_form_starts_from_what_fell(election: Election, township_user: User) -> None:
    carry(election, Stage.ANNOUNCED, township_user)
    back(election, "committee_formed", township_user)
    page = as_user(township_user).get(reverse("stage_close", args=[election.pk])).content.decode()
    assert "下面照退回以前的记录填好" in page
    assert 'value="许党发〔2004〕24号"' in page
