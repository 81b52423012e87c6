"""The township's review of the shortlist and the objections raised against it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404

from ballots.models import Objection, Review, Round
from ballots.selectors.dossier import Decided
from ballots.selectors.parts import Part
from elections.models import Election, ElectionMember, StageRecord
from elections.rules import inputs
from elections.rules.permissions import Actor
from elections.rules.review import review_outcome
from elections.rules.stages import Stage
from elections.rules.trust import Ranked
from elections.selectors.places import get_election


@dataclass(frozen=True, slots=True)
class Shortlisted:
    """A preliminary candidate with the trust votes that brought them there."""

    member: ElectionMember
    line: Ranked


@dataclass(frozen=True, slots=True)
class ReviewCheck:
    """What the rules make of a review: its status, and every reason against it in words."""

    status: str
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The objection window (公示期): posted on, and the last day of it; None while nothing is posted."""

    length: str
    posted_on: date | None
    ends: date | None


def shortlisted(found: Decided) -> tuple[Shortlisted, ...]:
    """The preliminary candidates in stroke order."""
    trust = found.decision.trust
    lines = {line.member: line for line in trust.ranking if line.shortlisted} if trust else {}
    return tuple(Shortlisted(member, lines[code]) for code, member in found.members.items() if code in lines)


def check_review(found: Decided, *, candidates: tuple[str, ...], declined: Mapping[str, str]) -> ReviewCheck:
    """What the rules would make of a review that takes `candidates` and declines the others for these reasons."""
    trust = found.trust_round
    reason = trust.proceed_reason if trust else ""
    tried = replace(found.dossier, review=inputs.Review(candidates, declined, reason or None))
    outcome, problems = review_outcome(tried, found.decision.trust)
    return ReviewCheck(outcome.status.value if outcome else "", tuple((p.code, p.message) for p in problems))


def recorded_check(found: Decided) -> ReviewCheck | None:
    """What the rules make of the review on record; None where there is none."""
    if found.decision.review is None:
        return None
    own = (item for item in found.decision.problems if f"{item.at}/".startswith("/review/"))
    return ReviewCheck(found.decision.review.status.value, tuple((p.code, p.message) for p in own))


def former_reviews(election: Election) -> list[Review]:
    """The reviews that were replaced or fell with their stage, latest first."""
    fallen = Review.objects.filter(round__election=election, invalidated_at__isnull=False)
    return list(fallen.prefetch_related("lines__member").order_by("-pk"))


def objections_of(election: Election) -> list[Objection]:
    """The objections to any review of the valid trust round, in the order received."""
    valid = Objection.objects.filter(
        review__round__election=election,
        review__round__kind=Round.Kind.TRUST,
        review__round__invalidated_at__isnull=True,
    )
    return list(valid.select_related("about", "review").order_by("received_on", "pk"))


def get_objection(actor: Actor, election_id: int, objection_id: int) -> Part[Objection]:
    """Return one objection; raises Http404 outside the actor's reach."""
    election = get_election(actor, election_id)
    found = next((item for item in objections_of(election) if item.pk == objection_id), None)
    if found is None:
        raise Http404("没有这件异议。")
    return Part(election, found)


def objection_window(election: Election) -> Window:
    """The objection window as far as the stage's draft record tells it."""
    length = f"{election.objection_days} {election.get_objection_unit_display()}"
    posted = recorded_day(election, Stage.REVIEWED, "posted_on")
    return Window(length, posted, election.objections_end(posted) if posted else None)


def recorded_day(election: Election, stage: Stage, key: str) -> date | None:
    """A date from the valid record of a stage."""
    record = StageRecord.objects.filter(election=election, stage=stage, invalidated_at__isnull=True).first()
    written = record.items.get(key) if record else None
    return date.fromisoformat(written) if written else None
