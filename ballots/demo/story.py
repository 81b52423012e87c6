"""What the demo tells, read from the TOML files and dossiers of this folder. People are known by their names here."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from ballots.selectors.papers import GroupVote
from elections.roster import MemberRow
from elections.roster.columns import SEXES, STANDINGS
from elections.rules.permissions import Role
from elections.rules.stages import Stage
from elections.services.places import GroupValues

from .figures import Box, Held, Settled, read_boxes, read_rounds, read_settled

FOLDER = Path(__file__).resolve().parent
RUNNING = ("changkeng", "zhongfang", "shitang")
PLANNED = ("shuikou", "dongyuan", "xiayang", "qiaotou", "zhuping")


@dataclass(frozen=True, slots=True)
class Account:
    """One account; `village` is empty where it reaches the whole township or county."""

    username: str
    person: str
    role: Role
    village: str = ""


@dataclass(frozen=True, slots=True)
class TownshipStory:
    """The township, its accounts, and the one password of the demo."""

    county: str
    township: str
    document_prefix: str
    begun_at: datetime
    password: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class StageStory:
    """One stage: what it records, when it is first written down and closed, and the papers made meanwhile."""

    items: Mapping[str, object] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    drafted_at: datetime | None = None
    begun_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewStory:
    """The township's deliberation: its day and minutes, whom it took (brief careers by name), and the objections that came."""

    recorded_at: datetime
    decided_on: date
    present: int
    minutes_number: str
    settled: Settled
    careers: Mapping[str, str]
    objections: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class MeetingStory:
    """The assembly: who was excused (name, ground, consent), how many came, its steps and ballots."""

    begun_at: datetime
    present: int
    excused: tuple[tuple[str, str, str], ...]
    steps: Mapping[str, Sequence[Any]]
    rounds: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class VillageStory:
    """One village and its election. `officials` are (name, post), some with a user name, by stage and duty.

    `votes` is when and where the groups vote, by their codes.
    """

    name: str
    population: int
    groups: tuple[GroupValues, ...]
    members: tuple[MemberRow, ...]
    created_at: datetime
    method: str
    shortlist_size: int | None
    reference_date: date | None
    plan: Mapping[Stage, date]
    officials: Mapping[Stage, Mapping[str, Sequence[Sequence[str]]]]
    stages: Mapping[Stage, StageStory]
    boxes: tuple[Box, ...]
    votes: Mapping[str, GroupVote]
    review: ReviewStory | None
    meeting: MeetingStory | None


def read_township() -> TownshipStory:
    """Read the township and its accounts."""
    given = _load("township")
    accounts = tuple(
        Account(username, person, Role(role), *village)
        for username, person, role, *village in given.pop("accounts")
    )
    return TownshipStory(**{**given, "begun_at": _moment(given["begun_at"])}, accounts=accounts)


def read_village(key: str) -> VillageStory:
    """Read one village; a pilot village takes its figures from the dossier of the same name."""
    given = _load(key)
    dossier = FOLDER / f"{key}.json"
    election = given["election"]
    return VillageStory(
        name=given["name"],
        population=given["population"],
        groups=tuple(GroupValues(name, eligible) for name, eligible in given["groups"]),
        members=tuple(_member(*row) for row in given["members"]),
        created_at=_moment(election["created_at"]),
        method=election["method"],
        shortlist_size=election.get("shortlist_size"),
        reference_date=election.get("reference_date"),
        plan={Stage(key): day for key, day in given["plan"].items()},
        officials={Stage(key): duties for key, duties in given.get("officials", {}).items()},
        stages={Stage(key): _stage(one) for key, one in given.get("stages", {}).items()},
        boxes=read_boxes(given.get("boxes", []), dossier),
        votes=_votes(given),
        review=_review(given, dossier),
        meeting=_meeting(given, dossier),
    )


def _load(key: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{key}.toml").read_text(encoding="utf-8"))


def _moment(local: datetime) -> datetime:
    return timezone.make_aware(local)


def _member(
    name: str, sex: str, birth_date: date, education: str, joined_on: date, standing: str, post: str
) -> MemberRow:
    return MemberRow(
        name=name,
        sex=SEXES[sex],
        birth_date=birth_date,
        education=education,
        joined_on=joined_on,
        standing=STANDINGS[standing],
        rights_suspended=False,
        present_post=post,
        note="",
    )


def _stage(given: Mapping[str, Any]) -> StageStory:
    moments = {key: _moment(value) for key, value in given.items() if key.endswith("_at")}
    return StageStory(items=given["items"], papers=tuple(given.get("papers", ())), **moments)


def _votes(given: Mapping[str, Any]) -> dict[str, GroupVote]:
    """The groups' places in their order, and the routes of mobile boxes by the group's number."""
    if "voting" not in given:
        return {}
    told = given["voting"]
    return {
        str(number): GroupVote(told["hours"], place, told["routes"].get(str(number), ""))
        for number, place in enumerate(told["places"], start=1)
    }


def _review(given: Mapping[str, Any], dossier: Path) -> ReviewStory | None:
    if "review" not in given:
        return None
    review = given["review"]
    return ReviewStory(
        recorded_at=_moment(review["recorded_at"]),
        decided_on=review["decided_on"],
        present=review["present"],
        minutes_number=review["minutes_number"],
        settled=read_settled(dossier),
        careers=review["careers"],
        objections=tuple(given.get("objections", ())),
    )


def _meeting(given: Mapping[str, Any], dossier: Path) -> MeetingStory | None:
    if "assembly" not in given:
        return None
    meeting = given["assembly"]
    present, rounds = read_rounds(dossier)
    return MeetingStory(
        begun_at=_moment(meeting["begun_at"]),
        present=present,
        excused=tuple((name, ground, consent) for name, ground, consent in meeting["excused"]),
        steps={
            step: (time.fromisoformat(at), note, *favour)
            for step, (at, note, *favour) in meeting["steps"].items()
        },
        rounds=rounds,
    )
