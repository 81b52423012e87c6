"""Backup and restore: what comes back is what was there, and nothing is replaced before everything is verified."""

import fcntl
import io
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from elections.backup import archive, copies, postgresql, sqlite
from elections.backup.faults import BackupError

NOW = datetime(2026, 11, 23, 13, 4, 55, tzinfo=UTC)
MANIFEST = archive.Manifest(
    created_at="2026-11-23T21:00:00+08:00",
    engine="sqlite",
    name="liangpiao.sqlite3",
    database=sqlite.MEMBER,
    migrations=[["elections", "0001_initial"]],
    sha256={},
)


def write_database(path: Path, village: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA journal_mode=WAL; CREATE TABLE village (name TEXT NOT NULL)")
        database.execute("INSERT INTO village VALUES (?)", [village])
        database.commit()


def village_in(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        name: str = database.execute("SELECT name FROM village").fetchone()[0]
    return name


@pytest.fixture
def var(tmp_path: Path, settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A var/ whose database and key are not those of the backup."""
    monkeypatch.delenv("LIANGPIAO_SQLITE", raising=False)
    monkeypatch.setattr(copies.connection, "vendor", "sqlite")
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    write_database(settings.VAR_DIR / "liangpiao.sqlite3", "长沙坑村")
    (settings.VAR_DIR / "secret_key").write_text("new", encoding="ascii")
    return settings.VAR_DIR


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """An archive of a database that names 中坊村, with parts of its manifest changed."""

    def make(**changes: object) -> Path:
        (directory := tmp_path / "content").mkdir()
        write_database(tmp_path / "live.sqlite3", "中坊村")
        sqlite.copy_database(tmp_path / "live.sqlite3", directory / sqlite.MEMBER)
        (directory / "secret_key").write_text("old", encoding="ascii")
        sha256 = {path.name: archive.sha256_of(path) for path in directory.iterdir()}
        target = tmp_path / "backup.tar.gz"
        archive.write_archive(target, replace(MANIFEST, **{"sha256": sha256, **changes}), directory)
        return target

    return make


def test_what_was_saved_comes_back_and_what_was_there_is_kept(var: Path, pack: Callable[..., Path]) -> None:
    restored = copies.restore_backup(pack(), NOW)
    kept = var / "liangpiao.replaced-20261123-210455.sqlite3"
    assert village_in(var / "liangpiao.sqlite3") == "中坊村"
    assert village_in(kept) == "长沙坑村"
    assert (var / "secret_key").read_text(encoding="ascii") == "old"
    assert (var / "secret_key").stat().st_mode & 0o077 == 0
    assert restored.kept == [str(kept), str(var / "secret_key.replaced-20261123-210455")]


def test_an_empty_place_is_filled(var: Path, pack: Callable[..., Path]) -> None:
    (var / "liangpiao.sqlite3").unlink()
    (var / "secret_key").unlink()
    assert copies.restore_backup(pack(), NOW).kept == []
    assert village_in(var / "liangpiao.sqlite3") == "中坊村"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sha256": {sqlite.MEMBER: "0" * 64}}, "does not agree with its SHA-256"),
        ({"sha256": {"secret_key": "0" * 64}}, "lists no database"),
        ({"migrations": [["elections", "9999_later"]]}, "made by a newer version"),
        ({"engine": "postgresql"}, "is a backup of postgresql"),
        ({"database": "../liangpiao.sqlite3"}, "lists files that no backup has"),
        ({"name": "../liangpiao.sqlite3"}, "names a database that cannot be"),
        ({"format": 2}, "format 2 is not known"),
    ],
)
def test_a_wrong_archive_replaces_nothing(
    var: Path, pack: Callable[..., Path], changes: dict[str, object], sentence: str
) -> None:
    source = pack(**changes)
    with pytest.raises(BackupError, match=sentence):
        copies.restore_backup(source, NOW)
    assert village_in(var / "liangpiao.sqlite3") == "长沙坑村"
    assert sorted(path.name for path in var.iterdir()) == ["liangpiao.sqlite3", "secret_key"]


def test_a_cut_archive_replaces_nothing(var: Path, pack: Callable[..., Path]) -> None:
    source = pack()
    source.write_bytes(source.read_bytes()[:-200])
    with pytest.raises(BackupError):
        copies.restore_backup(source, NOW)
    assert village_in(var / "liangpiao.sqlite3") == "长沙坑村"


def test_an_archive_with_more_than_its_manifest_is_refused(var: Path, pack: Callable[..., Path]) -> None:
    source = pack()
    with tarfile.open(source) as old:
        members = {name: old.extractfile(name).read() for name in old.getnames()}  # type: ignore[union-attr]
    with tarfile.open(source, "w:gz") as new:
        for name, content in {**members, "stranger": b"?"}.items():
            (member := tarfile.TarInfo(name)).size = len(content)
            new.addfile(member, io.BytesIO(content))
    with pytest.raises(BackupError, match="does not list"):
        copies.restore_backup(source, NOW)


def test_a_broken_database_is_refused(var: Path, pack: Callable[..., Path], tmp_path: Path) -> None:
    (broken := tmp_path / "broken.sqlite3").write_bytes(b"SQLite format 3\0" + b"?" * 4096)
    with pytest.raises(BackupError, match="cannot be read"):
        sqlite.check_database(broken)


def test_a_running_server_is_not_pulled_from_under(var: Path, pack: Callable[..., Path]) -> None:
    source = pack()
    with (var / "liangpiao.sqlite3.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        with pytest.raises(BackupError, match="server is running"):
            copies.restore_backup(source, NOW)
    with closing(sqlite3.connect(var / "liangpiao.sqlite3")) as other:
        other.execute("SELECT * FROM village").fetchall()
        with pytest.raises(BackupError, match="another program has"):
            copies.restore_backup(source, NOW)
    assert village_in(var / "liangpiao.sqlite3") == "长沙坑村"


def rows(where: str, *statements: str) -> list[tuple[object, ...]]:
    with psycopg.connect(where, autocommit=True) as server:
        for statement in statements:
            found = server.execute(statement.encode())
        return found.fetchall() if found.description else []


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_exchanges_the_names_of_old_and_new(tmp_path: Path) -> None:
    name = f"{copies.connection.settings_dict['NAME']}_backup"
    database = {**copies.connection.settings_dict, "NAME": name}
    server, here = (make_conninfo(**postgresql._where(database), dbname=part) for part in ("postgres", name))
    rows(server, f"CREATE DATABASE {name}")
    rows(here, "CREATE TABLE village (name text)", "INSERT INTO village VALUES ('中坊村')")
    postgresql.copy_database(database, tmp_path / "dump")
    postgresql.check_database(database, tmp_path / "dump")
    rows(here, "UPDATE village SET name = '长沙坑村'")
    with psycopg.connect(here), pytest.raises(BackupError, match="is in use"):
        postgresql.replace_database(database, tmp_path / "dump", "1")
    kept = postgresql.replace_database(database, tmp_path / "dump", "20261123-210455")
    old = make_conninfo(here, dbname=kept)
    assert (kept, rows(here, "TABLE village")) == (f"{name}_replaced_20261123_210455", [("中坊村",)])
    assert rows(old, "TABLE village") == [("长沙坑村",)]
    rows(server, f"DROP DATABASE {name}", f"DROP DATABASE {kept}")


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_manifest_of_a_postgresql_backup(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    """The SQLite of the tests lives in memory; its copies are tested above."""
    settings.VAR_DIR = tmp_path
    manifest = copies.make_backup(tmp_path / "backup.tar.gz")
    assert (manifest.engine, list(manifest.sha256)) == ("postgresql", ["database.dump"])
    assert ["elections", "0001_initial"] in manifest.migrations
