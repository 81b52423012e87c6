"""Issuing papers: the facts are gathered, numbered, rendered once, and stored with the bytes."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ballots.models import Notice
from ballots.notices.facts import Facts, from_json, to_json
from ballots.notices.pdf import Rendered, render_pdf
from ballots.notices.render import render_html
from ballots.notices.rewording import Paragraph, Unfaithful, paragraphs, reworded
from ballots.notices.word import word_file
from ballots.notices.wording import chinese_date
from ballots.selectors.papers import Entry, GroupVote, PaperKey, facts_for
from ballots.selectors.record_papers import OWN_TOWNSHIP
from elections.dossier.chain import content_hash
from elections.models import Election
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor
from elections.services.audit import record
from elections.services.guard import lock_election

from .issuing import Serial, lock_series, new_code, next_serial, stamped

# What issuing puts into a header: a paper is not another one because of it.
ISSUED = ("number", "replaces", "code", "check_url")
# Paragraphs in the township's own words, by place from 0 on; where there are none at all those of the version before stay.
Words = Mapping[int, str]
Votes = Mapping[str, GroupVote]


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as it would be issued now; `former` is the version that counts until then."""

    facts: Facts
    entry: Entry
    serial: Serial | None
    former: Notice | None

    @property
    def stands(self) -> bool:
        """Whether the version on record says what is so now, and its file is here (imported ones have none)."""
        return self.former is not None and bool(self.former.pdf) and _same(self.former, self.facts)


def preview_paper(*, election: Election, key: PaperKey, at: datetime, words: Words | None = None) -> Rendered:
    """Render a paper as things stand, without number and code, and store nothing.

    Raises NotYet, MissingGlyphs or Unfaithful.
    """
    facts, _ = facts_for(election, key, today=timezone.localdate(at))
    return render_pdf(_worded(facts, former_of(election, key), words))


def make_paper(
    *,
    election: Election,
    key: PaperKey,
    by: Actor,
    at: datetime,
    words: Words | None = None,
    votes: Votes | None = None,
) -> Notice:
    """Issue a paper, or return the one on record when its facts and words are still the same.

    `votes` is what a group's notice says of its vote; without it, what the version before says stays. A new version sets the former aside and keeps it. Raises NotYet, MissingGlyphs, Unfaithful or PermissionDenied.
    """
    code = new_code() if key.kind.posted else ""

    def on(day: date, election: Election, former: Notice | None) -> Draft:
        facts, entry = facts_for(election, key, today=day, votes=votes)
        return draft(election, _worded(facts, former, words), entry, former, code=code)

    def drafted(election: Election) -> Draft:
        former = former_of(election, key)
        if former is not None:
            with suppress(Unfaithful):  # the words may be for what the paper says today
                again = on(_day_of(former), election, former)
                if again.stands:  # another day alone makes no other paper
                    return again
        return on(timezone.localdate(at), election, former)

    return issue(election, drafted, by=by, at=at)


def issue(election: Election, drafted: Callable[[Election], Draft], *, by: Actor, at: datetime) -> Notice:
    """Issue what `drafted` makes of the election, asked once before the lock and once with it."""
    early = drafted(election)
    if early.stands and early.former:
        return early.former
    # Rendering takes a tenth of a second and more: it is done before the lock, with the number that is next by then.
    rendered = render_pdf(early.facts)
    with transaction.atomic():
        locked = lock_election(election.pk, Action.MAKE_PAPER, by)
        lock_series(locked, early.entry.series)
        now = drafted(locked)
        if now.stands and now.former:
            return now.former
        if now.facts != early.facts:  # somebody took the number, or changed what the paper says
            rendered = render_pdf(now.facts)
        notice = _store(locked, now, rendered, by=by, at=at)
        replaced = _set_aside(now.former, notice, at=at)
        record(locked, by=by, at=at, action=Deed.PAPER_MADE, payload=_made(notice, replaced))
    return notice


def draft(election: Election, facts: Facts, entry: Entry, former: Notice | None, *, code: str) -> Draft:
    """The paper with the number it would have now."""
    serial = next_serial(election, entry.series, facts.header.issued_on)
    replaces = _cited(former) if former and entry.kind.posted else ""
    return Draft(stamped(facts, serial, replaces=replaces, code=code), entry, serial, former)


def _cited(former: Notice) -> str:
    """A version as the next one names it: by number, or by day and version."""
    return former.document_number or f"{chinese_date(_day_of(former))}第{former.number}版"


def _day_of(notice: Notice) -> date:
    return date.fromisoformat(notice.facts["header"]["issued_on"])


def _worded(facts: Facts, former: Notice | None, words: Words | None) -> Facts:
    if words is None:
        words = wording_of(former)
    return reworded(facts, render_html(facts), words) if words else facts


def _same(former: Notice, facts: Facts) -> bool:
    said = to_json(facts)
    said["header"] |= {name: former.facts["header"].get(name) for name in ISSUED}
    return bool(former.facts == said)


def _set_aside(former: Notice | None, notice: Notice, *, at: datetime) -> str:
    """Let the new version take the place of the former and its correction; returns the reason, "" with none before."""
    if former is None:
        return ""
    reason = f"已由{notice.document_number or f'第{notice.number}版'}代替"
    gone = Notice.objects.filter(Q(pk=former.pk) | Q(corrects=former, invalidated_at__isnull=True))
    gone.update(invalidated_at=at, invalidated_reason=reason, superseded=True)
    return reason


def _made(notice: Notice, replaced: str) -> dict[str, object]:
    """A paper as the chain keeps it; `replaced` is why the one before, if there is one, no longer counts."""
    return {
        "kind": notice.kind,
        "number": notice.number,
        "title": notice.title,
        "round": notice.round.number if notice.round else None,
        "box": f"{notice.sheet.round.number}/{notice.sheet.number}" if notice.sheet else None,
        "group": notice.group,
        "corrects": notice.corrects.code if notice.corrects else None,
        "pages": notice.pages,
        "stage": notice.stage,
        "township": OWN_TOWNSHIP if notice.township_id else None,
        "serial_year": notice.serial_year,
        "serial": notice.serial,
        "code": notice.code,
        "facts": content_hash(notice.facts),
        "sha256": notice.sha256,
        "former": replaced,
    }


def _versions(election: Election, key: PaperKey) -> QuerySet[Notice]:
    """Every version of one paper, set aside or not."""
    found = Notice.objects.filter(election=election, kind=key.kind.value, group=key.group).defer("pdf")
    targets = (("sheet", key.sheet_id), ("round", key.round_id), ("corrects", key.corrects_id))
    for name, value in targets:
        found = found.filter(**({f"{name}__isnull": True} if value is None else {f"{name}_id": value}))
    return found


def former_of(election: Election, key: PaperKey) -> Notice | None:
    """The version of a paper that counts."""
    return _versions(election, key).filter(invalidated_at__isnull=True).last()


def _store(election: Election, draft: Draft, rendered: Rendered, *, by: Actor, at: datetime) -> Notice:
    entry, serial = draft.entry, draft.serial
    return Notice.objects.create(
        election=election,
        round=entry.round,
        sheet=entry.sheet,
        group=entry.key.group,
        corrects=entry.corrects,
        kind=entry.kind.value,
        number=_versions(election, entry.key).count() + 1,
        stage=entry.stage.value,
        title=f"{election.village.name}{entry.label}",
        township_id=serial.township_id if serial else None,
        serial_year=serial.year if serial else None,
        serial=serial.serial if serial else None,
        code=draft.facts.header.code,
        facts=to_json(draft.facts),
        pdf=rendered.pdf,
        pages=rendered.pages,
        sha256=rendered.sha256,
        made_at=at,
        made_by_id=by.user_id,
    )


def wording_of(notice: Notice | None) -> Words:
    """The paragraphs of a paper that are in the township's own words."""
    header = notice.facts["header"] if notice else {}
    return {each["paragraph"]: each["text"] for each in header.get("wording", ())}


def paragraphs_of(*, election: Election, key: PaperKey, at: datetime) -> tuple[tuple[Paragraph, ...], Words]:
    """Return the paragraphs in the program's words, and those of the version that counts; raises NotYet."""
    facts, _ = facts_for(election, key, today=timezone.localdate(at))
    return paragraphs(facts, render_html(facts)), wording_of(former_of(election, key))


def word_of(*, election: Election, key: PaperKey, at: datetime) -> bytes:
    """The text of a board notice as a Word file: of the version that counts, else as things stand; raises NotYet."""
    former = former_of(election, key)
    if former is not None:
        return word_file(from_json(former.kind, former.facts))
    facts, _ = facts_for(election, key, today=timezone.localdate(at))
    return word_file(facts)
