"""Fields and forms of names, passwords and codes, which the sign-in pages of both apps share."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from .formkit import UNREADABLE, PlainForm, TextField
from .models import User

SPACES = re.compile(r"[\s\-]")
USERNAME = re.compile(r"[a-z0-9._\-\u4e00-\u9fff]{2,30}")

# Whether a password typed again is that of the person signed in (elections.confirming), wrong ones being counted.
IsOwn = Callable[[str], bool]


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


class CodeField(TextField):
    """A code in figures, which people type with or without the gaps it is shown with."""

    def __init__(self, *, lengths: tuple[int, ...], wrong: str, **kwargs: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "form-control code-field"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.lengths, self.wrong = lengths, wrong

    def to_python(self, value: Any) -> str:
        """Return the figures alone."""
        return SPACES.sub("", super().to_python(value))

    def validate(self, value: str) -> None:
        """Refuse what cannot be a code, so that it is not counted as a wrong one."""
        super().validate(value)
        if value and not (value.isascii() and value.isdecimal() and len(value) in self.lengths):
            raise ValidationError(self.wrong)


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
        """Return whose password it will be, for the comparison with name and user name: the account to be, unsaved."""
        typed = self.cleaned_data
        return User(username=typed.get("username", ""), person=typed.get("person", ""))

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
