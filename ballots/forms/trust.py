"""What is typed on the page of the trust round: words that tick warnings off, and a new mobile box."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from ballots.selectors.boxes import Progress
from ballots.selectors.trust import Warned
from elections.formkit import PlainForm, TextField, VersionField
from elections.models import Election


class ExplainForm(PlainForm):
    """One line for each warning. The version of each sheet goes along, so that words never meet other figures."""

    def __init__(self, data: Mapping[str, Any] | None, *, warnings: Sequence[Warned]) -> None:
        super().__init__(data)
        self.warnings = warnings
        for item in warnings:
            self.fields[_name(item)] = TextField(
                label=f"{item.label}的说明", max_length=200, required=False, initial=item.words
            )
            self[_name(item)].field.widget.attrs["class"] = "form-control"

    @property
    def lines(self) -> Iterator[tuple[Warned, forms.BoundField]]:
        """Each warning with its field."""
        return ((item, self[_name(item)]) for item in self.warnings)

    def words(self) -> list[tuple[Warned, str]]:
        """What was said of each warning."""
        return [(item, self.cleaned_data[_name(item)]) for item in self.warnings]

    def versions(self) -> dict[int, int]:
        """The version of each sheet the page was made from, for those that can be read."""
        given = {item.sheet.pk: str(self.data.get(f"version-{item.sheet.pk}", "")) for item in self.warnings}
        return {
            pk: int(text)
            for pk, text in given.items()
            if text.isascii() and text.isdecimal() and len(text) < 10
        }

    @property
    def sheets(self) -> list[tuple[int, int]]:
        """Each sheet with a warning, and its version on record."""
        return sorted({(item.sheet.pk, item.sheet.version) for item in self.warnings})


class AddBoxForm(PlainForm):
    """Which group gets one more mobile box. `known`: the highest number of a box when the page was made."""

    group = forms.TypedChoiceField(label="村小组", coerce=int)
    known = VersionField()

    def __init__(
        self, election: Election, data: Mapping[str, Any] | None = None, *, known: Progress | None = None
    ) -> None:
        highest = max((box.sheet.number for box in known.boxes), default=0) if known else 0
        super().__init__(data, initial={"known": highest}, prefix="box")
        groups = [("", "请选择"), *((group.pk, group.name) for group in election.groups.all())]
        self.fields["group"].choices = groups  # type: ignore[attr-defined]


def _name(item: Warned) -> str:
    return f"why-{item.sheet.pk}-{item.problem.code}{item.problem.at.rpartition('/')[2]}"
