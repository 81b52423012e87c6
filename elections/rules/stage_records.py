"""What a stage recorded, as it is kept (text) and as the rules read it (dates, times, text)."""

from collections.abc import Mapping
from datetime import date, time

from .stage_items import ITEMS, Kind
from .stages import Stage


def write_items(stage: Stage, values: Mapping[str, object]) -> dict[str, str]:
    """Return the items of `stage` found in `values` as text: ISO dates, hours and minutes. Empty ones are left out."""
    kept = {}
    for item in ITEMS[stage]:
        value = values.get(item.key)
        if value in (None, ""):
            continue
        kept[item.key] = value.strftime("%H:%M") if isinstance(value, time) else str(value)
    return kept


def read_items(stage: Stage, kept: Mapping[str, str]) -> dict[str, date | time | str]:
    """Return what `write_items` kept as the rules read it."""
    return {item.key: _read(item.kind, kept[item.key]) for item in ITEMS[stage] if kept.get(item.key)}


def _read(kind: Kind, text: str) -> date | time | str:
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    return time.fromisoformat(text) if kind is Kind.TIME else text


def first_date(stage: Stage, kept: Mapping[str, str]) -> date | None:
    """Return the date of a stage's record: that of its first item."""
    value = read_items(stage, kept).get(ITEMS[stage][0].key)
    return value if isinstance(value, date) else None
