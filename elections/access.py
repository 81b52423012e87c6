"""Looking a thing up and being allowed to touch it are one call, so that neither can be forgotten.

A view names its action: `@allow(Action.VIEW, fetch=get_election)`. `fetch` looks the thing up within the actor's
reach (a stranger's is a 404), then the table in elections.rules.permissions decides (a 403 that says why).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from .rules.permissions import Action, Actor, allowed, refusal
from .rules.stages import Stage

View = Callable[..., HttpResponse]


class Target(Protocol):
    """What a fetch returns says where it belongs: the name of its place, and the stage if an election's."""

    @property
    def place_name(self) -> str: ...

    @property
    def place_stage(self) -> Stage | None: ...


def actor_of(request: HttpRequest) -> Actor:
    """Return the person signed in."""
    return request.user.actor  # type: ignore[union-attr]


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
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            actor = actor_of(request)
            if fetch is None:
                check(actor, action, place=request.user.township.name)  # type: ignore[union-attr]
                return view(request, **kwargs)
            thing = fetch(actor, **kwargs)
            # What is only looked at has no stage; what is changed has.
            check(actor, action, place=thing.place_name, stage=thing.place_stage)
            return view(request, thing)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return decorate
