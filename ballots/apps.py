"""The app that knows rounds, sheets, results and papers."""

from django.apps import AppConfig
from django.core.checks import register


class BallotsConfig(AppConfig):
    name = "ballots"
    verbose_name = "选票"

    def ready(self) -> None:
        """Refuse to start where papers could not be set as they must be."""
        from .notices.pdf import check_fonts  # noqa: PLC0415 - the apps must be loaded first

        register(check_fonts)
