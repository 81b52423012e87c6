"""The trust round: boxes and their states, mobile boxes, warnings to explain."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ballots.forms.trust import AddBoxForm, ExplainForm
from ballots.selectors.bans import may_act
from ballots.selectors.dossier import decided
from ballots.selectors.sheets import OpenSheet, get_sheet
from ballots.selectors.trust import rounds_set_aside, trust_board
from ballots.services.boxes import add_mobile_box, remove_mobile_box
from ballots.services.sheet_decisions import explain_warnings
from elections.access import actor_of, allow
from elections.models import Election
from elections.rules.permissions import Action, allowed
from elections.rules.stages import Stage
from elections.selectors.places import get_election
from elections.services.guard import Refused, Stale


@require_safe
@allow(Action.VIEW, fetch=get_election)
def trust(request: HttpRequest, election: Election) -> HttpResponse:
    """Show how far the trust vote is and what it comes to."""
    return _page(request, election)


@require_POST
@allow(Action.KEY_TRUST, fetch=get_election)
def explain(request: HttpRequest, election: Election) -> HttpResponse:
    """Tick warnings off with a few words each."""
    board = trust_board(decided(election))
    form = ExplainForm(request.POST, warnings=board.warnings if board else ())
    if not form.is_valid():
        return _page(request, election, form=form)
    words: dict[int, dict[str, str]] = defaultdict(dict)
    for item, said in form.words():
        words[item.sheet.pk][item.key] = said
    try:
        changed = explain_warnings(
            election_id=election.pk,
            words=words,
            versions=form.versions(),
            by=actor_of(request),
            at=timezone.now(),
        )
    except Stale:
        reason = "打开这一页以后，有的票箱又保存过。请看清现在的提示，再保存一次。"
        return _page(request, election, form=form, reasons=(reason,))
    except (Refused, PermissionDenied) as refusal:
        return _page(request, election, form=form, reasons=(str(refusal),))
    if changed:
        messages.success(request, f"说明已保存，涉及 {changed} 个票箱。")
    return redirect("trust", election_id=election.pk)


@require_POST
@allow(Action.MANAGE_BOXES, fetch=get_election)
def box_add(request: HttpRequest, election: Election) -> HttpResponse:
    """Add a mobile box."""
    form = AddBoxForm(election, request.POST)
    if not form.is_valid():
        return _page(request, election, adding=form)
    try:
        sheet = add_mobile_box(
            election_id=election.pk,
            group_id=form.cleaned_data["group"],
            known=form.cleaned_data["known"],
            by=actor_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已增加{sheet.label}，编号 {sheet.number}。")
    return redirect("trust", election_id=election.pk)


@require_POST
@allow(Action.MANAGE_BOXES, fetch=get_sheet)
def box_remove(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Remove a mobile box nothing was keyed for."""
    try:
        label = remove_mobile_box(sheet_id=opened.sheet.pk, by=actor_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已减少{label}。")
    return redirect("trust", election_id=opened.election.pk)


def _page(
    request: HttpRequest,
    election: Election,
    *,
    form: ExplainForm | None = None,
    adding: AddBoxForm | None = None,
    reasons: tuple[str, ...] = (),
) -> HttpResponse:
    found = decided(election)
    board = trust_board(found)
    actor, stage = actor_of(request), election.present_stage
    may_key = may_act(election, actor, Action.KEY_TRUST)
    context = {
        "election": election,
        "found": found,
        "outcome": found.decision.trust,
        "board": board,
        "following": board.progress.next_for(actor.user_id) if board and may_key else None,
        "form": form or ExplainForm(None, warnings=board.warnings if board else ()),
        "adding": adding or AddBoxForm(election, known=board.progress if board else None),
        "reasons": reasons,
        "set_aside": rounds_set_aside(election),
        "may_key": may_key,
        "counted": stage.number > Stage.TRUST_VOTING.number,
        "may_box": allowed(actor.role, Action.MANAGE_BOXES, stage),
        "section": "election_list",
    }
    return render(request, "ballots/trust.html", context)
