"""One tally sheet: keying it, retyping what differs, taking over, the reconciliation while typing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from ballots.forms.sheet import SheetForm, version_of
from ballots.selectors.sheets import OpenSheet, get_sheet
from ballots.services.sheets import Saved, retype_sheet, save_sheet, take_over
from elections.access import actor_of, allow, check
from elections.rules.entry import Outcome, Phase, turn_of
from elections.rules.permissions import Action
from elections.rules.tally import TallyFigures
from elections.services.guard import Refused, Stale

from .sheet_pages import draft_form, key_page, retype_form, sheet_page

DIFFER = "两遍录入有不一致的地方，请看纸质计票单重录"
OUTCOMES: dict[tuple[Outcome, Phase], str] = {
    (Outcome.DRAFT, Phase.FIRST): "已保存，还没有录完",
    (Outcome.DRAFT, Phase.SECOND): "已保存，还没有录完",
    (Outcome.CLEAN, Phase.SECOND_DUE): "第一遍已经录完，等待另一人录第二遍",
    (Outcome.ERRORS, Phase.FIRST_ERRORS): "已经录完，有不相符的地方，交监票人处理",
    (Outcome.SAME, Phase.VERIFIED): "两遍录入一致，核对完成",
    (Outcome.DIFFERENT, Phase.DIFFERENT): DIFFER,
    (Outcome.DIFFERENT, Phase.THIRD_DUE): "重录以后仍有不一致的地方，须由第三名录入员在监票人监督下录入",
    (Outcome.DIFFERENT, Phase.CONFIRM_DUE): "已经录入，请监票人用自己的账号打开这张计票单确认",
}
MOVED = "您打开以后，这张计票单又保存过，没有保存您现在录的。"
AS_SECOND = (
    "您打开以后，另一名录入员已经录完第一遍。您录的数字还在下面：照纸质计票单核对以后保存，就作为第二遍。"
)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.VIEW, fetch=get_sheet)
def sheet(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Show a sheet to whoever opens it; save what a clerk keyed."""
    if request.method != "POST":
        return sheet_page(request, opened)
    check(actor_of(request), opened.keying_action, place=opened.place_name)
    form = draft_form(opened, request)
    turn = turn_of(opened.sheet.entries, actor_of(request).user_id)
    if form.errors and turn and not turn.retypes:
        return key_page(request, opened, form, turn=turn)
    try:
        saved = save_sheet(
            sheet_id=opened.sheet.pk,
            version=form.version,
            figures=form.figures,
            as_on_paper="as_on_paper" in request.POST,
            by=actor_of(request),
            at=timezone.now(),
        )
    except Stale:
        return _stale(request, opened)
    except (Refused, PermissionDenied) as refusal:
        return _refused(request, opened, refusal)
    return _onwards(request, opened, form, saved)


@require_POST
@allow(Action.VIEW, fetch=get_sheet)
def sheet_retype(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Save what was retyped of the places that differ."""
    check(actor_of(request), opened.keying_action, place=opened.place_name)
    form = retype_form(opened, request)
    if form is None:
        return sheet_page(request, opened, reasons=(MOVED,))
    if form.errors:
        return sheet_page(request, opened, retyped=form)
    try:
        saved = retype_sheet(
            sheet_id=opened.sheet.pk,
            version=form.version,
            figures=form.figures,
            by=actor_of(request),
            at=timezone.now(),
        )
    except Stale:
        return sheet_page(request, get_sheet(actor_of(request), opened.sheet.pk), reasons=(MOVED,))
    except (Refused, PermissionDenied) as refusal:
        return _refused(request, opened, refusal)
    return _onwards(request, opened, form, saved)


@require_POST
@allow(Action.VIEW, fetch=get_sheet)
def sheet_take_over(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Go on in the place of somebody who began and left."""
    check(actor_of(request), opened.keying_action, place=opened.place_name)
    try:
        take_over(
            sheet_id=opened.sheet.pk,
            version=version_of(request.POST.get("version", "")),
            by=actor_of(request),
            at=timezone.now(),
        )
    except Stale:
        messages.warning(request, "这张计票单刚才有变动，没有接手。请看现在的情况。")
    except (Refused, PermissionDenied) as refusal:
        return _refused(request, opened, refusal)
    else:
        messages.success(request, "已经由您接手，请从头照纸质计票单录入。")
    return redirect("sheet", sheet_id=opened.sheet.pk)


@require_POST
@allow(Action.VIEW, fetch=get_sheet)
def sheet_check(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Reconcile what is typed so far; nothing is saved, and nothing that others keyed is asked."""
    check(actor_of(request), opened.keying_action, place=opened.place_name, stage=opened.place_stage)
    form = SheetForm(opened.ballot, request.POST.dict(), figures=TallyFigures())
    return render(request, "ballots/sheet_check.html", {"opened": opened, "form": form, "inputs": True})


def _refused(request: HttpRequest, opened: OpenSheet, refusal: Exception) -> HttpResponse:
    """Say why, on the page as it now is; what was typed stays where it can still be saved."""
    now = get_sheet(actor_of(request), opened.sheet.pk)
    turn = turn_of(now.sheet.entries, actor_of(request).user_id)
    if turn and not turn.retypes and now.ban_on(actor_of(request)) is None:
        return key_page(request, now, draft_form(now, request), turn=turn, reasons=(str(refusal),))
    return sheet_page(request, now, reasons=(str(refusal),))


def _stale(request: HttpRequest, before: OpenSheet) -> HttpResponse:
    """The sheet moved. What was typed stays and may be saved on purpose, where it is still this person's turn."""
    opened = get_sheet(actor_of(request), before.sheet.pk)
    turn = turn_of(opened.sheet.entries, actor_of(request).user_id)
    if turn is None or turn.retypes or not opened.lets(actor_of(request), opened.keying_action):
        return sheet_page(request, opened, reasons=(MOVED,))
    form = draft_form(opened, request)
    typed_on, form.version = form.version, opened.sheet.version
    if opened.sheet.draft_by_id is None:
        reason = AS_SECOND if opened.sheet.phase == Phase.SECOND_DUE else MOVED
        return key_page(request, opened, form, turn=turn, reasons=(reason,), typed_on=typed_on)
    return key_page(request, opened, form, turn=turn, stale=form.clashes(), typed_on=typed_on)


def _onwards(request: HttpRequest, opened: OpenSheet, form: SheetForm, saved: Saved) -> HttpResponse:
    """Say what came of it, and go to the next box; stay where this one still asks something of the same person."""
    with_errors = saved.outcome is Outcome.DRAFT and form.check.whole_with_errors
    words = "已保存，但有不相符的地方，请看核对" if with_errors else OUTCOMES[saved.outcome, saved.phase]
    if saved.warnings_open:
        words += f"；还有 {saved.warnings_open} 处提示需要说明"
    say = messages.warning if with_errors or saved.phase is Phase.DIFFERENT else messages.success
    say(request, f"{saved.label}：{words}。")
    stays = with_errors or saved.warnings_open or saved.phase in (Phase.DIFFERENT, Phase.CONFIRM_DUE)
    target = _target(opened, opened.sheet.pk if stays else saved.next_sheet_id)
    # The page's script drops its local copy of exactly this save.
    target += f"?settled={opened.sheet.pk}-{form.version}"
    return HttpResponseClientRedirect(target) if request.htmx else redirect(target)  # type: ignore[attr-defined]


def _target(opened: OpenSheet, following: int | None) -> str:
    if following is not None:
        return reverse("sheet", kwargs={"sheet_id": following})
    name = "trust" if opened.is_trust else "assembly"
    return reverse(name, kwargs={"election_id": opened.election.pk})
