"""The page of one election: where it stands, what is asked, what is missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ballots.models import Notice
from ballots.selectors.dossier import Decided, decided
from ballots.selectors.results_so_far import results_so_far
from ballots.selectors.signing import Signing, signing_waiting
from ballots.selectors.stage_facts import standing
from ballots.selectors.timeline import fallen, timeline
from elections.access import actor_of, allow
from elections.models import Election
from elections.rules.basis import basis_of
from elections.rules.permissions import Action, Actor, allowed, roles_for
from elections.rules.programme import TaskState, next_task, programme
from elections.rules.stages import ACTORS, next_stage
from elections.selectors.elections import valid_records
from elections.selectors.places import get_election

from .cures import PAGES, may_open, reasons_for, url_of
from .signing import capacity_of

# Tasks that are done by signing.
SIGNED = ("certificate", "announcement")


@require_safe
@allow(Action.VIEW, fetch=get_election)
def election(request: HttpRequest, election: Election) -> HttpResponse:
    """Show one election."""
    actor, found = actor_of(request), decided(election)
    notices = Notice.objects.filter(election=election).defer("pdf", "facts").order_by("-pk")
    papers = [notice for notice in notices if notice.invalidated_at is None]
    context = {
        "section": "election_list",
        "election": election,
        "found": found,
        "points": timeline(election),
        "fallen": fallen(election),
        "papers": [notice for notice in papers if notice.sheet_id is None and not notice.group],
        "papers_of_groups": sum(bool(notice.group) for notice in papers),
        "papers_of_boxes": sum(notice.sheet_id is not None for notice in papers),
        "papers_count": len(papers),
        "fallen_papers": [notice for notice in notices if notice.invalidated_at],
        "results": [(line, url_of_result(election, line.route)) for line in results_so_far(found)],
        "basis": basis_of(election.era, election.present_stage),
        "actors": ACTORS[election.present_stage],
        "following": next_stage(election.present_stage),
        "may_watch": allowed(actor.role, Action.WATCH, election.present_stage),
    }
    if not election.finished_at:
        context |= _present(actor, found, {paper.kind for paper in papers})
    return render(request, "ballots/election.html", context)


def url_of_result(election: Election, route: str) -> str:
    """Return the page that explains a result."""
    return url_of(election, {"assembly": "attendance"}.get(route, route))


def _present(actor: Actor, found: Decided, papers: set[str]) -> dict[str, object]:
    """The present stage: its tasks, the next one, and all that keeps it open."""
    election, stage = found.election, found.election.present_stage
    record = valid_records(election).get(stage)
    facts, missing = standing(found, record.items if record else {}, today=timezone.localdate())
    states = programme(stage, missing, facts, papers=papers)
    ask = next_task(states)
    signing = signing_waiting(election, found.rounds)
    return {
        "reasons": reasons_for(actor, election, missing),
        "tasks": [
            (state, _link(actor, election, state), allowed(actor.role, state.task.action, stage))
            for state in states
        ],
        "done": sum(state.state == "done" for state in states),
        "ask": ask,
        "ask_url": _link(actor, election, ask),
        "button": _button(actor, election, ask, signing),
        "who": "或".join(role.label for role in roles_for(ask.task.action, stage)),
        "may_close": allowed(actor.role, Action.CLOSE_STAGE, stage),
        "may_plan": allowed(actor.role, Action.PLAN, stage),
    }


def _button(actor: Actor, election: Election, state: TaskState, signing: Signing | None) -> str:
    """What the button of a task says: keying and signing are offered to those alone who can do it, to others to look at."""
    if not allowed(actor.role, state.task.action, election.present_stage):
        return PAGES[state.task.go].words
    if state.task.go not in SIGNED or (signing and capacity_of(actor, election, signing)):
        return state.task.button
    return "看签字情况"


def _link(actor: Actor, election: Election, state: TaskState) -> str:
    return url_of(election, state.task.go) if may_open(actor, election, state.task.go) else ""
