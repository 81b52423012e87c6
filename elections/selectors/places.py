"""Villages and elections within an actor's reach; what is out of reach does not exist (404)."""

from django.db.models import QuerySet
from django.http import Http404

from elections.models import Election, Township, Village
from elections.rules.permissions import Actor


def villages_of(actor: Actor) -> QuerySet[Village]:
    """Return the villages the actor can see, with their township and county, in the order they were entered.

    The order is asked for here: a query that also counts does not keep the model's own.
    """
    found = Village.objects.select_related("township__county").order_by("township_id", "pk")
    if actor.county_id is not None:
        return found.filter(township__county_id=actor.county_id)
    found = found.filter(township=actor.township_id)
    return found if actor.village_id is None else found.filter(pk=actor.village_id)


def get_village(actor: Actor, village_id: int) -> Village:
    """Return one village; raises Http404 outside the actor's reach."""
    village = villages_of(actor).filter(pk=village_id).first()
    if village is None:
        raise Http404("没有这个村。")
    return village


def elections_of(actor: Actor) -> QuerySet[Election]:
    """Return the elections the actor can see, newest first, with village, township and county."""
    return Election.objects.filter(village__in=villages_of(actor)).select_related("village__township__county")


def running_elections(actor: Actor) -> list[Election]:
    """Return the elections the actor can see that are not finished, village by village."""
    return list(elections_of(actor).filter(finished_at__isnull=True).order_by("village_id"))


def get_election(actor: Actor, election_id: int) -> Election:
    """Return one election; raises Http404 outside the actor's reach."""
    election = elections_of(actor).filter(pk=election_id).first()
    if election is None:
        raise Http404("没有这次选举。")
    return election


def only_township() -> Township | None:
    """Return the township where there is just one; the sign-in page names it."""
    found = list(Township.objects.select_related("county")[:2])
    return found[0] if len(found) == 1 else None
