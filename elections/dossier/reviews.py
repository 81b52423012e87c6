"""The township's reviews of the shortlist, by a chain and by a record: each with its objections, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .chain import Link
from .marks import Data, Mark, done, mark_of, mark_told, once

FACTS = ("decided_on", "present", "minutes_number")
LINE = ("taken", "reason", "career")


@dataclass(slots=True)
class ReviewState:
    """A review of a trust round: its facts, whom it took or declined, its objections by their text, and how it fell.

    `lines` by member, each as LINE names it.
    """

    round: int
    facts: dict[str, Any]
    lines: dict[str, list[Any]]
    made: Mark
    objections: list[list[Any]] = field(default_factory=list)
    fell: Mark | None = None


def standing(reviews: list[ReviewState]) -> ReviewState:
    """The review that counts; raises where there is none."""
    last = reviews[-1]
    if last.fell is not None:
        raise ValueError("no review stands")
    return last


def settled(reviews: list[ReviewState], link: Link, data: Data) -> None:
    """A review was settled; it takes over what waits for its finding from one that it replaces."""
    careers = data.get("careers", {})  # events from before there were any have none
    taken = {code: [True, "", careers.get(code, "")] for code in data["candidates"]}
    declined = {code: [False, reason, ""] for code, reason in data["declined"].items()}
    facts = {name: data[name] for name in FACTS}
    review = ReviewState(data["round"], facts, {**taken, **declined}, mark_of(link))
    if reviews and reviews[-1].fell is None:
        old = reviews[-1]
        old.fell = Mark(link.at, "", data["replaces"])
        review.objections = [one for one in old.objections if not one[-1]]
        old.objections = [one for one in old.objections if one[-1]]
    reviews.append(review)


def objected(reviews: list[ReviewState], link: Link, data: Data) -> None:
    """An objection was recorded."""
    standing(reviews).objections.append(_objection(data, [None, ""]))


def answered(reviews: list[ReviewState], link: Link, data: Data) -> None:
    """A finding was recorded, or one replaced."""
    objections = standing(reviews).objections
    objections.remove(_objection(data, data["before"]))
    objections.append(_objection(data, [data["found_on"], data["finding"]]))


def undone(reviews: list[ReviewState], link: Link, data: Data) -> None:
    """Going back set the review aside, where there was one."""
    if data["reviews"]:
        standing(reviews).fell = Mark(link.at, "", data["reason"])


def sort_objections(reviews: Iterable[ReviewState]) -> None:
    """Put what has no order of its own into the same one on both sides."""
    for review in reviews:
        review.objections.sort(key=str)


def recorded_reviews(rounds: list[Data]) -> list[ReviewState]:
    """The reviews that a record tells of, in order."""
    found = [_recorded(held, review) for held in rounds for review in held["reviews"]]
    sort_objections(found)
    return found


def _recorded(held: Data, review: Data) -> ReviewState:
    return ReviewState(
        round=held["number"],
        facts={name: review[name] for name in FACTS},
        lines=once((line["member"], [line[name] for name in LINE]) for line in review["lines"]),
        made=done(review["made_at"], review["made_by"]),
        objections=[_objection(one, [one["found_on"], one["finding"]]) for one in review["objections"]],
        fell=mark_told(review["invalidated_at"], None, review["invalidated_reason"]),
    )


def _objection(objection: Data, found: list[Any]) -> list[Any]:
    return [objection["about"] or "", objection["received_on"], objection["content"], *found]
