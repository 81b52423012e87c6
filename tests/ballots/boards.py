"""Papers on boards, and pictures of them as phones send them."""

import io
from datetime import date, datetime

from PIL import Image

from ballots.models import Notice, Posting
from ballots.services.correcting import CorrectionEntry, issue_correction
from ballots.services.posting import PostingEntry, post_paper, take_down
from elections.models import User
from elections.rules.corrections import Change
from tests.ballots.stagekit import NOW


def picture(width: int = 40, height: int = 30, kind: str = "JPEG", **saved: object) -> bytes:
    """A picture red on the left and blue on the right; `saved` goes to Pillow, exif for instance."""
    drawn = Image.new("RGB", (width, height), (200, 0, 0))
    drawn.paste((0, 0, 200), (width // 2, 0, width, height))
    file = io.BytesIO()
    drawn.save(file, kind, **saved)
    return file.getvalue()


def hung(
    notice: Notice, user: User, place: str = "村务公开栏", *, on: date, photo: bytes = b"", at: datetime
) -> Posting:
    """Put up in one more place."""
    entry = PostingEntry(place, on, "熊六", photo)
    return post_paper(notice_id=notice.pk, entry=entry, known=notice.postings.count(), by=user.actor, at=at)


def corrected(notice: Notice, user: User, *, said: str, right: str, at: datetime) -> Notice:
    """A correction of one place."""
    known = notice.corrections.filter(invalidated_at=None).values_list("number", flat=True).first() or 0
    entry = CorrectionEntry("誊写有误", (Change(said, right),), known)
    return issue_correction(notice=notice, entry=entry, by=user.actor, at=at)


def hang(notice: Notice, user: User) -> None:
    """Put up in two places, the second with a picture; taken down in the first."""
    first = hung(notice, user, on=NOW.date(), at=NOW)
    hung(notice, user, "第一村小组", on=NOW.date(), photo=picture(), at=NOW)
    take_down(posting_id=first.pk, taken_down_on=NOW.date(), taken_down_by="熊六", by=user.actor, at=NOW)
