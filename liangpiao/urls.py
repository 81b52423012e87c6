"""The composition root of the routes."""

from django.urls import include, path

handler400 = "elections.views.errors.bad_request"
handler403 = "elections.views.errors.forbidden"
handler404 = "elections.views.errors.not_found"
handler500 = "elections.views.errors.server_error"

urlpatterns = [
    path("", include("elections.urls")),
    path("", include("ballots.urls")),
]
