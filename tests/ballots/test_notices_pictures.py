"""Every page of every paper of two villages looks as it was approved.

A page that is meant to look different is approved by running this file with --approve, after looking at it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from notices_reading import rendered
from notices_samples import PLACES, all_kinds
from pictures import APPROVED, Change, changes, load, pages_as_pictures, save, side_by_side
from PIL import Image, ImageDraw

from ballots.notices.facts import Facts

# Not in a temporary folder: script/test takes its own away, and the picture is to be looked at afterwards.
DIFFERENCES = Path(settings.BASE_DIR) / "var" / "pictures"
CURE = "If that is right: .venv/bin/pytest -n 0 tests/ballots/test_notices_pictures.py --approve"
PAPERS = {
    f"{name}-{kind}": facts for name, place in PLACES.items() for kind, facts in all_kinds(place).items()
}


def as_issued(facts: Facts) -> Facts:
    """With what issuing adds: the code to be scanned, and the foot's further lines."""
    header = replace(
        facts.header,
        code="7KQ4-M2XN-8RTB",
        check_url="https://toupiao.example.org/v/7KQ4-M2XN-8RTB/",
        chain_head="3f2a 91bc 77de 0a14",
    )
    return replace(facts, header=header)


PAPERS["pilot-conditions-issued"] = as_issued(PAPERS["pilot-conditions"])
PAPERS["today-elected-issued"] = as_issued(PAPERS["today-elected"])
POSTERS = {f"{name}-poster": facts for name, facts in PAPERS.items() if facts.kind.has_poster}
DOCUMENTS = PAPERS | POSTERS


def pdf_of(name: str) -> bytes:
    return (rendered(POSTERS[name], poster=True) if name in POSTERS else rendered(PAPERS[name])).pdf


def complaint(name: str, approved: int, now: int, found: list[Change], picture: Path) -> str:
    """What has changed, where, and where to see it."""
    places = [
        f"page {change.page} within {left:g}–{right:g} mm from the left and {top:g}–{bottom:g} mm from the top"
        for change in found
        for left, top, right, bottom in [change.box]
    ]
    pages = "" if approved == now else f", which had {approved} pages and has {now}"
    return f"{name}{pages}, looks different on {'; '.join(places)}.\nApproved, now and the difference: {picture}\n{CURE}"


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_it_looks_as_approved(name, request) -> None:
    now, path = pages_as_pictures(pdf_of(name)), APPROVED / f"{name}.png"
    if request.config.getoption("--approve"):
        save(now, path)
    assert path.exists(), f"{name} has no approved picture. {CURE}"
    approved = load(path, now[0].size)
    found = changes(approved, now)
    picture = DIFFERENCES / f"{name}.png"
    picture.unlink(missing_ok=True)
    if found:
        DIFFERENCES.mkdir(parents=True, exist_ok=True)
        side_by_side(found, picture)
        pytest.fail(complaint(name, len(approved), len(now), found, picture), pytrace=False)


def test_each_approved_picture_is_of_a_paper_and_all_are_small(request) -> None:
    there = {path.stem: path for path in APPROVED.glob("*")}
    left_over = sorted(there.keys() - DOCUMENTS.keys())
    if request.config.getoption("--approve"):
        for name in left_over:
            there.pop(name).unlink()
        left_over = []
    assert not left_over, f"Approved pictures of papers that are not there: {', '.join(left_over)}. {CURE}"
    assert sum(path.stat().st_size for path in there.values()) < 2_500_000


def test_a_changed_line_and_a_new_page_are_told_by_page_and_place(tmp_path) -> None:
    page = Image.new("L", (420, 594), 255)
    save([page, page], tmp_path / "approved.png")
    drawn = page.copy()
    ImageDraw.Draw(drawn).rectangle((100, 60, 199, 79), fill=0)
    faint = page.copy()
    faint.putpixel((5, 5), 255 - 17)
    found = changes(load(tmp_path / "approved.png", page.size), [faint, drawn, page])
    assert [(change.page, change.box) for change in found] == [
        (2, (50.0, 30.0, 100.0, 40.0)),
        (3, (0.0, 0.0, 210.0, 297.0)),
    ]
    side_by_side(found, tmp_path / "seen.png")
    with Image.open(tmp_path / "seen.png") as seen:
        assert seen.getpixel((2 * 428 + 4 + 150, 4 + 70)) == (208, 0, 0)
    assert complaint("today-reply", 2, 3, found, tmp_path / "seen.png") == (
        "today-reply, which had 2 pages and has 3, looks different on "
        "page 2 within 50–100 mm from the left and 30–40 mm from the top; "
        "page 3 within 0–210 mm from the left and 0–297 mm from the top.\n"
        f"Approved, now and the difference: {tmp_path}/seen.png\n{CURE}"
    )
