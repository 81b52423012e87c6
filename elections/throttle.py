"""So many requests a minute from one address, for pages that are open to anybody.

Counted in the memory of each server process: what it keeps off is the load of guessing, not the guess, since a code of
65 bits is not found at any rate.
"""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.module_loading import import_string

KEPT = 120  # seconds; longer than the minute that is counted


def too_many(request: HttpRequest, page: str, most: int, *, at: datetime) -> bool:
    """Count this request; whether it is more than `most` of its address in this minute."""
    key = f"{page}:{_address(request)}:{at:%Y%m%d%H%M}"
    cache.add(key, 0, KEPT)
    return cache.incr(key) > most


def _address(request: HttpRequest) -> str:
    """Whose requests are counted together: as for signing in (behind a proxy, whom it names)."""
    named = getattr(settings, "AXES_CLIENT_IP_CALLABLE", None)
    return str(import_string(named)(request)) if named else str(request.META["REMOTE_ADDR"])
