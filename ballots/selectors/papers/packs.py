"""What goes to the printer for a vote: for each group or round its ballots, tally sheets, box labels and a cover."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from ballots.models import Round, Sheet
from ballots.notices.facts import (
    COLOURS,
    Ballot,
    BoxLabel,
    ElectionBallot,
    Facts,
    NoticeKind,
    PackCover,
    Post,
    TallySheet,
    TrustBallot,
    from_json,
)
from ballots.notices.layout import layout_of
from ballots.selectors.boxes import box_labels
from ballots.selectors.dossier import entitled
from elections.models import Election, ElectionGroup
from elections.rules.print_run import PrintRun, print_run, sheets_of_paper

from .catalogue import Paper, papers_at_hand, source_of
from .common import NotYet, Source, header
from .voting import BLANK_WRITE_INS, COMMITTEE, MEETING, committee_round_held, unit_of

BallotFacts = TrustBallot | ElectionBallot
BOX = "投票箱"


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as it goes to the printer: its facts, and the file issued of it, None while it is not issued."""

    facts: Facts
    pdf: bytes | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything of one group or round, to be bound into one file; the cover does not yet list what lies inside."""

    name: str
    cover: PackCover
    labels: tuple[BoxLabel, ...]
    tallies: tuple[Printed, ...]
    ballot: Printed


@dataclass(frozen=True, slots=True)
class Pack:
    """All bundles of one vote; `waits_for` says what is missing where there are none."""

    name: str
    bundles: tuple[Bundle, ...] = ()
    waits_for: str = ""

    @property
    def ballots(self) -> int:
        """Ballots of all bundles."""
        return sum(bundle.cover.printed for bundle in self.bundles)

    @property
    def colours(self) -> dict[str, int]:
        """A4 sheets of ballots, by the colour of paper."""
        sheets: dict[str, int] = {}
        for bundle in self.bundles:
            sheets[bundle.cover.colour] = sheets.get(bundle.cover.colour, 0) + bundle.cover.sheets
        return sheets

    @property
    def reserves(self) -> tuple[str, ...]:
        """Where the numbers printed come from, each sentence once."""
        return tuple(dict.fromkeys(bundle.cover.reserve_from for bundle in self.bundles))


def packs(election: Election, *, today: date) -> tuple[Pack, Pack]:
    """The packs of the trust vote and of the assembly."""
    source = source_of(election, today=today)
    papers = papers_at_hand(source)
    return _pack("信任投票", _trust_bundles, source, papers), _pack(
        MEETING, _assembly_bundles, source, papers
    )


def _pack(
    name: str,
    gather: Callable[[Source, Sequence[Paper]], Iterator[Bundle]],
    source: Source,
    papers: Sequence[Paper],
) -> Pack:
    try:
        return Pack(name, tuple(gather(source, papers)))
    except NotYet as missing:
        return Pack(name, waits_for=str(missing))


def _trust_bundles(source: Source, papers: Sequence[Paper]) -> Iterator[Bundle]:
    """One for each group: its ballots, and a label and a tally sheet for each of its boxes."""
    held = source.decided.trust_round
    ballots = [paper for paper in papers if paper.entry.kind is NoticeKind.TRUST_BALLOT]
    if held is None or not ballots:
        raise NotYet("信任投票开始后，各组有了票箱，才能打包印制。")
    ballot = _ballot(ballots[0])
    names = box_labels(held.sheets.all())
    for group in source.decided.groups.values():
        sheets = [sheet for sheet in held.sheets.all() if sheet.group_id == group.pk]
        run = print_run(group.eligible, [_printed_by(sheet) for sheet in sheets])
        cover = _cover(source, ballot, unit=group.name, boxes=len(sheets), run=run)
        boxes = [_box(group, sheet, names[sheet.pk]) for sheet in sheets]
        yield Bundle(group.name, cover, _labels(cover, boxes), _tallies(papers, sheets), ballot)


def _assembly_bundles(source: Source, papers: Sequence[Paper]) -> Iterator[Bundle]:
    """One for each round opened, and before the assembly one for the committee's round to come."""
    ballots = [paper for paper in papers if paper.entry.kind is NoticeKind.ELECTION_BALLOT]
    if not ballots:
        raise NotYet("正式候选人确定后，才能打包印制选举票。")
    for paper in ballots:
        held, ballot = paper.entry.round or committee_round_held(source), _ballot(paper)
        sheets = list(held.sheets.all()) if held else []
        run = print_run(_voters(source, held), [_printed_by(sheet) for sheet in sheets])
        cover = _cover(source, ballot, unit=unit_of(source, held), boxes=1, run=run)
        tallies = _tallies(papers, sheets) or (_tally_to_come(source, ballot, cover),)
        yield Bundle(f"{cover.unit} {cover.ballot.label}", cover, _labels(cover, [BOX]), tallies, ballot)


def _ballot(paper: Paper) -> Printed:
    """The ballot to print; raises NotYet where the one issued no longer says what is so now."""
    if paper.issued is None:
        return Printed(cast(BallotFacts, paper.facts))
    issued = from_json(paper.issued.kind, paper.issued.facts)
    now = paper.facts
    if now is not None and replace(issued, header=now.header) != now:
        raise NotYet(
            f"已制作的{paper.entry.label}（第{paper.issued.number}版）与现在的内容不一致，请先重新制作。"
        )
    return Printed(issued, bytes(paper.issued.pdf))


def _tallies(papers: Sequence[Paper], sheets: Sequence[Sheet]) -> tuple[Printed, ...]:
    wanted = {sheet.pk for sheet in sheets}
    found = [paper for paper in papers if paper.entry.sheet and paper.entry.sheet.pk in wanted]
    return tuple(_as_is(paper) for paper in found)


def _as_is(paper: Paper) -> Printed:
    if paper.issued is None:
        return Printed(cast(Facts, paper.facts))
    return Printed(from_json(paper.issued.kind, paper.issued.facts), bytes(paper.issued.pdf))


def _tally_to_come(source: Source, ballot: Printed, cover: PackCover) -> Printed:
    """The tally sheet of a round that is not opened yet, from its ballot."""
    facts = cast(ElectionBallot, ballot.facts)
    return Printed(
        TallySheet(
            header=header(source, NoticeKind.TALLY_SHEET, issued_on=facts.voting_on),
            ballot=facts.ballot,
            unit=cover.unit,
            box=BOX,
            nominees=facts.candidates,
            entitled=cover.voters,
            post=facts.post,
            seats=facts.seats,
            write_in_rows=BLANK_WRITE_INS if facts.write_in_lines else 0,
            counted_on=facts.voting_on,
        )
    )


def _labels(cover: PackCover, boxes: Sequence[str]) -> tuple[BoxLabel, ...]:
    return tuple(
        BoxLabel(
            header=cover.header, ballot=cover.ballot, unit=cover.unit, box=box, voting_on=cover.voting_on
        )
        for box in boxes
    )


def _cover(source: Source, ballot: Printed, *, unit: str, boxes: int, run: PrintRun) -> PackCover:
    if refusal := run.refusal(unit):
        raise NotYet(refusal)
    facts = cast(BallotFacts, ballot.facts)
    kind, post = Ballot.TRUST, Post.COMMITTEE
    if isinstance(facts, ElectionBallot):
        kind, post = facts.ballot, facts.post
    layout = layout_of(facts)
    pages = len(layout.pages)
    sheets = sheets_of_paper(run.printed, on_a_sheet=layout.copies, pages=pages)
    return PackCover(
        header=header(source, NoticeKind.PACK_COVER, issued_on=facts.voting_on),
        ballot=kind,
        post=post,
        unit=unit,
        by_committee=unit == COMMITTEE,
        boxes=boxes,
        voters=run.voters,
        reserve=run.reserve,
        reserve_from=run.reserve_from,
        printed=run.printed,
        on_a_sheet=layout.copies,
        sheets=sheets,
        over=sheets // pages * layout.copies - run.printed,
        colour=COLOURS[kind],
        voting_on=facts.voting_on,
    )


def _box(group: ElectionGroup, sheet: Sheet, name: str) -> str:
    """The box without its group, which stands above it."""
    return name.removeprefix(group.name) if sheet.kind == Sheet.Kind.MOBILE else BOX


def _printed_by(sheet: Sheet) -> int | None:
    """What the verified tally sheet of a box says was printed."""
    return sheet.current.printed if sheet.current else None


def _voters(source: Source, held: Round | None) -> int:
    """The entitled of a round opened; of one to come, those of the assembly."""
    voters = source.decided.electorate_of(held) if held else None
    if voters is not None:
        return voters.entitled
    return entitled(source.decided.election, source.decided.members.values())
