"""Papers on record, within an actor's reach."""

from django.http import Http404

from ballots.models import Notice
from elections.rules.permissions import Actor
from elections.selectors.places import elections_of


def get_notice(actor: Actor, notice_id: int) -> Notice:
    """Return one paper with its bytes; raises Http404 outside the actor's reach."""
    found = Notice.objects.filter(pk=notice_id, election__in=elections_of(actor))
    notice = found.select_related("election__village").first()
    if notice is None:
        raise Http404("没有这份材料。")
    return notice
