"""What every ZIP of this program has: names that any system takes, times of its own, an index of SHA-256."""

from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipInfo

from django.utils import timezone

INDEX = "目录.sha256"
NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|\r\n\t', "_"))


def file_name(title: str) -> str:
    """A title as the name of a file, without what some system refuses there."""
    return title.translate(NOT_IN_NAMES)


def index_line(name: str, sha256: str) -> str:
    """A line of the index, in the form that `sha256sum -c` checks."""
    return f"{sha256}  {name}"


def zip_entry(name: str, at: datetime) -> ZipInfo:
    """A file of this name inside a ZIP, dated `at` by the clock of the place."""
    local = timezone.localtime(at)
    entry = ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
