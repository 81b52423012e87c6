"""Correcting an issued paper: it stays as it was, and a numbered 更正公告 of its own body says what is right."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ballots.models import Notice
from ballots.notices.facts import Correction, NoticeKind
from ballots.notices.pdf import Rendered, render_pdf
from ballots.selectors.papers import correction_entry
from ballots.selectors.papers.correcting import correction, refusal_to_correct, text_of
from elections.models import Election
from elections.rules.corrections import Change, change_faults
from elections.rules.permissions import Actor
from elections.services.guard import Refused, Stale
from elections.services.refusals import AtField

from .issuing import new_code
from .papers import Draft, draft, former_of, issue


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """Why the paper was wrong, and where; empty changes are none.

    `version` is the number of the correction that the person knew of, 0 where there was none.
    """

    reason: str
    changes: tuple[Change, ...]
    version: int = 0


def field_name(place: int, part: str) -> str:
    """How a refusal names one part of a change: said-0, right-0."""
    return f"{part}-{place}"


def preview_correction(*, notice: Notice, entry: CorrectionEntry, at: datetime) -> Rendered:
    """Render a correction without number and code, and store nothing. Raises AtField, Refused or MissingGlyphs."""
    return render_pdf(_checked(notice, entry, timezone.localdate(at)))


def issue_correction(*, notice: Notice, entry: CorrectionEntry, by: Actor, at: datetime) -> Notice:
    """Issue the correction of a paper, in the place of one already issued of it.

    Raises AtField or Refused with the sentences, Stale, MissingGlyphs or PermissionDenied.
    """
    code = new_code()

    def drafted(election: Election) -> Draft:
        corrected = Notice.objects.defer("pdf").get(pk=notice.pk)
        facts = _checked(corrected, entry, timezone.localdate(at))
        line = correction_entry(corrected)
        former = former_of(election, line.key)
        found = draft(election, facts, line, former, code=code)
        standing = former.number if former else 0
        if entry.version != standing and not found.stands:
            raise Stale(standing)
        return found

    return issue(notice.election, drafted, by=by, at=at)


def _checked(notice: Notice, entry: CorrectionEntry, today: date) -> Correction:
    refusal = refusal_to_correct(notice)
    if refusal:
        raise Refused(refusal)
    faults = change_faults(entry.changes, text_of(notice), certified=NoticeKind(notice.kind).tells_votes)
    if faults:
        raise AtField(**{field_name(*at): fault for at, fault in faults.items()})
    return correction(notice, reason=entry.reason, changes=entry.changes, today=today)
