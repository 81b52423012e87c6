"""Signing in: whose sign-in needs a second factor, how many wrong codes are borne, whose screen stays signed in."""

from datetime import datetime, timedelta

from .permissions import Role

CODES_BORNE = 5
CODE_PAUSE = timedelta(minutes=15)


def needs_second_factor(role: Role) -> bool:
    """Whether an account of `role` must not go by a password alone where the program can be reached from elsewhere.

    Those who see several villages or manage accounts; a clerk's account reaches the sheets of one village.
    """
    return role in (Role.COUNTY, Role.TOWNSHIP)


def screens_stay(role: Role) -> bool:
    """Whether a page that refreshes itself keeps the session of `role` alive.

    A screen in a hall has nobody at it for hours; at any other page somebody sits, or has left it.
    """
    return role is Role.PROJECTOR


def shut_out(wrong: int, last: datetime | None, now: datetime) -> bool:
    """Whether no further code is tried: too many wrong ones, the last of them not long ago."""
    return wrong >= CODES_BORNE and last is not None and now - last < CODE_PAUSE


def wrong_codes(wrong: int, last: datetime | None, now: datetime) -> int:
    """Count one more wrong code; those before a pause are forgotten."""
    return wrong + 1 if last is not None and now - last < CODE_PAUSE else 1
