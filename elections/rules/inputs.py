"""The raw figures of one election, as frozen values.

These mirror the input half of the dossier (选举档案包). They are plain
carriers: `elections.dossier.schema.parse` or the adapters of the web
application fill them, and the rules read them. Counts are whole numbers of
people or ballots, never negative; ids are non-empty strings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from elections.rules.ruleset import PILOT_2004, RuleSet


class Status(StrEnum):
    """Standing of a Party member."""

    FULL = "full"
    PROBATIONARY = "probationary"


class SheetKind(StrEnum):
    """What box a trust sheet belongs to: a group's main box or a mobile box (流动票箱)."""

    GROUP = "group"
    MOBILE = "mobile"


class RoundKind(StrEnum):
    """What a ballot of the assembly is held for."""

    COMMITTEE = "committee"
    SUPPLEMENTARY = "supplementary"
    SECRETARY = "secretary"
    RUNOFF = "runoff"

    @property
    def takes_write_ins(self) -> bool:
        """Whether somebody not on the ballot may be written in (另选他人): a run-off is among the tied only."""
        return self is not RoundKind.RUNOFF


class Method(StrEnum):
    """The two ways to the secretary, both tried in the pilot."""

    COMMITTEE_THEN_SECRETARY = "committee_then_secretary"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Group:
    """A village group (村小组) and how many eligible villagers it has."""

    code: str
    name: str
    eligible: int


@dataclass(frozen=True, slots=True)
class Village:
    """The village: `population` people in all, and its groups in their own order."""

    county: str
    township: str
    name: str
    population: int
    groups: tuple[Group, ...]

    @property
    def eligible(self) -> int:
        """Eligible villagers of all groups together."""
        return sum(group.eligible for group in self.groups)


@dataclass(frozen=True, slots=True)
class Member:
    """One Party member of the branch."""

    id: str
    name: str
    status: str
    rights_suspended: bool


class Votes(NamedTuple):
    """What one person got on one sheet, in ballots.

    Trust round: 信任 / 不信任 / 弃权; assembly: 赞成 / 不赞成 / 弃权.
    """

    favour: int
    against: int
    abstain: int


@dataclass(frozen=True, slots=True)
class TrustSheet:
    """The tally sheet (计票单) of one box; `unit` is the code of its group."""

    unit: str
    kind: str
    issued: int
    returned: int
    invalid: int
    valid: int
    votes: Mapping[str, Votes]


@dataclass(frozen=True, slots=True)
class Trust:
    """The trust round (信任投票)."""

    nominees: tuple[str, ...]
    sheets: tuple[TrustSheet, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What the township Party committee settled: candidates, and who was left out and why."""

    candidates: tuple[str, ...]
    declined: Mapping[str, str] = field(default_factory=dict)
    proceed_with_fewer: str | None = None


@dataclass(frozen=True, slots=True)
class Reduce:
    """Fewer seats by consent: go on with `seats`, to which `consent` voters agreed."""

    seats: int
    consent: int


@dataclass(frozen=True, slots=True)
class Round:
    """One ballot of the assembly, in the order held.

    `entitled` and `present` are given only where the round has an electorate
    of its own; both or neither.
    """

    kind: str
    seats: int
    candidates: tuple[str, ...]
    issued: int
    returned: int
    invalid: int
    valid: int
    votes: Mapping[str, Votes]
    write_ins: Mapping[str, int] = field(default_factory=dict)
    entitled: int | None = None
    present: int | None = None
    reduce: Reduce | None = None


@dataclass(frozen=True, slots=True)
class Assembly:
    """The Party members' assembly (党员大会): 应到会, 实到会 and its rounds."""

    method: str
    entitled: int
    present: int
    rounds: tuple[Round, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything `decide` needs of one election."""

    village: Village
    members: tuple[Member, ...]
    rules: RuleSet = PILOT_2004
    trust: Trust | None = None
    review: Review | None = None
    assembly: Assembly | None = None

    @property
    def seats(self) -> int:
        """Seats of the committee before any reduction (职数)."""
        return self.rules.seats_for(self.village.population)

    @property
    def names(self) -> dict[str, str]:
        """Member id → name, for messages."""
        return {member.id: member.name for member in self.members}
