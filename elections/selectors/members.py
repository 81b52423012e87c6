"""Party members on the roster, within an actor's reach."""

from django.db.models import QuerySet
from django.http import Http404

from elections.models import PartyMember, Village
from elections.rules.permissions import Actor

from .places import get_village


def members_of(village: Village) -> QuerySet[PartyMember]:
    """Return the roster of a village in stroke order."""
    return PartyMember.objects.filter(village=village)


def get_member(actor: Actor, village_id: int, member_id: int) -> PartyMember:
    """Return one member of a village; raises Http404 outside the actor's reach."""
    village = get_village(actor, village_id)
    member = members_of(village).filter(pk=member_id).select_related("village").first()
    if member is None:
        raise Http404("名册中没有这名党员。")
    return member
