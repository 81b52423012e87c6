"""Whose attempts to sign in are counted together."""

from ipaddress import ip_address

from django.http import HttpRequest


def named_by_proxy(request: HttpRequest) -> str:
    """Return the address that the proxy in front added last; what stands before it anybody could have written."""
    last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(last))
    except ValueError:
        return str(request.META["REMOTE_ADDR"])
