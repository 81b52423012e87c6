"""Where the signing of a round stands: its certificate, an open request to lift it, and who signs next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import Http404

from ballots.models import Certificate, Reopening, Round, Signature
from ballots.selectors.parts import Part
from elections.models import Election, Official
from elections.rules.certifying import (
    CERTIFIED_IN,
    SIGNED_ITEMS,
    Purpose,
    Signatures,
    capacity_for,
    reopening_needs,
)
from elections.rules.duties import OfficialDuty
from elections.rules.permissions import Actor
from elections.rules.stage_items import ITEMS
from elections.rules.stages import Stage
from elections.selectors.places import get_election

# What `signing_of` reads of a round, so that lists ask once for all.
PREFETCH = ("certificates__signatures", "certificates__reopenings")


@dataclass(frozen=True, slots=True)
class SigningLine:
    """One capacity in which somebody signs: the signature, or those who may give it."""

    capacity: OfficialDuty
    signature: Signature | None
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signing:
    """A round that is signed. `reopening` is the open request to lift its certificate: then that is signed next."""

    held: Round
    certificate: Certificate | None
    reopening: Reopening | None

    @property
    def purpose(self) -> Purpose:
        """What is signed next."""
        return Purpose.REOPEN if self.reopening else Purpose.CERTIFY

    @property
    def given(self) -> Signatures:
        """The signatures so far of what is signed next."""
        if self.reopening:
            return self.reopening.signing
        return self.result

    @property
    def result(self) -> Signatures:
        """The signatures so far for the result."""
        return self.certificate.signing if self.certificate else Signatures(self.held.is_trust)

    @property
    def made(self) -> bool:
        """Whether the result is certified."""
        return self.certificate is not None and self.certificate.made_at is not None

    @property
    def announced(self) -> bool:
        """Whether nothing is left to sign for the result, and nobody asked to lift it."""
        return self.made and self.reopening is None and (self.held.is_trust or self.result.complete)

    @property
    def missing(self) -> tuple[OfficialDuty, ...]:
        """Who has still to sign for the result."""
        return () if self.made and self.held.is_trust else self.result.missing

    @property
    def needs(self) -> tuple[OfficialDuty, ...]:
        """Who must sign that the certificate is lifted."""
        return reopening_needs(trust=self.held.is_trust, made=self.made)

    def capacity_of(self, actor: Actor, duties: Collection[str]) -> OfficialDuty | None:
        """In which capacity this account, named for `duties`, signs next; None where it does not."""
        return capacity_for(self.given, held=duties, user=actor.user_id)


def signing_of(held: Round) -> Signing:
    """Return where the signing of a round stands."""
    certificate = held.certificate
    return Signing(held, certificate, certificate.asked if certificate else None)


def signing_waiting(election: Election, rounds: Iterable[Round]) -> Signing | None:
    """Return the signing that the election waits for: a request to lift a certificate, else the stage's result.

    `rounds` are the valid ones in order, with `PREFETCH` and their sheets.
    """
    found = [signing_of(held) for held in rounds]
    asked = next((one for one in found if one.reopening), None)
    if asked is not None:
        return asked
    last = next(
        (one for one in reversed(found) if CERTIFIED_IN[one.held.is_trust] is election.present_stage), None
    )
    return last if last and not last.announced and not sheets_open(last.held) else None


def sheets_open(held: Round) -> int:
    """Return how many sheets of a round are not verified."""
    return sum(not sheet.verified for sheet in held.sheets.all())


def signings_waiting(elections: Iterable[Election]) -> dict[int, Signing]:
    """Return the signing each election waits for, in a number of queries that does not grow with them."""
    stages = (Stage.TRUST_CERTIFIED, Stage.SHORTLISTED, Stage.REVIEWED, Stage.ASSEMBLY, Stage.APPROVED)
    asked = {one.pk: one for one in elections if one.present_stage in stages and not one.finished_at}
    if not asked:
        return {}
    valid = Round.objects.filter(election__in=list(asked), invalidated_at__isnull=True)
    rounds: dict[int, list[Round]] = {}
    for held in valid.order_by("number").prefetch_related("sheets", *PREFETCH):
        rounds.setdefault(held.election_id, []).append(held)
    found = ((pk, signing_waiting(one, rounds.get(pk, ()))) for pk, one in asked.items())
    return {pk: signing for pk, signing in found if signing}


def signed_items(stage: Stage, rounds: Iterable[Round]) -> dict[str, str]:
    """Return what the record of `stage` says of those who signed its result, the last one in the assembly."""
    held = [one for one in rounds if CERTIFIED_IN[one.is_trust] is stage]
    certificate = held[-1].certificate if held else None
    names = {one.capacity: one.name for one in certificate.certified_by} if certificate else {}
    keys = {item.key for item in ITEMS[stage]}
    return {
        key: names[duty.value] for key, duty in SIGNED_ITEMS.items() if key in keys and duty.value in names
    }


def signing_lines(
    wanted: Iterable[OfficialDuty], given: Iterable[Signature], officials: Iterable[Official]
) -> list[SigningLine]:
    """Return each capacity with its signature, or with those named for it who have an account."""
    signed = {one.capacity: one for one in given}
    named: dict[str, dict[str, None]] = {}
    for one in officials:
        if one.account_id:
            named.setdefault(one.duty, {})[one.name] = None
    return [
        SigningLine(capacity, signed.get(capacity), tuple(named.get(capacity, ()))) for capacity in wanted
    ]


def get_round(actor: Actor, election_id: int, round_id: int) -> Part[Round]:
    """Return one valid round; raises Http404 outside the actor's reach."""
    election = get_election(actor, election_id)
    valid = Round.objects.filter(election=election, pk=round_id, invalidated_at__isnull=True)
    found = valid.prefetch_related(*PREFETCH).first()
    if found is None:
        raise Http404("没有这一轮投票。")
    return Part(election, found)


def get_trust_round(actor: Actor, election_id: int) -> Part[Round]:
    """Return the trust round that counts; raises Http404 outside the actor's reach and before there is one."""
    election = get_election(actor, election_id)
    valid = Round.objects.filter(election=election, kind=Round.Kind.TRUST, invalidated_at__isnull=True)
    found = valid.prefetch_related(*PREFETCH).first()
    if found is None:
        raise Http404("信任投票还没有开始。")
    return Part(election, found)
