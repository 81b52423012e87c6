"""What is said of a sheet's figures: a monitor lets them stand or sends the ballots back; warnings are ticked off."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ballots.models import Sheet, SheetDecision
from ballots.selectors.keyings import counted_figures, figures_to_decide, last_keying
from ballots.selectors.sheets import OpenSheet, deciding_action, keying_action
from ballots.services.keyings import move_sheet
from ballots.services.sheets import open_locked
from elections.rules.entry import Illegal, after_accepting, after_recount
from elections.rules.log import Deed
from elections.rules.permissions import Actor
from elections.rules.sheet_state import warning_key
from elections.services.audit import record
from elections.services.guard import Refused, Stale
from elections.services.refusals import AtField


def accept_sheet(*, sheet_id: int, version: int, reason: str, by: Actor, at: datetime) -> Sheet:
    """Let stand what waits for a monitor: figures that do not add up on the paper either, or what a third person keyed."""
    with transaction.atomic():
        opened = _lock_to_decide(sheet_id, version, reason, by)
        figures = figures_to_decide(opened)
        check = opened.ballot.check(figures) if figures else None
        errors = sorted({item.code for item in check.errors}) if check else []
        try:
            after = after_accepting(opened.sheet.entries, errors)
        except Illegal as refusal:
            raise Refused(str(refusal)) from refusal
        warnings = len(check.warnings) if check else 0
        _decide(opened, SheetDecision.Kind.ACCEPT, reason, errors, by=by, at=at)
        move_sheet(opened.sheet, after, current=last_keying(opened), warnings=warnings)
        _tell(opened, Deed.SHEET_ACCEPTED, {"reason": reason, "errors": errors}, by=by, at=at)
        return opened.sheet


def recount_sheet(*, sheet_id: int, version: int, reason: str, by: Actor, at: datetime) -> Sheet:
    """Send a box's ballots back to be counted; the sheet is keyed anew twice, and what was keyed stays on record."""
    with transaction.atomic():
        opened = _lock_to_decide(sheet_id, version, reason, by)
        try:
            after = after_recount(opened.sheet.entries)
        except Illegal as refusal:
            raise Refused(str(refusal)) from refusal
        _decide(opened, SheetDecision.Kind.RECOUNT, reason, [], by=by, at=at)
        move_sheet(opened.sheet, after)
        _tell(opened, Deed.SHEET_RECOUNTED, {"reason": reason}, by=by, at=at)
        return opened.sheet


def explain_warnings(
    *,
    election_id: int,
    words: Mapping[int, Mapping[str, str]],
    versions: Mapping[int, int],
    by: Actor,
    at: datetime,
) -> int:
    """Tick warnings off: sheet → warning → words. Words already given may be replaced, not taken back.

    Returns how many sheets changed; raises Stale where a sheet moved since the page was made.
    """
    with transaction.atomic():
        changed = 0
        for sheet_id in sorted(words):
            opened = open_locked(sheet_id, by, keying_action)
            sheet = opened.sheet
            if not sheet.verified or opened.election.pk != election_id:
                raise Refused("核对一致以后才能说明。")
            said = {
                key: text
                for key, text in words[sheet_id].items()
                if text and sheet.explanations.get(key) != text
            }
            if not said:
                continue
            if versions.get(sheet_id) != sheet.version:
                raise Stale(sheet.version)
            _explain(opened, said, by=by, at=at)
            changed += 1
        return changed


def _explain(opened: OpenSheet, said: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    sheet = opened.sheet
    explanations = {**sheet.explanations, **said}
    own = opened.ballot.check(counted_figures(opened)).warnings
    unexplained = sum(warning_key(item) not in explanations for item in own)
    old = Sheet.objects.filter(pk=sheet.pk, version=sheet.version)
    if old.update(version=sheet.version + 1, explanations=explanations, warnings_open=unexplained) != 1:
        raise Stale(sheet.version + 1)
    sheet.version += 1
    _tell(opened, Deed.WARNINGS_EXPLAINED, {"words": dict(said)}, by=by, at=at)


def _lock_to_decide(sheet_id: int, version: int, reason: str, by: Actor) -> OpenSheet:
    if not reason.strip():
        raise AtField(reason="请写明理由。")
    opened = open_locked(sheet_id, by, deciding_action)
    if opened.sheet.version != version:
        raise Stale(opened.sheet.version)
    return opened


def _decide(
    opened: OpenSheet,
    kind: SheetDecision.Kind,
    reason: str,
    errors: list[str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    SheetDecision.objects.create(
        sheet=opened.sheet,
        attempt=opened.sheet.attempt,
        version=opened.sheet.version + 1,
        kind=kind,
        errors=errors,
        reason=reason,
        decided_by_id=by.user_id,
        decided_at=at,
    )


def _tell(opened: OpenSheet, deed: Deed, more: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    sheet = opened.sheet
    payload = {
        "round": opened.held.number,
        "sheet": sheet.number,
        "version": sheet.version,
        "phase": str(sheet.phase),
        **more,
    }
    record(opened.election, by=by, at=at, action=deed, payload=payload)
