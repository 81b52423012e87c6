"""Routes of places, people, accounts and set-up."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
