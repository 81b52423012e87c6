"""Template filters of the papers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ballots.notices.facts import Person
from ballots.notices.rewording import marked
from ballots.notices.wording import (
    chinese_date,
    chinese_number,
    chinese_time,
    document,
    spaced,
    within_quotes,
)

register = template.Library()

KEPT_WHOLE = re.compile(r"小组|(?:第\d+)?流动票箱|票箱")
LINE = "\N{FULLWIDTH LOW LINE}"


@register.filter
def day(value: date | None) -> str:
    """2004年9月18日, or nothing."""
    return chinese_date(value) if value else ""


@register.filter
def clock(value: str) -> str:
    """15:30 as 下午3时30分."""
    return chinese_time(value)


@register.filter
def within(value: str) -> str:
    """Text that a template sets in “ ”."""
    return within_quotes(value)


@register.filter
def numeral(value: int) -> str:
    """一, 二, 三 …"""
    return chinese_number(value)


@register.filter
def name(value: Person | str) -> SafeString:
    """A name in the font of names, two characters spaced to three, with what tells namesakes apart."""
    if isinstance(value, str):
        return format_html('<span class="name">{}</span>', spaced(value))
    if not value.note:
        return format_html('<span class="name">{}</span>', spaced(value.name))
    return format_html(
        '<span class="name">{}</span> <span class="note">（{}）</span>', spaced(value.name), value.note
    )


@register.filter
def naming(value: str, known: Collection[str]) -> SafeString:
    """Text in somebody's own words, the names in it set as names."""
    return mark_safe(marked(value, known))  # noqa: S308 - escaped there


@register.filter
def names(people: Iterable[Person]) -> SafeString:
    """Several names in a sentence: 甲、乙、丙."""
    return format_html_join("、", "{}", ((name(person),) for person in people))


@register.filter
def unit(value: str) -> SafeString:
    """Groups or boxes for a narrow column: one to a line, which breaks before 小组 or 票箱 if it must."""
    whole = KEPT_WHOLE.sub(r'<span class="nb">\g<0></span>', conditional_escape(value))
    return mark_safe(whole.replace("、", "、<br/>"))  # noqa: S308 - escaped above


@register.filter
def times(count: int) -> range:
    """So that a template can repeat something."""
    return range(count)


@register.filter
def fill(value: str, width: int) -> SafeString:
    """What was recorded, or a line of `width` characters to write on by hand."""
    return conditional_escape(value) if value else format_html('<span class="fill">{}</span>', LINE * width)


@register.filter
def fill_day(value: date | None) -> SafeString:
    """2004年9月18日, or a day to be filled in by hand."""
    if value:
        return conditional_escape(chinese_date(value))
    return format_html("{}年{}月{}日", fill("", 3), fill("", 2), fill("", 2))


@register.filter
def fill_clock(value: str) -> SafeString:
    """上午9时, or an hour to be filled in by hand."""
    if value:
        return conditional_escape(chinese_time(value))
    return format_html("{}午{}时{}分", fill("", 2), fill("", 2), fill("", 2))


@register.filter
def cite(value: str) -> str:
    """A document by its number, or by its name in 《》."""
    return document(value)
