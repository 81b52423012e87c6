"""The Party members' assembly: its page, who came, who is excused, the order of the meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ballots.forms.assembly import AttendanceForm, ExcusalForm, StepsForm
from ballots.models import Excusal
from ballots.selectors.assembly import assembly_page, get_excusal, may_be_excused, recorded_steps
from ballots.selectors.assembly_parts import Ask
from ballots.selectors.assembly_rounds import attendance_stands
from ballots.selectors.dossier import decided, entitled
from ballots.selectors.parts import Part
from ballots.selectors.sheets import asked_of
from ballots.services.assembly import (
    add_excusal,
    change_excusal,
    remove_excusal,
    save_steps,
    set_attendance,
)
from elections.access import actor_of, allow
from elections.formkit import VersionForm
from elections.models import Election
from elections.rules.basis import basis_of
from elections.rules.permissions import Action, allowed
from elections.rules.stages import Stage
from elections.saving import attempt, posted
from elections.selectors.places import get_election

from .signing import capacity_of

SECTION = {"section": "election_list"}


@require_safe
@allow(Action.VIEW, fetch=get_election)
def assembly(request: HttpRequest, election: Election) -> HttpResponse:
    """Show how the assembly stands and what comes next."""
    role, stage = actor_of(request).role, election.present_stage
    page = assembly_page(decided(election))
    signing = page.last.signing if page.last and page.ask == Ask.SIGN else None
    context = SECTION | {
        "election": election,
        "page": page,
        "capacity": capacity_of(actor_of(request), election, signing) if signing else None,
        "may": allowed(role, Action.RUN_ASSEMBLY, stage),
        "asked": asked_of(actor_of(request), election, page.last.sheet)
        if page.ask == Ask.SHEET and page.last
        else None,
        "may_name": allowed(role, Action.NAME_OFFICIALS, stage),
        "may_close": allowed(role, Action.CLOSE_STAGE, stage),
        "basis": basis_of(election.era, Stage.ASSEMBLY),
        "before": stage.number < Stage.ASSEMBLY.number,
    }
    return render(request, "ballots/assembly.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.RUN_ASSEMBLY, fetch=get_election)
def attendance(request: HttpRequest, election: Election) -> HttpResponse:
    """Record how many came."""
    page = assembly_page(decided(election))
    recorded = {"present": page.attendance.present if page.attendance else None}
    form = AttendanceForm(posted(request), initial=recorded | {"version": election.version})

    def write() -> None:
        set_attendance(election_id=election.pk, by=actor_of(request), at=timezone.now(), **form.cleaned_data)

    done, more = attempt(request, form, write, recorded)
    if done:
        messages.success(request, f"已登记实到会 {form.cleaned_data['present']} 人。")
        return redirect("assembly", election_id=election.pk)
    context = SECTION | {"election": election, "form": form, "page": page} | more
    return render(request, "ballots/assembly_attendance.html", context | {"stands": page.attendance_stands})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.RUN_ASSEMBLY, fetch=get_election)
def excusal_add(request: HttpRequest, election: Election) -> HttpResponse:
    """Excuse a member."""
    found = decided(election)
    members = may_be_excused(found)
    form = ExcusalForm(posted(request), members=members, initial={"version": election.version})

    def write() -> None:
        add_excusal(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            member_code=form.cleaned_data["member"],
            entry=form.entry(),
            by=actor_of(request),
            at=timezone.now(),
        )

    done, _ = attempt(request, form, write)
    if done:
        return _excused(request, election, "请假已经登记。")
    context = SECTION | {"election": election, "form": form, "stands": attendance_stands(found)}
    return render(request, "ballots/assembly_excusal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.RUN_ASSEMBLY, fetch=get_excusal)
def excusal_edit(request: HttpRequest, part: Part[Excusal]) -> HttpResponse:
    """Complete or correct an excusal."""
    election, excusal = part.election, part.row
    recorded = {name: getattr(excusal, name) for name in ("ground", "consent_number", "adopted")}
    form = ExcusalForm(posted(request), members=None, initial=recorded | {"version": election.version})

    def write() -> None:
        change_excusal(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            excusal_id=excusal.pk,
            entry=form.entry(),
            by=actor_of(request),
            at=timezone.now(),
        )

    done, more = attempt(request, form, write, recorded)
    if done:
        return _excused(request, election, f"{excusal.member.label}的请假已经保存。")
    stands = attendance_stands(decided(election))
    context = SECTION | {"election": election, "form": form, "excusal": excusal, "stands": stands} | more
    return render(request, "ballots/assembly_excusal.html", context)


@require_POST
@allow(Action.RUN_ASSEMBLY, fetch=get_excusal)
def excusal_remove(request: HttpRequest, part: Part[Excusal]) -> HttpResponse:
    """Take an excusal back."""
    form = VersionForm(request.POST)

    def write() -> None:
        remove_excusal(
            election_id=part.election.pk,
            version=form.cleaned_data["version"],
            excusal_id=part.row.pk,
            by=actor_of(request),
            at=timezone.now(),
        )

    done, _ = attempt(request, form, write)
    if done:
        return _excused(request, part.election, f"已撤销{part.row.member.label}的请假，重新计入应到会。")
    for reason in form.non_field_errors():
        messages.error(request, str(reason))
    return redirect("assembly", election_id=part.election.pk)


def _excused(request: HttpRequest, election: Election, said: str) -> HttpResponse:
    due = entitled(election, election.members.all())
    messages.success(request, f"{said}现在应到会 {due} 人。")
    return redirect("assembly", election_id=election.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.RUN_ASSEMBLY, fetch=get_election)
def step_save(request: HttpRequest, election: Election) -> HttpResponse:
    """Record the order of the meeting."""
    page = assembly_page(decided(election))
    recorded = recorded_steps(page.steps)
    form = StepsForm(posted(request), initial=recorded | {"version": election.version})

    def write() -> None:
        save_steps(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            steps=form.steps(),
            by=actor_of(request),
            at=timezone.now(),
        )

    done, more = attempt(request, form, write, recorded)
    if done:
        messages.success(request, f"大会程序已经保存，记录了 {len(form.steps())} 项。")
        return redirect("assembly", election_id=election.pk)
    context = SECTION | {"election": election, "form": form, "page": page} | more
    return render(request, "ballots/assembly_steps.html", context)
