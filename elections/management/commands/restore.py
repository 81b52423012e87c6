"""`script/restore`: verify an archive, then put it in the place of database and files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from elections.backup.copies import restore_backup
from elections.backup.faults import BackupError


class Command(BaseCommand):
    help = "Verify an archive, then put it in the place of database and files."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restored = restore_backup(options["source"], timezone.now())
        except BackupError as error:
            raise CommandError(f"{error} (nothing was replaced)") from error
        self.stdout.write(f"Restored the backup of {restored.manifest.created_at} to {restored.database}")
        for kept in restored.kept:
            self.stdout.write(f"The replaced one is kept: {kept}")
