"""Who may vote, stand and handle ballots."""

from __future__ import annotations

import pytest

from elections.rules.eligibility import (
    Duty,
    Excusal,
    Official,
    can_stand,
    can_vote,
    check_membership,
    check_officials,
    entitled_count,
    kinship,
    person_key,
)
from elections.rules.inputs import Member

FULL = Member("m1", "甲", "full", rights_suspended=False)
PROBATIONARY = Member("p1", "乙", "probationary", rights_suspended=False)
SUSPENDED = Member("s1", "丙", "full", rights_suspended=True)
LABELS = {"m1": "甲"}


@pytest.mark.parametrize(("member", "may"), [(FULL, True), (PROBATIONARY, False), (SUSPENDED, False)])
def test_full_members_with_their_rights_vote_and_stand(member: Member, may: bool) -> None:
    assert can_vote(member) is may
    assert can_stand(member) is may


def test_entitled_are_voters_minus_excused() -> None:
    members = [FULL, PROBATIONARY, SUSPENDED, Member("m2", "丁", "full", rights_suspended=False)]
    assert entitled_count(members, {}) == 2
    assert entitled_count(members, {"m2": Excusal.ABROAD, "p1": Excusal.ILLNESS}) == 1


def test_five_grounds_with_labels() -> None:
    assert len(Excusal) == 5
    assert all(ground.label for ground in Excusal)


def test_under_seven_full_members_no_committee() -> None:
    seven = [Member(f"m{n}", "某", "full", rights_suspended=False) for n in range(7)]
    assert check_membership(seven) == ()
    [item] = check_membership([*seven[1:], PROBATIONARY])
    assert (item.code, item.args["found"]) == ("E-501", 6)


def check(*officials: Official, boxes: dict[str, str] | None = None) -> list[str]:
    found = check_officials(officials, barred={"m1"}, barred_as="候选人", labels=LABELS, boxes=boxes)
    return [item.code for item in found]


HANDLING = [duty for duty in Duty if duty.handles_ballots]


@pytest.mark.parametrize("duty", HANDLING)
def test_neither_nominee_nor_near_relative_handles_ballots(duty: Duty) -> None:
    assert check(Official("m1", "甲", duty)) == ["E-601"]
    assert check(Official("v1", "戊", duty, relatives=frozenset({"m1", "m7"}))) == ["E-602"]
    assert check(Official("v1", "戊", duty, relatives=frozenset({"m7"}))) == []


def test_nominee_may_sit_on_the_election_committee() -> None:
    assert check(Official("m1", "甲", Duty.COMMITTEE)) == []


def test_caller_counter_and_monitor_are_different_persons() -> None:
    caller = Official("v1", "戊", Duty.CALLER)
    assert check(caller, Official("v1", "戊", Duty.COUNTER)) == ["E-604"]
    assert check(caller, Official("v1", "戊", Duty.CHIEF_MONITOR)) == ["E-604"]
    assert check(caller, Official("v1", "戊", Duty.CLERK), Official("v1", "戊", Duty.COMMITTEE)) == []
    monitor = Official("v2", "己", Duty.MONITOR)
    assert check(monitor, Official("v2", "己", Duty.CHIEF_MONITOR), caller) == []


def test_three_monitors_a_box() -> None:
    monitors = [Official(f"v{n}", "某", Duty.MONITOR, box="1") for n in range(3)]
    boxes = {"1": "第一村小组票箱"}
    assert check(*monitors, boxes=boxes) == []
    assert check(*monitors[:2], boxes=boxes) == ["E-603"]
    assert check(*monitors[:2], monitors[0], boxes=boxes) == ["E-603"]
    assert check(*monitors, boxes={**boxes, "2": "流动票箱"}) == ["E-603"]


def test_message_names_both() -> None:
    official = Official("v1", "戊", Duty.CALLER, relatives=frozenset({"m1"}))
    [item] = check_officials([official], barred={"m1"}, barred_as="候选人", labels=LABELS)
    assert item.message == "戊是甲的近亲属，甲是候选人，戊不能担任唱票人"


@pytest.mark.parametrize(
    ("recorded", "accounts", "near"),
    [
        ([("name:丁", ["m1"])], [], {"name:丁": {"m1"}, "m1": {"name:丁"}}),
        ([("m2", [])], [(7, "m2")], {}),
        # One account, two names: whom one is near to, the other is, and whose member the one is, the other is too.
        ([("m2", [])], [(7, "m2"), (7, "name:丁")], {"m2": {"name:丁"}, "name:丁": {"m2"}}),
        (
            [("name:戊", ["m1"])],
            [(7, "name:戊"), (7, "name:丁"), (None, "name:己")],
            {"name:戊": {"m1", "name:丁"}, "name:丁": {"m1", "name:戊"}, "m1": {"name:戊"}},
        ),
        ([("name:戊", ["m1"])], [(7, "name:戊"), (8, "name:丁")], {"name:戊": {"m1"}, "m1": {"name:戊"}}),
    ],
)
def test_who_shares_an_account_is_one(
    recorded: list[tuple[str, list[str]]], accounts: list[tuple[int | None, str]], near: dict[str, set[str]]
) -> None:
    assert kinship(recorded, accounts) == near


@pytest.mark.parametrize(("member", "key"), [(None, "name:丁"), ("m2", "m2")])
def test_a_member_goes_by_id_anybody_else_by_name(member: str | None, key: str) -> None:
    assert person_key("丁", member) == key


def test_kinship_is_mutual_and_adds_up() -> None:
    recorded = [("name:丁", ["m1"]), ("name:丁", ["m2"]), ("m2", ["m3"]), ("name:戊", [])]
    assert kinship(recorded) == {
        "name:丁": {"m1", "m2"},
        "m1": {"name:丁"},
        "m2": {"name:丁", "m3"},
        "m3": {"m2"},
    }
