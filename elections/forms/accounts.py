"""Forms of accounts: making one, and choosing one's own password."""

from typing import Any

from django import forms

from elections.account_fields import IsOwn, NewUserNameField, PasswordField, TwicePasswordForm
from elections.formkit import PlainForm, TextField
from elections.models import User, Village
from elections.rules.permissions import MADE_BY_TOWNSHIP, Role, reach_fault


class ChangePasswordForm(TwicePasswordForm):
    """One's own password: the present one first."""

    field_order = ("old", "password", "again")
    old = PasswordField(label="现在的密码")

    def __init__(self, *args: Any, user: User, is_own: IsOwn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.is_own = user, is_own

    def owner(self) -> User:
        """Return the person signed in."""
        return self.user

    def clean(self) -> dict[str, Any]:
        """Check the present password, and that the new one is another."""
        cleaned = super().clean()
        old = cleaned.get("old")
        if old and not self.is_own(old):
            self.add_error("old", "现在的密码不对，请重新输入。")
        elif old and old == cleaned.get("password"):
            self.add_error("password", "新密码不能与现在的密码相同。")
        return cleaned


class AccountForm(PlainForm):
    """A new account: who, in which role, for which village."""

    person = TextField(label="姓名", max_length=30)
    username = NewUserNameField()
    role = forms.ChoiceField(
        label="角色",
        choices=[(role.value, role.label) for role in MADE_BY_TOWNSHIP],
        widget=forms.RadioSelect,
        initial=Role.CLERK.value,
    )
    village = forms.TypedChoiceField(
        label="村",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="村选举工作人员、监票人必选；大屏、浏览人员不选的，可看全乡",
    )

    def __init__(self, *args: Any, villages: list[Village], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "不选")] + [(str(village.pk), village.name) for village in villages]
        self.fields["village"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say at the village what the role asks of it, together with all other faults."""
        cleaned = super().clean() or self.cleaned_data
        role = cleaned.get("role")
        if role and "village" in cleaned:
            fault = reach_fault(Role(role), has_village=cleaned["village"] is not None)
            if fault:
                self.add_error("village", fault)
        return cleaned
