"""Nobody works on with a password that somebody else chose."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN_TO_NEWCOMERS = {"change_password", "sign_out"}


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
