"""Forms of the Party roster. A field and the column of the Excel file are read by the same reader."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from elections.formkit import REQUIRED, UNREADABLE, TextField, VersionForm
from elections.models import PartyMember
from elections.roster import MemberRow
from elections.roster.columns import BY_KEY, EDUCATION_LEVELS, YOUNGEST_TO_JOIN
from elections.roster.plausible import too_young_to_join
from elections.roster.values import MisfitError, holds_id_number
from elections.stroke_order import parse_overrides

ID_NUMBER = "请勿填写身份证号码，名册不需要，请删除。"
STROKES_HELP = "只在有生僻字、程序排不出次序时填写：字=笔顺，1 横、2 竖、3 撇、4 点、5 折，如 刘=413422"


class RosterField(forms.CharField):
    """A field read as its column in the Excel roster is."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        self.column = BY_KEY[key]
        self.today = date.max
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(
            label=self.column.heading,
            required=self.column.required,
            error_messages=REQUIRED | UNREADABLE,
            **kwargs,
        )

    def clean(self, value: Any) -> str | date:
        """Return the value of the column; "" where nothing is typed and nothing need be."""
        text = super().clean(value)
        if not text:
            return ""
        if holds_id_number(text):
            raise ValidationError(ID_NUMBER)
        try:
            return self.column.read(text, self.today)
        except MisfitError as misfit:
            raise ValidationError(f"{str(misfit) or self.column.expected}。") from misfit


class StrokesField(TextField):
    """The strokes of rare characters, stated by hand."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="笔画序（手工）", max_length=200, help_text=STROKES_HELP, **kwargs)

    def validate(self, value: str) -> None:
        """Refuse what does not state strokes."""
        super().validate(value)
        try:
            parse_overrides(value)
        except ValueError as error:
            raise ValidationError(f"{error}。") from error


class MemberForm(VersionForm):
    """A Party member, as the roster and the ballots need to know them."""

    name = RosterField("name")
    sex = forms.ChoiceField(label="性别", choices=PartyMember.Sex.choices, widget=forms.RadioSelect)
    birth_date = RosterField("birth_date", help_text="如 1968-11-03 或 1968年11月")
    education = RosterField("education")
    joined_on = RosterField("joined_on", help_text="支部大会通过为预备党员的日期，如 1992-07-01 或 1992年7月")
    standing = forms.ChoiceField(
        label="党员类别",
        choices=PartyMember.Standing.choices,
        widget=forms.RadioSelect,
        initial=PartyMember.Standing.FULL,
    )
    rights_suspended = forms.BooleanField(
        label="党员权利受限", required=False, help_text="留党察看等期间没有表决权、选举权和被选举权"
    )
    present_post = RosterField("present_post", help_text="如 村党支部委员")
    note = RosterField("note", help_text="只在有人同名时填写，每人写得不同，如 大、小，或所在村小组")
    stroke_override = StrokesField(required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = dict.fromkeys(("", *EDUCATION_LEVELS, str(self["education"].value() or "")))
        self.fields["education"].widget = forms.Select(
            {"class": "form-select"}, [(level, level or "不填") for level in levels]
        )
        for field in self.fields.values():
            if isinstance(field, RosterField):
                field.today = today

    def clean(self) -> dict[str, Any]:
        """Look at the two dates together."""
        cleaned = super().clean() or self.cleaned_data
        born, joined = cleaned.get("birth_date"), cleaned.get("joined_on")
        if born and joined and too_young_to_join(born, joined):
            self.add_error("joined_on", f"应在出生满 {YOUNGEST_TO_JOIN} 年之后，请核对出生日期和入党时间。")
        return cleaned

    @property
    def row(self) -> MemberRow:
        """The member as the service takes them."""
        cleaned = self.cleaned_data
        return MemberRow(**{name: cleaned[name] for name in MemberRow.__dataclass_fields__})
