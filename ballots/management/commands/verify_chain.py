"""`verify_chain [--election ID] [--head H]`: check the audit chains, and the tables against them."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ballots.selectors.ledger import changed_files, table_values
from elections.dossier.chain import plain_head, short_head, verify
from elections.dossier.chained import misfits
from elections.dossier.replay import Unreplayable
from elections.models import Election
from elections.selectors.audit import links_of
from elections.selectors.elections import chosen_elections


class Command(BaseCommand):
    """Exit 0 when every chain holds and agrees with the tables, 1 when something is broken, 2 on a wrong call."""

    help = "核对各次选举的留痕链；有断裂或与表内数据不符的，指出在哪一条。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--election", type=int, metavar="ID", help="只核对这一次选举")
        parser.add_argument("--head", metavar="H", help="材料上印的链首（4 组 4 位），须与 --election 同用")

    def handle(self, *args: Any, **options: Any) -> None:
        head: str | None = options["head"]
        elections = _elections(options["election"], head)
        faults = [line for election in elections for line in self._check(election, head)]
        if faults:
            self.stdout.write("\n".join(faults))
            sys.exit(1)

    def _check(self, election: Election, head: str | None) -> Iterator[str]:
        place = f"选举 {election.pk}（{election.village.name}）"
        links = list(links_of(election))
        if broken := verify(links, head):
            yield f"{place}第{broken.number}条：{broken.reason}"
            return
        try:
            found = misfits(links, table_values(election), held="表内")
        except Unreplayable as misfit:
            yield f"{place}第{misfit.number}条：与前面的记录接不上，留痕被重新写过"
            return
        faults = [*(f"表内数据与留痕不符 {line}" for line in found), *changed_files(election)]
        if faults:
            yield from (f"{place}{line}" for line in faults)
            return
        self.stdout.write(
            f"{place}：{len(links)} 条，链首 {short_head(links[-1].hash)}，完整，与表内数据一致"
        )


def _elections(only: int | None, head: str | None) -> list[Election]:
    if head is not None:
        if only is None:
            raise CommandError("--head 须与 --election 同用。", returncode=2)
        try:
            plain_head(head)
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
    elections = chosen_elections(only)
    if only is not None and not elections:
        raise CommandError(f"没有编号为 {only} 的选举。", returncode=2)
    return elections
