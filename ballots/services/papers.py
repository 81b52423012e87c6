"""Making papers: the facts are gathered once, rendered once, and stored with the bytes."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ballots.models import Notice
from ballots.notices.facts import Facts, to_json
from ballots.notices.pdf import Rendered, render_pdf
from ballots.selectors.papers import Entry, PaperKey, facts_for
from elections.models import Election
from elections.rules.permissions import Action, Actor
from elections.services.guard import lock_election


def preview_paper(*, election: Election, key: PaperKey, at: datetime) -> Rendered:
    """Render a paper as things stand and store nothing; raises NotYet or MissingGlyphs."""
    facts, _ = facts_for(election, key, today=timezone.localdate(at))
    return render_pdf(facts)


def make_paper(*, election: Election, key: PaperKey, by: Actor, at: datetime) -> Notice:
    """Make a paper, or return the one on record when its facts are still the same.

    A new version sets the former aside and keeps it. Raises NotYet, MissingGlyphs or PermissionDenied.
    """
    facts, entry = facts_for(election, key, today=timezone.localdate(at))
    former = _former(election, key)
    if former is not None and _still_true(former, facts):
        return former
    # Rendering takes a tenth of a second; the lock is not held meanwhile.
    rendered = render_pdf(facts)
    with transaction.atomic():
        lock_election(election.pk, Action.MAKE_PAPER, by)
        former = _former(election, key)
        if former is not None and _still_true(former, facts):
            return former
        notice = _store(election, entry, facts, rendered, by=by, at=at)
        if former is not None:
            former.invalidated_at, former.invalidated_reason = at, f"已由第{notice.number}版代替"
            former.save(update_fields=["invalidated_at", "invalidated_reason"])
    return notice


def _versions(election: Election, key: PaperKey) -> QuerySet[Notice]:
    """Every version of one paper, set aside or not."""
    found = Notice.objects.filter(election=election, kind=key.kind.value).defer("pdf")
    for name, value in (("sheet", key.sheet_id), ("round", key.round_id)):
        found = found.filter(**({f"{name}__isnull": True} if value is None else {f"{name}_id": value}))
    return found


def _former(election: Election, key: PaperKey) -> Notice | None:
    return _versions(election, key).filter(invalidated_at__isnull=True).last()


def _still_true(notice: Notice, facts: Facts) -> bool:
    """Whether the paper says what is so now, and its file is here (imported ones have none)."""
    return notice.facts == to_json(facts) and bool(notice.pdf)


def _store(
    election: Election, entry: Entry, facts: Facts, rendered: Rendered, *, by: Actor, at: datetime
) -> Notice:
    number = _versions(election, entry.key).count() + 1
    return Notice.objects.create(
        election=election,
        round=entry.round,
        sheet=entry.sheet,
        kind=entry.kind.value,
        number=number,
        stage=entry.stage.value,
        title=f"{election.village.name}{entry.label}",
        facts=to_json(facts),
        pdf=rendered.pdf,
        pages=rendered.pages,
        sha256=rendered.sha256,
        made_at=at,
        made_by_id=by.user_id,
    )
