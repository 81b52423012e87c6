"""What holds around every page: own origin, one session a person, what comes first, no empty answers."""

import time
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from .access import account_of
from .rules.sign_in import needs_second_factor, screens_stay
from .services.sessions import BY_CODE, MARK, SEEN

OPEN_TO_NEWCOMERS = ("change_password", "sign_out")
RENEW_AFTER = 60
ELSEWHERE = "您的账号已在另一处登录，这里已经退出。如果不是您本人登录的，请重新登录后马上改密码。"
RUN_OUT = "登录已经失效：超过 30 分钟没有操作，或者密码已经重设。请重新登录。"
LOST = "刚才填写的内容没有保存；可以用浏览器的“后退”回到原来的页面，抄下所填内容。"


def same_origin_only(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Keep pages, papers and static files from being drawn into other sites."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return answer


class OneSessionMiddleware:
    """End a session that ran out or was followed by a newer one, say why; renew one in use, once a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self._anonymous(request)
        if request.session.get(MARK, "") != account_of(request).session_mark:
            return self._end(request)
        now = int(time.time())
        if now - request.session.get(SEEN, 0) >= RENEW_AFTER and _in_use(request):
            request.session[SEEN] = now
        return self.get_response(request)

    def _anonymous(self, request: HttpRequest) -> HttpResponse:
        # An empty session takes its cookie away with this answer, so that this is said once.
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME) and request.session.is_empty():
            messages.warning(request, RUN_OUT + _lost(request))
            if _in_page(request):
                return _to_sign_in(request)
        return self.get_response(request)

    def _end(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        messages.warning(request, ELSEWHERE + _lost(request))
        return _to_sign_in(request)


def _in_use(request: HttpRequest) -> bool:
    # What a page fetches by itself, with nobody's hand in it, is a GET; what is typed is posted.
    by_itself = request.method == "GET" and _in_page(request)
    return not by_itself or screens_stay(account_of(request).actor.role)


def _in_page(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _lost(request: HttpRequest) -> str:
    # A sheet's figures stay in the browser and are offered again after signing in.
    return LOST if request.method == "POST" and not _in_page(request) else ""


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if _in_page(request):  # the browser must leave the page; htmx would draw the sign-in into it
        return HttpResponseClientRedirect(redirect_to_login(_page_of(request)).url)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def _page_of(request: HttpRequest) -> str:
    try:
        return urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
    except ValueError:  # no address at all, which no browser sends
        return "/"


class FirstThingsMiddleware:
    """Lead to what comes first: a password of one's own, then the second factor where the profile requires it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or match is None:
            return None
        first = _comes_first(request)
        return redirect(first) if first and match.url_name not in (*OPEN_TO_NEWCOMERS, first) else None


def _comes_first(request: HttpRequest) -> str:
    account = account_of(request)
    if account.must_change_password:
        return "change_password"
    if settings.SECOND_FACTOR_REQUIRED and needs_second_factor(account.actor.role):
        return "" if request.session.get(BY_CODE) else "second_factor_phone"
    return ""


class ButtonAddressMiddleware:
    """Give a page to whoever opens the address of a button, as after signing in again in the middle of a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        sentence = (
            "这个地址只接收页面上的按钮提交的内容，不能直接打开。"
            "如果刚才是重新登录，登录以前提交的内容没有保存，请回到原来的页面再办一次。"
        )
        context = {"heading": "没有办理", "sentence": sentence}
        page = render(request, "error.html", context, status=response.status_code)
        page["Allow"] = response["Allow"]
        return page
