"""What somebody with the database's password could do: every column and every row of every table, by SQL."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Field, ForeignKey, Model, QuerySet

FEW = 12
MOMENT = datetime.fromisoformat("2004-12-02T01:00:00+00:00")
Column = "Field[Any, Any]"


def verified(*args: str) -> tuple[int, list[str]]:
    """Exit status and lines of verify_chain."""
    out, status = StringIO(), 0
    try:
        call_command("verify_chain", *args, stdout=out)
    except SystemExit as ended:
        status = int(str(ended.code))
    return status, out.getvalue().splitlines()


def without_triggers() -> None:
    """What an administrator of the database could do first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP TRIGGER elections_event_append_only ON elections_event")
        else:
            cursor.execute("DROP TRIGGER elections_event_no_update")
            cursor.execute("DROP TRIGGER elections_event_no_delete")


def tables() -> list[type[Model]]:
    """Every table of the program's own, those between two others included."""
    named = (apps.get_app_config(name) for name in ("elections", "ballots"))
    return [model for app in named for model in app.get_models(include_auto_created=True)]


def columns(model: type[Model]) -> list["Field[Any, Any]"]:
    """Every column but the row's number."""
    return [one for one in model._meta.concrete_fields if not one.primary_key]


def some_of(rows: "QuerySet[Any]", column: str) -> list[Any]:
    """The first row in which a column is null, the first and the last one in which it is not."""
    empty, filled = rows.filter(**{column: None}), rows.exclude(**{column: None})
    found = {row.pk: row for row in (empty.first(), filled.first(), filled.last()) if row is not None}
    return [*found.values()]


def others(field: "Field[Any, Any]", value: Any) -> Iterator[object]:
    """What SQL might put in a value's place, one as good as the other; the database may refuse some."""
    if isinstance(field, ForeignKey):
        rows = field.related_model._base_manager.exclude(pk=value).order_by("-pk")
        yield from rows.values_list("pk", flat=True)[:FEW]
    elif field.choices:
        yield from [key for key, _ in field.flatchoices if key != value][:FEW]
    elif value is None:
        kind = field.get_internal_type()
        kinds = {"DateTimeField": MOMENT, "DateField": MOMENT.date(), "TimeField": MOMENT.time()}
        yield kinds.get(kind, 1)
    elif isinstance(value, str):
        yield f"{value[:-1]}改" if value else "改"
    else:
        yield _other(value)


def _other(value: Any) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, time):
        return value.replace(minute=(value.minute + 1) % 60)
    if isinstance(value, list):
        return [*value, "改"]
    return {**value, "改": 1} if isinstance(value, Mapping) else bytes(value) + b"%"


def changed(row: Model, column: str, value: object) -> bool:
    """Write one value by SQL; False where the database itself refuses."""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{column: value})
            connection.check_constraints()
    except IntegrityError:
        return False
    return True


def removed(row: Model) -> None:
    """Delete one row by SQL, whatever refers to it."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    rows._raw_delete(rows.db)


def added(row: Model) -> bool:
    """Add a row like this one by SQL, where need be with another value in a column; False where all are refused."""
    plain = {one.attname: getattr(row, one.attname) for one in columns(type(row))}
    differing = (
        {one.attname: other} for one in columns(type(row)) for other in others(one, plain[one.attname])
    )
    return any(_inserted(type(row)(**plain | change)) for change in ({}, *differing))


def _inserted(row: Model) -> bool:
    try:
        with transaction.atomic():
            row.save_base(raw=True, force_insert=True)
    except IntegrityError:
        return False
    return True
