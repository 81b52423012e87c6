"""What every write begins with: lock the row, then ask again whether this actor may, now, and not on stale ground."""

from django.core.exceptions import PermissionDenied

from elections.models import Election
from elections.rules.permissions import Action, Actor, allowed, refusal


class Stale(Exception):
    """Somebody else saved first; `now` is the version on record."""

    def __init__(self, now: int) -> None:
        super().__init__(f"version {now} is on record")
        self.now = now


class Refused(Exception):
    """A write that cannot be done; `reasons` are sentences for the person who asked, in order."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("；".join(reasons))
        self.reasons = reasons


def permit(by: Actor, action: Action, *, place: str) -> None:
    """Refuse what `by` may not do outside any election."""
    if not allowed(by.role, action):
        raise PermissionDenied(refusal(by.role, action, place=place))


def lock_election(election_id: int, action: Action, by: Actor) -> Election:
    """Lock the election inside a transaction and refuse what `by` may not do in its stage.

    Raises PermissionDenied, also for an election out of reach.
    """
    election = (
        Election.objects.select_for_update(of=("self",))
        .select_related("village__township")
        .get(pk=election_id)
    )
    village = election.village
    if not by.reaches(township_id=village.township_id, village_id=village.pk):
        raise PermissionDenied(f"{by.role.label}{by.name}管不到{village.name}。")
    stage = election.present_stage
    if election.finished_at and action is not Action.MAKE_PAPER:
        raise PermissionDenied(f"{village.name}的选举已经办结，不能再{action.value}。")
    if not allowed(by.role, action, stage):
        raise PermissionDenied(refusal(by.role, action, place=village.name, stage=stage))
    return election


def lock_version(election: Election, version: int) -> None:
    """Refuse a form made from an older version, and count this save."""
    if election.version != version:
        raise Stale(election.version)
    election.version += 1
    election.save(update_fields=["version"])
