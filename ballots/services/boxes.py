"""Mobile boxes (流动票箱): added for those who cannot come, removed while empty."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ballots.models import Sheet
from ballots.services.rounds import valid_trust_round
from ballots.services.sheets import lock_sheet
from elections.models import ElectionGroup
from elections.rules.log import Deed
from elections.rules.permissions import Action, Actor
from elections.rules.sheet_state import keying_refusal, removal_refusal
from elections.services.audit import record
from elections.services.guard import Refused, lock_election


def add_mobile_box(*, election_id: int, group_id: int, known: int, by: Actor, at: datetime) -> Sheet:
    """Add a mobile box for a group. `known` is the highest number the person saw, so that a double click adds one."""
    with transaction.atomic():
        election = lock_election(election_id, Action.MANAGE_BOXES, by)
        held = valid_trust_round(election)
        group = ElectionGroup.objects.filter(election=election, pk=group_id).first()
        if held is None or group is None:
            raise Refused("没有这个村小组，或者信任投票还没有开始。")
        highest = held.sheets.aggregate(highest=Max("number"))["highest"] or 0
        if highest != known:
            raise Refused("票箱刚才有变动，请看清现在的票箱，需要的再增加。")
        box = Sheet.objects.create(round=held, group=group, kind=Sheet.Kind.MOBILE, number=highest + 1)
        payload = {"round": held.number, "sheet": box.number, "group": group.code}
        record(election, by=by, at=at, action=Deed.BOX_ADDED, payload=payload)
        return box


def remove_mobile_box(*, sheet_id: int, by: Actor, at: datetime) -> str:
    """Remove a mobile box nothing was ever keyed for; returns its name."""
    with transaction.atomic():
        sheet = lock_sheet(sheet_id, by, lambda kind: Action.MANAGE_BOXES)
        held, label = sheet.round, sheet.label
        refusal = keying_refusal(
            invalidated=held.invalidated_at is not None,
            certified=held.certificate is not None,
            later_round=False,
        ) or removal_refusal(
            label,
            mobile=sheet.kind == Sheet.Kind.MOBILE,
            keyed=sheet.version > 0,
            printed=sheet.notices.exists(),
        )
        if refusal:
            raise Refused(refusal)
        payload = {"round": held.number, "sheet": sheet.number}
        record(held.election, by=by, at=at, action=Deed.BOX_REMOVED, payload=payload)
        sheet.delete()
        return label
