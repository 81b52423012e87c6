"""The WSGI entry point of 两票制."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangpiao.settings.laptop")

application = get_wsgi_application()

# A server of processes runs no system checks of its own, and this one must hold wherever the program runs.
from elections.checks import every_route_is_guarded  # noqa: E402 - its models need the set-up above

if unguarded := every_route_is_guarded():
    raise ImproperlyConfigured(" ".join(error.msg for error in unguarded))
