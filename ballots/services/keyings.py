"""Adding a keying with its figures, and moving its sheet on. The callers hold the election's lock and have asked for permission."""

from dataclasses import dataclass
from datetime import datetime

from ballots.models import KeyedVote, Keying, KeyingWriteIn, Sheet
from ballots.selectors.sheets import OpenSheet
from elections.models import ElectionMember
from elections.rules.entry import Entries, Illegal, Outcome, Phase, Turn, after_keying
from elections.rules.log import Deed
from elections.rules.permissions import Actor
from elections.rules.sheet_state import COUNTS
from elections.rules.tally import Line, TallyFigures
from elections.services.audit import record
from elections.services.guard import Refused, Stale

BLANK: Line = (None, None, None)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed: in which turn, what it came to, every figure, and the places where only some were typed."""

    turn: Turn
    outcome: Outcome
    figures: TallyFigures
    retyped: tuple[str, ...] = ()


def add_keying(opened: OpenSheet, typed: Typed, *, by: Actor, at: datetime) -> Keying:
    """Insert keying, votes and write-ins, then move the sheet on, if it is still where it was."""
    sheet = opened.sheet
    try:
        after = after_keying(sheet.entries, by.user_id, typed.outcome)
    except Illegal as refusal:
        raise Refused(str(refusal)) from refusal
    keying = Keying.objects.create(
        sheet=sheet,
        attempt=sheet.attempt,
        turn=typed.turn,
        finished=typed.outcome is not Outcome.DRAFT,
        retyped=list(typed.retyped),
        version=sheet.version + 1,
        keyed_by_id=by.user_id,
        keyed_at=at,
        **{name: getattr(typed.figures, name) for name in COUNTS},
    )
    _add_votes(opened, keying, typed.figures)
    move_sheet(sheet, after, current=keying, warnings=len(opened.ballot.check(typed.figures).warnings))
    record(opened.election, by=by, at=at, action=Deed.SHEET_KEYED, payload=_keyed(opened, keying, typed))
    return keying


def move_sheet(sheet: Sheet, after: Entries, *, current: Keying | None = None, warnings: int = 0) -> None:
    """Put the sheet where `after` says, by compare-and-set; `current` and its `warnings` count once it is verified."""
    if after.phase is not Phase.VERIFIED:
        current, warnings = None, 0
    old = sheet.version
    moved: dict[str, object] = {
        "version": old + 1,
        "phase": after.phase.value,
        "attempt": after.attempt,
        "first_by_id": after.first,
        "second_by_id": after.second,
        "draft_by_id": after.draft,
        "current": current,
        "warnings_open": warnings,
        "explanations": {},
    }
    if Sheet.objects.filter(pk=sheet.pk, version=old).update(**moved) != 1:
        raise Stale(old + 1)
    for name, value in moved.items():
        setattr(sheet, name, value)


def _keyed(opened: OpenSheet, keying: Keying, typed: Typed) -> dict[str, object]:
    """A keying as the chain keeps it: every figure, what it came to, and where the sheet then stands."""
    figures = typed.figures
    return {
        "round": opened.held.number,
        "sheet": opened.sheet.number,
        "attempt": keying.attempt,
        "turn": int(keying.turn),
        "outcome": typed.outcome.value,
        "retyped": keying.retyped,
        "version": keying.version,
        "counts": {name: getattr(figures, name) for name in COUNTS},
        "votes": {code: list(figures.votes.get(code, BLANK)) for code in opened.ballot.people},
        "write_ins": dict(figures.write_ins),
        "phase": str(opened.sheet.phase),
    }


def _add_votes(opened: OpenSheet, keying: Keying, figures: TallyFigures) -> None:
    """One row for each person of the ballot, typed or not."""
    votes = []
    for line in opened.held.lines.all():
        favour, against, abstain = figures.votes.get(line.member.code, BLANK)
        votes.append(KeyedVote(keying=keying, line=line, favour=favour, against=against, abstain=abstain))
    KeyedVote.objects.bulk_create(votes)
    if not figures.write_ins:
        return
    written = ElectionMember.objects.filter(election=opened.election, code__in=figures.write_ins)
    KeyingWriteIn.objects.bulk_create(
        KeyingWriteIn(keying=keying, member=member, votes=figures.write_ins[member.code] or 0)
        for member in written
    )
