"""Loading the demo into an empty database, all or nothing."""

from django.db import transaction

from elections.models import County
from elections.rules.permissions import Role
from elections.rules.stages import Stage
from elections.services.first_run import nobody_yet
from elections.services.guard import Refused

from .campaign import Campaign, name_officials
from .deciding import await_figures, elect, finish, review
from .story import PLANNED, RUNNING, TownshipStory, VillageStory, read_township, read_village
from .township import begin_election, found_township, open_accounts, register_village
from .voting import certify, prepare, vote

NOT_EMPTY = "数据库里已有数据，演示数据只能装入空的数据库。"


def load_demo() -> None:
    """Make the township of the demo with its eight villages."""
    if not nobody_yet() or County.objects.exists():
        raise Refused(NOT_EMPTY)
    with transaction.atomic():
        told = read_township()
        villages = {key: read_village(key) for key in (*RUNNING, *PLANNED)}
        campaigns = begin(told, villages)
        complete(campaigns["changkeng"])
        _hold_until_the_vote(campaigns["zhongfang"])
        _leave_half_keyed(campaigns["shitang"])


def account_lines() -> list[str]:
    """Return one line for each account of the demo, to be printed."""
    told = read_township()
    lines = ["演示账号，只用于演示数据："]
    for account in told.accounts:
        reach = account.village or (told.county if account.role is Role.COUNTY else told.township)
        lines.append(f"{account.username:<12} {told.password}  {reach} {account.role.label} {account.person}")
    return lines


def begin(told: TownshipStory, villages: dict[str, VillageStory]) -> dict[str, Campaign]:
    """Set up everything and begin an election in each village; return the campaigns that go on."""
    township = found_township(told)
    places = {story.name: register_village(story, by=township) for story in villages.values()}
    accounts = open_accounts(told, places, by=township)
    campaigns = {}
    for key, story in villages.items():
        election = begin_election(story, places[story.name], by=township)
        campaigns[key] = Campaign(story, election.pk, township, accounts)
    for key in PLANNED:
        name_officials(campaigns[key], Stage.PREPARATION)
    return campaigns


def complete(campaign: Campaign) -> None:
    """Carry an election through all ten stages."""
    prepare(campaign)
    vote(campaign)
    certify(campaign)
    review(campaign)
    elect(campaign)
    finish(campaign)


def _hold_until_the_vote(campaign: Campaign) -> None:
    prepare(campaign)
    vote(campaign)
    certify(campaign)
    review(campaign)
    await_figures(campaign)


def _leave_half_keyed(campaign: Campaign) -> None:
    prepare(campaign)
    vote(campaign)
