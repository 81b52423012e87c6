"""The ballots of the assembly: open the next one, withdraw one, give up seats by consent."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ballots.forms.assembly import ReduceForm, RoundForm, WithdrawForm
from ballots.models import Round
from ballots.selectors.assembly import assembly_page, get_ballot
from ballots.selectors.assembly_parts import AssemblyPage, Offer
from ballots.selectors.dossier import decided
from ballots.selectors.parts import Part
from ballots.services.assembly_rounds import open_round, reduce_seats, withdraw_reduction, withdraw_round
from elections.access import actor_of, allow
from elections.formkit import VersionForm
from elections.models import Election
from elections.rules.permissions import Action
from elections.saving import attempt, posted
from elections.selectors.places import get_election

SECTION = {"section": "election_list"}
NOT_NOW = "现在不能开始这种投票，可能刚才已经开始。请看清页面上的下一步。"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.RUN_ASSEMBLY, fetch=get_election)
def round_open(request: HttpRequest, election: Election) -> HttpResponse:
    """Open the next ballot as the rules offer it."""
    page = assembly_page(decided(election))
    offer = _offer(page, request.POST.get("kind") or request.GET.get("kind"))
    if offer is None:
        messages.error(request, NOT_NOW)
        return redirect("assembly", election_id=election.pk)
    start = {"version": election.version}
    form = RoundForm(offer.ballot, page.found.members, posted(request), initial=start)

    def write() -> None:
        open_round(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            kind=offer.ballot.kind,
            candidates=form.candidates(),
            own=form.own(),
            by=actor_of(request),
            at=timezone.now(),
        )

    done, _ = attempt(request, form, write)
    if done:
        messages.success(request, "这一轮投票已经开始。打印选票，投票、计票以后录入票数。")
        return redirect("assembly", election_id=election.pk)
    context = SECTION | {"election": election, "page": page, "offer": offer, "form": form}
    return render(request, "ballots/assembly_round_open.html", context)


def _offer(page: AssemblyPage, kind: str | None) -> Offer | None:
    """The ballot asked for among those offered; the usual one where none is named."""
    offered = (item for item in page.offers if kind in (None, "", item.ballot.kind.value))
    return next(offered, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.RUN_ASSEMBLY, fetch=get_ballot)
def round_withdraw(request: HttpRequest, part: Part[Round]) -> HttpResponse:
    """Withdraw a ballot nothing was keyed for."""
    election, held = part.election, part.row
    form = WithdrawForm(posted(request), initial={"version": election.version})

    def write() -> None:
        withdraw_round(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            round_id=held.pk,
            reason=form.cleaned_data["reason"],
            by=actor_of(request),
            at=timezone.now(),
        )

    done, _ = attempt(request, form, write)
    if done:
        messages.success(request, "这一轮投票已经撤回，理由留存备查。")
        return redirect("assembly", election_id=election.pk)
    page = assembly_page(decided(election))
    view = next((item for item in page.rounds if item.held.pk == held.pk), None)
    context = SECTION | {"election": election, "page": page, "view": view, "form": form}
    return render(request, "ballots/assembly_round_withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Action.RUN_ASSEMBLY, fetch=get_election)
def round_reduce(request: HttpRequest, election: Election) -> HttpResponse:
    """Record the consent to fewer seats."""
    page = assembly_page(decided(election))
    if page.reduce is None:
        messages.error(request, "现在不能减少名额。")
        return redirect("assembly", election_id=election.pk)
    form = ReduceForm(posted(request), initial={"version": election.version})
    against: list[str] = []

    def write() -> None:
        against.extend(
            item.message
            for item in reduce_seats(
                election_id=election.pk, by=actor_of(request), at=timezone.now(), **form.cleaned_data
            )
        )

    done, _ = attempt(request, form, write)
    if done:
        _say_reduction(request, page, against)
        return redirect("assembly", election_id=election.pk)
    context = SECTION | {"election": election, "page": page, "form": form}
    return render(request, "ballots/assembly_reduce.html", context)


def _say_reduction(request: HttpRequest, page: AssemblyPage, against: list[str]) -> None:
    say: Callable[..., None] = messages.warning if against else messages.success
    reduced = f"名额已减为 {page.reduce.seats} 名。" if page.reduce else ""
    say(request, f"表决已经记录。{'；'.join(against)}。" if against else reduced)


@require_POST
@allow(Action.RUN_ASSEMBLY, fetch=get_election)
def reduction_withdraw(request: HttpRequest, election: Election) -> HttpResponse:
    """Take the recorded consent back."""
    form = VersionForm(request.POST)

    def write() -> None:
        withdraw_reduction(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            by=actor_of(request),
            at=timezone.now(),
        )

    done, _ = attempt(request, form, write)
    if done:
        messages.success(request, "减少名额的记录已经撤回，名额恢复原数。")
    for reason in form.non_field_errors():
        messages.error(request, str(reason))
    return redirect("assembly", election_id=election.pk)
