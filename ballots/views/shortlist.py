"""The shortlist: who reached the threshold and why, and the ways on where it is not full."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ballots.forms.shortlist import ReasonForm
from ballots.selectors.dossier import decided
from ballots.selectors.going_back import undone
from ballots.selectors.shortlist import refusal_of_new_vote, shortlist_of, voted_on
from ballots.selectors.signing import signing_of
from ballots.selectors.trust import rounds_set_aside
from ballots.services.shortlist import order_new_vote, proceed_with_fewer
from elections.access import actor_of, allow
from elections.models import Election
from elections.rules.permissions import Action, allowed
from elections.rules.remedies import Remedy
from elections.rules.stages import Stage
from elections.saving import posted, say_refusal
from elections.selectors.places import get_election
from elections.services.guard import Refused, Stale

MOVED = "打开这一页以后，这次选举有过变动。请看清现在的情况，再决定。"


@require_safe
@allow(Action.VIEW, fetch=get_election)
def shortlist(request: HttpRequest, election: Election) -> HttpResponse:
    """Show ranking, threshold and preliminary candidates; where there are too few, what can be done."""
    found = decided(election)
    shown = shortlist_of(found)
    role, stage = actor_of(request).role, election.present_stage
    open_ways = shown.remedies if shown else ()
    certified = bool(found.trust_round and signing_of(found.trust_round).made)
    context = {
        "election": election,
        "found": found,
        "shown": shown,
        "voted_on": voted_on(found),
        "may_vote_again": refusal_of_new_vote(found) is None and allowed(role, Action.ORDER_NEW_VOTE, stage),
        "certified": certified,
        "may_proceed": Remedy.PROCEED in open_ways and allowed(role, Action.PROCEED_WITH_FEWER, stage),
        "may_correct": Remedy.CORRECT in open_ways and not certified and allowed(role, Action.GO_BACK, stage),
        "may_reopen": Remedy.CORRECT in open_ways and certified and allowed(role, Action.REOPEN, stage),
        "set_aside": rounds_set_aside(election),
        "section": "election_list",
    }
    return render(request, "ballots/shortlist.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.ORDER_NEW_VOTE, fetch=get_election)
def new_vote(request: HttpRequest, election: Election) -> HttpResponse:
    """Name what falls, ask for the reason, order the new vote."""
    found = decided(election)
    if refusal := refusal_of_new_vote(found):
        messages.error(request, refusal)
        return redirect("shortlist", election_id=election.pk)
    form = ReasonForm(posted(request), label="重新投票的理由", initial={"version": election.version})
    if _done(request, form, election, order_new_vote):
        messages.success(
            request, f"{election.village.name}重新组织信任投票，各票箱已重新开出；原来的票数留存备查。"
        )
        return redirect("trust", election_id=election.pk)
    falls = undone(election, Stage.TRUST_VOTING)
    context = {
        "election": election,
        "form": form,
        "shown": shortlist_of(found),
        "falls": falls.sentences,
        "section": "election_list",
    }
    return render(request, "ballots/shortlist_again.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.PROCEED_WITH_FEWER, fetch=get_election)
def proceed(request: HttpRequest, election: Election) -> HttpResponse:
    """Ask for the reason, record the decision to go on with fewer."""
    found = decided(election)
    shown = shortlist_of(found)
    refusal = shown.proceed_refusal if shown else "信任投票还没有结果。"
    if refusal is not None:
        messages.error(request, refusal)
        return redirect("shortlist", election_id=election.pk)
    form = ReasonForm(posted(request), label="以较少人数继续的理由", initial={"version": election.version})
    if _done(request, form, election, proceed_with_fewer):
        messages.success(request, f"已记录以较少人数继续的决定。{election.village.name}可以公示预备候选人。")
        return redirect("shortlist", election_id=election.pk)
    context = {"election": election, "form": form, "shown": shown, "found": found, "section": "election_list"}
    return render(request, "ballots/shortlist_proceed.html", context)


def _done(request: HttpRequest, form: ReasonForm, election: Election, write: Callable[..., object]) -> bool:
    """Whether the form was sent and its decision written; else what is wrong stands on the form."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        write(
            election_id=election.pk,
            version=given["version"],
            reason=given["reason"],
            by=actor_of(request),
            at=timezone.now(),
        )
    except Stale as late:
        form.add_error(None, MOVED)
        form.renew(late.now)
    except Refused as refused:
        say_refusal(form, refused)
    else:
        return True
    return False
