"""Routes of rounds, sheets, results and papers, and of the election page that needs both apps."""

from django.urls import URLPattern, path

from .views import papers

urlpatterns: list[URLPattern] = [
    path("elections/<int:election_id>/papers/", papers.papers, name="papers"),
    path("elections/<int:election_id>/papers/preview/", papers.paper_preview, name="paper_preview"),
    path("elections/<int:election_id>/papers/make/", papers.paper_make, name="paper_make"),
    path("papers/<int:notice_id>.pdf", papers.paper_pdf, name="paper_pdf"),
]
