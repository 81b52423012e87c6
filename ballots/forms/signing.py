"""Signing with one's own password: what was shown comes along, so that nothing else is signed."""

from django import forms

from elections.confirming import OwnPasswordForm
from elections.formkit import VersionField


class SignForm(OwnPasswordForm):
    """A signature for a result. `shown` is the SHA-256 of what the page showed; anything else is refused as changed."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)


class AgreeForm(OwnPasswordForm):
    """A signature that a certificate is lifted, on the request that the page showed."""

    reopening = VersionField()
