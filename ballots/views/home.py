"""The first page after signing in: the township's workbench, or a clerk's boxes; and the list of elections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ballots.selectors.bans import may_act
from ballots.selectors.sheets import asked_of, open_ballot
from ballots.selectors.signing import signings_waiting
from ballots.selectors.workbench import FILTERS, election_rows, filtered, trust_progress, workbench
from elections.access import actor_of, allow, signed_in
from elections.models import Election
from elections.rules.headlines import headline
from elections.rules.permissions import Action, Actor, Role, allowed
from elections.selectors.elections import running_election
from elections.selectors.places import get_village

from .signing import capacity_of

LISTS = {"all": "全部", "running": "进行中", "finished": "已办结"}


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Open on what the person is here to do: a screen in a hall shows, the others look or work."""
    actor = actor_of(request)
    if not allowed(actor.role, Action.VIEW):
        return redirect("halls")
    if actor.role in (Role.CLERK, Role.MONITOR) and actor.village_id is not None:
        return _clerk(request, actor, actor.village_id)
    today = timezone.localdate()
    rows = workbench(actor, today=today)
    chosen = request.GET.get("show", "all")
    running = [row for row in rows if row.running]
    context = {
        "section": "home",
        "today": today,
        "rows": filtered(rows, chosen),
        "total": len(rows),
        "first": running[0] if running else None,
        "waiting": len(filtered(running[1:], "mine")),
        "filters": [(key, words, len(filtered(rows, key)), key == chosen) for key, words in FILTERS.items()],
        "may_create": allowed(actor.role, Action.CREATE_ELECTION),
        "may_manage": allowed(actor.role, Action.MANAGE_PLACES),
    }
    return render(request, "ballots/workbench.html", context)


def _clerk(request: HttpRequest, actor: Actor, village_id: int) -> HttpResponse:
    village = get_village(actor, village_id)
    election = running_election(village)
    context: dict[str, object] = {
        "village": village,
        "election": election,
        "monitors": actor.role is Role.MONITOR,
    }
    if election:
        context |= _to_key(actor, election) | _to_sign(actor, election)
    return render(request, "ballots/clerk_home.html", context)


def _to_key(actor: Actor, election: Election) -> dict[str, object]:
    """What a clerk may key now, or a monitor has to decide: boxes of the trust vote, or the assembly's ballot."""
    stage, ballot = election.present_stage, open_ballot(election)
    keying = may_act(election, actor, Action.KEY_TRUST)
    deciding = may_act(election, actor, Action.DECIDE_TRUST)
    board = trust_progress(election) if keying or deciding else None
    return {
        "board": board,
        "tasks": board.tasks_for(actor.user_id) if board and keying else (),
        "next": board.next_for(actor.user_id) if board and keying else None,
        "waiting": board.waiting() if board and deciding else (),
        "deciding": deciding,
        "meeting": allowed(actor.role, Action.RUN_ASSEMBLY, stage),
        "ballot": asked_of(actor, election, ballot) if ballot else None,
        "headline": headline(stage, boxes=None),
    }


def _to_sign(actor: Actor, election: Election) -> dict[str, object]:
    """What this person is asked to sign now."""
    signing = signings_waiting([election]).get(election.pk)
    capacity = capacity_of(actor, election, signing) if signing else None
    return {"signing": signing, "capacity": capacity}


@require_safe
@allow(Action.VIEW)
def election_list(request: HttpRequest) -> HttpResponse:
    """List every election within reach, newest first."""
    actor, today = actor_of(request), timezone.localdate()
    every = election_rows(actor, today=today)
    groups = {
        "all": every,
        "running": tuple(row for row in every if row.running),
        "finished": tuple(row for row in every if not row.running),
    }
    chosen = request.GET.get("show", "all")
    context = {
        "section": "election_list",
        "rows": groups.get(chosen, every),
        "filters": [(key, words, len(groups[key]), key == chosen) for key, words in LISTS.items()],
    }
    return render(request, "ballots/election_list.html", context)
