"""Officials who were taken off after figures were handled: their naming stays evidence, by the chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .chain import Link

Row = Mapping[str, Any]
Rows = Mapping[str, tuple[Row, ...]]
HANDLING = frozenset({"sheet_keyed", "sheet_accepted", "sheet_recounted", "round_signed"})


def taken_off(links: Iterable[Link]) -> Rows:
    """For each account that handled figures, who was on the list then or came later, and is on it no more.

    What was put right before an account first handled a figure is no evidence against it.
    """
    first: dict[str, int] = {}
    standing: dict[tuple[object, ...], Row] = {}
    gone: list[tuple[int, Row]] = []
    for link in links:
        if link.action in HANDLING:
            first.setdefault(link.user, link.number)
        elif link.action == "official_named":
            standing[_key(link.data)] = _official(link.data)
        elif link.action == "official_removed":
            row = standing.pop(_key(link.data), None)
            if row is not None:
                gone.append((link.number, row))
    return {user: tuple(row for until, row in gone if until > since) for user, since in first.items()}


def _key(official: Row) -> tuple[object, ...]:
    return tuple(official[name] for name in ("duty", "name", "group"))


def _official(named: Row) -> Row:
    """A naming as a dossier's record has officials."""
    return {
        **{name: named[name] for name in ("name", "member", "account")},
        "relative_of": named["relatives"],
    }
