"""What must hold before the program starts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

Routes = Sequence[URLPattern | URLResolver]


def every_route_is_guarded(app_configs: object = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to start while a route has no access rule (elections.access)."""
    return unguarded(get_resolver().url_patterns)


def unguarded(routes: Routes) -> list[CheckMessage]:
    """Return an error for each route whose view is marked by none of allow, signed_in and public."""
    return [
        Error(
            f"The route {route!r} has no access rule.",
            hint="Mark its view with @allow(Action.…), @signed_in or @public from elections.access.",
            id="elections.E001",
        )
        for route, view in _views(routes)
        if not hasattr(view, "action")
    ]


def _views(routes: Routes, before: str = "") -> Iterator[tuple[str, object]]:
    for route in routes:
        here = before + str(route.pattern)
        if isinstance(route, URLResolver):
            yield from _views(route.url_patterns, here)
        else:
            yield here, route.callback
