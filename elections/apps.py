"""The app that knows who, where and which stage."""

from django.apps import AppConfig
from django.core import checks

from .checks import every_route_is_guarded


class ElectionsConfig(AppConfig):
    """Registers the check that no page is without an access rule."""

    name = "elections"
    verbose_name = "选举"

    def ready(self) -> None:
        """Register what must hold before the program starts."""
        checks.register(every_route_is_guarded, checks.Tags.security)
