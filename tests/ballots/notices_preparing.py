"""Sample facts of the papers from the first plan to the trust vote; all people and figures are invented."""

from __future__ import annotations

from datetime import date

from notices_places import PILOT, Place, contact, header, township_number

from ballots.notices.facts import (
    CommitteeList,
    CommitteeMember,
    ElectionMethod,
    Facts,
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
from elections.rules.eligibility import Excusal
from elections.rules.inputs import Method
from elections.rules.stages import ACTORS, ORDER
from elections.rules.workflow import WORK

# Days of the ten stages: month and day.
PLANNED = ((8, 3), (8, 12), (8, 20), (9, 5), (9, 5), (9, 9), (9, 12), (9, 20), (9, 28), (10, 8))
GROUPS = (("第一村小组", 186), ("第二村小组", 240), ("第三村小组", 164))
MANY = tuple((f"第{n}村小组", size) for n, size in zip("一二三四五六七八九十", (96, 131, 9, 78, 145, 88, 117, 64, 152, 73), strict=True))  # fmt: skip


def voter_groups(place: Place) -> tuple[VoterGroup, ...]:
    return tuple(VoterGroup(name=name, eligible=size) for name, size in (GROUPS if place is PILOT else MANY))


def work_plan(place: Place) -> WorkPlan:
    pilot = place is PILOT
    return WorkPlan(
        header=header(
            NoticeKind.WORK_PLAN, place, month=8, day=3, number=township_number(place, 11) if pilot else ""
        ),
        seats=3,
        term_years=3 if pilot else 5,
        method=Method.COMMITTEE_THEN_SECRETARY if pilot else Method.DIRECT,
        steps=tuple(
            PlanStep(
                stage=stage.label,
                planned_on=date(place.year, *day) if pilot else None,
                work=WORK[stage],
                actors=tuple(ACTORS[stage].replace("乡镇党委", party_committee(place.township)).split("、")),
            )
            for stage, day in zip(ORDER, PLANNED, strict=True)
        ),
        adopted_on=date(place.year, 8, 3) if pilot else None,
        county_plan="崇组发〔2004〕12号" if pilot else "",
        lead_group_head="乡党委书记" if pilot else "",
        guidance=(Person(name="谢晓琴", post="乡党委组织委员"), Person(name="龚远", post="乡干部"))
        if pilot
        else (),
    )


def committee_list(place: Place) -> CommitteeList:
    members = (("吴有根", "委员", "老党员"), ("郑海", "委员", "村民代表"), ("罗新华", "委员", "村民代表"))
    head = ("丁水根", "主任", "村党支部书记")
    return CommitteeList(
        header=header(
            NoticeKind.COMMITTEE_LIST,
            place,
            month=8,
            day=13,
            number=township_number(place, 13),
            place="村务公开栏",
        ),
        people=tuple(
            CommitteeMember(person=Person(name=name, post=post), capacity=capacity)
            for name, capacity, post in (head, *members)
        ),
        office=f"{place.village}村民委员会办公室",
        party_meeting_on=date(place.year, 8, 10),
        villagers_meeting_on=date(place.year, 8, 12) if place is PILOT else None,
    )


def voter_list(place: Place) -> VoterList:
    groups = voter_groups(place)
    return VoterList(
        header=header(NoticeKind.VOTER_LIST, place, month=8, day=20, place="各村小组公告栏"),
        groups=groups,
        eligible=590 if place is PILOT else 953,
        contact=contact(place),
        reference_date=date(place.year, 9, 5) if place is PILOT else None,
        posted_at="各村小组公告栏" if place is PILOT else "",
        voting_on=date(place.year, 9, 5) if place is PILOT else None,
    )


def election_method(place: Place) -> ElectionMethod:
    pilot = place is PILOT
    return ElectionMethod(
        header=header(NoticeKind.ELECTION_METHOD, place, month=8, day=20),
        seats=3,
        term_years=3 if pilot else 5,
        method=Method.COMMITTEE_THEN_SECRETARY if pilot else Method.DIRECT,
        committee_elects_secretary=pilot,
        proxies_limit=3,
        monitors_minimum=3,
        smallest_unit=10,
        trust_turnout="半数",
        trust_base="收回票数",
        trust_threshold="70",
        shortlist_ratio="1∶1.5",
        shortlist_required=5,
        shortlist_size=7 if pilot else 5,
        surplus_share="20%",
        candidates_minimum=4,
        window="7天" if pilot else "5个工作日",
        excusals=tuple(ground.label for ground in Excusal),
        quorum="五分之四",
        majority="半数",
        majority_base="实到会人数" if pilot else "应到会人数",
        reference_date=date(place.year, 9, 5) if pilot else None,
    )


def open_letter(place: Place) -> OpenLetter:
    return OpenLetter(
        header=header(NoticeKind.OPEN_LETTER, place, month=8, day=20),
        seats=3,
        term_years=3 if place is PILOT else 5,
        trust_threshold="70",
        proxies_limit=3,
        contact=contact(place),
        voting_on=date(place.year, 9, 5) if place is PILOT else None,
    )


def voting_notice(place: Place) -> VotingNotice:
    pilot = place is PILOT
    group = voter_groups(place)[1]
    return VotingNotice(
        header=header(NoticeKind.VOTING_NOTICE, place, month=8, day=28, place=f"{group.name}公告栏"),
        group=group,
        proxies_limit=3,
        contact=contact(place),
        voting_on=date(place.year, 9, 5) if pilot else None,
        hours="上午8时至11时" if pilot else "",
        voting_at="何家祠堂" if pilot else "",
        mobile_route="村委会—上坑—敬老院" if pilot else "",
        venue="村小学礼堂" if pilot else "",
        opened_at="15:30" if pilot else "",
    )


def proxy_card(place: Place) -> ProxyCard:
    voting_on = date(place.year, 9, 5) if place is PILOT else None
    return ProxyCard(header=header(NoticeKind.PROXY_CARD, place), proxies_limit=3, voting_on=voting_on)


def proxy_list(place: Place) -> ProxyList:
    return ProxyList(
        header=header(NoticeKind.PROXY_LIST, place, day=3, place="各村小组公告栏"),
        lines=20,
        proxies_limit=3,
        contact=contact(place),
        voting_on=date(place.year, 9, 5) if place is PILOT else None,
    )


def preparing_kinds(place: Place) -> dict[str, Facts]:
    """One of each."""
    return {
        "work_plan": work_plan(place),
        "committee_list": committee_list(place),
        "voter_list": voter_list(place),
        "election_method": election_method(place),
        "open_letter": open_letter(place),
        "voting_notice": voting_notice(place),
        "proxy_card": proxy_card(place),
        "proxy_list": proxy_list(place),
    }
