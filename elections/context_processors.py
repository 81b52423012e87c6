"""What every page's shell shows."""

from django.http import HttpRequest

from .models import County
from .rules.permissions import Action, Role, allowed


def shell(request: HttpRequest) -> dict[str, object]:
    """Say whether this database holds invented data, which every page then says, and what the person's menu offers."""
    # What went wrong before anybody was recognised still gets its page.
    user = getattr(request, "user", None)
    role = user.actor.role if user and user.is_authenticated else None
    return {
        "invented": County.objects.filter(invented=True).exists(),
        "has_menu": role not in (None, Role.CLERK) and allowed(role, Action.VIEW),
        "may_manage_accounts": role is not None and allowed(role, Action.MANAGE_ACCOUNTS),
    }
