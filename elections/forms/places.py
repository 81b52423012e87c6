"""Forms of a village and its groups."""

from typing import Any, ClassVar

from django import forms
from django.forms.renderers import get_default_renderer

from elections.formkit import CountField, PlainForm, TextField, VersionField, VersionForm
from elections.services.places import GroupValues

GROUPS_MOST = 200
BLANK_ROWS = 3
BLANK_ROWS_AT_FIRST = 8


class VillageForm(VersionForm):
    """A village and its population."""

    name = TextField(label="村名", max_length=40, help_text="如 中坊村")
    population = CountField(label="全村人口", help_text="委员职数按人口定；不知道的先填 0，开始选举前补上")


class IdField(VersionField):
    """The id of a group kept in its line; anything that is no id is read as 0, a new group."""


class GroupForm(PlainForm):
    """One line of the table of groups. A line where nothing is typed is no line."""

    group_id = IdField()
    position = CountField(label="顺序", required=False, max_value=9999)
    name = TextField(label="村小组", max_length=40, required=False)
    eligible = CountField(label="有权投票人数", required=False)
    remove = forms.BooleanField(label="删除", required=False)

    @property
    def stays(self) -> bool:
        """Whether the line is to be kept: something stands in it, and it is not to be removed."""
        cleaned = self.cleaned_data
        typed = cleaned.get("name") or cleaned.get("eligible") is not None or cleaned.get("group_id")
        return bool(typed) and not cleaned.get("remove")

    @property
    def order(self) -> tuple[bool, int]:
        """Where the line belongs: by its number, without one at the end."""
        position = self.cleaned_data.get("position")
        return position is None, position or 0

    @property
    def values(self) -> GroupValues:
        """The line as the service takes it."""
        cleaned = self.cleaned_data
        return GroupValues(cleaned["name"], cleaned["eligible"], cleaned["group_id"])

    def clean(self) -> dict[str, Any]:
        """Ask for both name and number, but only in a line that is kept; forget faults in one that is not."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("remove"):
            self.errors.clear()
        elif self.stays or self.errors:
            if "name" not in self.errors and not cleaned.get("name"):
                self.add_error("name", "请填写村小组的名称。")
            if "eligible" not in self.errors and cleaned.get("eligible") is None:
                self.add_error("eligible", "请填写有权投票人数，没有的填 0。")
        return cleaned


class GroupFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lines of all groups of a village."""

    form = GroupForm
    renderer = get_default_renderer()
    extra = BLANK_ROWS
    min_num = 0
    max_num = absolute_max = GROUPS_MOST
    validate_min = False
    validate_max = True
    can_order = can_delete = can_delete_extra = False
    default_error_messages: ClassVar[dict[str, Any]] = {
        "missing_management_form": "表单不完整，请重新打开本页再填。",
        "too_many_forms": f"一个村最多 {GROUPS_MOST} 个村小组。",
    }

    def rows(self) -> list[GroupValues]:
        """Return the lines that stay, in their order."""
        return [form.values for form in sorted(self._kept(), key=lambda form: form.order)]

    def removed(self) -> list[int]:
        """Return the ids of the groups to be removed."""
        lines = [form.cleaned_data for form in self.forms]
        return [line["group_id"] for line in lines if line.get("remove") and line.get("group_id")]

    def clean(self) -> None:
        """Two groups of one name: say so at each line after the first."""
        first: dict[str, int] = {}
        for number, form in enumerate(self.forms, start=1):
            name = form.cleaned_data.get("name") if form.stays else None
            if name and name in first:
                form.add_error("name", f"与第 {first[name]} 行重名，每个村小组只登记一次。")
            elif name:
                first[name] = number

    def _kept(self) -> list[GroupForm]:
        return [form for form in self.forms if form.stays]
