"""The township's review of the shortlist, and objections to the formal candidates."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ballots.forms.review import FindingForm, ObjectionForm, ReviewForm, recorded_review
from ballots.models import Objection
from ballots.selectors.dossier import Decided, decided
from ballots.selectors.parts import Part
from ballots.selectors.review import (
    check_review,
    former_reviews,
    get_objection,
    objection_window,
    objections_of,
    recorded_check,
    shortlisted,
)
from ballots.services.review import record_finding, record_objection, settle_review
from elections.access import actor_of, allow, check
from elections.formkit import clashes
from elections.models import Election, ElectionMember
from elections.rules.basis import basis_of
from elections.rules.explain import explain
from elections.rules.permissions import Action, allowed
from elections.rules.stages import Stage
from elections.saving import attempt, posted
from elections.selectors.places import get_election

SECTION = {"section": "election_list"}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.VIEW, fetch=get_election)
def review(request: HttpRequest, election: Election) -> HttpResponse:
    """Show what was settled and against what; settle it."""
    found = decided(election)
    if request.method == "POST":
        check(actor_of(request), Action.REVIEW, place=election.place_name, stage=election.place_stage)
        return _settle(request, found)
    return _page(request, found, _form(found))


def _form(found: Decided, data: Any = None) -> ReviewForm:
    start = recorded_review(found.review) | {"version": found.election.version}
    # A new deliberation has its own date, attendance and minutes.
    for name in ("decided_on", "present", "minutes_number"):
        start.pop(name, None)
    return ReviewForm(shortlisted(found), data, initial=start, again=found.review is not None)


def _settle(request: HttpRequest, found: Decided) -> HttpResponse:
    election, form = found.election, _form(found, request.POST)
    recorded = recorded_review(found.review)

    def write() -> None:
        settle_review(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            entry=form.entry(),
            replaces=form.cleaned_data.get("replaces", ""),
            by=actor_of(request),
            at=timezone.now(),
        )

    done, more = attempt(request, form, write, recorded)
    if done:
        messages.success(request, "审定结果已经登记。")
        return redirect("review", election_id=election.pk)
    if form.cleaned_data["version"] != election.version:
        # Said even where a field is missing: what somebody else settled meanwhile may ask for one that was not there.
        form.renew(election.version)
        more = {"stale": clashes(form, recorded)}
    return _page(request, found, form, **more)


def _page(request: HttpRequest, found: Decided, form: ReviewForm, **more: Any) -> HttpResponse:
    election, role = found.election, actor_of(request).role
    may = allowed(role, Action.REVIEW, election.present_stage)
    settled = recorded_check(found)
    again = "again" in request.GET or form.is_bound or settled is None or settled.status != "settled"
    explained = explain(found.dossier, found.decision)
    lines = found.review.lines.all() if found.review else ()
    context = SECTION | {
        "election": election,
        "found": found,
        "form": form,
        "checked": settled,
        "checking": _so_far(found, form),
        "taken": [line for line in lines if line.taken],
        "surplus": len(taken_members(found)) - found.decision.seats,
        "declined": [line for line in lines if not line.taken],
        "window": objection_window(election),
        "objections": objections_of(election),
        "former": former_reviews(election),
        "explained": [step for step in explained if step.topic == "review"],
        "basis": basis_of(election.era, Stage.REVIEWED),
        "may": may,
        "editing": may and again and bool(form.people),
        "may_object": allowed(role, Action.RECORD_OBJECTION, election.present_stage),
    }
    return render(request, "ballots/review.html", context | more)


def _so_far(found: Decided, form: ReviewForm) -> Any:
    """What the rules would make of the review as it stands in the form; None before anything is typed."""
    if not form.is_bound:
        return None
    form.is_valid()
    return check_review(found, candidates=form.taken, declined=form.declined)


@require_POST
@allow(Action.REVIEW, fetch=get_election)
def review_check(request: HttpRequest, election: Election) -> HttpResponse:
    """Say what the rules would make of the review as ticked so far; nothing is saved."""
    found = decided(election)
    return render(
        request, "ballots/_review_check.html", {"checking": _so_far(found, _form(found, request.POST))}
    )


def taken_members(found: Decided) -> list[ElectionMember]:
    """The formal candidates in stroke order."""
    review = found.dossier.review
    return [m for code, m in found.members.items() if review and code in review.candidates]


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.RECORD_OBJECTION, fetch=get_election)
def objection_new(request: HttpRequest, election: Election) -> HttpResponse:
    """Record an objection."""
    found = decided(election)
    if found.review is None:
        messages.error(request, "党委会还没有审定正式候选人，先登记审定结果。")
        return redirect("review", election_id=election.pk)
    start = {"version": election.version}
    form = ObjectionForm(taken_members(found), posted(request), initial=start)

    def write() -> None:
        record_objection(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            entry=form.entry(),
            by=actor_of(request),
            at=timezone.now(),
        )

    done, _ = attempt(request, form, write)
    if done:
        messages.success(request, "异议已经登记。调查以后，再登记调查结论。")
        return redirect("review", election_id=election.pk)
    context = SECTION | {"election": election, "form": form, "window": objection_window(election)}
    return render(request, "ballots/review_objection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.RECORD_OBJECTION, fetch=get_objection)
def objection_finding(request: HttpRequest, part: Part[Objection]) -> HttpResponse:
    """Record what came of an objection."""
    election, objection = part.election, part.row
    recorded = {"found_on": objection.found_on, "finding": objection.finding}
    form = FindingForm(posted(request), initial=recorded | {"version": election.version})

    def write() -> None:
        record_finding(
            election_id=election.pk,
            objection_id=objection.pk,
            by=actor_of(request),
            at=timezone.now(),
            **form.cleaned_data,
        )

    done, more = attempt(request, form, write, recorded)
    if done:
        messages.success(request, "调查结论已经登记。属实并影响资格的，请重新审定正式候选人。")
        return redirect("review", election_id=election.pk)
    context = SECTION | {"election": election, "objection": objection, "form": form} | more
    return render(request, "ballots/review_objection.html", context)
