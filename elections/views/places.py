"""Villages and their groups."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from elections.access import actor_of, allow
from elections.formkit import VersionForm
from elections.forms.places import BLANK_ROWS_AT_FIRST, GroupFormSet, VillageForm
from elections.models import Village
from elections.rules.permissions import Action, allowed
from elections.saving import attempt, posted, say_refusal
from elections.selectors.places import get_village
from elections.selectors.villages import village_lines, village_sheet
from elections.services.guard import Refused, Stale
from elections.services.places import change_groups, change_village, create_village
from elections.services.refusals import AtField

SECTION = {"section": "village_list"}


@require_safe
@allow(Action.VIEW)
def village_list(request: HttpRequest) -> HttpResponse:
    """Show the villages within reach."""
    actor = actor_of(request)
    context = SECTION | {
        "lines": village_lines(actor),
        "may_edit": allowed(actor.role, Action.MANAGE_PLACES),
    }
    return render(request, "elections/village_list.html", context)


@allow(Action.MANAGE_PLACES)
def village_new(request: HttpRequest) -> HttpResponse:
    """Add a village."""
    form = VillageForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            village = create_village(
                name=form.cleaned_data["name"],
                population=form.cleaned_data["population"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except AtField as refused:
            say_refusal(form, refused)
        else:
            messages.success(request, f"{village.name}已经登记。下一步登记村小组。")
            return redirect("village_detail", village.pk)
    return render(request, "elections/village_form.html", SECTION | {"form": form})


@require_safe
@allow(Action.VIEW, fetch=get_village)
def village_detail(request: HttpRequest, village: Village) -> HttpResponse:
    """Show a village: population, groups, a summary of the roster, the running election."""
    role = actor_of(request).role
    context = SECTION | {
        "village": village,
        "sheet": village_sheet(village),
        "may_edit": allowed(role, Action.MANAGE_PLACES),
        "may_edit_members": allowed(role, Action.MANAGE_MEMBERS),
        "may_elect": allowed(role, Action.CREATE_ELECTION),
    }
    return render(request, "elections/village_detail.html", context)


@allow(Action.MANAGE_PLACES, fetch=get_village)
def village_edit(request: HttpRequest, village: Village) -> HttpResponse:
    """Change name and population."""
    recorded = {"name": village.name, "population": village.population}
    form = VillageForm(posted(request), initial=recorded | {"version": village.version})

    def write() -> None:
        change_village(village_id=village.pk, by=actor_of(request), at=timezone.now(), **form.cleaned_data)

    done, more = attempt(request, form, write, recorded)
    if done:
        messages.success(request, "村情已经保存。")
        return redirect("village_detail", village.pk)
    context = SECTION | {"form": form, "village": village} | more
    return render(request, "elections/village_form.html", context)


@allow(Action.MANAGE_PLACES, fetch=get_village)
def village_groups(request: HttpRequest, village: Village) -> HttpResponse:
    """All groups of a village in one table."""
    groups = list(village.groups.all())
    if request.method == "POST":
        return _save_groups(request, village)
    start = [
        {"group_id": group.pk, "position": number, "name": group.name, "eligible": group.eligible}
        for number, group in enumerate(groups, start=1)
    ]
    formset = GroupFormSet(initial=start, prefix="g")
    if not groups:
        formset.extra = BLANK_ROWS_AT_FIRST
    return _show_groups(request, village, formset, VersionForm(initial={"version": village.version}))


def _save_groups(request: HttpRequest, village: Village) -> HttpResponse:
    formset = GroupFormSet(request.POST, prefix="g")
    version = VersionForm(request.POST)
    if not (formset.is_valid() and version.is_valid()):
        return _show_groups(request, village, formset, version)
    try:
        change_groups(
            village_id=village.pk,
            version=version.cleaned_data["version"],
            rows=formset.rows(),
            removed=formset.removed(),
            by=actor_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return _show_groups(request, village, formset, version, reasons=refused.reasons)
    except Stale as stale:
        version.renew(stale.now)
        return _show_groups(request, village, formset, version, record=list(village.groups.all()))
    messages.success(request, "村小组已经保存。")
    if "more" in request.POST:
        return redirect("village_groups", village.pk)
    return redirect("village_detail", village.pk)


def _show_groups(
    request: HttpRequest, village: Village, formset: GroupFormSet, version: VersionForm, **more: object
) -> HttpResponse:
    context = SECTION | {"village": village, "formset": formset, "version": version} | more
    return render(request, "elections/village_groups.html", context)
