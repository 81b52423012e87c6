"""Loading the demo into an empty database, all or nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from operator import itemgetter

from django.db import transaction

from elections.models import County
from elections.rules.permissions import Role
from elections.rules.stages import Stage
from elections.services.first_run import nobody_yet
from elections.services.guard import Refused

from .campaign import Campaign, moment, name_officials
from .deciding import await_figures, elect, finish, review
from .story import PLANNED, RUNNING, TownshipStory, VillageStory, read_township, read_village
from .township import begin_election, found_township, open_accounts, register_village
from .voting import certify, prepare, vote

Act = Callable[[Campaign], None]
Move = tuple[datetime, Campaign, Act]
# An election through all ten stages, and the stage with which each act begins.
COMPLETE: tuple[Act, ...] = (prepare, prepare, prepare, vote, certify, review, elect, finish)
BEGINS = (
    Stage.PREPARATION, Stage.COMMITTEE_FORMED, Stage.ANNOUNCED, Stage.TRUST_VOTING, Stage.TRUST_CERTIFIED,
    Stage.REVIEWED, Stage.ASSEMBLY, Stage.APPROVED,
)  # fmt: skip
NOT_EMPTY = "数据库里已有数据，演示数据只能装入空的数据库。"


def load_demo() -> None:
    """Make the township of the demo with its eight villages."""
    if not nobody_yet() or County.objects.exists():
        raise Refused(NOT_EMPTY)
    with transaction.atomic():
        told = read_township()
        villages = {key: read_village(key) for key in (*RUNNING, *PLANNED)}
        campaigns = begin(told, villages)
        carry_on([
            *moves(campaigns["changkeng"], *COMPLETE),
            *moves(campaigns["zhongfang"], *COMPLETE[:-2], await_figures),
            *moves(campaigns["shitang"], *COMPLETE[:4]),
        ])  # fmt: skip


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


def carry_on(moves: Iterable[Move]) -> None:
    """Make the moves of several elections in the order of their days: the township numbers its papers in that order."""
    for _, campaign, act in sorted(moves, key=itemgetter(0)):
        act(campaign)


def moves(campaign: Campaign, *acts: Act) -> Iterator[Move]:
    """Each act with its election and the moment at which it begins, as the story tells it."""
    met = campaign.story.meeting
    for act, stage in zip(acts, BEGINS, strict=False):
        told = campaign.stage(stage)
        begun_at = met.begun_at if met and stage is Stage.ASSEMBLY else told.drafted_at or told.closed_at
        yield moment(begun_at), campaign, act
