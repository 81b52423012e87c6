"""A township with a village in every situation that some form is for, and the browsers of those who work there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.db import models
from django.test import Client
from django.utils import timezone

from ballots.models import Excusal, Notice, Objection, Posting, Round, Sheet
from ballots.notices.facts import NoticeKind
from ballots.selectors.papers import PaperKey
from ballots.services.assembly import ExcusalEntry, add_excusal
from ballots.services.assembly_rounds import reduce_seats
from ballots.services.boxes import add_mobile_box
from ballots.services.invitations import Invited, invite
from ballots.services.officials import OfficialEntry
from ballots.services.papers import make_paper
from ballots.services.posting import PostingEntry, post_paper
from ballots.services.review import ObjectionEntry, record_objection
from elections.models import Election, Invitation, PartyMember, Township, User, Village
from elections.rules.stages import Stage
from tests.ballots import meetings
from tests.ballots.dossiers import new_village
from tests.ballots.factories import (
    add_groups,
    add_members,
    codes_of,
    even_figures,
    make_election,
    set_stage,
    trust_sheets,
)
from tests.ballots.keyers import key_all, key_once, key_sheet, of_crew
from tests.ballots.meetings import AT, FIVE, hold, in_assembly, in_review, settle, start, version_of
from tests.ballots.signers import ask
from tests.conftest import make_user, one_of_crew
from tests.elections.pages import as_user
from tests.elections.phones import give_phone, right_password

CREW = {
    "clerk": "luruyuan",
    "head": "zhuren",
    "monitor": "jianpiao",
    "chief_monitor": "zongjian",
    "counter": "jipiao",
}
# Some fill two of three seats, so that the consent to fewer can be recorded.
UNFILLED = {"m1": 8, "m2": 7, "m3": 4, "m4": 3, "m5": 2}


def voting(village: Village, user: User) -> Election:
    """One box keyed, a mobile one added."""
    election = make_election(village, user)
    sheet = trust_sheets(election)[0]
    key_sheet(sheet, even_figures(codes_of(sheet.round)))
    group = sheet.group
    assert group is not None
    add_mobile_box(election_id=election.pk, group_id=group.pk, known=2, by=user.actor, at=AT)
    return election


def warned(village: Village, user: User) -> Election:
    """Every box keyed, with more invalid ballots than usual."""
    election = make_election(village, user)
    key_all(election, invalid=10)
    return election


def half_keyed(village: Village, user: User, *, how: str) -> Election:
    """The one box begun by another clerk, waiting for a monitor, or keyed differently by two."""
    election = make_election(village, user, groups=1)
    (sheet,) = trust_sheets(election)
    figures = even_figures(codes_of(sheet.round))
    first, second = of_crew(sheet, "luruyuan"), of_crew(sheet, "erlu")
    if how == "begun":
        key_once(sheet, replace(figures, valid=None), second)
    elif how == "faulty":
        key_once(sheet, replace(figures, issued=80), first, as_on_paper=True)
    else:
        key_once(sheet, figures, second)
        key_once(sheet, replace(figures, proxies=5, unused=4, printed=96), first)
    return election


def counted(
    village: Village, user: User, *, stage: Stage = Stage.TRUST_CERTIFIED, reached: int = 5
) -> Election:
    election = make_election(village, user)
    favours = {f"m{number}": 80 if number <= reached else 20 for number in range(1, 9)}
    key_all(election, favours=favours)
    set_stage(election, stage, user)
    return election


def objected(village: Village, user: User) -> Election:
    election = in_review(village, user)
    settle(election, user, *FIVE)
    entry = ObjectionEntry(date(2004, 9, 5), "m1", "文化程度不实")
    record_objection(election_id=election.pk, version=version_of(election), entry=entry, by=user.actor, at=AT)
    return election


def on_board(village: Village, user: User) -> Election:
    """The trust result is issued and hangs somewhere."""
    election = in_review(village, user)
    issued = make_paper(election=election, key=PaperKey(NoticeKind.TRUST_RESULT), by=user.actor, at=AT)
    entry = PostingEntry("第1村小组公告栏", AT.date(), "饶春华")
    post_paper(notice_id=issued.pk, entry=entry, known=0, by=user.actor, at=AT)
    return election


def asked(village: Village, user: User) -> Election:
    election = in_review(village, user)
    ask(Round.objects.get(election=election), user)
    return election


def meeting(village: Village, user: User) -> Election:
    election = in_assembly(village, user)
    excusal = ExcusalEntry("ILLNESS", "1号", adopted=True)
    add_excusal(
        election_id=election.pk,
        version=version_of(election),
        member_code="m12",
        entry=excusal,
        by=meetings.recorder(election),
        at=AT,
    )
    return election


def ballot(village: Village, user: User) -> Election:
    election = in_assembly(village, user)
    start(election, "committee", *FIVE)
    return election


def balloted(village: Village, user: User) -> Election:
    election = ballot(village, user)
    held = Round.objects.get(election=election, kind="committee")
    meetings.key(held, meetings.tally(UNFILLED, ballots=11))
    return election


def unfilled(village: Village, user: User) -> Election:
    election = in_assembly(village, user)
    hold(election, "committee", UNFILLED)
    return election


def reduced(village: Village, user: User) -> Election:
    election = unfilled(village, user)
    by = meetings.recorder(election)
    reduce_seats(election_id=election.pk, version=version_of(election), consent=9, by=by, at=AT)
    return election


def at_stage(stage: Stage) -> Callable[[Village, User], Election]:
    return lambda village, user: make_election(village, user, stage=stage)


SITUATIONS: dict[str, Callable[[Village, User], Election]] = {
    "preparing": at_stage(Stage.PREPARATION),
    "forming": at_stage(Stage.COMMITTEE_FORMED),
    "announced": at_stage(Stage.ANNOUNCED),
    "opened": at_stage(Stage.TRUST_VOTING),
    "voting": voting,
    "warned": warned,
    "begun": partial(half_keyed, how="begun"),
    "faulty": partial(half_keyed, how="faulty"),
    "differing": partial(half_keyed, how="differing"),
    "counted": counted,
    "short": lambda village, user: counted(village, user, stage=Stage.SHORTLISTED, reached=4),
    "reviewing": in_review,
    "on_board": on_board,
    "objected": objected,
    "asked": asked,
    "meeting": meeting,
    "ballot": ballot,
    "balloted": balloted,
    "unfilled": unfilled,
    "reduced": reduced,
    "approved": at_stage(Stage.APPROVED),
    "handing": at_stage(Stage.HANDED_OVER),
}
# What the parameters of routes mean in a village: the rows, and which of them.
ROWS: dict[str, tuple[type[models.Model], str]] = {
    "member_id": (PartyMember, "village"),
    "user_id": (User, "village"),
    "sheet_id": (Sheet, "round__election__village"),
    "round_id": (Round, "election__village"),
    "notice_id": (Notice, "election__village"),
    "posting_id": (Posting, "notice__election__village"),
    "invitation_id": (Invitation, "election__village"),
    "objection_id": (Objection, "review__round__election__village"),
    "excusal_id": (Excusal, "election__village"),
    "election_id": (Election, "village"),
}


@dataclass(frozen=True)
class World:
    """Villages by situation, the township's account, one with a phone, and an invitation with link and code."""

    township: User
    phone: User
    villages: dict[str, Village]
    invited: Invited

    def arguments(self, names: Iterable[str], situation: str) -> dict[str, object]:
        """What a route's parameters are in a village; KeyError for a parameter to which nobody gave a meaning here."""
        village = self.villages[situation]
        given: dict[str, object] = {"token": self.invited.token, "village_id": village.pk, "code": "0"}
        return {name: given.get(name) or self._number(name, village) for name in names}

    def _number(self, name: str, village: Village) -> int:
        model, path = ROWS[name]
        numbers = model._base_manager.filter(**{path: village}).order_by("-pk")
        return numbers.values_list("pk", flat=True).first() or 0

    def browser(self, who: str, situation: str) -> Client:
        """The browser of somebody of the village or the township, or of somebody who is not signed in yet."""
        if who == "nobody":
            return Client()
        if who == "waiting":
            return right_password(self.phone)[0]
        if who == "guest":
            client = Client()
            client.post(f"/invited/{self.invited.token}/", {"code": self.invited.code})
            return client
        if who in CREW:
            return as_user(User.objects.get(person=f"{CREW[who]}人", village=self.villages[situation]))
        return as_user(self.phone if who == "phone" else self.township)

    def numbers(self) -> list[int]:
        """Numbers of rows: some of the township's, some of another one's, and of none."""
        pools = [
            model._base_manager.order_by("pk").values_list("pk", flat=True) for model, _ in ROWS.values()
        ]
        return sorted({0, 10**18, 10**30, *(pk for pool in pools for pk in (*pool[:3], *pool.reverse()[:3]))})


def build() -> World:
    """Make all of it, and the same situation in another township."""
    resting, user = new_village()
    township = resting.township
    villages = {
        name: Village.objects.create(township=township, name=f"{name}村", population=1463)
        for name in SITUATIONS
    }
    for name, situation in SITUATIONS.items():
        situation(villages[name], user)
    add_groups(resting, 2)
    add_members(resting, 8)
    for name in CREW.values():
        one_of_crew(resting, name)
    User.objects.filter(pk=one_of_crew(resting, "zhuren").pk).update(is_active=False)
    give_phone(one_of_crew(resting, "jipiao"))
    elsewhere = Township.objects.create(county=township.county, name="别乡")
    stranger = make_user("waixiang", "township", elsewhere)
    in_review(Village.objects.create(township=elsewhere, name="外村", population=900), stranger)
    phone = make_user("daping", "viewer", township)
    give_phone(phone)
    entry = OfficialEntry(duty="trust_clerk", name="聂小燕")
    election = villages["announced"].elections.get()
    made = invite(election_id=election.pk, entry=entry, by=user.actor, at=timezone.now())
    return World(user, phone, {**villages, "resting": resting}, made)
