"""The township's review: do the formal candidates (正式候选人) follow from the shortlist?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from elections.rules.faults import pointer_token
from elections.rules.inputs import Dossier, Review
from elections.rules.problems import Problem, problem
from elections.rules.trust import TrustOutcome, TrustStatus

STATUS_WORDS = {
    TrustStatus.VOID: "收回票多于发出票，无效",
    TrustStatus.ERRORS: "票数有错误",
    TrustStatus.LOW_TURNOUT: "投票率未达到规定",
    TrustStatus.SHORTFALL: "预备候选人不足",
    TrustStatus.SHORTLISTED: "已确定预备候选人",
}


class ReviewStatus(StrEnum):
    """Whether the review stands."""

    SETTLED = "settled"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """The review part of the decision."""

    status: ReviewStatus

    def to_json(self) -> dict[str, object]:
        """The form of the decision's `review`."""
        return {"status": self.status.value}


def review_outcome(
    dossier: Dossier, trust: TrustOutcome | None
) -> tuple[ReviewOutcome | None, tuple[Problem, ...]]:
    """Whether the review stands, and what is against it; None when there is none.

    Source: 许坊乡 pilot, 2004 (the Party committee settles 5 of 7 and of 6), and
    选举工作条例 for the surplus.
    """
    if dossier.review is None or trust is None:
        return None, ()
    problems = tuple(_problems(dossier, dossier.review, trust))
    status = ReviewStatus.INVALID if problems else ReviewStatus.SETTLED
    return ReviewOutcome(status), problems


def careers_of_others(candidates: Collection[str], careers: Collection[str]) -> frozenset[str]:
    """Those of whom a career is told though they are not taken; there may be none: the notice tells of candidates alone."""
    return frozenset(careers) - frozenset(candidates)


def naming_fault(
    shortlist: Collection[str],
    candidates: Collection[str],
    declined: Collection[str],
    careers: Collection[str],
) -> str | None:
    """Why a review is not even recorded, all by id: what else is against one is recorded with it, and shown.

    `careers` are those of whom a career is told.
    """
    if not {*candidates, *declined} <= set(shortlist):
        return "名单与预备候选人不符，请重新打开本页。"
    if careers_of_others(candidates, careers):
        return "列为正式候选人的才写简历，请重新打开本页核对。"
    return None


def may_review(trust: TrustOutcome, proceed_with_fewer: str | None) -> bool:
    """Whether the trust round allows a review: shortlisted, or too few and a recorded reason."""
    if trust.status is TrustStatus.SHORTFALL:
        return proceed_with_fewer is not None
    return trust.status is TrustStatus.SHORTLISTED


def _problems(dossier: Dossier, review: Review, trust: TrustOutcome) -> Iterator[Problem]:
    if not may_review(trust, review.proceed_with_fewer):
        yield problem("E-301", "/review", status=STATUS_WORDS[trust.status])
    names = dossier.names
    shortlist, candidates = set(trust.shortlist), set(review.candidates)
    for index, person in enumerate(review.candidates):
        if person not in shortlist:
            yield problem("E-302", f"/review/candidates/{index}", name=names[person])
    for person in trust.shortlist:
        if person not in candidates and person not in review.declined:
            yield problem("E-303", "/review/declined", name=names[person])
    for person in review.declined:
        place = f"/review/declined/{pointer_token(person)}"
        if person not in shortlist:
            yield problem("E-305", place, name=names[person])
        if person in candidates:
            yield problem("E-304", place, name=names[person])
    yield from _too_few(dossier, len(candidates))


def _too_few(dossier: Dossier, found: int) -> Iterator[Problem]:
    seats, rules = dossier.seats, dossier.rules
    needed = rules.candidates_minimum(seats)
    if found < needed:
        yield problem(
            "E-306",
            "/review/candidates",
            found=found,
            seats=seats,
            surplus=rules.surplus(seats),
            needed=needed,
        )
