"""The WSGI entry point of 两票制."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangpiao.settings.laptop")

application = get_wsgi_application()
