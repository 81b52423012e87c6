"""`decide`: the whole chain from raw figures to the decision."""

from __future__ import annotations

from dataclasses import dataclass

from elections.rules.assembly import AssemblyOutcome, assembly_outcome
from elections.rules.inputs import Dossier
from elections.rules.problems import Problem, in_order
from elections.rules.review import ReviewOutcome, review_outcome
from elections.rules.trust import TrustOutcome, trust_outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules make of a dossier; a part is None where the dossier has none."""

    seats: int
    shortlist_required: int
    candidates_minimum: int
    trust: TrustOutcome | None
    review: ReviewOutcome | None
    assembly: AssemblyOutcome | None
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, object]:
        """The decision as JSON values, in the form the dossier records."""
        return {
            "seats": self.seats,
            "shortlist_required": self.shortlist_required,
            "candidates_minimum": self.candidates_minimum,
            "trust": None if self.trust is None else self.trust.to_json(),
            "review": None if self.review is None else self.review.to_json(),
            "assembly": None if self.assembly is None else self.assembly.to_json(),
            "problems": [item.to_json() for item in self.problems],
        }


def decide(dossier: Dossier) -> Decision:
    """Apply the rules to a dossier. Never raises on a well-formed one."""
    seats, rules = dossier.seats, dossier.rules
    trust, trust_problems = trust_outcome(dossier)
    review, review_problems = review_outcome(dossier, trust)
    assembly, assembly_problems = assembly_outcome(dossier)
    return Decision(
        seats=seats,
        shortlist_required=rules.shortlist_required(seats),
        candidates_minimum=rules.candidates_minimum(seats),
        trust=trust,
        review=review,
        assembly=assembly,
        problems=in_order((*trust_problems, *review_problems, *assembly_problems)),
    )
