"""Signing a round's result: checked again under the lock, so that what is signed is what was shown."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ballots.models import Round, Signature
from ballots.selectors.bans import ban_refusal, named_as
from ballots.selectors.certified import ground_of, shown_facts
from ballots.selectors.dossier import Decided, decided, line_codes
from ballots.selectors.signing import Signing, signing_of
from ballots.services.certificates import SIGNED_MEANWHILE, begin_certificate, sign_certificate
from elections.dossier.chain import content_hash
from elections.models import Election
from elections.rules.certifying import certifying_refusals, signing_action, signing_refusal
from elections.rules.duties import OfficialDuty, duty_refusal
from elections.rules.permissions import Actor
from elections.services.guard import Refused, lock_election

CHANGED = "这一页打开以后，票数有了变动，没有签字。下面是现在的数字，请重新核对以后再签。"
OTHER = "前面签字的人看到的数字与现在的不同，不能接着签；请乡镇撤销已有的签字，重新核对签字。"
GONE = "这一轮投票已经作废，不能再签字。"


class Changed(Refused):
    """What was shown is no longer so; nothing was signed."""


def sign_round(*, election_id: int, round_id: int, shown: str, by: Actor, at: datetime) -> Signature:
    """Sign a round's result in the capacity in which `by` was named. `shown` is the SHA-256 of what they saw.

    Raises PermissionDenied, Refused, or Changed where the figures are others by now.
    """
    kind = Round.objects.filter(pk=round_id, election_id=election_id).values_list("kind", flat=True).first()
    try:
        with transaction.atomic():
            action = signing_action(trust=kind == Round.Kind.TRUST)
            election = lock_election(election_id, action, by)
            found = decided(election)
            held = next((one for one in found.rounds if one.pk == round_id), None)
            if held is None:
                raise Refused(GONE)
            signing = signing_of(held)
            capacity = signing_capacity(election, signing, by)
            facts = _ready(found, held, shown)
            certificate = signing.certificate or begin_certificate(held, facts, at=at)
            if certificate.shown != shown:
                raise Refused(OTHER)
            return sign_certificate(election, certificate, capacity, by=by, at=at)
    except IntegrityError as error:  # two at once signed in the same capacity
        raise Refused(SIGNED_MEANWHILE) from error


def signing_capacity(election: Election, signing: Signing, by: Actor) -> OfficialDuty:
    """Return the capacity in which `by` signs next; refuse whoever was not named for one that is open, or is banned."""
    named = named_as(election, by)
    duties = named.duties
    if refusal := duty_refusal(signing_action(trust=signing.held.is_trust), duties):
        raise PermissionDenied(refusal)
    if refusal := signing_refusal(signing.given, held=duties, user=by.user_id):
        raise Refused(refusal)
    capacity = signing.capacity_of(by, duties)
    if capacity is None:
        raise Refused(SIGNED_MEANWHILE)
    if refusal := ban_refusal(election, by, named, capacity, line_codes(signing.held).values()):
        raise PermissionDenied(refusal)
    return capacity


def _ready(found: Decided, held: Round, shown: str) -> dict[str, object]:
    """What is shown of the round now; refuse what cannot be signed, or was shown otherwise."""
    if reasons := certifying_refusals(ground_of(found, held)):
        raise Refused(*reasons)
    facts = shown_facts(found, held)
    if facts is None or content_hash(facts) != shown:
        raise Changed(CHANGED)
    return facts
