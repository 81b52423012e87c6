"""Cutting a font to some of its characters or glyphs with libharfbuzz-subset, a hundred times faster than in Python."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LIBRARY = "libharfbuzz-subset.so.0"
BASE = "libharfbuzz.so.0"
# hb-subset.h: HB_SUBSET_FLAGS_NO_HINTING | …_NOTDEF_OUTLINE, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG
FLAGS, LAYOUT_FEATURES = 0x41, 6
# NO_HINTING | RETAIN_GIDS | DESUBROUTINIZE | PASSTHROUGH_UNRECOGNIZED, HB_SUBSET_SETS_DROP_TABLE_TAG
IN_PLACE, DROP_TABLES = 0x27, 3
NOT_IN_PDF = ("BASE", "DSIG", "EBDT", "EBLC", "GPOS", "GSUB", "SVG ")

_POINTER, _UNSIGNED = ctypes.c_void_p, ctypes.c_uint
_PROTOTYPES: dict[str, tuple[Any, ...]] = {
    "hb_blob_create_from_file": (_POINTER, ctypes.c_char_p),
    "hb_blob_get_data": (_POINTER, _POINTER, ctypes.POINTER(_UNSIGNED)),
    "hb_blob_destroy": (None, _POINTER),
    "hb_face_create": (_POINTER, _POINTER, _UNSIGNED),
    "hb_face_reference_blob": (_POINTER, _POINTER),
    "hb_face_destroy": (None, _POINTER),
    "hb_set_add": (None, _POINTER, _UNSIGNED),
    "hb_set_clear": (None, _POINTER),
    "hb_subset_input_create_or_fail": (_POINTER,),
    "hb_subset_input_unicode_set": (_POINTER, _POINTER),
    "hb_subset_input_glyph_set": (_POINTER, _POINTER),
    "hb_subset_input_set": (_POINTER, _POINTER, _UNSIGNED),
    "hb_subset_input_set_flags": (None, _POINTER, _UNSIGNED),
    "hb_subset_input_destroy": (None, _POINTER),
    "hb_subset_or_fail": (_POINTER, _POINTER, _POINTER),
}


def load() -> ctypes.CDLL:
    """The subsetter; without it WeasyPrint takes seconds for a page. Raises OSError."""
    return ctypes.CDLL(LIBRARY)


def cut(source: Path, index: int, characters: Iterable[int]) -> bytes:
    """Face `index` of a font file with only these characters; raises ValueError if that cannot be."""
    hb = _Functions()
    blob = hb.blob_create_from_file(os.fsencode(source))
    face = hb.face_create(blob, index)
    wish = hb.subset_input_create_or_fail()
    wanted = hb.subset_input_unicode_set(wish)
    for code in sorted(characters):
        hb.set_add(wanted, code)
    hb.subset_input_set_flags(wish, FLAGS)
    hb.set_clear(hb.subset_input_set(wish, LAYOUT_FEATURES))
    result = hb.subset_or_fail(face, wish)
    hb.subset_input_destroy(wish)
    hb.face_destroy(face)
    hb.blob_destroy(blob)
    if not result:
        raise ValueError(f"{source.name} cannot be cut")
    return _content(hb, result)


def kept_in_place(face: int, glyphs: Iterable[int]) -> bytes:
    """The loaded face at this address with only these glyphs, by their numbers, which stay."""
    hb = _Functions()
    wish = hb.subset_input_create_or_fail()
    wanted, dropped = hb.subset_input_glyph_set(wish), hb.subset_input_set(wish, DROP_TABLES)
    for glyph in sorted(glyphs):
        hb.set_add(wanted, glyph)
    for tag in NOT_IN_PDF:
        hb.set_add(dropped, int.from_bytes(tag.encode(), "big"))
    hb.subset_input_set_flags(wish, IN_PLACE)
    result = hb.subset_or_fail(face, wish)
    hb.subset_input_destroy(wish)
    if not result:
        raise ValueError("a font cannot be cut")
    return _content(hb, result)


def _content(hb: _Functions, face: int) -> bytes:
    blob = hb.face_reference_blob(face)
    length = _UNSIGNED()
    start = hb.blob_get_data(blob, ctypes.byref(length))
    content = ctypes.string_at(start, length.value)
    hb.blob_destroy(blob)
    hb.face_destroy(face)
    return content


class _Functions:
    """HarfBuzz's functions by name without hb_, with their types declared."""

    def __init__(self) -> None:
        self._base, self._subset = ctypes.CDLL(BASE), load()

    def __getattr__(self, short: str) -> Any:
        name = f"hb_{short}"
        function = getattr(self._subset if "subset" in name else self._base, name)
        function.restype, *function.argtypes = _PROTOTYPES[name]
        return function
