"""Dossiers of elections made for a test, in a database that is empty again afterwards."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from ballots.selectors.dossier import decided
from ballots.services.dossier import export_dossier
from ballots.services.dossier_import import import_dossier
from elections.dossier.schema import loads
from elections.models import County, Election, Township, User, Village
from tests.conftest import make_user

IMPORTED_AT = datetime(2005, 1, 3, 2, 0, tzinfo=UTC)


def new_village() -> tuple[Village, User]:
    """A village of a township of its own, with the township's account."""
    county = County.objects.create(name="崇仁县")
    township = Township.objects.create(county=county, name="许坊乡", document_prefix="许党发")
    village = Village.objects.create(township=township, name="中坊村", population=1463)
    return village, make_user("xiangzhen", "township", township)


def exported(build: Callable[[], Election]) -> bytes:
    """The dossier of what `build` makes; all of it is taken back."""
    with transaction.atomic():
        content = export_dossier(build().pk)
        transaction.set_rollback(True)
    return content


def through_the_database(content: bytes) -> tuple[bytes, dict[str, Any]]:
    """Import, and what is exported then, with the decision on what was imported; all of it is taken back."""
    with transaction.atomic():
        made = import_dossier(loads(content), at=IMPORTED_AT)
        election = Election.objects.select_related("village__township__county").get(pk=made.pk)
        again, decision = export_dossier(made.pk), decided(election).decision.to_json()
        transaction.set_rollback(True)
    return again, decision


def changes(value: Any, at: str = "") -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """For every place below `value`: where, how to change it, and how to put it back."""
    places = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in list(places):
        here = f"{at}/{key}"
        for other in others(part):
            yield (
                here,
                lambda key=key, other=other: value.__setitem__(key, other),
                lambda key=key, part=part: value.__setitem__(key, part),
            )
        if isinstance(part, dict | list):
            yield from changes(part, here)


def others(part: Any) -> list[Any]:
    """What may stand in a value's place."""
    if isinstance(part, bool):
        return [not part, int(part), None]
    if isinstance(part, int):
        return [part + 1, float(part), str(part), None]
    if isinstance(part, str):
        return [part + "改", "", None] if part else ["改", None]
    if part is None:
        return [0, "", False]
    smaller = dict(list(part.items())[1:]) if isinstance(part, dict) else part[1:]
    return [None, smaller] if part else [None, 0]
