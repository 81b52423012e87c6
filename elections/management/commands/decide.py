"""`decide FILE...`: apply the rules to dossiers, without server or database."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from elections.dossier.canonical import canonical_text, compact_text
from elections.dossier.files import fault_lines, read_values, write_utf8
from elections.dossier.schema import Malformed, parse
from elections.rules.decision import decide
from elections.rules.explain import explain
from elections.rules.inputs import Dossier


class Command(BaseCommand):
    """Prints the decision as JSON, or its steps in Chinese; exit 2 when any file is malformed."""

    help = "由选举档案包的原始票数得出结果。FILE 为 - 时读标准输入。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--explain", action="store_true", help="用中文逐步说明结果是怎么算的")

    def handle(self, *args: Any, **options: Any) -> None:
        write_utf8()
        files: list[str] = options["files"]
        failed = False
        for name in files:
            try:
                dossier = parse(read_values(name))
            except Malformed as malformed:
                failed = True
                self.stderr.write("\n".join(fault_lines(name, malformed)))
                continue
            self.stdout.write(_text(dossier, explained=options["explain"], alone=len(files) == 1), ending="")
        if failed:
            sys.exit(2)


def _text(dossier: Dossier, *, explained: bool, alone: bool) -> str:
    decision = decide(dossier)
    if explained:
        village = dossier.village
        steps = [f"{step.heading}：{step.sum}（{step.basis}）" for step in explain(dossier, decision)]
        problems = [f"{item.message} · {item.code}" for item in decision.problems]
        return "\n".join([f"{village.township}{village.name}", *steps, *problems, ""])
    return canonical_text(decision.to_json()) if alone else compact_text(decision.to_json()) + "\n"
