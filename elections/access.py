"""Looking a thing up and being allowed to touch it are one call, so that neither can be forgotten.

A view names its action: `@allow(Action.VIEW, fetch=get_election)`. `fetch` looks the thing up within the actor's
reach (a stranger's is a 404), then the table in elections.rules.permissions decides (a 403 that says why).
The few pages that belong to no action say so: `signed_in` or `public`. A route with none of the three stops the
start (elections.checks).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .models import User
from .rules.permissions import Action, Actor, allowed, refusal
from .rules.stages import Stage

View = Callable[..., HttpResponseBase]
AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponseBase])


class Target(Protocol):
    """What a fetch returns says where it belongs: the name of its place, and the stage if an election's."""

    @property
    def place_name(self) -> str: ...

    @property
    def place_stage(self) -> Stage | None: ...


def account_of(request: HttpRequest) -> User:
    """Return the account signed in."""
    return cast(User, request.user)


def actor_of(request: HttpRequest) -> Actor:
    """Return the person signed in."""
    return account_of(request).actor


def check(actor: Actor, action: Action, *, place: str, stage: Stage | None = None) -> None:
    """Raise PermissionDenied with the sentence that names role, action, place and stage."""
    if not allowed(actor.role, action, stage):
        raise PermissionDenied(refusal(actor.role, action, place=place, stage=stage))


def allow(action: Action, *, fetch: Callable[..., Target] | None = None) -> Callable[[View], View]:
    """Guard a view. With `fetch` the view gets `(request, thing)`, without it `(request)`.

    `fetch` is called with the actor and the route's arguments, and raises Http404 for what the actor cannot reach.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request)
            if fetch is None:
                check(actor, action, place=account_of(request).authority)
                return view(request, **kwargs)
            thing = fetch(actor, **kwargs)
            # What is only looked at has no stage; what is changed has.
            check(actor, action, place=thing.place_name, stage=thing.place_stage)
            return view(request, thing)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return decorate


def signed_in(view: AnyView) -> AnyView:
    """Mark a page that everybody signed in may open, whatever the role; the middleware asks for the sign-in."""
    view.action = "signed_in"  # type: ignore[attr-defined]
    return view


def public(view: AnyView) -> AnyView:
    """Mark a page that is open without signing in."""
    view.action = "public"  # type: ignore[attr-defined]
    return login_not_required(view)
