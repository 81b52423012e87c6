"""Who signs a result, in which order, when it stands, and how it is taken back."""

import pytest

from elections.rules.certifying import (
    Ground,
    Purpose,
    Signatures,
    Signed,
    attendance_refusal,
    capacity_for,
    certifying_refusals,
    opening_refusal,
    reopening_needs,
    reopening_refusal,
    signing_refusal,
    unsigned_words,
)
from elections.rules.duties import OfficialDuty
from elections.rules.stages import ORDER, Stage

HEAD, WATCH = OfficialDuty.COMMITTEE_HEAD, OfficialDuty.TRUST_MONITOR
CHIEF, COUNT, CHAIR = (
    OfficialDuty.CHIEF_MONITOR,
    OfficialDuty.ASSEMBLY_COUNTER,
    OfficialDuty.ASSEMBLY_CHAIR,
)
USERS = {HEAD: 1, WATCH: 2, CHIEF: 3, COUNT: 4, CHAIR: 5}


def given(*capacities: OfficialDuty, trust: bool = False, reopen: bool = False) -> Signatures:
    purpose = Purpose.REOPEN if reopen else Purpose.CERTIFY
    return Signatures(trust, purpose, tuple(Signed(each, USERS[each]) for each in capacities))


# signed so far: certified, complete, who is missing, who can sign now
STANDINGS = [
    (given(trust=True), False, False, (HEAD, WATCH), (HEAD, WATCH)),
    (given(WATCH, trust=True), False, False, (HEAD,), (HEAD,)),
    (given(HEAD, WATCH, trust=True), True, True, (), ()),
    (given(), False, False, (CHIEF, COUNT, CHAIR), (CHIEF, COUNT)),
    (given(COUNT), False, False, (CHIEF, CHAIR), (CHIEF,)),
    (given(CHIEF, COUNT), True, False, (CHAIR,), (CHAIR,)),
    (given(CHIEF, COUNT, CHAIR), True, True, (), ()),
    (given(trust=True, reopen=True), False, False, (HEAD, WATCH), (HEAD, WATCH)),
    (given(reopen=True), False, False, (CHIEF, COUNT), (CHIEF, COUNT)),
    (given(CHIEF, COUNT, reopen=True), True, True, (), ()),
]


@pytest.mark.parametrize(("signed", "made", "complete", "missing", "due"), STANDINGS)
def test_standing(
    signed: Signatures,
    made: bool,
    complete: bool,
    missing: tuple[OfficialDuty, ...],
    due: tuple[OfficialDuty, ...],
) -> None:
    assert (signed.made, signed.complete, signed.missing, signed.due) == (made, complete, missing, due)


NOT_NAMED = "只有登记为选举委员会主任或信任投票监票人的账号能签字核定信任投票，请乡镇在“工作人员”中登记。"
DONE = "该签的字都已签完，不用再签。"
# signed so far, duties of the account, its number, in which capacity it signs, else why it may not
MAY_SIGN = [
    (given(trust=True), {HEAD}, 1, HEAD, None),
    (given(trust=True), {WATCH}, 2, WATCH, None),
    (given(HEAD, trust=True), {WATCH}, 2, WATCH, None),
    (given(HEAD, trust=True), {HEAD}, 1, None, "您已经作为选举委员会主任签过字，其余的字须由别人签。"),
    (given(HEAD, trust=True), {HEAD}, 9, None, "选举委员会主任已经有人签过字，不用再签。"),
    # One account named for both does not sign twice.
    (given(HEAD, trust=True), {HEAD, WATCH}, 1, None, "您已经作为选举委员会主任签过字，其余的字须由别人签。"),
    (given(trust=True), {HEAD, WATCH}, 1, HEAD, None),
    (given(HEAD, WATCH, trust=True), {HEAD}, 1, None, DONE),
    (given(trust=True), {CHIEF, COUNT, OfficialDuty.TRUST_CLERK}, 3, None, NOT_NAMED),
    (given(trust=True), set(), 3, None, NOT_NAMED),
    (given(), {CHIEF}, 3, CHIEF, None),
    (given(), {COUNT}, 4, COUNT, None),
    (given(), {CHAIR}, 5, None, "党员大会总监票人、党员大会计票人签字以后，党员大会主持人才能宣布。"),
    (given(CHIEF), {CHAIR}, 5, None, "党员大会总监票人、党员大会计票人签字以后，党员大会主持人才能宣布。"),
    (given(CHIEF, COUNT), {CHAIR}, 5, CHAIR, None),
    (given(CHIEF, COUNT), {COUNT, CHAIR}, 4, None, "您已经作为党员大会计票人签过字，其余的字须由别人签。"),
    (given(CHIEF, COUNT, CHAIR), {CHAIR}, 5, None, DONE),
    (given(reopen=True), {CHIEF}, 3, CHIEF, None),
    (given(CHIEF, reopen=True), {COUNT}, 4, COUNT, None),
    (
        given(reopen=True),
        {CHAIR},
        5,
        None,
        "撤销核定由党员大会总监票人、党员大会计票人签字，党员大会主持人不用签。",
    ),
]


@pytest.mark.parametrize(("signed", "held", "user", "capacity", "refused"), MAY_SIGN)
def test_who_signs(
    signed: Signatures,
    held: set[OfficialDuty],
    user: int,
    capacity: OfficialDuty | None,
    refused: str | None,
) -> None:
    assert capacity_for(signed, held=held, user=user) == capacity
    assert signing_refusal(signed, held=held, user=user) == refused
    assert (capacity is None) == (refused is not None)


TRUST = Ground(trust=True, stage=Stage.TRUST_CERTIFIED, status="shortlisted")
BALLOT = Ground(trust=False, stage=Stage.ASSEMBLY, status="elected")


@pytest.mark.parametrize("status", ["shortlisted", "shortfall", "low_turnout", "void"])
def test_whatever_came_of_the_trust_vote_is_certified(status: str) -> None:
    assert certifying_refusals(Ground(trust=True, stage=Stage.TRUST_CERTIFIED, status=status)) == ()


@pytest.mark.parametrize("status", ["elected", "tie", "unfilled", "errors", "void", "no_quorum"])
def test_whatever_came_of_a_ballot_is_certified(status: str) -> None:
    assert certifying_refusals(Ground(trust=False, stage=Stage.ASSEMBLY, status=status)) == ()


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        (
            {"stage": Stage.TRUST_VOTING},
            ("只有在“公布信任票”阶段才能签字，现为“信任投票”阶段。",),
        ),
        ({"status": "errors"}, ("各票箱合起来还有错误，不能核定；请乡镇退回“信任投票”改正。",)),
        ({"status": ""}, ("现在还没有可以签字的结果。",)),
        ({"sheets_open": 2}, ("还有 2 张计票单没有录完，录完并且相符以后才能签字。",)),
        ({"warnings_open": 1}, ("还有 1 处提示没有说明，说明以后才能签字。",)),
        ({"reopening": True}, ("已经申请撤销核定；签字同意撤销，或者由乡镇收回申请。",)),
    ],
)
def test_what_cannot_be_signed(changes: dict[str, object], sentences: tuple[str, ...]) -> None:
    ground = {name: getattr(TRUST, name) for name in Ground.__slots__}
    assert certifying_refusals(Ground(**{**ground, **changes})) == sentences


def test_a_ballot_is_signed_in_the_assembly_alone() -> None:
    wrong = [
        stage
        for stage in ORDER
        if certifying_refusals(Ground(trust=False, stage=stage, status="elected")) == ()
    ]
    assert wrong == [Stage.ASSEMBLY]


def test_who_signs_that_a_certificate_is_lifted() -> None:
    assert reopening_needs(trust=True, made=True) == (HEAD, WATCH)
    assert reopening_needs(trust=False, made=True) == (CHIEF, COUNT)
    assert reopening_needs(trust=True, made=False) == reopening_needs(trust=False, made=False) == ()


def refused(trust: bool, stage: Stage, **otherwise: bool) -> str | None:
    facts = {"standing": True, "last": True, "asked": False, **otherwise}
    return reopening_refusal(trust=trust, stage=stage, **facts)


def test_where_a_certificate_is_lifted() -> None:
    late = "“党员大会”阶段已经办结，不能再撤销核定。"
    assert {stage.value: refused(True, stage) for stage in ORDER[4:]} == {
        "trust_certified": None,
        "shortlisted": None,
        "reviewed": None,
        "assembly": None,
        "approved": late,
        "handed_over": late,
    }
    assert [refused(False, stage) for stage in ORDER[7:]] == [
        None,
        None,
        "“批复”阶段已经办结，不能再撤销核定。",
    ]
    stage = Stage.ASSEMBLY
    assert refused(False, stage, standing=False) == "这一轮还没有人签字，没有可以撤销的核定。"
    assert refused(False, stage, asked=True) == "已经申请撤销核定，还没有签完字。"
    assert refused(False, stage, last=False) == "后面已经开始另一轮投票，只能撤销最后一轮的核定。"


def test_what_follows_a_ballot_waits_for_its_announcement() -> None:
    assert opening_refusal(None, reopening=False) is None
    assert opening_refusal(given(CHIEF, COUNT, CHAIR), reopening=False) is None
    assert opening_refusal(given(CHIEF), reopening=False) == (
        "上一轮的结果还没有宣布，等待党员大会计票人、党员大会主持人签字。"
    )
    assert opening_refusal(given(CHIEF, COUNT, CHAIR), reopening=True) == (
        "上一轮已经申请撤销核定，撤销或者收回申请以后才能继续。"
    )


def test_words() -> None:
    assert unsigned_words((CHIEF, COUNT)) == "等待党员大会总监票人、党员大会计票人签字"
    assert unsigned_words(()) == "已经签字"


@pytest.mark.parametrize(
    ("signed", "begun", "refusal"),
    [
        (False, "", None),
        (True, "", "已经有一轮的结果签了字，到会人数和请假不能再改；确有错误的，由乡镇申请撤销核定。"),
        (
            False,
            "第一轮（选举支部委员）",
            "第一轮（选举支部委员）已经录入票数，到会人数和请假不能再改；确有错误的，等这张计票单录完，"
            "由监票人决定重新清点，更正人数以后再重新录入。",
        ),
        (
            True,
            "第一轮（选举支部委员）",
            "已经有一轮的结果签了字，到会人数和请假不能再改；确有错误的，由乡镇申请撤销核定。",
        ),
    ],
)
def test_head_count_stands(signed: bool, begun: str, refusal: str | None) -> None:
    assert attendance_refusal(signed=signed, begun=begun) == refusal
