"""Rows as JSON and back, column by column: what the export writes of a row is what the import reads.

Rows are named by what people call them (user name, member's id, group's code), never by a number of the database.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateTimeField, Field, ForeignKey, IntegerField, JSONField, Model

from elections.rules.faults import shown
from elections.rules.reading import Reader

Json = dict[str, object]


class Names:
    """Row number → name for each table referred to; remembers which names were used."""

    def __init__(self, named: Mapping[type[Model], Mapping[int, object]]) -> None:
        self._named = named
        self.used: set[tuple[type[Model], object]] = set()

    def name_of(self, model: type[Model], number: int | None) -> object:
        """What the file calls this row."""
        if number is None:
            return None
        name = self._named[model].get(number, stray(number))
        self.used.add((model, name))
        return name


def stray(number: int) -> str:
    """What stands for a row that is none of this election's: somebody changed the database by hand."""
    return f"#{number}"


class Rows:
    """Name → row for each table referred to, filled as the import goes on."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._rows: dict[tuple[type[Model], object], Any] = {}

    def add(self, name: object, row: Model) -> None:
        """Let later rows refer to this one."""
        self._rows[type(row), name] = row

    def find(self, model: type[Model], name: object, at: str) -> Any:
        """The row the file means; None after a fault."""
        row = self._rows.get((model, name)) if isinstance(name, str | int) else None
        if row is None:
            self.reader.fault(at, name, "something this file has told of before")
        return row


def row_of(item: Model, columns: Sequence[str], names: Names) -> Json:
    """The columns of a row as JSON values."""
    return {column: _value(item, _field(type(item), column), names) for column in columns}


def read_row(
    model: type[Model], columns: Sequence[str], given: Mapping[str, object], at: str, rows: Rows
) -> Any:
    """The row of `model` in these JSON values, not saved; what is wrong is noted in the reader."""
    values = {}
    for column in columns:
        if column in given:
            values[column] = _read(_field(model, column), given[column], f"{at}/{column}", rows)
    return model(**values)


def _field(model: type[Model], column: str) -> "Field[Any, Any]":
    return model._meta.get_field(column)  # type: ignore[return-value]  # noqa: SLF001  # Django's documented API


def _value(item: Model, field: "Field[Any, Any]", names: Names) -> object:
    value = getattr(item, field.attname)
    if isinstance(field, ForeignKey):
        return names.name_of(field.related_model, value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def _read(field: "Field[Any, Any]", value: object, at: str, rows: Rows) -> object:
    if value is None and field.null:
        return None
    if isinstance(field, ForeignKey):
        return rows.find(field.related_model, value, at)
    if isinstance(field, JSONField):
        return rows.reader.array(value, at) if field.default is list else rows.reader.any_object(value, at)
    expected = _expected(field)
    if type(value) is not expected:
        rows.reader.fault(at, value, {int: "an integer", bool: "true or false"}.get(expected, "a string"))
        return None
    try:
        return _checked(field, value)
    except (ValidationError, ValueError, OverflowError):
        rows.reader.note(at, shown(value), f"a value for “{field.verbose_name}”")
        return None


def _expected(field: "Field[Any, Any]") -> type:
    if isinstance(field, BooleanField):
        return bool
    return int if isinstance(field, IntegerField) else str


def _checked(field: "Field[Any, Any]", value: object) -> object:
    typed = field.to_python(value)
    if field.choices and typed not in dict(field.flatchoices):
        raise ValueError(value)
    if isinstance(field, DateTimeField) and typed.tzinfo is None:
        raise ValueError(value)
    if isinstance(typed, str):
        if "\0" in typed:
            raise ValueError(value)
        typed.encode()
    field.run_validators(typed)
    return typed
