"""The archive of an election, for the township to file."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from ballots.services.archive import write_archive
from elections.access import allow
from elections.models import Election
from elections.rules.permissions import Action
from elections.selectors.places import get_election
from elections.services.guard import Refused


@require_safe
@allow(Action.TAKE_ARCHIVE, fetch=get_election)
def archive(request: HttpRequest, election: Election) -> HttpResponseBase:
    """Send the ZIP."""
    now = timezone.now()
    try:
        file = write_archive(election, at=now)
    except Refused as refused:
        messages.error(request, refused.reasons[0])
        return redirect("papers", election_id=election.pk)
    name = f"{election.year}年{election.village.name}选举档案.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
