"""Finished papers as small grey pictures, compared with the approved ones.

Two dots a millimetre and sixteen greys show every line, mark and break of a page and keep the whole set under two
megabytes. A dot counts as changed when it differs by more than one grey: rounding at the edge of a level does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

APPROVED = Path(__file__).parent / "approved"
DOTS_PER_MM = 2
SCALE = DOTS_PER_MM * 25.4 / 72
GREYS = 16
STEP = 255 // (GREYS - 1)
GAP = 2  # between pages side by side
WHITE, RED = 255, (208, 0, 0)


@dataclass(frozen=True)
class Change:
    """A page that no longer looks as approved; `box` in millimetres from its left and upper edge."""

    page: int
    box: tuple[float, float, float, float]
    before: Image.Image
    after: Image.Image


def pages_as_pictures(pdf: bytes) -> list[Image.Image]:
    """Each page in sixteen greys."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = [page.render(scale=SCALE, grayscale=True).to_pil() for page in document]
        return [page.point(lambda grey: (grey + STEP // 2) // STEP * STEP) for page in drawn]


def save(pages: list[Image.Image], path: Path) -> None:
    """All pages of a paper side by side, four bits a dot."""
    width, height = pages[0].size
    sheet = Image.new("L", (len(pages) * (width + GAP) - GAP, height), WHITE // 2)
    for number, page in enumerate(pages):
        sheet.paste(page, (number * (width + GAP), 0))
    packed = sheet.point(lambda grey: (grey + STEP // 2) // STEP).convert("P")
    packed.putpalette([level * STEP for level in range(GREYS) for _ in "rgb"])
    packed.save(path, bits=4, optimize=True)


def load(path: Path, size: tuple[int, int]) -> list[Image.Image]:
    """The approved pages, cut apart into pages of this size."""
    with Image.open(path) as opened:
        sheet = opened.convert("L")
    width = size[0] + GAP
    return [
        sheet.crop((left, 0, left + size[0], max(size[1], sheet.height)))
        for left in range(0, sheet.width, width)
    ]


def changes(approved: list[Image.Image], now: list[Image.Image]) -> list[Change]:
    """The pages that differ; one that is only in one of the two is held against a black one."""
    found = []
    for number in range(max(len(approved), len(now))):
        before, after = (_page(pages, number, now[0].size) for pages in (approved, now))
        box = _changed(before, after).getbbox()
        if box:
            left, top, right, bottom = (round(edge / DOTS_PER_MM, 1) for edge in box)
            found.append(Change(number + 1, (left, top, right, bottom), before, after))
    return found


def side_by_side(found: list[Change], path: Path) -> None:
    """Approved, now, and what differs in red over a pale page: a row for each changed page."""
    width = max(change.after.width for change in found)
    height = max(max(change.before.height, change.after.height) for change in found)
    sheet = Image.new("RGB", (3 * (width + 8), len(found) * (height + 8)), (96, 96, 96))
    for row, change in enumerate(found):
        pale = change.after.point(lambda grey: 200 + grey * 55 // 255).convert("RGB")
        pale.paste(RED, mask=_changed(change.before, change.after))
        for column, picture in enumerate((change.before, change.after, pale)):
            sheet.paste(picture.convert("RGB"), (column * (width + 8) + 4, row * (height + 8) + 4))
    sheet.save(path)


def _page(pages: list[Image.Image], number: int, size: tuple[int, int]) -> Image.Image:
    page = pages[number] if number < len(pages) else Image.new("L", size, 0)
    return page if page.size == size else page.crop((0, 0, *size))


def _changed(before: Image.Image, after: Image.Image) -> Image.Image:
    return ImageChops.difference(before, after).point(lambda grey: WHITE if grey > STEP else 0)
