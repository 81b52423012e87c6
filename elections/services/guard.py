"""What every write begins with: lock the row, then ask again whether this actor may, now, and not on stale ground."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from elections.models import Election, Village
from elections.rules.permissions import Action, Actor, allowed, refusal

# What is still done when the election has ended: papers are issued, hung up and taken down.
AFTERWARDS = (Action.MAKE_PAPER, Action.POST_PAPER)


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


def refuse_out_of_reach(by: Actor, village: Village) -> None:
    """Refuse a village that does not exist for `by`; it comes with its township."""
    township = village.township
    if not by.reaches(county_id=township.county_id, township_id=township.pk, village_id=village.pk):
        raise PermissionDenied(f"{by.role.label}{by.name}管不到{village.name}。")


def township_of(by: Actor) -> int:
    """The township that `by` acts for."""
    if by.township_id is None:
        raise PermissionDenied(f"{by.role.label}{by.name}不属于哪个乡镇，不能办理。")
    return by.township_id


def lock_election(election_id: int, action: Action, by: Actor) -> Election:
    """Lock the election inside a transaction and refuse what `by` may not do in its stage.

    Raises PermissionDenied, also for an election out of reach.
    """
    election = locking().get(pk=election_id)
    admit(election, action, by)
    return election


def locking() -> QuerySet[Election]:
    """Return elections that are locked as they are read, for those who look one up by something that belongs to it."""
    return Election.objects.select_for_update(of=("self",)).select_related("village__township")


def admit(election: Election, action: Action, by: Actor) -> None:
    """Refuse what `by` may not do to a locked election in its stage; raises PermissionDenied."""
    village = election.village
    refuse_out_of_reach(by, village)
    stage = election.present_stage
    if election.finished_at and action not in AFTERWARDS:
        raise PermissionDenied(f"{village.name}的选举已经办结，不能再{action.value}。")
    if not allowed(by.role, action, stage):
        raise PermissionDenied(refusal(by.role, action, place=village.name, stage=stage))


def lock_version(election: Election, version: int) -> None:
    """Refuse a form made from an older version, and count this save."""
    if election.version != version:
        raise Stale(election.version)
    election.version += 1
    election.save(update_fields=["version"])
