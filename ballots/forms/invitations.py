"""Forms of an invitation: the township names whom it invites; the person gives the code, then makes an account."""

from typing import Any

from django import forms

from ballots.forms.officials import PersonForm
from elections.account_fields import CodeField, NewUserNameField, TwicePasswordForm
from elections.formkit import PlainForm
from elections.models import User
from elections.rules.invitations import INVITABLE


class InvitationForm(PersonForm):
    """Whom the township invites, and to what."""

    duty = forms.ChoiceField(
        label="职责", choices=[("", "请选择"), *((duty.value, duty.label) for duty in INVITABLE)]
    )


class InvitationCodeForm(PlainForm):
    """The code that was given with the link."""

    code = CodeField(
        label="邀请码", lengths=(6,), wrong="邀请码是 6 位数字，请核对。", help_text="乡镇告诉您的 6 位数字"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}


class NewAccountForm(TwicePasswordForm):
    """A user name and a password of one's own."""

    field_order = ("username", "password", "again")
    username = NewUserNameField()

    def __init__(self, *args: Any, person: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def owner(self) -> User:
        """Return the account to be, unsaved."""
        return User(username=self.cleaned_data.get("username", ""), person=self.person)
