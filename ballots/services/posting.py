"""A paper put up on a board, and taken down again."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ballots.models import Notice, Posting
from ballots.notices.facts import NoticeKind
from elections.models import Election
from elections.rules.log import Deed
from elections.rules.papers import posting_fault, removal_fault
from elections.rules.permissions import Action, Actor
from elections.services.audit import record
from elections.services.guard import Refused, lock_election
from elections.services.refusals import AtField

from .photos import plain_photo


@dataclass(frozen=True, slots=True)
class PostingEntry:
    """Where a paper was put up, when and by whom; `photo` is the file as it was sent, b"" without one."""

    place: str
    posted_on: date
    posted_by: str
    photo: bytes = b""


def post_paper(*, notice_id: int, entry: PostingEntry, known: int, by: Actor, at: datetime) -> Posting:
    """Record that a paper hangs somewhere. `known` is how many places the person saw, so that a double click adds one.

    Raises AtField or Refused with the sentence, PermissionDenied.
    """
    photo = plain_photo(entry.photo) if entry.photo else b""
    with transaction.atomic():
        notice, election = _lock(notice_id, by)
        if not NoticeKind(notice.kind).posted:
            raise Refused(f"{notice.title}不张贴。")
        number = (notice.postings.aggregate(last=Max("number"))["last"] or 0) + 1
        if number != known + 1:
            raise Refused("这份材料的张贴刚才有变动，请看清现在的记录，需要的再登记。")
        made_on, today = timezone.localdate(notice.made_at), timezone.localdate(at)
        fault = posting_fault(notice.status, posted_on=entry.posted_on, made_on=made_on, today=today)
        if fault:
            raise AtField(posted_on=fault)
        posting = Posting.objects.create(
            notice=notice,
            number=number,
            place=entry.place,
            posted_on=entry.posted_on,
            posted_by=entry.posted_by,
            photo=photo,
            photo_sha256=hashlib.sha256(photo).hexdigest() if photo else "",
        )
        record(election, by=by, at=at, action=Deed.PAPER_POSTED, payload=_posted(notice, posting))
    return posting


def take_down(
    *, posting_id: int, taken_down_on: date, taken_down_by: str, by: Actor, at: datetime
) -> Posting:
    """Record that a paper was taken down; one that no longer counts has to be. Raises as `post_paper` does."""
    with transaction.atomic():
        notice, election = _lock(Posting.objects.values_list("notice_id", flat=True).get(pk=posting_id), by)
        posting = notice.postings.get(pk=posting_id)
        if posting.taken_down_on is not None:
            raise Refused("已经登记过撤下，不必再登记。")
        today = timezone.localdate(at)
        fault = removal_fault(taken_down_on=taken_down_on, posted_on=posting.posted_on, today=today)
        if fault:
            raise AtField(taken_down_on=fault)
        posting.taken_down_on, posting.taken_down_by = taken_down_on, taken_down_by
        posting.save(update_fields=["taken_down_on", "taken_down_by"])
        payload = {
            **_which(notice, posting),
            "taken_down_on": taken_down_on.isoformat(),
            "taken_down_by": taken_down_by,
        }
        record(election, by=by, at=at, action=Deed.PAPER_TAKEN_DOWN, payload=payload)
    return posting


def _lock(notice_id: int, by: Actor) -> tuple[Notice, Election]:
    """The paper, its election locked, this actor allowed to say where it hangs."""
    election_id = Notice.objects.values_list("election_id", flat=True).get(pk=notice_id)
    election = lock_election(election_id, Action.POST_PAPER, by)
    return Notice.objects.defer("pdf").get(pk=notice_id), election


def _which(notice: Notice, posting: Posting) -> dict[str, object]:
    """The paper as the chain knows it, and the place in it."""
    return {
        "paper": [notice.kind, notice.number, notice.sha256],
        "title": notice.title,
        "number": notice.number,
        "posting": posting.number,
        "posted_at": posting.place,
    }


def _posted(notice: Notice, posting: Posting) -> dict[str, object]:
    return {
        **_which(notice, posting),
        "posted_on": posting.posted_on.isoformat(),
        "posted_by": posting.posted_by,
        "photo": posting.photo_sha256,
    }
