"""Open an .xlsx file, which is a zip archive, without trusting what it says about itself."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO

FILE_LONGEST = 20 * 1024 * 1024
UNPACKED_LONGEST = 128 * 1024 * 1024
"""All parts together. A sheet of 100 000 rows needs some 50 MB, and is to be refused for its rows."""

PART_LONGEST = 8 * 1024 * 1024
"""One part that is kept in memory. A sheet of 500 rows needs 0.3 MB."""

KEPT_LONGEST = 32 * 1024 * 1024
_CHUNK = 256 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_NEEDED = re.compile(
    r"(\[Content_Types\]\.xml|_rels/.*|xl/(_rels/.*|workbook\.xml|styles\.xml|sharedStrings\.xml|worksheets/[^/]+\.xml))"
)

NOT_EXCEL = "这不是 Excel 文件（.xlsx）。请下载名册模板，填好后上传。"
DAMAGED = "文件已损坏，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。"
OLD_EXCEL = "这是旧版 Excel 文件（.xls）。请在 Excel 或 WPS 中另存为 .xlsx，再上传。"
ENCRYPTED = "文件设有密码，无法读取。请取消密码，再上传。"
TOO_LARGE = "文件过大或展开后过大，不像是一份党员名册。请只保留名册内容，再上传。"


class RosterFileError(Exception):
    """The file as a whole cannot be used; the message is a sentence for the clerk."""


@dataclass(slots=True)
class Archive:
    """The parts a roster needs, and for sheets too long to keep, how many rows they have."""

    parts: dict[str, bytes] = field(default_factory=dict)
    rows_of_long_sheets: dict[str, int] = field(default_factory=dict)

    def repacked(self, sheet: str) -> bytes:
        """Return a new archive with one sheet, so that the Excel library reads what was checked here and no more."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in self.parts.items():
                if name == sheet or not name.startswith("xl/worksheets/"):
                    archive.writestr(name, content)
        return target.getvalue()


def open_archive(data: bytes) -> Archive:
    """Unpack the parts needed, with every size measured and not believed."""
    if data.startswith(_OLE):
        raise RosterFileError(ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else OLD_EXCEL)
    if not data.startswith(b"PK"):
        raise RosterFileError(NOT_EXCEL)
    if len(data) > FILE_LONGEST:
        raise RosterFileError(TOO_LARGE)
    try:
        return _unpack(zipfile.ZipFile(io.BytesIO(data)))
    except RosterFileError:
        raise
    except Exception as error:  # zipfile and its decompressors raise a dozen kinds for broken bytes
        raise RosterFileError(DAMAGED) from error


def _unpack(archive: zipfile.ZipFile) -> Archive:
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > UNPACKED_LONGEST:
        raise RosterFileError(TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise RosterFileError(ENCRYPTED)
    if "xl/workbook.xml" not in archive.NameToInfo:
        raise RosterFileError(NOT_EXCEL)
    found = Archive()
    left = UNPACKED_LONGEST
    for entry in entries:
        with archive.open(entry) as stream:
            left -= _take(stream, entry.filename, found, left)
    return found


def _take(stream: IO[bytes], name: str, found: Archive, left: int) -> int:
    """Read one part to its end and return its real size; keep it only if it is needed and short."""
    kept = bytearray()
    size = rows = 0
    tail = b""
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > left:
            raise RosterFileError(TOO_LARGE)
        if len(kept) <= PART_LONGEST:
            kept += chunk
        # 32 bytes are longer than any closing tag, so one cut in two is counted once.
        window = tail + chunk
        ends = [match.end() for match in _ROW_END.finditer(window)]
        rows += len(ends)
        tail = window[max(ends[-1] if ends else 0, len(window) - 32) :]
    _keep(name, bytes(kept), rows, found)
    return size


def _keep(name: str, content: bytes, rows: int, found: Archive) -> None:
    if not _NEEDED.fullmatch(name):
        return
    if len(content) <= PART_LONGEST:
        found.parts[name] = content
    elif name.startswith("xl/worksheets/"):
        found.rows_of_long_sheets[name] = rows
    else:
        raise RosterFileError(TOO_LARGE)
    if sum(map(len, found.parts.values())) > KEPT_LONGEST:
        raise RosterFileError(TOO_LARGE)
