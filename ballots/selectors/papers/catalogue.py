"""Which papers an election has now: made, to be made, or what each still waits for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ballots.models import Notice, Round, Sheet
from ballots.notices.facts import Facts, NoticeKind
from ballots.selectors.dossier import Decided, decided
from elections.models import Election
from elections.rules.stages import Stage

from . import candidates, results, voting
from .common import NotYet, PaperKey, Source, box_name

BUILDERS: dict[NoticeKind, Callable[[Source], Facts]] = {
    NoticeKind.CONDITIONS: candidates.conditions,
    NoticeKind.TRUST_BALLOT: voting.trust_ballot,
    NoticeKind.TALLY_SHEET: voting.tally_sheet,
    NoticeKind.TRUST_RESULT: results.result,
    NoticeKind.PRELIMINARY: candidates.preliminary,
    NoticeKind.FORMAL: candidates.formal,
    NoticeKind.ELECTION_BALLOT: voting.election_ballot,
    NoticeKind.RESULT_REPORT: results.report,
    NoticeKind.ELECTED: results.elected,
}

# The stage whose record a paper speaks of: when that stage is undone, the paper falls with it.
STAGES: dict[NoticeKind, Stage] = {
    NoticeKind.CONDITIONS: Stage.ANNOUNCED,
    NoticeKind.TRUST_BALLOT: Stage.ANNOUNCED,
    NoticeKind.TALLY_SHEET: Stage.TRUST_VOTING,
    NoticeKind.TRUST_RESULT: Stage.TRUST_CERTIFIED,
    NoticeKind.PRELIMINARY: Stage.SHORTLISTED,
    NoticeKind.FORMAL: Stage.REVIEWED,
    NoticeKind.ELECTION_BALLOT: Stage.REVIEWED,
    NoticeKind.RESULT_REPORT: Stage.ASSEMBLY,
    NoticeKind.ELECTED: Stage.ASSEMBLY,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of papers: a kind, for one box or round where it has one, and what was made of it.

    `waits_for` is the sentence that says what is missing, "" when the paper can be made.
    """

    kind: NoticeKind
    label: str
    stage: Stage
    sheet: Sheet | None
    round: Round | None
    waits_for: str
    made: tuple[Notice, ...]

    @property
    def key(self) -> PaperKey:
        """What names this paper in a request."""
        return PaperKey(self.kind, _pk(self.sheet), _pk(self.round))


def source_of(election: Election, *, today: date) -> Source:
    """Gather what papers are made from."""
    records = election.records.filter(invalidated_at__isnull=True)
    return Source(
        decided=decided(election),
        records={record.stage: record.items for record in records},
        plans=dict(election.plans.values_list("stage", "planned_on")),
        officials=tuple(election.officials.all()),
        today=today,
    )


def facts_for(election: Election, key: PaperKey, *, today: date) -> tuple[Facts, Entry]:
    """The facts of one paper as things stand; raises NotYet with the sentence that says what is missing."""
    source = source_of(election, today=today)
    for entry, its_source in _entries(source, made=[]):
        if entry.key == key:
            return BUILDERS[key.kind](its_source), entry
    raise NotYet("没有这份材料。")


def catalogue(election: Election, *, today: date) -> list[Entry]:
    """Every paper of the election, in the order of the stages, with what was made of it so far."""
    source = source_of(election, today=today)
    made = list(election.notices.defer("pdf", "facts").select_related("made_by"))
    return [entry for entry, _ in _entries(source, made=made)]


def _entries(source: Source, *, made: list[Notice]) -> Iterator[tuple[Entry, Source]]:
    for kind in BUILDERS:
        for its_source in _targets(source, kind):
            sheet, held = its_source.sheet, its_source.round
            own = [n for n in made if n.kind == kind and n.sheet_id == _pk(sheet) and n.round_id == _pk(held)]
            yield _entry(kind, its_source, tuple(own)), its_source


def _entry(kind: NoticeKind, source: Source, made: tuple[Notice, ...]) -> Entry:
    sheet, held = source.sheet, source.round
    label = kind.label
    if sheet is not None:
        label = f"{label} {box_name(source) or _round_name(source.decided, sheet.round_id)}"
    elif held is not None:
        label = f"{label} {_round_name(source.decided, held.pk)}"
    try:
        BUILDERS[kind](source)
        waits_for = ""
    except NotYet as missing:
        waits_for = str(missing)
    return Entry(kind, label, STAGES[kind], sheet, held, waits_for, made)


def _targets(source: Source, kind: NoticeKind) -> list[Source]:
    """A tally sheet for every box, a ballot for every round of the assembly; every other paper once."""
    rounds = source.decided.rounds
    if kind is NoticeKind.TALLY_SHEET:
        sheets = [sheet for held in rounds for sheet in held.sheets.all()]
        return [replace(source, sheet=sheet) for sheet in sheets] or [source]
    if kind is NoticeKind.ELECTION_BALLOT:
        later = [held for held in source.decided.assembly_rounds if held.kind != Round.Kind.COMMITTEE]
        return [source, *(replace(source, round=held) for held in later)]
    return [source]


def _round_name(decided_: Decided, round_id: int) -> str:
    for number, held in enumerate(decided_.assembly_rounds, start=1):
        if held.pk == round_id:
            return f"第{number}轮 {held.get_kind_display()}"
    return ""


def _pk(thing: Sheet | Round | None) -> int | None:
    return thing.pk if thing else None
