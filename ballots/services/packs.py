"""Making the files of a pack. Nothing is stored: a pack is made from the papers as they are, each time the same bytes."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone

from ballots.notices.binding import Leaf, bind, pages_in
from ballots.notices.facts import WHITE, Facts, PackCover, PackItem
from ballots.notices.pdf import LaidOut, check_glyphs, lay_out, render_pdf, write_together
from ballots.notices.render import render_html
from ballots.selectors.papers import Bundle, Pack, papers_at_hand, source_of
from ballots.services.zips import INDEX, file_name, index_line, zip_entry
from elections.models import Election

# Bundles laid out before they are written: more would be faster still, hold more memory, and show no progress.
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class PackFile:
    """One finished file by its name in the pack."""

    name: str
    content: bytes


def pack_files(pack: Pack) -> Iterator[PackFile]:
    """The file of each bundle, a few made at a time when the first of them is asked for. Raises MissingGlyphs.

    What is laid out for those few is written at once: their fonts are cut once.
    """
    made: dict[Facts, bytes] = {}
    numbered = list(enumerate(pack.bundles, start=1))
    for start in range(0, len(numbered), AT_ONCE):
        some = numbered[start : start + AT_ONCE]
        fronts = [_front(bundle) for _, bundle in some]
        written, first = write_together([paper for front in fronts for paper in front]), 0
        for (number, bundle), front in zip(some, fronts, strict=True):
            end = first + sum(paper.pages for paper in front)
            leaves = [Leaf(written, first=first, end=end), *_issued(bundle), _ballots(bundle, made)]
            content = bind(leaves, title=_title(bundle))
            yield PackFile(file_name(f"{number:02d} {bundle.name}.pdf"), content)
            first = end


def every_paper(election: Election, *, today: date) -> Iterator[PackFile]:
    """Every paper issued or ready to be made, as the list of papers has them. Raises MissingGlyphs."""
    papers = papers_at_hand(source_of(election, today=today))
    for number, paper in enumerate(papers, start=1):
        name = file_name(f"{number:02d} {paper.entry.label}.pdf")
        if paper.issued is not None:
            yield PackFile(name, bytes(paper.issued.pdf))
        elif paper.facts is not None:
            yield PackFile(name, render_pdf(paper.facts).pdf)


def check_pack(pack: Pack) -> None:
    """Raise MissingGlyphs before a pack is begun that could not be finished."""
    for bundle in pack.bundles:
        unissued = [one.facts for one in (*bundle.tallies, bundle.ballot) if one.pdf is None]
        for facts in (bundle.cover, *bundle.labels, *unissued):
            check_glyphs(render_html(facts))


def zipped(files: Iterable[PackFile], *, on: date) -> Iterator[bytes]:
    """A ZIP of the files, dated `on`, with an index of SHA-256: a piece when each file is in, and the rest."""
    at = datetime.combine(on, time(), tzinfo=timezone.get_default_timezone())
    buffer, sent, lines = io.BytesIO(), 0, []
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zip_entry(file.name, at), file.content)
            lines.append(index_line(file.name, hashlib.sha256(file.content).hexdigest()))
            yield buffer.getvalue()[sent:]
            sent = buffer.tell()
        archive.writestr(zip_entry(INDEX, at), "".join(f"{line}\n" for line in lines))
    yield buffer.getvalue()[sent:]


def _front(bundle: Bundle) -> list[LaidOut]:
    """Cover, labels and the tally sheets not yet issued, laid out; those issued follow as they are."""
    tallies = [lay_out(printed.facts) for printed in bundle.tallies if printed.pdf is None]
    counting = sum(paper.pages for paper in tallies) + sum(pages_in(leaf.pdf) for leaf in _issued(bundle))
    return [*map(lay_out, (_listing(bundle, counting), *bundle.labels)), *tallies]


def _issued(bundle: Bundle) -> list[Leaf]:
    return [Leaf(printed.pdf) for printed in bundle.tallies if printed.pdf is not None]


def _title(bundle: Bundle) -> str:
    cover = bundle.cover
    return f"{cover.header.village}{cover.unit}{cover.ballot.label}印制材料"


def _ballots(bundle: Bundle, made: dict[Facts, bytes]) -> Leaf:
    """The sheets of ballots: one laid out, and repeated; `made` keeps those that several bundles have in common."""
    facts, pdf = bundle.ballot.facts, bundle.ballot.pdf
    if pdf is None:
        pdf = made[facts] if facts in made else made.setdefault(facts, write_together([lay_out(facts)]))
    return Leaf(pdf, bundle.cover.sheets // pages_in(pdf))


def _listing(bundle: Bundle, counting: int) -> PackCover:
    """The cover with what lies behind it, and on which pages; cover and labels take one each, tally sheets `counting`."""
    cover = bundle.cover
    parts = (
        ("印制封面", "1张", WHITE, 1),
        ("票箱标签", f"{len(bundle.labels)}张", WHITE, len(bundle.labels)),
        ("计票单", f"{len(bundle.tallies)}份", WHITE, counting),
        (bundle.ballot.facts.kind.label, f"{cover.printed}张", cover.colour, cover.sheets),
    )
    items, before = [], 0
    for name, count, colour, pages in parts:
        if pages:
            item = PackItem(
                name=name, count=count, colour=colour, first_page=before + 1, last_page=before + pages
            )
            items.append(item)
        before += pages
    return replace(cover, items=tuple(items))
