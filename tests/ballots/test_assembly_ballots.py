"""Every way a ballot of the assembly can come out, reached through the services; expectations worked out by hand.

Twelve entitled, eleven present: quorum 10; more than half of 11 is 6. Three seats.
"""

from typing import Any

import pytest
from meetings import AT, FIVE, hold, in_assembly, key, lines, result, start, tally, version_of
from signers import sign_all

from ballots.models import Round, Sheet
from ballots.services.assembly_rounds import open_round, reduce_seats, withdraw_reduction, withdraw_round
from elections.models import Election, User, Village
from elections.services.guard import Refused, Stale
from tests.ballots.keyers import accept, key_once, recount

# 10, 9 and 8 of 11 are over half; 32 approvals ≤ 33.
WON = {"m1": 10, "m2": 9, "m3": 8, "m4": 3, "m5": 2}
TIE = {"m1": 10, "m2": 9, "m3": 6, "m4": 6, "m5": 1}
TWO = {"m1": 10, "m2": 9, "m3": 5, "m4": 4, "m5": 3}
ONE = {"m1": 10, "m2": 5, "m3": 5, "m4": 5, "m5": 5}
TWO_LINE = ("committee", "unfilled", ["m1", "m2"], [], 1)
WON_LINE = ("committee", "elected", ["m1", "m2", "m3"], [], 0)


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return in_assembly(village, township_user)


@pytest.fixture
def direct(village: Village, township_user: User) -> Election:
    return in_assembly(village, township_user, method="direct")


def reduce(election: Election, by: User, consent: int) -> list[str]:
    """The codes of what is against the reduction."""
    against = reduce_seats(
        election_id=election.pk, version=version_of(election), consent=consent, by=by.actor, at=AT
    )
    return [item.code for item in against]


def refusal(call: Any, *args: Any, **kwargs: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.reasons


def test_committee_then_its_secretary_elected_by_the_committee(election: Election) -> None:
    hold(election, "committee", WON)
    hold(election, "secretary", {"m1": 2, "m2": 1}, ballots=3)
    assert result(election) == {
        "status": "elected",
        "quorum": {"entitled": 12, "present": 11, "needed": 10, "reached": True},
        "rounds": [
            {
                "kind": "committee", "status": "elected", "majority_needed": 6,
                "elected": ["m1", "m2", "m3"], "tied": [], "open_seats": 0,
            },
            {
                "kind": "secretary", "status": "elected", "majority_needed": 2,
                "elected": ["m1"], "tied": [], "open_seats": 0,
            },
        ],
        "seats": 3,
        "elected": ["m1", "m2", "m3"],
        "secretary": "m1",
    }  # fmt: skip


def test_runoff_after_runoff(election: Election) -> None:
    hold(election, "committee", TIE)
    hold(election, "runoff", {"m3": (5, 5, 1), "m4": (5, 5, 1)})
    hold(election, "runoff", {"m3": 6, "m4": 5})
    assert lines(election) == [
        ("committee", "tie", ["m1", "m2"], ["m3", "m4"], 1),
        ("runoff", "tie", [], ["m3", "m4"], 1),
        ("runoff", "elected", ["m3"], [], 0),
    ]


def test_a_runoff_is_among_exactly_the_tied(election: Election) -> None:
    hold(election, "committee", TIE)
    (reason,) = refusal(start, election, "runoff", "m3", "m4", "m5")
    assert reason == "重新投票的候选人应正好是得票相等的：毛一、方一。"
    assert refusal(start, election, "supplementary", "m5") == (
        "现在不能进行这种投票。请看页面上列出的下一步。",
    )


def test_supplementary_after_an_unfilled_ballot(election: Election) -> None:
    hold(election, "committee", TWO)
    hold(election, "supplementary", {"m3": 5, "m6": 4})
    hold(election, "supplementary", {"m3": 7, "m4": 3})
    assert lines(election) == [
        TWO_LINE,
        ("supplementary", "unfilled", [], [], 1),
        ("supplementary", "elected", ["m3"], [], 0),
    ]


def test_a_write_in_is_elected(election: Election) -> None:
    # 10 + 9 + 3 + 2 + 1 + 7 = 32 ≤ 33; seven write-ins stand against 1 + 2 + 8 + 9 + 10 against votes.
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 3, "m4": 2, "m5": 1}, write_ins={"m6": 7})
    assert lines(election) == [("committee", "elected", ["m1", "m2", "m6"], [], 0)]


def test_void_is_repeated(election: Election) -> None:
    held = start(election, "committee", *FIVE)
    key(held, tally(WON, ballots=12, issued=11, printed=11), accepted="监票人复核三遍，确为十二张")
    assert lines(election) == [("committee", "void", [], [], 3)]
    sign_all(held)
    hold(election, "committee", WON)
    assert lines(election) == [("committee", "void", [], [], 3), WON_LINE]


def test_errors_are_mended_before_anything_else(election: Election, clerk: User) -> None:
    held = start(election, "committee", *FIVE)
    sheet = held.sheets.get()
    key_once(sheet, tally(WON | {"m5": (2, 8, 0)}, ballots=11), clerk, as_on_paper=True)
    assert lines(election) == []
    assert refusal(start, election, "committee", *FIVE) == (
        "上一轮的计票单还没有录完，录完并且相符以后才能开始下一轮。",
    )
    with pytest.raises(Refused, match="须重新清点"):
        accept(sheet)
    recount(sheet)
    key(held, tally(WON, ballots=11))
    assert lines(election) == [WON_LINE]


def test_a_committee_below_its_quorum_elects_nobody(election: Election) -> None:
    # Two of three are fewer than four fifths.
    hold(election, "committee", WON)
    hold(election, "secretary", {"m1": 2}, ballots=2, own=(3, 2))
    hold(election, "secretary", {"m1": 3}, ballots=3, own=(3, 3))
    assert lines(election)[1:] == [
        ("secretary", "no_quorum", [], [], 1),
        ("secretary", "elected", ["m1"], [], 0),
    ]


def test_an_assembly_without_quorum_holds_no_ballot(village: Village, township_user: User) -> None:
    election = in_assembly(village, township_user, present=9)
    assert result(election) == {
        "status": "no_quorum",
        "quorum": {"entitled": 12, "present": 9, "needed": 10, "reached": False},
        "rounds": [], "seats": 3, "elected": [], "secretary": None,
    }  # fmt: skip
    assert refusal(start, election, "committee", *FIVE) == ("现在不能进行这种投票。请看页面上列出的下一步。",)


def test_direct_with_the_secretary_first(direct: Election) -> None:
    hold(direct, "secretary", {"m3": 7, "m1": 4})
    hold(direct, "committee", {"m1": 8, "m2": 7, "m4": 3, "m5": 2})
    assert lines(direct) == [
        ("secretary", "elected", ["m3"], [], 0),
        ("committee", "elected", ["m1", "m2"], [], 0),
    ]
    whole = result(direct)
    assert (whole["status"], whole["elected"], whole["secretary"]) == ("elected", ["m3", "m1", "m2"], "m3")


def test_direct_with_the_secretary_last_by_the_whole_assembly(direct: Election) -> None:
    hold(direct, "committee", WON)
    hold(direct, "secretary", {"m2": 5, "m1": 5})
    hold(direct, "secretary", {"m2": 6, "m1": 5})
    assert [(line[1], line[2]) for line in lines(direct)[1:]] == [("unfilled", []), ("elected", ["m2"])]
    assert result(direct)["rounds"][2]["majority_needed"] == 6


def test_the_assembly_elects_the_secretary_where_the_method_says_so(
    village: Village, township_user: User
) -> None:
    election = in_assembly(village, township_user, rules={"secretary_voters": "assembly"})
    hold(election, "committee", WON)
    hold(election, "secretary", {"m3": 7})
    assert result(election)["rounds"][1]["majority_needed"] == 6


def test_only_a_voting_committee_has_figures_of_its_own(direct: Election) -> None:
    hold(direct, "committee", WON)
    assert refusal(start, direct, "secretary", "m1", own=(3, 3)) == (
        "本轮由党员大会投票，不能另填本轮应到和实到人数。",
    )


def test_the_ballot_prints_strokes_but_a_secretary_as_approved(direct: Election, clerk: User) -> None:
    first = start(direct, "secretary", "m4", "m1", "m2")
    assert [line.member.code for line in first.lines.all()] == ["m4", "m1", "m2"]
    withdraw_round(
        election_id=direct.pk,
        version=version_of(direct),
        round_id=first.pk,
        reason="次序有误",
        by=clerk.actor,
        at=AT,
    )
    second = start(direct, "committee", "m5", "m2", "m4", "m1", "m3")
    assert [line.member.code for line in second.lines.all()] == ["m1", "m2", "m3", "m4", "m5"]


@pytest.mark.parametrize(("consent", "against"), [(6, []), (5, ["E-443"]), (11, []), (12, ["W-444"])])
def test_seats_are_given_up_by_half_of_those_present(
    election: Election, clerk: User, consent: int, against: list[str]
) -> None:
    hold(election, "committee", TWO)
    assert reduce(election, clerk, consent) == against
    reduced = against != ["E-443"]
    assert result(election)["seats"] == (2 if reduced else 3)
    assert lines(election) == [TWO_LINE]


def test_after_a_reduction_the_secretary_completes_the_assembly(election: Election, clerk: User) -> None:
    hold(election, "committee", TWO)
    assert reduce(election, clerk, 5) == ["E-443"]
    assert reduce(election, clerk, 6) == []
    assert refusal(reduce, election, clerk, 7) == ("现在不能减少名额。",)
    # Both members vote; more than half of two is two.
    hold(election, "secretary", {"m2": 2}, ballots=2)
    whole = result(election)
    assert (whole["status"], whole["seats"], whole["elected"], whole["secretary"]) == (
        "elected", 2, ["m1", "m2"], "m2",
    )  # fmt: skip


def test_one_of_three_is_not_close_to_the_number(election: Election, clerk: User) -> None:
    hold(election, "committee", ONE)
    assert refusal(reduce, election, clerk, 11) == ("现在不能减少名额。",)


def test_a_reduction_typed_wrong_is_taken_back_until_the_next_ballot(election: Election, clerk: User) -> None:
    hold(election, "committee", TWO)
    reduce(election, clerk, 9)
    withdraw_reduction(election_id=election.pk, version=version_of(election), by=clerk.actor, at=AT)
    assert result(election)["seats"] == 3
    assert reduce(election, clerk, 9) == []
    start(election, "secretary", "m1")
    with pytest.raises(Refused, match="最后一轮投票没有减少名额的记录"):
        withdraw_reduction(election_id=election.pk, version=version_of(election), by=clerk.actor, at=AT)


def test_two_tabs_open_one_ballot(election: Election, clerk: User, second_clerk: User) -> None:
    seen = version_of(election)
    given: dict[str, Any] = {
        "election_id": election.pk,
        "version": seen,
        "kind": "committee",
        "candidates": FIVE,
    }
    open_round(**given, by=clerk.actor, at=AT)
    with pytest.raises(Stale):
        open_round(**given, by=second_clerk.actor, at=AT)
    assert refusal(start, election, "committee", *FIVE) == (
        "上一轮的计票单还没有录完，录完并且相符以后才能开始下一轮。",
    )
    assert Round.objects.filter(election=election, kind="committee").count() == 1
    assert Sheet.objects.filter(round__election=election, kind="assembly").count() == 1


def test_a_ballot_is_withdrawn_only_while_nothing_is_keyed(election: Election, clerk: User) -> None:
    held = start(election, "committee", *FIVE)

    def withdraw(reason: str = "候选人印错") -> Round:
        return withdraw_round(
            election_id=election.pk, version=version_of(election), round_id=held.pk, reason=reason,
            by=clerk.actor, at=AT,
        )  # fmt: skip

    withdrawn = withdraw()
    assert (withdrawn.invalidated_by, withdrawn.invalidated_reason) == (clerk, "候选人印错")
    assert result(election)["rounds"] == []
    assert refusal(withdraw) == ("只能撤回最后开始的一轮投票。",)
    held = hold(election, "committee", WON)
    assert refusal(withdraw) == ("这一轮已经录入票数，不能撤回；票数有误的，请更正计票单。",)


def test_candidates_are_those_the_township_settled(election: Election) -> None:
    (reason,) = refusal(start, election, "committee", "m1", "m2", "m3", "m4")
    assert reason.startswith("候选人应与党委批准的正式候选人一致：")
    assert refusal(start, election, "committee", *FIVE, "m99") == (
        "候选人名单中有不在党员名册上的人，请重新打开本页。",
    )
