"""The app that knows who, where and which stage."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "elections"
    verbose_name = "选举"
