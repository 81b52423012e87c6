"""The print packs of an election: what lies in them, and each as one ZIP that is sent while it is made."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ballots.notices.pdf import MissingGlyphs
from ballots.selectors.papers import Pack, packs
from ballots.services.packs import check_pack, pack_files, zipped
from elections.access import allow
from elections.models import Election
from elections.rules.permissions import Action
from elections.selectors.places import get_election


@require_safe
@allow(Action.MAKE_PAPER, fetch=get_election)
def print_packs(request: HttpRequest, election: Election) -> HttpResponse:
    """Show what each pack holds, and how many sheets of which paper it takes."""
    trust, assembly = packs(election, today=timezone.localdate())
    context = {
        "election": election,
        "packs": (("trust_pack", "有权投票", trust), ("assembly_pack", "应到会", assembly)),
        "section": "election_list",
    }
    return render(request, "ballots/packs.html", context)


@require_safe
@allow(Action.MAKE_PAPER, fetch=get_election)
def trust_pack(request: HttpRequest, election: Election) -> HttpResponseBase:
    """Send the pack of the trust vote."""
    return _sent(request, election, packs(election, today=timezone.localdate())[0])


@require_safe
@allow(Action.MAKE_PAPER, fetch=get_election)
def assembly_pack(request: HttpRequest, election: Election) -> HttpResponseBase:
    """Send the pack of the assembly."""
    return _sent(request, election, packs(election, today=timezone.localdate())[1])


def _sent(request: HttpRequest, election: Election, pack: Pack) -> HttpResponseBase:
    """The ZIP, a piece as each bundle is done; what hinders it is said on the page of the packs."""
    try:
        check_pack(pack)
    except MissingGlyphs as refusal:
        messages.error(request, str(refusal))
        return redirect("print_packs", election_id=election.pk)
    if not pack.bundles:
        messages.error(request, pack.waits_for)
        return redirect("print_packs", election_id=election.pk)
    pieces = zipped(pack_files(pack), on=pack.bundles[0].cover.header.issued_on)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"{election.village.name}{pack.name}印刷包.zip"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
