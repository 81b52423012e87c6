"""Beginning, signing, making and lifting certificates. The callers hold the election's lock and have asked for permission."""

from collections.abc import Mapping
from datetime import datetime

from ballots.models import Certificate, Reopening, Round, Signature
from elections.dossier.chain import content_hash
from elections.models import Election, Official
from elections.rules.certifying import ANNOUNCES
from elections.rules.duties import OfficialDuty
from elections.rules.log import Deed
from elections.rules.permissions import Actor
from elections.services.audit import record
from elections.services.guard import Refused

SIGNED_MEANWHILE = "刚才已经有人签字或撤销，请重新打开本页。"


def begin_certificate(held: Round, facts: Mapping[str, object], *, at: datetime) -> Certificate:
    """Keep what is shown of a round, to be signed."""
    return Certificate.objects.create(round=held, shown=content_hash(facts), facts=facts, begun_at=at)


def sign_certificate(
    election: Election, certificate: Certificate, capacity: OfficialDuty, *, by: Actor, at: datetime
) -> Signature:
    """Sign for the result in one capacity; the second of the two who make a certificate makes it."""
    signature = _sign(election, certificate, None, capacity, by=by, at=at)
    payload = {**_facts(certificate, signature), "shown": certificate.shown}
    deed = Deed.ROUND_ANNOUNCED if capacity is ANNOUNCES else Deed.ROUND_SIGNED
    record(election, by=by, at=at, action=deed, payload=payload)
    signed = Certificate.objects.prefetch_related("signatures").get(pk=certificate.pk)
    if signed.made_at is None and signed.signing.made:
        _make(election, certificate, by=by, at=at)
    return signature


def sign_reopening(
    election: Election, reopening: Reopening, capacity: OfficialDuty, *, by: Actor, at: datetime
) -> Signature:
    """Sign in one capacity that the certificate is lifted."""
    certificate = reopening.certificate
    signature = _sign(election, certificate, reopening, capacity, by=by, at=at)
    record(election, by=by, at=at, action=Deed.REOPENING_SIGNED, payload=_facts(certificate, signature))
    return signature


def lift_certificate(
    election: Election, certificate: Certificate, *, reason: str, by: Actor, at: datetime
) -> None:
    """Lift a certificate with whatever was signed; it is kept, and the figures stay as they were keyed."""
    standing = Certificate.objects.filter(pk=certificate.pk, lifted_at__isnull=True)
    if standing.update(lifted_at=at, lifted_by_id=by.user_id, lifted_reason=reason) != 1:
        raise Refused(SIGNED_MEANWHILE)
    Reopening.objects.filter(certificate=certificate, done_at__isnull=True, withdrawn_at__isnull=True).update(
        done_at=at
    )
    payload = {"round": certificate.round.number, "reason": reason}
    record(election, by=by, at=at, action=Deed.CERTIFICATE_LIFTED, payload=payload)


def _make(election: Election, certificate: Certificate, *, by: Actor, at: datetime) -> None:
    """Store with the certificate the head that the chain then has."""
    payload = {"round": certificate.round.number, "shown": certificate.shown}
    event = record(election, by=by, at=at, action=Deed.ROUND_CERTIFIED, payload=payload)
    open_ = Certificate.objects.filter(pk=certificate.pk, made_at__isnull=True, lifted_at__isnull=True)
    if open_.update(made_at=at, head=event.hash) != 1:
        raise Refused(SIGNED_MEANWHILE)


def _sign(
    election: Election,
    certificate: Certificate,
    reopening: Reopening | None,
    capacity: OfficialDuty,
    *,
    by: Actor,
    at: datetime,
) -> Signature:
    named = Official.objects.filter(election=election, duty=capacity.value, account=by.user_id).first()
    return Signature.objects.create(
        certificate=certificate,
        reopening=reopening,
        capacity=capacity.value,
        name=named.name if named else by.name,
        signed_by_id=by.user_id,
        signed_at=at,
    )


def _facts(certificate: Certificate, signature: Signature) -> dict[str, object]:
    return {
        "round": certificate.round.number,
        "capacity": signature.capacity,
        "name": signature.name,
    }
