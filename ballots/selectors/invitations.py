"""Invitations within an actor's reach, and by what stands in a link."""

from django.db.models import QuerySet
from django.http import Http404

from elections.models import Election, Invitation
from elections.rules.permissions import Actor
from elections.selectors.places import villages_of


def invitations_of(election: Election) -> QuerySet[Invitation]:
    """Return the invitations of an election, newest first, with the accounts made by them."""
    return election.invitations.select_related("account").order_by("-number")


def get_invitation(actor: Actor, invitation_id: int) -> Invitation:
    """Return one invitation; raises Http404 outside the actor's reach."""
    reach = Invitation.objects.filter(election__village__in=villages_of(actor))
    found = reach.select_related("election__village__township").filter(pk=invitation_id).first()
    if found is None:
        raise Http404("没有这个邀请。")
    return found


def invitation_with(token_hash: str) -> Invitation:
    """Return the invitation whose link was opened; raises Http404 for a link that nobody made."""
    found = Invitation.objects.select_related("election__village__township__county")
    invitation = found.filter(token_hash=token_hash).first()
    if invitation is None:
        raise Http404("没有这个邀请。")
    return invitation
