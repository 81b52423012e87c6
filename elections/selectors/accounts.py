"""Accounts within an actor's reach."""

from django.db.models import F, QuerySet
from django.http import Http404

from elections.models import User
from elections.rules.permissions import Actor


def accounts_of(actor: Actor) -> QuerySet[User]:
    """Return the accounts within the actor's reach, those in use first, village by village."""
    if actor.county_id is not None:
        found = User.objects.filter(township__county=actor.county_id)
    else:
        found = User.objects.filter(township=actor.township_id)
    if actor.village_id is not None:
        found = found.filter(village=actor.village_id)
    return found.order_by("-is_active", F("village_id").asc(nulls_first=True), "pk")


def get_account(actor: Actor, user_id: int) -> User:
    """Return one account; raises Http404 outside the actor's reach."""
    account = accounts_of(actor).filter(pk=user_id).first()
    if account is None:
        raise Http404("没有这个账号。")
    return account
