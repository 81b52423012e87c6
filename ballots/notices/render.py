"""Facts to HTML: the templates of templates/notices/ with a template engine of their own.

The engine knows no request and no context processors: a paper shows its facts and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, Engine

from ballots.notices import layout, wording
from ballots.notices.facts import ElectionBallot, Facts, Family, Person, ResultReport, TallySheet, TrustBallot
from ballots.notices.facts import TrustResult as TrustResultFacts
from ballots.notices.fonts import KAI, uncovered


def render_html(facts: Facts) -> str:
    """The whole HTML document of a paper."""
    template = _engine().get_template(f"notices/{facts.kind.value}.html")
    return template.render(Context(context_of(facts), use_l10n=False))


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
        "signature": wording.signature_lines(header.signature),
        "date_width": len(wording.chinese_date(header.issued_on)) - len("年月日"),
    }
    if facts.kind.family is Family.NOTICE:
        context["title_lines"] = wording.title_lines(facts)
    context.update(_layout_of(facts))
    return context


def _layout_of(facts: Facts) -> dict[str, Any]:
    heading = facts.header.signature
    if isinstance(facts, TrustBallot):
        return {
            "layout": layout.ballot_layout(facts.nominees, 0, heading),
            "head": "notices/_trust_ballot_head.html",
        }
    if isinstance(facts, ElectionBallot):
        return {
            "layout": layout.ballot_layout(facts.candidates, facts.write_in_lines, heading),
            "head": "notices/_election_ballot_head.html",
            "column": "候选人",
        }
    if isinstance(facts, TallySheet):
        return {"lines": layout.tally_lines(facts.present or facts.entitled)}
    if isinstance(facts, TrustResultFacts):
        return {"matrix": layout.matrix(facts.units, facts.nominees)}
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
        for each in fields(value):
            yield from names_in(getattr(value, each.name))


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[str(settings.BASE_DIR / "templates")],
        builtins=["ballots.notices.tags"],
        autoescape=True,
        string_if_invalid="",
    )
