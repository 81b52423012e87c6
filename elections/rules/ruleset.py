"""The rule set (选举规则) of an election: every number `decide` uses.

A rule set belongs to one election and is frozen once the first sheet is
opened. Ratios are `fractions.Fraction`; nothing is computed in floats.
Sources: the pilot report of 崇仁县许坊乡 (2004) for the trust vote; 选举工作暂行条例
(1990) and 选举工作条例 (2020) for the assembly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any

from elections.rules.faults import Fault
from elections.rules.reading import Reader

TRUST_BASES = ("returned", "valid", "issued", "eligible")
MAJORITY_BASES = ("present", "entitled")
SECRETARY_VOTERS = ("committee", "assembly")

ONE = Fraction(1)
CLOSED, HALF_OPEN, FROM_ONE = "a ratio from 0 to 1", "a ratio from 0 to below 1", "a ratio of 1 or more"
RATIO_RANGES = {
    "shortlist_ratio": FROM_ONE,
    "trust_threshold": CLOSED,
    "trust_turnout": HALF_OPEN,
    "candidate_surplus": CLOSED,
    "quorum": CLOSED,
    "majority": HALF_OPEN,
    "invalid_warning": CLOSED,
}
WORDS = {
    "trust_base": TRUST_BASES,
    "majority_base": MAJORITY_BASES,
    "secretary_voters": SECRETARY_VOTERS,
}


@dataclass(frozen=True, slots=True)
class SeatBand:
    """Villages of up to and including `up_to` people have `seats` seats; None = no upper end."""

    up_to: int | None
    seats: int


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One rule set; the defaults are the 2004 pilot's. `seats` overrides the bands."""

    seat_bands: tuple[SeatBand, ...] = (SeatBand(2000, 3), SeatBand(None, 5))
    seats: int | None = None
    shortlist_ratio: Fraction = Fraction(3, 2)
    shortlist_size: int | None = None
    trust_threshold: Fraction = Fraction(7, 10)
    trust_base: str = "returned"
    trust_turnout: Fraction = Fraction(1, 2)
    candidate_surplus: Fraction = Fraction(1, 5)
    quorum: Fraction = Fraction(4, 5)
    majority: Fraction = Fraction(1, 2)
    majority_base: str = "present"
    secretary_voters: str = "committee"
    invalid_warning: Fraction = Fraction(3, 100)

    def seats_for(self, population: int) -> int:
        """Seats of a village of `population` people (委员职数).

        许坊乡 2004: 2000人以下配3名, 2000人以上配5名; both Chinese words include the
        number, so the band says on which side it falls.
        """
        if self.seats is not None:
            return self.seats
        return next(band.seats for band in self.seat_bands if band.up_to is None or population <= band.up_to)

    def shortlist_required(self, seats: int) -> int:
        """Fewest preliminary candidates: ratio × seats, rounded up (1 : 1.5, 许坊乡 2004)."""
        return ceil(self.shortlist_ratio * seats)

    def shortlist_size_for(self, seats: int) -> int:
        """How many are shortlisted if enough qualify: the township's number, or the required."""
        return self.shortlist_required(seats) if self.shortlist_size is None else self.shortlist_size

    def surplus(self, seats: int) -> int:
        """Candidates beyond the seats: at least the surplus ratio, rounded up (差额)."""
        return ceil(self.candidate_surplus * seats)

    def candidates_minimum(self, seats: int) -> int:
        """Fewest formal candidates: seats and surplus (选举工作条例: 差额不少于应选人数的20%)."""
        return seats + self.surplus(seats)

    def quorum_needed(self, entitled: int) -> int:
        """Fewest present that make a quorum: at least this part of the entitled (应到会)."""
        return ceil(self.quorum * entitled)

    def majority_needed(self, base: int) -> int:
        """Fewest approvals that are more than the majority's part of `base` voters (过半数)."""
        return self.majority * base // 1 + 1

    def faults_for(self, population: int, at: str = "/rules") -> tuple[Fault, ...]:
        """What of this rule set cannot hold for a village of `population` people."""
        required = self.shortlist_required(self.seats_for(population))
        if self.shortlist_size is None or self.shortlist_size >= required:
            return ()
        return (Fault(f"{at}/shortlist_size", str(self.shortlist_size), f"an integer ≥ {required}"),)

    def to_mapping(self) -> dict[str, object]:
        """The dossier's form: JSON values, ratios as strings."""
        mapping: dict[str, object] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            mapping[item.name] = str(value) if isinstance(value, Fraction) else value
        mapping["seat_bands"] = [{"up_to": b.up_to, "seats": b.seats} for b in self.seat_bands]
        return mapping

    @classmethod
    def from_mapping(cls, data: object, at: str = "/rules") -> RuleSet:
        """Read the dossier's form, every key optional; raises `Malformed` with all faults."""
        reader = Reader()
        rules = read_rules(reader, data, at)
        reader.finish()
        return rules


def read_rules(reader: Reader, data: object, at: str) -> RuleSet:
    """Read a rule set, noting faults in `reader`; keys left out keep the pilot's values."""
    given = reader.fields_of(data, at, (), tuple(item.name for item in fields(RuleSet)))
    rules = RuleSet()
    if "seat_bands" in given:
        rules = replace(rules, seat_bands=_read_bands(reader, given["seat_bands"], f"{at}/seat_bands"))
    if given.get("seats") is not None:
        rules = replace(rules, seats=reader.count(given["seats"], f"{at}/seats", least=1))
    if given.get("shortlist_size") is not None:
        size = reader.count(given["shortlist_size"], f"{at}/shortlist_size")
        rules = replace(rules, shortlist_size=size)
    numbers: dict[str, Any] = {**_read_ratios(reader, given, at), **_read_words(reader, given, at)}
    return replace(rules, **numbers)


def _read_words(reader: Reader, given: Mapping[str, object], at: str) -> dict[str, str]:
    return {
        name: reader.choice(given[name], f"{at}/{name}", words)
        for name, words in WORDS.items()
        if name in given
    }


def _read_ratios(reader: Reader, given: Mapping[str, object], at: str) -> dict[str, Fraction]:
    ratios: dict[str, Fraction] = {}
    for name, expected in RATIO_RANGES.items():
        if name not in given:
            continue
        ratio = reader.ratio(given[name], f"{at}/{name}")
        if ratio is None:
            continue
        if _in_range(ratio, expected):
            ratios[name] = ratio
        else:
            reader.fault(f"{at}/{name}", given[name], expected)
    return ratios


def _in_range(ratio: Fraction, expected: str) -> bool:
    if expected == FROM_ONE:
        return ratio >= ONE
    return ratio < ONE if expected == HALF_OPEN else ratio <= ONE


def _read_bands(reader: Reader, value: object, at: str) -> tuple[SeatBand, ...]:
    bands = []
    for index, item in enumerate(reader.array(value, at)):
        here = f"{at}/{index}"
        given = reader.fields_of(item, here, ("up_to", "seats"))
        up_to = given.get("up_to")
        bands.append(
            SeatBand(
                up_to=None if up_to is None else reader.count(up_to, f"{here}/up_to"),
                seats=reader.count(given.get("seats", 1), f"{here}/seats", least=1),
            )
        )
    ends = [band.up_to for band in bands]
    if not ends or ends[-1] is not None:
        reader.fault(at, value, "a last band with up_to null")
        return (SeatBand(None, 1),)
    limits = [end for end in ends[:-1] if end is not None]
    if len(limits) < len(ends) - 1 or any(a >= b for a, b in pairwise(limits)):
        reader.fault(at, value, "bands in ascending order of up_to, null only in the last")
        return (SeatBand(None, 1),)
    return tuple(bands)


PILOT_2004 = RuleSet()
CURRENT = RuleSet(majority_base="entitled")


@dataclass(frozen=True, slots=True)
class Customs:
    """Numbers of an election that `decide` does not need: windows and terms.

    `objection_unit` is "days" or "working_days"; `term_years` in years.
    """

    objection_window: int
    objection_unit: str
    term_years: int


@dataclass(frozen=True, slots=True)
class ShippedRules:
    """A rule set as it is offered at set-up, with its Chinese name."""

    name: str
    rules: RuleSet
    customs: Customs


SHIPPED: Mapping[str, ShippedRules] = {
    "pilot_2004": ShippedRules("2004 试点", PILOT_2004, Customs(7, "days", 3)),
    "current": ShippedRules("现行", CURRENT, Customs(5, "working_days", 5)),
}
