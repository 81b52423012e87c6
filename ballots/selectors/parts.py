"""A row of an election together with the election, so that looking it up and being allowed to touch it are one call."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from elections.models import Election
from elections.rules.stages import Stage

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """One row and the election it belongs to."""

    election: Election
    row: Row

    @property
    def place_name(self) -> str:
        """The village, as a refusal names it."""
        return self.election.place_name

    @property
    def place_stage(self) -> Stage:
        """The stage the permission table is asked about."""
        return self.election.place_stage
