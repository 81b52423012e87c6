"""Where a paper hangs: recorded when it is put up and when it is taken down."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ballots.forms.posting import PostingForm, TakingDownForm
from ballots.models import Notice, Posting
from ballots.notices.facts import NoticeKind
from ballots.selectors.notices import correction_of, get_notice, get_posting
from ballots.selectors.papers.correcting import refusal_to_correct
from ballots.services.posting import post_paper, take_down
from elections.access import actor_of, allow, check
from elections.rules.permissions import Action, allowed
from elections.saving import posted, say_refusal
from elections.services.guard import Refused


@allow(Action.VIEW, fetch=get_notice)
def posting(request: HttpRequest, notice: Notice) -> HttpResponse:
    """List where a paper hangs; record one more place."""
    if not NoticeKind(notice.kind).posted:
        raise Http404("这份材料不张贴。")
    postings = list(notice.postings.defer("photo"))
    today = timezone.localdate()
    initial = {"known": len(postings), "posted_on": today, "posted_by": actor_of(request).name}
    form = PostingForm(posted(request), request.FILES or None, initial=initial)
    if request.method == "POST":
        check(actor_of(request), Action.POST_PAPER, place=notice.place_name, stage=notice.place_stage)
        if form.is_valid():
            try:
                _post(request, notice, form)
            except Refused as refused:
                say_refusal(form, refused)
            else:
                messages.success(request, f"{notice.title}：已登记张贴在{form.cleaned_data['place']}。")
                return redirect("posting", notice.pk)
    role, stage = actor_of(request).role, notice.place_stage
    context = {
        "section": "election_list",
        "election": notice.election,
        "notice": notice,
        "postings": postings,
        "form": form,
        "may": allowed(role, Action.POST_PAPER, stage),
        "may_correct": allowed(role, Action.MAKE_PAPER, stage) and not refusal_to_correct(notice),
        "correction": correction_of(notice),
    }
    return render(request, "ballots/posting.html", context)


def _post(request: HttpRequest, notice: Notice, form: PostingForm) -> None:
    post_paper(
        notice_id=notice.pk,
        entry=form.entry(),
        known=form.cleaned_data["known"],
        by=actor_of(request),
        at=timezone.now(),
    )


@allow(Action.POST_PAPER, fetch=get_posting)
def posting_take_down(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Record that a paper was taken down."""
    initial = {"taken_down_on": timezone.localdate(), "taken_down_by": actor_of(request).name}
    form = TakingDownForm(posted(request), initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            take_down(posting_id=posting.pk, **given, by=actor_of(request), at=timezone.now())
        except Refused as refused:
            say_refusal(form, refused)
        else:
            messages.success(request, f"{posting.notice.title}：已登记从{posting.place}撤下。")
            return redirect("posting", posting.notice_id)
    context = {
        "section": "election_list",
        "election": posting.notice.election,
        "posting": posting,
        "form": form,
    }
    return render(request, "ballots/posting_take_down.html", context)


@require_safe
@allow(Action.VIEW, fetch=get_posting)
def posting_photo(request: HttpRequest, posting: Posting) -> HttpResponse:
    """The picture of a paper on its board."""
    if not posting.photo:
        raise Http404("这一处没有照片。")
    response = HttpResponse(bytes(posting.photo), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response
