"""The demo: one load, then the facts of the report, the states planned, and who did what."""

import json
from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.test import Client, TestCase

from ballots.models import Attendance, Excusal, Keying, MeetingStep, Notice, Objection, Review, Round, Sheet
from ballots.selectors.dossier import Decided, decided
from elections.models import (
    County,
    Election,
    ElectionMember,
    Official,
    PartyMember,
    StageRecord,
    Township,
    User,
    Village,
)
from elections.rules.stages import ORDER
from tests.ballots.demo_reading import (
    ACCOUNTS,
    FOLDER,
    NAMED,
    PAPERS_OF_CHANGKENG,
    PAPERS_OF_ZHONGFANG,
    PASSWORD,
    by_names,
    mean_age,
    told,
)
from tests.elections.pages import as_user


def election_of(name: str) -> Election:
    return Election.objects.select_related("village__township__county").get(village__name=name)


@pytest.mark.django_db
class TestDemo(TestCase):
    """One load for all; a TestCase, since that takes back at its end what it loaded at its beginning."""

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("load_demo")

    @property
    def changkeng(self) -> Decided:
        return decided(election_of("长沙坑村"))

    @property
    def zhongfang(self) -> Decided:
        return decided(election_of("中坊村"))

    def test_everything_is_marked_invented(self) -> None:
        assert list(County.objects.values_list("name", "invented")) == [("崇仁县", True)]
        assert list(Township.objects.values_list("name", "document_prefix")) == [("许坊乡", "许党发")]

    def test_eight_villages_two_complete_or_waiting_one_counting_five_planned(self) -> None:
        stages = {
            election.village.name: (election.stage, election.finished_at is not None)
            for election in Election.objects.select_related("village")
        }
        assert stages == {
            "长沙坑村": ("handed_over", True),
            "中坊村": ("assembly", False),
            "石塘村": ("trust_voting", False),
            "水口村": ("preparation", False),
            "东源村": ("preparation", False),
            "下洋村": ("preparation", False),
            "桥头村": ("preparation", False),
            "竹坪村": ("preparation", False),
        }

    def test_the_pilots_are_in_august_and_september_the_others_in_november(self) -> None:
        for election in Election.objects.select_related("village").prefetch_related("plans"):
            plans = [plan.planned_on for plan in election.plans.all()]
            voting = next(plan.planned_on for plan in election.plans.all() if plan.stage == "trust_voting")
            pilot = election.village.name in ("长沙坑村", "中坊村")
            assert voting.month == (8 if pilot else 11)
            assert max(plans).month == (9 if pilot else 11)
            assert len(plans) == 10

    def test_everybody_can_sign_in_at_once(self) -> None:
        reach = {user.username: (user.role, user.place_name) for user in User.objects.all()}
        assert reach == ACCOUNTS
        for username in ACCOUNTS:
            client = Client()
            signed_in = client.post("/sign-in/", {"username": username, "password": PASSWORD})
            assert signed_in.status_code == 302
            assert client.get("/", follow=True).status_code == 200
            validate_password(PASSWORD, User.objects.get(username=username))

    def test_everybody_is_named_for_a_duty(self) -> None:
        named: dict[str, dict[str, list[str]]] = {}
        for one in Official.objects.filter(account__isnull=False).select_related(
            "account", "election__village"
        ):
            duties = named.setdefault(one.election.village.name, {})
            duties.setdefault(one.duty, []).append(one.account.username)
        assert named == NAMED

    def test_accounts_are_printed_and_nothing_is_written(self) -> None:
        out, before = StringIO(), User.objects.count()
        call_command("load_demo", "--accounts", stdout=out)
        lines = out.getvalue().splitlines()
        assert lines[0] == "演示账号，只用于演示数据："
        assert [line.split()[:2] for line in lines[1:]] == [[username, PASSWORD] for username in ACCOUNTS]
        assert User.objects.count() == before

    def test_it_is_refused_where_there_is_anything(self) -> None:
        with pytest.raises(CommandError, match=r"^数据库里已有数据，演示数据只能装入空的数据库。$"):
            call_command("load_demo")

    def test_changkeng_has_the_facts_of_the_report(self) -> None:
        changkeng = self.changkeng
        decision, election = changkeng.decision, changkeng.election
        assert decision.trust is not None
        assert decision.review is not None
        assert decision.assembly is not None
        assert decision.seats == 3
        assert decision.trust.turnout == "97.51"
        assert len(decision.trust.shortlist) == 7
        assert all(line.reached for line in decision.trust.ranking if line.shortlisted)
        assert changkeng.review is not None
        assert changkeng.review.lines.filter(taken=True).count() == 5
        assert decision.review.status == "settled"
        assert election.method == "committee_then_secretary"
        assert decision.assembly.status == "elected"
        assert changkeng.names(decision.assembly.standing.elected) == ["王小洪", "许建明", "陈志华"]
        assert changkeng.members[decision.assembly.standing.secretary or ""].name == "许建明"
        assert decision.problems == ()

    def test_changkeng_says_what_its_dossier_says(self) -> None:
        changkeng = self.changkeng
        assert by_names(changkeng.dossier) == by_names(told("changkeng"))

    def test_changkeng_is_decided_as_its_dossier(self) -> None:
        changkeng = self.changkeng
        expected = json.loads((FOLDER / "changkeng.json").read_bytes())["outcome"]["trust"]["ranking"]
        assert changkeng.decision.trust is not None
        ranking = [(line.rank, line.trust, line.rate) for line in changkeng.decision.trust.ranking]
        assert ranking == [(line["rank"], line["trust"], line["rate"]) for line in expected]

    def test_changkeng_has_a_younger_committee(self) -> None:
        changkeng = self.changkeng
        old = [member for member in changkeng.members.values() if member.present_post.startswith("村党支部")]
        outcome = changkeng.decision.assembly
        assert outcome is not None
        new = [changkeng.members[code] for code in outcome.standing.elected]
        assert mean_age(old) == 43
        assert mean_age(new) == 35
        assert sorted(member.education for member in old) == ["初中", "小学", "高中"]
        assert [member.education for member in new] == ["高中", "高中", "高中"]
        assert len({member.name for member in old} - {member.name for member in new}) == 2

    def test_changkeng_has_all_ten_stages_closed(self) -> None:
        changkeng = self.changkeng
        records = list(StageRecord.objects.filter(election=changkeng.election).order_by("closed_at"))
        assert [record.stage for record in records] == [stage.value for stage in ORDER]
        assert all(record.invalidated_at is None for record in records)
        assert Objection.objects.exclude(finding="").count() == 1

    def test_changkeng_has_every_paper(self) -> None:
        changkeng = self.changkeng
        made = Notice.objects.filter(election=changkeng.election, invalidated_at__isnull=True)
        assert Counter(made.values_list("kind", flat=True)) == PAPERS_OF_CHANGKENG
        assert Notice.objects.filter(invalidated_reason="已由公告第7号代替", superseded=True).count() == 1
        assert all(notice.facts["header"]["invented"] for notice in made)

    def test_the_townships_numbers_are_in_the_order_of_their_days(self) -> None:
        papers = Notice.objects.exclude(township=None).order_by("serial")
        days = [notice.facts["header"]["issued_on"] for notice in papers]
        assert [notice.serial for notice in papers] == list(range(1, 14))
        assert days == sorted(days)

    def test_every_group_is_told_when_and_where_it_votes(self) -> None:
        told = [notice.facts for notice in Notice.objects.filter(kind="voting_notice")]
        assert len(told) == 25
        assert all(facts["hours"] and facts["voting_at"] for facts in told)
        assert sum(bool(facts["mobile_route"]) for facts in told) == 5

    def test_the_meeting_is_called_for_an_hour_and_a_place(self) -> None:
        called = Notice.objects.filter(kind__in=("meeting_notice", "agenda"))
        assert {(each.facts["held_at"], each.facts["venue"]) for each in called} == {("09:00", "村小学礼堂")}

    def test_one_number_is_told_of_the_reply(self) -> None:
        papers = self.changkeng.election.notices.filter(invalidated_at=None)
        (reply,) = papers.filter(kind="reply")
        cited = {papers.get(kind=kind).facts["reply"] for kind in ("elected", "appointment")}
        assert cited == {reply.document_number}

    def test_zhongfang_has_the_facts_of_the_report(self) -> None:
        zhongfang = self.zhongfang
        decision = zhongfang.decision
        assert decision.trust is not None
        assert decision.trust.turnout == "99.00"
        assert len(decision.trust.shortlist) == 6
        assert decision.seats == 3
        assert zhongfang.review is not None
        assert zhongfang.review.lines.filter(taken=True).count() == 5
        assert zhongfang.election.method == "direct"

    def test_zhongfang_says_what_its_dossier_says_but_for_the_ballots(self) -> None:
        zhongfang = self.zhongfang
        expected = by_names(told("zhongfang"))
        expected["rounds"] = []
        assert by_names(zhongfang.dossier) == expected

    def test_zhongfang_waits_for_the_figures_of_its_first_ballot(self) -> None:
        zhongfang = self.zhongfang
        held = zhongfang.assembly_rounds[0]
        assert len(zhongfang.assembly_rounds) == 1
        assert held.kind == "secretary"
        assert [line.member.name for line in held.lines.all()] == ["朱文斌", "杨志刚"]
        assert [(sheet.phase, sheet.version) for sheet in held.sheets.all()] == [("empty", 0)]
        client = as_user(User.objects.get(username="zhongfang"))
        page = client.get(f"/sheets/{held.sheets.get().pk}/").content.decode()
        assert "中坊村 · 第 1 轮，应选 1 名" in page
        assert zhongfang.decision.assembly is not None
        assert zhongfang.decision.assembly.status == "incomplete"

    def test_zhongfang_has_its_meeting_recorded_up_to_the_vote(self) -> None:
        zhongfang = self.zhongfang
        election = zhongfang.election
        assert Attendance.objects.get(election=election).present == 19
        assert Excusal.objects.get(election=election).member.name == "饶长根"
        steps = MeetingStep.objects.filter(election=election).order_by("done_at")
        assert list(steps.values_list("step", flat=True)) == [
            "head_count",
            "method",
            "monitors",
            "speeches",
            "box_sealed",
            "ballots_issued",
            "voted",
        ]

    def test_zhongfang_has_some_papers(self) -> None:
        zhongfang = self.zhongfang
        made = Notice.objects.filter(election=zhongfang.election)
        assert Counter(made.values_list("kind", flat=True)) == PAPERS_OF_ZHONGFANG

    def test_shitang_has_its_boxes_as_planned(self) -> None:
        sheets = Sheet.objects.filter(round__election=election_of("石塘村"))
        stand = {(sheet.label, sheet.phase, sheet.warnings_open) for sheet in sheets.select_related("group")}
        assert stand == {
            ("第一村小组票箱", "verified", 0),
            ("第二村小组票箱", "second_due", 0),
            ("第三村小组票箱", "verified", 0),
            ("第四村小组票箱", "first_errors", 0),
            ("第五村小组票箱", "first", 0),
            ("第六村小组票箱", "empty", 0),
            ("第七村小组票箱", "empty", 0),
            ("第八村小组票箱", "empty", 0),
            ("第八村小组流动票箱", "empty", 0),
        }

    def test_shitang_has_one_warning_explained(self) -> None:
        sheets = Sheet.objects.filter(round__election=election_of("石塘村")).exclude(explanations={})
        assert [list(sheet.explanations) for sheet in sheets] == [["W-101 /invalid"]]

    def test_every_figure_was_keyed_by_two_clerks_of_its_village(self) -> None:
        keyings = Keying.objects.select_related("keyed_by", "sheet__round__election")
        assert keyings.count() == 2 * (11 + 2 + 10 + 2) + 3
        for keying in keyings:
            assert keying.keyed_by.role == "clerk"
            assert keying.keyed_by.village_id == keying.sheet.round.election.village_id
        for sheet in Sheet.objects.filter(phase="verified").prefetch_related("keyings"):
            first, second = sheet.keyings.all()
            assert (first.keyed_by, second.keyed_by) == (sheet.first_by, sheet.second_by)
            assert first.keyed_by != second.keyed_by
            assert sheet.current == second

    def test_the_township_settled_and_closed(self) -> None:
        township = User.objects.get(username="xufang")
        assert {record.saved_by for record in StageRecord.objects.all()} == {township}
        assert {review.made_by for review in Review.objects.all()} == {township}
        assert {election.created_by for election in Election.objects.all()} == {township}
        assert {held.opened_by.role for held in Round.objects.exclude(kind="trust")} == {"clerk"}

    def test_every_copy_of_the_register_comes_from_the_roster(self) -> None:
        assert ElectionMember.objects.filter(source__isnull=True).count() == 0
        assert ElectionMember.objects.count() == PartyMember.objects.count() == 26 + 22 + 18 + 10 + 9
        assert Village.objects.count() == 8

    def test_nothing_is_dated_outside_the_autumn_of_2004(self) -> None:
        moments = [
            *Keying.objects.values_list("keyed_at", flat=True),
            *Notice.objects.values_list("made_at", flat=True),
            *StageRecord.objects.values_list("saved_at", flat=True),
            *Round.objects.values_list("opened_at", flat=True),
        ]
        assert {moment.year for moment in moments} == {2004}
        assert {moment.month for moment in moments} == {7, 8, 9, 10, 11}
