"""The second factor: asked for at sign-in, set up, renewed and taken off by each person."""

from functools import partial

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from elections.access import account_of, actor_of, public, signed_in
from elections.confirming import is_own_password
from elections.forms.second_factor import PhoneForm, PresentPasswordForm, SignInCodeForm
from elections.login_stages import waiting_for_code
from elections.rules.sign_in import CODE_PAUSE, needs_second_factor
from elections.saving import posted, say_refusal
from elections.selectors.second_factor import second_factor_of
from elections.services.guard import Refused
from elections.services.second_factor import WRONG, Answer, renew_codes, set_phone, try_code, turn_off
from elections.services.sessions import BY_CODE

SHUT_OUT = "输错的次数太多，15 分钟内不能再试，输对了也不行。"


@never_cache
@sensitive_post_parameters()
@public
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask those with a second factor for their code; the password was right."""
    stage = waiting_for_code(request)
    if stage is None:
        return redirect("home")
    form = SignInCodeForm(posted(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        answer = try_code(user_id=stage.user.pk, code=code, at=timezone.now())
        if answer in (Answer.RIGHT, Answer.RIGHT_FROM_PAPER):
            if answer is Answer.RIGHT_FROM_PAPER:
                _say_how_many_left(request, stage.user.pk)
            request.session[BY_CODE] = True
            return stage.finish()
        status = 429 if answer is Answer.SHUT_OUT else 200
        form.add_error("code", SHUT_OUT if answer is Answer.SHUT_OUT else WRONG)
    response = render(
        request, "elections/sign_in_code.html", {"form": form, "who": stage.user}, status=status
    )
    if status != 200:
        response.headers["Retry-After"] = str(int(CODE_PAUSE.total_seconds()))
    return response


def _say_how_many_left(request: HttpRequest, user_id: int) -> None:
    factor = second_factor_of(user_id)
    left = factor.codes_left if factor else 0
    messages.warning(
        request, f"您用了一个备用码，它不能再用。还剩 {left} 个；快用完的，请在“动态码”中换一批。"
    )


@require_safe
@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say whether a code is asked for at sign-in, and offer what can be changed."""
    return _page(request, "second_factor.html", factor=second_factor_of(actor_of(request).user_id))


@never_cache
@sensitive_post_parameters()
@signed_in
def second_factor_phone(request: HttpRequest) -> HttpResponse:
    """Set up a phone, the first or another one; show the recovery codes once."""
    secret = get_totp_secret()
    form = PhoneForm(posted(request), is_own=partial(is_own_password, request))
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            codes = set_phone(secret=secret, code=code, by=actor_of(request), at=timezone.now())
        except Refused as refused:
            say_refusal(form, refused)
        else:
            clear_totp_secret(request)
            request.session[BY_CODE] = True
            return _show_codes(request, codes)
    address = get_adapter().build_totp_url(account_of(request), secret)
    return _page(
        request,
        "second_factor_phone.html",
        form=form,
        picture=segno.make(address, error="m").svg_inline(scale=5, svgclass="qr", title="二维码"),
        key=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        factor=second_factor_of(actor_of(request).user_id),
    )


@never_cache
@sensitive_post_parameters()
@signed_in
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    """Ask for the password, then make new recovery codes and show them once."""
    form = PresentPasswordForm(posted(request), is_own=partial(is_own_password, request))
    if request.method == "POST" and form.is_valid():
        try:
            return _show_codes(request, renew_codes(by=actor_of(request), at=timezone.now()))
        except Refused as refused:
            say_refusal(form, refused)
    return _page(request, "second_factor_codes.html", form=form)


@sensitive_post_parameters()
@signed_in
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Ask for the password, then go by it alone again."""
    form = PresentPasswordForm(posted(request), is_own=partial(is_own_password, request))
    if request.method == "POST" and form.is_valid():
        try:
            turn_off(by=actor_of(request), at=timezone.now())
        except Refused as refused:
            say_refusal(form, refused)
        else:
            request.session.pop(BY_CODE, None)
            messages.success(request, "动态码已经停用，以后只用密码登录。")
            return redirect("second_factor")
    return _page(request, "second_factor_off.html", form=form)


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    # No redirect: the codes are shown this once, so no later page could show them.
    return _page(request, "second_factor_shown.html", codes=[f"{code[:4]} {code[4:]}" for code in codes])


def _page(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    role = actor_of(request).role
    context["required"] = settings.SECOND_FACTOR_REQUIRED and needs_second_factor(role)
    context["unset"] = context["required"] and not request.session.get(BY_CODE)
    return render(request, f"elections/{template}", context)
