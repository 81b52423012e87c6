"""Results that wait to be signed or were signed, the page on which it is done, and papers that rest on them."""

from django.http import HttpResponse
from django.urls import reverse
from factories import make_election, set_stage
from keyers import key_all
from meetings import FIVE, in_assembly, key, start, tally

from ballots.models import Round
from ballots.selectors.ledger import from_tables
from ballots.selectors.papers import catalogue
from ballots.services.papers import make_paper
from elections.dossier.replay import replay
from elections.models import Election, User, Village
from elections.rules.stages import Stage
from elections.selectors.audit import links_of
from tests.ballots.stagekit import NOW

WON = {"m1": 9, "m2": 8, "m3": 7, "m4": 3, "m5": 2}
WRONG = "密码不对，没有签字。请重新输入您自己的登录密码。"


def counted_trust(village: Village, user: User) -> Election:
    """Every box keyed, the trust result waits to be signed."""
    election = make_election(village, user)
    key_all(election)
    set_stage(election, Stage.TRUST_CERTIFIED, user)
    return election


def counted_ballot(village: Village, user: User) -> Round:
    """A ballot of the assembly, counted and not signed."""
    held = start(in_assembly(village, user), "committee", *FIVE)
    key(held, tally(WON, ballots=11))
    return held


def page_of(held: Round) -> str:
    """Where the result is signed."""
    if held.is_trust:
        return reverse("trust_sign", args=[held.election_id])
    return reverse("round_sign", args=[held.election_id, held.pk])


def said(response: HttpResponse) -> list[str]:
    """The messages on the page that follows."""
    return [str(message) for message in response.wsgi_request._messages]


def make_papers(election: Election, user: User) -> None:
    """Every paper that can be made."""
    for entry in catalogue(election, today=NOW.date()):
        if not entry.waits_for:
            make_paper(election=election, key=entry.key, by=user.actor, at=NOW)


def agrees(election: Election, *, figures: bool = True) -> None:
    """Replaying the chain gives the tables; without the `figures` where those came without it."""
    fresh = Election.objects.select_related("village__township__county").get(pk=election.pk)
    told, kept = replay(links_of(election)), from_tables(fresh)
    assert sum(len(held.certificates) for held in kept.rounds.values()) > 0
    for held in (*told.rounds.values(), *kept.rounds.values()) if not figures else ():
        held.sheets = {}
    assert told == kept
