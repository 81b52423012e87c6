"""The archive of an election: dossier, every paper issued, and an index with each file's SHA-256, as one ZIP."""

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone

from ballots.models import Notice
from ballots.services.dossier import export_dossier
from elections.models import Election

DOSSIER = "选举档案包.json"
INDEX = "目录.sha256"
ABSENT = "没有文件"
IN_MEMORY = 8 * 1024 * 1024
NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|\r\n\t', "_"))


def write_archive(election: Election, *, at: datetime) -> IO[bytes]:
    """The ZIP as an open file at its beginning; raises Refused where the election makes no dossier.

    The index is in the form that `sha256sum -c` checks. A paper is listed with the hash recorded when it was made.
    """
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
        archive.writestr(_entry(DOSSIER, at), dossier)
        lines.append(f"{hashlib.sha256(dossier).hexdigest()}  {DOSSIER}")
        for name, notice in _papers(election):
            if notice.pdf:
                archive.writestr(_entry(name, notice.made_at), bytes(notice.pdf))
                lines.append(f"{notice.sha256}  {name}")
            else:
                lines.append(f"# {ABSENT}：{notice.sha256}  {name}")
        archive.writestr(_entry(INDEX, at), "".join(f"{line}\n" for line in lines))


def _papers(election: Election) -> Iterator[tuple[str, Notice]]:
    """Every paper in the order made, one in memory at a time, with its name in the archive."""
    notices = Notice.objects.filter(election=election).order_by("pk")
    for number, notice in enumerate(notices.iterator(chunk_size=1), start=1):
        folder = "失效材料" if notice.invalidated_at else "材料"
        title = notice.title.translate(NOT_IN_NAMES)
        yield f"{folder}/{number:03d} {title} 第{notice.number}版.pdf", notice


def _entry(name: str, at: datetime) -> ZipInfo:
    local = timezone.localtime(at)
    entry = ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
