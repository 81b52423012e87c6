"""The wording of a notice: the township puts paragraphs in its own words, looks at the paper, and issues it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ballots.forms.wording import WordingForm
from ballots.notices.facts import Family
from ballots.notices.pdf import MissingGlyphs
from ballots.notices.rewording import Unfaithful
from ballots.selectors.papers import NotYet, PaperKey
from ballots.services.papers import make_paper, paragraphs_of, preview_paper
from ballots.views.papers import NO_PAPER, issued, key_of, pdf_shown
from elections.access import actor_of, allow
from elections.models import Election
from elections.rules.permissions import Action
from elections.selectors.places import get_election


@allow(Action.MAKE_PAPER, fetch=get_election)
def paper_wording(request: HttpRequest, election: Election) -> HttpResponse:
    """Show the paragraphs; what is sent is looked at or issued as `then` says, and nothing typed is lost."""
    key = key_of(request.POST if request.method == "POST" else request.GET)
    if key.kind.family is not Family.NOTICE:
        raise Http404(NO_PAPER)
    try:
        own, words = paragraphs_of(election=election, key=key, at=timezone.now())
    except NotYet as refusal:
        messages.error(request, str(refusal))
        return redirect("papers", election_id=election.pk)
    form = WordingForm(request.POST.dict() if request.method == "POST" else None, paragraphs=own, words=words)
    if form.is_valid() and (done := _done(request, election, key, form)):
        return done
    context = {
        "election": election,
        "kind": key.kind,
        "group": key.group,
        "form": form,
        "section": "election_list",
    }
    return render(request, "ballots/paper_wording.html", context)


def _done(request: HttpRequest, election: Election, key: PaperKey, form: WordingForm) -> HttpResponse | None:
    """Look at the paper or issue it; None where something is wrong, which then stands at its paragraph."""
    now = timezone.now()
    try:
        if request.POST.get("then") == "look":
            return pdf_shown(preview_paper(election=election, key=key, at=now, words=form.words).pdf)
        notice = make_paper(election=election, key=key, by=actor_of(request), at=now, words=form.words)
    except Unfaithful as refusal:
        form.refuse(refusal.faults)
    except (NotYet, MissingGlyphs) as refusal:
        form.add_error(None, str(refusal))
    else:
        return issued(request, notice, key.kind)
    return None
