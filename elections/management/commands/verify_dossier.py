"""`verify_dossier FILE`: recompute a dossier, compare with the outcome it records, and check its seal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from elections.dossier.check import verify_file


class Command(BaseCommand):
    """Exit 0 when all agrees, 1 when something differs, 2 when the file is malformed."""

    help = "重新计算选举档案包，与其中记录的结果和封记核对。FILE 为 - 时读标准输入。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        status = verify_file(options["file"])
        if status:
            sys.exit(status)
