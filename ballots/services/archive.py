"""The archive of an election: dossier, every paper issued, and an index with each file's SHA-256, as one ZIP."""

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from ballots.models import Notice, Posting
from ballots.selectors.keyings import unverified_sheets
from ballots.services.dossier import export_dossier
from ballots.services.zips import INDEX, file_name, index_line, zip_entry
from elections.models import Election
from elections.rules.entry import archive_refusal
from elections.services.guard import Refused

DOSSIER = "选举档案包.json"
ABSENT = "没有文件"
IN_MEMORY = 8 * 1024 * 1024


def write_archive(election: Election, *, at: datetime) -> IO[bytes]:
    """The ZIP as an open file at its beginning.

    Raises Refused where the election makes no dossier, and while a sheet is keyed and not yet verified: the dossier holds
    every entry, and nobody but a monitor reads one before it counts.

    The index is in the form that `sha256sum -c` checks. A paper is listed with the hash recorded when it was made.
    """
    if refusal := archive_refusal(unverified_sheets(election)):
        raise Refused(refusal)
    dossier = export_dossier(election.pk)
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # the response closes it
    try:
        _fill(file, election, dossier, at)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _fill(file: IO[bytes], election: Election, dossier: bytes, at: datetime) -> None:
    lines = []
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(zip_entry(DOSSIER, at), dossier)
        lines.append(index_line(DOSSIER, hashlib.sha256(dossier).hexdigest()))
        for name, notice in _papers(election):
            if notice.pdf:
                archive.writestr(zip_entry(name, notice.made_at), bytes(notice.pdf))
                lines.append(index_line(name, notice.sha256))
            else:
                lines.append(f"# {ABSENT}：{index_line(name, notice.sha256)}")
        for name, posting in _photos(election):
            archive.writestr(zip_entry(name, at), bytes(posting.photo))
            lines.append(index_line(name, posting.photo_sha256))
        archive.writestr(zip_entry(INDEX, at), "".join(f"{line}\n" for line in lines))


def _papers(election: Election) -> Iterator[tuple[str, Notice]]:
    """Every paper in the order made, one in memory at a time, with its name in the archive."""
    notices = Notice.objects.filter(election=election).order_by("pk")
    for number, notice in enumerate(notices.iterator(chunk_size=1), start=1):
        folder = "失效材料" if notice.invalidated_at else "材料"
        title = file_name(notice.title)
        yield f"{folder}/{number:03d} {title} 第{notice.number}版.pdf", notice


def _photos(election: Election) -> Iterator[tuple[str, Posting]]:
    """Every picture of a paper on a board, one in memory at a time, with its name in the archive."""
    taken = Posting.objects.filter(notice__election=election).exclude(photo=b"").select_related("notice")
    for number, posting in enumerate(taken.defer("notice__pdf").iterator(chunk_size=1), start=1):
        name = file_name(f"{posting.notice.title} {posting.place}")
        yield f"张贴照片/{number:03d} {name}.jpg", posting
