"""Many people save the same sheets, and neighbouring ones, at the same time: one of them wins each version."""

from collections.abc import Callable

import pytest

from tests.processes.conftest import LONG_TEAM, SHORT_TEAM, Site
from tests.processes.ledger import Fate

pytestmark = pytest.mark.processes


def say(site: Site, since: int, who: str) -> str:
    """What came of it, in a line."""
    ledger = site.hall.ledger
    fates = ledger.fates(since)
    return (
        f"{who}: {fates.total()} changes sent, {fates[Fate.ACKNOWLEDGED]} acknowledged, "
        f"{fates[Fate.REFUSED]} refused, {ledger.contested(since)} versions wanted by several"
    )


def test_one_wins_each_version(site: Site, measured: Callable[[str], None]) -> None:
    since = len(site.hall.ledger.sent)
    team = site.team(SHORT_TEAM)
    team.wait(40)
    team.end()
    measured(say(site, since, f"crowd of {SHORT_TEAM} until 40 were acknowledged"))
    site.check(site.tables())
    assert site.hall.ledger.contested(since) > 0  # two clerks began before the same empty sheet


@pytest.mark.long
def test_one_wins_each_version_in_a_great_crowd(site: Site, measured: Callable[[str], None]) -> None:
    since = len(site.hall.ledger.sent)
    team = site.team(LONG_TEAM)
    team.keep_on(seconds=20)
    team.end()
    measured(say(site, since, f"crowd of {LONG_TEAM} for 20 s"))
    site.check(site.tables())
