"""Sort names by strokes of the family name, from standard input to standard output."""

import io
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from elections.stroke_order import sort_key, unknown_characters


class Command(BaseCommand):
    """Print the names read, one a line, in the order of strokes of the family name."""

    help = "按姓氏笔画排列姓名：从标准输入逐行读入（UTF-8），排好后逐行输出。"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, print; nothing is printed when a place would be a guess."""
        self.speak_utf8()
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.refuse(["输入不是 UTF-8 编码的文本。"])
        names = [line.strip() for line in text.splitlines() if line.strip()]
        faults = [
            f"“{name}”中的“{item}”（U+{ord(item):04X}）不在笔画表中，无法排序。"
            for name in names
            for item in unknown_characters(name)
        ]
        if faults:
            self.refuse(faults)
        for name in sorted(names, key=sort_key):
            self.stdout.write(name)

    def refuse(self, sentences: list[str]) -> NoReturn:
        """Say what is wrong and end with status 2."""
        self.stderr.write("\n".join(sentences))
        raise SystemExit(2)

    @staticmethod
    def speak_utf8() -> None:
        """Write UTF-8 even where the locale says otherwise."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8")
