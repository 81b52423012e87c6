"""Facts of the papers from the first plan to the trust vote; what is not recorded stays to be written in by hand."""

from datetime import date

from ballots.notices.facts import (
    CommitteeList,
    CommitteeMember,
    ElectionMethod,
    Header,
    NoticeKind,
    OpenLetter,
    Person,
    PlanStep,
    ProxyCard,
    ProxyList,
    VoterGroup,
    VoterList,
    VotingNotice,
    WorkPlan,
)
from ballots.notices.wording import party_committee
from elections.models import Official
from elections.rules.consequences import MAJORITY_BASE_WORDS, trust_base_count
from elections.rules.disclosure import SMALLEST_UNIT
from elections.rules.eligibility import MAX_PROXIES, MIN_MONITORS, Excusal
from elections.rules.inputs import Method
from elections.rules.numbers import as_percent, decimal, part_name
from elections.rules.readiness import COMMITTEE_AT_LEAST
from elections.rules.stages import ACTORS, ORDER, Stage
from elections.rules.standing import Post, committee_votes
from elections.rules.workflow import WORK

from .common import GroupVote, NotYet, Source, committee_contact, header, names_within

# Ruled lines for proxies: what two pages hold.
PROXY_LINES = 20


def work_plan(source: Source) -> WorkPlan:
    """工作安排与流程表: the ten stages with the days they are planned for."""
    if not source.plans:
        raise NotYet("各阶段的计划日期还没有排定。")
    election = source.decided.election
    adopted_on = source.day(Stage.PREPARATION, "adopted_on")
    head = source.item(Stage.PREPARATION, "lead_group_head")
    return WorkPlan(
        header=header(source, NoticeKind.WORK_PLAN, issued_on=adopted_on),
        seats=source.decided.decision.seats,
        term_years=election.term_years,
        method=Method(election.method),
        steps=tuple(_step(source, stage) for stage in ORDER),
        adopted_on=adopted_on,
        county_plan=source.item(Stage.PREPARATION, "county_plan"),
        lead_group_head=head,
        names=names_within(source, head),
        guidance=tuple(_official(one) for one in _on_duty(source, Official.Duty.GUIDANCE)),
    )


def committee_list(source: Source) -> CommitteeList:
    """选举委员会名单公告: the head, then the others as they were registered."""
    heads = _on_duty(source, Official.Duty.COMMITTEE_HEAD)
    others = _on_duty(source, Official.Duty.COMMITTEE)
    if len(heads) != 1 or len(heads) + len(others) < COMMITTEE_AT_LEAST:
        raise NotYet(f"选举委员会还没有登记齐：主任1名，连同委员至少{COMMITTEE_AT_LEAST}人。")
    stage = Stage.COMMITTEE_FORMED
    return CommitteeList(
        header=header(
            source,
            NoticeKind.COMMITTEE_LIST,
            issued_on=source.day(stage, "posted_on"),
            place=source.item(stage, "posted_at"),
        ),
        people=(
            *(CommitteeMember(person=_official(one), capacity="主任") for one in heads),
            *(CommitteeMember(person=_official(one), capacity="委员") for one in others),
        ),
        office=committee_contact(source).address,
        party_meeting_on=source.day(stage, "party_meeting_on"),
        villagers_meeting_on=source.day(stage, "villagers_meeting_on"),
    )


def voter_list(source: Source) -> VoterList:
    """村民名单公告: how many may vote, by group."""
    return VoterList(
        header=_posted(source, NoticeKind.VOTER_LIST, "voters_posted_on"),
        groups=_groups(source),
        eligible=source.decided.dossier.village.eligible,
        contact=committee_contact(source),
        reference_date=source.decided.election.reference_date,
        posted_at=source.item(Stage.ANNOUNCED, "posted_at"),
        voting_on=_voting_on(source),
    )


def election_method(source: Source) -> ElectionMethod:
    """选举办法（草案）, written from the rule set as it stands."""
    election, rules = source.decided.election, source.decided.dossier.rules
    seats = source.decided.decision.seats
    return ElectionMethod(
        header=_posted(source, NoticeKind.ELECTION_METHOD, "method_posted_on"),
        seats=seats,
        term_years=election.term_years,
        method=Method(election.method),
        committee_elects_secretary=committee_votes(Post.SECRETARY, election.method, rules),
        proxies_limit=MAX_PROXIES,
        monitors_minimum=MIN_MONITORS,
        smallest_unit=SMALLEST_UNIT,
        trust_turnout=part_name(rules.trust_turnout),
        trust_base=trust_base_count(rules),
        trust_threshold=_threshold(source),
        shortlist_ratio=f"1∶{decimal(rules.shortlist_ratio)}",
        shortlist_required=rules.shortlist_required(seats),
        shortlist_size=rules.shortlist_size_for(seats),
        surplus_share=as_percent(rules.candidate_surplus),
        candidates_minimum=rules.candidates_minimum(seats),
        window=f"{election.objection_days}{election.get_objection_unit_display()}",
        excusals=tuple(ground.label for ground in Excusal),
        quorum=part_name(rules.quorum),
        majority=part_name(rules.majority),
        majority_base=f"{MAJORITY_BASE_WORDS[rules.majority_base]}人数",
        reference_date=election.reference_date,
    )


def open_letter(source: Source) -> OpenLetter:
    """致村民公开信: why, who, when, how."""
    return OpenLetter(
        header=header(
            source, NoticeKind.OPEN_LETTER, issued_on=source.day(Stage.ANNOUNCED, "letter_sent_on")
        ),
        seats=source.decided.decision.seats,
        term_years=source.decided.election.term_years,
        trust_threshold=_threshold(source),
        proxies_limit=MAX_PROXIES,
        contact=committee_contact(source),
        voting_on=_voting_on(source),
    )


def voting_notice(source: Source) -> VotingNotice:
    """投票通知 of one group, with what is written of its vote."""
    _groups(source)
    group = source.group
    if group is None:
        raise NotYet("还没有登记村小组。")
    vote = source.votes.get(group.code, GroupVote())
    return VotingNotice(
        header=header(
            source,
            NoticeKind.VOTING_NOTICE,
            issued_on=source.day(Stage.ANNOUNCED, "letter_sent_on"),
            place=f"{group.name}公告栏",
        ),
        group=VoterGroup(name=group.name, eligible=group.eligible),
        hours=vote.hours,
        voting_at=vote.voting_at,
        mobile_route=vote.mobile_route,
        proxies_limit=MAX_PROXIES,
        contact=committee_contact(source),
        voting_on=_voting_on(source),
        venue=source.item(Stage.TRUST_VOTING, "place"),
        opened_at=source.item(Stage.TRUST_VOTING, "opened_at"),
    )


def proxy_card(source: Source) -> ProxyCard:
    """委托投票证, blank."""
    return ProxyCard(
        header=header(source, NoticeKind.PROXY_CARD, issued_on=_voting_on(source)),
        proxies_limit=MAX_PROXIES,
        voting_on=_voting_on(source),
    )


def proxy_list(source: Source) -> ProxyList:
    """委托投票公示, ruled: the program keeps nobody's proxy by name."""
    posted_on = source.day(Stage.TRUST_VOTING, "proxies_posted_on")
    return ProxyList(
        header=header(source, NoticeKind.PROXY_LIST, issued_on=posted_on),
        lines=PROXY_LINES,
        proxies_limit=MAX_PROXIES,
        contact=committee_contact(source),
        voting_on=_voting_on(source),
    )


def _posted(source: Source, kind: NoticeKind, day: str) -> Header:
    """The header of a paper posted with the conditions for office, on the date recorded under `day`."""
    place = source.item(Stage.ANNOUNCED, "posted_at")
    return header(source, kind, issued_on=source.day(Stage.ANNOUNCED, day), place=place)


def _step(source: Source, stage: Stage) -> PlanStep:
    party = party_committee(source.decided.election.village.township.name)
    return PlanStep(
        stage=stage.label,
        planned_on=source.planned(stage),
        work=WORK[stage],
        actors=tuple(ACTORS[stage].replace("乡镇党委", party).split("、")),
    )


def _on_duty(source: Source, duty: Official.Duty) -> list[Official]:
    return [official for official in source.officials if official.duty == duty]


def _official(official: Official) -> Person:
    return Person(name=official.name, post=official.post)


def _groups(source: Source) -> tuple[VoterGroup, ...]:
    village = source.decided.dossier.village
    if not village.eligible:
        raise NotYet("各村小组有投票权的人数还没有登记。")
    return tuple(VoterGroup(name=group.name, eligible=group.eligible) for group in village.groups)


def _threshold(source: Source) -> str:
    return as_percent(source.decided.dossier.rules.trust_threshold).removesuffix("%")


def _voting_on(source: Source) -> date | None:
    """The day of the trust vote, as recorded or as planned."""
    return source.day(Stage.TRUST_VOTING, "voted_on") or source.planned(Stage.TRUST_VOTING)
