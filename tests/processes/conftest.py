"""The program as a real process on a real database, with people at work in it: SQLite, or the PostgreSQL of DATABASE_URL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from random import Random
from typing import Any

import pytest

from tests.processes.browser import Browser
from tests.processes.databases import Database, PostgresqlDatabase, SqliteFile
from tests.processes.evidence import faults_of
from tests.processes.hands import Hall, Person, Team
from tests.processes.ledger import Ledger
from tests.processes.server import ROOT, Server

SHORT_TEAM, LONG_TEAM = 8, 40
MEASURED = "measured"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was measured, passed or not: how many kills, how many saves."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, line in report.user_properties:
                if name == MEASURED:
                    terminalreporter.write_line(f"{MEASURED}: {line}")


class Site:
    """The server with everybody signed in, and the ledger of all that they ever sent."""

    def __init__(self, server: Server, hall: Hall, people: list[Person]) -> None:
        self.server, self.hall, self.people = server, hall, people

    def team(self, size: int) -> Team:
        """Set the first so many to work."""
        return Team(self.hall.ledger, self.people[:size])

    def restart(self, *, aimed: bool, dice: Random) -> bool:
        """Kill the server in the midst of it and start it again; tell whether that cut a transaction short."""
        self.hall.up.clear()
        cut = self.server.kill(aimed=aimed, dice=dice)
        self.server.start()
        self.hall.up.set()
        return cut

    def tables(self) -> dict[str, Any]:
        """Every row of every sheet, once verify_chain and check_invariants found nothing."""
        found: dict[str, Any] = json.loads(run(self.server.database, "-m", "tests.processes.tables"))
        return found

    def check(self, tables: dict[str, Any]) -> None:
        """Hold the tables against the clients' ledger; nobody got an answer that nobody should get."""
        assert faults_of(self.hall.ledger.sent, tables, self.hall.nominees) == []
        assert self.hall.ledger.broken == []
        assert "Traceback" not in self.server.log.read_text(encoding="utf-8")


def run(database: Database, *arguments: str) -> str:
    """Run a Python program of the project on the database; what it says, where it fails, is the reason."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=database.environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty database of its own."""
    if address := os.environ.get("DATABASE_URL"):
        found: Database = PostgresqlDatabase(address, "liangpiao_processes").create()
    else:
        found = SqliteFile(tmp_path_factory.mktemp("processes") / "processes.sqlite3")
    yield found
    found.drop()


@pytest.fixture(scope="session")
def site(
    database: Database, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Site]:
    """The server, started once, since signing in takes its time: Argon2 is slow on purpose.

    The sessions, in the database as they are, outlive every kill. Each test works on where the one before left off,
    and checks everything from the beginning.
    """
    with ThreadPoolExecutor() as both:
        static = both.submit(run, database, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
        facts = json.loads(run(database, "-m", "tests.processes.village"))
        static.result()
    server = Server(database, tmp_path_factory.mktemp("server") / "server.log")
    sheets = {int(pk): number for pk, number in facts["sheets"].items()}
    hall, people = Hall(sheets, facts["nominees"], Ledger(), threading.Event()), []
    with ExitStack() as ending:
        ending.callback(server.stop)
        server.start()
        hall.up.set()
        names = _names(facts, LONG_TEAM if pytestconfig.getoption("--long") else SHORT_TEAM)
        for place, name in enumerate(names):
            browser = ending.enter_context(closing(Browser(database.scheme, server.port)))
            browser.sign_in(name, facts["password"])
            people.append(Person(hall, name, browser, home=place // 2))  # two before each sheet
        yield Site(server, hall, people)


def _names(facts: dict[str, Any], size: int) -> list[str]:
    """Three clerks to each monitor."""
    clerks, monitors = iter(facts["clerks"]), iter(facts["monitors"])
    return [next(monitors if place % 4 == 3 else clerks) for place in range(size)]


@pytest.fixture
def measured(record_property: Callable[[str, object], None], database: Database) -> Callable[[str], None]:
    """Say a line at the end of the run, whatever comes of the test."""
    return lambda line: record_property(MEASURED, f"{database.name}: {line}")
