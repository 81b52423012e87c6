"""Papers in their long and short cases: one nominee or 120, one group or sixty, a name of twelve characters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from notices_after import appointment, reply, submission, trust_report
from notices_places import TODAY, header, people
from notices_preparing import voter_list
from notices_samples import cut, elected, formal, preliminary, result_report, trust

from ballots.notices.facts import (
    BoxCount,
    CandidateResult,
    ElectedPerson,
    Facts,
    GroupCount,
    Listed,
    NoticeKind,
    Person,
    TrustNominee,
    TrustResult,
    VoterGroup,
    Votes,
    trust_result,
)

LONG_NAME = "买买提阿不都·热依木江沙"


def some(count: int, *, long: bool = False) -> tuple[Person, ...]:
    """So many people, the first with a name of twelve characters if so wanted."""
    named = people(TODAY, count)
    return (replace(named[0], name=LONG_NAME), *named[1:]) if long else named


def result(count: int, groups: int, *, long: bool = False) -> TrustResult:
    """A trust vote of so many nominees in so many groups; every box gives the same figures."""
    named = some(count, long=long)
    votes = Votes(70, 20, 8)
    box = BoxCount(
        issued=100,
        returned=99,
        valid=98,
        invalid=1,
        votes={person.name: votes for person in named},
        mobile=False,
    )
    return trust_result(
        header=header(NoticeKind.TRUST_RESULT, TODAY, number="公告第3号", place="中心会场和各村小组公告栏"),
        voted_on=trust(TODAY).voted_on,
        nominees=[
            (
                person.name,
                TrustNominee(
                    person=person,
                    votes=Votes(*(each * groups for each in (70, 20, 8))),
                    rank=1,
                    rate=cut(7070),
                    reached=True,
                    shortlisted=True,
                ),
            )
            for person in named
        ],
        groups=[
            GroupCount(name=f"第{number}村小组", eligible=110, boxes=(box,))
            for number in range(1, groups + 1)
        ],
        turnout=cut(9000),
        base="收回票数",
        base_count=99 * groups,
        threshold="70",
        seats=3,
        conclusion="超过半数，本次投票有效",
        remarks=(),
    )


def report(count: int, groups: int, *, long: bool = False) -> Facts:
    return trust_report(TODAY, result(count, groups, long=long))


def listed(count: int, *, long: bool = False) -> Facts:
    named = some(count, long=long)
    candidates = tuple(Listed(person=person, votes=500, rate=cut(8000)) for person in named)
    return replace(preliminary(TODAY), candidates=candidates)


def candidates(count: int, *, long: bool = False) -> Facts:
    return replace(formal(TODAY), candidates=some(count, long=long))


def counted(count: int, *, long: bool = False) -> Facts:
    """The assembly's report with one round."""
    held = result_report(TODAY)
    named = some(count, long=long)
    rows = tuple(CandidateResult(person=person, votes=Votes(20, 7, 1), outcome="当选") for person in named)
    only = replace(held.rounds[0], candidates=rows, elected=named, tied=(), write_ins=(), open_seats=0)
    return replace(held, rounds=(only,))


def won(count: int, *, long: bool = False) -> Facts:
    named = some(count, long=long)
    return replace(elected(TODAY), committee=tuple(ElectedPerson(person=each, votes=25) for each in named))


def asked(count: int, *, long: bool = False) -> Facts:
    return replace(
        submission(TODAY, elected(TODAY), counted(count, long=long)),
        committee=won(count, long=long).committee,
        secretary=some(count, long=long)[0],
    )


def approved(count: int, *, long: bool = False) -> Facts:
    named = some(count, long=long)
    return replace(reply(TODAY, elected(TODAY)), committee=named, secretary=named[0])


def appointed(count: int, *, long: bool = False) -> Facts:
    named = some(count, long=long)
    return replace(appointment(TODAY, elected(TODAY)), secretary=named[0], members=named)


def registered(groups: int) -> Facts:
    listed_groups = tuple(VoterGroup(name=f"第{n}村小组", eligible=100) for n in range(1, groups + 1))
    return replace(voter_list(TODAY), groups=listed_groups, eligible=100 * groups)


# Who is listed in tables, by row, and who in sentences.
TABLES: dict[str, Callable[..., Facts]] = {"preliminary": listed, "result_report": counted, "elected": won}
SENTENCES: dict[str, Callable[..., Facts]] = {
    "formal": candidates,
    "submission": asked,
    "reply": approved,
    "appointment": appointed,
}
