"""What was keyed for a sheet: the entries of its present attempt, somebody's own draft, and everything ever typed."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from ballots.models import Keying, KeyingWriteIn, Sheet, SheetDecision
from ballots.selectors.dossier import figures_of
from ballots.selectors.sheets import OpenSheet
from elections.models import Election
from elections.rules.comparison import differences
from elections.rules.entry import UNVERIFIED, Phase, Turn
from elections.rules.tally import TallyFigures


@dataclass(frozen=True, slots=True)
class Attempt:
    """One count of a box: what was keyed of it, in order, and what a monitor decided."""

    number: int
    keyings: tuple[tuple[Keying, TallyFigures], ...]
    decisions: tuple[SheetDecision, ...]


def finished_entries(opened: OpenSheet) -> dict[Turn, TallyFigures]:
    """Return the figures of each entry of the present attempt that was finished, by its turn."""
    done = _keyings(opened).filter(attempt=opened.sheet.attempt, finished=True)
    return {Turn(keying.turn): figures_of(keying, codes=opened.codes) for keying in done}


def first_entry(opened: OpenSheet) -> TallyFigures | None:
    """Return the finished first entry, None before it."""
    done = _keyings(opened).filter(attempt=opened.sheet.attempt, finished=True, turn=Turn.FIRST).first()
    return figures_of(done, codes=opened.codes) if done else None


def second_entry(entries: dict[Turn, TallyFigures]) -> TallyFigures:
    """Return the second entry as it now stands, what was retyped of it included."""
    return entries.get(Turn.AGAIN, entries[Turn.SECOND])


def places_to_retype(entries: dict[Turn, TallyFigures]) -> tuple[str, ...]:
    """Return the places where the two entries differ."""
    return differences(entries[Turn.FIRST], second_entry(entries))


def draft_of(opened: OpenSheet) -> Keying | None:
    """Return the last save of the entry that is begun and not finished, None where none is."""
    sheet = opened.sheet
    if sheet.draft_by_id is None:
        return None
    begun = _keyings(opened).filter(attempt=sheet.attempt, finished=False, keyed_by=sheet.draft_by_id)
    return begun.order_by("-version").first()


def counted_figures(opened: OpenSheet) -> TallyFigures:
    """Return the figures that count; empty ones while none do."""
    counted = opened.sheet.current_id
    keying = _keyings(opened).filter(pk=counted).first() if counted else None
    return figures_of(keying, codes=opened.codes)


def last_keying(opened: OpenSheet) -> Keying | None:
    """Return what was saved last, by anybody."""
    return _keyings(opened).order_by("-version").first()


def saved_from(opened: OpenSheet, version: int, user_id: int) -> Keying | None:
    """Return what this person saved from `version`, where nothing happened since: it may have been sent again."""
    last = last_keying(opened)
    if last is None or last.keyed_by_id != user_id or not version + 1 == last.version == opened.sheet.version:
        return None
    return last


def places_asked(opened: OpenSheet, version: int, user_id: int) -> tuple[str, ...]:
    """Return the places that a retyping made from `version` is about; none where nothing is to be retyped.

    Sent again after it was saved, it is about those it was about the first time.
    """
    saved = saved_from(opened, version, user_id)
    if saved and saved.retyped:
        return tuple(saved.retyped)
    if opened.sheet.phase not in (Phase.DIFFERENT, Phase.THIRD_DUE):
        return ()
    return places_to_retype(finished_entries(opened))


def figures_to_decide(opened: OpenSheet) -> TallyFigures | None:
    """Return the figures a monitor is asked about, None while nothing waits for a monitor."""
    if opened.sheet.phase == Phase.FIRST_ERRORS:
        return first_entry(opened)
    if opened.sheet.phase == Phase.CONFIRM_DUE:
        return finished_entries(opened)[Turn.THIRD]
    return None


def attempts_of(opened: OpenSheet) -> list[Attempt]:
    """Return everything ever keyed of a sheet, by attempt, the latest first."""
    keyings = list(_keyings(opened).select_related("keyed_by").order_by("version"))
    decisions = list(SheetDecision.objects.filter(sheet=opened.sheet).select_related("decided_by"))
    codes = opened.codes
    return [
        Attempt(
            number,
            tuple((one, figures_of(one, codes=codes)) for one in keyings if one.attempt == number),
            tuple(one for one in decisions if one.attempt == number),
        )
        for number in range(opened.sheet.attempt, 0, -1)
    ]


def accepted_reasons(sheets: Collection[Sheet]) -> dict[int, tuple[str, ...]]:
    """Return, by sheet, the reasons a monitor gave for errors that stand so on the paper, of the attempt that counts."""
    attempts = {sheet.pk: sheet.attempt for sheet in sheets}
    accepted = SheetDecision.objects.filter(sheet__in=attempts, kind=SheetDecision.Kind.ACCEPT)
    found: dict[int, tuple[str, ...]] = {}
    for one in accepted:
        if one.errors and one.attempt == attempts[one.sheet_id]:
            found[one.sheet_id] = (*found.get(one.sheet_id, ()), one.reason)
    return found


def _keyings(opened: OpenSheet) -> QuerySet[Keying]:
    """The keyings of a sheet with their figures."""
    written = Prefetch("write_ins", KeyingWriteIn.objects.select_related("member"))
    return Keying.objects.filter(sheet=opened.sheet).prefetch_related("votes", written)


def unverified_sheets(election: Election) -> int:
    """How many sheets of standing ballots hold an entry and are not verified."""
    standing = Sheet.objects.filter(round__election=election, round__invalidated_at__isnull=True)
    return standing.filter(phase__in=UNVERIFIED).count()
