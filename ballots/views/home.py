"""The first page after signing in: the township's workbench, or a clerk's boxes; and the list of elections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ballots.selectors.sheets import Progress, open_ballot
from ballots.selectors.workbench import FILTERS, election_rows, filtered, trust_progress, workbench
from elections.access import actor_of, allow
from elections.models import Election
from elections.rules.permissions import Action, Actor, Role, allowed
from elections.rules.programme import headline
from elections.selectors.elections import running_election
from elections.selectors.places import get_village

LISTS = {"all": "全部", "running": "进行中", "finished": "已办结"}


@allow(Action.VIEW)
def home(request: HttpRequest) -> HttpResponse:
    """Open on what the person is here to do."""
    actor = actor_of(request)
    if actor.role is Role.CLERK and actor.village_id is not None:
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
    context: dict[str, object] = {"village": village, "election": election}
    if election:
        context |= _to_key(actor, election)
    return render(request, "ballots/clerk_home.html", context)


def _to_key(actor: Actor, election: Election) -> dict[str, object]:
    """What a clerk may key now: the boxes of the trust vote, or the assembly."""
    stage = election.present_stage
    keying = allowed(actor.role, Action.KEY_TRUST, stage)
    board: Progress | None = trust_progress(election) if keying else None
    boxes = board.boxes if board else ()
    return {
        "boxes": boxes,
        "complete": board.complete if board else 0,
        "next": next((box for box in boxes if not box.done), None),
        "meeting": allowed(actor.role, Action.RUN_ASSEMBLY, stage),
        "ballot": open_ballot(election),
        "headline": headline(stage, boxes=None),
    }


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
