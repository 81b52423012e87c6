"""Sample facts of the papers of the assembly and after it; people and figures are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from notices_places import PILOT, Place, header, names_of, people, township_number

from ballots.notices.facts import (
    Agenda,
    Amended,
    Appointment,
    Body,
    Business,
    Correction,
    Division,
    Elected,
    ElectedPerson,
    Facts,
    HandoverList,
    MeetingNotice,
    NoticeKind,
    Person,
    Reply,
    ResultReport,
    Submission,
    TrustReport,
    TrustResult,
    body_name,
)
from elections.rules.order_of_business import business_in_short, order_of_business, word_on_the_order
from elections.rules.ruleset import RuleSet


def name_of(place: Place, body: Body) -> str:
    return body_name(body, county=place.county, township=place.township, village=place.village)


def trust_report(place: Place, figures: TrustResult) -> TrustReport:
    names = ("罗新华", "周志明", "章小毛", "余水生", "曾庆云", "万代娣")
    return TrustReport(
        header=header(NoticeKind.TRUST_REPORT, place, day=5),
        voted_on=figures.voted_on, eligible=figures.eligible, issued=figures.issued, returned=figures.returned,
        valid=figures.valid, invalid=figures.invalid, turnout=figures.turnout, conclusion=figures.conclusion,
        nominees=figures.nominees, units=figures.units, remarks=figures.remarks,
        venue="村小学", opened_at="14:30",
        head=(Person(name="郑有根"),), monitors=tuple(Person(name=name) for name in names),
        callers=(Person(name="何海泉"),), counters=(Person(name="余福生"), Person(name="汪军")),
    )  # fmt: skip


def method_of(place: Place) -> str:
    return "committee_then_secretary" if place is PILOT else "direct"


def meeting_notice(place: Place) -> MeetingNotice:
    return MeetingNotice(
        header=header(NoticeKind.MEETING_NOTICE, place, day=17),
        voters=33,
        others=2,
        quorum="五分之四",
        business=business_in_short(method_of(place), RuleSet()),
        held_on=date(place.year, 9, 20),
        held_at="9:00",
        venue=f"{place.village}小学礼堂",
    )


def agenda(place: Place) -> Agenda:
    return Agenda(
        header=header(NoticeKind.AGENDA, place, day=20),
        business=tuple(
            Business(title=part.title, steps=part.steps)
            for part in order_of_business(method_of(place), RuleSet())
        ),
        held_on=date(place.year, 9, 20),
        held_at="9:00",
        venue=f"{place.village}小学礼堂",
        presided_by="丁水根",
        on_the_order=word_on_the_order(method_of(place)),
    )


def submission(place: Place, won: Elected, held: ResultReport) -> Submission:
    ballots = 3 if place is PILOT else 21
    return Submission(
        header=header(NoticeKind.SUBMISSION, place, day=21, number=f"长支字〔{place.year}〕2号"),
        to=name_of(place, Body.TOWNSHIP),
        held_on=won.held_on,
        entitled=won.entitled,
        present=won.present,
        rounds=held.rounds,
        committee=tuple(
            ElectedPerson(person=person, votes=row.votes, secretary_votes=votes)
            for person, row, votes in zip(people(place, 3), won.committee, (None, None, ballots), strict=True)
        ),
        secretary=won.committee[2].person,
        secretary_entitled=won.secretary_entitled,
        secretary_present=won.secretary_present,
        term_years=won.term_years,
    )


def reply(place: Place, won: Elected) -> Reply:
    return Reply(
        header=header(NoticeKind.REPLY, place, day=28, number=township_number(place, 17)),
        to=name_of(place, Body.BRANCH),
        committee=tuple(row.person for row in won.committee),
        secretary=won.committee[2].person,
        term_years=won.term_years,
        report_number=f"长支字〔{place.year}〕2号",
        reported_on=date(place.year, 9, 21),
    )


def appointment(place: Place, won: Elected) -> Appointment:
    return Appointment(
        header=header(NoticeKind.APPOINTMENT, place, day=28, number=township_number(place, 18)),
        held_on=won.held_on,
        secretary=won.committee[2].person,
        members=tuple(row.person for row in won.committee[:2]),
        term_years=won.term_years,
        replied_on=date(place.year, 9, 28),
        reply=township_number(place, 17),
    )


def handover_list(place: Place) -> HandoverList:
    name = names_of(place)
    return HandoverList(
        header=header(NoticeKind.HANDOVER_LIST, place, month=10, day=8),
        handed_on=date(place.year, 10, 8),
        people=f"移交人{name[0]}，接收人{name[2]}，监交人章志成（{place.township[-1]}组织委员）",
        items=("支部印章一枚。", "党费账一本，结存三百二十元五角。", "党员档案三十五份，会议记录十二本。"),
        names=(name[0], name[2], "章志成"),
    )


def division(place: Place) -> Division:
    name = names_of(place)
    return Division(
        header=header(NoticeKind.DIVISION, place, month=10, day=8),
        work=(
            f"{name[2]}：书记，主持支部全面工作。",
            f"{name[0]}：委员，负责组织、纪检工作。",
            f"{name[1]}：委员，负责宣传、生产和党员致富帮带工作。",
        ),
        party_groups=(f"第一党小组组长：{name[4]}。", f"第二党小组组长：{name[5]}。"),
        names=(*name[:3], *name[4:6]),
    )


def correction(place: Place) -> Correction:
    committee = name_of(place, Body.COMMITTEE)
    return Correction(
        header=header(NoticeKind.CORRECTION, place, day=10, number="公告第5号"),
        corrected=f"{committee}关于信任投票结果的公告",
        corrected_number="公告第3号",
        corrected_on=date(place.year, 9, 8),
        reason="登记时误将投票日期和一人的姓名写错",
        changes=(
            Amended(
                said=f"{place.year}年9月4日，{place.village}以村小组为单位",
                right=f"{place.year}年9月5日，{place.village}以村小组为单位",
            ),
            Amended(said="选举委员会主任郑有恨", right="选举委员会主任郑有根"),
        ),
    )


def papers_after(place: Place, figures: TrustResult, won: Elected, held: ResultReport) -> dict[str, Facts]:
    """One of each kind, and those that have blanks where nothing is recorded yet."""
    called, ordered = meeting_notice(place), agenda(place)
    return {
        "trust_report": trust_report(place, figures),
        "meeting_notice": called,
        "meeting_notice_blank": replace(called, held_on=None, held_at="", venue="", others=0),
        "agenda": ordered,
        "agenda_blank": replace(ordered, held_on=None, held_at="", venue="", presided_by=""),
        "submission": submission(place, won, held),
        "reply": reply(place, won),
        "reply_blank": replace(reply(place, won), report_number="", reported_on=None),
        "appointment": appointment(place, won),
        "handover_list": handover_list(place),
        "handover_list_blank": replace(handover_list(place), handed_on=None, people="", items=()),
        "division": division(place),
        "correction": correction(place),
    }
