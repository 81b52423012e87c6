"""Routes of rounds, sheets, results and papers, and of the election page that needs both apps."""

from django.urls import URLPattern, path

from .views import (
    archive,
    assembly,
    assembly_rounds,
    election,
    home,
    officials,
    papers,
    review,
    sheet,
    shortlist,
    stages,
    trust,
)

urlpatterns: list[URLPattern] = [
    path("elections/<int:election_id>/papers/", papers.papers, name="papers"),
    path("elections/<int:election_id>/papers/preview/", papers.paper_preview, name="paper_preview"),
    path("elections/<int:election_id>/papers/make/", papers.paper_make, name="paper_make"),
    path("elections/<int:election_id>/archive.zip", archive.archive, name="archive"),
    path("papers/<int:notice_id>.pdf", papers.paper_pdf, name="paper_pdf"),
    # The workbench, the election page, its stages and people
    path("", home.home, name="home"),
    path("elections/", home.election_list, name="election_list"),
    path("elections/<int:election_id>/", election.election, name="election"),
    path("elections/<int:election_id>/stage/", stages.stage_close, name="stage_close"),
    path("elections/<int:election_id>/back/", stages.stage_back, name="stage_back"),
    path("elections/<int:election_id>/officials/", officials.officials, name="officials"),
    # trust round, tally sheets, shortlist
    path("elections/<int:election_id>/trust/", trust.trust, name="trust"),
    path("elections/<int:election_id>/trust/explain/", trust.explain, name="trust_explain"),
    path("elections/<int:election_id>/trust/boxes/", trust.box_add, name="box_add"),
    path("elections/<int:election_id>/trust/again/", shortlist.new_vote, name="new_vote"),
    path("sheets/<int:sheet_id>/", sheet.sheet, name="sheet"),
    path("sheets/<int:sheet_id>/check/", sheet.sheet_check, name="sheet_check"),
    path("sheets/<int:sheet_id>/history/", sheet.sheet_history, name="sheet_history"),
    path("sheets/<int:sheet_id>/remove/", trust.box_remove, name="box_remove"),
    path("elections/<int:election_id>/shortlist/", shortlist.shortlist, name="shortlist"),
    path("elections/<int:election_id>/shortlist/proceed/", shortlist.proceed, name="proceed"),
    # review, objections, assembly
    path("elections/<int:election_id>/review/", review.review, name="review"),
    path("elections/<int:election_id>/review/check/", review.review_check, name="review_check"),
    path("elections/<int:election_id>/objections/new/", review.objection_new, name="objection_new"),
    path(
        "elections/<int:election_id>/objections/<int:objection_id>/",
        review.objection_finding,
        name="objection_finding",
    ),
    path("elections/<int:election_id>/assembly/", assembly.assembly, name="assembly"),
    path("elections/<int:election_id>/assembly/attendance/", assembly.attendance, name="attendance"),
    path("elections/<int:election_id>/assembly/steps/", assembly.step_save, name="step_save"),
    path("elections/<int:election_id>/assembly/excusals/new/", assembly.excusal_add, name="excusal_add"),
    path(
        "elections/<int:election_id>/assembly/excusals/<int:excusal_id>/",
        assembly.excusal_edit,
        name="excusal_edit",
    ),
    path(
        "elections/<int:election_id>/assembly/excusals/<int:excusal_id>/remove/",
        assembly.excusal_remove,
        name="excusal_remove",
    ),
    path("elections/<int:election_id>/assembly/rounds/new/", assembly_rounds.round_open, name="round_open"),
    path(
        "elections/<int:election_id>/assembly/rounds/<int:round_id>/withdraw/",
        assembly_rounds.round_withdraw,
        name="round_withdraw",
    ),
    path("elections/<int:election_id>/assembly/reduce/", assembly_rounds.round_reduce, name="round_reduce"),
    path(
        "elections/<int:election_id>/assembly/reduce/withdraw/",
        assembly_rounds.reduction_withdraw,
        name="reduction_withdraw",
    ),
]
