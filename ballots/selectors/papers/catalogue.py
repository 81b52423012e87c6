"""Which papers an election has now: made, to be made, or what each still waits for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch

from ballots.models import Notice, Posting, Round, Sheet
from ballots.notices.facts import Facts, NoticeKind
from ballots.selectors.dossier import Decided, decided
from elections.models import Election, ElectionGroup
from elections.rules.stages import Stage

from . import candidates, concluding, meeting, monitors, preparing, results, voting
from .common import GroupVote, NotYet, PaperKey, Source, box_name

# In the order in which an election needs them.
BUILDERS: dict[NoticeKind, Callable[[Source], Facts]] = {
    NoticeKind.WORK_PLAN: preparing.work_plan,
    NoticeKind.COMMITTEE_LIST: preparing.committee_list,
    NoticeKind.CONDITIONS: candidates.conditions,
    NoticeKind.VOTER_LIST: preparing.voter_list,
    NoticeKind.ELECTION_METHOD: preparing.election_method,
    NoticeKind.OPEN_LETTER: preparing.open_letter,
    NoticeKind.VOTING_NOTICE: preparing.voting_notice,
    NoticeKind.TRUST_BALLOT: voting.trust_ballot,
    NoticeKind.PROXY_CARD: preparing.proxy_card,
    NoticeKind.PROXY_LIST: preparing.proxy_list,
    NoticeKind.TALLY_SHEET: voting.tally_sheet,
    NoticeKind.TRUST_REPORT: monitors.trust_report,
    NoticeKind.TRUST_RESULT: results.result,
    NoticeKind.PRELIMINARY: candidates.preliminary,
    NoticeKind.FORMAL: candidates.formal,
    NoticeKind.MEETING_NOTICE: meeting.meeting_notice,
    NoticeKind.AGENDA: meeting.agenda,
    NoticeKind.ELECTION_BALLOT: voting.election_ballot,
    NoticeKind.RESULT_REPORT: results.report,
    NoticeKind.ELECTED: results.elected,
    NoticeKind.SUBMISSION: concluding.submission,
    NoticeKind.REPLY: concluding.reply,
    NoticeKind.APPOINTMENT: concluding.appointment,
    NoticeKind.HANDOVER_LIST: concluding.handover_list,
    NoticeKind.DIVISION: concluding.division,
}

# The stage whose record a paper speaks of: when that stage is undone, the paper falls with it.
STAGES: dict[NoticeKind, Stage] = {
    NoticeKind.WORK_PLAN: Stage.PREPARATION,
    NoticeKind.COMMITTEE_LIST: Stage.COMMITTEE_FORMED,
    NoticeKind.CONDITIONS: Stage.ANNOUNCED,
    NoticeKind.VOTER_LIST: Stage.ANNOUNCED,
    NoticeKind.ELECTION_METHOD: Stage.ANNOUNCED,
    NoticeKind.OPEN_LETTER: Stage.ANNOUNCED,
    NoticeKind.VOTING_NOTICE: Stage.ANNOUNCED,
    NoticeKind.TRUST_BALLOT: Stage.ANNOUNCED,
    NoticeKind.PROXY_CARD: Stage.ANNOUNCED,
    NoticeKind.PROXY_LIST: Stage.TRUST_VOTING,
    NoticeKind.TALLY_SHEET: Stage.TRUST_VOTING,
    NoticeKind.TRUST_REPORT: Stage.TRUST_CERTIFIED,
    NoticeKind.TRUST_RESULT: Stage.TRUST_CERTIFIED,
    NoticeKind.PRELIMINARY: Stage.SHORTLISTED,
    NoticeKind.FORMAL: Stage.REVIEWED,
    NoticeKind.MEETING_NOTICE: Stage.REVIEWED,
    NoticeKind.AGENDA: Stage.REVIEWED,
    NoticeKind.ELECTION_BALLOT: Stage.REVIEWED,
    NoticeKind.RESULT_REPORT: Stage.ASSEMBLY,
    NoticeKind.ELECTED: Stage.ASSEMBLY,
    NoticeKind.SUBMISSION: Stage.APPROVED,
    NoticeKind.REPLY: Stage.APPROVED,
    NoticeKind.APPOINTMENT: Stage.APPROVED,
    NoticeKind.HANDOVER_LIST: Stage.HANDED_OVER,
    NoticeKind.DIVISION: Stage.HANDED_OVER,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of papers: a kind, for one box or round where it has one, and what was made of it.

    `waits_for` is the sentence that says what is missing, "" when the paper can be made; `corrects` the paper that a
    correction is of, `correction` the one that counts of this paper.
    """

    kind: NoticeKind
    label: str
    stage: Stage
    sheet: Sheet | None
    round: Round | None
    waits_for: str
    made: tuple[Notice, ...]
    group: ElectionGroup | None = None
    corrects: Notice | None = None
    correction: Notice | None = None

    @property
    def key(self) -> PaperKey:
        """What names this paper in a request."""
        group = self.group.code if self.group else ""
        return PaperKey(self.kind, _pk(self.sheet), _pk(self.round), _pk(self.corrects), group)

    @property
    def series(self) -> NoticeKind:
        """The kind of paper that it is numbered with: a correction is of the body of the paper it corrects."""
        return NoticeKind(self.corrects.kind) if self.corrects else self.kind

    @property
    def standing(self) -> Notice | None:
        """The version that counts."""
        return next((notice for notice in self.made if notice.invalidated_at is None), None)


def source_of(election: Election, *, today: date) -> Source:
    """Gather what papers are made from."""
    records = election.records.filter(invalidated_at__isnull=True)
    return Source(
        decided=decided(election),
        records={record.stage: record.items for record in records},
        plans=dict(election.plans.values_list("stage", "planned_on")),
        officials=tuple(election.officials.all()),
        today=today,
        votes=_votes(election),
    )


def _votes(election: Election) -> dict[str, GroupVote]:
    """What the notices that count say of the groups' votes."""
    counted = election.notices.filter(kind=NoticeKind.VOTING_NOTICE, invalidated_at__isnull=True)
    return {
        code: GroupVote(facts["hours"], facts["voting_at"], facts["mobile_route"])
        for code, facts in counted.values_list("group", "facts")
    }


def facts_for(
    election: Election, key: PaperKey, *, today: date, votes: Mapping[str, GroupVote] | None = None
) -> tuple[Facts, Entry]:
    """The facts of one paper as things stand; raises NotYet with the sentence that says what is missing.

    `votes` is what is written now of the groups' votes; without it, what their notices say stays.
    """
    source = source_of(election, today=today)
    if votes is not None:
        source = replace(source, votes=votes)
    for its_source in _targets(source, key.kind) if key.kind in BUILDERS else ():
        if _target(its_source) == (key.sheet_id, key.round_id, key.group):
            return BUILDERS[key.kind](its_source), _entry(key.kind, its_source, ())
    raise NotYet("没有这份材料。")


def catalogue(election: Election, *, today: date) -> list[Entry]:
    """Every paper of the election, in the order of the stages, with what was made of it so far."""
    source = source_of(election, today=today)
    postings = Prefetch("postings", Posting.objects.defer("photo"))
    made = list(election.notices.defer("pdf").select_related("made_by").prefetch_related(postings))
    return [each for entry, _ in _entries(source, made=made) for each in _with_corrections(made, entry)]


def _entries(source: Source, *, made: list[Notice]) -> Iterator[tuple[Entry, Source]]:
    for kind in sorted(BUILDERS, key=lambda kind: STAGES[kind].number):
        for its_source in _targets(source, kind):
            yield _entry(kind, its_source, _own(made, kind, its_source)), its_source
        for entry in _of_gone_groups(made, source) if kind is NoticeKind.VOTING_NOTICE else ():
            yield entry, source


def _of_gone_groups(made: list[Notice], source: Source) -> Iterator[Entry]:
    """The notices of groups that have gone from the register since."""
    kind, known = NoticeKind.VOTING_NOTICE, {"", *source.decided.groups}
    for code in dict.fromkeys(notice.group for notice in made if notice.group not in known):
        own = tuple(notice for notice in made if notice.group == code)
        label = f"{kind.label} {own[-1].facts['group']['name']}"
        yield Entry(kind, label, STAGES[kind], None, None, "这个村小组已不在村情中。", own)


def _own(made: list[Notice], kind: NoticeKind, source: Source) -> tuple[Notice, ...]:
    target = (kind.value, *_target(source))
    return tuple(
        notice for notice in made if (notice.kind, notice.sheet_id, notice.round_id, notice.group) == target
    )


def _target(source: Source) -> tuple[int | None, int | None, str]:
    return _pk(source.sheet), _pk(source.round), source.group.code if source.group else ""


def _with_corrections(made: list[Notice], entry: Entry) -> list[Entry]:
    own = list(_corrections(made, entry))
    standing = next((each.standing for each in own if each.standing), None)
    return [replace(entry, correction=standing), *own]


def _corrections(made: list[Notice], entry: Entry) -> Iterator[Entry]:
    """A line for each version of a paper that was corrected."""
    for notice in entry.made:
        own = tuple(one for one in made if one.corrects_id == notice.pk)
        if own:
            yield replace(correction_entry(notice), made=own)


def correction_entry(corrected: Notice) -> Entry:
    """The line of a paper's correction; it stands and falls with the stage of that paper."""
    kind, stage = NoticeKind.CORRECTION, Stage(corrected.stage)
    label = f"{NoticeKind(corrected.kind).label}的{kind.label}"
    return Entry(kind, label, stage, None, None, "", (), corrects=corrected)


def _entry(kind: NoticeKind, source: Source, made: tuple[Notice, ...]) -> Entry:
    sheet, held = source.sheet, source.round
    label = kind.label
    if sheet is not None:
        label = f"{label} {box_name(source) or _round_name(source.decided, sheet.round_id)}"
    elif held is not None:
        label = f"{label} {_round_name(source.decided, held.pk)}"
    elif source.group is not None:
        label = f"{label} {source.group.name}"
    try:
        BUILDERS[kind](source)
        waits_for = ""
    except NotYet as missing:
        waits_for = str(missing)
    return Entry(kind, label, STAGES[kind], sheet, held, waits_for, made, source.group)


def _targets(source: Source, kind: NoticeKind) -> list[Source]:
    """A tally sheet for every box, a ballot for every round, a voting notice for every group; other papers once."""
    rounds = source.decided.rounds
    if kind is NoticeKind.TALLY_SHEET:
        sheets = [sheet for held in rounds for sheet in held.sheets.all()]
        return [replace(source, sheet=sheet) for sheet in sheets] or [source]
    if kind is NoticeKind.ELECTION_BALLOT:
        later = [held for held in source.decided.assembly_rounds if held.kind != Round.Kind.COMMITTEE]
        return [source, *(replace(source, round=held) for held in later)]
    if kind is NoticeKind.VOTING_NOTICE:
        return [replace(source, group=group) for group in source.decided.groups.values()] or [source]
    return [source]


def _round_name(decided_: Decided, round_id: int) -> str:
    for number, held in enumerate(decided_.assembly_rounds, start=1):
        if held.pk == round_id:
            return f"第{number}轮 {held.get_kind_display()}"
    return ""


def _pk(thing: Sheet | Round | Notice | None) -> int | None:
    return thing.pk if thing else None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that can be printed now: its line in the list, the facts as things stand, the copy issued of it.

    Either may be None, not both: an issued paper stands when its source is gone, an unissued one is made on the way.
    """

    entry: Entry
    facts: Facts | None
    issued: Notice | None


def papers_at_hand(source: Source) -> list[Paper]:
    """Every paper issued or ready to be made, in the order of the stages."""
    made = list(source.decided.election.notices.filter(invalidated_at__isnull=True))
    papers = []
    for entry, its_source in _entries(source, made=made):
        facts = None if entry.waits_for else BUILDERS[entry.kind](its_source)
        standing = [notice for notice in entry.made if notice.pdf]
        if facts is not None or standing:
            papers.append(Paper(entry, facts, standing[-1] if standing else None))
        papers += [
            Paper(each, None, each.made[-1]) for each in _corrections(made, entry) if each.made[-1].pdf
        ]
    return papers
