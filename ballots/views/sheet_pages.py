"""The page of a tally sheet, as it looks to whoever opens it: to be keyed, retyped, decided, read, or waited for."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ballots.forms.deciding import DecideForm
from ballots.forms.retyping import RetypeForm
from ballots.forms.sheet import SheetForm, version_of
from ballots.forms.trust import ExplainForm
from ballots.models import SheetDecision
from ballots.selectors.boxes import progress
from ballots.selectors.dossier import decided, figures_of
from ballots.selectors.keyings import (
    accepted_reasons,
    attempts_of,
    counted_figures,
    draft_of,
    figures_to_decide,
    finished_entries,
    places_asked,
    places_to_retype,
)
from ballots.selectors.sheets import OpenSheet, officials_of
from ballots.selectors.trust import Warned, warnings_of
from elections.access import actor_of
from elections.rules.entry import (
    MONITORS_TURN,
    Turn,
    accepting_refusal,
    keyings_shown,
    may_take_over,
    recount_refusal,
    turn_of,
    waiting_words,
)
from elections.rules.permissions import Action, Actor, allowed

Reasons = Sequence[str]


def sheet_page(
    request: HttpRequest, opened: OpenSheet, *, reasons: Reasons = (), retyped: RetypeForm | None = None
) -> HttpResponse:
    """Draw the sheet for the person who asks; `retyped` is shown again only to the one whose turn it is."""
    actor, entries = actor_of(request), opened.sheet.entries
    if opened.lets(actor, opened.keying_action):
        turn = turn_of(entries, actor.user_id)
        if turn and turn.retypes:
            return retype_page(request, opened, form=retyped, reasons=reasons)
        if turn:
            return key_page(request, opened, draft_form(opened), turn=turn, reasons=reasons)
    elif entries.phase in MONITORS_TURN and opened.lets(actor, opened.deciding_action):
        return decide_page(request, opened, reasons=reasons)
    if opened.refusal is None and (ban := opened.ban_on(actor)):
        reasons = tuple(dict.fromkeys((*reasons, ban)))
    if opened.sheet.verified:
        return read_page(request, opened, reasons=reasons)
    return waiting_page(request, opened, reasons=reasons)


def draft_form(opened: OpenSheet, request: HttpRequest | None = None) -> SheetForm:
    """What the person typed, else what they saved of an entry they have not finished, else a blank sheet."""
    figures = figures_of(draft_of(opened), codes=opened.codes)
    data = request.POST.dict() if request else None
    return SheetForm(opened.ballot, data, figures=figures, version=opened.sheet.version)


def retype_form(opened: OpenSheet, request: HttpRequest) -> RetypeForm | None:
    """The places that differ, with what was typed there now; None where nothing is to be retyped."""
    version = version_of(request.POST.get("version", ""))
    places = places_asked(opened, version, actor_of(request).user_id)
    return RetypeForm(opened.ballot, request.POST.dict(), places=places) if places else None


def key_page(
    request: HttpRequest,
    opened: OpenSheet,
    form: SheetForm,
    *,
    turn: Turn,
    reasons: Reasons = (),
    **more: object,
) -> HttpResponse:
    """The sheet in the shape of the paper, to be filled in. What was typed stays in its fields."""
    context = {"form": form, "turn": turn, "inputs": True, "officials": officials_of(opened), **more}
    return _render(request, "ballots/sheet.html", opened, reasons, context)


def retype_page(
    request: HttpRequest, opened: OpenSheet, *, form: RetypeForm | None = None, reasons: Reasons = ()
) -> HttpResponse:
    """Only the places that differ, empty but for what was typed there now."""
    places = places_to_retype(finished_entries(opened))
    empty = RetypeForm(opened.ballot, None, places=places, version=opened.sheet.version)
    turn = turn_of(opened.sheet.entries, actor_of(request).user_id)
    context = {"form": form or empty, "third": turn is Turn.THIRD}
    return _render(request, "ballots/sheet_retype.html", opened, reasons, context)


def decide_page(
    request: HttpRequest, opened: OpenSheet, *, form: DecideForm | None = None, reasons: Reasons = ()
) -> HttpResponse:
    """What waits for a monitor: the figures with their errors, and how they came about."""
    figures = figures_to_decide(opened)
    shown = SheetForm(opened.ballot, None, figures=figures or counted_figures(opened))
    context = {
        "form": shown,
        "decide": form or decide_form(opened),
        "refusal": accepting_refusal(opened.sheet.entries, [item.code for item in shown.check.errors]),
        "differing": _differing(opened),
        "inputs": False,
    }
    return _render(request, "ballots/sheet_decide.html", opened, reasons, context)


def decide_form(opened: OpenSheet, request: HttpRequest | None = None) -> DecideForm:
    """The decisions that the rules leave open."""
    entries, figures = opened.sheet.entries, figures_to_decide(opened)
    errors = [item.code for item in opened.ballot.check(figures).errors] if figures else []
    kinds = [SheetDecision.Kind.RECOUNT]
    if accepting_refusal(entries, errors) is None:
        kinds.insert(0, SheetDecision.Kind.ACCEPT)
    data = request.POST if request else None
    return DecideForm(data, kinds=kinds, initial={"version": opened.sheet.version})


def read_page(
    request: HttpRequest,
    opened: OpenSheet,
    *,
    form: ExplainForm | None = None,
    decide: DecideForm | None = None,
    reasons: Reasons = (),
) -> HttpResponse:
    """The figures that count, with what is to be explained."""
    actor = actor_of(request)
    explains = opened.lets(actor, opened.keying_action)
    recounts = opened.lets(actor, opened.deciding_action) and recount_refusal(opened.sheet.entries) is None
    context = {
        "form": SheetForm(opened.ballot, None, figures=counted_figures(opened)),
        "explain": form or ExplainForm(None, warnings=sheet_warnings(opened)),
        "explains": explains,
        "accepted": accepted_reasons([opened.sheet]).get(opened.sheet.pk, ()),
        "decide": (decide or decide_form(opened)) if recounts else None,
        "officials": officials_of(opened),
        "inputs": False,
    }
    return _render(request, "ballots/sheet_read.html", opened, reasons, context)


def waiting_page(request: HttpRequest, opened: OpenSheet, *, reasons: Reasons = ()) -> HttpResponse:
    """What the sheet waits for, and who may go on with it."""
    actor = actor_of(request)
    keys = opened.lets(actor, opened.keying_action)
    context = {
        "words": waiting_words(opened.sheet.entries, actor.user_id if keys else 0),
        "takes_over": keys and may_take_over(opened.sheet.entries, actor.user_id),
    }
    return _render(request, "ballots/sheet_waiting.html", opened, reasons, context)


def history_page(request: HttpRequest, opened: OpenSheet) -> HttpResponse:
    """Everything ever keyed, each attempt with what a monitor decided."""
    attempts = [
        (
            attempt,
            [
                (keying, SheetForm(opened.ballot, None, figures=figures))
                for keying, figures in attempt.keyings
            ],
        )
        for attempt in attempts_of(opened)
    ]
    return _render(request, "ballots/sheet_history.html", opened, (), {"attempts": attempts})


def shows_keyings(opened: OpenSheet, actor: Actor) -> bool:
    """Whether this person is shown what was keyed, beyond what counts."""
    reads_all = allowed(actor.role, Action.READ_KEYINGS, opened.place_stage)
    return keyings_shown(opened.sheet.entries.phase, reads_all=reads_all)


def sheet_warnings(opened: OpenSheet) -> list[Warned]:
    """The warnings about this sheet, those included that only all boxes together show."""
    return [item for item in warnings_of(decided(opened.election)) if item.sheet.pk == opened.sheet.pk]


def about(request: HttpRequest, opened: OpenSheet) -> dict[str, object]:
    """Which box of how many, by which name, and the one this person keys next."""
    actor, boxes = actor_of(request), progress(opened.held)
    keys = opened.lets(actor, opened.keying_action)
    place = next(n for n, box in enumerate(boxes.boxes, start=1) if box.sheet.pk == opened.sheet.pk)
    return {
        "opened": opened,
        "progress": boxes,
        "place": place,
        "box": boxes.boxes[place - 1],
        "label": boxes.boxes[place - 1].label,
        "following": boxes.next_for(actor.user_id, after=opened.sheet.number) if keys else None,
        "shows_keyings": shows_keyings(opened, actor),
        "section": "election_list",
    }


def _differing(opened: OpenSheet) -> dict[str, object] | None:
    """Each place that two people keyed differently, with what everybody typed there; None where nobody did."""
    entries = finished_entries(opened)
    if Turn.THIRD not in entries:
        return None
    forms = {turn: SheetForm(opened.ballot, None, figures=entries[turn]) for turn in Turn if turn in entries}
    rows = []
    for place in places_to_retype(entries):
        cells = [form.at(place) for form in forms.values()]
        told = [(turn.label, cell.value or "空") for turn, cell in zip(forms, cells, strict=True)]
        rows.append((cells[0].label, told))
    return {"turns": [turn.label for turn in forms], "rows": rows}


def _render(
    request: HttpRequest, template: str, opened: OpenSheet, reasons: Reasons, context: dict[str, object]
) -> HttpResponse:
    """Draw a page that no browser keeps: the next clerk at this machine must not find it by going back."""
    response = render(request, template, {**about(request, opened), "reasons": reasons, **context})
    response["Cache-Control"] = "private, no-store"
    return response
