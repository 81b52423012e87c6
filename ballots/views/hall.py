"""The screen in the hall (大屏): one page that refreshes itself, and the list of those that can be shown."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from ballots.selectors.dossier import decided
from ballots.selectors.hall import hall_of
from elections.access import actor_of, allow
from elections.models import Election
from elections.rules.permissions import Action, allowed
from elections.selectors.places import get_election, running_elections


@require_safe
@allow(Action.WATCH)
def halls(request: HttpRequest) -> HttpResponse:
    """List the elections whose screen can be shown; where there is just one, show it."""
    elections = running_elections(actor_of(request))
    if len(elections) == 1:
        return redirect("hall", election_id=elections[0].pk)
    return render(request, "ballots/halls.html", {"elections": elections})


@require_safe
@allow(Action.WATCH, fetch=get_election)
def hall(request: HttpRequest, election: Election) -> HttpResponseBase:
    """Show the screen; to its own script only what changed, and 304 where nothing did."""
    shown = hall_of(decided(election), today=timezone.localdate())
    screen = render_to_string("ballots/hall/screen.html", {"hall": shown})
    etag = sha256(screen.encode()).hexdigest()
    context = {"election": election, "hall": shown, "screen": screen, "etag": etag}
    if not request.htmx:  # type: ignore[attr-defined]
        actor = actor_of(request)
        context |= {
            "may_view": allowed(actor.role, Action.VIEW, election.present_stage),
            "several": actor.village_id is None,
        }
        return _fresh(render(request, "ballots/hall.html", context))
    part = HttpResponse(render_to_string("ballots/hall/part.html", context))
    quoted = quote_etag(etag)
    part.headers["ETag"] = quoted
    answer = get_conditional_response(request, etag=quoted, response=part)
    return _fresh(answer or part)


def _fresh(response: HttpResponseBase) -> HttpResponseBase:
    """No cache on the way answers in the server's place."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response
