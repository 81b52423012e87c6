"""`verify_dossier FILE`: recompute a dossier and compare with the outcome it records."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from elections.dossier.schema import Malformed, parse
from elections.dossier.verify import differences, recorded_outcome
from elections.management.commands._dossier_io import fault_lines, read_values, write_utf8


class Command(BaseCommand):
    """Exit 0 when all agrees, 1 when something differs, 2 when the file is malformed."""

    help = "重新计算选举档案包，并与其中记录的结果核对。FILE 为 - 时读标准输入。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        write_utf8()
        name: str = options["file"]
        try:
            data = read_values(name)
            dossier = parse(data)
        except Malformed as malformed:
            self.stderr.write("\n".join(fault_lines(name, malformed)))
            sys.exit(2)
        recorded = recorded_outcome(data)
        if recorded is None:
            self.stdout.write(f"{name}：档案包中没有记录结果（outcome），无从核对")
            sys.exit(1)
        found = differences(recorded, dossier)
        if found:
            self.stdout.write("\n".join(f"{name}: {line}" for line in found))
            sys.exit(1)
        self.stdout.write(f"{name}：重新计算的结果与记录一致")
