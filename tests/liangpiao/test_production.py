"""The server profile takes its secrets from the environment and refuses weak ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from liangpiao.settings.secrets import database_address, secret_key

ROOT = Path(__file__).resolve().parents[2]
KEY = "qT7-fR2_vX9bLm4ZkW8sJc1NhY6gPd3aUo5eBi0KQzRtMwSxHv"


def check_deployment(**environment: str) -> subprocess.CompletedProcess[str]:
    return in_profile(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], **environment)


def in_profile(run: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, *run],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "liangpiao.settings.production"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


COMPLETE = {
    "LIANGPIAO_SECRET_KEY": KEY,
    "LIANGPIAO_HOSTS": "example.org",
    "DATABASE_URL": "postgresql://liangpiao@localhost/nothing",
}


def test_the_server_profile_passes_the_deployment_checks() -> None:
    done = check_deployment(**COMPLETE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"


def test_what_the_server_profile_insists_on() -> None:
    names = [
        "ACCOUNT_RATE_LIMITS",
        "CSRF_COOKIE_HTTPONLY",
        "CSRF_COOKIE_SAMESITE",
        "CSRF_COOKIE_SECURE",
        "DEBUG",
        "SECOND_FACTOR_REQUIRED",
        "SECURE_HSTS_SECONDS",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_AGE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
        "SESSION_COOKIE_SECURE",
    ]
    tell = f"from django.conf import settings; print([getattr(settings, name) for name in {names}])"
    done = in_profile(["-c", tell], **COMPLETE)
    assert done.stdout == (
        "[False, True, 'Strict', True, False, True, 31536000, True, 1800, True, 'Strict', True]\n"
    )


def test_what_the_address_asks_of_the_connection_is_kept() -> None:
    found = "settings.DATABASES['default']['OPTIONS']"
    tell = f"from django.conf import settings; print({found}['host'], {found}['sslmode'])"
    address = "postgresql://liangpiao@/liangpiao?host=/run/postgresql&sslmode=verify-full"
    done = in_profile(["-c", tell], **{**COMPLETE, "DATABASE_URL": address})
    assert done.stdout == "/run/postgresql verify-full\n"


@pytest.mark.parametrize("missing", sorted(COMPLETE))
def test_what_is_missing_stops_the_start_and_is_named(missing: str) -> None:
    done = check_deployment(**{name: value for name, value in COMPLETE.items() if name != missing})
    assert done.returncode == 1
    assert missing in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "weak", ["", "short", KEY[:49], "ab" * 40, "django-insecure-" + KEY, "changeme" + KEY]
)
def test_a_weak_key_is_refused(weak: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LIANGPIAO_SECRET_KEY"):
        secret_key(weak)


def test_a_random_key_is_taken() -> None:
    assert secret_key(KEY) == KEY


@pytest.mark.parametrize("password", ["x", "postgres", "password1234", "%70assword1234"])
def test_a_weak_database_password_is_refused(password: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database_address(f"postgresql://liangpiao:{password}@127.0.0.1/liangpiao")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://liangpiao@/liangpiao?host=/run/postgresql",
        f"postgresql://liangpiao:{KEY}@127.0.0.1/liangpiao",
    ],
)
def test_a_good_address_or_a_socket_is_taken(address: str) -> None:
    assert database_address(address) == address
