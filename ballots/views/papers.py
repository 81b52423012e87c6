"""The papers of an election: list, preview, make, download."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ballots.models import Notice
from ballots.notices.facts import Family, NoticeKind, from_json
from ballots.notices.pdf import MissingGlyphs, render_pdf
from ballots.notices.rewording import Unfaithful
from ballots.selectors.notices import get_notice
from ballots.selectors.papers import NotYet, PaperKey, catalogue, rows_of
from ballots.services.papers import make_paper, preview_paper, word_of
from elections.access import actor_of, allow
from elections.models import Election
from elections.rules.permissions import Action, allowed
from elections.selectors.places import get_election

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OUTDATED = "内容已有变化，改写过的文字与它不符，请打开“改文字”逐段核对以后发布。"
NO_PAPER = "没有这份材料。"
NO_FILE = "这份材料随档案包导入，只有内容，没有文件；文件在原来的选举档案中。"


@require_safe
@allow(Action.VIEW, fetch=get_election)
def papers(request: HttpRequest, election: Election) -> HttpResponse:
    """List every paper of the election, what was made of it, and what the others wait for."""
    today = timezone.localdate()
    context = {
        "election": election,
        "rows": rows_of(catalogue(election, today=today)),
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
        rendered = preview_paper(election=election, key=key_of(request.GET), at=timezone.now())
    except (NotYet, MissingGlyphs) as refusal:
        messages.error(request, str(refusal))
        return redirect("papers", election_id=election.pk)
    except Unfaithful:
        messages.error(request, OUTDATED)
        return redirect("papers", election_id=election.pk)
    return pdf_shown(rendered.pdf)


@require_safe
@allow(Action.MAKE_PAPER, fetch=get_election)
def paper_word(request: HttpRequest, election: Election) -> HttpResponse:
    """Send the text of a board notice as a Word file; nothing is stored."""
    key = key_of(request.GET)
    if key.kind.family is not Family.NOTICE:
        raise Http404(NO_PAPER)
    try:
        content = word_of(election=election, key=key, at=timezone.now())
    except NotYet as refusal:
        messages.error(request, str(refusal))
        return redirect("papers", election_id=election.pk)
    name = f"{election.village.name}{key.kind.label}（Word 稿）.docx"
    return _file(content, name, content_type=WORD, download=True)


@require_POST
@allow(Action.MAKE_PAPER, fetch=get_election)
def paper_make(request: HttpRequest, election: Election) -> HttpResponse:
    """Issue a paper: it is numbered, stored and never rendered again."""
    key = key_of(request.POST)
    try:
        notice = make_paper(election=election, key=key, by=actor_of(request), at=timezone.now())
    except (NotYet, MissingGlyphs) as refusal:
        messages.error(request, str(refusal))
    except Unfaithful:
        messages.error(request, OUTDATED)
    else:
        return issued(request, notice, key.kind)
    return redirect("papers", election_id=election.pk)


def issued(request: HttpRequest, notice: Notice, kind: NoticeKind) -> HttpResponse:
    """Say that a paper was issued, on the list of papers."""
    done = "已发布" if kind.posted else "已制作"
    numbered = f"，编号{notice.document_number}" if notice.document_number else ""
    messages.success(request, f"{notice.title}{done}{numbered}，共 {notice.pages} 页，可以下载打印。")
    return redirect("papers", election_id=notice.election_id)


@require_safe
@allow(Action.VIEW, fetch=get_notice)
def paper_pdf(request: HttpRequest, notice: Notice) -> HttpResponse:
    """The bytes of a paper as they were made."""
    if not notice.pdf:
        raise Http404(NO_FILE)
    name = f"{notice.title} 第{notice.number}版.pdf"
    return _file(bytes(notice.pdf), name, content_type=PDF, download="download" in request.GET)


@require_safe
@allow(Action.VIEW, fetch=get_notice)
def paper_poster(request: HttpRequest, notice: Notice) -> HttpResponse:
    """The same facts on A3, to be read at two metres; set anew each time, the notice is what counts."""
    facts = from_json(notice.kind, notice.facts)
    if not facts.kind.has_poster or not notice.status.counts:
        raise Http404(NO_PAPER)
    name = f"{notice.title} 第{notice.number}版 A3.pdf"
    return _file(render_pdf(facts, poster=True).pdf, name, content_type=PDF, download=False)


def key_of(data: QueryDict) -> PaperKey:
    """Which paper is meant; raises Http404 for what does not exist."""
    numbers = {name: str(data.get(name, "")) for name in ("sheet_id", "round_id")}
    group = str(data.get("group", ""))
    plain = group.isprintable() and all(text.isdecimal() or not text for text in numbers.values())
    if data.get("kind") not in set(NoticeKind) or not plain:
        raise Http404(NO_PAPER)
    sheet_id, round_id = (int(text[:18]) if text else None for text in numbers.values())
    return PaperKey(NoticeKind(str(data["kind"])), sheet_id, round_id, group=group)


def pdf_shown(content: bytes) -> HttpResponse:
    """A paper as it would be made, in the browser."""
    return _file(content, "预览.pdf", content_type=PDF, download=False)


def _file(content: bytes, name: str, *, content_type: str, download: bool) -> HttpResponse:
    disposition = "attachment" if download else "inline"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response
