"""What the page of a sheet offers to whoever opened it, as a browser finds it there: one form, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

FORM = re.compile(r'<form [^>]*action="(/sheets/\d+/(?:|retype/|take-over/|decide/))".*?</form>', re.DOTALL)
VERSION = re.compile(r'name="version" value="(\d+)"')
FIELD = re.compile(r'<input class="form-control[^"]*" id="[^"]*" name="([^"]+)"')
DECISION = re.compile(r'name="decision" value="(\w+)"')


class Kind(StrEnum):
    """What the form is for, by the end of its address."""

    KEY = ""
    RETYPE = "retype/"
    TAKE_OVER = "take-over/"
    DECIDE = "decide/"


@dataclass(frozen=True)
class Offer:
    """The form of a page: where it goes, the version it was made from, the fields to fill, the decisions left open."""

    path: str
    sheet: int
    kind: Kind
    version: int
    fields: tuple[str, ...]
    decisions: tuple[str, ...]


def offer_of(page: str) -> Offer | None:
    """Return what the page offers; None where all there is to do is to wait."""
    form = FORM.search(page)
    if form is None:
        return None
    _, _, sheet, tail = form[1].split("/", 3)
    version = VERSION.search(form[0])
    assert version is not None, form[0]
    return Offer(
        path=form[1],
        sheet=int(sheet),
        kind=Kind(tail),
        version=int(version[1]),
        fields=tuple(FIELD.findall(form[0])),
        decisions=tuple(DECISION.findall(form[0])),
    )
