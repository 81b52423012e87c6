"""The pages for what went wrong: what happened, and what to do next."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what arrived is no form of this program, or far too much of one."""
    sentence = "收到的内容不完整，或者太多，没有保存。请返回上一页，刷新后分次提交。"
    return render(request, "error.html", {"heading": "没有收到", "sentence": sentence}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the sentence that refuses, from the permission table."""
    return render(request, "error.html", {"heading": "不能这样做", "sentence": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for what exists but is out of the person's reach."""
    sentence = "没有这一页，或者不在您的范围之内。"
    return render(request, "error.html", {"heading": "找不到", "sentence": sentence}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old or came from elsewhere."""
    sentence = "这张表单放得太久，或者登录已经变更。请返回上一页，刷新后再提交；所填内容请先抄下。"
    return render(request, "error.html", {"heading": "表单已过期", "sentence": sentence}, status=403)


def too_many_attempts(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """429: too many wrong passwords for one name from one place; the right one is not tried either."""
    answer = render(request, "elections/too_many_attempts.html", status=429)
    answer.headers["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; nothing of what was submitted was saved."""
    sentence = "程序出错，刚才提交的内容没有保存。请返回上一页再试；仍然出错的，请记下时间，告诉管理员。"
    return render(request, "error.html", {"heading": "程序出错", "sentence": sentence}, status=500)
