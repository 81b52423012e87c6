"""What an election has decided up to now, in a few lines for its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from elections.rules.review import STATUS_WORDS, ReviewStatus
from elections.rules.stages import Stage
from elections.rules.trust import TrustOutcome

from .dossier import Decided


@dataclass(frozen=True, slots=True)
class Line:
    """One result; `route` names the page that explains it."""

    title: str
    note: str
    route: str


def results_so_far(found: Decided) -> tuple[Line, ...]:
    """Return the results that stand, in the order of the stages."""
    return tuple(_results(found))


def _results(found: Decided) -> Iterator[Line]:
    decision, stage = found.decision, found.election.present_stage
    # While boxes are still being keyed there is no result yet.
    if decision.trust and stage.number > Stage.TRUST_VOTING.number:
        yield from _trust(found, decision.trust)
    if decision.review and decision.review.status is ReviewStatus.SETTLED and found.dossier.review:
        people = found.names(found.dossier.review.candidates)
        yield Line(f"正式候选人 {len(people)} 名", _named(people), "review")
    if decision.assembly:
        quorum = decision.assembly.quorum
        yield Line(
            f"实到会 {quorum.present} 人",
            f"应到会 {quorum.entitled} 人，至少要到 {quorum.needed} 人",
            "assembly",
        )
        standing = decision.assembly.standing
        if standing.elected:
            people = found.names(standing.elected)
            yield Line(f"已选出委员 {len(people)} 名", _named(people), "assembly")
        if standing.secretary:
            yield Line(f"书记 {found.members[standing.secretary].label}", "", "assembly")


def _trust(found: Decided, trust: TrustOutcome) -> Iterator[Line]:
    totals = trust.totals
    note = f"收回 {totals.returned} 张，有权投票 {totals.eligible} 人"
    if not trust.ranking:
        yield Line(f"信任投票：{STATUS_WORDS[trust.status]}", note, "shortlist")
        return
    yield Line(f"信任投票投票率 {trust.turnout}%", note, "shortlist")
    if trust.shortlist:
        people = found.names(trust.shortlist)
        yield Line(f"预备候选人 {len(people)} 名", _named(people), "shortlist")
    else:
        yield Line(STATUS_WORDS[trust.status], "", "shortlist")


def _named(people: list[str]) -> str:
    return f"{'、'.join(people)}（按姓氏笔画为序）"
