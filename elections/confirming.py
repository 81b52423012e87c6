"""A person's own password typed again before a signature: asked and throttled exactly as at the sign-in."""

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


class OwnPasswordForm(PlainForm):
    """Asks the person signed in for their password. Wrong ones count with those of the sign-in (elections.forms)."""

    # Under this name alone it is masked in the list of failed attempts.
    password = PasswordField(label="您的登录密码")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_password(self) -> str:
        """Refuse any but the password of this account; the right one clears the count at this address."""
        account = account_of(self._request)
        typed: str = self.cleaned_data["password"]
        found = authenticate(self._request, username=account.username, password=typed)
        if found is None or found.pk != account.pk:
            raise ValidationError(WRONG)
        reset(ip=get_client_ip_address(self._request), username=account.username)
        return ""
