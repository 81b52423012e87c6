"""`load_demo`: fill an empty database with the demo, or print its accounts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ballots.demo.load import account_lines, load_demo
from elections.services.guard import Refused


class Command(BaseCommand):
    """Loads the demo into an empty database; with --accounts it prints the accounts and touches nothing."""

    help = "装入演示数据（许坊乡八个村）；数据库须是空的。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="只列出演示账号，不改动数据")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self.stdout.write("\n".join(account_lines()))
            return
        try:
            load_demo()
        except Refused as refused:
            raise CommandError(str(refused)) from refused
