"""Make a backup of the configured database, check one, put one back."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from . import postgresql, sqlite
from .archive import FILES, Manifest, read_archive, sha256_of, write_archive
from .faults import BackupError


@dataclass(frozen=True)
class Restored:
    """What a restore put where; `kept` names what was there before."""

    manifest: Manifest
    database: str
    kept: list[str]


def make_backup(target: Path) -> Manifest:
    """Copy database and files into `target`, then read it back and check it as a restore would."""
    if target.exists():
        raise BackupError(f"{target} exists; name another file")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        directory = Path(name)
        member = _copy_database(directory)
        for file in FILES:
            if (_var() / file).exists():
                shutil.copyfile(_var() / file, directory / file)
        manifest = Manifest(
            created_at=timezone.localtime().isoformat(timespec="seconds"),
            engine=connection.vendor,
            name=Path(str(connection.settings_dict["NAME"])).name,
            database=member,
            migrations=sorted(list(key) for key in MigrationRecorder(connection).applied_migrations()),
            sha256={path.name: sha256_of(path) for path in sorted(directory.iterdir())},
        )
        write_archive(target, manifest, directory)
    check_backup(target)
    return manifest


def check_backup(source: Path) -> Manifest:
    """Everything a restore would check, without touching anything."""
    with tempfile.TemporaryDirectory() as name:
        return _verified(source, Path(name))


def restore_backup(source: Path, now: datetime) -> Restored:
    """Verify first; then replace database and files, each kept beside its successor."""
    stamp = timezone.localtime(now).strftime("%Y%m%d-%H%M%S")
    with tempfile.TemporaryDirectory(dir=_var(), prefix="restore-") as name:
        directory = Path(name)
        manifest = _verified(source, directory)
        database, kept = _replace_database(manifest, directory, stamp)
        for file in FILES:
            if (directory / file).exists():
                kept += _replace_file(_var() / file, directory / file, stamp)
    return Restored(manifest=manifest, database=database, kept=kept)


def _var() -> Path:
    return Path(settings.VAR_DIR)


def _copy_database(directory: Path) -> str:
    if connection.vendor == "sqlite":
        sqlite.copy_database(Path(str(connection.settings_dict["NAME"])), directory / sqlite.MEMBER)
        return sqlite.MEMBER
    postgresql.copy_database(connection.settings_dict, directory / postgresql.MEMBER)
    return postgresql.MEMBER


def _verified(source: Path, directory: Path) -> Manifest:
    manifest = read_archive(source, directory)
    if manifest.engine != connection.vendor:
        raise BackupError(f"this is a backup of {manifest.engine}, the database here is {connection.vendor}")
    _check_migrations(manifest)
    if manifest.engine == "sqlite":
        sqlite.check_database(directory / manifest.database)
    else:
        postgresql.check_database(connection.settings_dict, directory / manifest.database)
    return manifest


def _check_migrations(manifest: Manifest) -> None:
    known = MigrationLoader(None).disk_migrations or {}
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise BackupError(
            f"the backup was made by a newer version ({', '.join(unknown)}); update the program first"
        )


def _replace_database(manifest: Manifest, directory: Path, stamp: str) -> tuple[str, list[str]]:
    new = directory / manifest.database
    if manifest.engine == "sqlite":
        target = Path(os.environ.get("LIANGPIAO_SQLITE") or _var() / manifest.name)
        replaced = sqlite.replace_database(target, new, stamp)
        return str(target), [str(replaced)] if replaced else []
    return manifest.name, [postgresql.replace_database(connection.settings_dict, new, stamp)]


def _replace_file(target: Path, new: Path, stamp: str) -> list[str]:
    if target.exists() and target.read_bytes() == new.read_bytes():
        return []
    kept = target.with_name(f"{target.name}.replaced-{stamp}")
    had_one = target.exists()
    if had_one:
        os.link(target, kept)
    new.replace(target)
    return [str(kept)] if had_one else []
