"""The log of an election: what was done, by whom and when; as a page and as Excel."""

from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from elections.access import allow
from elections.models import Election
from elections.roster import log_bytes
from elections.rules.permissions import Action
from elections.selectors.audit import LogChoices, log_choices, log_line, log_rows
from elections.selectors.places import get_election

ROWS = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LABELS = (("stage", "阶段", "全部阶段"), ("user", "由谁", "所有人"), ("action", "事项", "全部事项"))


@require_safe
@allow(Action.VIEW, fetch=get_election)
def log(request: HttpRequest, election: Election) -> HttpResponse:
    """Show the events, newest first, filtered by stage, person and deed."""
    choices = log_choices(election)
    wanted = _wanted(request, choices)
    page = Paginator(log_rows(election, wanted), ROWS).get_page(request.GET.get("page"))
    filters = [
        (name, label, everything, getattr(choices, name), wanted[name]) for name, label, everything in LABELS
    ]
    context = {
        "election": election,
        "page": page,
        "lines": [log_line(event) for event in page],
        "filters": filters,
        "query": urlencode({name: value for name, value in wanted.items() if value}),
        "section": "election_list",
    }
    return render(request, "elections/log.html", context)


@require_safe
@allow(Action.VIEW, fetch=get_election)
def log_excel(request: HttpRequest, election: Election) -> HttpResponse:
    """The same events as an Excel file, all pages of them."""
    wanted = _wanted(request, log_choices(election))
    lines = [log_line(event) for event in log_rows(election, wanted)]
    rows = [
        (
            str(line.number),
            f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}",
            line.who,
            line.stage,
            line.deed,
            line.words,
            line.head,
        )
        for line in lines
    ]
    title = f"{election.village.name}选举办理记录"
    response = HttpResponse(log_bytes(title, rows), content_type=EXCEL)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    response["Cache-Control"] = "private, no-store"
    return response


def _wanted(request: HttpRequest, choices: LogChoices) -> dict[str, str]:
    """What is asked for; a value that does not occur asks for nothing."""
    asked = {name: request.GET.get(name, "") for name, _, _ in LABELS}
    return {name: value if value in dict(getattr(choices, name)) else "" for name, value in asked.items()}
