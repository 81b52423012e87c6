"""Template filters of the papers."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ballots.notices.facts import Person
from ballots.notices.wording import chinese_date, chinese_number, spaced

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """2004年9月18日, or nothing."""
    return chinese_date(value) if value else ""


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
def times(count: int) -> range:
    """So that a template can repeat something."""
    return range(count)
