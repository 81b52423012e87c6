"""Facts of the monitors' report of the trust vote."""

from collections.abc import Iterable

from ballots.notices.facts import NoticeKind, Person, TrustReport
from elections.models import Official
from elections.rules.stages import Stage

from .common import Source, header
from .results import counted


def trust_report(source: Source) -> TrustReport:
    """监票报告单: the figures the monitors read out, before anybody signed them with an account."""
    figures, duty = counted(source), Official.Duty
    return TrustReport(
        header=header(source, NoticeKind.TRUST_REPORT, issued_on=figures.voted_on),
        voted_on=figures.voted_on,
        eligible=figures.eligible,
        issued=figures.issued,
        returned=figures.returned,
        valid=figures.valid,
        invalid=figures.invalid,
        turnout=figures.turnout,
        conclusion=figures.conclusion,
        nominees=figures.nominees,
        units=figures.units,
        venue=source.item(Stage.TRUST_VOTING, "place"),
        opened_at=source.item(Stage.TRUST_VOTING, "opened_at"),
        head=_named(source.people(duty.COMMITTEE_HEAD)),
        monitors=_named(source.people(duty.TRUST_MONITOR)),
        callers=_named(source.people(duty.TRUST_CALLER)),
        counters=_named(source.people(duty.TRUST_COUNTER)),
        remarks=figures.remarks,
    )


def _named(names: Iterable[str]) -> tuple[Person, ...]:
    return tuple(Person(name=name) for name in names)
