"""Sample ballots of the assembly, and of the new committee where that elects its secretary; all figures are invented."""

from __future__ import annotations

from notices_places import PILOT, Place, people

from ballots.notices.facts import Ballot, CandidateResult, Person, Post, RoundResult, Votes, WriteIn


def rounds_held(place: Place) -> tuple[RoundResult, ...]:
    """Two members elected, a run-off for the third seat; in the pilot then the secretary, by the three."""
    by_assembly = (_committee_round(place), _runoff_round(place))
    return (*by_assembly, _secretary_round(place)) if place is PILOT else by_assembly


def _committee_round(place: Place) -> RoundResult:
    base = "实到会人数" if place is PILOT else "应到会人数"
    a, b, c, d, e = people(place, 5)
    rows = (
        (a, (25, 2, 1), "当选"), (b, (17, 9, 2), "得票相等"), (c, (24, 3, 1), "当选"),
        (d, (17, 8, 3), "得票相等"), (e, (4, 21, 3), "未过半数"),
    )  # fmt: skip
    return RoundResult(
        ballot=Ballot.COMMITTEE, post=Post.COMMITTEE, seats=3, entitled=31, present=29,
        issued=29, returned=29, valid=28, invalid=1, base=base, share="半数", majority_needed=15 if place is PILOT else 16,
        candidates=tuple(CandidateResult(person=p, votes=Votes(*v), outcome=o) for p, v, o in rows),
        write_ins=(WriteIn(person=Person(name="郑有才"), votes=1, outcome="未过半数"),),
        elected=(a, c), tied=(b, d), open_seats=1,
    )  # fmt: skip


def _runoff_round(place: Place) -> RoundResult:
    _, b, _, d, _ = people(place, 5)
    rows = ((b, (16, 12, 1), "当选"), (d, (12, 15, 2), "未当选"))
    return RoundResult(
        ballot=Ballot.RUNOFF, post=Post.COMMITTEE, seats=1, entitled=31, present=29,
        issued=29, returned=29, valid=29, invalid=0, base="实到会人数", share="半数", majority_needed=None,
        candidates=tuple(CandidateResult(person=p, votes=Votes(*v), outcome=o) for p, v, o in rows),
        elected=(b,),
    )  # fmt: skip


def _secretary_round(place: Place) -> RoundResult:
    """The new committee of three elects its secretary."""
    _, _, c = people(place, 3)
    return RoundResult(
        ballot=Ballot.SECRETARY, post=Post.SECRETARY, by_committee=True, seats=1, entitled=3, present=3,
        issued=3, returned=3, valid=3, invalid=0, base="实到会人数", share="半数", majority_needed=2,
        candidates=(CandidateResult(person=c, votes=Votes(3, 0, 0), outcome="当选"),),
        elected=(c,),
    )  # fmt: skip
