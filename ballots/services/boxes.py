"""Mobile boxes (流动票箱): added for those who cannot come, removed while empty."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, ProtectedError

from ballots.models import Sheet
from ballots.services.rounds import valid_trust_round
from elections.models import ElectionGroup
from elections.rules.permissions import Action, Actor
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
        return Sheet.objects.create(round=held, group=group, kind=Sheet.Kind.MOBILE, number=highest + 1)


def remove_mobile_box(*, sheet_id: int, by: Actor, at: datetime) -> str:
    """Remove a mobile box nothing was ever keyed for; returns its name."""
    with transaction.atomic():
        election_id = Sheet.objects.values_list("round__election_id", flat=True).get(pk=sheet_id)
        lock_election(election_id, Action.MANAGE_BOXES, by)
        sheet = Sheet.objects.select_related("group", "round").get(pk=sheet_id)
        if sheet.kind != Sheet.Kind.MOBILE:
            raise Refused(f"{sheet.label}不是流动票箱，不能减少。")
        if sheet.version or sheet.round.invalidated_at or sheet.round.certified_at:
            raise Refused(f"{sheet.label}已经录过数字，不能减少；没有选票的，各项填 0。")
        try:
            sheet.delete()
        except ProtectedError as printed:
            raise Refused(f"{sheet.label}的计票单已经制作，不能减少；没有选票的，各项填 0。") from printed
        return sheet.label
