"""Keying tally sheets. Every save adds a keying; nothing keyed is ever changed, and nothing counts before two agree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from ballots.models import Sheet
from ballots.selectors.bans import ban_refusal, named_as
from ballots.selectors.boxes import progress
from ballots.selectors.dossier import figures_of, line_codes
from ballots.selectors.keyings import (
    finished_entries,
    first_entry,
    places_to_retype,
    saved_from,
    second_entry,
)
from ballots.selectors.sheets import OpenSheet, keying_action, open_sheet, sheet_rows
from ballots.services.keyings import Typed, add_keying, move_sheet
from elections.rules.comparison import merged
from elections.rules.duties import duty_for, duty_refusal
from elections.rules.entry import (
    Illegal,
    Outcome,
    Phase,
    Turn,
    after_taking_over,
    outcome_of,
    turn_of,
    waiting_words,
)
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor
from elections.rules.tally import TallyFigures, missing_fields
from elections.services.audit import record
from elections.services.guard import Refused, Stale, admit, locking

GONE = "这个票箱刚才已经减少。"
RETYPE = "两遍不一致的地方已经标出，只重录这些地方，请重新打开这张计票单。"


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save: which box, what the keying came to, where the sheet stands, and the sheet to key next."""

    label: str
    outcome: Outcome
    phase: Phase
    warnings_open: int
    next_sheet_id: int | None


def save_sheet(
    *, sheet_id: int, version: int, figures: TallyFigures, as_on_paper: bool, by: Actor, at: datetime
) -> Saved:
    """Add a first or a second entry, or a part of one, and say which sheet is next.

    `version` is the one the figures were typed on; raises Stale where the sheet moved since. `as_on_paper` finishes an
    entry that does not add up. The same figures sent twice by the same person are saved once.
    """
    with transaction.atomic():
        opened = open_locked(sheet_id, by, keying_action)
        if opened.sheet.version != version:
            return _again(opened, version, figures, by)
        turn = _turn(opened, by)
        if turn.retypes:
            raise Refused(RETYPE)
        check = opened.ballot.check(figures)
        outcome = outcome_of(
            turn,
            figures,
            missing=bool(check.missing),
            errors=bool(check.errors),
            as_on_paper=as_on_paper,
            first=first_entry(opened) if turn is Turn.SECOND else None,
        )
        add_keying(opened, Typed(turn, outcome, figures), by=by, at=at)
        return _saved(opened, outcome, by)


def retype_sheet(*, sheet_id: int, version: int, figures: TallyFigures, by: Actor, at: datetime) -> Saved:
    """Retype what differs between the two entries; of `figures` only those places count, and all must be there."""
    with transaction.atomic():
        opened = open_locked(sheet_id, by, keying_action)
        if opened.sheet.version != version:
            return _again(opened, version, figures, by)
        turn = _turn(opened, by)
        if not turn.retypes:
            raise Stale(opened.sheet.version)
        entries = finished_entries(opened)
        places = places_to_retype(entries)
        whole = merged(second_entry(entries), figures, places)
        if missing_fields(whole, lines=tuple(opened.ballot.people), seats=opened.ballot.seats):
            raise Refused("还有空格没有填，请照纸质计票单填全。")
        outcome = outcome_of(
            turn, whole, missing=False, errors=False, as_on_paper=True, first=entries[Turn.FIRST]
        )
        add_keying(opened, Typed(turn, outcome, whole, places), by=by, at=at)
        return _saved(opened, outcome, by)


def take_over(*, sheet_id: int, version: int, by: Actor, at: datetime) -> Sheet:
    """Go on in the place of somebody who began and left; what they typed stays on record and counts for nothing."""
    with transaction.atomic():
        opened = open_locked(sheet_id, by, keying_action)
        if opened.sheet.version != version:
            raise Stale(opened.sheet.version)
        try:
            after = after_taking_over(opened.sheet.entries, by.user_id)
        except Illegal as refusal:
            raise Refused(str(refusal)) from refusal
        move_sheet(opened.sheet, after)
        payload = {
            "round": opened.held.number,
            "sheet": opened.sheet.number,
            "version": opened.sheet.version,
            "phase": after.phase.value,
        }
        record(opened.election, by=by, at=at, action=Deed.SHEET_TAKEN_OVER, payload=payload)
        return opened.sheet


def lock_sheet(sheet_id: int, by: Actor, asked: Callable[[str], Action]) -> Sheet:
    """Lock a sheet's election for what `asked` makes of its kind of round, and return the sheet as it now stands.

    Raises PermissionDenied also for whoever is not named for the duty that this takes, or is banned from it by now.
    """
    election = locking().filter(rounds__sheets=sheet_id).annotate(round_kind=F("rounds__kind")).first()
    if election is None:
        raise Refused(GONE)
    action = asked(election.round_kind)
    admit(election, action, by)
    named = named_as(election, by)
    if refusal := duty_refusal(action, named.duties):
        raise PermissionDenied(refusal)
    sheet = sheet_rows().filter(pk=sheet_id).first()
    if sheet is None:
        raise Refused(GONE)
    barred = line_codes(sheet.round).values()
    if refusal := ban_refusal(election, by, named, duty_for(action, named.duties), barred):
        raise PermissionDenied(refusal)
    return sheet


def open_locked(sheet_id: int, by: Actor, asked: Callable[[str], Action]) -> OpenSheet:
    """Lock a sheet's election and open the sheet; refuse where its round takes no figures."""
    opened = open_sheet(lock_sheet(sheet_id, by, asked))
    if opened.refusal is not None:
        raise Refused(opened.refusal)
    return opened


def _turn(opened: OpenSheet, by: Actor) -> Turn:
    entries = opened.sheet.entries
    turn = turn_of(entries, by.user_id)
    if turn is None:
        raise Refused(waiting_words(entries, by.user_id))
    return turn


def _again(opened: OpenSheet, version: int, figures: TallyFigures, by: Actor) -> Saved:
    """Answer a double click, or a retry after the answer got lost, as the first time; raise Stale for anything else."""
    now, last = opened.sheet.version, saved_from(opened, version, by.user_id)
    if last is None:
        raise Stale(now)
    kept = figures_of(last, codes=opened.codes)
    if kept != (merged(kept, figures, last.retyped) if last.retyped else figures):
        raise Stale(now)
    return _saved(opened, _outcome_on_record(opened, finished=last.finished), by)


def _outcome_on_record(opened: OpenSheet, *, finished: bool) -> Outcome:
    """What the last save came to, by where the sheet stands."""
    if not finished:
        return Outcome.DRAFT
    return {
        Phase.SECOND_DUE: Outcome.CLEAN,
        Phase.FIRST_ERRORS: Outcome.ERRORS,
        Phase.VERIFIED: Outcome.SAME,
    }.get(Phase(opened.sheet.phase), Outcome.DIFFERENT)


def _saved(opened: OpenSheet, outcome: Outcome, by: Actor) -> Saved:
    sheet = opened.sheet
    boxes = progress(opened.held)
    label = next(box.label for box in boxes.boxes if box.sheet.pk == sheet.pk)
    following = boxes.next_for(by.user_id, after=sheet.number)
    next_sheet_id = following.sheet.pk if following else None
    return Saved(label, outcome, Phase(sheet.phase), sheet.warnings_open, next_sheet_id)
