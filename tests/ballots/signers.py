"""Signing a round's result, and that it is lifted, by those named for it: through the services that the pages call."""

from datetime import UTC, datetime

from ballots.models import Reopening, Round
from ballots.selectors.certified import shown_round
from ballots.selectors.dossier import decided
from ballots.services.certifying import sign_round
from ballots.services.reopening import ask_reopening, sign_reopening, withdraw_reopening
from elections.models import Election, Official, User
from elections.rules.certifying import Signatures

SIGNED_AT = datetime(2004, 9, 22, 4, 0, tzinfo=UTC)


def signer(election: Election, capacity: str) -> User:
    """The account named for a capacity."""
    named = Official.objects.filter(election=election, duty=capacity, account__isnull=False).first()
    assert named is not None, capacity
    assert named.account is not None
    return named.account


def shown(held: Round) -> str:
    """The SHA-256 that a page of the round opened now would carry."""
    found = decided(Election.objects.get(pk=held.election_id))
    return shown_round(found, next(one for one in found.rounds if one.pk == held.pk)).sha256


def sign(held: Round, capacity: str, *, seen: str | None = None, at: datetime = SIGNED_AT) -> None:
    """Sign in one capacity what is shown now, or what was `seen`."""
    sign_round(
        election_id=held.election_id,
        round_id=held.pk,
        shown=shown(held) if seen is None else seen,
        by=signer(held.election, capacity).actor,
        at=at,
    )


def sign_all(held: Round, *, at: datetime = SIGNED_AT) -> None:
    """Sign in every capacity that is left: certified, in the assembly also announced."""
    certificate = Round.objects.get(pk=held.pk).certificate
    given = certificate.signing if certificate else Signatures(held.is_trust)
    for capacity in given.missing:
        sign(held, capacity.value, at=at)


def ask(held: Round, by: User, reason: str = "有一箱票数录错", *, at: datetime = SIGNED_AT) -> Reopening:
    """Ask, as the township, that the round's certificate be lifted."""
    return ask_reopening(
        election_id=held.election_id,
        round_id=held.pk,
        version=Election.objects.values_list("version", flat=True).get(pk=held.election_id),
        reason=reason,
        by=by.actor,
        at=at,
    )


def agree(held: Round, asked: Reopening, capacity: str, *, at: datetime = SIGNED_AT) -> Reopening:
    """Sign in one capacity that the certificate is lifted."""
    return sign_reopening(
        election_id=held.election_id,
        round_id=held.pk,
        reopening_id=asked.pk,
        by=signer(held.election, capacity).actor,
        at=at,
    )


def take_back(held: Round, asked: Reopening, by: User, *, at: datetime = SIGNED_AT) -> None:
    """Take the request back, as the township."""
    withdraw_reopening(
        election_id=held.election_id, round_id=held.pk, reopening_id=asked.pk, by=by.actor, at=at
    )
