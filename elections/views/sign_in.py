"""Signing in and out, and choosing one's own password."""

from functools import partial
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from elections.access import account_of, actor_of, public, signed_in
from elections.confirming import is_own_password
from elections.forms.accounts import ChangePasswordForm
from elections.forms.sign_in import SignInForm
from elections.saving import posted
from elections.selectors.places import only_township
from elections.selectors.second_factor import second_factor_of
from elections.services.accounts import change_own_password
from elections.services.first_run import nobody_yet


class SignIn(LoginView):
    """Ask for user name and password; while there is no account at all, lead to the first run."""

    authentication_form = SignInForm
    template_name = "elections/sign_in.html"
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        if nobody_yet():
            return redirect("first_run")
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password is right: sign in, or ask for the code of those who have a second factor."""
        user = form.get_user()
        signing_in = Login(user=user, redirect_url=self.get_success_url())
        return perform_password_login(self.request, {"username": user.get_username()}, signing_in)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the place whose elections these are."""
        return super().get_context_data(township=only_township(), **kwargs)


sign_in = public(SignIn.as_view())
sign_out = signed_in(LogoutView.as_view())


@sensitive_post_parameters()
@signed_in
def change_password(request: HttpRequest) -> HttpResponse:
    """Let people choose their own password; with one that somebody else chose they get no further than here."""
    is_own = partial(is_own_password, request)
    form = ChangePasswordForm(posted(request), user=account_of(request), is_own=is_own)
    if request.method == "POST" and form.is_valid():
        user = change_own_password(
            password=form.cleaned_data["password"], by=actor_of(request), at=timezone.now()
        )
        update_session_auth_hash(request, user)
        messages.success(request, "密码已经改好，下次登录请用新密码。")
        return redirect("home")
    factor = second_factor_of(actor_of(request).user_id)
    return render(request, "elections/change_password.html", {"form": form, "factor": factor})
