"""Lifting a certificate: the township asks with a reason, the two who made it sign, then it is carried out.

The certificate, its signatures and all that rested on it stay on record. Nothing is deleted.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from ballots.models import Reopening, Round
from ballots.selectors.signing import PREFETCH, Signing, signing_of
from ballots.services.certificates import SIGNED_MEANWHILE, lift_certificate
from ballots.services.certificates import sign_reopening as add_signature
from ballots.services.certifying import GONE, signing_capacity
from ballots.services.going_back import undo_stages
from elections.models import Election
from elections.rules.certifying import REOPENED_TO, reopening_refusal, signing_action
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor
from elections.services.audit import record
from elections.services.guard import Refused, lock_election, lock_version
from elections.services.refusals import AtField

SETTLED = "这份申请刚才已经办理或收回，请重新打开本页。"


def ask_reopening(
    *, election_id: int, round_id: int, version: int, reason: str, by: Actor, at: datetime
) -> Reopening:
    """Ask that a round's certificate be lifted; where only one has signed it is lifted at once."""
    if not reason.strip():
        raise AtField(reason="请写明撤销核定的理由。")
    try:
        with transaction.atomic():
            election = lock_election(election_id, Action.REOPEN, by)
            lock_version(election, version)
            signing = _signing(election, round_id)
            refusal = refusal_to_ask(election, signing)
            if refusal or signing.certificate is None:
                raise Refused(refusal or GONE)
            asked = Reopening.objects.create(
                certificate=signing.certificate, reason=reason, asked_at=at, asked_by_id=by.user_id
            )
            payload = {"round": signing.held.number, "reason": reason}
            record(election, by=by, at=at, action=Deed.REOPENING_ASKED, payload=payload)
            if not signing.needs:
                _carry_out(election, asked, by=by, at=at)
                asked.refresh_from_db()
            return asked
    except IntegrityError as error:
        raise Refused(SETTLED) from error


def refusal_to_ask(election: Election, signing: Signing) -> str | None:
    """Return the sentence why the certificate may not be lifted, None where the township may ask for it."""
    later = Round.objects.filter(
        election=election, number__gt=signing.held.number, invalidated_at__isnull=True
    )
    return reopening_refusal(
        trust=signing.held.is_trust,
        stage=election.present_stage,
        standing=signing.certificate is not None,
        last=signing.held.is_trust or not later.exists(),
        asked=signing.reopening is not None,
    )


def sign_reopening(
    *, election_id: int, round_id: int, reopening_id: int, by: Actor, at: datetime
) -> Reopening:
    """Sign that the certificate is lifted; the second signature carries it out."""
    kind = Round.objects.filter(pk=round_id, election_id=election_id).values_list("kind", flat=True).first()
    try:
        with transaction.atomic():
            action = signing_action(trust=kind == Round.Kind.TRUST)
            election = lock_election(election_id, action, by)
            signing = _signing(election, round_id)
            asked = _asked(signing, reopening_id)
            capacity = signing_capacity(election, signing, by)
            add_signature(election, asked, capacity, by=by, at=at)
            if _signing(election, round_id).given.complete:
                _carry_out(election, asked, by=by, at=at)
            asked.refresh_from_db()
            return asked
    except IntegrityError as error:  # two at once signed in the same capacity
        raise Refused(SIGNED_MEANWHILE) from error


def withdraw_reopening(
    *, election_id: int, round_id: int, reopening_id: int, by: Actor, at: datetime
) -> None:
    """Take back a request that is not fully signed; the certificate stands as before."""
    with transaction.atomic():
        election = lock_election(election_id, Action.REOPEN, by)
        asked = _asked(_signing(election, round_id), reopening_id)
        open_ = Reopening.objects.filter(pk=asked.pk, done_at__isnull=True, withdrawn_at__isnull=True)
        if open_.update(withdrawn_at=at, withdrawn_by_id=by.user_id) != 1:
            raise Refused(SETTLED)
        payload = {"round": asked.certificate.round.number}
        record(election, by=by, at=at, action=Deed.REOPENING_WITHDRAWN, payload=payload)


def _signing(election: Election, round_id: int) -> Signing:
    valid = Round.objects.filter(election=election, pk=round_id, invalidated_at__isnull=True)
    held = valid.prefetch_related("lines__member", *PREFETCH).first()
    if held is None:
        raise Refused(GONE)
    return signing_of(held)


def _asked(signing: Signing, reopening_id: int) -> Reopening:
    asked = signing.reopening
    if asked is None or asked.pk != reopening_id:
        raise Refused(SETTLED)
    return asked


def _carry_out(election: Election, asked: Reopening, *, by: Actor, at: datetime) -> None:
    """Lift the certificate, and set aside all that rested on it."""
    certificate = asked.certificate
    lift_certificate(election, certificate, reason=asked.reason, by=by, at=at)
    _withdraw_reduction(election, certificate.round, by=by, at=at)
    # Forms opened before count as stale from now on.
    election.version += 1
    election.save(update_fields=["version"])
    target = REOPENED_TO[certificate.round.is_trust]
    undo_stages(election, target, reason=asked.reason, by=by, at=at)


def _withdraw_reduction(election: Election, held: Round, *, by: Actor, at: datetime) -> None:
    """Take back the consent to fewer seats, which was given to the result that is lifted."""
    reduced = Round.objects.filter(pk=held.pk, reduce_seats__isnull=False)
    if reduced.update(reduce_seats=None, reduce_consent=None):
        record(election, by=by, at=at, action=Deed.REDUCTION_WITHDRAWN, payload={"round": held.number})
