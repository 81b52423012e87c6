"""Creating an election and setting its numbers, conditions and plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from elections.models import Election, StagePlan, Village
from elections.rules.permissions import Action, Actor
from elections.rules.planning import misplanned
from elections.rules.rule_words import checked_rules
from elections.rules.ruleset import SHIPPED
from elections.rules.stages import Stage
from elections.selectors.elections import running_election, shipped_conditions

from .guard import Refused, lock_election, lock_version
from .places import lock_village
from .refusals import AtField
from .register import copy_register


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
            return election
    except IntegrityError as error:  # two at once began one
        raise Refused("本村已有一次选举正在进行，不能再建。") from error


def change_rules(*, election_id: int, version: int, choices: RuleChoices, by: Actor) -> Election:
    """Set the numbers anew; the table of permissions says until when."""
    with transaction.atomic():
        election = lock_election(election_id, Action.CONFIGURE, by)
        lock_version(election, version)
        _choose(election, choices, election.rules, population=election.population)
        election.save()
    return election


def change_conditions(*, election_id: int, version: int, secretary: str, member: str, by: Actor) -> Election:
    """Write the conditions for office."""
    with transaction.atomic():
        election = lock_election(election_id, Action.CONFIGURE, by)
        lock_version(election, version)
        election.conditions_secretary, election.conditions_member = secretary, member
        election.save()
    return election


def change_plan(*, election_id: int, version: int, planned: Mapping[Stage, date], by: Actor) -> Election:
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
    return election


def _choose(election: Election, choices: RuleChoices, base: Mapping[str, object], *, population: int) -> None:
    rules, faults = checked_rules({**base, **choices.numbers}, population=population)
    if faults:
        raise AtField(**faults)
    election.rules = rules.to_mapping()
    election.method = choices.method
    election.objection_days, election.objection_unit = choices.objection_days, choices.objection_unit
    election.term_years, election.reference_date = choices.term_years, choices.reference_date


def _running(village: Village) -> str:
    return f"{village.name}已有一次选举正在进行，办结以后才能新建。"
