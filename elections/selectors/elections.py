"""Reads about an election's set-up: shipped texts, plan, records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import Sum

from elections.models import Election, StagePlan, StageRecord, Village
from elections.rules.consequences import consequences
from elections.rules.ruleset import RuleSet
from elections.rules.stages import Stage

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions for office (任职条件): for secretary and deputy, and for members."""

    secretary: str
    member: str


def shipped_conditions() -> Conditions:
    """Return the conditions an election starts from; the township edits them."""
    read = [(DATA / f"conditions_{whom}.txt").read_text(encoding="utf-8") for whom in ("secretary", "member")]
    return Conditions(secretary=read[0].strip(), member=read[1].strip())


def village_eligible(register: Village | Election) -> int:
    """Return the eligible villagers of all groups together."""
    total = register.groups.aggregate(total=Sum("eligible"))["total"]
    return total or 0


def consequences_by_field(rules: RuleSet, register: Village | Election) -> dict[str, str]:
    """Return what each number means, by field; both ways to fix the seats stand under "seats".

    Of an election on record its own register counts: the village may have changed since.
    """
    lines = consequences(rules, population=register.population, eligible=village_eligible(register))
    return {"seats" if field == "seat_bands" else field: sentence for field, sentence in lines}


def running_election(village: Village) -> Election | None:
    """Return the village's election that is not finished yet."""
    return Election.objects.filter(village=village, finished_at__isnull=True).first()


def chosen_elections(only: int | None) -> list[Election]:
    """Return every election in the order made, or only that one, with village, township and county."""
    found = Election.objects.select_related("village__township__county").order_by("pk")
    return list(found if only is None else found.filter(pk=only))


def plan_of(election: Election) -> dict[Stage, date]:
    """Return the planned dates by stage."""
    return {Stage(plan.stage): plan.planned_on for plan in StagePlan.objects.filter(election=election)}


def valid_records(election: Election) -> dict[Stage, StageRecord]:
    """Return the records that count, drafts included, by stage."""
    found = StageRecord.objects.filter(election=election, invalidated_at__isnull=True)
    return {Stage(record.stage): record for record in found.select_related("saved_by")}


def invalidated_records(election: Election) -> Iterable[StageRecord]:
    """Return the records that going back has invalidated, oldest first."""
    found = StageRecord.objects.filter(election=election, invalidated_at__isnull=False)
    return found.select_related("saved_by", "invalidated_by")
