"""`export_dossier ELECTION [-o FILE]`: one election as a dossier; `--list` names the elections there are."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ballots.services.dossier import export_dossier
from elections.dossier.files import write_utf8
from elections.models import Election
from elections.services.guard import Refused


class Command(BaseCommand):
    """Exit 0, or 2 with a sentence when there is nothing to export."""

    help = "把一次选举导出为选举档案包；--list 列出编号、村和阶段。"

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("election", nargs="?", type=int, metavar="ELECTION", help="选举的编号")
        which.add_argument("--list", action="store_true", help="列出全部选举：编号、村、阶段，以制表符分隔")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="写入文件；不写则输出到屏幕")

    def handle(self, *args: Any, **options: Any) -> None:
        write_utf8()
        if options["list"]:
            for election in Election.objects.select_related("village").order_by("pk"):
                self.stdout.write(f"{election.pk}\t{election.village.name}\t{election.stage}")
            return
        try:
            content = export_dossier(options["election"])
            if options["output"]:
                options["output"].write_bytes(content)
            else:
                self.stdout.write(content.decode(), ending="")
        except (Refused, OSError) as refused:
            raise CommandError(str(refused), returncode=2) from refused
