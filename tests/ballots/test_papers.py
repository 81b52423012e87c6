"""Papers: what can be made when, made once, kept with their facts, and downloaded as they were made."""

import hashlib
import io

import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse
from factories import AT, codes_of, even_figures, make_election, set_stage, trust_sheets
from keyers import key_sheet
from meetings import hold, in_assembly, in_review, settle, start

from ballots.models import Notice
from ballots.notices.facts import NoticeKind
from ballots.selectors.papers import NotYet, PaperKey, catalogue, facts_for
from ballots.services.boxes import add_mobile_box
from ballots.services.papers import make_paper
from elections.models import Election, User, Village
from elections.rules.stages import Stage

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def election(village: Village, clerk: User) -> Election:
    return make_election(village, clerk, members=8, groups=2)


def waits(election: Election) -> dict[str, str]:
    return {entry.label: entry.waits_for for entry in catalogue(election, today=TODAY)}


def certify(election: Election, clerk: User) -> None:
    """Two boxes of 88 returned each: m1 to m6 get 70 in each, 140 of 176 or 79.54 %; m7 and m8 get 10 in each."""
    for sheet in trust_sheets(election):
        key_sheet(sheet, even_figures(codes_of(sheet.round), favours={"m7": 10, "m8": 10}))
    set_stage(election, Stage.SHORTLISTED, clerk)


def test_before_the_vote_only_ballots_and_tally_sheets_can_be_made(election: Election) -> None:
    assert waits(election) == {
        "任职条件公告": "书记（副书记）和委员的任职条件还没有写全。",
        "信任票": "",
        "计票单 第1村小组票箱": "",
        "计票单 第2村小组票箱": "",
        "信任投票结果公告": "各票箱录完、信任投票办结后，才能公布结果。",
        "预备候选人公示": "信任投票结果核定后，才能公示预备候选人。",
        "正式候选人公示": "乡镇党委确定正式候选人后，才能公示。",
        "选举票": "正式候选人确定后，才能印选举票。",
        "选举结果报告单": "党员大会还没有计票结果。",
        "当选公告": "委员和书记选齐后，才能公布当选名单。",
        "工作安排与流程表": "各阶段的计划日期还没有排定。",
        "选举委员会名单公告": "选举委员会还没有登记齐：主任1名，连同委员至少3人。",
        "村民名单公告": "",
        "选举办法（草案）": "",
        "致村民公开信": "",
        "投票通知 第1村小组": "",
        "投票通知 第2村小组": "",
        "委托投票证": "",
        "委托投票公示": "",
        "信任投票监票报告单": "各票箱录完、信任投票办结后，才能公布结果。",
        "会议通知": "正式候选人公示期满、异议全部办结后，才能通知召开党员大会。",
        "议程": "正式候选人公示期满、异议全部办结后，才能通知召开党员大会。",
        "呈报": "党员大会办结以后，才能呈报和批复选举结果。",
        "批复": "党员大会办结以后，才能呈报和批复选举结果。",
        "任职公告": "党员大会办结以后，才能呈报和批复选举结果。",
        "交接清单": "批复办结以后，才办理交接。",
        "分工公告": "新一届委员的分工和党小组长还没有记录。",
    }


def test_conditions_are_one_paragraph_a_line_without_their_own_numbers(election: Election) -> None:
    election.conditions_secretary = "一、拥护党的路线。\n\n（二）办事公道。"
    election.conditions_member = "1. 群众信得过。"
    facts, _ = facts_for(election, PaperKey(NoticeKind.CONDITIONS), today=TODAY)
    assert (facts.secretary, facts.members) == (("拥护党的路线。", "办事公道。"), ("群众信得过。",))


def test_the_trust_result_carries_every_groups_figures(election: Election, clerk: User) -> None:
    certify(election, clerk)
    facts, _ = facts_for(election, PaperKey(NoticeKind.TRUST_RESULT), today=TODAY)
    assert (facts.eligible, facts.issued, facts.returned, facts.valid, facts.invalid) == (
        200,
        180,
        176,
        174,
        2,
    )
    assert (facts.turnout, facts.base, facts.base_count, facts.threshold) == ("88.00", "收回票数", 176, "70")
    assert [(unit.name, unit.returned, unit.votes[0]) for unit in facts.units] == [
        ("第1村小组", 88, (70, 17, 0)),
        ("第2村小组", 88, (70, 17, 0)),
    ]
    assert [(line.votes.favour, line.rate, line.shortlisted) for line in facts.nominees] == [
        *[(140, "79.54", True)] * 6,
        *[(20, "11.36", False)] * 2,
    ]


def test_the_shortlist_names_the_number_its_rates_are_taken_of(election: Election, clerk: User) -> None:
    certify(election, clerk)
    facts, _ = facts_for(election, PaperKey(NoticeKind.PRELIMINARY), today=TODAY)
    assert (facts.base, facts.base_count) == ("收回票数", 176)
    assert [(line.votes, line.rate) for line in facts.candidates] == [(140, "79.54")] * 6


def test_a_result_with_errors_is_not_published(election: Election, clerk: User) -> None:
    first, second = trust_sheets(election)
    # Two boxes of one group, each right by itself, that together handed out more than the group may vote.
    mobile = add_mobile_box(
        election_id=election.pk,
        group_id=first.group_id,
        known=2,
        by=clerk.actor,
        at=AT,  # type: ignore[arg-type]
    )
    for sheet in (first, second, mobile):
        key_sheet(sheet, even_figures(codes_of(sheet.round)))
    set_stage(election, Stage.TRUST_CERTIFIED, clerk)
    assert waits(election)["信任投票结果公告"] == "各票箱合起来还有错误，改正以后才能公布结果。"


def test_the_same_facts_are_rendered_once_and_new_facts_make_a_new_version(
    election: Election, clerk: User
) -> None:
    key = PaperKey(NoticeKind.TRUST_BALLOT)
    first = make_paper(election=election, key=key, by=clerk.actor, at=AT)
    again = make_paper(election=election, key=key, by=clerk.actor, at=AT)
    assert (first.pk, first.number, Notice.objects.count()) == (again.pk, 1, 1)
    assert hashlib.sha256(bytes(first.pdf)).hexdigest() == first.sha256
    election.members.filter(code="m1").update(note="大")
    second = make_paper(election=election, key=key, by=clerk.actor, at=AT)
    first.refresh_from_db()
    assert (second.number, second.invalidated_at) == (2, None)
    assert (first.invalidated_at, first.invalidated_reason) == (AT, "已由第2版代替")


def test_each_box_counts_its_own_versions(election: Election, clerk: User) -> None:
    made = [
        make_paper(election=election, key=PaperKey(NoticeKind.TALLY_SHEET, sheet.pk), by=clerk.actor, at=AT)
        for sheet in trust_sheets(election)
    ]
    assert [(notice.title, notice.number) for notice in made] == [
        ("中坊村计票单 第1村小组票箱", 1),
        ("中坊村计票单 第2村小组票箱", 1),
    ]


def test_a_paper_whose_source_is_missing_is_refused(election: Election, clerk: User) -> None:
    with pytest.raises(NotYet, match="委员和书记选齐后"):
        make_paper(election=election, key=PaperKey(NoticeKind.ELECTED), by=clerk.actor, at=AT)
    assert Notice.objects.count() == 0


def test_made_and_downloaded_through_the_pages(election: Election, clerk: User, client: Client) -> None:
    client.force_login(clerk)
    page = reverse("papers", args=[election.pk])
    answer = client.post(reverse("paper_make", args=[election.pk]), {"kind": "trust_ballot"}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "中坊村信任票已制作，共 1 页，可以下载打印。" in answer.text
    notice = Notice.objects.get()
    file = client.get(reverse("paper_pdf", args=[notice.pk]) + "?download")
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert file.content == bytes(notice.pdf)
    with pdfplumber.open(io.BytesIO(file.content)) as pdf:
        assert "信任票" in pdf.pages[0].extract_text().replace(" ", "")


def test_a_preview_stores_nothing(election: Election, clerk: User, client: Client) -> None:
    client.force_login(clerk)
    answer = client.get(reverse("paper_preview", args=[election.pk]), {"kind": "trust_ballot"})
    assert (answer.status_code, answer.content[:5], Notice.objects.count()) == (200, b"%PDF-", 0)


def test_a_paper_that_cannot_be_made_says_why(election: Election, clerk: User, client: Client) -> None:
    client.force_login(clerk)
    answer = client.post(reverse("paper_make", args=[election.pk]), {"kind": "elected"}, follow=True)
    assert "委员和书记选齐后，才能公布当选名单。" in answer.text


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "deed"},
        {"kind": "tally_sheet", "sheet_id": "x"},
        {"kind": "trust_ballot", "round_id": "-1"},
    ],
)
def test_what_is_no_paper_is_not_found(
    data: dict[str, str], election: Election, clerk: User, client: Client
) -> None:
    client.force_login(clerk)
    assert client.post(reverse("paper_make", args=[election.pk]), data).status_code == 404


def test_who_may_see_and_who_may_make(
    election: Election, clerk: User, viewer: User, other_clerk: User, stranger: User, client: Client
) -> None:
    notice = make_paper(election=election, key=PaperKey(NoticeKind.TRUST_BALLOT), by=clerk.actor, at=AT)
    expected = {
        clerk: (200, 200, 302),
        viewer: (200, 200, 403),
        other_clerk: (404, 404, 404),
        stranger: (404,) * 3,
    }
    for user, codes in expected.items():
        client.force_login(user)
        assert codes == (
            client.get(reverse("papers", args=[election.pk])).status_code,
            client.get(reverse("paper_pdf", args=[notice.pk])).status_code,
            client.post(reverse("paper_make", args=[election.pk]), {"kind": "trust_ballot"}).status_code,
        )


@pytest.mark.parametrize("kind", ["correction", "pack_cover", "box_label"])
def test_what_is_not_on_the_list_is_not_made(
    election: Election, clerk: User, client: Client, kind: str
) -> None:
    client.force_login(clerk)
    answers = (
        client.post(reverse("paper_make", args=[election.pk]), {"kind": kind}, follow=True),
        client.get(reverse("paper_preview", args=[election.pk]), {"kind": kind}, follow=True),
    )
    assert ["没有这份材料。" in answer.text for answer in answers] == [True, True]
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("groups", [1, 3])
def test_the_list_takes_the_same_queries_however_many_boxes(
    village: Village, clerk: User, client: Client, django_assert_num_queries: object, groups: int
) -> None:
    election = make_election(village, clerk, members=4 * groups, groups=groups)
    client.force_login(clerk)
    with django_assert_num_queries(18):  # type: ignore[operator]
        client.get(reverse("papers", args=[election.pk]))


def test_the_formal_candidates_are_told_with_their_careers(village: Village, township_user: User) -> None:
    election = in_review(village, township_user)
    careers = {"m1": "高中毕业后在家务农", "m4": "退伍军人，2001年任村小组长。"}
    settle(election, township_user, "m1", "m2", "m4", "m5", careers=careers)
    facts, _ = facts_for(election, PaperKey(NoticeKind.FORMAL), today=TODAY)
    assert [person.career for person in facts.candidates] == [
        "高中毕业后在家务农。",
        "",
        "退伍军人，2001年任村小组长。",
        "",
    ]


def test_a_secretary_elected_directly_after_the_committee_is_written_in_from_it(
    village: Village, township_user: User
) -> None:
    election = in_assembly(village, township_user, method="direct")
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 8, "m4": 1, "m5": 1})
    held = start(election, "secretary", "m2")
    facts, _ = facts_for(election, PaperKey(NoticeKind.ELECTION_BALLOT, round_id=held.pk), today=TODAY)
    assert (facts.post, facts.seats, facts.write_in_lines) == ("secretary", 1, 1)
    assert facts.write_ins_from == "新当选的支部委员会委员"
