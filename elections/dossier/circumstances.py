"""What an election rests on besides its ballots: rules, register, people on duty, meeting, review and papers.

By its chain (`replayed`) and by a dossier (`recorded`), in one shape, so that the two can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import reviews
from .chain import Link, content_hash
from .marks import Data, Mark, done, mark_told, once
from .replay import MISSHAPEN, Unreplayable
from .reviews import ReviewState

SETTINGS = ("method", "objection_days", "objection_unit", "term_years", "reference_date")
OFFICIAL = ("duty", "name", "post", "member", "group", "account")
# What the events of papers made before papers were numbered, made for each group, or corrected do not tell.
UNTOLD = {"township": None, "serial_year": None, "serial": None, "code": "", "group": "", "corrects": None}
PAPER = ("kind", "number", "title", "round", "pages", "stage", "sha256", *UNTOLD)
# What tells one paper of an election from another; its versions have all of it in common.
TARGET = ("kind", "box", "round", "group", "corrects")
POSTING = ("place", "posted_on", "posted_by", "photo_sha256", "taken_down_on", "taken_down_by")


@dataclass(slots=True)
class Circumstances:
    """All of it as it stands last; every review and every paper that was made, in order, set aside or not."""

    created: Mark | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    population: int = 0
    groups: dict[str, list[Any]] = field(default_factory=dict)
    members: dict[str, list[Any]] = field(default_factory=dict)
    planned: dict[str, str] = field(default_factory=dict)
    officials: dict[str, dict[str, Any]] = field(default_factory=dict)
    present: int | None = None
    excused: dict[str, list[Any]] = field(default_factory=dict)
    steps: dict[str, list[Any]] = field(default_factory=dict)
    reviews: list[ReviewState] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)


Step = Callable[[Circumstances, Link, Data], None]


def replayed(links: Iterable[Link]) -> Circumstances:
    """By the chain, which should have been verified; raises Unreplayable."""
    found = Circumstances()
    for link in links:
        try:
            if step := STEPS.get(link.action):
                step(found, link, link.data)
        except MISSHAPEN as error:
            raise Unreplayable(link.number) from error
    reviews.sort_objections(found.reviews)
    return found


def recorded(dossier: Data) -> Circumstances:
    """By a dossier, or the tables in its form; raises one of `replay.MISSHAPEN` for a record of another form."""
    record = dossier["record"]
    row = record["election"]
    conditions = {"secretary": row["conditions_secretary"], "member": row["conditions_member"]}
    place = {"village": dossier["village"]["name"], "year": row["year"], "era": row["era"]}
    settings = {name: row[name] for name in SETTINGS}
    return Circumstances(
        created=done(row["created_at"], row["created_by"]),
        settings={**place, "rules": dossier["rules"], **settings, **conditions},
        population=dossier["village"]["population"],
        groups={one["code"]: [one["name"], one["eligible"]] for one in dossier["village"]["groups"]},
        members={
            one["id"]: [one["name"], one["status"], one["rights_suspended"]] for one in dossier["members"]
        },
        planned=once((one["stage"], one["planned_on"]) for one in record["plans"]),
        officials=once((_key(one), _official(one, one["relative_of"])) for one in record["officials"]),
        present=record["attendance"],
        excused=once((one["member"], _excusal(one)) for one in record["excusals"]),
        steps=once((one["step"], [one["done_at"], one["in_favour"], one["note"]]) for one in record["steps"]),
        reviews=reviews.recorded_reviews(record["rounds"]),
        papers=[_recorded_paper(one) for one in record["notices"]],
    )


def _key(official: Data) -> str:
    return "，".join(str(official[name]) for name in ("duty", "name", "group"))


def _official(official: Data, relatives: list[str]) -> dict[str, Any]:
    return {**{name: official[name] for name in OFFICIAL}, "relatives": relatives}


def _excusal(excusal: Data) -> list[Any]:
    return [excusal["ground"], excusal["consent_number"], excusal["adopted"]]


def _paper(paper: Data, box: str | None, facts: str, made: Mark) -> dict[str, Any]:
    known = {name: paper[name] for name in PAPER}
    stands: dict[str, Any] = {"fell": None, "superseded": False, "postings": {}}
    return {**known, "box": box, "facts": facts, "made": made, **stands}


def _recorded_paper(paper: Data) -> dict[str, Any]:
    made = done(paper["made_at"], paper["made_by"])
    fell = mark_told(paper["invalidated_at"], None, paper["invalidated_reason"])
    known = _paper(paper, paper["sheet"], content_hash(paper["facts"]), made)
    postings = once((one["number"], [one[name] for name in POSTING]) for one in paper["postings"])
    return {**known, "fell": fell, "superseded": paper["superseded"], "postings": postings}


def _registered(found: Circumstances, link: Link, data: Data) -> None:
    found.population = data["population"]
    found.groups = {code: facts for code, *facts in data["groups"]}
    found.members = {code: facts for code, *facts in data["members"]}
    for official in found.officials.values():
        official["relatives"] = [code for code in official["relatives"] if code in found.members]


def _created(found: Circumstances, link: Link, data: Data) -> None:
    names = ("village", "year", "era", "rules", *SETTINGS, "secretary", "member")
    found.created = done(link.at, link.user)
    found.settings = {name: data[name] for name in names}
    _registered(found, link, data)


def _changed(found: Circumstances, link: Link, data: Data) -> None:
    found.settings.update(data)


def _planned(found: Circumstances, link: Link, data: Data) -> None:
    found.planned = data["planned"]


def _named(found: Circumstances, link: Link, data: Data) -> None:
    found.officials[_key(data)] = _official(data, data["relatives"])


def _removed(found: Circumstances, link: Link, data: Data) -> None:
    del found.officials[_key(data)]


def _attended(found: Circumstances, link: Link, data: Data) -> None:
    found.present = data["present"]


def _excused(found: Circumstances, link: Link, data: Data) -> None:
    found.excused[data["member"]] = _excusal(data)


def _back(found: Circumstances, link: Link, data: Data) -> None:
    del found.excused[data["member"]]


def _stepped(found: Circumstances, link: Link, data: Data) -> None:
    found.steps = data["steps"]


def _made(found: Circumstances, link: Link, data: Data) -> None:
    """A paper takes the place of the version that counted before, and of what corrected it."""
    paper = _paper({**UNTOLD, **data}, data["box"], data["facts"], done(link.at, link.user))
    counted = [one for one in found.papers if one["fell"] is None]
    if paper["corrects"] not in {None, *(one["code"] for one in counted)}:
        raise ValueError(paper["corrects"])
    former = [one for one in counted if all(one[name] == paper[name] for name in TARGET)]
    codes = {one["code"] for one in former}
    for one in (*former, *(one for one in counted if one["corrects"] in codes)):
        one["fell"], one["superseded"] = Mark(link.at, "", data["former"]), True
    found.papers.append(paper)


def _one_paper(found: Circumstances, named: list[Any]) -> dict[str, Any]:
    """The paper that an event names by kind, version and file."""
    known = [[one["kind"], one["number"], one["sha256"]] for one in found.papers]
    return found.papers[known.index(named)]


def _posted(found: Circumstances, link: Link, data: Data) -> None:
    postings = _one_paper(found, data["paper"])["postings"]
    if data["posting"] != len(postings) + 1:
        raise ValueError(data["posting"])
    postings[data["posting"]] = [
        data["posted_at"],
        data["posted_on"],
        data["posted_by"],
        data["photo"],
        None,
        "",
    ]


def _taken_down(found: Circumstances, link: Link, data: Data) -> None:
    posting = _one_paper(found, data["paper"])["postings"][data["posting"]]
    if posting[4] is not None:
        raise ValueError(data["posting"])
    posting[4:] = [data["taken_down_on"], data["taken_down_by"]]


def _of_reviews(step: Callable[[list[ReviewState], Link, Data], None]) -> Step:
    return lambda found, link, data: step(found.reviews, link, data)


def _undone(found: Circumstances, link: Link, data: Data) -> None:
    reviews.undone(found.reviews, link, data)
    if data["meeting"]:
        found.present, found.excused, found.steps = None, {}, {}
    for fallen in data["papers"]:
        counted = [one for one in found.papers if one["fell"] is None]
        known = [[one["kind"], one["number"], one["sha256"]] for one in counted]
        counted[known.index(fallen)]["fell"] = Mark(link.at, "", data["reason"])
    for paper in found.papers:
        if data["released"] is not None and (paper["box"] or "").startswith(f"{data['released']}/"):
            paper["box"] = None


STEPS: Mapping[str, Step] = {
    "election_created": _created,
    "rules_changed": _changed,
    "conditions_changed": _changed,
    "plan_changed": _planned,
    "register_copied": _registered,
    "village_renamed": _changed,
    "official_named": _named,
    "official_removed": _removed,
    "attendance_set": _attended,
    "excusal_written": _excused,
    "excusal_removed": _back,
    "steps_saved": _stepped,
    "review_settled": _of_reviews(reviews.settled),
    "objection_recorded": _of_reviews(reviews.objected),
    "finding_recorded": _of_reviews(reviews.answered),
    "paper_made": _made,
    "paper_posted": _posted,
    "paper_taken_down": _taken_down,
    "stages_undone": _undone,
}
