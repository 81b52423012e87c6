"""The shortlist (预备候选人) as the page shows it: the ranking, the cut, the register as it is posted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ballots.selectors.dossier import Decided
from ballots.selectors.signing import signing_of
from ballots.selectors.trust import Failing, trust_errors
from elections.models import ElectionMember
from elections.rules.eligibility import can_stand
from elections.rules.explain import explain
from elections.rules.numbers import as_percent
from elections.rules.remedies import Remedy, new_vote_refusal, proceed_refusal, remedies
from elections.rules.stage_records import first_date
from elections.rules.stages import Stage
from elections.rules.steps import Step
from elections.rules.trust import Ranked, TrustOutcome, threshold_votes
from elections.selectors.elections import valid_records


@dataclass(frozen=True, slots=True)
class Place:
    """One nominee's place; `short` votes below the threshold; `first_out`: the line is drawn above."""

    member: ElectionMember
    line: Ranked
    short: int
    may_stand: bool
    first_out: bool


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Everything the page needs of the decision. `share` is the threshold in percent, `at` its place in a picture."""

    outcome: TrustOutcome
    votes_needed: int
    share: str
    at: str
    reached: int
    required: int
    places: tuple[Place, ...]
    posted: tuple[ElectionMember, ...]
    steps: tuple[Step, ...]
    remedies: tuple[Remedy, ...]
    proceed_refusal: str | None
    errors: tuple[Failing, ...]


def shortlist_of(found: Decided) -> Shortlist | None:
    """Return the shortlist once the boxes are closed, None while they are being keyed or before."""
    trust = found.decision.trust
    if trust is None or found.election.present_stage.number <= Stage.TRUST_VOTING.number:
        return None
    rules = found.dossier.rules
    share = as_percent(rules.trust_threshold)
    return Shortlist(
        outcome=trust,
        votes_needed=threshold_votes(trust.base, rules),
        share=share,
        at=share.rstrip("%…"),
        reached=sum(line.reached for line in trust.ranking),
        required=found.decision.shortlist_required,
        places=tuple(_places(found, trust)),
        posted=tuple(member for code, member in found.members.items() if code in trust.shortlist),
        steps=tuple(step for step in explain(found.dossier, found.decision) if step.topic == "trust"),
        remedies=remedies(found.decision),
        proceed_refusal=refusal_of_proceeding(found),
        errors=trust_errors(found),
    )


def refusal_of_new_vote(found: Decided) -> str | None:
    """Return the sentence why no new trust vote may be ordered, None where it may."""
    signing = signing_of(found.trust_round) if found.trust_round else None
    return new_vote_refusal(
        found.decision,
        certified=bool(signing and signing.made),
        reopening=bool(signing and signing.reopening),
    )


def refusal_of_proceeding(found: Decided) -> str | None:
    """Return the sentence why the township may not go on with fewer, None where it may."""
    held = found.trust_round
    return proceed_refusal(
        found.decision,
        recorded=held.proceed_reason if held else "",
        reopening=held is not None and signing_of(held).reopening is not None,
    )


def voted_on(found: Decided) -> date | None:
    """Return the day of the trust vote, as its stage recorded it."""
    record = valid_records(found.election).get(Stage.TRUST_VOTING)
    return first_date(Stage.TRUST_VOTING, record.items) if record else None


def _places(found: Decided, trust: TrustOutcome) -> Iterator[Place]:
    standing = {member.id for member in found.dossier.members if can_stand(member)}
    least, inside = threshold_votes(trust.base, found.dossier.rules), False
    for line in trust.ranking:
        yield Place(
            member=found.members[line.member],
            line=line,
            short=max(0, least - line.trust),
            may_stand=line.member in standing,
            first_out=inside and not line.shortlisted,
        )
        inside = line.shortlisted
