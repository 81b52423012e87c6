"""Writing villages and their groups. Every change is followed by the running election while its register is open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import CharField, F, ProtectedError, Value
from django.db.models.functions import Cast, Concat

from elections.models import Village, VillageGroup
from elections.rules.permissions import Action, Actor

from .guard import Refused, Stale, permit, refuse_out_of_reach, township_of
from .refusals import AtField
from .register import follow_register, record_rename

NAME_TAKEN = "本乡已有同名的村。"


@dataclass(frozen=True, slots=True)
class GroupValues:
    """One village group as typed; `group_id` is 0 for a new one."""

    name: str
    eligible: int
    group_id: int = 0


def lock_village(village_id: int, action: Action, by: Actor) -> Village:
    """Lock the village inside a transaction and refuse what `by` may not do there."""
    village = Village.objects.select_for_update(of=("self",)).select_related("township").get(pk=village_id)
    refuse_out_of_reach(by, village)
    permit(by, action, place=village.name)
    return village


def create_village(*, name: str, population: int, by: Actor, at: datetime) -> Village:
    """Add a village to the township of `by`."""
    permit(by, Action.MANAGE_PLACES, place=name)
    try:
        with transaction.atomic():
            township_id = township_of(by)
            _refuse_taken(township_id, name)
            return Village.objects.create(township_id=township_id, name=name, population=population)
    except IntegrityError as error:  # two at once added the same village
        raise AtField(name=NAME_TAKEN) from error


def change_village(
    *, village_id: int, version: int, name: str, population: int, by: Actor, at: datetime
) -> Village:
    """Change name and population."""
    try:
        with transaction.atomic():
            village = lock_village(village_id, Action.MANAGE_PLACES, by)
            _count_save(village, version)
            _refuse_taken(village.township_id, name, but=village)
            renamed = village.name != name
            village.name, village.population = name, population
            village.save()
            if renamed:
                record_rename(village, by=by, at=at)
            follow_register(village, by=by, at=at)
    except IntegrityError as error:  # another village took the name by a moment
        raise AtField(name=NAME_TAKEN) from error
    return village


def change_groups(
    *,
    village_id: int,
    version: int,
    rows: Sequence[GroupValues],
    removed: Collection[int] = (),
    by: Actor,
    at: datetime,
) -> Village:
    """Set the village's groups to `rows`, in this order, and remove those in `removed`.

    A group that is in neither stays, after the others: leaving out a line never deletes one.
    """
    try:
        with transaction.atomic():
            return _change_groups(village_id, version, rows, removed, by=by, at=at)
    except ProtectedError as error:
        names = "、".join(sorted(str(each) for each in error.protected_objects))
        raise Refused(
            f"要删除的村小组在正在进行的选举中已经派了工作人员（{names}），请先到该次选举的工作人员中取消。"
        ) from error


def _change_groups(
    village_id: int,
    version: int,
    rows: Sequence[GroupValues],
    removed: Collection[int],
    *,
    by: Actor,
    at: datetime,
) -> Village:
    village = lock_village(village_id, Action.MANAGE_PLACES, by)
    _count_save(village, version)
    village.save(update_fields=["version"])
    gone = [group.pk for group in village.groups.all() if group.pk in removed]
    village.groups.filter(pk__in=gone).delete()
    _write_groups(village, rows)
    follow_register(village, by=by, at=at)
    return village


def _write_groups(village: Village, rows: Sequence[GroupValues]) -> None:
    known = {group.pk: group for group in village.groups.all()}
    groups = []
    for row in rows:
        group = known.pop(row.group_id, None) or VillageGroup(village=village)
        group.name, group.eligible = row.name, row.eligible
        groups.append(group)
    groups += known.values()
    names = [group.name for group in groups]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Refused(*(f"“{name}”写了两次，每个村小组只登记一次。" for name in twice))
    # Two groups may swap names; a name typed never begins with a line break, so nothing collides on the way.
    village.groups.update(name=Concat(Value("\n"), Cast(F("pk"), CharField(max_length=20))))
    for position, group in enumerate(groups, start=1):
        group.position = position
        group.save()


def _refuse_taken(township_id: int, name: str, *, but: Village | None = None) -> None:
    taken = Village.objects.filter(township_id=township_id, name=name).first()
    if taken is not None and taken != but:
        raise AtField(name=NAME_TAKEN)


def _count_save(village: Village, version: int) -> None:
    if village.version != version:
        raise Stale(village.version)
    village.version += 1
