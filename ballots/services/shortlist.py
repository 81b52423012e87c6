"""What the township may order after a trust vote that gave no full shortlist: vote again, or go on with fewer."""

from datetime import datetime

from django.db import transaction

from ballots.models import Round
from ballots.selectors.dossier import decided
from ballots.selectors.shortlist import refusal_of_new_vote, refusal_of_proceeding
from ballots.services.going_back import undo_stages
from ballots.services.rounds import invalidate_trust_round, open_trust_round, valid_trust_round
from elections.models import Election
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor
from elections.rules.stages import Stage
from elections.services.audit import record
from elections.services.guard import Refused, lock_election, lock_version
from elections.services.refusals import AtField


def order_new_vote(*, election_id: int, version: int, reason: str, by: Actor, at: datetime) -> Round:
    """Set the trust round aside, figures and all, and open another on all nominees."""
    if not reason:
        raise AtField(reason="请写明重新投票的理由。")
    with transaction.atomic():
        election = lock_election(election_id, Action.ORDER_NEW_VOTE, by)
        lock_version(election, version)
        if refusal := refusal_of_new_vote(decided(election)):
            raise Refused(refusal)
        record(election, by=by, at=at, action=Deed.NEW_VOTE_ORDERED, payload={"reason": reason})
        invalidate_trust_round(election, reason=reason, by=by, at=at)
        undo_stages(election, Stage.TRUST_VOTING, reason=reason, by=by, at=at)
        return open_trust_round(election, by=by, at=at)


def proceed_with_fewer(*, election_id: int, version: int, reason: str, by: Actor, at: datetime) -> Election:
    """Record the reasoned decision to go on with the preliminary candidates there are."""
    if not reason:
        raise AtField(reason="请写明继续的理由。")
    with transaction.atomic():
        election = lock_election(election_id, Action.PROCEED_WITH_FEWER, by)
        lock_version(election, version)
        held = valid_trust_round(election)
        if held is None:
            raise Refused("信任投票还没有开始。")
        if refusal := refusal_of_proceeding(decided(election)):
            raise Refused(refusal)
        held.proceed_reason = reason
        held.save(update_fields=["proceed_reason"])
        payload = {"round": held.number, "reason": reason}
        record(election, by=by, at=at, action=Deed.PROCEEDED_WITH_FEWER, payload=payload)
    return election
