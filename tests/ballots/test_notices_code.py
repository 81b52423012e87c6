"""The code to be scanned, read back from the printed page by another library than the one that drew it."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from notices_reading import rendered
from notices_samples import PILOT, TODAY, conditions, elected, formal, preliminary, trust
from PIL import Image, ImageFilter

from ballots.notices.facts import Facts

CODE = "7KQ4-M2XN-8RTB"
URL = f"https://toupiao.example.org/v/{CODE}/"
LONG_URL = f"https://xuanju.dangjian.shuangjiang-mengku.gov.example.org/liangpiao/v/{CODE}/"
# What a cheap office printer and a phone at arm's length leave of a page.
PHONE_DPI = 150


def with_code(facts: Facts, url: str = URL) -> Facts:
    return replace(facts, header=replace(facts.header, code=CODE, check_url=url))


def scanned(pdf: bytes, dpi: int = PHONE_DPI) -> list[tuple[int, str]]:
    """Page and text of every code that is seen on the pages, a little out of focus."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    return [
        (number, found.text)
        for number, page in enumerate(pages, 1)
        for found in zxingcpp.read_barcodes(_out_of_focus(page))
    ]


def _out_of_focus(page: Image.Image) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(0.6))


@pytest.mark.parametrize("place", [PILOT, TODAY])
@pytest.mark.parametrize("make", [conditions, trust, formal, elected])
def test_the_one_code_of_a_paper_leads_to_where_it_is_checked(make, place) -> None:
    paper = rendered(with_code(make(place)))
    assert scanned(paper.pdf) == [(paper.pages, "https://toupiao.example.org/v/7KQ4-M2XN-8RTB/")]


@pytest.mark.parametrize("place", [PILOT, TODAY])
@pytest.mark.parametrize("make", [trust, preliminary, formal, elected])
def test_a_poster_carries_the_same_code_on_its_one_sheet(make, place) -> None:
    poster = rendered(with_code(make(place)), poster=True)
    assert poster.pages == 1
    assert scanned(poster.pdf) == [(1, "https://toupiao.example.org/v/7KQ4-M2XN-8RTB/")]


def test_a_long_address_is_still_read() -> None:
    paper = rendered(with_code(conditions(PILOT), LONG_URL))
    assert scanned(paper.pdf) == [
        (2, "https://xuanju.dangjian.shuangjiang-mengku.gov.example.org/liangpiao/v/7KQ4-M2XN-8RTB/")
    ]


def test_a_paper_without_an_address_carries_no_code_to_be_scanned() -> None:
    assert scanned(rendered(with_code(conditions(PILOT), "")).pdf) == []
