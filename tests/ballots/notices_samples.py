"""Sample facts of every kind of paper for two villages; all people and figures are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from notices_after import papers_after
from notices_places import PILOT, PLACES, TODAY, Place, contact, header, names_of, people, township_number
from notices_preparing import preparing_kinds
from notices_rounds import rounds_held
from pack_samples import pack_kinds

from ballots.notices.facts import (
    Ballot,
    BoxCount,
    Conditions,
    Elected,
    ElectedPerson,
    ElectionBallot,
    Facts,
    Formal,
    GroupCount,
    LaterRound,
    Listed,
    NoticeKind,
    Person,
    Post,
    Preliminary,
    ResultReport,
    TallySheet,
    TrustBallot,
    TrustNominee,
    TrustResult,
    Votes,
    trust_result,
)

__all__ = ["PILOT", "PLACES", "TODAY"]


def trust_ballot(place: Place, count: int | None = None) -> TrustBallot:
    return TrustBallot(
        header=header(NoticeKind.TRUST_BALLOT, place),
        nominees=people(place, count),
        voting_on=date(place.year, 9, 5),
    )


def election_ballot(
    place: Place, ballot: Ballot = Ballot.COMMITTEE, post: Post = Post.COMMITTEE, count: int = 5
) -> ElectionBallot:
    seats = 3 if ballot is Ballot.COMMITTEE else 1
    return ElectionBallot(
        header=header(NoticeKind.ELECTION_BALLOT, place, day=20),
        ballot=ballot,
        post=post,
        seats=seats,
        candidates=people(place, count),
        write_in_lines=0 if ballot is Ballot.RUNOFF else seats,
        write_ins_from="新当选的支部委员会委员" if post is Post.SECRETARY else "",
    )


def tally_sheet(place: Place, ballot: Ballot = Ballot.TRUST, count: int | None = None) -> TallySheet:
    trust = ballot is Ballot.TRUST
    return TallySheet(
        header=header(NoticeKind.TALLY_SHEET, place),
        ballot=ballot,
        unit="第三村小组" if trust else "党员大会",
        box="投票箱",
        nominees=people(place, count),
        entitled=186 if trust else 31,
        present=None if trust else 29,
        seats=0 if trust else 3,
        write_in_rows=0 if trust else 3,
        counted_on=date(place.year, 9, 5),
    )


def conditions(place: Place) -> Conditions:
    return Conditions(
        header=header(
            NoticeKind.CONDITIONS,
            place,
            month=8,
            day=6,
            number=township_number(place, 12),
            place="各村小组公告栏",
        ),
        seats=3,
        term_years=3 if place is PILOT else 5,
        secretary=(
            "拥护党的路线、方针、政策，有较强的组织协调能力，能够团结班子成员一道工作。",
            "有致富本领，掌握一至两门实用技术，能够带领群众共同致富。",
            "为人公道正派，办事公开，廉洁自律，在群众中威信较高。",
            "一般具有高中以上文化程度，年龄不超过50周岁，身体健康，能够坚持日常工作。",
        ),
        members=(
            "本村正式党员，遵守党章和党的纪律，按时参加组织生活、交纳党费。",
            "带头勤劳致富，家庭收入来源正当，乐于帮助困难群众。",
            "热心集体事业，能够完成分工的工作，具有初中以上文化程度。",
        ),
        requirements=(
            "任何组织和个人不得以请客、送礼、许愿等方式拉票。",
            "受处分影响期内的党员，不能作为候选人。",
        ),
    )


def _votes(returned: int, invalid: int, share: int) -> Votes:
    valid = returned - invalid
    favour = valid * share // 100
    against = (valid - favour) * 3 // 4
    return Votes(favour, against, valid - favour - against)


def _box(place: Place, issued: int, returned: int, invalid: int, *, mobile: bool = False) -> BoxCount:
    keys = names_of(place)
    return BoxCount(
        mobile=mobile,
        issued=issued,
        returned=returned,
        valid=returned - invalid,
        invalid=invalid,
        votes={key: _votes(returned, invalid, 91 - 6 * i) for i, key in enumerate(keys)},
    )


def groups(place: Place) -> tuple[GroupCount, ...]:
    """The pilot has a small mobile box and a large one; the other village a group of seven ballots."""
    if place is PILOT:
        return (
            _group(1, 186, _box(place, 178, 175, 2), _box(place, 7, 7, 0, mobile=True)),
            _group(2, 240, _box(place, 216, 214, 3), _box(place, 21, 20, 1, mobile=True)),
            _group(3, 164, _box(place, 160, 158, 0)),
        )
    sizes = enumerate((96, 131, 9, 78, 145, 88, 117, 64, 152, 73), 1)
    return tuple(_group(i, size, _box(place, size - i % 3, size - i % 3 - 1, i % 2)) for i, size in sizes)


def _group(number: int, eligible: int, *boxes: BoxCount) -> GroupCount:
    return GroupCount(name=f"第{'一二三四五六七八九十'[number - 1]}村小组", eligible=eligible, boxes=boxes)


def _nominee(person: Person, rank: int, boxes: list[BoxCount]) -> tuple[str, TrustNominee]:
    votes = Votes(*(sum(box.votes[person.name][i] for box in boxes) for i in range(3)))
    rate = votes.favour * 10000 // sum(box.returned for box in boxes)
    best = rate >= 7000
    return person.name, TrustNominee(
        person=person, votes=votes, rank=rank, rate=cut(rate), reached=best, shortlisted=best
    )


def trust(place: Place) -> TrustResult:
    counted = groups(place)
    boxes = [box for group in counted for box in group.boxes]
    returned = sum(box.returned for box in boxes)
    eligible = sum(group.eligible for group in counted)
    return trust_result(
        header=header(NoticeKind.TRUST_RESULT, place, number="公告第3号", place="中心会场和各村小组公告栏"),
        voted_on=date(place.year, 9, 5),
        nominees=[_nominee(person, rank, boxes) for rank, person in enumerate(people(place), 1)],
        groups=counted,
        turnout=cut(returned * 10000 // eligible),
        base="收回票数",
        base_count=returned,
        threshold="70",
        seats=3,
        conclusion="超过半数，本次投票有效",
        remarks=("第二村小组流动票箱收回率低于其他票箱，系一位村民领票后外出就医未交回。",)
        if place is PILOT
        else (),
    )


def cut(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def preliminary(place: Place) -> Preliminary:
    listed = people(place, 7)
    return Preliminary(
        header=header(NoticeKind.PRELIMINARY, place, day=9, number="公告第4号", place="各村小组公告栏"),
        voted_on=date(place.year, 9, 5),
        seats=3,
        ratio="1∶1.5",
        threshold="70",
        base="收回票数",
        base_count=586,
        candidates=tuple(
            Listed(person=person, votes=523 - 17 * i, rate=cut((523 - 17 * i) * 10000 // 586))
            for i, person in enumerate(listed)
        ),
        contact=contact(place),
        opinions_until=date(place.year, 9, 12),
    )


def formal(place: Place) -> Formal:
    return Formal(
        header=header(
            NoticeKind.FORMAL, place, day=11, number=township_number(place, 15), place="各村小组公告栏"
        ),
        seats=3,
        surplus=2,
        reviewed_on=date(place.year, 9, 10),
        minutes="党委会会议记录第18号",
        candidates=people(place, 5),
        window="7天" if place is PILOT else "5个工作日",
        window_from=date(place.year, 9, 12),
        window_to=date(place.year, 9, 18),
        contact=replace(
            contact(place), receiver=f"{place.township}党委组织办公室", address=f"{place.township}政府二楼"
        ),
    )


def result_report(place: Place) -> ResultReport:
    return ResultReport(
        header=header(NoticeKind.RESULT_REPORT, place, day=20),
        held_on=date(place.year, 9, 20),
        members=33,
        excused=2,
        entitled=31,
        present=29,
        quorum_needed=25,
        quorum_reached=True,
        rounds=rounds_held(place),
        chief_monitor="郑有根",
        monitors=("罗新华", "周志明"),
        callers=("何海泉",),
        counters=("余福生", "汪军"),
    )


def elected(place: Place, *, approved: bool = False) -> Elected:
    """The second in a run-off; the secretary by the assembly, in the pilot's village by the committee of three."""
    a, b, c = (Person(name=name) for name in names_of(place)[:3])
    apart = place is PILOT
    later = LaterRound(post=Post.COMMITTEE, ballot=Ballot.RUNOFF)
    return Elected(
        header=header(
            NoticeKind.ELECTED, place, day=28 if approved else 20, number="公告第6号", place="各村小组公告栏"
        ),
        held_on=date(place.year, 9, 20),
        entitled=31,
        present=29,
        committee=(
            ElectedPerson(person=a, votes=25),
            ElectedPerson(person=b, votes=16, later=(later,)),
            ElectedPerson(
                person=c,
                votes=24,
                secretary_votes=None if apart else 21,
                withheld=(Post.SECRETARY,) if apart else (),
            ),
        ),
        secretary_entitled=3 if apart else None,
        secretary_present=3 if apart else None,
        term_years=3 if place is PILOT else 5,
        approved=approved,
        approved_on=date(place.year, 9, 28) if approved else None,
        reply=township_number(place, 17) if approved else "",
    )


def all_kinds(place: Place) -> dict[str, Facts]:
    """One of each kind, and the variants of the ballots and tally sheets."""
    return {
        "trust_ballot": trust_ballot(place),
        "election_ballot": election_ballot(place),
        "election_ballot_secretary": election_ballot(place, Ballot.SECRETARY, Post.SECRETARY, 2),
        "election_ballot_runoff": election_ballot(place, Ballot.RUNOFF, Post.COMMITTEE, 2),
        "election_ballot_supplementary": election_ballot(place, Ballot.SUPPLEMENTARY, Post.COMMITTEE, 3),
        "tally_sheet": tally_sheet(place),
        "tally_sheet_assembly": tally_sheet(place, Ballot.COMMITTEE, 5),
        "conditions": conditions(place),
        "trust_result": trust(place),
        "preliminary": preliminary(place),
        "formal": formal(place),
        "result_report": result_report(place),
        "elected": elected(place),
        "elected_approved": elected(place, approved=True),
        **preparing_kinds(place),
        **papers_after(place, trust(place), elected(place), result_report(place)),
        **pack_kinds(place),
    }
