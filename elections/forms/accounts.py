"""Forms of accounts: making one, and choosing one's own password."""

import re
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from elections.formkit import UNREADABLE, PlainForm, TextField
from elections.models import User, Village
from elections.rules.permissions import Role, reach_fault

USERNAME = re.compile(r"[a-z0-9._\-\u4e00-\u9fff]{2,30}")


class UserNameField(TextField):
    """A user name; capitals count as small letters, since nobody remembers which they typed."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        kwargs.setdefault("label", "用户名")
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the name in small letters."""
        return super().to_python(value).lower()


class NewUserNameField(UserNameField):
    """A user name to be given out."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "2 至 30 个字母、数字或汉字，不含空格，如 zhongfang01")
        super().__init__(**kwargs)

    def validate(self, value: str) -> None:
        """Refuse what could not be typed again."""
        super().validate(value)
        if value and not USERNAME.fullmatch(value):
            raise ValidationError("用户名用 2 至 30 个字母、数字或汉字，可以有点、横线，不能有空格。")


class PasswordField(forms.CharField):
    """A password, kept exactly as typed."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        attrs = {"autocomplete": "new-password" if new else "current-password"}
        messages = {"required": "请填写这一项。", "max_length": "最多 128 个字符。"} | UNREADABLE
        super().__init__(
            strip=False,
            max_length=128,
            error_messages=messages,
            widget=forms.PasswordInput(attrs=attrs),
            **kwargs,
        )


PASSWORD_HELP = "至少 12 个字符，字母、数字、汉字都可以；不能与姓名、用户名相近，也不能是很多人都在用的。"  # noqa: S105


TOO_WEAK = {
    "password_too_short": "密码太短，至少 12 个字符。",
    "password_too_similar": "密码与姓名或用户名太相近，请换一个。",
    "password_too_common": "这个密码很多人都在用，容易被猜到，请换一个。",
    "": "这个密码不够安全，请换一个。",
}


class TwicePasswordForm(PlainForm):
    """A new password, typed twice and weighed."""

    password = PasswordField(label="新密码", help_text=PASSWORD_HELP, new=True)
    again = PasswordField(label="再输一遍", new=True)

    def owner(self) -> User:
        """Return whose password it will be, for the comparison with name and user name."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Compare the two and weigh the password."""
        cleaned = super().clean() or self.cleaned_data
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "两次输入的不一样，请重新输入。")
        if password:
            try:
                validate_password(password, self.owner())
            except ValidationError as error:
                # The rules are Django's, the words ours: its Chinese catalogue has gaps.
                codes = [each.code or "" for each in error.error_list]
                self.add_error("password", [TOO_WEAK.get(code, TOO_WEAK[""]) for code in codes])
        return cleaned


class ChangePasswordForm(TwicePasswordForm):
    """One's own password: the present one first."""

    field_order = ("old", "password", "again")
    old = PasswordField(label="现在的密码")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def owner(self) -> User:
        """Return the person signed in."""
        return self.user

    def clean(self) -> dict[str, Any]:
        """Check the present password, and that the new one is another."""
        cleaned = super().clean()
        old = cleaned.get("old")
        if old and not self.user.check_password(old):
            self.add_error("old", "现在的密码不对，请重新输入。")
        elif old and old == cleaned.get("password"):
            self.add_error("password", "新密码不能与现在的密码相同。")
        return cleaned


class AccountForm(PlainForm):
    """A new account: who, in which role, for which village."""

    person = TextField(label="姓名", max_length=30)
    username = NewUserNameField()
    role = forms.ChoiceField(
        label="角色", choices=User.RoleChoices.choices, widget=forms.RadioSelect, initial=Role.CLERK.value
    )
    village = forms.TypedChoiceField(
        label="村",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="录入员必选；浏览人员不选的，可看全乡",
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
