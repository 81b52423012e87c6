"""How long an invitation holds, and what ends it."""

from datetime import UTC, datetime, timedelta

import pytest

from elections.rules.duties import OfficialDuty
from elections.rules.invitations import INVITABLE, LASTS, InvitationState, invitation_state, tries_left

MADE = datetime(2004, 9, 18, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "used", "withdrawn", "wrong", "state"),
    [
        (timedelta(0), False, False, 0, "等待本人接受"),
        (timedelta(days=6, hours=23, minutes=59), False, False, 4, "等待本人接受"),
        (timedelta(days=7), False, False, 0, "已过期"),
        (timedelta(0), False, False, 5, "邀请码输错 5 次，已作废"),
        (timedelta(days=8), False, False, 5, "邀请码输错 5 次，已作废"),
        (timedelta(days=8), False, True, 5, "已收回"),
        (timedelta(days=8), True, False, 4, "已接受"),
    ],
)
def test_state(after: timedelta, used: bool, withdrawn: bool, wrong: int, state: str) -> None:
    found = invitation_state(
        now=MADE + after, expires_at=MADE + LASTS, used=used, withdrawn=withdrawn, wrong=wrong
    )
    assert found.label == state


def test_whatever_is_over_says_why() -> None:
    assert {state.name: bool(state.refusal) for state in InvitationState} == {
        "OPEN": False,
        "USED": True,
        "WITHDRAWN": True,
        "EXPIRED": True,
        "WRONG_CODES": True,
    }


def test_tries_left() -> None:
    assert [tries_left(wrong) for wrong in (0, 1, 4, 5, 9)] == [5, 4, 1, 0, 0]


def test_who_can_be_invited() -> None:
    assert {duty.value for duty in INVITABLE} == {
        "committee_head",
        "trust_monitor",
        "trust_clerk",
        "chief_monitor",
        "assembly_monitor",
        "assembly_counter",
        "assembly_clerk",
        "assembly_chair",
    }
    assert OfficialDuty.GUIDANCE not in INVITABLE
