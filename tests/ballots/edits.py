"""Every place of a JSON file, and every way to change it: values, keys, items of lists."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import delitem, setitem
from typing import Any

from elections.rules.faults import pointer_token


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a file in memory: where, what kind of change, and how to make it and take it back."""

    at: str
    kind: str
    make: Callable[[], None]
    undo: Callable[[], None]


def edits(value: Any, at: str = "", *, all_kinds: bool = True) -> Iterator[Edit]:
    """Every edit of every place below `value`; not `all_kinds` leaves out look-alikes and keys added."""
    for key, part in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        here = f"{at}/{pointer_token(str(key))}"
        for other in others(part) + (alike(part) if all_kinds else []):
            yield Edit(
                here, "changed", partial(setitem, value, key, other), partial(setitem, value, key, part)
            )
        if isinstance(part, dict | list):
            yield from edits(part, here, all_kinds=all_kinds)
    yield from _keys(value, at) if isinstance(value, dict) else _items(value, at)
    if all_kinds and isinstance(value, dict):
        yield Edit(at, "added", partial(setitem, value, "改", 1), partial(delitem, value, "改"))


def others(part: Any) -> list[Any]:
    """Another value of a leaf's kind."""
    if isinstance(part, bool):
        return [not part]
    if isinstance(part, int):
        return [part + 1]
    if isinstance(part, str):
        return [f"{part[:-1]}{'1' if part[-1:] == '0' else '0'}"]
    return ["改"] if part is None else []


def alike(part: Any) -> list[Any]:
    """What equals a leaf's value in Python and is another in JSON."""
    if isinstance(part, bool):
        return [int(part)]
    return [float(part)] if isinstance(part, int) else []


def _keys(value: dict[str, Any], at: str) -> Iterator[Edit]:
    for key, part in list(value.items()):
        here = f"{at}/{pointer_token(key)}"
        yield Edit(here, "removed", partial(delitem, value, key), partial(setitem, value, key, part))


def _items(value: list[Any], at: str) -> Iterator[Edit]:
    whole, everything = list(value), slice(None)
    undo = partial(setitem, value, everything, whole)
    for place, part in enumerate(whole):
        here, before, after = f"{at}/{place}", whole[:place], whole[place + 1 :]
        yield Edit(here, "removed", partial(setitem, value, everything, before + after), undo)
        yield Edit(here, "doubled", partial(setitem, value, everything, [*before, part, part, *after]), undo)
        if before and before[-1] != part:
            swapped = [*before[:-1], part, before[-1], *after]
            yield Edit(here, "swapped", partial(setitem, value, everything, swapped), undo)
