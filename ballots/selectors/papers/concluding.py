"""Facts of the papers that follow the assembly: report, reply, appointment, handover and division of work."""

from ballots.notices.facts import (
    Appointment,
    Body,
    Division,
    Elected,
    HandoverList,
    NoticeKind,
    Person,
    Reply,
    Submission,
)
from elections.rules.stages import Stage

from .common import NotYet, Source, body_of, header, names_within
from .results import elected, elected_in_full, report


def submission(source: Source) -> Submission:
    """呈报: the figures of every ballot and who was elected, to the township's Party committee."""
    won = _won(source)
    return Submission(
        header=header(
            source,
            NoticeKind.SUBMISSION,
            issued_on=source.day(Stage.APPROVED, "reported_on"),
            number=source.item(Stage.APPROVED, "report_number"),
        ),
        to=body_of(source, Body.TOWNSHIP),
        held_on=won.held_on,
        entitled=won.entitled,
        present=won.present,
        rounds=report(source).rounds,
        committee=elected_in_full(source),
        secretary=_secretary(won),
        secretary_entitled=won.secretary_entitled,
        secretary_present=won.secretary_present,
        term_years=won.term_years,
    )


def reply(source: Source) -> Reply:
    """批复: the secretary approved, the members filed."""
    won = _won(source)
    return Reply(
        header=header(
            source,
            NoticeKind.REPLY,
            issued_on=source.day(Stage.APPROVED, "replied_on"),
        ),
        to=body_of(source, Body.BRANCH),
        committee=tuple(row.person for row in won.committee),
        secretary=_secretary(won),
        term_years=won.term_years,
        report_number=source.item(Stage.APPROVED, "report_number"),
        reported_on=source.day(Stage.APPROVED, "reported_on"),
    )


def appointment(source: Source) -> Appointment:
    """任职公告, of the day of the reply."""
    won = _won(source)
    if won.approved_on is None:
        raise NotYet("乡镇党委的批复记录以后，才能公告任职。")
    return Appointment(
        header=header(source, NoticeKind.APPOINTMENT, issued_on=won.approved_on),
        held_on=won.held_on,
        secretary=_secretary(won),
        members=tuple(row.person for row in won.committee if not row.is_secretary),
        term_years=won.term_years,
        replied_on=won.approved_on,
        reply=won.reply,
    )


def handover_list(source: Source) -> HandoverList:
    """交接清单: what is recorded of the handover, and the form to be filled in."""
    if not source.reached(Stage.HANDED_OVER):
        raise NotYet("批复办结以后，才办理交接。")
    handed_on = source.day(Stage.HANDED_OVER, "handed_on")
    people = source.item(Stage.HANDED_OVER, "handed_by").rstrip("。")
    items = _paragraphs(source, "handed_items")
    return HandoverList(
        header=header(source, NoticeKind.HANDOVER_LIST, issued_on=handed_on),
        handed_on=handed_on,
        people=people,
        items=items,
        names=names_within(source, people, *items),
    )


def division(source: Source) -> Division:
    """分工公告: as the handover records it."""
    work, groups = _paragraphs(source, "division"), _paragraphs(source, "party_groups")
    if not work or not groups:
        raise NotYet("新一届委员的分工和党小组长还没有记录。")
    return Division(
        header=header(source, NoticeKind.DIVISION, issued_on=source.day(Stage.HANDED_OVER, "handed_on")),
        work=work,
        party_groups=groups,
        names=names_within(source, *work, *groups),
    )


def _won(source: Source) -> Elected:
    """Those elected, once the assembly is closed."""
    if not source.reached(Stage.APPROVED):
        raise NotYet("党员大会办结以后，才能呈报和批复选举结果。")
    return elected(source)


def _secretary(won: Elected) -> Person:
    return next(row.person for row in won.committee if row.is_secretary)


def _paragraphs(source: Source, key: str) -> tuple[str, ...]:
    """What the handover recorded under `key`, one paragraph a line."""
    lines = (line.strip() for line in source.item(Stage.HANDED_OVER, key).splitlines())
    return tuple(line for line in lines if line)
