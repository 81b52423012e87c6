"""Creating an election and setting its numbers, conditions and plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from elections.models import Election, StagePlan, Village
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor
from elections.rules.planning import misplanned
from elections.rules.rule_words import checked_rules
from elections.rules.ruleset import SHIPPED
from elections.rules.stages import Stage
from elections.selectors.elections import running_election, shipped_conditions

from .audit import record
from .guard import Refused, lock_election, lock_version
from .places import lock_village
from .refusals import AtField
from .register import copy_register, register_facts


@dataclass(frozen=True, slots=True)
class RuleChoices:
    """The common numbers of a rule set as the township chose them; `numbers` in the dossier's form, by rule."""

    numbers: Mapping[str, object]
    method: str
    objection_days: int
    objection_unit: str
    term_years: int
    reference_date: date | None = None


def create_election(
    *, village_id: int, era: str, year: int, choices: RuleChoices, by: Actor, at: datetime
) -> Election:
    """Begin an election from the rule set `era`, with the shipped conditions and a copy of the village's register."""
    try:
        with transaction.atomic():
            village = lock_village(village_id, Action.CREATE_ELECTION, by)
            if running_election(village):
                raise Refused(_running(village))
            conditions = shipped_conditions()
            election = Election(
                village=village,
                year=year,
                era=era,
                conditions_secretary=conditions.secretary,
                conditions_member=conditions.member,
                created_at=at,
                created_by_id=by.user_id,
            )
            _choose(election, choices, SHIPPED[era].rules.to_mapping(), population=village.population)
            election.population = village.population
            election.save()
            copy_register(election)
            record(election, by=by, at=at, action=Deed.ELECTION_CREATED, payload=creation_facts(election))
            return election
    except IntegrityError as error:  # two at once began one
        raise Refused("本村已有一次选举正在进行，不能再建。") from error


def change_rules(
    *, election_id: int, version: int, choices: RuleChoices, by: Actor, at: datetime
) -> Election:
    """Set the numbers anew; the table of permissions says until when."""
    with transaction.atomic():
        election = lock_election(election_id, Action.CONFIGURE, by)
        lock_version(election, version)
        _choose(election, choices, election.rules, population=election.population)
        election.save()
        record(election, by=by, at=at, action=Deed.RULES_CHANGED, payload=_settings(election))
    return election


def change_conditions(
    *, election_id: int, version: int, secretary: str, member: str, by: Actor, at: datetime
) -> Election:
    """Write the conditions for office."""
    with transaction.atomic():
        election = lock_election(election_id, Action.CONFIGURE, by)
        lock_version(election, version)
        election.conditions_secretary, election.conditions_member = secretary, member
        election.save()
        record(election, by=by, at=at, action=Deed.CONDITIONS_CHANGED, payload=_conditions(election))
    return election


def change_plan(
    *, election_id: int, version: int, planned: Mapping[Stage, date], by: Actor, at: datetime
) -> Election:
    """Set the planned dates; a stage left out has none."""
    faults = misplanned(planned)
    if faults:
        raise AtField(**{f"planned_{stage.value}": sentence for stage, sentence in faults})
    with transaction.atomic():
        election = lock_election(election_id, Action.PLAN, by)
        lock_version(election, version)
        StagePlan.objects.filter(election=election).delete()
        StagePlan.objects.bulk_create(
            StagePlan(election=election, stage=stage, planned_on=day) for stage, day in planned.items()
        )
        dates = {stage.value: day.isoformat() for stage, day in planned.items()}
        record(election, by=by, at=at, action=Deed.PLAN_CHANGED, payload={"planned": dates})
    return election


def _choose(election: Election, choices: RuleChoices, base: Mapping[str, object], *, population: int) -> None:
    rules, faults = checked_rules({**base, **choices.numbers}, population=population)
    if faults:
        raise AtField(**faults)
    election.rules = rules.to_mapping()
    election.method = choices.method
    election.objection_days, election.objection_unit = choices.objection_days, choices.objection_unit
    election.term_years, election.reference_date = choices.term_years, choices.reference_date


def _settings(election: Election) -> dict[str, object]:
    day = election.reference_date
    return {
        "rules": election.rules,
        "method": election.method,
        "objection_days": election.objection_days,
        "objection_unit": election.objection_unit,
        "term_years": election.term_years,
        "reference_date": day.isoformat() if day else None,
    }


def _conditions(election: Election) -> dict[str, object]:
    return {"secretary": election.conditions_secretary, "member": election.conditions_member}


def creation_facts(election: Election) -> dict[str, object]:
    """A new election as the chain keeps it."""
    place = {"village": election.village.name, "year": election.year, "era": election.era}
    return {**place, **_settings(election), **_conditions(election), **register_facts(election)}


def _running(village: Village) -> str:
    return f"{village.name}已有一次选举正在进行，办结以后才能新建。"
