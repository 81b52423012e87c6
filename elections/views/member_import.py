"""Taking a roster over from Excel: template, upload, preview of every row, confirmation."""

from collections.abc import Sequence
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from elections.access import actor_of, allow
from elections.forms.member_import import SPOILT, ConfirmImportForm, UploadForm, sign_rows
from elections.models import PartyMember, Village
from elections.roster import FILE_NAME, MemberRow, read_members, template_bytes
from elections.rules.permissions import Action
from elections.saving import posted
from elections.selectors.places import get_village
from elections.services.guard import Refused
from elections.services.members import faults_against_roster, import_members, unknown_in

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECTION = {"section": "village_list"}
FAULTS_SHOWN = 100


@require_safe
@allow(Action.MANAGE_MEMBERS, fetch=get_village)
def member_template(request: HttpRequest, village: Village) -> HttpResponse:
    """Give out the empty roster as an Excel file."""
    response = HttpResponse(template_bytes(), content_type=EXCEL)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=FILE_NAME) or ""
    return response


@allow(Action.MANAGE_MEMBERS, fetch=get_village)
def member_import(request: HttpRequest, village: Village) -> HttpResponse:
    """Take the file; show what stands in it, or everything that is wrong with it. Nothing is saved yet."""
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, village, form)
    return render(request, "elections/member_import.html", SECTION | {"village": village, "form": form})


@require_POST
@allow(Action.MANAGE_MEMBERS, fetch=get_village)
def member_import_confirm(request: HttpRequest, village: Village) -> HttpResponse:
    """Add the rows that were shown, all or none."""
    form = ConfirmImportForm(posted(request), salt=_salt(request, village))
    reasons: tuple[str, ...] = ()
    if form.is_valid():
        try:
            number = import_members(
                village_id=village.pk,
                rows=form.cleaned_data["rows"],
                strokes=form.cleaned_data["strokes"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, f"已经导入 {number} 名党员。")
            return redirect("member_list", village.pk)
    if reasons or "rows" in form.errors:
        context = SECTION | {"village": village, "form": UploadForm(), "reasons": reasons or (SPOILT,)}
        return render(request, "elections/member_import.html", context)
    rows = form.cleaned_data["rows"]
    context = SECTION | {
        "village": village,
        "form": form,
        "members": _shown(rows),
        "unknown": unknown_in(rows),
    }
    return render(request, "elections/member_preview.html", context)


def _preview(request: HttpRequest, village: Village, upload: UploadForm) -> HttpResponse:
    preview = read_members(upload.cleaned_data["file"].read(), today=timezone.localdate(timezone.now()))
    faults = sorted(
        [*preview.faults, *faults_against_roster(village, preview.rows)], key=lambda fault: fault.row or 0
    )
    context = SECTION | {"village": village, "ignored": preview.ignored_columns}
    if faults:
        more = len(faults) - FAULTS_SHOWN
        context |= {
            "form": upload,
            "faults": faults[:FAULTS_SHOWN],
            "fault_count": len(faults),
            "more": max(more, 0),
        }
        context |= {"row_count": len(preview.rows)}
        return render(request, "elections/member_import.html", context)
    rows = preview.members
    salt = _salt(request, village)
    form = ConfirmImportForm(initial={"rows": sign_rows(rows, salt)}, salt=salt)
    context |= {"form": form, "members": _shown(rows), "unknown": unknown_in(rows)}
    return render(request, "elections/member_preview.html", context)


def _salt(request: HttpRequest, village: Village) -> str:
    return f"roster-import:{village.pk}:{actor_of(request).user_id}"


def _shown(rows: Sequence[MemberRow]) -> list[PartyMember]:
    # Not saved: only so that the preview says everything in the words of the roster.
    return [PartyMember(**asdict(row)) for row in rows]
