"""What the database holds, before and after somebody sent something."""

from typing import Any

from django.contrib.messages import constants
from django.db import connection, models
from django.test import Client

from elections.models import Election, Event
from tests.ballots.tampering import tables, verified

Rows = dict[str, list[tuple[object, ...]]]
# Tables whose rows are no election's: what changes there is no event.
APART = {"County", "Township", "Village", "VillageGroup", "PartyMember", "User", "Invitation"}


def held() -> Rows:
    """Every row of every table of the program's own; of accounts not what every sign-in writes."""
    return {model.__name__: _rows(model) for model in tables()}


def _rows(model: type[models.Model]) -> list[tuple[object, ...]]:
    names = [
        one.column for one in model._meta.concrete_fields if one.name not in ("session_mark", "last_login")
    ]
    listed = ", ".join(map(connection.ops.quote_name, names))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {listed} FROM {model._meta.db_table} ORDER BY id")  # noqa: S608  # our own names
        return [tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in cursor]


def changed(before: Rows, after: Rows) -> set[str]:
    """The tables that differ."""
    return {name for name in after if before[name] != after[name]}


def faults(
    client: Client,
    response: Any,
    before: Rows,
    after: Rows,
    *,
    shows: bool,
    counted: frozenset[str] = frozenset(),
) -> list[str]:
    """What is wrong with an answer, given what the tables held.

    `shows` says that success is a page of its own; in the tables `counted` a refusal is counted as well.
    """
    tables_changed = changed(before, after)
    found = [] if response.status_code < 500 else [f"status {response.status_code}"]
    target = response.headers.get("Location") or response.headers.get("HX-Redirect")
    page = client.get(target, follow=True) if target else response
    found += [] if page.status_code < 500 else [f"{target}: status {page.status_code}"]
    refused = _errors_over(page) if target else not shows or response.status_code != 200 or _errors_in(page)
    if refused and tables_changed - counted:
        found.append(f"refused, but changed: {sorted(tables_changed)}")
    return found + _chain_faults(before, after, tables_changed)


def _errors_over(page: Any) -> bool:
    """Whether the page that one is led to says that something was not done."""
    return any(one.level >= constants.ERROR for one in (page.context or {}).get("messages", ()))


def _errors_in(page: Any) -> bool:
    """Whether the page with the form says so."""
    found = page.context or {}
    form = found.get("form")
    return bool(found.get("reasons") or (form is not None and form.is_bound and form.errors))


def _chain_faults(before: Rows, after: Rows, tables_changed: set[str]) -> list[str]:
    if tables_changed - APART and "Event" not in tables_changed:
        return [f"changed without an event: {sorted(tables_changed)}"]
    if not tables_changed - APART:
        return []
    if after["Event"][: len(before["Event"])] != before["Event"]:
        return ["events changed"]
    known = len(before["Event"])
    grown = Event.objects.order_by("pk")[known:].values_list("election", flat=True)
    told = [verified("--election", str(one.pk)) for one in Election.objects.filter(pk__in=set(grown))]
    return [line for status, lines in told if status for line in lines]
