"""The trust round (信任投票): totals, ranking, threshold, preliminary candidates.

Source: 许坊乡 pilot, 2004: by trust votes, 70 % or more, 1 : 1.5 to the seats.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from elections.rules.eligibility import standing_ids
from elections.rules.groups import GroupTotals, group_errors, group_totals, group_warnings
from elections.rules.inputs import Dossier, Trust, TrustSheet
from elections.rules.numbers import part_name, percent
from elections.rules.problems import Problem, problem
from elections.rules.ruleset import RuleSet
from elections.rules.tally import TallyFigures, missing_lines, reconcile

SHEETS = "/trust/sheets"
MORE_RETURNED = "E-201"


class TrustStatus(StrEnum):
    """How a trust round came out; the first that applies, in this order."""

    VOID = "void"
    ERRORS = "errors"
    LOW_TURNOUT = "low_turnout"
    SHORTFALL = "shortfall"
    SHORTLISTED = "shortlisted"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One nominee in the ranking; `rate` in percent, cut to two decimals."""

    member: str
    trust: int
    distrust: int
    abstain: int
    rate: str
    rank: int
    reached: bool
    shortlisted: bool

    def to_json(self) -> dict[str, object]:
        """The form of the decision's `ranking`."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class TrustTotals:
    """All sheets together, in ballots; `eligible` counts every group, with or without a sheet."""

    eligible: int
    issued: int
    returned: int
    valid: int
    invalid: int

    def base(self, trust_base: str) -> int:
        """The denominator of the trust rates, by the rule set's trust base."""
        return int(getattr(self, trust_base))


@dataclass(frozen=True, slots=True)
class TrustOutcome:
    """The trust part of the decision. `shortfall`: how many preliminary candidates are missing."""

    status: TrustStatus
    totals: TrustTotals
    turnout: str
    base: int
    ranking: tuple[Ranked, ...]
    shortlist: tuple[str, ...]
    shortfall: int

    def to_json(self) -> dict[str, object]:
        """The form of the decision's `trust`."""
        totals = self.totals
        return {
            "status": self.status.value,
            "eligible": totals.eligible,
            "issued": totals.issued,
            "returned": totals.returned,
            "valid": totals.valid,
            "invalid": totals.invalid,
            "turnout": self.turnout,
            "base": self.base,
            "ranking": [line.to_json() for line in self.ranking],
            "shortlist": list(self.shortlist),
            "shortfall": self.shortfall,
        }


def trust_outcome(dossier: Dossier) -> tuple[TrustOutcome | None, tuple[Problem, ...]]:
    """The trust round's outcome and problems; None when none was held."""
    trust = dossier.trust
    if trust is None:
        return None, ()
    groups = group_totals(dossier.village.groups, trust.sheets, trust.nominees)
    problems = [*_sheet_problems(dossier, trust), *group_errors(groups, trust.sheets, SHEETS)]
    totals = _totals(dossier.village.eligible, trust.sheets)
    rules, required = dossier.rules, dossier.rules.shortlist_required(dossier.seats)
    base, turnout = totals.base(rules.trust_base), percent(totals.returned, totals.eligible)
    status = _figures_status(problems)
    ranking: tuple[Ranked, ...] = ()
    shortlist: tuple[str, ...] = ()
    if status is None:
        enough = totals.returned > rules.trust_turnout * totals.eligible
        standing = standing_ids(dossier.members) if enough else frozenset[str]()
        size = rules.shortlist_size_for(dossier.seats)
        ranking = _ranking(trust, base, rules, standing, size)
        shortlist = tuple(line.member for line in ranking if line.shortlisted)
        status = _count_status(len(shortlist), required) if enough else TrustStatus.LOW_TURNOUT
        problems += _warnings(dossier, groups, trust)
    shortfall = max(0, required - len(shortlist))
    problems += _outcome_problems(status, totals, rules, required, shortfall)
    outcome = TrustOutcome(status, totals, turnout, base, ranking, shortlist, shortfall)
    return outcome, tuple(problems)


def threshold_votes(base: int, rules: RuleSet) -> int:
    """Fewest trust votes that reach the threshold (70 % 以上, 含 70 %) of `base` ballots."""
    return -(-rules.trust_threshold.numerator * base // rules.trust_threshold.denominator)


def _sheet_problems(dossier: Dossier, trust: Trust) -> Iterator[Problem]:
    labels = dossier.names
    eligible = {group.code: group.eligible for group in dossier.village.groups}
    for index, sheet in enumerate(trust.sheets):
        figures, at = TallyFigures.of_sheet(sheet), f"{SHEETS}/{index}"
        yield from reconcile(
            figures,
            lines=trust.nominees,
            labels=labels,
            eligible=eligible[sheet.unit],
            rules=dossier.rules,
            at=at,
        )
        yield from missing_lines(figures, lines=trust.nominees, labels=labels, at=at)


def _totals(eligible: int, sheets: Sequence[TrustSheet]) -> TrustTotals:
    return TrustTotals(
        eligible=eligible,
        issued=sum(sheet.issued for sheet in sheets),
        returned=sum(sheet.returned for sheet in sheets),
        valid=sum(sheet.valid for sheet in sheets),
        invalid=sum(sheet.invalid for sheet in sheets),
    )


def _figures_status(problems: Sequence[Problem]) -> TrustStatus | None:
    if any(item.code == MORE_RETURNED for item in problems):
        return TrustStatus.VOID
    if any(item.level == "error" for item in problems):
        return TrustStatus.ERRORS
    return None


def _count_status(found: int, required: int) -> TrustStatus:
    return TrustStatus.SHORTFALL if found < required else TrustStatus.SHORTLISTED


def _sums(trust: Trust) -> Mapping[str, tuple[int, int, int]]:
    rows = [sheet.votes for sheet in trust.sheets]
    sums = {}
    for person in trust.nominees:
        parts = [votes[person] for votes in rows]
        sums[person] = (
            sum([part[0] for part in parts]),
            sum([part[1] for part in parts]),
            sum([part[2] for part in parts]),
        )
    return sums


def _ranking(
    trust: Trust, base: int, rules: RuleSet, standing: Collection[str], size: int
) -> tuple[Ranked, ...]:
    """By trust votes, then id; equal votes share a rank. `standing`: who may be shortlisted."""
    sums = _sums(trust)
    order = sorted(sums, key=lambda person: (-sums[person][0], person))
    least = threshold_votes(base, rules)
    reached = {person for person in order if base and sums[person][0] >= least}
    cut = _last_place([sums[p][0] for p in order if p in reached and p in standing], size)
    ranking: list[Ranked] = []
    rank = 0
    for place, person in enumerate(order, start=1):
        favour, against, abstain = sums[person]
        if not ranking or ranking[-1].trust != favour:
            rank = place
        admitted = person in reached and person in standing and favour >= cut
        ranking.append(
            Ranked(
                person,
                favour,
                against,
                abstain,
                percent(favour, base),
                rank,
                person in reached,
                admitted,
            )
        )
    return tuple(ranking)


def _last_place(votes: Sequence[int], size: int) -> int:
    """Votes of the last place of `size`; all tied with it are admitted."""
    return votes[size - 1] if len(votes) >= size else 0


def _warnings(dossier: Dossier, groups: Sequence[GroupTotals], trust: Trust) -> Iterator[Problem]:
    return group_warnings(
        groups,
        trust.sheets,
        village_eligible=dossier.village.eligible,
        labels=dossier.names,
        trust_base=dossier.rules.trust_base,
        at=SHEETS,
    )


def _outcome_problems(
    status: TrustStatus, totals: TrustTotals, rules: RuleSet, required: int, shortfall: int
) -> Iterator[Problem]:
    if status is TrustStatus.LOW_TURNOUT:
        yield problem(
            "E-221",
            "/trust",
            returned=totals.returned,
            eligible=totals.eligible,
            part=part_name(rules.trust_turnout),
        )
    elif status is TrustStatus.SHORTFALL:
        found = required - shortfall
        yield problem("E-222", "/trust", required=required, found=found, gap=shortfall)
