"""`script/backup`: copy database and files into one checked archive."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from elections.backup.copies import make_backup
from elections.backup.faults import BackupError


class Command(BaseCommand):
    help = "Copy database and files into one checked archive."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", nargs="?", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S")
        target: Path = options["target"] or settings.VAR_DIR / "backups" / f"liangpiao-{stamp}.tar.gz"
        try:
            manifest = make_backup(target)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Backed up {manifest.name} to {target} ({target.stat().st_size:,} bytes), read back and checked"
        )
