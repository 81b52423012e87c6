"""What only all trust sheets together show: a group's ballots and how it differs from the village."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from elections.rules.faults import pointer_token
from elections.rules.inputs import Group, TrustSheet
from elections.rules.numbers import percent
from elections.rules.problems import Problem, problem

# domain: a rate more than 30 percentage points from the whole village's is unusual.
MAX_DISTANCE = Fraction(30, 100)


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """One group's boxes together, in ballots; `sheets` are their places in the round's list.

    `favour` maps nominee → trust votes of the group.
    """

    group: Group
    sheets: tuple[int, ...]
    issued: int
    returned: int
    valid: int
    favour: Mapping[str, int]

    def base(self, trust_base: str) -> int:
        """The denominator of the group's trust rates, by the rule set's trust base."""
        return {
            "issued": self.issued,
            "returned": self.returned,
            "valid": self.valid,
            "eligible": self.group.eligible,
        }[trust_base]


def group_totals(
    groups: Sequence[Group], sheets: Sequence[TrustSheet], nominees: Sequence[str]
) -> tuple[GroupTotals, ...]:
    """Each group that has sheets, in the groups' order, with its boxes summed (流动票箱 included)."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, sheet in enumerate(sheets):
        places[sheet.unit].append(index)
    totals = []
    for group in groups:
        if group.code not in places:
            continue
        own = [sheets[index] for index in places[group.code]]
        totals.append(
            GroupTotals(
                group=group,
                sheets=tuple(places[group.code]),
                issued=sum(sheet.issued for sheet in own),
                returned=sum(sheet.returned for sheet in own),
                valid=sum(sheet.valid for sheet in own),
                favour=_favour(own, nominees),
            )
        )
    return tuple(totals)


def _favour(sheets: Sequence[TrustSheet], nominees: Sequence[str]) -> dict[str, int]:
    counts = [{person: row[0] for person, row in sheet.votes.items()} for sheet in sheets]
    if len(counts) == 1 and len(counts[0]) == len(nominees):
        return counts[0]
    return {person: sum(count.get(person, 0) for count in counts) for person in nominees}


def group_errors(
    totals: Sequence[GroupTotals], sheets: Sequence[TrustSheet], at: str = ""
) -> Iterator[Problem]:
    """Groups whose boxes issued more ballots together than the group has eligible villagers.

    A single box that does so already carries its own error; it is not told twice.
    """
    for total in totals:
        eligible = total.group.eligible
        alone = any(sheets[index].issued > eligible for index in total.sheets)
        if total.issued > eligible and not alone:
            yield problem(
                "E-208",
                f"{at}/{total.sheets[0]}/issued",
                group=total.group.name,
                issued=total.issued,
                eligible=eligible,
                gap=total.issued - eligible,
            )


def group_warnings(
    totals: Sequence[GroupTotals],
    sheets: Sequence[TrustSheet],
    *,
    village_eligible: int,
    labels: Mapping[str, str],
    trust_base: str,
    at: str = "",
) -> Iterator[Problem]:
    """Full turnout over several boxes, and groups far from the whole village for somebody."""
    whole_base = village_eligible
    if trust_base != "eligible":
        whole_base = sum(total.base(trust_base) for total in totals)
    whole: dict[str, int] = defaultdict(int)
    for total in totals:
        for person, count in total.favour.items():
            whole[person] += count
    for total in totals:
        eligible = total.group.eligible
        full = total.returned == eligible and eligible > 0
        if full and all(sheets[index].returned < eligible for index in total.sheets):
            place = f"{at}/{total.sheets[0]}/returned"
            yield problem("W-102", place, returned=total.returned, eligible=eligible)
        yield from _distant(total, total.base(trust_base), whole, whole_base, labels, at)


def _distant(
    total: GroupTotals,
    base: int,
    whole: Mapping[str, int],
    whole_base: int,
    labels: Mapping[str, str],
    at: str,
) -> Iterator[Problem]:
    """Integers only: |a/b − c/d| > n/m, multiplied by b, d and m."""
    most = MAX_DISTANCE.numerator * base * whole_base
    scale = MAX_DISTANCE.denominator
    for person, count in total.favour.items() if base and whole_base else ():
        if abs(count * whole_base - whole[person] * base) * scale > most:
            place = f"{at}/{total.sheets[0]}/votes/{pointer_token(person)}"
            yield problem(
                "W-105",
                place,
                name=labels.get(person, person),
                group=total.group.name,
                rate=percent(count, base),
                whole=percent(whole[person], whole_base),
            )
