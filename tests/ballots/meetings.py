"""An election brought to its assembly, and ballots held there, all by the services that the pages call.

Twelve full members in stroke order, m1 … m12; m1 … m5 are shortlisted and, unless said otherwise, all taken.
Eleven of twelve entitled come: quorum 10, and 6 approvals elect.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Any

from ballots.models import Round, Sheet
from ballots.selectors.dossier import decided
from ballots.services.assembly import StepEntry, save_steps, set_attendance
from ballots.services.assembly_rounds import open_round
from ballots.services.review import ReviewEntry, settle_review
from elections.models import Election, User, Village
from elections.rules.log import Deed
from elections.rules.meeting import Step
from elections.rules.permissions import Actor
from elections.rules.stages import Stage
from elections.rules.standing import Electorate
from elections.rules.tally import Line, TallyFigures
from elections.services.audit import record
from tests.ballots.factories import make_election, set_stage
from tests.ballots.keyers import key_all, key_sheet
from tests.ballots.signers import sign_all
from tests.conftest import one_of_crew

AT = datetime(2004, 9, 22, 1, 0, tzinfo=UTC)
DAY = date(2004, 9, 3)
FIVE = ("m1", "m2", "m3", "m4", "m5")
FAVOURS = {"m1": 80, "m2": 79, "m3": 78, "m4": 77, "m5": 76} | {f"m{n}": 30 for n in range(6, 13)}
Json = dict[str, Any]


def version_of(election: Election) -> int:
    """The version a page opened now would carry."""
    return Election.objects.values_list("version", flat=True).get(pk=election.pk)


def in_review(
    village: Village, by: User, *, favours: Mapping[str, int] = MappingProxyType(FAVOURS), **given: Any
) -> Election:
    """An election whose shortlist, m1 … m5 unless other figures are given, waits for the township."""
    election = make_election(village, by, **{"members": 12, "stage": Stage.TRUST_VOTING, **given})
    key_all(election, favours=favours)
    set_stage(election, Stage.REVIEWED, by)
    return election


def settle(
    election: Election,
    by: User,
    *taken: str,
    replaces: str = "",
    day: date = DAY,
    declined: Mapping[str, str] | None = None,
    careers: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Take these and decline the others of m1 … m5, unless `declined` says whom."""
    if declined is None:
        declined = {code: "另有任用" for code in FIVE if code not in taken}
    entry = ReviewEntry(day, 7, "许党会〔2004〕9号", taken, declined, careers)
    settle_review(
        election_id=election.pk,
        version=version_of(election),
        entry=entry,
        replaces=replaces,
        by=by.actor,
        at=AT,
    )


def in_assembly(
    village: Village,
    by: User,
    *,
    method: str = "committee_then_secretary",
    present: int | None = 11,
    **given: Any,
) -> Election:
    """An election in its assembly, head count and the steps before the vote recorded unless `present` is None."""
    election = in_review(village, by, **given)
    settle(election, by, *FIVE)
    Election.objects.filter(pk=election.pk).update(method=method)
    record(election, by=by.actor, at=AT, action=Deed.RULES_CHANGED, payload={"method": method})
    set_stage(election, Stage.ASSEMBLY, by)
    if present is not None:
        attend(election, present)
        record_steps(election)
    return Election.objects.get(pk=election.pk)


def recorder(election: Election) -> Actor:
    """The clerk of the village who records the meeting and opens its ballots."""
    return one_of_crew(election.village, "luruyuan").actor


def attend(election: Election, present: int) -> None:
    """Record the head count."""
    by = recorder(election)
    set_attendance(election_id=election.pk, version=version_of(election), present=present, by=by, at=AT)


def record_steps(election: Election, *, until: Step = Step.BOX_SEALED) -> None:
    """Record the steps up to and including `until`, five minutes each, everybody in favour."""
    steps = list(Step)[: list(Step).index(until) + 1]
    present = election.attendance.present if hasattr(election, "attendance") else 0
    entries = {
        step: StepEntry(time(9, 5 * number), present if step.by_show_of_hands else None)
        for number, step in enumerate(steps)
    }
    save_steps(
        election_id=election.pk, version=version_of(election), steps=entries, by=recorder(election), at=AT
    )


def start(election: Election, kind: str, *candidates: str, own: tuple[int, int] | None = None) -> Round:
    """Open a ballot."""
    return open_round(
        election_id=election.pk,
        version=version_of(election),
        kind=kind,
        candidates=candidates,
        own=Electorate(*own) if own else None,
        by=recorder(election),
        at=AT,
    )


def tally(
    votes: Mapping[str, int | Line],
    *,
    ballots: int,
    write_ins: Mapping[str, int] | None = None,
    **changes: Any,
) -> TallyFigures:
    """Figures that add up unless `changes` say otherwise; 7 = 7 approvals, the rest against."""
    rows: dict[str, Line] = {
        code: (row, ballots - row, 0) if isinstance(row, int) else row for code, row in votes.items()
    }
    counts: Json = {"issued": ballots, "returned": ballots, "valid": ballots, "invalid": 0}
    paper = {"printed": ballots, "spoiled": 0, "unused": 0}
    return TallyFigures(votes=rows, write_ins=write_ins or {}, **{**counts, **paper, **changes})


def key(held: Round, figures: TallyFigures, *, accepted: str = "") -> None:
    """Let two clerks key the sheet of a ballot."""
    key_sheet(Sheet.objects.get(round=held), figures, accepted=accepted)


def hold(
    election: Election,
    kind: str,
    votes: Mapping[str, int | Line],
    *,
    ballots: int = 11,
    own: tuple[int, int] | None = None,
    write_ins: Mapping[str, int] | None = None,
) -> Round:
    """Open a ballot on those voted for, in this order, key its figures, sign and announce the result."""
    held = start(election, kind, *votes, own=own)
    key(held, tally(votes, ballots=ballots, write_ins=write_ins))
    sign_all(held)
    return held


def result(election: Election) -> Json:
    """What the rules make of the assembly, as the decision prints it."""
    outcome = decided(Election.objects.get(pk=election.pk)).decision.assembly
    assert outcome is not None
    return outcome.to_json()


def lines(election: Election) -> list[tuple[str, str, list[str], list[str], int]]:
    """Each ballot: kind, status, elected, tied, open seats."""
    names = ("kind", "status", "elected", "tied", "open_seats")
    return [tuple(held[name] for name in names) for held in result(election)["rounds"]]
