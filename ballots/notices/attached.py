"""A paper's file read back: the facts attached to it, and what it says, as lines of plain text."""

from __future__ import annotations

import io
import json
import re
from html import unescape

import pikepdf

from ballots.notices.facts import BadFacts, Facts, from_json, to_bytes
from ballots.notices.pdf import ATTACHMENT
from ballots.notices.render import render_text

# What reading a file of another form than expected raises.
UNREADABLE = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


class BadPaper(Exception):
    """A file that is no paper of this program, or was changed so that it can no longer be read; says why."""


def attached_facts(pdf: bytes) -> Facts:
    """The facts that the paper was made from; raises BadPaper."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as paper:
            attached = paper.attachments.get(ATTACHMENT)
            found = attached.get_file().read_bytes() if attached else None
    except UNREADABLE as error:
        raise BadPaper("文件不是完好的 PDF，或者已被改动") from error
    if found is None:
        raise BadPaper(f"文件没有附带制作它的内容（{ATTACHMENT}），不是本程序发布的材料，或者已被改动")
    try:
        given = json.loads(found)
        facts = from_json(given["kind"], given)
    except (BadFacts, *UNREADABLE) as error:
        raise BadPaper(f"文件所附的内容（{ATTACHMENT}）读不懂，已被改动") from error
    if to_bytes(facts) != found:
        raise BadPaper(f"文件所附的内容（{ATTACHMENT}）不是程序写的那样，已被改动")
    return facts


def lines_of(facts: Facts) -> list[str]:
    """What the paper says, line by line, the cells of a row apart by tabs."""
    html = re.sub(r"<head>.*?</head>", "", render_text(facts), flags=re.DOTALL)
    html = re.sub(r"\s*\n\s*", "", html)
    html = re.sub(r"</t[hd]>(?=<t[hd])", "\t", html)
    html = re.sub(r"</(?:p|h1|h2|tr|li)>", "\n", html)
    html = re.sub(r"<br/>", " ", html)
    lines = unescape(re.sub(r"<[^>]*>", "", html)).split("\n")
    return [line.strip() for line in lines if line.strip()]
