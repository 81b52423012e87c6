"""A server behind HTTPS. Nothing has a default: what is missing stops the start and is named."""

import dj_database_url
from environs import Env

from .base import *

env = Env()

DEBUG = False
SECRET_KEY = env.str("LIANGPIAO_SECRET_KEY")
ALLOWED_HOSTS: list[str] = env.list("LIANGPIAO_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DATABASES = {"default": dj_database_url.parse(env.str("DATABASE_URL"), conn_health_checks=True)}
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 4, "timeout": 10}}

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
