"""Facts of the papers that call and order the members' assembly."""

from ballots.notices.facts import Agenda, Business, MeetingNotice, NoticeKind
from elections.rules.eligibility import can_vote
from elections.rules.numbers import part_name
from elections.rules.order_of_business import business_in_short, order_of_business, word_on_the_order
from elections.rules.stages import Stage

from .common import NotYet, Source, header, meeting_day, names_within


def meeting_notice(source: Source) -> MeetingNotice:
    """会议通知: when and where as recorded or planned, and how many have the vote."""
    _check_called(source)
    dossier, election = source.decided.dossier, source.decided.election
    voters = sum(1 for member in dossier.members if can_vote(member))
    return MeetingNotice(
        header=header(source, NoticeKind.MEETING_NOTICE),
        voters=voters,
        others=len(dossier.members) - voters,
        quorum=part_name(dossier.rules.quorum),
        business=business_in_short(election.method, dossier.rules),
        held_on=meeting_day(source),
        held_at=source.item(Stage.ASSEMBLY, "held_at"),
        venue=source.item(Stage.ASSEMBLY, "place"),
    )


def agenda(source: Source) -> Agenda:
    """议程: the order of the assembly by this election's way to the secretary."""
    _check_called(source)
    rules, held_on = source.decided.dossier.rules, meeting_day(source)
    presided_by = source.item(Stage.ASSEMBLY, "presided_by")
    return Agenda(
        header=header(source, NoticeKind.AGENDA, issued_on=held_on),
        business=tuple(
            Business(title=part.title, steps=part.steps)
            for part in order_of_business(source.decided.election.method, rules)
        ),
        held_on=held_on,
        held_at=source.item(Stage.ASSEMBLY, "held_at"),
        venue=source.item(Stage.ASSEMBLY, "place"),
        presided_by=presided_by,
        names=names_within(source, presided_by),
        on_the_order=word_on_the_order(source.decided.election.method),
    )


def _check_called(source: Source) -> None:
    """No assembly is called before the window for objections is over and every objection has its finding."""
    if not source.reached(Stage.ASSEMBLY):
        raise NotYet("正式候选人公示期满、异议全部办结后，才能通知召开党员大会。")
