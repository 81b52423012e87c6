"""The trust result's figures by group, with no unit of fewer than ten ballots shown by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ballots.notices.facts.common import Header, Signer, Votes
from ballots.notices.facts.results import TrustNominee, TrustResult, TrustUnit
from elections.rules.disclosure import SMALLEST_UNIT, runs, shown, too_few

FIGURES = ("issued", "returned", "valid", "invalid")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxCount:
    """The certified figures of one box; `votes` by the same key as the nominees'."""

    mobile: bool
    issued: int
    returned: int
    valid: int
    invalid: int
    votes: Mapping[str, Votes]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """A village group with its eligible villagers and its boxes."""

    name: str
    eligible: int
    boxes: tuple[BoxCount, ...]

    @property
    def returned(self) -> int:
        """Ballots returned in all boxes of the group."""
        return sum(box.returned for box in self.boxes)


def trust_result(
    *,
    header: Header,
    voted_on: date,
    nominees: Sequence[tuple[str, TrustNominee]],
    groups: Sequence[GroupCount],
    turnout: str,
    base: str,
    base_count: int,
    threshold: str,
    seats: int,
    conclusion: str,
    remarks: tuple[str, ...] = (),
    signed: tuple[Signer, ...] = (),
) -> TrustResult:
    """The facts of a 信任投票结果公告; refuses figures that a villager could not add up."""
    units = publishable_units(groups, [key for key, _ in nominees])
    totals = {name: sum(getattr(unit, name) for unit in units) for name in FIGURES}
    totals["eligible"] = sum(group.eligible for group in groups)
    facts = TrustResult(
        header=header, voted_on=voted_on, **totals, turnout=turnout, base=base, base_count=base_count,
        threshold=threshold, nominees=tuple(nominee for _, nominee in nominees), units=units, seats=seats,
        conclusion=conclusion, remarks=remarks, signed=signed,
    )  # fmt: skip
    return check_sums(facts)


def check_sums(facts: TrustResult) -> TrustResult:
    """The same facts, if every nominee's figures by unit add up to the total that is printed."""
    for index, nominee in enumerate(facts.nominees):
        total = _add(unit.votes[index] for unit in facts.units)
        if total != nominee.votes:
            raise ValueError(f"{nominee.person.name}: the groups give {total}, the total is {nominee.votes}")
    return facts


def publishable_units(groups: Sequence[GroupCount], keys: Sequence[str]) -> tuple[TrustUnit, ...]:
    """Groups and boxes in their own order, small ones merged as the rules say and saying so."""
    units: list[TrustUnit] = []
    for run in runs(groups):
        units.extend(_units_of(run, keys))
    return tuple(units)


def _units_of(run: list[GroupCount], keys: Sequence[str]) -> list[TrustUnit]:
    boxes = [(group, box) for group in run for box in group.boxes]
    split = shown([box for _, box in boxes])
    apart, together = [boxes[at] for at in split.apart], [boxes[at][1] for at in split.together]
    units = [
        _unit("、".join(g.name for g in run), sum(g.eligible for g in run), together, keys, _note(run, apart))
    ]
    units += [_unit(f"{group.name}{_mobile_name(group, box)}", None, [box], keys, "") for group, box in apart]
    return units


def _mobile_name(group: GroupCount, box: BoxCount) -> str:
    """A mobile box as the program's pages call it: numbered where its group has several."""
    mobile = [each for each in group.boxes if each.mobile]
    if len(mobile) == 1:
        return "流动票箱"
    place = next(number for number, each in enumerate(mobile, start=1) if each is box)
    return f"第{place}流动票箱"


def _unit(
    name: str, eligible: int | None, boxes: list[BoxCount], keys: Sequence[str], note: str
) -> TrustUnit:
    return TrustUnit(
        name=name,
        eligible=eligible,
        issued=sum(box.issued for box in boxes),
        returned=sum(box.returned for box in boxes),
        valid=sum(box.valid for box in boxes),
        invalid=sum(box.invalid for box in boxes),
        votes=tuple(_add(box.votes[key] for box in boxes) for key in keys),
        note=note,
    )


def _note(run: list[GroupCount], apart: list[tuple[GroupCount, BoxCount]]) -> str:
    notes = []
    small = [group.name for group in run if too_few(group.returned)]
    if len(run) > 1:
        names = "、".join(small or [group.name for group in run])
        notes.append(f"{names}收回票不足{SMALLEST_UNIT}张，为保守投票秘密，与相邻村小组合并公布")
    shown = {id(box) for _, box in apart}
    for group in run:
        mixed = [box for box in group.boxes if box.mobile and id(box) not in shown]
        if mixed and group.name not in small:
            notes.append(f"{group.name}流动票箱的选票与本组票箱混合计票，合并公布")
    return "；".join(notes)


def _add(votes: Iterable[Votes]) -> Votes:
    favour = against = abstain = 0
    for each in votes:
        favour, against, abstain = favour + each[0], against + each[1], abstain + each[2]
    return Votes(favour, against, abstain)
