"""The fonts of the papers: where they are, which characters they have, and cut copies for speed.

Each paper carries of a font the characters that it uses; to take them out costs time by the size of the font. So
HarfBuzz parts the big fonts once, into the usual characters and more, and a paper that needs only the usual ones is
written twice as fast. The font of people's names is parted, never cut: nobody's name may depend on a list.
"""

from __future__ import annotations

import hashlib
import struct
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
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
FIRST_LEVEL, SECOND_LEVEL = range(0xB0, 0xD8), range(0xD8, 0xF8)
UNUSED_TABLES = ("GPOS", "GSUB", "VORG", "vhea", "vmtx")


class FontMissing(RuntimeError):
    """A font file of the papers is not installed; the message names the cure."""


class Part(Enum):
    """Some of a font's characters. COMMON is the first level of GB 2312, with signs; TEXT is all of GB 2312 and GB 8105."""

    WHOLE = "whole"
    COMMON = "common"
    LESS_COMMON = "less common"
    TEXT = "text"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Font:
    """A family as the style sheets name it, its file, the face within it, and the parts it is divided into."""

    family: str
    file: str
    face: int = 0
    parts: tuple[Part, ...] = (Part.WHOLE,)

    @property
    def families(self) -> tuple[str, ...]:
        """A family for each part: a character is looked for in one after the other."""
        return (self.family, f"{self.family} More")[: len(self.parts)]


BY_USE = (Part.COMMON, Part.LESS_COMMON)
FANG = Font("Paper Fang", "FandolFang-Regular.otf", parts=BY_USE)
SONG = Font("Paper Song", "NotoSerifCJK-Bold.ttc", face=2, parts=BY_USE)
HEI = Font("Paper Hei", "NotoSansCJK-Bold.ttc", face=2, parts=BY_USE)
KAI = Font("Paper Kai", "LXGWWenKai-Regular.ttf", parts=(Part.TEXT, Part.BEYOND))
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
def files_for(font: Font) -> tuple[Path, ...]:
    """The files to typeset with, as `font.families` names them: the font itself, or its parts, cut on first use."""
    return tuple(_file_for(font, part) for part in font.parts)


def _file_for(font: Font, part: Part) -> Path:
    source = path_of(font)
    if part is Part.WHOLE:
        return source
    state = source.stat()
    key = (
        f"5|{source}|{state.st_size}|{state.st_mtime_ns}|{font.face}|{part.value}|{sorted(text_characters())}"
    )
    digest = hashlib.sha256(key.encode()).hexdigest()[:12]
    target = Path(settings.VAR_DIR) / "cut-fonts" / f"{source.stem}-{digest}.otf"
    if not target.exists():
        cut = harfbuzz.cut(source, font.face, _characters(font, part))
        _write(target, as_papers_need(cut))
    return target


def _characters(font: Font, part: Part) -> frozenset[int]:
    common, text = common_characters(), text_characters()
    return {
        Part.COMMON: common,
        Part.LESS_COMMON: text - common,
        Part.TEXT: text,
        Part.BEYOND: coverage(font) - text,
    }[part]


def as_papers_need(content: bytes) -> bytes:
    """A cut font as high as every other, and if it is a CFF font with its glyphs numbered in order."""
    tables = SFNTReader(BytesIO(content))
    kept = {tag: tables[tag] for tag in tables.keys() if tag not in UNUSED_TABLES}  # noqa: SIM118 - not a mapping
    kept["hhea"] = _as_high_as_drawn(kept["hhea"], kept["OS/2"])
    if content.startswith(b"OTTO"):
        kept["CFF "] = _glyphs_numbered_in_order(content, kept)
    result = BytesIO()
    writer = SFNTWriter(result, len(kept), tables.sfntVersion)
    for tag, data in kept.items():
        writer[tag] = data
    writer.close()
    return result.getvalue()


def _as_high_as_drawn(hhea: bytes, os2: bytes) -> bytes:
    """The height in which the characters are drawn, which all fonts cut share, for the one that leaves room for a line.

    With heights of their own a character from another font would move its line off the grid.
    """
    return hhea[:4] + os2[68:72] + hhea[8:]


def _glyphs_numbered_in_order(content: bytes, tables: Mapping[str, bytes]) -> bytes:
    """The outlines of a CFF font with character ids that equal its glyph numbers again.

    WeasyPrint writes glyph numbers. Poppler and Chrome take them as such, Acrobat and Preview as character
    ids: with any other charset they show wrong characters.
    """
    with TTFont(BytesIO(content), lazy=True) as font:
        place = font["CFF "].cff.topDictIndex[0].rawDict["charset"]
    (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
    shapes = bytearray(tables["CFF "])
    struct.pack_into(">BHH", shapes, place, 2, 1, glyphs - 2)  # charset format 2: one range, from 1 on
    return bytes(shapes)


@cache
def common_characters() -> frozenset[int]:
    """Signs and the first level of GB 2312."""
    signs = {code for first, last in RANGES for code in range(first, last + 1)}
    return frozenset(signs | _gb2312(FIRST_LEVEL))


@cache
def text_characters() -> frozenset[int]:
    """The code points that are used in text: the common ones, the second level of GB 2312, and GB 8105."""
    kept = common_characters() | _gb2312(SECOND_LEVEL)
    lines = BEYOND_GB2312.read_text(encoding="utf-8").splitlines()
    return kept | {ord(character) for line in lines if not line.startswith("#") for character in line}


def _gb2312(rows: range) -> set[int]:
    """The code points of some rows of GB 2312, by their first byte."""
    content = [bytes((high, low)) for high in rows for low in range(0xA1, 0xFF)]
    return {ord(character) for character in b"".join(content).decode("gb2312", "ignore")}


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
