"""The order of names by strokes of the family name."""

import io
import sys
from itertools import pairwise

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from elections.stroke_order import (
    KEY_MAX_LENGTH,
    NAME_MAX_LENGTH,
    UnknownCharacterError,
    normalise_name,
    parse_overrides,
    sort_key,
    split_name,
    strokes,
    unknown_characters,
)

OFFICIAL = ["王宁", "王凯", "王勇", "王毅", "王小洪", "王文涛"]

# Strokes known by heart, in the order that follows from them.
FAMILY_NAMES = [
    ("丁", "12"), ("于", "112"), ("万", "153"), ("习", "541"), ("马", "551"), ("王", "1121"), ("车", "1512"),
    ("毛", "3115"), ("方", "4153"), ("邓", "5452"), ("石", "13251"), ("叶", "25112"), ("朱", "311234"),
    ("刘", "413422"), ("许", "453112"), ("孙", "521234"), ("李", "1234521"), ("杨", "1234533"), ("吴", "2511134"),
    ("何", "3212512"), ("余", "3411234"), ("汪", "4411121"), ("宋", "4451234"), ("张", "5153154"),
    ("陈", "5215234"), ("林", "12341234"), ("罗", "25221354"), ("周", "35121251"), ("郑", "43113452"),
    ("赵", "121213434"), ("胡", "122513511"), ("徐", "3323411234"), ("郭", "4125152152"),
    ("高", "4125125251"), ("黄", "12212512134"), ("梁", "44153441234"), ("韩", "122511121152"),
    ("曾", "432524312511"),
]  # fmt: skip

known = st.text(alphabet="丁万马王欧阳司徒小文涛勇毅洪修黄韩䶮𬭚·", min_size=1, max_size=NAME_MAX_LENGTH)


@pytest.mark.parametrize(("character", "expected"), FAMILY_NAMES)
def test_strokes_of_common_family_names(character: str, expected: str) -> None:
    assert strokes(character) == expected


def test_common_family_names_stand_in_the_order_of_their_strokes() -> None:
    names = [name for name, _ in FAMILY_NAMES]
    by_hand = [name for name, _ in sorted(FAMILY_NAMES, key=lambda item: (len(item[1]), item[1]))]
    assert sorted(names, key=sort_key) == by_hand
    assert "".join(sorted(names, key=sort_key)[:7]) == "丁于万习马王车"
    assert sort_key("韩") > sort_key("黄")


def test_a_given_name_of_one_character_comes_first_then_character_by_character() -> None:
    assert sorted(OFFICIAL, key=sort_key) == OFFICIAL


def test_three_character_given_names_are_among_those_of_two() -> None:
    names = ["王勇", "王小平安", "王小洪", "王文涛"]
    assert sorted(names, key=sort_key) == names


@pytest.mark.parametrize(
    ("name", "family", "rest"),
    [
        ("欧阳修", "欧阳", "修"),
        ("司马相如", "司马", "相如"),
        ("諸葛亮", "諸葛", "亮"),
        ("司马", "司", "马"),
        ("王小洪", "王", "小洪"),
        ("阿不都·热依木", "阿", "不都·热依木"),
        ("王", "王", ""),
    ],
)
def test_family_names(name: str, family: str, rest: str) -> None:
    assert split_name(name) == (family, rest)


def test_compound_family_names_stand_at_their_first_character() -> None:
    names = [
        "丁小明",
        "司小明",
        "司马光",
        "司马相如",
        "张勇",
        "欧勇",
        "欧小明",
        "欧阳修",
        "欧阳小明",
        "诸葛亮",
        "黄勇",
    ]
    assert sorted(names, key=sort_key) == names


def test_names_with_a_middle_dot_stand_at_their_first_character() -> None:
    names = ["陈勇", "阿不都热依木", "阿不都·热依木", "阿·明", "阿明"]
    ordered = sorted(names, key=sort_key)
    assert ordered == ["阿明", "阿·明", "阿不都·热依木", "阿不都热依木", "陈勇"]
    assert sort_key("阿不都•热依木") == sort_key("阿不都·热依木")


@pytest.mark.parametrize("spelling", ["王　勇", "王 勇", " 王勇\n", "王\u200b勇", "王勇\ufe00"])
def test_spaces_and_invisible_characters_do_not_matter(spelling: str) -> None:
    assert normalise_name(spelling) == "王勇"
    assert sort_key(spelling) == sort_key("王勇")


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("䶮", "135341134"), ("𬭚", "3111541251521"), ("㛃", "111253531"), ("堃", "41534153121"),
        ("喆", "121251121251"), ("犇", "311231213112"), ("翀", "5415412512"), ("𠅤", None), ("昇", None),
        ("劉", None), ("黃", None), ("〇", "5"),
    ],
)  # fmt: skip
def test_rare_and_traditional_characters_have_strokes(character: str, expected: str | None) -> None:
    assert strokes(character) is not None
    assert expected in {None, strokes(character)}
    assert not unknown_characters("王" + character)


def test_every_character_of_gb_2312_has_strokes() -> None:
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    characters = "".join(code.decode("gb2312", "ignore") for code in codes)
    assert len(characters) == 6763
    assert unknown_characters(characters) == ()


def test_a_character_outside_the_table_is_never_placed_silently() -> None:
    assert unknown_characters("王A勇A") == ("A",)
    with pytest.raises(UnknownCharacterError, match=r"A（U\+0041）") as caught:
        sort_key("王A")
    assert caught.value.characters == ("A",)


@pytest.mark.parametrize("blank", ["", "　 "])
def test_no_name_has_no_key(blank: str) -> None:
    with pytest.raises(ValueError, match="没有姓名"):
        sort_key(blank)


def test_strokes_stated_by_hand_count_before_the_table() -> None:
    stated = {"\U00030ede": "4" * 42}
    assert unknown_characters("\U00030ede勇") == ("\U00030ede",)
    assert unknown_characters("\U00030ede勇", stated) == ()
    assert sort_key("黄勇") < sort_key("\U00030ede勇", stated)
    assert sort_key("丁勇", {"丁": "111"}) > sort_key("丁勇")
    with pytest.raises(ValueError, match="数字 1 至 5"):
        sort_key("丁勇", {"丁": "16"})


def test_strokes_are_stated_as_text() -> None:
    assert parse_overrides("刘=413422，丁＝12; 马 551") == {"刘": "413422", "丁": "12", "马": "551"}
    assert parse_overrides(" ") == {}
    for wrong in ("刘", "刘=", "刘=6", "413422", "刘丁=12"):
        with pytest.raises(ValueError, match="刘=413422"):
            parse_overrides(wrong)


@given(st.lists(known, min_size=2, max_size=8))
def test_keys_order_names_totally(names: list[str]) -> None:
    for first, second in pairwise(names):
        same = normalise_name(first) == normalise_name(second)
        assert (sort_key(first) == sort_key(second)) is same


@given(known)
def test_keys_are_plain_ascii_of_bounded_length(name: str) -> None:
    key = sort_key(name)
    assert key.isascii()
    assert key.isalnum()
    assert key.upper() == key
    assert len(key) <= KEY_MAX_LENGTH


def test_the_longest_key_fits() -> None:
    assert len(sort_key("𪚥" * NAME_MAX_LENGTH, {"𪚥": "1" * 64})) <= KEY_MAX_LENGTH


@given(st.text(max_size=12))
def test_any_text_has_a_key_or_unknown_characters_or_is_blank(text: str) -> None:
    if unknown_characters(text) or not normalise_name(text):
        with pytest.raises(ValueError, match=r"笔画表中没有|没有姓名"):
            sort_key(text)
    else:
        assert sort_key(text)


def run(monkeypatch: pytest.MonkeyPatch, content: bytes, *, status: int = 0) -> tuple[str, str]:
    """Run the command on the given input; a status above 0 must end it."""
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    if not status:
        call_command("sort_names", stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()
    with pytest.raises(SystemExit) as end:
        call_command("sort_names", stdout=out, stderr=err)
    assert end.value.code == status
    return out.getvalue(), err.getvalue()


def test_the_command_sorts_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    content = "\ufeff王文涛\r\n\r\n王 勇\n  \n丁一\n王勇"
    assert run(monkeypatch, content.encode()) == ("丁一\n王 勇\n王勇\n王文涛\n", "")
    assert run(monkeypatch, b"") == ("", "")


def test_the_command_names_an_unknown_character(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = run(monkeypatch, "王勇\n王X勇\n".encode(), status=2)
    assert out == ""
    assert "“王X勇”中的“X”（U+0058）" in err


def test_the_command_refuses_other_encodings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "UTF-8" in run(monkeypatch, "王勇".encode("gb18030"), status=2)[1]
