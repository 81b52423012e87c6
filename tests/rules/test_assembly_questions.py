"""What pages ask the rules while an assembly runs: may this ballot be held, does this vote carry, who won what."""

from __future__ import annotations

from datetime import date, time

import pytest
from dossier_builder import Json, assembly, ballot, dossier

from elections.dossier.schema import parse
from elections.rules.agenda import next_rounds, opening_problems
from elections.rules.days import day_fault
from elections.rules.decision import decide
from elections.rules.eligibility import excusal_lacks
from elections.rules.meeting import (
    Step,
    attendance_problem,
    opening_refusals,
    order_problems,
    show_of_hands_problem,
    withdrawal_refusal,
)
from elections.rules.results import Verdict, committee_electorate, person_results, tied_votes, votes_won
from elections.rules.standing import Electorate, Post

WON = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2})
TIE = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 6, "m4": 6})
MET = assembly()
DIRECT = assembly(method="direct")
SHORT = {"trust": {"nominees": ["m1", "m2", "m3", "m4", "m5"], "sheets": []}}
REVIEW = {"candidates": ["m1", "m2", "m3", "m4"], "declined": {"m5": "已任他职"}, "proceed_with_fewer": None}


def opening(data: Json, kind: str, *candidates: str, own: tuple[int, int] | None = None) -> list[str]:
    whole = parse(data)
    electorate = Electorate(*own) if own else None
    found = opening_problems(whole, decide(whole), kind=kind, candidates=candidates, own=electorate)
    return [item.code for item in found]


FOUR = ("m1", "m2", "m3", "m4")
BEFORE = {"head_count", "method", "monitors", "speeches", "box_sealed"}
NAMED = {"assembly_clerk": 2, "chief_monitor": 1, "assembly_counter": 1, "assembly_chair": 1}


@pytest.mark.parametrize(
    ("done", "last_complete", "accounts", "refusals"),
    [
        (BEFORE, True, NAMED, ()),
        (BEFORE - {"speeches"}, True, NAMED, ("大会程序“介绍候选人，竞选演讲”还没有记录。",)),
        (BEFORE, False, NAMED, ("上一轮的计票单还没有录完，录完并且相符以后才能开始下一轮。",)),
        (
            BEFORE,
            True,
            {"assembly_clerk": 1, "chief_monitor": 1, "assembly_chair": 1},
            (
                "党员大会录入员至少 2 名，各用各的账号，现有 1 名。",
                "党员大会计票人还没有账号，到时无法签字。",
            ),
        ),
    ],
)
def test_what_keeps_a_ballot_from_being_issued(
    done: set[str], last_complete: bool, accounts: dict[str, int], refusals: tuple[str, ...]
) -> None:
    assert opening_refusals(done, last_complete=last_complete, accounts=accounts) == refusals


@pytest.mark.parametrize(
    ("data", "kind", "candidates", "own", "expected"),
    [
        (dossier(assembly=MET), "committee", FOUR, None, []),
        (dossier(assembly=MET), "committee", FOUR[:3], None, ["E-431"]),
        (dossier(assembly=MET), "committee", ("m1", "m2", "m3", "p1"), None, ["E-412"]),
        (dossier(assembly=MET), "committee", FOUR, (10, 10), ["E-429"]),
        (dossier(assembly=MET), "secretary", ("m1",), None, ["E-428"]),
        (dossier(assembly=MET), "supplementary", FOUR, None, ["E-428"]),
        (dossier(), "committee", FOUR, None, ["E-428"]),
        (dossier(assembly=assembly(present=7)), "committee", FOUR, None, ["E-428"]),
        (dossier(assembly=DIRECT), "secretary", ("m1",), None, []),
        (dossier(assembly=DIRECT), "secretary", (), None, ["E-435"]),
        (dossier(assembly=DIRECT), "secretary", ("m1",), (3, 3), ["E-429"]),
        (dossier(**SHORT, review=REVIEW, assembly=MET), "committee", FOUR, None, []),
        (
            dossier(**SHORT, review=REVIEW, assembly=MET),
            "committee",
            ("m1", "m2", "m3", "m5"),
            None,
            ["E-432"],
        ),
        (dossier(**SHORT, review=REVIEW, assembly=DIRECT), "secretary", ("m5",), None, ["E-434"]),
        (dossier(assembly=assembly(TIE)), "committee", FOUR, None, ["E-428"]),
        (dossier(assembly=assembly(TIE)), "runoff", ("m3", "m4"), None, []),
        (dossier(assembly=assembly(TIE)), "runoff", ("m3",), None, ["E-423"]),
        (dossier(assembly=assembly(WON)), "secretary", ("m1", "m2"), None, []),
        (dossier(assembly=assembly(WON)), "secretary", ("m4",), None, ["E-433"]),
        (dossier(assembly=assembly(WON)), "secretary", ("m1",), (3, 3), []),
        (dossier(assembly=assembly(WON)), "secretary", ("m1",), (3, 2), []),
        (dossier(assembly=assembly(WON)), "secretary", ("m1",), (2, 3), ["E-404"]),
    ],
)
def test_opening_is_asked_of_the_rules_that_judge_afterwards(
    data: Json, kind: str, candidates: tuple[str, ...], own: tuple[int, int] | None, expected: list[str]
) -> None:
    assert opening(data, kind, *candidates, own=own) == expected


@pytest.mark.parametrize(
    ("data", "kind", "own_electorate"),
    [
        (dossier(assembly=MET), "committee", False),
        (dossier(assembly=assembly(WON)), "secretary", True),
        (dossier(assembly=assembly(WON), rules={"secretary_voters": "assembly"}), "secretary", False),
        (dossier(assembly=assembly(WON, method="direct")), "secretary", False),
    ],
)
def test_only_the_new_committee_has_an_electorate_of_its_own(
    data: Json, kind: str, own_electorate: bool
) -> None:
    whole = parse(data)
    (offered,) = next_rounds(whole, decide(whole))
    assert (offered.kind, offered.own_electorate) == (kind, own_electorate)


def test_no_more_present_than_entitled() -> None:
    assert attendance_problem(entitled=31, present=31) is None
    found = attendance_problem(entitled=31, present=33)
    assert found is not None
    assert found.message == "实到会 33 人，多于应到会 31 人，多 2 人。请核对签到册和请假登记"


@pytest.mark.parametrize(
    ("favour", "present", "code"),
    [
        (15, 29, None),
        (29, 29, None),
        (14, 29, "E-452"),
        (14, 28, "E-452"),
        (15, 28, None),
        (30, 29, "E-451"),
        (1, None, "E-454"),
    ],
)
def test_a_show_of_hands_carries_with_more_than_half_of_those_present(
    favour: int, present: int | None, code: str | None
) -> None:
    found = show_of_hands_problem(Step.METHOD, favour, present)
    assert (found.code if found else None) == code


def test_steps_are_timed_in_their_order() -> None:
    times = {Step.METHOD: time(9, 10), Step.HEAD_COUNT: time(9, 0), Step.VOTED: time(9, 5)}
    (found,) = order_problems(times)
    assert found.at == "/steps/voted"
    assert found.message == "“无记名投票”的时间 09:05，早于“举手通过选举办法”的 09:10。请核对会议记录"
    assert order_problems({Step.HEAD_COUNT: time(9, 0), Step.METHOD: time(9, 0)}) == ()


def test_only_the_last_ballot_is_withdrawn_and_only_while_nothing_is_keyed() -> None:
    assert withdrawal_refusal(is_last=True, keyed=False) is None
    assert withdrawal_refusal(is_last=False, keyed=True) == "只能撤回最后开始的一轮投票。"
    assert withdrawal_refusal(is_last=True, keyed=True) == (
        "这一轮已经录入票数，不能撤回；票数有误的，请更正计票单。"
    )


def test_an_excusal_needs_the_superior_and_the_assembly() -> None:
    assert excusal_lacks(consent_number="", adopted=False) == ("上级党组织同意", "大会表决")
    assert excusal_lacks(consent_number="许党函3号", adopted=False) == ("大会表决",)
    assert excusal_lacks(consent_number="许党函3号", adopted=True) == ()


def test_days() -> None:
    today, before = date(2004, 9, 18), ("公示日期", date(2004, 9, 10))
    assert day_fault("研究日期", today, today=today, after=before) == ""
    assert day_fault("研究日期", date(2004, 9, 19), today=today) == "研究日期晚于今天，请照实际日期填写。"
    early = day_fault("研究日期", date(2004, 9, 9), today=today, after=before)
    assert early == "研究日期早于公示日期（2004年9月10日），请核对。"


def test_how_each_person_came_out() -> None:
    # Majority 6: m1, m2 and m3 are elected; m4 and m5, who was written in, have not enough.
    first = ballot("committee", 3, {"m1": 9, "m2": 8, "m3": 7, "m4": 2}, write_ins={"m5": 4})
    second = ballot("secretary", 1, {"m1": 2, "m2": 1}, ballots=3)
    whole = parse(dossier(assembly=assembly(first, second)))
    outcome = decide(whole).assembly
    assert outcome is not None
    assert whole.assembly is not None
    results = person_results(whole.assembly.rounds[0], outcome.rounds[0])
    assert [(r.person, r.approvals, r.verdict, r.row is None) for r in results] == [
        ("m1", 9, Verdict.ELECTED, False),
        ("m2", 8, Verdict.ELECTED, False),
        ("m3", 7, Verdict.ELECTED, False),
        ("m4", 2, Verdict.NOT_ENOUGH, False),
        ("m5", 4, Verdict.NOT_ENOUGH, True),
    ]
    assert votes_won(whole.assembly, outcome) == {
        Post.COMMITTEE: {"m1": 9, "m2": 8, "m3": 7},
        Post.SECRETARY: {"m1": 2},
    }
    assert committee_electorate(whole.assembly, outcome, whole.rules) == Electorate(3, 3)


@pytest.mark.parametrize(
    ("method", "rules", "own", "expected"),
    [
        ("committee_then_secretary", {}, {}, Electorate(3, 3)),
        ("committee_then_secretary", {}, {"entitled": 2, "present": 2}, Electorate(2, 2)),
        ("committee_then_secretary", {"secretary_voters": "assembly"}, {}, None),
        ("direct", {}, {}, None),
    ],
)
def test_who_elected_the_secretary(method: str, rules: Json, own: Json, expected: Electorate | None) -> None:
    """Ten in the assembly, three elected by it; two of them are a majority of three, seven of ten."""
    by_committee = expected is not None
    votes, ballots = ({"m1": 2, "m2": 0}, 2) if by_committee else ({"m1": 7, "m2": 3}, 10)
    second = {**ballot("secretary", 1, votes, ballots=ballots), **own}
    whole = parse(dossier(rules=rules, assembly=assembly(WON, second, method=method)))
    outcome = decide(whole).assembly
    assert outcome is not None
    assert whole.assembly is not None
    assert outcome.standing.secretary == "m1"
    assert committee_electorate(whole.assembly, outcome, whole.rules) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (TIE, {"m1": Verdict.ELECTED, "m2": Verdict.ELECTED, "m3": Verdict.TIED, "m4": Verdict.TIED}),
        (
            ballot("committee", 3, {"m1": 8, "m2": 8, "m3": 7, "m4": 6}),
            {"m1": Verdict.ELECTED, "m2": Verdict.ELECTED, "m3": Verdict.ELECTED, "m4": Verdict.OUTVOTED},
        ),
        (
            {**WON, "returned": 11},
            dict.fromkeys(("m1", "m2", "m3", "m4"), Verdict.NO_EFFECT),
        ),
    ],
)
def test_ties_surplus_majorities_and_void_ballots(held: Json, expected: dict[str, Verdict]) -> None:
    whole = parse(dossier(assembly=assembly(held)))
    outcome = decide(whole).assembly
    assert outcome is not None
    assert whole.assembly is not None
    results = person_results(whole.assembly.rounds[0], outcome.rounds[0])
    assert {result.person: result.verdict for result in results} == expected


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        ((WON,), None),
        ((TIE,), 6),
        # A void run-off settles nothing: the six votes of the first ballot still tie.
        ((TIE, ballot("runoff", 1, {"m3": 6, "m4": 4}, returned=11)), 6),
        ((TIE, ballot("runoff", 1, {"m3": 5, "m4": 5})), 5),
        ((TIE, ballot("runoff", 1, {"m3": 6, "m4": 4})), None),
    ],
)
def test_the_votes_of_those_still_tied(rounds: tuple[Json, ...], expected: int | None) -> None:
    whole = parse(dossier(assembly=assembly(*rounds)))
    outcome = decide(whole).assembly
    assert outcome is not None
    assert whole.assembly is not None
    assert tied_votes(whole.assembly, outcome) == expected
