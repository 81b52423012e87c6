"""Whose sign-in needs a second factor, how many wrong codes are borne, whose screen stays signed in."""

from datetime import UTC, datetime, timedelta

import pytest

from elections.rules.permissions import Role
from elections.rules.sign_in import needs_second_factor, screens_stay, shut_out, wrong_codes

NOON = datetime(2004, 9, 18, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "needed"),
    [
        ("county", True),
        ("township", True),
        ("clerk", False),
        ("monitor", False),
        ("projector", False),
        ("viewer", False),
    ],
)
def test_who_needs_one(role: str, needed: bool) -> None:
    assert needs_second_factor(Role(role)) is needed


def test_whose_screen_stays_signed_in() -> None:
    assert [role.value for role in Role if screens_stay(role)] == ["projector"]


def test_every_role_is_written_out() -> None:
    assert len(Role) == 6


@pytest.mark.parametrize(
    ("wrong", "minutes", "out", "then"),
    [
        (0, None, False, 1),
        (4, 0, False, 5),
        (5, 0, True, 6),
        (5, 14, True, 6),
        (5, 15, False, 1),
        (9, 60, False, 1),
    ],
)
def test_wrong_codes(wrong: int, minutes: int | None, out: bool, then: int) -> None:
    last = None if minutes is None else NOON - timedelta(minutes=minutes)
    assert shut_out(wrong, last, NOON) is out
    assert wrong_codes(wrong, last, NOON) == then
