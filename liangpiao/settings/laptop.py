"""One laptop in a hall: SQLite, plain HTTP, reachable from this machine only."""

from environs import Env

from .base import *
from .base import SQLITE_OPTIONS, VAR_DIR

env = Env()

DEBUG = False
# script/setup writes the key once; a key of its own for every laptop, never in the repository.
SECRET_KEY = (VAR_DIR / "secret_key").read_text(encoding="ascii").strip()
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": env.path("LIANGPIAO_SQLITE", default=VAR_DIR / "demo.sqlite3"),
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": 600,
    }
}
