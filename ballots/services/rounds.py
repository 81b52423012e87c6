"""Opening and invalidating rounds. The callers hold the election's lock and have asked for permission."""

from datetime import datetime

from ballots.models import BallotLine, Review, Round, Sheet
from elections.models import Election, ElectionMember
from elections.rules.log import Deed
from elections.rules.permissions import Actor
from elections.services.audit import record


def open_trust_round(election: Election, *, by: Actor, at: datetime) -> Round:
    """Open the trust vote on all Party members of the branch, with a sheet for every group's main box."""
    held = _open(election, Round.Kind.TRUST, by=by, at=at)
    _print_lines(held, list(election.members.all()))
    groups = election.groups.all()
    Sheet.objects.bulk_create(
        Sheet(round=held, group=group, kind=Sheet.Kind.GROUP, number=number)
        for number, group in enumerate(groups, start=1)
    )
    _record_opening(election, held, by=by, at=at)
    return held


def open_assembly_round(
    election: Election,
    *,
    kind: str,
    seats: int,
    candidates: list[ElectionMember],
    entitled: int | None,
    present: int | None,
    by: Actor,
    at: datetime,
) -> Round:
    """Open one ballot of the assembly; `candidates` in the order of the ballot. One sheet, for the one box."""
    held = _open(election, kind, by=by, at=at, seats=seats, entitled=entitled, present=present)
    _print_lines(held, candidates)
    Sheet.objects.create(round=held, kind=Sheet.Kind.ASSEMBLY, number=1)
    _record_opening(election, held, by=by, at=at)
    return held


def valid_trust_round(election: Election) -> Round | None:
    """Return the trust round that counts."""
    valid = Round.objects.filter(election=election, kind=Round.Kind.TRUST, invalidated_at__isnull=True)
    return valid.first()


def invalidate_trust_round(election: Election, *, reason: str, by: Actor, at: datetime) -> None:
    """Set the trust round aside, with every figure kept, so that another can take its place."""
    held = valid_trust_round(election)
    if held is not None:
        invalidate_round(election, held, reason=reason, by=by, at=at)


def invalidate_round(election: Election, held: Round, *, reason: str, by: Actor, at: datetime) -> None:
    """Set one round aside for `reason`, with every figure kept."""
    held.invalidated_at, held.invalidated_by_id, held.invalidated_reason = at, by.user_id, reason
    held.save(update_fields=["invalidated_at", "invalidated_by", "invalidated_reason"])
    payload = {"round": held.number, "reason": reason}
    record(election, by=by, at=at, action=Deed.ROUND_INVALIDATED, payload=payload)


def invalidate_reviews(election: Election, *, reason: str, at: datetime) -> None:
    """Set aside what the township settled on the shortlist."""
    valid = Review.objects.filter(round__election=election, invalidated_at__isnull=True)
    valid.update(invalidated_at=at, invalidated_reason=reason)


def _open(
    election: Election,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    seats: int | None = None,
    entitled: int | None = None,
    present: int | None = None,
) -> Round:
    number = Round.objects.filter(election=election).count() + 1
    return Round.objects.create(
        election=election,
        number=number,
        kind=kind,
        seats=seats,
        entitled=entitled,
        present=present,
        opened_at=at,
        opened_by_id=by.user_id,
    )


def _record_opening(election: Election, held: Round, *, by: Actor, at: datetime) -> None:
    payload = {
        "round": held.number,
        "kind": str(held.kind),
        "seats": held.seats,
        "entitled": held.entitled,
        "present": held.present,
        "candidates": [line.member.code for line in held.lines.select_related("member")],
        "sheets": [
            [sheet.number, sheet.kind, sheet.group.code if sheet.group else None]
            for sheet in held.sheets.select_related("group")
        ],
    }
    record(election, by=by, at=at, action=Deed.ROUND_OPENED, payload=payload)


def _print_lines(held: Round, members: list[ElectionMember]) -> None:
    BallotLine.objects.bulk_create(
        BallotLine(round=held, member=member, position=position)
        for position, member in enumerate(members, start=1)
    )
