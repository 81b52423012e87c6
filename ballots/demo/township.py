"""The township, its accounts and villages, and an election for each village."""

from collections.abc import Mapping

from elections.models import Election, User
from elections.rules.permissions import Actor, Role
from elections.rules.ruleset import SHIPPED
from elections.services.accounts import change_own_password, create_account
from elections.services.authorities import open_county
from elections.services.elections import RuleChoices, change_plan, create_election
from elections.services.first_run import Beginning, begin
from elections.services.members import import_members
from elections.services.places import change_groups, create_village

from .story import Account, TownshipStory, VillageStory

ERA = "pilot_2004"


def found_township(told: TownshipStory) -> Actor:
    """Set up county and township with the first account, the township's own."""
    first = next(account for account in told.accounts if account.role is Role.TOWNSHIP)
    beginning = Beginning(
        county=told.county,
        township=told.township,
        document_prefix=told.document_prefix,
        username=first.username,
        person=first.person,
        password=told.password,
        invented=True,
    )
    return begin(beginning=beginning, at=told.begun_at).actor


def register_village(told: VillageStory, *, by: Actor) -> int:
    """Add a village with its groups and its Party roster."""
    at = told.created_at
    village = create_village(name=told.name, population=told.population, by=by, at=at)
    if told.groups:
        change_groups(village_id=village.pk, version=village.version, rows=told.groups, by=by, at=at)
    if told.members:
        import_members(village_id=village.pk, rows=told.members, strokes={}, by=by, at=at)
    return village.pk


def open_accounts(told: TownshipStory, villages: Mapping[str, int], *, by: Actor) -> dict[str, Actor]:
    """Make the other accounts; each person chooses the demo's password at the first sign-in. Returns them by user name."""
    return {
        account.username: _open_account(account, told, villages, by=by)
        for account in told.accounts
        if account.role is not Role.TOWNSHIP
    }


def _open_account(account: Account, told: TownshipStory, villages: Mapping[str, int], *, by: Actor) -> Actor:
    at = told.begun_at
    if account.role is Role.COUNTY:
        issued = open_county(county=told.county, username=account.username, person=account.person, at=at)
    else:
        issued = create_account(
            username=account.username,
            person=account.person,
            role=account.role,
            village_id=villages[account.village] if account.village else None,
            by=by,
            at=at,
        )
    user: User = change_own_password(password=told.password, by=issued.user.actor, at=at)
    return user.actor


def begin_election(told: VillageStory, village_id: int, *, by: Actor) -> Election:
    """Begin the village's election under the pilot's rules, and plan its stages."""
    customs = SHIPPED[ERA].customs
    choices = RuleChoices(
        numbers={"shortlist_size": told.shortlist_size},
        method=told.method,
        objection_days=customs.objection_window,
        objection_unit=Election.WindowUnit.CALENDAR,
        term_years=customs.term_years,
        reference_date=told.reference_date,
    )
    election = create_election(
        village_id=village_id,
        era=ERA,
        year=told.created_at.year,
        choices=choices,
        by=by,
        at=told.created_at,
    )
    return change_plan(
        election_id=election.pk, version=election.version, planned=told.plan, by=by, at=told.created_at
    )
