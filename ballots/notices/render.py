"""Facts to HTML: the templates of templates/notices/ with a template engine of their own.

The engine knows no request and no context processors: a paper shows its facts and nothing else. On a screen the same
templates stand in another frame (templates/screen/notices/), so that a page can show nothing that is not on the paper.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import segno
from django.conf import settings
from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from ballots.notices import layout, titles, wording
from ballots.notices.facts import (
    Agenda,
    Division,
    Elected,
    ElectionBallot,
    Facts,
    Family,
    Formal,
    HandoverList,
    Person,
    Preliminary,
    ResultReport,
    TallySheet,
    TrustBallot,
    WorkPlan,
    to_bytes,
)
from ballots.notices.facts import TrustResult as TrustResultFacts
from ballots.notices.fonts import KAI, uncovered
from ballots.notices.rewording import put_in
from elections.rules.disclosure import SMALLEST_UNIT


def render_html(facts: Facts, *, poster: bool = False) -> str:
    """The whole HTML document of a paper, or of its poster."""
    folder = "notices/posters" if poster else "notices"
    template = _engine().get_template(f"{folder}/{facts.kind.value}.html")
    context = context_of(facts) | (_poster_of(facts) if poster else {})
    html = template.render(Context(context, use_l10n=False))
    return html if poster else _reworded(facts, html)


def _reworded(facts: Facts, html: str) -> str:
    return put_in(html, facts.header.wording, tuple(names_in(facts)))


def _poster_of(facts: Facts) -> dict[str, Any]:
    """What the templates of posters see besides."""
    heading = titles.poster_lines(facts.header)
    notes = sum(len(row.later) for row in facts.committee) if isinstance(facts, Elected) else 0
    spare = len(heading) == 1 and notes <= 1
    return {"heading": heading, "rows": layout.poster_rows(_listed(facts), spare=spare)}


def _listed(facts: Facts) -> list[str]:
    """The names of those whom a poster lists."""
    match facts:
        case TrustResultFacts():
            return [row.person.name for row in facts.nominees]
        case Elected():
            return [row.person.name for row in facts.committee]
        case Preliminary():
            return [row.person.name for row in facts.candidates]
        case Formal():
            return [person.name for person in facts.candidates]
    raise TypeError(f"{facts.kind} has no poster")


def render_text(facts: Facts) -> SafeString:
    """Title, number, text and signature of a board notice, as HTML to stand within a page."""
    template = _engine("templates/screen").get_template(f"notices/{facts.kind.value}.html")
    html = template.render(Context(context_of(facts), use_l10n=False))
    return mark_safe(_reworded(facts, html))  # noqa: S308 - escaped by the engine, and where words are put in


def context_of(facts: Facts) -> dict[str, Any]:
    """What the templates see: the facts, their header, and the layout decided for them."""
    header = facts.header
    context: dict[str, Any] = {
        "f": facts,
        "h": header,
        "title": f"{header.township}{header.village}{facts.kind.label}",
        "names": "hana" if uncovered("".join(names_in(facts)), [KAI]) else "kai",
        "name_size": layout.name_size(tuple(names_in(facts))),
        "basis": wording.basis_clause(header),
        "party": wording.party_committee(header.township),
        "signature": titles.signature_lines(header),
        "smallest_unit": SMALLEST_UNIT,
        "date_width": len(wording.chinese_date(header.issued_on)) - len("年月日"),
    }
    if facts.kind.family is Family.NOTICE:
        context |= {"title_lines": titles.title_lines(facts), "colophon": wording.colophon(facts)}
    if header.code:
        context["fingerprint"] = fingerprint(facts)
    if header.check_url:
        context["qr"] = _qr(header.check_url)
    context.update(_layout_of(facts))
    return context


def _layout_of(facts: Facts) -> dict[str, Any]:
    if isinstance(facts, TrustBallot):
        return {
            "layout": layout.layout_of(facts),
            "head": "notices/_trust_ballot_head.html",
        }
    if isinstance(facts, ElectionBallot):
        return {
            "layout": layout.layout_of(facts),
            "head": "notices/_election_ballot_head.html",
            "column": "候选人",
        }
    if isinstance(facts, TallySheet):
        return {"lines": layout.tally_lines(facts.present or facts.entitled)}
    if isinstance(facts, TrustResultFacts):
        return {
            "matrix": layout.matrix(facts.units, facts.nominees),
            "places_full": layout.places_full(facts.nominees),
        }
    if isinstance(facts, HandoverList):
        return {"sorts": layout.HANDED_OVER, "sort_lines": layout.HANDOVER_LINES}
    return {}


def names_in(value: Any) -> Iterator[str]:
    """Every person's name on a paper."""
    if isinstance(value, Person):
        yield value.name
    elif isinstance(value, tuple):
        for item in value:
            yield from names_in(item)
    elif is_dataclass(value):
        if isinstance(value, ResultReport):
            yield from (value.chief_monitor, *value.monitors, *value.callers, *value.counters)
        if isinstance(value, Agenda | Division | HandoverList | WorkPlan):
            yield from value.names
        for each in fields(value):
            yield from names_in(getattr(value, each.name))


def fingerprint(facts: Facts) -> str:
    """The first sixteen digits of the SHA-256 of the facts' canonical bytes, in groups of four."""
    digits = hashlib.sha256(to_bytes(facts)).hexdigest()
    return " ".join(digits[place : place + 4] for place in range(0, 16, 4))


def _qr(address: str) -> SafeString:
    """A QR code as inline SVG, one unit a module."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, border=0, omitsize=True
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 - paths alone; the address is drawn, not written


@cache
def _engine(frame: str = "templates") -> Engine:
    return Engine(
        dirs=[str(settings.BASE_DIR / frame), str(settings.BASE_DIR / "templates")],
        builtins=["ballots.notices.tags"],
        autoescape=True,
        string_if_invalid="",
    )
