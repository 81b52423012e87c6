"""The archive: a tar.gz of one database copy, the files beside it, and a manifest with the SHA-256 of each."""

import hashlib
import json
import tarfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from .faults import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
FILES = ("secret_key",)
"""What else in var/ cannot be made again; signed-in sessions and links depend on the key."""
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """`database` is the member that holds the copy, `name` the database it was taken from."""

    created_at: str
    engine: str
    name: str
    database: str
    migrations: list[list[str]]
    sha256: dict[str, str]
    format: int = FORMAT


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_archive(target: Path, manifest: Manifest, directory: Path) -> None:
    """Pack `directory` under a passing name, readable by its owner only, then give it its own."""
    new = target.with_name(target.name + ".new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    (directory / MANIFEST).write_text(
        json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    with tarfile.open(new, "w:gz") as tar:
        for name in (MANIFEST, *manifest.sha256):
            tar.add(directory / name, arcname=name, recursive=False)
    new.rename(target)


def read_archive(source: Path, directory: Path) -> Manifest:
    """Unpack into `directory` what the manifest lists, and nothing else; every hash must agree."""
    try:
        with tarfile.open(source, "r:gz") as tar:
            manifest = _read_manifest(_member(tar, MANIFEST))
            for name, digest in manifest.sha256.items():
                _copy(_member(tar, name), directory / name)
                if sha256_of(directory / name) != digest:
                    raise BackupError(
                        f"{name} in {source} does not agree with its SHA-256; take another backup file"
                    )
            _no_strangers(tar, {MANIFEST, *manifest.sha256})
    except FileNotFoundError:
        raise BackupError(f"{source} does not exist; see var/backups") from None
    except (OSError, EOFError, tarfile.TarError) as error:
        raise BackupError(f"{source} is damaged or no backup ({error}); take another backup file") from error
    return manifest


def _read_manifest(file: IO[bytes]) -> Manifest:
    try:
        manifest = Manifest(**json.load(file))
    except (TypeError, ValueError) as error:
        raise BackupError(f"the manifest cannot be read ({error}); take another backup file") from error
    if manifest.format != FORMAT:
        raise BackupError(f"backup format {manifest.format} is not known here; update the program first")
    if manifest.name != Path(manifest.name).name or manifest.name in FILES:
        raise BackupError("the manifest names a database that cannot be; take another backup file")
    if manifest.database != Path(manifest.database).name or not manifest.sha256.keys() <= {
        manifest.database,
        *FILES,
    }:
        raise BackupError("the manifest lists files that no backup has; take another backup file")
    if manifest.database not in manifest.sha256:
        raise BackupError("the manifest lists no database; take another backup file")
    return manifest


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        file = tar.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise BackupError(f"{name} is missing from the archive; take another backup file")
    return file


def _copy(source: IO[bytes], target: Path) -> None:
    target.touch(mode=0o600)
    with target.open("wb") as file:
        while chunk := source.read(CHUNK):
            file.write(chunk)


def _no_strangers(tar: tarfile.TarFile, known: Iterable[str]) -> None:
    names = tar.getnames()
    if sorted(names) != sorted(known):
        raise BackupError("the archive holds files that its manifest does not list; take another backup file")
