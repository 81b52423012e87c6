"""The papers of an election: list, preview, make, download."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ballots.models import Notice
from ballots.notices.facts import NoticeKind
from ballots.notices.pdf import MissingGlyphs
from ballots.selectors.notices import get_notice
from ballots.selectors.papers import NotYet, PaperKey, catalogue
from ballots.services.papers import make_paper, preview_paper
from elections.access import actor_of, allow
from elections.models import Election
from elections.rules.permissions import Action, allowed
from elections.selectors.places import get_election

NO_FILE = "这份材料随档案包导入，只有内容，没有文件；文件在原来的选举档案中。"


@require_safe
@allow(Action.VIEW, fetch=get_election)
def papers(request: HttpRequest, election: Election) -> HttpResponse:
    """List every paper of the election, what was made of it, and what the others wait for."""
    today = timezone.localdate()
    context = {
        "election": election,
        "entries": catalogue(election, today=today),
        "may_make": allowed(actor_of(request).role, Action.MAKE_PAPER, election.present_stage),
        "may_archive": allowed(actor_of(request).role, Action.TAKE_ARCHIVE, election.present_stage),
        "section": "election_list",
    }
    return render(request, "ballots/papers.html", context)


@require_safe
@allow(Action.MAKE_PAPER, fetch=get_election)
def paper_preview(request: HttpRequest, election: Election) -> HttpResponse:
    """Show a paper as it would be made now; nothing is stored."""
    try:
        rendered = preview_paper(election=election, key=_key(request.GET), at=timezone.now())
    except (NotYet, MissingGlyphs) as refusal:
        messages.error(request, str(refusal))
        return redirect("papers", election_id=election.pk)
    return _pdf(rendered.pdf, "预览.pdf", download=False)


@require_POST
@allow(Action.MAKE_PAPER, fetch=get_election)
def paper_make(request: HttpRequest, election: Election) -> HttpResponse:
    """Make a paper and store it."""
    key = _key(request.POST)
    try:
        notice = make_paper(election=election, key=key, by=actor_of(request), at=timezone.now())
    except (NotYet, MissingGlyphs) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{notice.title}已制作，共 {notice.pages} 页，可以下载打印。")
    return redirect("papers", election_id=election.pk)


@require_safe
@allow(Action.VIEW, fetch=get_notice)
def paper_pdf(request: HttpRequest, notice: Notice) -> HttpResponse:
    """The bytes of a paper as they were made."""
    if not notice.pdf:
        raise Http404(NO_FILE)
    return _pdf(
        bytes(notice.pdf), f"{notice.title} 第{notice.number}版.pdf", download="download" in request.GET
    )


def _key(data: QueryDict) -> PaperKey:
    """Which paper is meant; raises Http404 for what does not exist."""
    numbers = {name: str(data.get(name, "")) for name in ("sheet_id", "round_id")}
    if data.get("kind") not in set(NoticeKind) or not all(
        text.isdecimal() or not text for text in numbers.values()
    ):
        raise Http404("没有这份材料。")
    sheet_id, round_id = (int(text[:18]) if text else None for text in numbers.values())
    return PaperKey(NoticeKind(str(data["kind"])), sheet_id, round_id)


def _pdf(content: bytes, name: str, *, download: bool) -> HttpResponse:
    disposition = "attachment" if download else "inline"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
