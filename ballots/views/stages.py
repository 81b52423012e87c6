"""Closing the present stage, and going back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ballots.forms.stages import BackForm, StageForm
from ballots.selectors.going_back import undone, ways_back
from ballots.selectors.notices import issued_items
from ballots.selectors.timeline import record_lines
from ballots.services.going_back import go_back
from ballots.services.stages import NotReady, close_stage, save_stage
from elections.access import actor_of, allow, check
from elections.formkit import Clash, clashes
from elections.models import Election, StageRecord
from elections.rules.basis import basis_of
from elections.rules.permissions import Action, allowed
from elections.rules.stage_items import ITEMS
from elections.rules.stage_records import read_items
from elections.rules.stages import ACTORS, Stage, next_stage
from elections.saving import posted, say_refusal
from elections.selectors.elections import invalidated_records, valid_records
from elections.selectors.places import get_election
from elections.services.guard import Refused, Stale

from .cures import reasons_for


@allow(Action.VIEW, fetch=get_election)
def stage_close(request: HttpRequest, election: Election) -> HttpResponse:
    """The record of the present stage: keep it, or close the stage with it."""
    if request.method == "POST":
        check(actor_of(request), Action.CLOSE_STAGE, place=election.place_name, stage=election.place_stage)
        return _take(request, election)
    stage = election.present_stage
    record, older = _records(election, stage)
    shown = record or older
    initial = {**read_items(stage, shown.items if shown else {}), "version": election.version}
    form = StageForm(stage=stage, issued=issued_items(election, stage), initial=initial)
    return _page(request, election, form, from_older=record is None and older is not None)


def _records(election: Election, stage: Stage) -> tuple[StageRecord | None, StageRecord | None]:
    """The record that counts, and the last one that going back has invalidated."""
    older = [record for record in invalidated_records(election) if record.stage == stage.value]
    return valid_records(election).get(stage), older[-1] if older else None


def _take(request: HttpRequest, election: Election) -> HttpResponse:
    posted = request.POST.get("stage", "")
    stage = Stage(posted) if posted in set(Stage) else election.present_stage
    form = StageForm(request.POST, stage=stage, issued=issued_items(election, stage))
    if stage is not election.present_stage or election.finished_at:
        return _moved(request, election, form)
    if not form.is_valid():
        return _page(request, election, form)
    try:
        _save(request, election, form)
    except NotReady as late:
        return _not_ready(request, election, form, late)
    except Stale as late:
        record, _ = _records(election, stage)
        form.renew(late.now)
        return _page(request, election, form, stale=clashes(form, _recorded(stage, record)))
    except Refused as refused:
        say_refusal(form, refused)
        return _page(request, election, form)
    if "close" not in request.POST:
        messages.success(request, f"“{stage.label}”的记录已经保存，还没有办结。")
        return redirect("stage_close", election.pk)
    messages.success(request, _closed(election, stage))
    return redirect("election", election.pk)


def _save(request: HttpRequest, election: Election, form: StageForm) -> None:
    save = close_stage if "close" in request.POST else save_stage
    save(
        election_id=election.pk,
        stage=form.stage,
        version=form.cleaned_data["version"],
        items=form.items(),
        by=actor_of(request),
        at=timezone.now(),
    )


def _closed(election: Election, stage: Stage) -> str:
    following = next_stage(stage)
    if following is None:
        return f"{election.village.name}的选举全部办结。"
    return f"{election.village.name}的“{stage.label}”已经办结，现在进入“{following.label}”。"


def _recorded(stage: Stage, record: StageRecord | None) -> dict[str, object]:
    kept = read_items(stage, record.items) if record else {}
    return {item.key: kept.get(item.key) for item in ITEMS[stage] if item.typed}


def _not_ready(request: HttpRequest, election: Election, form: StageForm, late: NotReady) -> HttpResponse:
    """Show every reason, each with its cure; those of a field also stand at the field."""
    for item in late.missing:
        key, _, field = item.cure.partition(":")
        if key == "item":
            form.add_error(field, item.message)
    return _page(request, election, form, reasons=reasons_for(actor_of(request), election, late.missing))


def _moved(request: HttpRequest, election: Election, form: StageForm) -> HttpResponse:
    """The stage was closed in the meantime: say so, and show what differs from what was typed."""
    record, _ = _records(election, form.stage)
    stale = clashes(form, _recorded(form.stage, record)) if form.is_valid() else []
    if not stale:
        messages.warning(request, f"“{form.stage.label}”已经办结，不必再办。")
        return redirect("election", election.pk)
    context = {"section": "election_list", "election": election, "stage": form.stage, "stale": stale}
    return render(request, "ballots/stage_close_moved.html", context)


def _page(
    request: HttpRequest,
    election: Election,
    form: StageForm,
    *,
    reasons: object = (),
    stale: list[Clash] | None = None,
    from_older: bool = False,
) -> HttpResponse:
    stage = election.present_stage
    record, _ = _records(election, stage)
    role, running = actor_of(request).role, election.finished_at is None
    context = {
        "section": "election_list",
        "election": election,
        "stage": stage,
        "following": next_stage(stage),
        "form": form,
        "may": running and allowed(role, Action.CLOSE_STAGE, stage),
        "reasons": reasons,
        "stale": stale,
        "from_older": from_older,
        "record": record,
        "lines": record_lines(stage, record.items) if record else (),
        "actors": ACTORS[stage],
        "basis": basis_of(election.era, stage),
        "may_go_back": allowed(role, Action.GO_BACK, stage) and bool(ways_back(election)),
    }
    return render(request, "ballots/stage_close.html", context)


@allow(Action.GO_BACK, fetch=get_election)
def stage_back(request: HttpRequest, election: Election) -> HttpResponse:
    """Where the election may go back to, what falls by it, and the reason."""
    targets = ways_back(election)
    form = BackForm(posted(request), targets=targets, initial={"version": election.version})
    if form.is_valid():
        try:
            _go_back(request, election, form)
        except Stale as late:
            form.renew(late.now)
            form.add_error(None, "这一页打开以后，选举有了变动。请看下面所列各项，再次确认。")
        except Refused as refused:
            say_refusal(form, refused)
        else:
            messages.success(request, f"{election.village.name}的选举已经退回，失效的记录都保留备查。")
            return redirect("election", election.pk)
    context = {
        "section": "election_list",
        "election": election,
        "form": form,
        "chosen": form["target"].value(),
        "ways": [(target, undone(election, target).sentences) for target in targets],
    }
    return render(request, "ballots/stage_back.html", context)


def _go_back(request: HttpRequest, election: Election, form: BackForm) -> None:
    go_back(
        election_id=election.pk,
        version=form.cleaned_data["version"],
        target=Stage(form.cleaned_data["target"]),
        reason=form.cleaned_data["reason"],
        by=actor_of(request),
        at=timezone.now(),
    )
