"""Inviting those who work at the ballots, and what they find when they come with their link."""

import segno
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from ballots.forms.invitations import InvitationCodeForm, InvitationForm, NewAccountForm
from ballots.selectors.invitations import get_invitation, invitation_with, invitations_of
from ballots.services.invitations import (
    Invited,
    accept_invitation,
    invite,
    token_hash,
    try_invitation_code,
    withdraw_invitation,
)
from elections.access import actor_of, allow, check, public
from elections.models import Election, Invitation
from elections.rules.invitations import LASTS
from elections.rules.permissions import Action, allowed
from elections.saving import posted, say_refusal
from elections.selectors.places import get_election
from elections.services.guard import Refused

PROVEN = "invitation"  # the session's entry for the invitation whose code was given
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@allow(Action.MANAGE_ACCOUNTS, fetch=get_election)
def invitations(request: HttpRequest, election: Election) -> HttpResponse:
    """List whom the township invited; invite somebody, and show link and code once."""
    actor = actor_of(request)
    form = InvitationForm(posted(request), members=election.members.all(), groups=election.groups.all())
    if request.method == "POST":
        check(actor, Action.NAME_OFFICIALS, place=election.place_name, stage=election.place_stage)
        if form.is_valid():
            try:
                made = invite(election_id=election.pk, entry=form.entry(), by=actor, at=timezone.now())
            except Refused as refused:
                say_refusal(form, refused)
            else:
                return _slip(request, election, made)
    may = allowed(actor.role, Action.NAME_OFFICIALS, election.present_stage) and not election.finished_at
    now = timezone.now()
    context = {
        "section": "election_list",
        "election": election,
        "form": form,
        "may": may,
        "days": LASTS.days,
        "invited": [(one, one.state_at(now)) for one in invitations_of(election)],
    }
    return render(request, "ballots/invitations.html", context)


def _slip(request: HttpRequest, election: Election, made: Invited) -> HttpResponse:
    # No redirect: link and code are stored nowhere, so no later page could show them.
    address = request.build_absolute_uri(reverse("invitation", args=[made.token]))
    context = {
        "section": "election_list",
        "election": election,
        "invitation": made.invitation,
        "address": address,
        "code": f"{made.code[:3]} {made.code[3:]}",
        # A laptop's address is good on the laptop alone; there is nothing for a phone to read.
        "picture": segno.make(address, error="m").svg_inline(scale=4, svgclass="qr", title="二维码")
        if request.is_secure()
        else "",
    }
    return render(request, "ballots/invitation_slip.html", context)


@require_POST
@allow(Action.MANAGE_ACCOUNTS, fetch=get_invitation)
def invitation_withdraw(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Make an invitation good for nothing."""
    try:
        withdraw_invitation(invitation_id=invitation.pk, by=actor_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, "".join(refused.reasons))
    else:
        messages.success(request, f"给{invitation.person}的邀请已经收回，链接和邀请码不能再用。")
    return redirect("invitations", invitation.election_id)


@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
@public
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whoever opened the link for the code, then for a user name and a password; sign in with the new account."""
    token = token.lower()  # copied by hand from paper
    found = invitation_with(token_hash(token))
    refusal = found.state_at(timezone.now()).refusal
    if request.user.is_authenticated or refusal:
        return render(request, "ballots/invitation_over.html", {"refusal": refusal})
    if request.session.get(PROVEN) == found.pk:
        return _account(request, found)
    form = InvitationCodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            try_invitation_code(invitation_id=found.pk, token=token, code=code, at=timezone.now())
        except Refused as refused:
            say_refusal(form, refused)
        else:
            request.session.cycle_key()
            request.session[PROVEN] = found.pk
            return redirect("invitation", token)
    return render(request, "ballots/invitation_code.html", {"form": form, "election": found.election})


def _account(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewAccountForm(posted(request), person=found.person)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            user = accept_invitation(
                invitation_id=found.pk,
                username=facts["username"],
                password=facts["password"],
                at=timezone.now(),
            )
        except Refused as refused:
            say_refusal(form, refused)
        else:
            request.session.pop(PROVEN)
            login(request, user, backend=MODEL_BACKEND)
            messages.success(request, f"账号已经建好。以后请用“{user.username}”和您自己的密码登录。")
            return redirect("home")
    return render(request, "ballots/invitation_account.html", {"form": form, "invitation": found})
