"""The app that knows rounds, sheets, results and papers."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "ballots"
    verbose_name = "选票"
