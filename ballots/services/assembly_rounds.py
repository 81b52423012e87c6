"""The ballots of the assembly: opened as the rules offer them, withdrawn while nothing is keyed, seats reduced."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from ballots.models import MeetingStep, Round
from ballots.selectors.assembly_rounds import ballot_order, opening_reasons, reduction
from ballots.selectors.dossier import Decided, decided
from ballots.selectors.officials import (
    ASSEMBLY_DUTIES,
    accounts_by_duty,
    assembly_problems,
    officials_of,
    rule_officials,
)
from ballots.services.rounds import invalidate_round, open_assembly_round
from elections.models import Election
from elections.rules.agenda import NextRound, next_rounds, opening_problems
from elections.rules.log import Deed
from elections.rules.meeting import withdrawal_refusal
from elections.rules.permissions import Action, Actor
from elections.rules.problems import Problem
from elections.rules.standing import Electorate
from elections.services.audit import record
from elections.services.guard import Refused, lock_election, lock_version


def open_round(
    *,
    election_id: int,
    version: int,
    kind: str,
    candidates: Sequence[str],
    own: Electorate | None = None,
    by: Actor,
    at: datetime,
) -> Round:
    """Open the ballot `kind` on these candidates. For a secretary they stand in the order given."""
    try:
        with transaction.atomic():
            election, found = _lock(election_id, version, by)
            offered = _refuse_opening(found, kind, candidates, own)
            return open_assembly_round(
                election,
                kind=kind,
                seats=offered.seats,
                candidates=ballot_order(found, offered, candidates),
                entitled=own.entitled if own else None,
                present=own.present if own else None,
                by=by,
                at=at,
            )
    except IntegrityError as error:
        raise Refused("别人刚刚开始了一轮投票，请重新打开本页。") from error


def withdraw_round(
    *, election_id: int, version: int, round_id: int, reason: str, by: Actor, at: datetime
) -> Round:
    """Withdraw the ballot opened last, as long as nothing was keyed for it; it stays on record with the reason."""
    with transaction.atomic():
        election, found = _lock(election_id, version, by)
        last = found.assembly_rounds[-1:]
        keyed = any(sheet.version for held in last for sheet in held.sheets.all())
        if refusal := withdrawal_refusal(is_last=[held.pk for held in last] == [round_id], keyed=keyed):
            raise Refused(refusal)
        (held,) = last
        invalidate_round(election, held, reason=reason, by=by, at=at)
        return held


def reduce_seats(
    *, election_id: int, version: int, consent: int, by: Actor, at: datetime
) -> tuple[Problem, ...]:
    """Record how many consented to fewer seats; returns what the rules have against it, nothing where it holds."""
    with transaction.atomic():
        election, found = _lock(election_id, version, by)
        option = reduction(found)
        if option is None:
            raise Refused("现在不能减少名额。")
        held = found.counted_rounds[option.round]
        held.reduce_seats, held.reduce_consent = option.seats, consent
        held.save(update_fields=["reduce_seats", "reduce_consent"])
        payload = {"round": held.number, "seats": option.seats, "consent": consent}
        record(election, by=by, at=at, action=Deed.SEATS_REDUCED, payload=payload)
        place = f"/assembly/rounds/{option.round}/reduce/"
        problems = decided(election).decision.problems
        return tuple(item for item in problems if f"{item.at}/".startswith(place))


def withdraw_reduction(*, election_id: int, version: int, by: Actor, at: datetime) -> Round:
    """Take back the consent recorded with the ballot held last, where the number was typed wrong."""
    with transaction.atomic():
        election, found = _lock(election_id, version, by)
        last = found.assembly_rounds[-1] if found.assembly_rounds else None
        if last is None or last.reduce_seats is None:
            raise Refused("最后一轮投票没有减少名额的记录。")
        last.reduce_seats = last.reduce_consent = None
        last.save(update_fields=["reduce_seats", "reduce_consent"])
        record(election, by=by, at=at, action=Deed.REDUCTION_WITHDRAWN, payload={"round": last.number})
        return last


def _lock(election_id: int, version: int, by: Actor) -> tuple[Election, Decided]:
    election = lock_election(election_id, Action.RUN_ASSEMBLY, by)
    lock_version(election, version)
    return election, decided(election)


def _refuse_opening(
    found: Decided, kind: str, candidates: Sequence[str], own: Electorate | None
) -> NextRound:
    """Refuse with all reasons at once; return what the rules offer."""
    if not found.members.keys() >= set(candidates):
        raise Refused("候选人名单中有不在党员名册上的人，请重新打开本页。")
    done = MeetingStep.objects.filter(election=found.election).values_list("step", flat=True)
    accounts = accounts_by_duty(officials_of(found.election))
    reasons = list(opening_reasons(found, set(done), accounts))
    problems = opening_problems(
        found.dossier, found.decision, kind=kind, candidates=candidates, own=own
    ) + _barred_officials(found, candidates)
    reasons += [f"{item.message}。" for item in problems]
    if reasons:
        raise Refused(*reasons)
    return next(item for item in next_rounds(found.dossier, found.decision) if item.kind == kind)


def _barred_officials(found: Decided, candidates: Sequence[str]) -> tuple[Problem, ...]:
    """What the bans say of the people who would handle a ballot on these candidates."""
    named = rule_officials(officials_of(found.election), ASSEMBLY_DUTIES)
    return assembly_problems(named, found.members.values(), frozenset(candidates))
