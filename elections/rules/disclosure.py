"""Which figures of a trust vote (信任投票) may be shown apart, or while boxes are out: never of fewer than ten ballots.

Source: domain §1: a box that returned fewer than ten ballots is mixed with its group's main box, and no notice or
public page shows a unit with fewer; otherwise the votes of a few would be known (无记名).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

SMALLEST_UNIT = 10
WITHHELD_WORDS = f"收回不足{SMALLEST_UNIT}张选票的票箱另有说明，为保守投票秘密，存档备查，不予公布。"
TOO_FEW_WORDS = f"收回不足 {SMALLEST_UNIT} 张，为保守投票秘密，不显示票数"


class Box(Protocol):
    """A box with the ballots it returned."""

    @property
    def mobile(self) -> bool: ...

    @property
    def returned(self) -> int: ...


class Group(Protocol):
    """A village group with the ballots returned in all its boxes."""

    @property
    def returned(self) -> int: ...


AGroup = TypeVar("AGroup", bound=Group)
ABox = TypeVar("ABox", bound=Box)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a run of groups is shown: the places of the boxes that are summed, and of those that stand apart."""

    together: tuple[int, ...]
    apart: tuple[int, ...]


def too_few(returned: int) -> bool:
    """Whether so few ballots may not be shown by themselves."""
    return returned < SMALLEST_UNIT


def remarks_told(remarks: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """What everybody may read of remarks on boxes (ballots returned, words): those on a few would tell how they voted."""
    told = tuple(words for returned, words in remarks if not too_few(returned))
    return told if len(told) == len(remarks) else (*told, WITHHELD_WORDS)


def runs(groups: Sequence[AGroup]) -> list[list[AGroup]]:
    """Groups in their own order, joined until each run is large enough: a small one goes with the next.

    The last one, if small, goes with the run before it.
    """
    found: list[list[AGroup]] = []
    pending: list[AGroup] = []
    for group in groups:
        pending.append(group)
        if not too_few(sum(each.returned for each in pending)):
            found.append(pending)
            pending = []
    if pending and found:
        found[-1].extend(pending)
    elif pending:
        found.append(pending)
    return found


def shown(boxes: Sequence[ABox]) -> Shown:
    """How the boxes of one run are shown: a mobile box stands apart where it and what is left are large enough."""
    apart = tuple(place for place, box in enumerate(boxes) if box.mobile and not too_few(box.returned))
    together = tuple(place for place in range(len(boxes)) if place not in apart)
    if apart and too_few(sum(boxes[place].returned for place in together)):
        return Shown(tuple(range(len(boxes))), ())
    return Shown(together, apart)


class Counted(Protocol):
    """A village group during the count: `complete` once all its boxes are in; `returned` in those that are."""

    @property
    def eligible(self) -> int: ...

    @property
    def returned(self) -> int: ...

    @property
    def complete(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many came in the groups that are counted so far, in people and ballots."""

    groups: int
    eligible: int
    returned: int


def turnout_so_far(groups: Sequence[Counted]) -> Turnout | None:
    """The turnout that may be said while boxes are out, of the groups all of whose boxes are in; None before any is.

    A group with too few ballots waits for the last one: the figure would grow by its ballots alone. Of the whole
    village the figure is announced in any case.
    """
    last = all(group.complete for group in groups)
    counted = [group for group in groups if group.complete and (last or not too_few(group.returned))]
    returned = sum(group.returned for group in counted)
    if too_few(returned):
        return None
    return Turnout(len(counted), sum(group.eligible for group in counted), returned)
