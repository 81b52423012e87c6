"""Which duty a deed asks for, and which account fits a duty."""

import pytest

from elections.rules.duties import (
    TRUST_ACCOUNTS,
    OfficialDuty,
    account_fault,
    account_gaps,
    duty_for,
    duty_refusal,
    handled_refusal,
)
from elections.rules.permissions import Action, Role


@pytest.mark.parametrize(
    ("action", "held", "refusal"),
    [
        (Action.VIEW, (), None),
        (Action.KEY_TRUST, ("trust_clerk",), None),
        (
            Action.KEY_TRUST,
            ("assembly_clerk", "committee_head"),
            "只有登记为信任投票录入员的账号能录入信任票，请乡镇在“工作人员”中登记。",
        ),
        (Action.KEY_ASSEMBLY, ("assembly_clerk",), None),
        (Action.DECIDE_TRUST, ("trust_monitor",), None),
        (
            Action.DECIDE_ASSEMBLY,
            ("trust_monitor",),
            "只有登记为党员大会总监票人或党员大会监票人的账号能处理大会计票的错误和出入，请乡镇在“工作人员”中登记。",
        ),
        (Action.SIGN_TRUST, ("committee_head",), None),
        (Action.SIGN_ASSEMBLY, ("assembly_chair",), None),
        (
            Action.SIGN_ASSEMBLY,
            ("assembly_monitor",),
            "只有登记为党员大会总监票人或党员大会计票人或党员大会主持人的账号能签字确认大会选举结果，请乡镇在“工作人员”中登记。",
        ),
    ],
)
def test_duty_refusal(action: Action, held: tuple[str, ...], refusal: str | None) -> None:
    assert duty_refusal(action, held) == refusal


def test_account_gaps() -> None:
    assert account_gaps(TRUST_ACCOUNTS, {"trust_clerk": 2, "committee_head": 1, "trust_monitor": 3}) == ()
    assert account_gaps(TRUST_ACCOUNTS, {"trust_clerk": 1, "assembly_clerk": 2, "committee_head": 1}) == (
        (OfficialDuty.TRUST_CLERK, "信任投票录入员至少 2 名，各用各的账号，现有 1 名。"),
        (OfficialDuty.TRUST_MONITOR, "信任投票监票人还没有账号，到时无法签字。"),
    )


@pytest.mark.parametrize(
    ("duty", "role", "fault"),
    [
        (OfficialDuty.TRUST_CLERK, Role.CLERK, None),
        (OfficialDuty.TRUST_CLERK, None, "信任投票录入员要登录录入，请选择账号。"),
        (OfficialDuty.TRUST_CLERK, Role.MONITOR, "信任投票录入员的账号应是村选举工作人员。"),
        (OfficialDuty.TRUST_MONITOR, Role.MONITOR, None),
        (OfficialDuty.TRUST_MONITOR, None, None),
        (OfficialDuty.TRUST_MONITOR, Role.CLERK, "信任投票监票人的账号应是监票人。"),
        (OfficialDuty.GUIDANCE, None, None),
        (OfficialDuty.GUIDANCE, Role.CLERK, "村指导组成员不用登录，不选账号。"),
    ],
)
def test_account_fault(duty: OfficialDuty, role: Role | None, fault: str | None) -> None:
    assert account_fault(duty, role) == fault


@pytest.mark.parametrize(
    ("action", "held", "duty"),
    [
        (Action.KEY_TRUST, ("trust_clerk", "assembly_clerk"), "trust_clerk"),
        (Action.KEY_TRUST, ("assembly_clerk",), None),
        (Action.DECIDE_ASSEMBLY, ("assembly_monitor", "chief_monitor"), "chief_monitor"),
        (Action.DECIDE_ASSEMBLY, ("assembly_monitor",), "assembly_monitor"),
        (Action.MANAGE_BOXES, ("trust_clerk",), None),
    ],
)
def test_duty_for(action: Action, held: tuple[str, ...], duty: str | None) -> None:
    assert duty_for(action, held) == duty


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ((False, False, False), None),
        ((True, False, False), "录入票数"),
        ((False, True, False), "处理计票单"),
        ((False, False, True), "签字"),
        ((False, True, True), "处理计票单、签字"),
    ],
)
def test_who_handled_figures_stays(done: tuple[bool, bool, bool], words: str | None) -> None:
    keyed, decided, signed = done
    refusal = handled_refusal("丁", OfficialDuty.TRUST_MONITOR, keyed=keyed, decided=decided, signed=signed)
    sentence = (
        f"丁（信任投票监票人）已经{words}，不能取消：经手过票数的人要留在名单上。要换人的，请另外登记一人。"
    )
    assert refusal == (sentence if words else None)
