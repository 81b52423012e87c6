"""Secrets of the server profile: refused when short or when they stand in somebody's instructions."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
FEWEST_DIFFERENT = 10
SHORTEST_PASSWORD = 12
WRITTEN_SOMEWHERE = (
    "django-insecure",
    "only-for-tests",
    "changeme",
    "change-me",
    "example",
    "secret",
    "password",
)


def secret_key(value: str) -> str:
    """Return the key, or refuse to start."""
    if len(value) < SHORTEST_KEY or len(set(value)) < FEWEST_DIFFERENT:
        raise ImproperlyConfigured(f"LIANGPIAO_SECRET_KEY needs at least {SHORTEST_KEY} random characters.")
    if value.lower().startswith(WRITTEN_SOMEWHERE):
        raise ImproperlyConfigured("LIANGPIAO_SECRET_KEY is an example; make one of your own.")
    return value


def database_address(value: str) -> str:
    """Return the address of the database, or refuse to start; a socket needs no password."""
    password = unquote(urlsplit(value).password or "")
    if password and (len(password) < SHORTEST_PASSWORD or password.lower().startswith(WRITTEN_SOMEWHERE)):
        raise ImproperlyConfigured(
            f"The password in DATABASE_URL is an example or shorter than {SHORTEST_PASSWORD} characters."
        )
    return value
