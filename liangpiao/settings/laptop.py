"""One laptop in a hall: SQLite, plain HTTP, reachable from this machine only."""

from environs import Env

from .base import *
from .base import SQLITE_OPTIONS, VAR_DIR
from .public import public_url

env = Env()

DEBUG = False
# script/setup writes the key once; a key of its own for every laptop, never in the repository. Commands that serve
# nobody (decide, verify_dossier, sort_names) run without one; Django refuses to sign anything with an empty key.
KEY_FILE = VAR_DIR / "secret_key"
SECRET_KEY = KEY_FILE.read_text(encoding="ascii").strip() if KEY_FILE.exists() else ""
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
PUBLIC_URL = public_url(env.str("LIANGPIAO_PUBLIC_URL", default=""))

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": env.path("LIANGPIAO_SQLITE", default=VAR_DIR / "demo.sqlite3"),
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": 600,
    }
}
