"""What happens around every page: a password of one's own first, and no empty answers."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

OPEN_TO_NEWCOMERS = {"change_password", "sign_out"}


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Lead to signing in; whoever was signed out in the middle of a form is told what became of it."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        # A tally sheet keeps its own copy and asks in the background; signing out twice loses nothing.
        told = "HX-Request" in request.headers or request.path == reverse("sign_out")
        if request.method == "POST" and not told:
            messages.warning(
                request,
                "登录已经过期，刚才填写的内容没有保存。请先用浏览器的“后退”回到原来的页面，抄下所填内容，再重新登录。",
            )
        return super().handle_no_permission(request, view_func)


class NewPasswordMiddleware:
    """Lead a person whose password was set by the township to the page that changes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        if match is None or match.url_name in OPEN_TO_NEWCOMERS:
            return None
        return redirect("change_password")


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
