"""The Party roster of a village."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from elections.access import actor_of, allow
from elections.forms.members import MemberForm
from elections.models import PartyMember, Village
from elections.roster import MemberRow
from elections.rules.permissions import Action, allowed
from elections.saving import attempt, posted, say_refusal
from elections.selectors.members import get_member, members_of
from elections.selectors.places import get_village
from elections.selectors.villages import roster_summary
from elections.services.guard import Refused
from elections.services.members import change_member, create_member, remove_member
from elections.services.refusals import AtField

SECTION = {"section": "village_list"}


@require_safe
@allow(Action.VIEW, fetch=get_village)
def member_list(request: HttpRequest, village: Village) -> HttpResponse:
    """Show the roster in stroke order."""
    members = list(members_of(village))
    context = SECTION | {
        "village": village,
        "members": members,
        "roster": roster_summary(members),
        "may_edit": allowed(actor_of(request).role, Action.MANAGE_MEMBERS),
    }
    return render(request, "elections/member_list.html", context)


@allow(Action.MANAGE_MEMBERS, fetch=get_village)
def member_new(request: HttpRequest, village: Village) -> HttpResponse:
    """Add a member by hand."""
    now = timezone.now()
    form = MemberForm(posted(request), today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        try:
            member = create_member(
                village_id=village.pk,
                row=form.row,
                stroke_override=form.cleaned_data["stroke_override"],
                by=actor_of(request),
                at=now,
            )
        except AtField as refused:
            say_refusal(form, refused)
        else:
            messages.success(request, f"{member.label}已经加入名册。")
            return redirect("member_new" if "more" in request.POST else "member_list", village.pk)
    return render(request, "elections/member_form.html", SECTION | {"form": form, "village": village})


@allow(Action.MANAGE_MEMBERS, fetch=get_member)
def member_edit(request: HttpRequest, member: PartyMember) -> HttpResponse:
    """Change what the roster says of a member."""
    now = timezone.now()
    form = MemberForm(
        posted(request),
        today=timezone.localdate(now),
        initial=_on_record(member) | {"version": member.version},
    )

    def write() -> None:
        change_member(
            member_id=member.pk,
            version=form.cleaned_data["version"],
            row=form.row,
            stroke_override=form.cleaned_data["stroke_override"],
            by=actor_of(request),
            at=now,
        )

    done, more = attempt(request, form, write, _on_record(member))
    if done:
        messages.success(request, f"{form.row.name}的登记已经保存。")
        return redirect("member_list", member.village_id)
    context = SECTION | {"form": form, "village": member.village, "member": member} | more
    return render(request, "elections/member_form.html", context)


@allow(Action.MANAGE_MEMBERS, fetch=get_member)
def member_remove(request: HttpRequest, member: PartyMember) -> HttpResponse:
    """Ask once, naming the person; then take them off the roster."""
    context: dict[str, object] = SECTION | {"member": member, "village": member.village}
    if request.method == "POST":
        try:
            remove_member(member_id=member.pk, by=actor_of(request), at=timezone.now())
        except Refused as refused:
            context["reasons"] = refused.reasons
        else:
            messages.success(request, f"{member.label}已经从名册中移出。")
            return redirect("member_list", member.village_id)
    return render(request, "elections/member_remove.html", context)


def _on_record(member: PartyMember) -> dict[str, object]:
    names = (*MemberRow.__dataclass_fields__, "stroke_override")
    return {name: getattr(member, name) for name in names}
