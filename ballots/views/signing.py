"""The page on which a round's result is signed: everything on it first, in the shape of the report it becomes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ballots.forms.signing import SignForm
from ballots.models import Certificate, Round
from ballots.selectors.bans import Named, ban_refusal, named_as
from ballots.selectors.certified import shown_round
from ballots.selectors.dossier import decided, line_codes
from ballots.selectors.officials import duties_of, officials_of
from ballots.selectors.parts import Part
from ballots.selectors.signing import Signing, get_round, get_trust_round, signing_lines, signing_of
from ballots.services.certifying import CHANGED, GONE, sign_round
from ballots.services.reopening import refusal_to_ask
from elections.access import actor_of, allow, check
from elections.dossier.chain import short_head
from elections.models import Election
from elections.rules.certifying import names_of, signing_action
from elections.rules.duties import OfficialDuty, duty_refusal
from elections.rules.permissions import Action, Actor, allowed
from elections.services.guard import Refused


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.VIEW, fetch=get_trust_round)
def trust_sign(request: HttpRequest, part: Part[Round]) -> HttpResponse:
    """Show the trust round's result to those who sign it; sign."""
    return _answer(request, part)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.VIEW, fetch=get_round)
def round_sign(request: HttpRequest, part: Part[Round]) -> HttpResponse:
    """Show the result of one ballot of the assembly to those who sign it; sign."""
    return _answer(request, part)


def refuse_unnamed(request: HttpRequest, part: Part[Round]) -> None:
    """Refuse whoever signs nothing in this election: the role may not, or nobody named them."""
    actor, action = actor_of(request), signing_action(trust=part.row.is_trust)
    check(actor, action, place=part.place_name, stage=part.place_stage)
    if refusal := duty_refusal(action, duties_of(part.election, actor)):
        raise PermissionDenied(refusal)


def capacity_of(
    actor: Actor, election: Election, signing: Signing, named: Named | None = None
) -> OfficialDuty | None:
    """In which capacity this person signs next, None where they do not."""
    action = signing_action(trust=signing.held.is_trust)
    if election.finished_at or not allowed(actor.role, action, election.present_stage):
        return None
    return signing.capacity_of(actor, (named or named_as(election, actor)).duties)


def _capacity(actor: Actor, election: Election, signing: Signing) -> tuple[OfficialDuty | None, str | None]:
    """In which capacity this person signs next, or why the bans keep them from it."""
    named = named_as(election, actor)
    capacity = capacity_of(actor, election, signing, named)
    ban = ban_refusal(election, actor, named, capacity, line_codes(signing.held).values())
    return None if ban else capacity, ban


def _answer(request: HttpRequest, part: Part[Round]) -> HttpResponse:
    if request.method != "POST":
        return _page(request, part, SignForm(request=request))
    refuse_unnamed(request, part)
    form = SignForm(request.POST, request=request)
    if not form.is_valid():
        return _page(request, part, form)
    try:
        sign_round(
            election_id=part.election.pk,
            round_id=part.row.pk,
            shown=form.cleaned_data["shown"],
            by=actor_of(request),
            at=timezone.now(),
        )
    except (Refused, PermissionDenied) as refusal:
        return _page(request, part, form, reasons=(str(refusal),))
    fresh = get_round(actor_of(request), part.election.pk, part.row.pk)
    messages.success(request, _said(signing_of(fresh.row)))
    return redirect(request.path)


def _said(signing: Signing) -> str:
    """What was signed, and who is next."""
    if not signing.made:
        return f"您已签字。还须{names_of(signing.missing)}签字。"
    if signing.held.is_trust:
        return "两人都已签字，信任投票的结果已经核定。"
    return f"您已签字。等待{names_of(signing.missing)}宣布。" if signing.missing else "这一轮的结果已经宣布。"


def _page(
    request: HttpRequest, part: Part[Round], form: SignForm, *, reasons: tuple[str, ...] = ()
) -> HttpResponse:
    actor, election, found = actor_of(request), part.election, decided(part.election)
    held = next((one for one in found.rounds if one.pk == part.row.pk), None)
    if held is None:
        raise Http404(GONE)
    shown, signing = shown_round(found, held), signing_of(held)
    signed = signing.certificate.certified_by if signing.certificate else []
    changed = form.is_bound and form.data.get("shown") != shown.sha256 and not signing.announced
    if changed and CHANGED not in reasons:
        reasons = (*reasons, CHANGED)
    capacity, ban = _capacity(actor, election, signing)
    if ban and ban not in reasons:
        reasons = (*reasons, ban)
    context = {
        "section": "election_list",
        "election": election,
        "held": held,
        "shown": shown,
        "facts": shown.facts,
        "boxes": shown.boxes,
        "voted_on": shown.voted_on,
        "signing": signing,
        "lines": signing_lines(signing.result.wanted, signed, officials_of(election)),
        "capacity": None if shown.refusals else capacity,
        "form": form,
        "reasons": reasons,
        "head": short_head(signing.certificate.head) if signing.certificate else "",
        "lifted": _lifted(held),
        "may_reopen": allowed(actor.role, Action.REOPEN, election.present_stage)
        and not election.finished_at
        and refusal_to_ask(election, signing) is None,
    }
    return render(request, "ballots/sign.html", context)


def _lifted(held: Round) -> list[Certificate]:
    """The certificates that were lifted, the latest first."""
    return [one for one in reversed(list(held.certificates.all())) if one.lifted_at]
