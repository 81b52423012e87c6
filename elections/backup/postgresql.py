"""Copy, check and replace a PostgreSQL database with its own tools."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from .faults import BackupError

MEMBER = "database.dump"
MAINTENANCE = "postgres"


def copy_database(settings: Mapping[str, Any], target: Path) -> None:
    """One snapshot, in PostgreSQL's custom format."""
    _tool(
        settings,
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--file={target}",
        settings["NAME"],
    )


def check_database(settings: Mapping[str, Any], path: Path) -> None:
    """The dump's table of contents can be read."""
    _tool(settings, "pg_restore", "--list", str(path))


def replace_database(settings: Mapping[str, Any], new: Path, stamp: str) -> str:
    """Fill a new database, then exchange the names; return the name under which the old one is kept."""
    name, filled, kept = (
        settings["NAME"],
        f"{settings['NAME']}_new",
        f"{settings['NAME']}_replaced_{stamp.replace('-', '_')}",
    )
    with psycopg.connect(make_conninfo(**_where(settings), dbname=MAINTENANCE), autocommit=True) as server:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        if server.execute(query, [name]).fetchone() != (0,):
            raise BackupError(
                f"database {name} is in use; stop the server (systemctl stop liangpiao), then run this again"
            )
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(filled)))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(filled)))
        _tool(
            settings,
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            f"--dbname={filled}",
            str(new),
        )
        with server.transaction():
            for old_name, new_name in ((name, kept), (filled, name)):
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                server.execute(rename.format(sql.Identifier(old_name), sql.Identifier(new_name)))
    return kept


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
        done = subprocess.run([tool, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise BackupError(f"{tool} is not installed; run: sudo apt-get install postgresql-client") from None
    if done.returncode:
        raise BackupError(f"{tool} failed: {done.stderr.strip()}")
