"""The app that knows who, where and which stage."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core import checks

from .checks import every_route_is_guarded


class ElectionsConfig(AppConfig):
    """Registers the check that no page is without an access rule."""

    name = "elections"
    verbose_name = "选举"

    def ready(self) -> None:
        """Register what must hold before the program starts, and what each sign-in does."""
        from .services.sessions import mark_session  # noqa: PLC0415 - needs the models, which are ready only now

        user_logged_in.connect(mark_session, dispatch_uid="mark_session")
        checks.register(every_route_is_guarded, checks.Tags.security)
