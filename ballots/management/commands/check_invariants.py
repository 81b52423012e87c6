"""`check_invariants [--election ID]`: what must hold of every election, asked of the tables as they stand."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ballots.selectors.ledger import invariants
from elections.selectors.elections import chosen_elections


class Command(BaseCommand):
    """Exit 0 when everything holds, 1 with a line for each thing that does not, 2 on a wrong call."""

    help = "检查各次选举的数据是否自相矛盾：两人录入、合计、核定、候选人、经手人等；每处一行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--election", type=int, metavar="ID", help="只检查这一次选举")

    def handle(self, *args: Any, **options: Any) -> None:
        only: int | None = options["election"]
        elections = chosen_elections(only)
        if only is not None and not elections:
            raise CommandError(f"没有编号为 {only} 的选举。", returncode=2)
        found = [
            f"选举 {election.pk}（{election.village.name}）{line}"
            for election in elections
            for line in invariants(election)
        ]
        if found:
            self.stdout.write("\n".join(found))
            sys.exit(1)
        self.stdout.write("各次选举的数据都没有自相矛盾的地方。")
