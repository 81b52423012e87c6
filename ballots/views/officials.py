"""One page for all who lead, guide, call, count and watch in an election."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ballots.forms.officials import OfficialForm
from ballots.selectors.dossier import Decided, decided
from ballots.selectors.officials import accounts_of, officials_of
from ballots.selectors.stage_facts import stage_facts
from ballots.services.officials import add_official, remove_official
from elections.access import actor_of, allow, check
from elections.models import Election, Official
from elections.rules.permissions import Action, allowed
from elections.rules.readiness import blockers
from elections.rules.stages import ORDER, Missing, Stage
from elections.saving import say_refusal
from elections.selectors.places import get_election
from elections.services.guard import Refused

ID_MOST = 18
WITH_OFFICIALS = (*ORDER[: Stage.TRUST_VOTING.number], Stage.ASSEMBLY)


@allow(Action.VIEW, fetch=get_election)
def officials(request: HttpRequest, election: Election) -> HttpResponse:
    """List those named by duty, with what is still missing; name somebody, or take somebody off."""
    if request.method != "POST":
        return _page(request, election, _form(election, None))
    check(actor_of(request), Action.NAME_OFFICIALS, place=election.place_name, stage=election.place_stage)
    if "remove" in request.POST:
        return _remove(request, election)
    form = _form(election, request)
    if not form.is_valid():
        return _page(request, election, form)
    try:
        official = add_official(
            election_id=election.pk, entry=form.entry(), by=actor_of(request), at=timezone.now()
        )
    except Refused as refused:
        say_refusal(form, refused)
    else:
        messages.success(request, f"已登记{official.name}为{official.get_duty_display()}。")
        return redirect("officials", election.pk)
    return _page(request, election, form)


def _form(election: Election, request: HttpRequest | None) -> OfficialForm:
    members, groups = election.members.all(), election.groups.all()
    data = request.POST if request else None
    return OfficialForm(data, members=members, groups=groups, accounts=accounts_of(election))


def _remove(request: HttpRequest, election: Election) -> HttpResponse:
    posted = request.POST["remove"]
    known = posted.isascii() and posted.isdecimal() and len(posted) <= ID_MOST
    try:
        gone = remove_official(
            election_id=election.pk,
            official_id=int(posted) if known else 0,
            by=actor_of(request),
            at=timezone.now(),
        )
    except Refused as refused:
        return _page(request, election, _form(election, None), reasons=refused.reasons)
    messages.success(request, f"已取消{gone}。" if gone else "这个人已经不在名单上。")
    return redirect("officials", election.pk)


def _lacking(found: Decided) -> list[Missing]:
    """Everything about people that keeps the present or a later stage open, each once."""
    stages = [stage for stage in ORDER if stage.number >= found.election.present_stage.number]
    today = timezone.localdate()
    lacking: dict[Missing, None] = {}
    for stage in stages:
        if stage in WITH_OFFICIALS:
            facts = stage_facts(found, stage=stage, items={}, today=today)
            lacking |= {item: None for item in blockers(stage, facts) if item.cure == "officials"}
    return list(lacking)


def _page(
    request: HttpRequest, election: Election, form: OfficialForm, *, reasons: tuple[str, ...] = ()
) -> HttpResponse:
    named = officials_of(election)
    may = allowed(actor_of(request).role, Action.NAME_OFFICIALS, election.present_stage)
    by_duty = [(label, [one for one in named if one.duty == duty]) for duty, label in Official.Duty.choices]
    context = {
        "section": "election_list",
        "election": election,
        "form": form,
        "reasons": reasons,
        "heading": "没有取消" if reasons else "",
        "may": may and not election.finished_at,
        "by_duty": [(label, people) for label, people in by_duty if people],
        "total": len(named),
        "lacking": [] if election.finished_at else _lacking(decided(election)),
    }
    return render(request, "ballots/officials.html", context)
