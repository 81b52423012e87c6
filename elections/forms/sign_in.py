"""Forms before anybody is signed in: signing in, and the first run."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm

from elections.account_fields import NewUserNameField, PasswordField, TwicePasswordForm, UserNameField
from elections.formkit import TextField


class SignInForm(AuthenticationForm):
    """User name and password."""

    use_required_attribute = False
    username = UserNameField()
    password = PasswordField(label="密码")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.error_messages = {
            "invalid_login": "用户名或密码不对，请重新输入。停用的账号不能登录。",
            "inactive": "这个账号已经停用，请联系乡镇管理员。",
        }
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"
        self.fields["username"].widget.attrs["autofocus"] = True


class FirstRunForm(TwicePasswordForm):
    """County, township and the first account."""

    field_order = ("county", "township", "document_prefix", "person", "username", "password", "again")
    county = TextField(label="县（市、区）", max_length=40, help_text="如 崇仁县")
    township = TextField(label="乡镇", max_length=40, help_text="如 许坊乡")
    document_prefix = TextField(
        label="发文代字",
        max_length=10,
        required=False,
        help_text="如 许党发。本程序每年从1号起编，不留空号；其他公文已在用的代字会重号，请另设一个，如 许党选",
    )
    person = TextField(label="您的姓名", max_length=30)
    username = NewUserNameField()
