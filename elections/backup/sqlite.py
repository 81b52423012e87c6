"""Copy, check and replace an SQLite database."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .faults import BackupError

MEMBER = "database.sqlite3"


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy while the server may be writing, in one file without a journal beside it."""
    if not source.exists():
        raise BackupError(f"{source} does not exist; script/server creates it")
    with closing(sqlite3.connect(source, timeout=20)) as database, closing(sqlite3.connect(target)) as copy:
        database.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def check_database(path: Path) -> None:
    """Refuse a file that SQLite itself finds fault with."""
    try:
        with closing(sqlite3.connect(path)) as database:
            faults = [row[0] for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            orphans = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise BackupError(
            f"the database in the backup cannot be read ({error}); take another backup file"
        ) from error
    if faults or orphans:
        raise BackupError(
            f"the database has {len(faults)} faults and {len(orphans)} broken references; take another backup file"
        )


def replace_database(target: Path, new: Path, stamp: str) -> Path | None:
    """Put a copy of `new` in the place of `target` in one step; return where the old one is kept."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _stopped_server(target):
        beside = _copy_beside(new, target)
        if not target.exists():
            beside.rename(target)
            return None
        _close_journal(target)
        kept = target.with_name(f"{target.stem}.replaced-{stamp}{target.suffix}")
        os.link(target, kept)
        for suffix in ("-wal", "-shm"):
            if (journal := target.with_name(target.name + suffix)).exists():
                journal.rename(kept.with_name(kept.name + suffix))
        beside.replace(target)
        return kept


def _copy_beside(new: Path, target: Path) -> Path:
    """On the file system of `target`, and on the disk before the old database gives way."""
    beside = target.with_name(f"{target.name}.restoring")
    shutil.copyfile(new, beside)
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    return beside


@contextmanager
def _stopped_server(target: Path) -> Iterator[None]:
    """script/server holds a shared lock on this file for as long as it runs."""
    with target.with_name(target.name + ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(
                f"the server is running on {target}; stop it (Ctrl-C), then run this again"
            ) from None
        yield


def _close_journal(target: Path) -> None:
    """Leaving WAL needs the file to itself: it folds the journal in, and finds anyone else who has it open."""
    try:
        with closing(sqlite3.connect(target, timeout=0)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError(f"another program has {target} open; stop it, then run this again") from error
        raise
    except sqlite3.DatabaseError:
        return  # a damaged file is kept as it is, journal and all: it may be the reason for restoring
