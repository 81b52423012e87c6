"""The correction of a paper: why it was wrong, and place by place what it said and what is right."""

from collections.abc import Mapping
from typing import Self

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from ballots.services.correcting import CorrectionEntry, field_name
from elections.formkit import REQUIRED, TextField, VersionForm
from elections.rules.corrections import MOST_CHANGES, Change

LONGEST = 200
PARTS = {"said": "原文", "right": "应当为"}


class CorrectionForm(VersionForm):
    """A reason, and as many places as `given` has, two at least; one left empty is none."""

    reason = TextField(
        label="原因", max_length=200, help_text="为什么有误，印在公告上，如 誊写时误将姓名中的一字抄错"
    )

    def __init__(self, data: QueryDict | None = None, *, given: Mapping[str, object], more: int = 0) -> None:
        super().__init__(data, initial=given)
        rows = [
            place for place in range(MOST_CHANGES) if any(field_name(place, part) in given for part in PARTS)
        ]
        self.places = range(min(max(2, rows[-1] + 1 if rows else 0) + more, MOST_CHANGES))
        for place in self.places:
            for part, label in PARTS.items():
                self.fields[field_name(place, part)] = _field(f"第{place + 1}处的{label}")

    @classmethod
    def of(cls, version: int, reason: str = "", changes: tuple[Change, ...] = ()) -> Self:
        """What a correction already issued says; its number is the version, 0 for a first one."""
        parts = {
            field_name(place, part): getattr(change, part)
            for place, change in enumerate(changes)
            for part in PARTS
        }
        return cls(given={"version": version, "reason": reason, **parts})

    @property
    def rows(self) -> list[tuple[BoundField, BoundField]]:
        """Each place with its two fields."""
        return [(self[field_name(place, "said")], self[field_name(place, "right")]) for place in self.places]

    @property
    def full(self) -> bool:
        """Whether there is no room for another place."""
        return len(self.places) == MOST_CHANGES

    def entry(self) -> CorrectionEntry:
        """What was typed."""
        given = self.cleaned_data
        parts = [[given[field_name(place, part)] for part in PARTS] for place in self.places]
        changes = tuple(Change(*both) for both in parts)
        return CorrectionEntry(given["reason"], changes, given["version"])

    def clean_reason(self) -> str:
        """The sentence on the paper has its own full stop."""
        reason: str = self.cleaned_data["reason"].rstrip("。.")
        if not reason:
            raise forms.ValidationError(REQUIRED["required"])
        return reason


def _field(label: str) -> TextField:
    widget = forms.Textarea(attrs={"rows": 2, "class": "form-control"})
    return TextField(label=label, max_length=LONGEST, required=False, widget=widget)
