"""Where an assembly stands between two ballots: who is elected, what is open, who may vote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from elections.rules.inputs import Assembly, Method, Round, RoundKind
from elections.rules.ruleset import RuleSet


class Post(StrEnum):
    """What a ballot fills."""

    COMMITTEE = "committee"
    SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class Electorate:
    """The voters of one ballot: 应到会 and 实到会."""

    entitled: int
    present: int

    def base(self, rules: RuleSet) -> int:
        """The number a majority is counted of: 实到会 (1990, the pilot) or 应到会 (today)."""
        return self.entitled if rules.majority_base == "entitled" else self.present

    def has_quorum(self, rules: RuleSet) -> bool:
        """Whether enough are present (选举工作条例: 不少于应到会人数的五分之四)."""
        return self.present >= rules.quorum * self.entitled


def committee_votes(post: Post, method: str, rules: RuleSet) -> bool:
    """Whether the new committee, at a meeting of its own, elects to this post rather than the assembly."""
    then_secretary = post is Post.SECRETARY and method == Method.COMMITTEE_THEN_SECRETARY
    return then_secretary and rules.secretary_voters == "committee"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ballots counted so far have decided.

    `elected` is the committee in order of election, a secretary elected first
    included; `tied` the people of an unresolved tie, for `tied_post`;
    `committee_counted` whether a round for the committee has counted.
    """

    seats: int
    elected: tuple[str, ...] = ()
    secretary: str | None = None
    committee_counted: bool = False
    tied: tuple[str, ...] = ()
    tied_post: Post = Post.COMMITTEE

    def open_seats(self, post: Post) -> int:
        """Seats still open for a post."""
        if post is Post.SECRETARY:
            return 0 if self.secretary else 1
        return self.seats - len(self.elected)

    @property
    def committee_complete(self) -> bool:
        """All seats of the committee filled, or reduced to those filled."""
        return self.open_seats(Post.COMMITTEE) == 0

    @property
    def complete(self) -> bool:
        """All seats and the secretary filled."""
        return self.committee_complete and self.secretary is not None

    def post_of(self, kind: str) -> Post:
        """The post a round of this kind is for; a run-off's is that of the unresolved tie."""
        if kind == RoundKind.SECRETARY:
            return Post.SECRETARY
        return self.tied_post if kind == RoundKind.RUNOFF and self.tied else Post.COMMITTEE

    def electorate(self, held: Round, assembly: Assembly, rules: RuleSet) -> Electorate:
        """Who votes in a round: its own figures, else the committee or the assembly."""
        if held.entitled is not None and held.present is not None:
            return Electorate(held.entitled, held.present)
        return self.default_electorate(self.post_of(held.kind), assembly, rules)

    def default_electorate(self, post: Post, assembly: Assembly, rules: RuleSet) -> Electorate:
        """Who votes for a post where the round has no electorate of its own.

        The report leaves open who elects the secretary after the committee; the
        election method names the new committee or the assembly.
        """
        if committee_votes(post, assembly.method, rules):
            return Electorate(len(self.elected), len(self.elected))
        return Electorate(assembly.entitled, assembly.present)

    def after(self, kind: str, elected: tuple[str, ...], tied: tuple[str, ...]) -> Standing:
        """The standing after a round that counts elected these and left these tied."""
        post = self.post_of(kind)
        counted = self.committee_counted or kind == RoundKind.COMMITTEE
        after = replace(self, committee_counted=counted, tied=tied, tied_post=post)
        if post is Post.COMMITTEE:
            return replace(after, elected=self.elected + elected)
        if not elected:
            return after
        first = () if elected[0] in self.elected else elected
        return replace(after, secretary=elected[0], elected=self.elected + first)

    def reduced(self) -> Standing:
        """The same with the committee complete at those elected so far."""
        return replace(self, seats=len(self.elected))
