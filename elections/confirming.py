"""A person's own password typed again: asked and throttled exactly as at the sign-in, wherever it is asked."""

from typing import Any

from axes.helpers import get_client_ip_address
from axes.utils import reset
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from .access import account_of
from .account_fields import PasswordField
from .formkit import PlainForm

WRONG = "密码不对，没有签字。请重新输入您自己的登录密码。"


def is_own_password(request: HttpRequest, typed: str) -> bool:
    """Whether this is the password of the person signed in; wrong ones count, the right one clears the count here."""
    account = account_of(request)
    found = authenticate(request, username=account.username, password=typed)
    if found is None or found.pk != account.pk:
        return False
    reset(ip=get_client_ip_address(request), username=account.username)
    return True


class OwnPasswordForm(PlainForm):
    """Asks the person signed in for their password. Wrong ones count with those of the sign-in (elections.forms)."""

    password = PasswordField(label="您的登录密码")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_password(self) -> str:
        """Refuse any but the password of this account."""
        if not is_own_password(self._request, self.cleaned_data["password"]):
            raise ValidationError(WRONG)
        return ""
