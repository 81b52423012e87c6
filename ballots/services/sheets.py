"""Saving tally sheets. Every save adds a keying; nothing keyed is ever changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ballots.models import KeyedVote, Keying, KeyingWriteIn, Sheet
from ballots.selectors.sheets import OpenSheet, keying_action, open_sheet, progress, sheet_rows
from elections.models import ElectionMember
from elections.rules.permissions import Action, Actor
from elections.rules.sheet_state import COUNTS, SheetState, kept_explanations, warning_key
from elections.rules.tally import TallyFigures
from elections.services.guard import Refused, Stale, lock_election


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save: the sheet's state, the warnings left open, and the sheet to key next."""

    state: SheetState
    warnings_open: int
    next_sheet_id: int | None


def save_sheet(
    *,
    sheet_id: int,
    version: int,
    figures: TallyFigures,
    explanations: Mapping[str, str],
    confirmed_reason: str,
    by: Actor,
    at: datetime,
) -> Saved:
    """Add a keying with these figures, and say which sheet is next.

    `version` is the one the figures were typed on; raises Stale where somebody saved since. The same figures sent
    twice by the same person are saved once.
    """
    with transaction.atomic():
        opened = _lock_sheet(sheet_id, by)
        confirmed_reason = confirmed_reason if opened.ballot.check(figures).confirmable else ""
        if opened.sheet.version == version:
            kept = _kept(opened, figures, explanations)
            _add_keying(opened, figures, kept, confirmed_reason, by=by, at=at)
        elif not _sent_twice(opened, version, figures, explanations, confirmed_reason, by):
            raise Stale(opened.sheet.version)
        following = progress(opened.held).next_after(opened.sheet.number)
        return Saved(SheetState(opened.sheet.status), opened.sheet.warnings_open, following)


def explain_warnings(
    *,
    election_id: int,
    words: Mapping[int, Mapping[str, str]],
    versions: Mapping[int, int],
    by: Actor,
    at: datetime,
) -> int:
    """Tick warnings off: sheet → warning → words. Each sheet concerned gets a keying with the same figures.

    Returns how many sheets changed; raises Stale where a sheet was saved since the page was made.
    """
    with transaction.atomic():
        changed = 0
        for sheet_id in sorted(words):
            opened = _lock_sheet(sheet_id, by)
            if opened.keying is None or opened.election.pk != election_id:
                raise Refused("没有可以说明的计票单。")
            earlier = opened.keying.explanations
            now = {key: said for key, said in {**earlier, **words[sheet_id]}.items() if said}
            if now == earlier:
                continue
            if versions.get(sheet_id) != opened.sheet.version:
                raise Stale(opened.sheet.version)
            _add_keying(opened, opened.figures, now, opened.keying.confirmed_reason, by=by, at=at)
            changed += 1
        return changed


def _lock_sheet(sheet_id: int, by: Actor) -> OpenSheet:
    """Lock the sheet's election and open the sheet as it now stands; refuse where it takes no figures."""
    opened = open_sheet(lock_sheet(sheet_id, by))
    if opened.refusal is not None:
        raise Refused(opened.refusal)
    return opened


def lock_sheet(sheet_id: int, by: Actor, *, action: Action | None = None) -> Sheet:
    """Lock a sheet's election, for `action` or else for keying it, and return the sheet as it now stands."""
    found = Sheet.objects.values_list("round__election_id", "round__kind").filter(pk=sheet_id).first()
    if found is not None:
        election_id, kind = found
        lock_election(election_id, action or keying_action(kind), by)
    sheet = sheet_rows().filter(pk=sheet_id).first()
    if sheet is None:
        raise Refused("这个票箱刚才已经减少。")
    return sheet


def _kept(opened: OpenSheet, figures: TallyFigures, typed: Mapping[str, str]) -> dict[str, str]:
    """The explanations that go with these figures."""
    return kept_explanations(
        typed,
        opened.ballot.check(figures).warnings,
        earlier=opened.keying.explanations if opened.keying else {},
        before=opened.figures,
        now=figures,
    )


def _sent_twice(
    opened: OpenSheet,
    version: int,
    figures: TallyFigures,
    explanations: Mapping[str, str],
    confirmed_reason: str,
    by: Actor,
) -> bool:
    """Whether what is on record is this very save: a double click, or a retry after the answer got lost."""
    last = opened.keying
    if last is None or opened.sheet.version != version + 1 or last.keyed_by_id != by.user_id:
        return False
    said = all(last.explanations.get(key) == words for key, words in explanations.items() if words)
    return said and opened.figures == figures and last.confirmed_reason == confirmed_reason


def _add_keying(
    opened: OpenSheet,
    figures: TallyFigures,
    explanations: Mapping[str, str],
    confirmed_reason: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Insert keying, votes and write-ins, then move the sheet on, if it is still where it was."""
    sheet, old = opened.sheet, opened.sheet.version
    found = opened.ballot.check(figures, confirmed=bool(confirmed_reason))
    unexplained = [item for item in found.warnings if warning_key(item) not in explanations]
    keying = Keying.objects.create(
        sheet=sheet,
        version=old + 1,
        keyed_by_id=by.user_id,
        keyed_at=at,
        explanations=dict(explanations),
        confirmed_reason=confirmed_reason,
        **{name: getattr(figures, name) for name in COUNTS},
    )
    _add_votes(opened, keying, figures)
    sheet.status, sheet.warnings_open = found.state.value, len(unexplained)
    moved = Sheet.objects.filter(pk=sheet.pk, version=old).update(
        version=old + 1, current=keying, status=sheet.status, warnings_open=sheet.warnings_open
    )
    if moved != 1:
        raise Stale(old + 1)
    sheet.version = old + 1


def _add_votes(opened: OpenSheet, keying: Keying, figures: TallyFigures) -> None:
    """One row for each person of the ballot, typed or not, so that a half-filled sheet is never decided on."""
    votes = []
    for line in opened.held.lines.all():
        favour, against, abstain = figures.votes.get(line.member.code, (None, None, None))
        votes.append(KeyedVote(keying=keying, line=line, favour=favour, against=against, abstain=abstain))
    KeyedVote.objects.bulk_create(votes)
    if not figures.write_ins:
        return
    written = ElectionMember.objects.filter(election=opened.election, code__in=figures.write_ins)
    KeyingWriteIn.objects.bulk_create(
        KeyingWriteIn(keying=keying, member=member, votes=figures.write_ins[member.code] or 0)
        for member in written
    )
