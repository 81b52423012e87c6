"""A server behind HTTPS. Nothing has a default: what is missing stops the start and is named."""

import dj_database_url
from environs import Env

from .base import *
from .public import public_url
from .secrets import database_address, secret_key

env = Env()

DEBUG = False
SECRET_KEY = secret_key(env.str("LIANGPIAO_SECRET_KEY"))
ALLOWED_HOSTS: list[str] = env.list("LIANGPIAO_HOSTS")
# The one thing that may be missing: papers then carry their code, and no address.
PUBLIC_URL = public_url(env.str("LIANGPIAO_PUBLIC_URL", default=""))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DATABASES = {
    "default": dj_database_url.parse(database_address(env.str("DATABASE_URL")), conn_health_checks=True)
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
# What the address asks for beyond name and host (?host=/run/postgresql, ?sslmode=verify-full) stays.
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 4, "timeout": 10}

SECOND_FACTOR_REQUIRED = True
# The proxy in front ends the encryption and adds whom it speaks for (docs/operations.md).
AXES_CLIENT_IP_CALLABLE = "elections.addresses.named_by_proxy"
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
