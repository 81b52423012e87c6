"""Asking that a certificate be lifted, signing that, and taking the request back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ballots.forms.shortlist import ReasonForm
from ballots.forms.signing import AgreeForm
from ballots.models import Round
from ballots.selectors.going_back import undone
from ballots.selectors.officials import officials_of
from ballots.selectors.parts import Part
from ballots.selectors.signing import Signing, get_round, signing_lines, signing_of, signings_waiting
from ballots.services.reopening import ask_reopening, refusal_to_ask, sign_reopening, withdraw_reopening
from elections.access import actor_of, allow, check
from elections.formkit import VersionForm
from elections.models import Election
from elections.rules.certifying import REOPENED_TO
from elections.rules.permissions import Action, allowed
from elections.saving import attempt, posted
from elections.selectors.places import get_election
from elections.services.guard import Refused

from .signing import capacity_of, refuse_unnamed

LABEL = "撤销核定的理由"


@require_safe
@allow(Action.VIEW, fetch=get_election)
def reopening_open(request: HttpRequest, election: Election) -> HttpResponse:
    """Lead to the request that waits for signatures."""
    signing = signings_waiting([election]).get(election.pk)
    if signing is None or signing.reopening is None:
        messages.warning(request, "没有等待签字的撤销申请。")
        return redirect("election", election.pk)
    return redirect("reopening", election.pk, signing.held.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.VIEW, fetch=get_round)
def reopening(request: HttpRequest, part: Part[Round]) -> HttpResponse:
    """Show the request, or ask for it."""
    if request.method == "POST":
        check(actor_of(request), Action.REOPEN, place=part.place_name, stage=part.place_stage)
    election = part.election
    form = ReasonForm(posted(request), label=LABEL, initial={"version": election.version})

    def write() -> None:
        ask_reopening(
            election_id=election.pk,
            round_id=part.row.pk,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            by=actor_of(request),
            at=timezone.now(),
        )

    done, _ = attempt(request, form, write)
    if not done:
        return _page(request, part, asking=form)
    signing = signing_of(get_round(actor_of(request), election.pk, part.row.pk).row)
    if signing.reopening is None:
        messages.success(request, "已有的签字已经撤销，留存备查。")
        return redirect("election", election.pk)
    messages.success(request, "申请已经登记，等待原来核定的两人签字。")
    return redirect("reopening", election.pk, part.row.pk)


@require_POST
@sensitive_post_parameters("password")
@allow(Action.VIEW, fetch=get_round)
def reopening_sign(request: HttpRequest, part: Part[Round]) -> HttpResponse:
    """Sign that the certificate is lifted."""
    refuse_unnamed(request, part)
    form = AgreeForm(request.POST, request=request)
    if not form.is_valid():
        return _page(request, part, form=form)
    try:
        asked = sign_reopening(
            election_id=part.election.pk,
            round_id=part.row.pk,
            reopening_id=form.cleaned_data["reopening"],
            by=actor_of(request),
            at=timezone.now(),
        )
    except (Refused, PermissionDenied) as refusal:
        fresh = get_round(actor_of(request), part.election.pk, part.row.pk)
        return _page(request, fresh, form=form, reasons=(str(refusal),))
    if asked.open:
        messages.success(request, "您已签字同意撤销，还须另一人签字。")
        return redirect("reopening", part.election.pk, part.row.pk)
    messages.success(
        request, "两人都已签字，核定已经撤销。原来的核定和签字留存备查，由此产生的材料都已失效。"
    )
    return redirect("election", part.election.pk)


@require_POST
@allow(Action.REOPEN, fetch=get_round)
def reopening_withdraw(request: HttpRequest, part: Part[Round]) -> HttpResponse:
    """Take the request back."""
    form = VersionForm(request.POST)
    form.full_clean()
    try:
        withdraw_reopening(
            election_id=part.election.pk,
            round_id=part.row.pk,
            reopening_id=form.cleaned_data["version"],
            by=actor_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "申请已经收回，核定仍然有效。")
    return redirect("reopening", part.election.pk, part.row.pk)


def _page(
    request: HttpRequest,
    part: Part[Round],
    *,
    asking: ReasonForm | None = None,
    form: AgreeForm | None = None,
    reasons: tuple[str, ...] = (),
) -> HttpResponse:
    actor, election, signing = actor_of(request), part.election, signing_of(part.row)
    asked, refusal = signing.reopening, refusal_to_ask(election, signing)
    may_ask = allowed(actor.role, Action.REOPEN, election.present_stage) and not election.finished_at
    context = {
        "section": "election_list",
        "election": election,
        "held": part.row,
        "signing": signing,
        "asked": asked,
        "asking": asking,
        "form": form or AgreeForm(request=request),
        "reasons": reasons,
        "lines": signing_lines(
            asked.signing.wanted if asked else signing.needs,
            asked.agreed_by if asked else (),
            officials_of(election),
        ),
        "falls": _falls(election, signing) if asked or refusal is None else (),
        "refusal": refusal,
        "capacity": capacity_of(actor, election, signing) if asked else None,
        "may_ask": may_ask,
    }
    return render(request, "ballots/reopening.html", context)


def _falls(election: Election, signing: Signing) -> list[str]:
    """What falls with the certificate, one line each."""
    if signing.certificate is None:
        return []
    falls = undone(election, REOPENED_TO[signing.held.is_trust]).sentences
    return falls if signing.held.is_trust else ["这一轮结果上的签字和宣布（票数保留）", *falls]
