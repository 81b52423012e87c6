"""Facts of the papers that report figures: the trust result, the monitors' report, those elected."""

from collections.abc import Iterator

from ballots.models import Round, Sheet
from ballots.notices.facts import (
    Ballot,
    BoxCount,
    CandidateResult,
    Elected,
    ElectedPerson,
    GroupCount,
    LaterRound,
    NoticeKind,
    Post,
    ResultReport,
    RoundResult,
    TrustNominee,
    TrustResult,
    Votes,
    WriteIn,
    trust_result,
)
from ballots.selectors.boxes import box_labels
from ballots.selectors.keyings import accepted_reasons
from ballots.selectors.notices import issued_items
from ballots.selectors.signing import signing_of
from elections.models import ElectionMember, Official
from elections.rules.announcement import announced
from elections.rules.assembly import AssemblyOutcome, AssemblyStatus
from elections.rules.consequences import MAJORITY_BASE_WORDS, trust_base_count
from elections.rules.disclosure import remarks_told
from elections.rules.eligibility import can_vote
from elections.rules.explain import validity_words
from elections.rules.inputs import Assembly, SheetKind
from elections.rules.numbers import as_percent, part_name
from elections.rules.results import (
    PersonResult,
    Verdict,
    committee_electorate,
    person_results,
    votes_won,
)
from elections.rules.rounds import RoundStatus
from elections.rules.stages import Stage
from elections.rules.standing import Post as Won
from elections.rules.standing import committee_votes
from elections.rules.trust import Ranked, TrustStatus

from .candidates import voted_on
from .common import NotYet, Source, header, in_stroke_order, namesake, person, signers

OUTCOMES = {
    Verdict.ELECTED: "当选",
    Verdict.TIED: "得票相等",
    Verdict.OUTVOTED: "未当选",
    Verdict.NOT_ENOUGH: "未当选",
    Verdict.NO_EFFECT: "未当选",
}
CONCLUSIONS = {
    RoundStatus.VOID: "收回票多于发出票，或者发出票多于实到会人数，本轮选举无效，重新选举。",
    RoundStatus.ERRORS: "本轮选举不符合规定，不能产生当选人，须重新进行。",
    RoundStatus.NO_QUORUM: "到会人数不足，本轮选举无效。",
}


def result(source: Source) -> TrustResult:
    """信任投票结果公告: every group's figures, so that a villager can add them up."""
    facts, held = counted(source), source.decided.trust_round
    if held is None or not signing_of(held).made:
        raise NotYet("选举委员会主任和监票人签字核定以后，才能公布结果。")
    return facts


def counted(source: Source) -> TrustResult:
    """The same before it is signed, once every box is keyed and no error is left."""
    decided = source.decided
    trust, held, rules = decided.decision.trust, decided.trust_round, decided.dossier.rules
    if trust is None or held is None or not source.reached(Stage.TRUST_CERTIFIED):
        raise NotYet("各票箱录完、信任投票办结后，才能公布结果。")
    if trust.status is TrustStatus.ERRORS:
        raise NotYet("各票箱合起来还有错误，改正以后才能公布结果。")
    certified_on = source.day(Stage.TRUST_CERTIFIED, "certified_on")
    return trust_result(
        header=header(source, NoticeKind.TRUST_RESULT, issued_on=certified_on),
        voted_on=voted_on(source),
        nominees=[(line.member, _nominee(source, line)) for line in trust.ranking],
        groups=_groups(source),
        turnout=trust.turnout,
        base=trust_base_count(rules),
        base_count=trust.base,
        threshold=as_percent(rules.trust_threshold).removesuffix("%"),
        seats=decided.decision.seats,
        conclusion=validity_words(rules, trust.status),
        remarks=remarks_told([(_returned(sheet), text) for sheet, text in _remarks(held)]),
        signed=signers(held),
    )


def report(source: Source) -> ResultReport:
    """选举结果报告单: what the monitors read out and sign."""
    decided = source.decided
    outcome, assembly = decided.decision.assembly, decided.dossier.assembly
    if outcome is None or assembly is None or not outcome.rounds:
        raise NotYet("党员大会还没有计票结果。")
    entitled_members = sum(1 for member in decided.dossier.members if can_vote(member))
    duty, held_on = Official.Duty, source.day(Stage.ASSEMBLY, "held_on")
    return ResultReport(
        header=header(source, NoticeKind.RESULT_REPORT, issued_on=held_on),
        held_on=held_on or source.today,
        members=entitled_members,
        excused=entitled_members - outcome.quorum.entitled,
        entitled=outcome.quorum.entitled,
        present=outcome.quorum.present,
        quorum_needed=outcome.quorum.needed,
        quorum_reached=outcome.quorum.reached,
        rounds=tuple(_round(source, assembly, outcome, index) for index in range(len(outcome.rounds))),
        chief_monitor="、".join(source.people(duty.CHIEF_MONITOR)),
        monitors=source.people(duty.ASSEMBLY_MONITOR),
        callers=source.people(duty.ASSEMBLY_CALLER),
        counters=source.people(duty.ASSEMBLY_COUNTER),
        remarks=tuple(text for held in decided.counted_rounds for text in remarks_of(held)),
    )


def elected(source: Source) -> Elected:
    """当选公告: those elected in stroke order; the secretary waits for the reply until it is recorded."""
    decided = source.decided
    assembly, outcome = _held(source)
    if not signing_of(decided.assembly_rounds[-1]).announced:
        raise NotYet("最后一轮的结果签字、宣布以后，才能公布当选名单。")
    voters = committee_electorate(assembly, outcome, decided.dossier.rules)
    replied = source.day(Stage.APPROVED, "replied_on")
    held_on = source.day(Stage.ASSEMBLY, "held_on") or source.today
    return Elected(
        header=header(source, NoticeKind.ELECTED, issued_on=replied or held_on),
        held_on=held_on,
        entitled=outcome.quorum.entitled,
        present=outcome.quorum.present,
        committee=_committee(source, assembly, outcome),
        secretary_entitled=voters.entitled if voters else None,
        secretary_present=voters.present if voters else None,
        term_years=decided.election.term_years,
        approved=replied is not None,
        approved_on=replied,
        reply=_reply_number(source) if replied else "",
    )


def _committee(source: Source, assembly: Assembly, outcome: AssemblyOutcome) -> tuple[ElectedPerson, ...]:
    won = announced(assembly, outcome)
    rows = []
    for member in in_stroke_order(source, outcome.standing.elected):
        told = {post: won[post][member.code] for post in Won if member.code in won[post]}
        votes = {post: one.votes for post, one in told.items()}
        rows.append(
            ElectedPerson(
                person=namesake(member),
                votes=votes.get(Won.COMMITTEE),
                secretary_votes=votes.get(Won.SECRETARY),
                withheld=tuple(Post(post.value) for post in told if votes[post] is None),
                later=tuple(
                    LaterRound(post=Post(post.value), ballot=Ballot(one.kind), told=one.votes is not None)
                    for post, one in told.items()
                    if one.again
                ),
            )
        )
    return tuple(rows)


def elected_in_full(source: Source) -> tuple[ElectedPerson, ...]:
    """Those elected as the township is told of them: who they are, and every figure."""
    assembly, outcome = _held(source)
    votes = votes_won(assembly, outcome)
    return tuple(
        ElectedPerson(
            person=person(member),
            votes=votes[Won.COMMITTEE].get(member.code),
            secretary_votes=votes[Won.SECRETARY].get(member.code),
        )
        for member in in_stroke_order(source, outcome.standing.elected)
    )


def _held(source: Source) -> tuple[Assembly, AssemblyOutcome]:
    """The assembly that elected everybody it had to."""
    assembly, outcome = source.decided.dossier.assembly, source.decided.decision.assembly
    if assembly is None or outcome is None or outcome.status is not AssemblyStatus.ELECTED:
        raise NotYet("委员和书记选齐后，才能公布当选名单。")
    return assembly, outcome


def _reply_number(source: Source) -> str:
    """The number of the 批复: of the one issued that counts, else as the stage recorded it."""
    issued = issued_items(source.decided.election, Stage.APPROVED)
    return issued.get("document_number") or source.item(Stage.APPROVED, "document_number")


def _nominee(source: Source, line: Ranked) -> TrustNominee:
    return TrustNominee(
        person=namesake(source.decided.members[line.member]),
        votes=Votes(line.trust, line.distrust, line.abstain),
        rank=line.rank,
        rate=line.rate,
        reached=line.reached,
        shortlisted=line.shortlisted,
    )


def _groups(source: Source) -> list[GroupCount]:
    dossier = source.decided.dossier
    sheets = dossier.trust.sheets if dossier.trust else ()
    return [
        GroupCount(
            name=group.name,
            eligible=group.eligible,
            boxes=tuple(
                BoxCount(
                    mobile=sheet.kind == SheetKind.MOBILE,
                    issued=sheet.issued,
                    returned=sheet.returned,
                    valid=sheet.valid,
                    invalid=sheet.invalid,
                    votes={code: Votes(*row) for code, row in sheet.votes.items()},
                )
                for sheet in sheets
                if sheet.unit == group.code
            ),
        )
        for group in dossier.village.groups
    ]


def remarks_of(held: Round) -> tuple[str, ...]:
    """The words that tick warnings off, and a monitor's for errors that stand so on the paper, box by box."""
    return tuple(text for _, text in _remarks(held))


def _returned(sheet: Sheet) -> int:
    return (sheet.current.returned or 0) if sheet.current else 0


def _remarks(held: Round) -> Iterator[tuple[Sheet, str]]:
    sheets = [sheet for sheet in held.sheets.all() if sheet.verified]
    labels, accepted = box_labels(held.sheets.all()), accepted_reasons(sheets)
    for sheet in sheets:
        for text in (*sheet.explanations.values(), *accepted.get(sheet.pk, ())):
            yield sheet, f"{labels[sheet.pk]}：{text}"


def _round(source: Source, assembly: Assembly, outcome: AssemblyOutcome, index: int) -> RoundResult:
    decided, rules = source.decided, source.decided.dossier.rules
    held, line, before = assembly.rounds[index], outcome.rounds[index], outcome.trail[index]
    electorate = before.electorate(held, assembly, rules)
    results = {item.person: item for item in person_results(held, line)}
    return RoundResult(
        ballot=Ballot(held.kind),
        post=Post(before.post_of(held.kind).value),
        by_committee=committee_votes(before.post_of(held.kind), assembly.method, rules),
        seats=held.seats,
        entitled=electorate.entitled,
        present=electorate.present,
        issued=held.issued,
        returned=held.returned,
        valid=held.valid,
        invalid=held.invalid,
        base=f"{MAJORITY_BASE_WORDS[rules.majority_base]}人数",
        share=part_name(rules.majority),
        majority_needed=line.majority_needed,
        candidates=tuple(_candidate(decided.members[code], results.get(code)) for code in held.candidates),
        write_ins=tuple(
            _write_in(member, results[member.code]) for member in in_stroke_order(source, held.write_ins)
        ),
        elected=tuple(namesake(member) for member in in_stroke_order(source, line.elected)),
        tied=tuple(namesake(member) for member in in_stroke_order(source, line.tied)),
        open_seats=line.open_seats,
        conclusion=CONCLUSIONS.get(line.status, ""),
        signed=signers(decided.counted_rounds[index]),
    )


def _write_in(member: ElectionMember, result: PersonResult) -> WriteIn:
    return WriteIn(person=namesake(member), votes=result.approvals, outcome=OUTCOMES[result.verdict])


def _candidate(member: ElectionMember, result: PersonResult | None) -> CandidateResult:
    row = result.row if result and result.row else (0, 0, 0)
    verdict = result.verdict if result else Verdict.NO_EFFECT
    return CandidateResult(person=namesake(member), votes=Votes(*row), outcome=OUTCOMES[verdict])
