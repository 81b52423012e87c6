"""`print_pack ELECTION -o DIR`: what goes to the printer for each vote of an election; `--papers` adds every paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ballots.notices.pdf import MissingGlyphs
from ballots.selectors.papers import Pack, packs
from ballots.services.packs import PackFile, every_paper, pack_files, zipped
from elections.dossier.files import write_utf8
from elections.selectors.elections import chosen_elections

EVERY = "全部文书"


class Command(BaseCommand):
    """Exit 0, or 2 with a sentence when there is nothing to print."""

    help = (
        "制作印刷包：每个村小组或每轮选举一个 PDF（封面、票箱标签、计票单、选票），另有一个 ZIP 和校验目录。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("election", type=int, metavar="ELECTION", help="选举的编号")
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="DIR", help="写入这个文件夹，没有的新建"
        )
        parser.add_argument(
            "--papers", action="store_true", help=f"另把现在能制作的每一份材料写入子文件夹“{EVERY}”"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        write_utf8()
        chosen = chosen_elections(options["election"])
        if not chosen:
            raise CommandError(f"没有编号为 {options['election']} 的选举。", returncode=2)
        today, folder = timezone.localdate(), options["output"]
        found = packs(chosen[0], today=today)
        if not options["papers"] and not any(pack.bundles for pack in found):
            raise CommandError("".join(pack.waits_for for pack in found), returncode=2)
        try:
            for pack in found:
                self._write_pack(pack, folder)
            if options["papers"]:
                for line in _write(every_paper(chosen[0], today=today), folder / EVERY):
                    self.stdout.write(line)
        except (MissingGlyphs, OSError) as refused:
            raise CommandError(str(refused), returncode=2) from refused

    def _write_pack(self, pack: Pack, folder: Path) -> None:
        """A line for each bundle as it is done, then one for the ZIP."""
        if not pack.bundles:
            self.stdout.write(f"{pack.name}：{pack.waits_for}")
            return
        total, files = len(pack.bundles), []
        for number, (bundle, file) in enumerate(zip(pack.bundles, pack_files(pack), strict=True), start=1):
            files.append(file)
            (line,) = _write([file], folder / pack.name)
            cover = bundle.cover
            self.stdout.write(
                f"{number}/{total}  {line}  选票 {cover.printed} 张（{cover.colour}），A4 纸 {cover.sheets} 张"
            )
        whole = PackFile(
            f"{pack.name}印刷包.zip", b"".join(zipped(files, on=pack.bundles[0].cover.header.issued_on))
        )
        for line in _write([whole], folder):
            self.stdout.write(line)


def _write(files: Iterator[PackFile] | list[PackFile], folder: Path) -> Iterator[str]:
    """Write each file into `folder` and say where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        target = folder / file.name
        target.write_bytes(file.content)
        yield str(target)
