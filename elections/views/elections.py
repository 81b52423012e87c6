"""Pages that set an election up: begin it, its numbers, conditions for office, planned dates."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from elections.access import actor_of, allow, check
from elections.formkit import VersionForm
from elections.forms.election import (
    ChangeRulesForm,
    ConditionsForm,
    NewElectionForm,
    PlanForm,
    RulesForm,
    initial_election,
    initial_shipped,
)
from elections.models import Election, Village
from elections.rules.permissions import Action, allowed
from elections.rules.rule_words import checked_rules
from elections.rules.ruleset import SHIPPED, RuleSet
from elections.rules.stages import ORDER
from elections.saving import attempt, posted, say_refusal
from elections.selectors.elections import (
    consequences_by_field,
    plan_of,
    running_election,
    village_eligible,
)
from elections.selectors.places import get_election, get_village
from elections.services.elections import change_conditions, change_plan, change_rules, create_election
from elections.services.guard import Refused

SECTION = {"section": "election_list"}


def _sentences(form: RulesForm, register: Village | Election, base: dict[str, object]) -> dict[str, str]:
    """What the numbers typed so far mean; nothing where they cannot hold together."""
    if not form.is_bound:
        return consequences_by_field(RuleSet.from_mapping(base), register)
    rules, faults = checked_rules({**base, **form.numbers_so_far()}, population=register.population)
    return faults if faults else consequences_by_field(rules, register)


def _base(village: Village, era: str) -> dict[str, object]:
    running = running_election(village)
    return running.rules if running else SHIPPED[era].rules.to_mapping()


def _era(given: str | None) -> str:
    return given if given is not None and given in SHIPPED else next(iter(SHIPPED))


@allow(Action.CREATE_ELECTION, fetch=get_village)
def election_new(request: HttpRequest, village: Village) -> HttpResponse:
    """Begin an election in a village."""
    era = _era(request.POST.get("era") or request.GET.get("era"))
    today = timezone.localdate()
    form = NewElectionForm(posted(request), initial={**initial_shipped(era), "year": today.year})
    if request.method == "POST" and form.is_valid():
        try:
            election = create_election(
                village_id=village.pk,
                era=form.cleaned_data["era"],
                year=form.cleaned_data["year"],
                choices=form.choices(),
                by=actor_of(request),
                at=timezone.now(),
            )
        except Refused as refused:
            say_refusal(form, refused)
        else:
            messages.success(request, f"{village.name}的选举已经建立。请照下面的任务往下办。")
            return redirect("election", election.pk)
    context = SECTION | {
        "form": form,
        "village": village,
        "era": era,
        "shipped": SHIPPED.items(),
        "running": running_election(village),
        "checks": _village_figures(village),
        "sentences": _sentences(form, village, SHIPPED[era].rules.to_mapping()),
    }
    return render(request, "elections/election_new.html", context)


def _village_figures(village: Village) -> dict[str, int]:
    return {
        "population": village.population,
        "groups": village.groups.count(),
        "eligible": village_eligible(village),
        "members": village.members.count(),
    }


@require_POST
@allow(Action.CREATE_ELECTION, fetch=get_village)
def election_preview(request: HttpRequest, village: Village) -> HttpResponse:
    """Say what the numbers typed so far mean, for the page to put under each field."""
    form = RulesForm(request.POST)
    sentences = _sentences(form, village, _base(village, _era(request.POST.get("era"))))
    return render(request, "elections/election_sentences.html", {"sentences": sentences})


@allow(Action.VIEW, fetch=get_election)
def election_rules(request: HttpRequest, election: Election) -> HttpResponse:
    """The numbers of an election, each with what it means; editable until the first sheet is opened."""
    initial = initial_election(election)
    form = ChangeRulesForm(posted(request), initial={**initial, "version": election.version})

    def save() -> None:
        change_rules(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            choices=form.choices(),
            by=actor_of(request),
            at=timezone.now(),
        )

    sentences = _sentences(form, election, election.rules)
    return _setting(request, election, form, save, initial, "election_rules", sentences=sentences)


@allow(Action.VIEW, fetch=get_election)
def election_conditions(request: HttpRequest, election: Election) -> HttpResponse:
    """The conditions for office."""
    initial: dict[str, object] = {
        "secretary": election.conditions_secretary,
        "member": election.conditions_member,
    }
    form = ConditionsForm(posted(request), initial={**initial, "version": election.version})

    def save() -> None:
        data = form.cleaned_data
        change_conditions(
            election_id=election.pk,
            version=data["version"],
            secretary=data["secretary"],
            member=data["member"],
            by=actor_of(request),
            at=timezone.now(),
        )

    return _setting(request, election, form, save, initial, "election_conditions")


@allow(Action.VIEW, fetch=get_election)
def election_plan(request: HttpRequest, election: Election) -> HttpResponse:
    """The planned dates of the ten stages."""
    plan = plan_of(election)
    initial: dict[str, object] = {f"planned_{stage.value}": plan.get(stage) for stage in ORDER}
    form = PlanForm(posted(request), initial={**initial, "version": election.version})

    def save() -> None:
        change_plan(
            election_id=election.pk,
            version=form.cleaned_data["version"],
            planned=form.planned(),
            by=actor_of(request),
            at=timezone.now(),
        )

    return _setting(request, election, form, save, initial, "election_plan")


ACTIONS = {
    "election_rules": Action.CONFIGURE,
    "election_conditions": Action.CONFIGURE,
    "election_plan": Action.PLAN,
}
SAVED = {"election_rules": "选举规则", "election_conditions": "任职条件", "election_plan": "计划日期"}


def _setting(
    request: HttpRequest,
    election: Election,
    form: VersionForm,
    save: Callable[[], None],
    recorded: dict[str, object],
    name: str,
    **extra: object,
) -> HttpResponse:
    """Show the form `name`, or save it; a save on stale ground shows what is on record beside what was typed."""
    action = ACTIONS[name]
    if request.method == "POST":
        check(actor_of(request), action, place=election.place_name, stage=election.place_stage)
    done, more = attempt(request, form, save, recorded)
    if done:
        messages.success(request, f"{election.village.name}的{SAVED[name]}已经保存。")
        return redirect(name, election.pk)
    may = allowed(actor_of(request).role, action, election.present_stage) and not election.finished_at
    context = SECTION | {"form": form, "election": election, "may": may, **more, **extra}
    return render(request, f"elections/{name}.html", context)
