"""The fonts of the papers: where they are, which characters they have, and cut copies for speed.

Text fonts are cut once to the characters of GB 2312 and GB 8105 by HarfBuzz, which makes a page three
times faster to write. The font of people's names is never cut: nobody's name may depend on a list.
"""

from __future__ import annotations

import hashlib
import struct
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

from ballots.notices import harfbuzz

SETUP = "请运行 script/setup"
HERE = Path(__file__).resolve().parent
BEYOND_GB2312 = HERE / "data" / "gb8105_beyond_gb2312.txt"
RANGES = ((0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x203A), (0x2160, 0x216B), (0x2460, 0x249B),
          (0x2200, 0x2265), (0x25A0, 0x25CF), (0x3000, 0x303F), (0x3200, 0x324F), (0xFF01, 0xFFE5))  # fmt: skip
UNUSED_TABLES = ("GPOS", "GSUB", "VORG", "vhea", "vmtx")


class FontMissing(RuntimeError):
    """A font file of the papers is not installed; the message names the cure."""


@dataclass(frozen=True, slots=True)
class Font:
    """A family as the style sheets name it, its file, the face within it, and whether to cut it."""

    family: str
    file: str
    face: int = 0
    cut: bool = False


FANG = Font("Paper Fang", "FandolFang-Regular.otf", cut=True)
SONG = Font("Paper Song", "NotoSerifCJK-Bold.ttc", face=2, cut=True)
HEI = Font("Paper Hei", "NotoSansCJK-Bold.ttc", face=2, cut=True)
KAI = Font("Paper Kai", "LXGWWenKai-Regular.ttf")
HANA_A = Font("Paper Hana A", "HanaMinA.ttf")
HANA_B = Font("Paper Hana B", "HanaMinB.ttf")
USUAL = (FANG, SONG, HEI, KAI)
RARE = (HANA_A, HANA_B)
PACKAGES = {
    FANG.file: "FandolFang（texlive-lang-chinese）",
    SONG.file: "fonts-noto-cjk",
    HEI.file: "fonts-noto-cjk",
    KAI.file: "fonts-lxgw-wenkai",
    HANA_A.file: "fonts-hanazono",
    HANA_B.file: "fonts-hanazono",
}


def directories() -> tuple[Path, ...]:
    """Where font files are looked for: the project's own first, then the system's."""
    return (settings.VAR_DIR / "fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


@cache
def path_of(font: Font) -> Path:
    """The file of a font; raises `FontMissing`."""
    for directory in directories():
        for found in sorted(directory.rglob(font.file)):
            return found
    raise FontMissing(f"缺少字体文件 {font.file}（{PACKAGES[font.file]}）；{SETUP}。")


@cache
def file_for(font: Font) -> Path:
    """The file to typeset with: the font itself, or its cut copy, made on first use."""
    source = path_of(font)
    if not font.cut:
        return source
    state = source.stat()
    key = f"2|{source}|{state.st_size}|{state.st_mtime_ns}|{font.face}|{sorted(text_characters())}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:12]
    target = Path(settings.VAR_DIR) / "cut-fonts" / f"{source.stem}-{digest}.otf"
    if not target.exists():
        cut = harfbuzz.cut(source, font.face, text_characters())
        _write(target, with_glyphs_numbered_in_order(cut))
    return target


def with_glyphs_numbered_in_order(content: bytes) -> bytes:
    """A cut CFF font whose character ids equal its glyph numbers again.

    WeasyPrint writes glyph numbers. Poppler and Chrome take them as such, Acrobat and Preview as character
    ids: with any other charset they show wrong characters.
    """
    with TTFont(BytesIO(content), lazy=True) as font:
        place = font["CFF "].cff.topDictIndex[0].rawDict["charset"]
    tables = SFNTReader(BytesIO(content))
    kept = {tag: tables[tag] for tag in tables.keys() if tag not in UNUSED_TABLES}  # noqa: SIM118 - not a mapping
    (glyphs,) = struct.unpack_from(">H", kept["maxp"], 4)
    shapes = bytearray(kept["CFF "])
    struct.pack_into(">BHH", shapes, place, 2, 1, glyphs - 2)  # charset format 2: one range, from 1 on
    kept["CFF "] = bytes(shapes)
    result = BytesIO()
    writer = SFNTWriter(result, len(kept), tables.sfntVersion)
    for tag, data in kept.items():
        writer[tag] = data
    writer.close()
    return result.getvalue()


@cache
def text_characters() -> frozenset[int]:
    """The code points that cut fonts keep."""
    kept = {code for first, last in RANGES for code in range(first, last + 1)}
    for high in range(0xB0, 0xF8):
        row = bytes(b for low in range(0xA1, 0xFF) for b in (high, low))
        kept.update(map(ord, row.decode("gb2312", "ignore")))
    for line in BEYOND_GB2312.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kept.update(map(ord, line))
    return frozenset(kept)


@cache
def coverage(font: Font) -> frozenset[int]:
    """The code points a font has glyphs for."""
    with TTFont(path_of(font), fontNumber=font.face, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def uncovered(text: Iterable[str], fonts: Iterable[Font]) -> list[str]:
    """The characters of `text` that none of `fonts` has, once each, in order."""
    left = dict.fromkeys(character for character in text if character not in "\n\t\r")
    for font in fonts:
        known = coverage(font)
        left = dict.fromkeys(character for character in left if ord(character) not in known)
    return list(left)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(target)
