"""Facts of what is filled in by hand: blank ballots and tally sheets."""

from ballots.models import Round, Sheet
from ballots.notices.facts import (
    Ballot,
    Body,
    ElectionBallot,
    NoticeKind,
    Person,
    Post,
    TallySheet,
    TrustBallot,
)
from elections.rules.agenda import next_rounds
from elections.rules.inputs import RoundKind
from elections.rules.stages import Stage
from elections.rules.standing import committee_votes

from .common import NotYet, Source, box_name, header, in_stroke_order, meeting_day, namesake

BLANK_WRITE_INS = 3
# Who votes, as the papers of a ballot name them.
MEETING, COMMITTEE = "党员大会", "支部委员会"


def trust_ballot(source: Source) -> TrustBallot:
    """The blank trust ballot: all Party members of the branch in stroke order."""
    members = source.decided.members.values()
    if not members:
        raise NotYet("党员名册是空的，还不能印信任票。")
    voting_on = source.day(Stage.TRUST_VOTING, "voted_on") or source.planned(Stage.TRUST_VOTING)
    return TrustBallot(
        header=header(source, NoticeKind.TRUST_BALLOT, issued_on=voting_on),
        nominees=tuple(namesake(member) for member in members),
        voting_on=voting_on,
    )


def election_ballot(source: Source) -> ElectionBallot:
    """The blank ballot of an opened round; before the assembly, that of the committee round to come."""
    held = source.round or committee_round_held(source)
    kind = RoundKind(held.kind) if held else RoundKind.COMMITTEE
    seats, candidates = _round_on_paper(source, held)
    meeting, body = meeting_day(source), Body.BRANCH if _by_committee(source, held) else Body.ASSEMBLY
    return ElectionBallot(
        header=header(source, NoticeKind.ELECTION_BALLOT, issued_on=meeting, body=body),
        ballot=Ballot(kind.value),
        post=_post(source, held),
        seats=seats,
        candidates=candidates,
        write_in_lines=seats if kind.takes_write_ins else 0,
        write_ins_from="新当选的支部委员会委员"
        if held and source.decided.terms_of(held).from_elected
        else "",
        voting_on=meeting,
    )


def tally_sheet(source: Source) -> TallySheet:
    """The blank tally sheet of one box, or of one round of the assembly."""
    sheet = source.sheet
    if sheet is None:
        raise NotYet("信任投票开始后，才有票箱的计票单。")
    if sheet.kind == Sheet.Kind.ASSEMBLY:
        return _assembly_tally(source, sheet)
    counted_on = source.day(Stage.TRUST_VOTING, "voted_on") or source.planned(Stage.TRUST_VOTING)
    group, mobile = sheet.group, sheet.kind == Sheet.Kind.MOBILE
    lines = [line for held in source.decided.rounds if held.pk == sheet.round_id for line in held.lines.all()]
    return TallySheet(
        header=header(source, NoticeKind.TALLY_SHEET, issued_on=counted_on),
        ballot=Ballot.TRUST,
        unit=group.name if group else "",
        box=box_name(source).removeprefix(group.name if group else "") if mobile else "投票箱",
        nominees=tuple(namesake(line.member) for line in lines),
        entitled=group.eligible if group else None,
        counted_on=counted_on,
    )


def _assembly_tally(source: Source, sheet: Sheet) -> TallySheet:
    held = next(held for held in source.decided.rounds if held.pk == sheet.round_id)
    voters, meeting = source.decided.electorate_of(held), meeting_day(source)
    return TallySheet(
        header=header(source, NoticeKind.TALLY_SHEET, issued_on=meeting),
        ballot=Ballot(held.kind),
        unit=unit_of(source, held),
        box="投票箱",
        nominees=tuple(namesake(line.member) for line in held.lines.all()),
        entitled=voters.entitled if voters else None,
        present=voters.present if voters else None,
        post=_post(source, held),
        seats=held.seats or 0,
        write_in_rows=BLANK_WRITE_INS if RoundKind(held.kind).takes_write_ins else 0,
        counted_on=meeting,
    )


def _by_committee(source: Source, held: Round | None) -> bool:
    """Whether the new committee, not the assembly, votes in the round."""
    decided = source.decided
    return held is not None and committee_votes(
        decided.post_of(held), decided.election.method, decided.dossier.rules
    )


def unit_of(source: Source, held: Round | None) -> str:
    """Who votes in a round of the assembly, as its papers say it."""
    return COMMITTEE if _by_committee(source, held) else MEETING


def committee_round_held(source: Source) -> Round | None:
    """The assembly's round for the committee, once it was opened."""
    return next((held for held in source.decided.assembly_rounds if held.kind == RoundKind.COMMITTEE), None)


def _round_on_paper(source: Source, held: Round | None) -> tuple[int, tuple[Person, ...]]:
    if held is not None:
        return held.seats or 0, tuple(namesake(line.member) for line in held.lines.all())
    dossier, decision = source.decided.dossier, source.decided.decision
    if dossier.review is None or decision.review is None or decision.review.status != "settled":
        raise NotYet("正式候选人确定后，才能印选举票。")
    offered = next((one for one in next_rounds(dossier, decision) if one.kind == RoundKind.COMMITTEE), None)
    # A secretary elected first is in the committee by that: no candidate any more, and one seat fewer is left.
    seats, codes = (offered.seats, offered.pool) if offered else (decision.seats, dossier.review.candidates)
    return seats, tuple(namesake(member) for member in in_stroke_order(source, codes))


def _post(source: Source, held: Round | None) -> Post:
    """Whom the round elects, as the rules placed it."""
    return Post(source.decided.post_of(held).value) if held else Post.COMMITTEE
