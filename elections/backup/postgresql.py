"""Copy, check and replace a PostgreSQL database with its own tools."""

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from .faults import BackupError

MEMBER = "database.dump"
MAINTENANCE = "postgres"
PLAIN = ("--no-owner", "--no-privileges")


def copy_database(settings: Mapping[str, Any], target: Path) -> None:
    """One snapshot, in PostgreSQL's custom format."""
    _tool(settings, "pg_dump", *PLAIN, "--format=custom", f"--file={target}", settings["NAME"])


def check_database(settings: Mapping[str, Any], path: Path) -> None:
    """The dump's table of contents can be read."""
    _tool(settings, "pg_restore", "--list", str(path))


def replace_database(settings: Mapping[str, Any], new: Path, stamp: str) -> str:
    """Fill a new database, then exchange the names; return the name under which the old one is kept."""
    name = settings["NAME"]
    filled, kept = f"{name}_new", f"{name}_replaced_{stamp.replace('-', '_')}"
    try:
        with psycopg.connect(
            make_conninfo(**_where(settings), dbname=MAINTENANCE), autocommit=True
        ) as server:
            _refuse_if_in_use(server, name)
            _execute(server, "DROP DATABASE IF EXISTS {}", filled)
            _execute(server, "CREATE DATABASE {} TEMPLATE template0", filled)
            _tool(settings, "pg_restore", *PLAIN, "--exit-on-error", f"--dbname={filled}", str(new))
            with server.transaction():
                _execute(server, "ALTER DATABASE {} RENAME TO {}", name, kept)
                _execute(server, "ALTER DATABASE {} RENAME TO {}", filled, name)
    except psycopg.Error as error:
        raise BackupError(f"PostgreSQL refused: {error}") from error
    return kept


def _execute(server: psycopg.Connection, statement: LiteralString, *names: str) -> None:
    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _refuse_if_in_use(server: psycopg.Connection, name: str) -> None:
    """A connection closed just now may still be counted, hence a second of patience."""
    for _ in range(10):
        found = server.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name])
        if found.fetchone() == (0,):
            return
        time.sleep(0.1)
    raise BackupError(
        f"database {name} is in use; stop the server (systemctl stop liangpiao), then run this again"
    )


def _where(settings: Mapping[str, Any]) -> dict[str, str]:
    options = settings.get("OPTIONS") or {}
    values = {
        "host": settings.get("HOST") or options.get("host"),
        "port": settings.get("PORT"),
        "user": settings.get("USER"),
        "password": settings.get("PASSWORD"),
    }
    return {key: str(value) for key, value in values.items() if value}


def _tool(settings: Mapping[str, Any], tool: str, *arguments: str) -> None:
    """The tools read where to connect from the environment, so that no password shows in the process list."""
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    environment = os.environ | {names[key]: value for key, value in _where(settings).items()}
    try:
        # The tool's name is ours and no shell reads the arguments.
        command = [tool, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise BackupError(f"{tool} is not installed; run: sudo apt-get install postgresql-client") from None
    if done.returncode:
        raise BackupError(f"{tool} failed: {done.stderr.strip()}")
