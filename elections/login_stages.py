"""What allauth asks of this program: how sign-in goes on after the password, and how secrets are kept.

allauth keeps whoever gave the right password waiting until the code came (its login stages), keeps the second factor
(its table of authenticators) and does the arithmetic of the codes. Pages, throttling and sessions are ours; of
allauth's own routes none is used, so there is no sign-up, no e-mail and no other provider.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import resume_login
from allauth.account.stages import LoginStage, LoginStageController
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.encoding import force_bytes

from .models import User
from .selectors.second_factor import has_second_factor

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "password"  # noqa: S105 - the name of an entry


class SignInAdapter(DefaultAccountAdapter):
    """One stage after the password, no sign-up, and nothing said in allauth's words."""

    def get_login_stages(self) -> list[str]:
        """Return the stages between the password and being signed in."""
        return ["elections.login_stages.CodeStage"]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the township."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in; after the code it is no longer known which backend took the password."""
        login(request, cast(User, user), backend=BACKEND)

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing: our pages speak for themselves."""


class CodeStage(LoginStage):
    """Asks for the code of those who have a second factor."""

    key = "code"
    urlname = "sign_in_code"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Send on to the page that asks, or let through."""
        if not has_second_factor(self.user.pk):
            return None, True
        self.state[PASSWORD] = self.user.get_session_auth_hash()
        return redirect(self.urlname), True

    @property
    def user(self) -> User:
        """Who gave the password."""
        return cast(User, self.login.user)

    def finish(self) -> HttpResponse:
        """Sign in: the code was right."""
        self.controller.set_handled(self.key)
        return resume_login(self.request, self.login)

    @property
    def still_good(self) -> bool:
        """Whether the account may sign in as when the password was given: neither disabled nor given another one."""
        return self.user.is_active and self.state.get(PASSWORD) == self.user.get_session_auth_hash()


def waiting_for_code(request: HttpRequest) -> CodeStage | None:
    """Return the sign-in of this browser that waits for its code."""
    stage = cast(CodeStage | None, LoginStageController.enter(request, CodeStage.key))
    return stage if stage and stage.login.user and stage.still_good else None


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of phones and recovery codes under the program's key: a stolen database alone tells none."""

    def encrypt(self, text: str) -> str:
        """Return what the database keeps."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; raises InvalidToken when it was kept under another key."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(b"elections.second-factor:" + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
