"""`verify_notice FILE.pdf`: what a paper says by the facts attached to it, and whether it is what the program made."""

import hashlib
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from ballots.models import Notice
from ballots.notices.attached import BadPaper, attached_facts, lines_of
from ballots.notices.facts import Facts, to_json
from ballots.notices.pdf import render_pdf
from ballots.notices.render import fingerprint
from ballots.selectors.notices import correction_of

NO_DATABASE = "这台机器上没有可查的数据库，只核对了文件本身。"
NOT_HERE = "这台机器的数据库中没有这份材料，只核对了文件本身。"


class Command(BaseCommand):
    """Exit 0 when the file is what the program makes of its facts and what is on record, 1 if not, 2 without a file."""

    help = "核对一份材料的 PDF：显示所附内容，按它重新制作并逐字节比较；数据库中有记录的，再与记录比较。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pdf = Path(options["file"]).read_bytes()
        except OSError as error:
            raise CommandError(f"读不到文件：{options['file']}", returncode=2) from error
        try:
            facts = attached_facts(pdf)
        except BadPaper as bad:
            self.stdout.write(f"不符：{bad}。")
            sys.exit(1)
        sha256 = hashlib.sha256(pdf).hexdigest()
        self.stdout.write("\n".join(_told(facts, sha256)))
        same = render_pdf(facts).sha256 == sha256
        poster = not same and facts.kind.has_poster and render_pdf(facts, poster=True).sha256 == sha256
        faults = [
            *self._against_program(same=same, poster=poster),
            *self._against_record(facts, sha256, poster=poster),
        ]
        if faults:
            self.stdout.write("\n".join(f"不符：{fault}" for fault in faults))
            sys.exit(1)

    def _against_program(self, *, same: bool, poster: bool) -> Iterator[str]:
        if poster:
            self.stdout.write("一致：这是按所附内容制作的 A3 海报，与文件逐字节相同；发布的是公告原件。")
        elif same:
            self.stdout.write("一致：按所附内容重新制作，与文件逐字节相同。")
        else:
            yield "按所附内容重新制作，与文件不同：纸面或文件被改动，或者是由另一版本的程序或字体制作的。"

    def _against_record(self, facts: Facts, sha256: str, *, poster: bool) -> Iterator[str]:
        """Against what this database issued, where it knows the paper; of a `poster` it keeps no bytes."""
        code = facts.header.code
        try:
            notice = Notice.objects.filter(**({"code": code} if code else {"sha256": sha256})).first()
        except DatabaseError:
            self.stdout.write(NO_DATABASE)
            return
        if notice is None:
            self.stdout.write(NOT_HERE)
            return
        reason = f"（{notice.invalidated_reason}）" if notice.invalidated_reason else ""
        self.stdout.write(f"记录：{notice.title}，第 {notice.number} 版，{notice.status.label}{reason}。")
        if correction := correction_of(notice):
            self.stdout.write(f"已更正，见{_cited(correction)}。")
        if notice.corrects:
            self.stdout.write(f"更正的材料：{notice.corrects.title}，{_cited(notice.corrects)}。")
        if notice.facts != to_json(facts):
            yield "文件所附的内容与发布时的记录不同。"
        if poster:
            return
        if notice.sha256 == sha256:
            self.stdout.write("一致：文件的 SHA-256 与发布时的记录相同。")
        else:
            yield f"文件的 SHA-256 与发布时的记录（{notice.sha256}）不同。"


def _cited(notice: Notice) -> str:
    """A paper by its number, and where it is checked."""
    address = notice.facts["header"].get("check_url") or f"查验码 {notice.code}"
    return f"{notice.document_number}（{address}）"


def _told(facts: Facts, sha256: str) -> Iterator[str]:
    """What the file says of itself."""
    header = facts.header
    yield f"种类：{facts.kind.label}"
    yield f"落款：{header.signature}，{header.issued_on.isoformat()}"
    if header.number:
        yield f"编号：{header.number}"
    if header.code:
        yield f"查验码：{header.code}"
    yield f"内容校验：{fingerprint(facts)}"
    yield f"文件 SHA-256：{sha256}"
    yield from (f"  {line}" for line in lines_of(facts))
