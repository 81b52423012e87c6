"""Dossiers of elections made for a test, in a database that is empty again afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from ballots.selectors.dossier import decided
from ballots.services.dossier import export_dossier
from ballots.services.dossier_import import import_dossier
from elections.dossier.chain import BEGINNING, Link, link_hash, values_of
from elections.dossier.schema import loads
from elections.dossier.seal import sealed
from elections.models import County, Election, Township, User, Village
from tests.conftest import make_user

Json = dict[str, Any]
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


def reseal(data: Json) -> Json:
    """What a forger does who knows the form of the file."""
    record = {key: part for key, part in data["record"].items() if key != "seal"}
    return sealed({key: part for key, part in data.items() if key != "record"}, record)


def rechain(chain: list[Json]) -> list[Json]:
    """The same events, linked anew."""
    links: list[Json] = []
    for number, event in enumerate(chain, start=1):
        previous = links[-1]["hash"] if links else BEGINNING
        link = Link(**{**event, "number": number, "previous": previous})
        links.append({**values_of(link), "hash": link_hash(link)})
    return links
