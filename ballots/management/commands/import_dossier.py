"""`import_dossier FILE`: one election from a dossier into an empty database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ballots.services.dossier_import import import_dossier
from elections.dossier.files import read_values, write_utf8
from elections.dossier.schema import Malformed
from elections.services.guard import Refused


class Command(BaseCommand):
    """Exit 0, or 2 with a sentence when nothing was written."""

    help = "把选举档案包导入空的数据库：全部写入，或者一点不写。FILE 为 - 时读标准输入。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        write_utf8()
        try:
            election = import_dossier(read_values(options["file"]), at=timezone.now())
        except (Malformed, Refused) as refused:
            raise CommandError(f"{options['file']}：没有导入。{refused}", returncode=2) from refused
        self.stdout.write(
            f"已导入{election}，编号 {election.pk}。办理过的账号已建立，都是停用的；材料只有内容，没有文件。"
        )
