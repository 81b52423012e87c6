"""Results signed by those who answer for them, each with their own account."""

from datetime import datetime, timedelta

from ballots.models import Round
from ballots.selectors.certified import shown_round
from ballots.selectors.dossier import decided
from ballots.services.certifying import sign_round
from elections.rules.certifying import Signatures
from elections.rules.duties import OfficialDuty
from elections.rules.stages import Stage

from .campaign import Campaign

A_SIGNATURE_TAKES = timedelta(minutes=2)
# The stage of the story in which people are named for each capacity.
NAMED_IN = {
    OfficialDuty.COMMITTEE_HEAD: Stage.COMMITTEE_FORMED,
    OfficialDuty.TRUST_MONITOR: Stage.ANNOUNCED,
    OfficialDuty.CHIEF_MONITOR: Stage.ASSEMBLY,
    OfficialDuty.ASSEMBLY_COUNTER: Stage.ASSEMBLY,
    OfficialDuty.ASSEMBLY_CHAIR: Stage.ASSEMBLY,
}


def sign_result(campaign: Campaign, *, at: datetime) -> None:
    """Sign the result of the round held last, and in the assembly announce it."""
    found = decided(campaign.election)
    held: Round = found.rounds[-1]
    for capacity in Signatures(held.is_trust).wanted:
        at += A_SIGNATURE_TAKES
        sign_round(
            election_id=campaign.election_id,
            round_id=held.pk,
            shown=shown_round(found, held).sha256,
            by=campaign.named(NAMED_IN[capacity], capacity)[0],
            at=at,
        )
