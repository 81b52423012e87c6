"""Routes of places, people, accounts and set-up."""

from django.urls import URLPattern, path

from .views import elections

urlpatterns: list[URLPattern] = [
    # Setting up an election
    path("villages/<int:village_id>/elections/new/", elections.election_new, name="election_new"),
    path("villages/<int:village_id>/elections/preview/", elections.election_preview, name="election_preview"),
    path("elections/<int:election_id>/rules/", elections.election_rules, name="election_rules"),
    path(
        "elections/<int:election_id>/conditions/", elections.election_conditions, name="election_conditions"
    ),
    path("elections/<int:election_id>/plan/", elections.election_plan, name="election_plan"),
]
