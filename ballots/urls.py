"""Routes of rounds, sheets, results and papers, and of the election page that needs both apps."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
