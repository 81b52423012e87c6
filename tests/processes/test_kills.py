"""The server is killed while people save: what was acknowledged is there, nothing is there by half, work goes on."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.processes.conftest import Site
from tests.processes.evidence import kept_unanswered
from tests.processes.ledger import Fate
from tests.processes.server import pause

pytestmark = pytest.mark.processes


def kill(site: Site, *, people: int, times: int, measured: Callable[[str], None]) -> None:
    """Kill so many times, every other time at any moment and else in an open transaction; then check everything."""
    since, dice = len(site.hall.ledger.sent), Random(times)  # noqa: S311 - the same dice in every run
    team, cuts = site.team(people), 0
    for number in range(times):
        team.wait(dice.randint(1, 8))
        pause(dice.random() / 4)
        cuts += site.restart(aimed=number % 2 == 0, dice=dice)
    team.end()
    tables = site.tables()
    measured(
        f"kills {times}, of them {cuts} in an open transaction; {_came_of_it(site, since, people, tables)}"
    )
    site.check(tables)
    assert cuts >= times / 4


def _came_of_it(site: Site, since: int, people: int, tables: dict[str, Any]) -> str:
    ledger = site.hall.ledger
    fates, sent = ledger.fates(since), ledger.sent[since:]
    again = sum(one.lost for one in sent)
    return (
        f"{people} people sent {fates.total()} changes, {again} of them again since the answer was lost; "
        f"{fates[Fate.ACKNOWLEDGED]} acknowledged, {fates[Fate.REFUSED]} refused, "
        f"{fates[Fate.UNANSWERED]} in doubt ({kept_unanswered(sent, tables)} stand in the tables)"
    )


def test_what_was_acknowledged_outlives_a_kill(site: Site, measured: Callable[[str], None]) -> None:
    kill(site, people=8, times=3, measured=measured)


@pytest.mark.long
def test_what_was_acknowledged_outlives_two_hundred_kills(
    site: Site, measured: Callable[[str], None]
) -> None:
    kill(site, people=16, times=200, measured=measured)
