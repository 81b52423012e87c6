"""Papers of the assembly and after it, made from elections that the services brought there."""

from datetime import date

import pytest
from complete import told
from factories import AT, codes_of, even_figures, make_election, set_stage, trust_sheets
from keyers import key_sheet
from meetings import hold, in_assembly, start
from stagekit import ITEMS

from ballots.models import Round, Sheet
from ballots.notices.facts import Facts, NoticeKind
from ballots.selectors.papers import NotYet, PaperKey, catalogue, facts_for
from ballots.services.papers import make_paper
from elections.models import Election, StageRecord, User, Village
from elections.rules.stages import Stage

pytestmark = pytest.mark.django_db
TODAY = AT.date()
FIVE = {"m1": 10, "m2": 9, "m3": 8, "m4": 1, "m5": 1}


def facts(election: Election, kind: NoticeKind, held: Round | None = None) -> Facts:
    return facts_for(election, PaperKey(kind, round_id=held.pk if held else None), today=TODAY)[0]


def refusal(election: Election, kind: NoticeKind) -> str:
    with pytest.raises(NotYet) as said:
        facts(election, kind)
    return str(said.value)


def write(election: Election, by: User, stage: Stage, **items: str) -> None:
    StageRecord.objects.update_or_create(
        election=election, stage=stage.value, defaults={"items": items, "saved_at": AT, "saved_by": by}
    )


def names(people) -> list[str]:
    return [person.name for person in people]


def test_the_monitors_report_waits_for_the_figures_and_not_for_signatures(
    village: Village, clerk: User
) -> None:
    """Two boxes of 88 returned of 90 issued; m1 … m6 get 70 in each, m7 and m8 get 10."""
    election = make_election(village, clerk, members=8, groups=2)
    for sheet in trust_sheets(election):
        key_sheet(sheet, even_figures(codes_of(sheet.round), favours={"m7": 10, "m8": 10}))
    assert refusal(election, NoticeKind.TRUST_REPORT) == "各票箱录完、信任投票办结后，才能公布结果。"
    write(election, clerk, Stage.TRUST_VOTING, voted_on="2004-08-29", place="村小学", opened_at="14:30")
    Election.objects.filter(pk=election.pk).update(stage=Stage.TRUST_CERTIFIED.value)
    election.refresh_from_db()
    assert refusal(election, NoticeKind.TRUST_RESULT) == "选举委员会主任和监票人签字核定以后，才能公布结果。"
    told = facts(election, NoticeKind.TRUST_REPORT)
    assert (told.eligible, told.issued, told.returned, told.valid, told.invalid) == (200, 180, 176, 174, 2)
    assert (told.header.issued_on, told.venue, told.opened_at) == (date(2004, 8, 29), "村小学", "14:30")
    assert [(unit.name, unit.issued, unit.returned) for unit in told.units] == [
        ("第1村小组", 90, 88),
        ("第2村小组", 90, 88),
    ]
    assert told.nominees[0].votes.favour == 140
    assert told.header.by_analogy == ("《中华人民共和国村民委员会组织法》",)


def test_a_meeting_is_called_with_those_who_have_the_vote(village: Village, township_user: User) -> None:
    """Twelve members, one of them made probationary: eleven have the vote."""
    election = in_assembly(village, township_user)
    election.members.filter(code="m12").update(standing="probationary")
    told = facts(election, NoticeKind.MEETING_NOTICE)
    assert (told.voters, told.others, told.quorum) == (11, 1, "五分之四")
    assert (told.held_on, told.venue, told.header.issued_on) == (None, "", TODAY)
    assert told.business[-1] == "大会闭会后，新一届支部委员会举行第一次会议，选举支部书记"
    election.plans.create(stage=Stage.ASSEMBLY.value, planned_on=date(2004, 9, 20))
    assert facts(election, NoticeKind.MEETING_NOTICE).held_on == date(2004, 9, 20)
    record = {"held_on": "2004-09-22", "held_at": "14:30", "place": "村小学", "presided_by": "老书记"}
    write(election, township_user, Stage.ASSEMBLY, **record)
    told = facts(election, NoticeKind.MEETING_NOTICE)
    assert (told.held_on, told.held_at, told.venue) == (date(2004, 9, 22), "14:30", "村小学")
    agenda = facts(election, NoticeKind.AGENDA)
    where = (agenda.held_on, agenda.held_at, agenda.venue, agenda.presided_by)
    assert where == (date(2004, 9, 22), "14:30", "村小学", "老书记")
    assert (agenda.header.issued_on, agenda.on_the_order) == (date(2004, 9, 22), "")
    assert [item.title for item in agenda.business] == [
        "会议开始",
        "选举支部委员会委员",
        "新一届支部委员会举行第一次会议，选举支部书记",
    ]


def test_no_meeting_is_called_before_the_window_is_over(village: Village, township_user: User) -> None:
    election = in_assembly(village, township_user)
    set_stage(election, Stage.REVIEWED, township_user)
    waits = "正式候选人公示期满、异议全部办结后，才能通知召开党员大会。"
    assert refusal(election, NoticeKind.MEETING_NOTICE) == waits
    assert refusal(election, NoticeKind.AGENDA) == waits


def test_the_agenda_of_a_direct_election_stays_in_the_assembly(village: Village, township_user: User) -> None:
    election = in_assembly(village, township_user, method="direct")
    agenda = facts(election, NoticeKind.AGENDA)
    assert agenda.business[2].title == "直接选举支部书记"
    assert agenda.on_the_order == "委员和书记选举的先后次序，由大会主持人在投票前宣布。"


def test_report_reply_and_appointment(village: Village, township_user: User) -> None:
    """Seven members, of whom the committee of two (m1 with 4 votes, m2 with 3) elects m1 by 2 votes of 2."""
    election = told(village, township_user)
    sent = facts(election, NoticeKind.SUBMISSION)
    assert (sent.to, sent.header.signature) == ("中共崇仁县许坊乡委员会", "中共许坊乡中坊村支部委员会")
    assert (sent.header.number, sent.header.issued_on) == ("中坊支字〔2004〕1号", date(2004, 9, 19))
    assert (sent.entitled, sent.present, sent.held_on) == (6, 5, date(2004, 9, 18))
    assert [(one.ballot, one.issued, one.returned, len(one.elected)) for one in sent.rounds] == [
        ("committee", 5, 5, 2),
        ("secretary", 2, 2, 1),
    ]
    # The assembly had six entitled and five present; the committee's own meeting had its two members.
    assert [(one.by_committee, one.entitled, one.present) for one in sent.rounds] == [
        (False, 6, 5),
        (True, 2, 2),
    ]
    announced = facts(election, NoticeKind.ELECTED)
    assert [(one.secretary_entitled, one.secretary_present) for one in (sent, announced)] == [(2, 2)] * 2
    assert [(row.person.name, row.votes, row.secretary_votes) for row in sent.committee] == [
        ("于海林", 4, 2),
        ("朱文斌", 3, None),
    ]
    answer = facts(election, NoticeKind.REPLY)
    assert (answer.to, answer.header.signature) == ("中共许坊乡中坊村支部委员会", "中共崇仁县许坊乡委员会")
    assert (answer.header.number, answer.header.issued_on) == ("", date(2004, 9, 20))
    assert (answer.report_number, answer.reported_on) == ("中坊支字〔2004〕1号", date(2004, 9, 19))
    assert (answer.secretary.name, names(answer.committee)) == ("于海林", ["于海林", "朱文斌"])
    told_all = facts(election, NoticeKind.APPOINTMENT)
    assert (told_all.secretary.name, names(told_all.members)) == ("于海林", ["朱文斌"])
    assert (told_all.reply, told_all.replied_on) == ("许党发〔2004〕33号", date(2004, 9, 20))
    heads = {paper.header.chain_head for paper in (sent, answer, told_all)}
    assert heads == {facts(election, NoticeKind.ELECTED).header.chain_head}
    assert heads != {""}


def test_the_secretary_is_not_yet_approved_until_the_reply(village: Village, township_user: User) -> None:
    election = told(village, township_user)
    record = election.records.get(stage=Stage.APPROVED.value, invalidated_at=None)
    record.items = {"reported_on": "2004-09-19"}
    record.save()
    announced = facts(election, NoticeKind.ELECTED)
    assert (announced.approved, announced.reply) == (False, "")
    assert facts(election, NoticeKind.REPLY).header.issued_on == TODAY
    assert refusal(election, NoticeKind.APPOINTMENT) == "乡镇党委的批复记录以后，才能公告任职。"
    record.items = {**ITEMS["approved"]}
    record.save()
    announced = facts(election, NoticeKind.ELECTED)
    assert (announced.approved, announced.reply) == (True, "许党发〔2004〕33号")


def test_the_reply_is_cited_by_the_number_it_was_issued_under(village: Village, township_user: User) -> None:
    """The stage has it as 33; issued after a 公示 and two corrections of it, it has 4, until it counts no more."""
    election = told(village, township_user)
    cited = (NoticeKind.ELECTED, NoticeKind.APPOINTMENT)
    assert [facts(election, kind).reply for kind in cited] == ["许党发〔2004〕33号"] * 2
    reply = make_paper(election=election, key=PaperKey(NoticeKind.REPLY), by=township_user.actor, at=AT)
    assert [facts(election, kind).reply for kind in cited] == ["许党发〔2004〕4号"] * 2
    reply.invalidated_at, reply.invalidated_reason = AT, "印错"
    reply.save()
    assert [facts(election, kind).reply for kind in cited] == ["许党发〔2004〕33号"] * 2


def test_handover_and_division_of_work_come_from_what_is_recorded(
    village: Village, township_user: User
) -> None:
    election = told(village, township_user)
    assert refusal(election, NoticeKind.HANDOVER_LIST) == "批复办结以后，才办理交接。"
    Election.objects.filter(pk=election.pk).update(stage=Stage.HANDED_OVER.value)
    election.refresh_from_db()
    empty = facts(election, NoticeKind.HANDOVER_LIST)
    assert (empty.handed_on, empty.people, empty.items) == (None, "", ())
    assert refusal(election, NoticeKind.DIVISION) == "新一届委员的分工和党小组长还没有记录。"
    first, second = election.members.order_by("code")[:2]
    items = ITEMS["handed_over"] | {
        "handed_by": f"老书记{second.name}、新书记、章乡长。",
        "handed_items": "印章一枚\n\n 账目三本 ",
        "division": f"一、书记{first.name}抓全面\n二、委员抓生产",
    }
    write(election, township_user, Stage.HANDED_OVER, **items)
    handed = facts(election, NoticeKind.HANDOVER_LIST)
    assert (handed.handed_on, handed.people) == (
        date(2004, 9, 25),
        f"老书记{second.name}、新书记、章乡长",
    )
    assert handed.names == (second.name, "章乡长")
    assert handed.items == ("印章一枚", "账目三本")
    divided = facts(election, NoticeKind.DIVISION)
    assert divided.work == (f"一、书记{first.name}抓全面", "二、委员抓生产")
    assert divided.names == (first.name,)
    assert divided.party_groups == ("第一党小组长饶春华",)
    assert divided.header.issued_on == date(2004, 9, 25)
    assert {paper.header.basis for paper in (handed, divided)} == {("《中国共产党农村基层组织工作条例》",)}


def test_papers_are_listed_in_the_order_of_the_stages(village: Village, township_user: User) -> None:
    election = in_assembly(village, township_user)
    listed = [entry.stage.number for entry in catalogue(election, today=TODAY)]
    assert listed == sorted(listed)


def test_a_run_off_has_a_ballot_of_the_tied(village: Village, township_user: User) -> None:
    """m3 and m4 tie for the third seat, which the run-off fills."""
    election = in_assembly(village, township_user)
    assembly = "中共许坊乡中坊村支部党员大会"
    first = facts(election, NoticeKind.ELECTION_BALLOT)
    assert (first.ballot, first.post, first.seats, first.write_in_lines) == ("committee", "committee", 3, 3)
    assert first.header.signature == assembly
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 7, "m4": 7, "m5": 0})
    runoff = start(election, "runoff", "m3", "m4")
    again = facts(election, NoticeKind.ELECTION_BALLOT, runoff)
    assert (again.ballot, again.post, again.seats, again.write_in_lines) == ("runoff", "committee", 1, 0)
    assert (again.header.signature, len(again.candidates)) == (assembly, 2)


def test_the_committee_votes_on_a_ballot_of_its_own(village: Village, township_user: User) -> None:
    election = in_assembly(village, township_user)
    hold(election, "committee", FIVE)
    held = start(election, "secretary", "m1", "m2", own=(3, 3))
    ballot = facts(election, NoticeKind.ELECTION_BALLOT, held)
    assert (ballot.ballot, ballot.post, ballot.seats) == ("secretary", "secretary", 1)
    assert ballot.header.signature == "中共许坊乡中坊村支部委员会"
    sheet = held.sheets.get()
    tally, _ = facts_for(election, PaperKey(NoticeKind.TALLY_SHEET, sheet_id=sheet.pk), today=TODAY)
    assert (tally.unit, tally.entitled, tally.present) == ("支部委员会", 3, 3)


def test_the_sheet_of_each_ballot_has_its_own_voters(village: Village, township_user: User) -> None:
    """Twelve entitled and eleven present; of the three elected, all vote for the secretary though nobody wrote it."""
    election = in_assembly(village, township_user)
    hold(election, "committee", FIVE)
    start(election, "secretary", "m1", "m2")
    told = [
        facts_for(election, PaperKey(NoticeKind.TALLY_SHEET, sheet_id=sheet.pk), today=TODAY)[0]
        for sheet in Sheet.objects.filter(round__election=election, kind="assembly").order_by("pk")
    ]
    assert [(one.unit, one.entitled, one.present) for one in told] == [
        ("党员大会", 12, 11),
        ("支部委员会", 3, 3),
    ]


def test_of_a_secretary_elected_by_the_assembly_no_other_meeting_is_told(
    village: Village, township_user: User
) -> None:
    election = in_assembly(village, township_user, method="direct")
    hold(election, "committee", FIVE)
    hold(election, "secretary", {"m1": 10})
    announced = facts(election, NoticeKind.ELECTED)
    assert (announced.secretary_entitled, announced.secretary_present) == (None, None)
    assert [one.by_committee for one in facts(election, NoticeKind.RESULT_REPORT).rounds] == [False, False]


def test_a_supplementary_ballot_is_for_the_seats_left(village: Village, township_user: User) -> None:
    election = in_assembly(village, township_user)
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 5, "m4": 5, "m5": 0})
    held = start(election, "supplementary", "m3", "m4")
    ballot = facts(election, NoticeKind.ELECTION_BALLOT, held)
    assert (ballot.ballot, ballot.post, ballot.seats, ballot.write_in_lines) == (
        "supplementary",
        "committee",
        1,
        1,
    )


def test_with_the_secretary_elected_first_the_ballot_is_for_the_seats_left(
    village: Village, township_user: User
) -> None:
    """A direct election: m2, elected secretary first, is in the committee by that."""
    election = in_assembly(village, township_user, method="direct")
    hold(election, "secretary", {"m2": 10, "m1": 1})
    ballot = facts(election, NoticeKind.ELECTION_BALLOT)
    assert (ballot.ballot, ballot.seats, ballot.write_in_lines, len(ballot.candidates)) == (
        "committee",
        2,
        2,
        4,
    )
    assert election.members.get(code="m2").name not in names(ballot.candidates)
