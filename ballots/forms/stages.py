"""The form of a stage, built from its items, and the form that takes an election back."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from elections.formkit import ClockField, DayField, LongTextField, TextField, VersionForm
from elections.rules.stage_items import ITEMS, Kind
from elections.rules.stages import Stage

LINE_MOST = 120


class Drafted:
    """A field that may stay empty in a draft; when the stage is closed the rules name what is missing."""

    def validate(self, value: object) -> None:
        """Accept emptiness."""


class DraftDay(Drafted, DayField):
    """A date."""


class DraftClock(Drafted, ClockField):
    """A time of day."""


class DraftLine(Drafted, TextField):
    """A line."""


class DraftText(Drafted, LongTextField):
    """Several lines."""


FIELDS: Mapping[Kind, Callable[..., forms.Field]] = {
    Kind.DATE: DraftDay,
    Kind.TIME: DraftClock,
    Kind.LINE: lambda **kwargs: DraftLine(max_length=LINE_MOST, **kwargs),
    Kind.TEXT: DraftText,
}


class StageForm(VersionForm):
    """What a stage records. `stage` stands in the page, so that a form of a stage since closed is noticed.

    `issued` are numbers of papers issued by the program: shown, and not to be typed.
    """

    def __init__(self, *args: Any, stage: Stage, issued: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage
        self.initial.update(issued)
        for item in ITEMS[stage]:
            if not item.typed:
                continue
            given = item.key in issued
            hint = "已发布材料的编号，由程序编定" if given else item.hint
            field = FIELDS[item.kind](
                label=item.label, required=item.required, help_text=hint, disabled=given
            )
            field.widget.attrs["class"] = "form-control"
            self.fields[item.key] = field

    def items(self) -> dict[str, object]:
        """Return the items typed, as the rules know them."""
        return {item.key: self.cleaned_data.get(item.key) for item in ITEMS[self.stage] if item.typed}


class BackForm(VersionForm):
    """Where the election goes back to, and why."""

    reason = LongTextField(label="退回的理由", max_length=500, rows=3)

    def __init__(self, *args: Any, targets: tuple[Stage, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = forms.ChoiceField(
            label="退回到",
            choices=[(stage.value, stage.label) for stage in targets],
            widget=forms.HiddenInput,
            error_messages={
                "required": "请选择退回到哪个阶段。",
                "invalid_choice": "现在不能退回到这个阶段。",
            },
        )
