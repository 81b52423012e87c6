"""Correcting an issued paper: what it said, what is right, looked at, issued under a number of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ballots.forms.correcting import CorrectionForm
from ballots.models import Notice
from ballots.notices.facts import Correction, NoticeKind, from_json
from ballots.notices.pdf import MissingGlyphs
from ballots.notices.render import render_text
from ballots.selectors.notices import correction_of, get_notice
from ballots.selectors.papers.correcting import certified_round, refusal_to_correct
from ballots.services.correcting import issue_correction, preview_correction
from ballots.views.papers import issued, pdf_shown
from elections.access import actor_of, allow
from elections.rules.corrections import Change
from elections.rules.permissions import Action, allowed
from elections.saving import CHANGED, say_refusal
from elections.services.guard import Refused, Stale


@allow(Action.MAKE_PAPER, fetch=get_notice)
def correction(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Show what a paper says beside the form; what is sent is looked at or issued as `then` says."""
    refusal, standing = refusal_to_correct(notice), correction_of(notice)
    form = _form(request, standing)
    if not refusal and form.is_valid() and (done := _done(request, notice, form)):
        return done
    context = {
        "section": "election_list",
        "election": notice.election,
        "notice": notice,
        "standing": standing,
        "refusal": refusal,
        "form": form,
        "text": render_text(from_json(notice.kind, notice.facts)) if not refusal else "",
        "certified": certified_round(notice),
        "may_reopen": allowed(actor_of(request).role, Action.REOPEN, notice.place_stage),
    }
    return render(request, "ballots/correction.html", context)


def _form(request: HttpRequest, standing: Notice | None) -> CorrectionForm:
    """What was sent, with room for one more place where that is asked for; else what the standing correction says."""
    if request.method == "POST":
        if request.POST.get("then") == "more":
            return CorrectionForm(given=request.POST, more=1)
        return CorrectionForm(request.POST, given=request.POST)
    facts = from_json(standing.kind, standing.facts) if standing else None
    if standing is None or not isinstance(facts, Correction):
        return CorrectionForm.of(0)
    changes = tuple(Change(each.said, each.right) for each in facts.changes)
    return CorrectionForm.of(standing.number, facts.reason, changes)


def _done(request: HttpRequest, notice: Notice, form: CorrectionForm) -> HttpResponse | None:
    """Look at the correction or issue it; None where something is wrong, which then stands at its place."""
    now = timezone.now()
    try:
        if request.POST.get("then") == "look":
            return pdf_shown(preview_correction(notice=notice, entry=form.entry(), at=now).pdf)
        made = issue_correction(notice=notice, entry=form.entry(), by=actor_of(request), at=now)
    except Refused as refused:
        say_refusal(form, refused)
    except Stale as stale:
        form.renew(stale.now)
        form.add_error(None, CHANGED)
    except MissingGlyphs as refused:
        form.add_error(None, str(refused))
    else:
        return issued(request, made, NoticeKind.CORRECTION)
    return None
