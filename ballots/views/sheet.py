"""One tally sheet: entry, the reconciliation while typing, everything ever keyed for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from ballots.forms.sheet import SheetForm
from ballots.selectors.sheets import OpenSheet, get_sheet, keyings_of, officials_of, progress
from ballots.services.sheets import Saved, save_sheet
from elections.access import actor_of, allow, check
from elections.rules.permissions import Action
from elections.rules.sheet_state import SheetState
from elections.services.guard import Refused, Stale

OUTCOMES = {
    SheetState.EMPTY: "还没有数字",
    SheetState.PARTIAL: "还没有录完",
    SheetState.FAULTY: "还有错误，标为“有问题”",
    SheetState.COMPLETE: "数字齐全、相符",
}
CONFIRMED = "数字齐全；不相符的地方已写明与纸面一致，这次投票会按无效或有错误处理"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.VIEW, fetch=get_sheet)
def sheet(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Show a sheet, for entry to those who may key it; save it."""
    if request.method != "POST":
        return _page(request, opened, _form(opened))
    check(actor_of(request), opened.action, place=opened.place_name)
    form = _form(opened, request)
    if form.errors:
        return _page(request, opened, form)
    try:
        saved = save_sheet(
            sheet_id=opened.sheet.pk,
            version=form.version,
            figures=form.figures,
            explanations=form.explanations,
            confirmed_reason=form.confirmed_reason,
            by=actor_of(request),
            at=timezone.now(),
        )
    except Stale:
        return _stale(request, opened)
    except (Refused, PermissionDenied) as refusal:
        return _page(request, get_sheet(actor_of(request), opened.sheet.pk), form, reasons=(str(refusal),))
    return _onwards(request, opened, form, saved)


@require_POST
@allow(Action.VIEW, fetch=get_sheet)
def sheet_check(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Reconcile what is typed so far; nothing is saved."""
    check(actor_of(request), opened.action, place=opened.place_name, stage=opened.place_stage)
    context = {"opened": opened, "form": _form(opened, request), "inputs": True}
    return render(request, "ballots/sheet_check.html", context)


@require_safe
@allow(Action.VIEW, fetch=get_sheet)
def sheet_history(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Every save of a sheet: who, when, which figures."""
    saves = [
        (
            keying,
            SheetForm(
                opened.ballot,
                None,
                figures=figures,
                explanations=keying.explanations,
                confirmed_reason=keying.confirmed_reason,
                version=keying.version,
            ),
        )
        for keying, figures in keyings_of(opened)
    ]
    context = {**_about(opened), "opened": opened, "saves": saves}
    return render(request, "ballots/sheet_history.html", context)


def _form(opened: OpenSheet, request: HttpRequest | None = None) -> SheetForm:
    keying = opened.keying
    return SheetForm(
        opened.ballot,
        request.POST.dict() if request else None,
        figures=opened.figures,
        explanations=keying.explanations if keying else {},
        confirmed_reason=keying.confirmed_reason if keying else "",
        version=opened.sheet.version,
    )


def _about(opened: OpenSheet) -> dict[str, object]:
    """Which box of how many, by which name."""
    boxes = progress(opened.held)
    place = next(n for n, box in enumerate(boxes.boxes, start=1) if box.sheet.pk == opened.sheet.pk)
    return {
        "progress": boxes,
        "place": place,
        "label": boxes.boxes[place - 1].label,
        "following": boxes.next_after(opened.sheet.number),
        "section": "election_list",
    }


def _page(
    request: HttpRequest, opened: OpenSheet, form: SheetForm, *, reasons: tuple[str, ...] = (), **more: object
) -> HttpResponse:
    """The sheet. What was typed stays in its fields even where it can no longer be saved."""
    editable = opened.open_to(actor_of(request))
    context = {
        **_about(opened),
        "opened": opened,
        "form": form,
        "reasons": reasons,
        "editable": editable,
        "inputs": editable or form.is_bound,
        "officials": officials_of(opened),
        **more,
    }
    return render(request, "ballots/sheet.html", context)


def _stale(request: HttpRequest, before: OpenSheet) -> HttpResponse:
    """Both versions side by side; the typed one stays in the fields and may be saved on purpose."""
    opened = get_sheet(actor_of(request), before.sheet.pk)
    form = _form(opened, request)
    typed_on, form.version = form.version, opened.sheet.version
    return _page(request, opened, form, stale=form.clashes(), typed_on=typed_on)


def _onwards(request: HttpRequest, opened: OpenSheet, form: SheetForm, saved: Saved) -> HttpResponse:
    """Say what was saved and go to the next box, or back to the round after the last."""
    complete = saved.state is SheetState.COMPLETE
    words = CONFIRMED if complete and form.check.errors else OUTCOMES[saved.state]
    if complete and saved.warnings_open:
        words += f"；还有 {saved.warnings_open} 处提示没有说明"
    label = str(_about(opened)["label"])
    messages.success(request, f"{label}已保存：{words}。")
    target = _target(opened, saved.next_sheet_id)
    # The page's script drops its local copy of exactly this save.
    target += f"?settled={opened.sheet.pk}-{form.version}"
    return HttpResponseClientRedirect(target) if request.htmx else redirect(target)  # type: ignore[attr-defined]


def _target(opened: OpenSheet, following: int | None) -> str:
    if following is not None:
        return reverse("sheet", kwargs={"sheet_id": following})
    name = "trust" if opened.is_trust else "assembly"
    return reverse(name, kwargs={"election_id": opened.election.pk})
