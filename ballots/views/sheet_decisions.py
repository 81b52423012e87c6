"""What is said of a sheet: a monitor's decision, the words that tick warnings off, and everything ever keyed for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ballots.forms.deciding import DecideForm
from ballots.forms.trust import ExplainForm
from ballots.models import SheetDecision
from ballots.selectors.sheets import OpenSheet, get_sheet
from ballots.services.sheet_decisions import accept_sheet, explain_warnings, recount_sheet
from elections.access import actor_of, allow, check
from elections.rules.entry import MONITORS_TURN
from elections.rules.permissions import Action
from elections.saving import attempt
from elections.services.guard import Refused, Stale

from .sheet_pages import (
    decide_form,
    decide_page,
    history_page,
    read_page,
    sheet_page,
    sheet_warnings,
    shows_keyings,
)

WRITE = {SheetDecision.Kind.ACCEPT: accept_sheet, SheetDecision.Kind.RECOUNT: recount_sheet}
DONE = {
    SheetDecision.Kind.ACCEPT: "已照纸面认定。",
    SheetDecision.Kind.RECOUNT: "已决定重新清点；清点以后由两名录入员重新录入。",
}
NOT_YET = "核对一致以前，只有监票人能看录过的数字。"


@require_POST
@allow(Action.VIEW, fetch=get_sheet)
def sheet_decide(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Let figures stand, or send the ballots back to be counted."""
    check(actor_of(request), opened.deciding_action, place=opened.place_name, stage=opened.place_stage)
    form = decide_form(opened, request)

    def write() -> None:
        WRITE[SheetDecision.Kind(form.cleaned_data["decision"])](
            sheet_id=opened.sheet.pk,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            by=actor_of(request),
            at=timezone.now(),
        )

    done, _ = attempt(request, form, write)
    if not done:
        return _decision_again(request, opened, form)
    messages.success(request, DONE[SheetDecision.Kind(form.cleaned_data["decision"])])
    return redirect("sheet", sheet_id=opened.sheet.pk)


@require_POST
@allow(Action.VIEW, fetch=get_sheet)
def sheet_explain(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Tick the warnings of one sheet off with a few words each."""
    check(actor_of(request), opened.keying_action, place=opened.place_name, stage=opened.place_stage)
    form = ExplainForm(request.POST, warnings=sheet_warnings(opened))
    if not form.is_valid():
        return read_page(request, opened, form=form)
    try:
        explain_warnings(
            election_id=opened.election.pk,
            words={opened.sheet.pk: {item.key: said for item, said in form.words()}},
            versions=form.versions(),
            by=actor_of(request),
            at=timezone.now(),
        )
    except Stale:
        reason = "打开这一页以后，这张计票单有变动。请看清现在的提示，再保存一次。"
        return sheet_page(request, get_sheet(actor_of(request), opened.sheet.pk), reasons=(reason,))
    except (Refused, PermissionDenied) as refusal:
        return sheet_page(request, opened, reasons=(str(refusal),))
    messages.success(request, "说明已保存。")
    return redirect("sheet", sheet_id=opened.sheet.pk)


@require_safe
@allow(Action.VIEW, fetch=get_sheet)
def sheet_history(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Everything ever keyed of a sheet: who, when, which figures, and what a monitor decided."""
    if not shows_keyings(opened, actor_of(request)):
        raise PermissionDenied(NOT_YET)
    return history_page(request, opened)


def _decision_again(request: HttpRequest, opened: OpenSheet, form: DecideForm) -> HttpResponse:
    now = get_sheet(actor_of(request), opened.sheet.pk)
    if now.sheet.entries.phase in MONITORS_TURN:
        return decide_page(request, now, form=form)
    if now.sheet.verified:
        return read_page(request, now, decide=form)
    return sheet_page(
        request, now, reasons=[str(fault) for faults in form.errors.values() for fault in faults]
    )
