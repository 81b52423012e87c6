"""The two databases the program runs on, each with the profile that goes with it: made, copied, looked at, dropped."""

from __future__ import annotations

import os
import secrets
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import LiteralString, Protocol
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

HOST = "127.0.0.1"
# Of the program's connections: those at work on a statement that ends by itself, and those whose transaction wrote or
# locked something, which has given it a number, and waits for its next statement.
WORKING = """SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'
    AND state = 'active' AND coalesce(wait_event_type, '') NOT IN ('Lock', 'Client')"""
OPEN = """SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'
    AND state LIKE 'idle in transaction%%' AND backend_xid IS NOT NULL"""


class Database(Protocol):
    """What the tests ask of either."""

    @property
    def name(self) -> str: ...

    @property
    def scheme(self) -> str: ...

    @property
    def environment(self) -> dict[str, str]: ...

    def in_transaction(self) -> bool: ...

    def drop(self) -> None: ...


@dataclass(frozen=True)
class SqliteFile:
    """A file, with the settings of one laptop."""

    path: Path
    name = "SQLite"
    scheme = "http"

    @property
    def environment(self) -> dict[str, str]:
        """What the server is started with."""
        profile = {"DJANGO_SETTINGS_MODULE": "liangpiao.settings.laptop", "LIANGPIAO_SQLITE": str(self.path)}
        return {**os.environ, **profile, "PYTHONUTF8": "1"}

    def in_transaction(self) -> bool:
        """Whether somebody holds the lock that every transaction of ours takes at BEGIN."""
        probe = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            probe.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as locked:
            if locked.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return True
        else:
            probe.execute("ROLLBACK")
            return False
        finally:
            probe.close()

    def drop(self) -> None:
        """It goes with its directory."""


@dataclass(frozen=True)
class PostgresqlDatabase:
    """A database of its own in the cluster of `address`, with the settings of the server behind HTTPS."""

    address: str
    database: str
    name = "PostgreSQL"
    scheme = "https"

    @property
    def environment(self) -> dict[str, str]:
        """What the server is started with."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "liangpiao.settings.production",
            "LIANGPIAO_SECRET_KEY": SECRET_KEY,
            "LIANGPIAO_HOSTS": HOST,
            "DATABASE_URL": self._address_of(self.database),
            "PYTHONUTF8": "1",
        }

    def create(self) -> PostgresqlDatabase:
        """Make it, empty, in the place of one that a run cut short left behind."""
        self._tell("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self._tell("CREATE DATABASE {}")
        return self

    def in_transaction(self) -> bool:
        """Whether a transaction that wrote, or locked a row, waits for its next statement."""
        with self._cluster.cursor() as cursor:
            while cursor.execute(WORKING, [self.database]).fetchone() != (0,):
                pass  # ends with the statements under way: nobody sends new ones
            return cursor.execute(OPEN, [self.database]).fetchone() != (0,)

    def drop(self) -> None:
        """Drop it, whoever is still connected."""
        self._tell("DROP DATABASE {} WITH (FORCE)")
        self._cluster.close()

    @cached_property
    def _cluster(self) -> psycopg.Connection[tuple[int]]:
        return psycopg.connect(self._address_of("postgres"), autocommit=True)

    def _tell(self, statement: LiteralString) -> None:
        self._cluster.execute(sql.SQL(statement).format(sql.Identifier(self.database)))

    def _address_of(self, database: str) -> str:
        return urlsplit(self.address)._replace(path=f"/{database}").geturl()


SECRET_KEY = secrets.token_urlsafe(64)
