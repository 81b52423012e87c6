"""What every form shares: text tidied as it comes in, counts and dates as offices write them, faults in plain words."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import formats

COUNT_MOST = 9_999_999
REQUIRED = {"required": "请填写这一项。"}
UNREADABLE = {"null_characters_not_allowed": "含有看不见的特殊字符，请删去这一项重新输入。"}
YEARS = range(1900, 2101)


# Full-width digits, letters, percent sign and point; Chinese commas and brackets stay as they were typed.
PLAIN = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code).isalnum() or chr(code) in "％．－＋／"
}


def seen(text: str, *, keep: str = "") -> str:
    """Return `text` without what nobody sees: control and format characters, but for those in `keep`."""
    return "".join(item for item in text if item in keep or not _is_unseen(item))


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def plain(text: str) -> str:
    """Return `text` with full-width digits and letters made plain and outer spaces gone."""
    return text.translate(PLAIN).strip()


def tidy(text: str) -> str:
    """Return `text` plain and without what nobody sees; not for figures, whose digits must not move together."""
    return seen(plain(text)).strip()


class CountField(forms.IntegerField):
    """A whole number of people or ballots, 0 to 9 999 999."""

    def __init__(self, *, min_value: int = 0, max_value: int = COUNT_MOST, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        messages = {
            "required": "请填写数字，没有的填 0。" if min_value <= 0 else "请填写数字。",
            "invalid": "这里只能填整数，如 0、12、1463。",
            "min_value": f"不能小于 {min_value}。",
            "max_value": f"数字过大，最多 {max_value}。",
        }
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(min_value=min_value, max_value=max_value, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """Accept full-width digits; refuse before parsing what no box could hold."""
        text = plain(str(value)) if value is not None else ""
        if text and not text.lstrip("-").isdecimal():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if len(text) > 12:
            raise ValidationError(self.error_messages["max_value"], code="max_value")
        return super().to_python(text)


class TextField(forms.CharField):
    """A line of text, tidied."""

    def __init__(self, *, max_length: int = 60, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {**REQUIRED, "max_length": f"最多 {max_length} 个字。"})
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text tidied."""
        return tidy(super().to_python(value) or "")


class LongTextField(forms.CharField):
    """Several lines of text; line breaks stay."""

    def __init__(self, *, max_length: int = 4000, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {**REQUIRED, "max_length": f"最多 {max_length} 个字。"})
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text without what nobody sees."""
        return seen(super().to_python(value) or "", keep="\n\r\t").strip()


class DayField(forms.DateField):
    """A date, 2004-09-18 or 2004年9月18日."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        messages = {**REQUIRED, "invalid": "请按“2004-09-18”或“2004年9月18日”填写日期。"}
        super().__init__(widget=widget, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> date | None:
        """Refuse the years of a slip of the finger, which no calendar rule could count from."""
        day = super().to_python(value)
        if day and day.year not in YEARS:
            raise ValidationError(f"年份应在 {YEARS[0]} 年到 {YEARS[-1]} 年之间，请核对。", code="invalid")
        return day


class ClockField(forms.TimeField):
    """A time of day, 14:30."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        messages = {**REQUIRED, "invalid": "请按“14:30”填写时间。"}
        super().__init__(widget=widget, error_messages=messages, **kwargs)


class PlainForm(forms.Form):
    """A form in the house style. Faults come from the server, all at once, in our own words."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
                css = "form-check-input"
            elif isinstance(widget, forms.Select):
                css = "form-select"
            else:
                css = "form-control"
            widget.attrs.setdefault("class", css)
            field.error_messages.setdefault("required", REQUIRED["required"])
            if field.error_messages.get("required", "").startswith("This") or isinstance(
                field, forms.ChoiceField
            ):
                field.error_messages.update(required="请选择一项。", invalid_choice="请从列出的各项中选择。")


class VersionField(forms.IntegerField):
    """A hidden whole number; anything else is read as 0, which no record has, and so counts as stale."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        """Return the version, 0 where the page was tampered with."""
        text = str(value or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class VersionForm(PlainForm):
    """A form that knows the version it was made from."""

    version = VersionField()

    def renew(self, version: int) -> None:
        """Let the next save count from `version`: the person has now seen what is on record."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(version)
        self.data = data


@dataclass(frozen=True, slots=True)
class Clash:
    """One field in which what somebody else saved differs from what was typed."""

    label: str
    recorded: str
    typed: str


def clashes(form: forms.Form, recorded: Mapping[str, object]) -> list[Clash]:
    """Return where the cleaned values of `form` differ from what is on record, in the words of the page."""
    found = []
    for name, now in recorded.items():
        typed = form.cleaned_data.get(name)
        if (typed or "") != (now or ""):
            field = form.fields[name]
            found.append(Clash(str(field.label), _words(field, now), _words(field, typed)))
    return found


def _words(field: forms.Field, value: object) -> str:
    if value in (None, ""):
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, forms.ChoiceField):
        labels = dict(cast(Iterable[tuple[str, str]], field.choices))
        return str(labels.get(str(value), value))
    if isinstance(value, date):
        return formats.date_format(value)
    if isinstance(value, time):
        return formats.time_format(value)
    return str(field.prepare_value(value))
