"""Accounts: made, reset, disabled and enabled by the township."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from elections.access import actor_of, allow
from elections.forms.accounts import AccountForm
from elections.models import User
from elections.rules.permissions import Action, Role
from elections.saving import posted, say_refusal
from elections.selectors.accounts import accounts_of, get_account
from elections.selectors.places import villages_of
from elections.selectors.second_factor import has_second_factor
from elections.services.accounts import Issued, create_account, reset_password, set_account_active
from elections.services.guard import Refused
from elections.services.refusals import AtField
from elections.services.second_factor import remove_second_factor


@require_safe
@allow(Action.MANAGE_ACCOUNTS)
def account_list(request: HttpRequest) -> HttpResponse:
    """Show the accounts of the township."""
    context = {"accounts": accounts_of(actor_of(request)), "section": "account_list"}
    return render(request, "elections/account_list.html", context)


@never_cache
@allow(Action.MANAGE_ACCOUNTS)
def account_new(request: HttpRequest) -> HttpResponse:
    """Make an account and show its initial password."""
    actor = actor_of(request)
    form = AccountForm(posted(request), villages=list(villages_of(actor)))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            issued = create_account(
                username=facts["username"],
                person=facts["person"],
                role=Role(facts["role"]),
                village_id=facts["village"],
                by=actor,
                at=timezone.now(),
            )
        except AtField as refused:
            say_refusal(form, refused)
        else:
            return _show_password(request, issued)
    return render(request, "elections/account_new.html", {"form": form, "section": "account_list"})


@never_cache
@allow(Action.MANAGE_ACCOUNTS, fetch=get_account)
def account_reset(request: HttpRequest, account: User) -> HttpResponse:
    """Ask once, then give the account a new initial password and show it."""
    reasons: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            issued = reset_password(user_id=account.pk, by=actor_of(request), at=timezone.now())
        except Refused as refused:
            reasons = refused.reasons
        else:
            return _show_password(request, issued)
    context = {
        "account": account,
        "reasons": reasons,
        "by_code": has_second_factor(account.pk),
        "section": "account_list",
    }
    return render(request, "elections/account_reset.html", context)


@require_POST
@allow(Action.MANAGE_ACCOUNTS, fetch=get_account)
def account_second_factor(request: HttpRequest, account: User) -> HttpResponse:
    """Take the second factor off an account whose phone is gone."""
    try:
        remove_second_factor(user_id=account.pk, by=actor_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, "".join(refused.reasons))
    else:
        messages.success(
            request, f"{account.person}（{account.username}）的动态码已经取消，下次登录只用密码。"
        )
    return redirect("account_list")


@require_POST
@allow(Action.MANAGE_ACCOUNTS, fetch=get_account)
def account_disable(request: HttpRequest, account: User) -> HttpResponse:
    """Stop an account from signing in."""
    return _set_active(request, account, active=False)


@require_POST
@allow(Action.MANAGE_ACCOUNTS, fetch=get_account)
def account_enable(request: HttpRequest, account: User) -> HttpResponse:
    """Let a disabled account sign in again."""
    return _set_active(request, account, active=True)


def _set_active(request: HttpRequest, account: User, *, active: bool) -> HttpResponse:
    try:
        set_account_active(user_id=account.pk, active=active, by=actor_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, "".join(refused.reasons))
    else:
        done = "重新启用" if active else "停用，不能再登录"
        messages.success(request, f"{account.person}（{account.username}）的账号已经{done}。")
    return redirect("account_list")


def _show_password(request: HttpRequest, issued: Issued) -> HttpResponse:
    # The one answer to a POST that is no redirect: the password is stored nowhere, so no later page could show it.
    return render(request, "elections/account_password.html", {"issued": issued, "section": "account_list"})
