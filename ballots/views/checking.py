"""Checking a paper by its code: open to anybody, without a sign-in and without cookies."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ballots.selectors.checking import paper_by_code
from elections.access import public
from elections.rules.papers import read_code
from elections.throttle import too_many

A_MINUTE = 60  # a village behind one address scans no faster
PAGE = "ballots/check_paper.html"
UNREADABLE = "查验码是 13 位数字和字母，印在材料页脚，请照纸面输入。"
UNKNOWN = "这里没有这个查验码的材料。请核对是否输入有误；查验码无误的，这份材料不是由本程序发布的。"


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for anybody who holds a paper: not indexed, not kept, answered so many times a minute."""

    @public
    @never_cache
    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if too_many(request, "check_paper", A_MINUTE, at=timezone.now()):
            response = _page(request, "查验太频繁，请过一分钟再试。", status=429)
        else:
            response = view(request, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answered


@open_to_all
def check_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code."""
    typed = request.GET.get("code", "")
    if code := read_code(typed):
        return redirect("check_paper", code=code)
    return _page(request, UNREADABLE if typed else "", typed=typed)


@open_to_all
def check_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is on the paper, and whether it still counts."""
    found = paper_by_code(code)
    if found is None:
        return _page(request, UNKNOWN if read_code(code) else UNREADABLE, typed=code, status=404)
    return render(request, PAGE, {"found": found})


def _page(request: HttpRequest, fault: str, *, typed: str = "", status: int = 200) -> HttpResponse:
    return render(request, PAGE, {"fault": fault, "typed": typed}, status=status)
