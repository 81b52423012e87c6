"""Forms of the second factor: the code at sign-in, and setting up the phone it comes from."""

from typing import Any

from django.core.exceptions import ValidationError

from elections.account_fields import CodeField, IsOwn, PasswordField
from elections.formkit import PlainForm


class SignInCodeForm(PlainForm):
    """The code after the password: from the phone or from paper."""

    code = CodeField(
        label="动态码",
        lengths=(6, 8),
        wrong="动态码是 6 位数字，备用码是 8 位数字，请核对。",
        help_text="手机上身份验证器显示的 6 位数字。手机不在身边的，填一个备用码（8 位数字）",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = True


class PresentPasswordForm(PlainForm):
    """The password once more, before how one signs in is changed."""

    old = PasswordField(label="现在的密码")

    def __init__(self, *args: Any, is_own: IsOwn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_own = is_own

    def clean_old(self) -> str:
        """Check it."""
        old: str = self.cleaned_data["old"]
        if not self.is_own(old):
            raise ValidationError("现在的密码不对，请重新输入。")
        return old


class PhoneForm(PresentPasswordForm):
    """The first code of a phone shows that it was set up rightly."""

    field_order = ("code", "old")
    code = CodeField(
        label="手机上显示的动态码",
        lengths=(6,),
        wrong="动态码是 6 位数字，请核对。",
        help_text="6 位数字，每 30 秒换一次",
    )
