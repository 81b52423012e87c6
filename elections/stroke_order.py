"""The order of names by strokes of the family name (姓氏笔画), as a key that can be stored.

A character is placed by its number of strokes, then by the types of its strokes in
writing order (横 竖 撇 点 折), then by its code point. A name is placed by

1. the first character of the family name;
2. a single family name before a compound one that begins with the same character,
   so that one family stays together (欧 before 欧阳), and then the rest of the latter;
3. no given name, then a given name of one character, then all longer ones;
4. the given name, character by character.

A name written with · (阿不都·热依木) has no Chinese family name: it is placed by its first
character, among the longer names, with · before every other character. A name of two
characters has a family name of one, whatever it spells (司马 is 马 of the family 司).

The key consists of digits and capital letters only, and every field has a fixed width or
a width that an earlier field fixes. Therefore plain comparison of keys is the order, in
Python, in SQLite and in PostgreSQL, and no two different names have the same key.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

NAME_MAX_LENGTH = 30
"""Characters of the longest name the roster accepts."""

KEY_MAX_LENGTH = 1200
"""No key of such a name is longer: 30 characters of at most 64 strokes."""

_DATA = Path(__file__).resolve().parent / "data" / "strokes.txt"
_ROW = 32
_MIDDLE_DOT = "·"
_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･᛫●．"), _MIDDLE_DOT)
_STROKES = re.compile(r"[1-5]{1,64}")
_OVERRIDE = re.compile(r"([^\s\d,，、;；=＝:：])\s*[=＝:：]?\s*([1-5]{1,64})(?:[\s,，、;；]+|$)")

# Only names hardly ever read otherwise: 乐正, 段干 or 梁丘 would more often split a person
# of the family 乐, 段 or 梁.
_COMPOUND_NAMES = (
    "欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 鲜于 闾丘 司空 端木 公冶 "
    "申屠 淳于 单于 太叔 仲孙 轩辕 钟离 濮阳 万俟 赫连 呼延 澹台 公羊 东郭 南门 西门 东门 拓跋 百里 第五 漆雕 "
    "壤驷 宰父 巫马 亓官 司寇 颛孙 公西 公良 纳兰 叶赫 完颜 耶律 哥舒 贺兰 宗政 西陵 "
    "歐陽 司馬 諸葛 東方 獨孤 南宮 尉遲 公孫 長孫 鮮于 閭丘 單于 仲孫 軒轅 鍾離 濮陽 萬俟 赫連 澹臺 東郭 南門 西門 東門 "
    "壤駟 巫馬 顓孫 納蘭 葉赫 完顏 賀蘭"
)
_COMPOUND = frozenset(_COMPOUND_NAMES.split())


class UnknownCharacterError(ValueError):
    """A name has characters whose strokes nobody has stated."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        """Keep the characters, for the form that asks for their strokes."""
        self.characters = characters
        super().__init__("笔画表中没有：" + "、".join(f"{item}（U+{ord(item):04X}）" for item in characters))


def normalise_name(name: str) -> str:
    """Return the name in one spelling: NFC, one kind of middle dot, no spaces or invisible characters."""
    composed = unicodedata.normalize("NFC", name).translate(_DOTS)
    return "".join(item for item in composed if not item.isspace() and not _is_invisible(item))


def _is_invisible(character: str) -> bool:
    # Variation selectors choose a shape of the same character; their category is Mn.
    return unicodedata.category(character) in {"Cf", "Cc"} or "VARIATION SELECTOR" in unicodedata.name(
        character, ""
    )


def split_name(name: str) -> tuple[str, str]:
    """Return the part the name is placed by and the rest."""
    plain = normalise_name(name)
    if _MIDDLE_DOT not in plain and len(plain) > 2 and plain[:2] in _COMPOUND:
        return plain[:2], plain[2:]
    return plain[:1], plain[1:]


def strokes(character: str) -> str | None:
    """Return the strokes of a character as digits (1 横 2 竖 3 撇 4 点 5 折), or None."""
    packed = _packed(character)
    return "".join(_unpack(item) for item in packed) if packed else None


def sort_key(name: str, overrides: Mapping[str, str] | None = None) -> str:
    """Return the key of a name; overrides give the strokes of characters, as digits, before the table does.

    Raises UnknownCharacterError when strokes are missing, ValueError when there is no name.
    """
    family, given = split_name(name)
    if not family:
        raise ValueError("没有姓名")
    if unknown := unknown_characters(name, overrides):
        raise UnknownCharacterError(unknown)
    longer = len(given) > 1 or _MIDDLE_DOT in family + given
    class_of_given = 2 if longer else len(given)
    keys = [_character_key(item, overrides or {}) for item in family + given]
    return "".join(
        [keys[0], str(len(family)), *keys[1 : len(family)], str(class_of_given), *keys[len(family) :]]
    )


def unknown_characters(name: str, overrides: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the characters of a name, each once, for which strokes must be stated by hand."""
    given = overrides or {}
    characters = dict.fromkeys(normalise_name(name))
    return tuple(
        item for item in characters if item != _MIDDLE_DOT and item not in given and not _packed(item)
    )


def parse_overrides(text: str) -> dict[str, str]:
    """Read strokes stated by hand, such as “𰻞=44512 刘=413422”; raise ValueError for anything else."""
    found: dict[str, str] = {}
    position = 0
    stated = text.strip()
    while position < len(stated):
        match = _OVERRIDE.match(stated, position)
        if match is None:
            raise ValueError("请按“字=笔顺数字”填写，1 横、2 竖、3 撇、4 点、5 折，例如：刘=413422")
        found[unicodedata.normalize("NFC", match[1])] = match[2]
        position = match.end()
    return found


def _character_key(character: str, overrides: Mapping[str, str]) -> str:
    if character == _MIDDLE_DOT:
        return f"00{ord(character):05X}"
    if (stated := overrides.get(character)) is None:
        return _place(_packed(character), character)
    if not _STROKES.fullmatch(stated):
        raise ValueError(f"“{character}”的笔顺应由数字 1 至 5 组成")
    return _place("".join(_pack(stated)), character)


def _place(packed: str, character: str) -> str:
    count = 2 * len(packed) - packed[-1].isdigit()
    return f"{count:02d}{packed}{ord(character):05X}"


def _packed(character: str) -> str:
    """Return the entry of the table, which writes two strokes as one letter; empty if there is none."""
    code = ord(character)
    cells = _rows().get(f"{code // _ROW * _ROW:04X}", "").split(" ")
    cell = cells[code % _ROW] if len(cells) == _ROW else ""
    return "" if cell == "-" else cell


def _pack(digits: str) -> Iterator[str]:
    for start in range(0, len(digits), 2):
        pair = digits[start : start + 2]
        yield pair if len(pair) == 1 else chr(ord("A") + 5 * int(pair[0]) + int(pair[1]) - 6)


def _unpack(item: str) -> str:
    first, second = divmod(ord(item) - ord("A"), 5)
    return item if item.isdigit() else f"{first + 1}{second + 1}"


@lru_cache(maxsize=1)
def _rows() -> dict[str, str]:
    """Read the table once, when a name is first sorted; a row is taken apart only when it is needed."""
    lines = _DATA.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))
