"""The groups' voting notices: time, place and route of each on one page, all issued with one press."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ballots.forms.voting_notices import VotingNoticesForm
from ballots.notices.pdf import MissingGlyphs
from ballots.notices.rewording import Unfaithful
from ballots.selectors.papers import NotYet, source_of
from ballots.services.voting_notices import issue_notices, preview_notices, version_of
from ballots.views.papers import OUTDATED, pdf_shown
from elections.access import actor_of, allow
from elections.models import Election
from elections.rules.permissions import Action
from elections.saving import CHANGED, posted
from elections.selectors.places import get_election
from elections.services.guard import Stale


@allow(Action.MAKE_PAPER, fetch=get_election)
def voting_notices(request: HttpRequest, election: Election) -> HttpResponse:
    """Ask for every group's time, place and route; what is sent is looked at or issued as `then` says."""
    source = source_of(election, today=timezone.localdate())
    groups = list(source.decided.groups.values())
    form = VotingNoticesForm(posted(request), groups=groups, votes=source.votes, version=version_of(election))
    if form.is_valid() and (done := _done(request, election, form)):
        return done
    context = {"section": "election_list", "election": election, "form": form}
    return render(request, "ballots/voting_notices.html", context)


def _done(request: HttpRequest, election: Election, form: VotingNoticesForm) -> HttpResponse | None:
    """Look at the notices or issue them; None where something is wrong."""
    now = timezone.now()
    try:
        if request.POST.get("then") == "look":
            return pdf_shown(preview_notices(election=election, votes=form.votes, at=now))
        version = form.cleaned_data["version"]
        made = issue_notices(
            election=election, version=version, votes=form.votes, by=actor_of(request), at=now
        )
    except Stale as stale:
        form.renew(stale.now)
        form.add_error(None, CHANGED)
    except (NotYet, MissingGlyphs) as refusal:
        form.add_error(None, str(refusal))
    except Unfaithful:
        form.add_error(None, OUTDATED)
    else:
        said = f"投票通知已发布 {len(made)} 份" if made else "投票通知没有变化，没有另发"
        messages.success(request, f"{said}，可以下载打印，张贴到各村小组。")
        return redirect("papers", election_id=election.pk)
    return None
