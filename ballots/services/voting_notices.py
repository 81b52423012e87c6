"""投票通知: one press issues the notice of every group, each for its own board."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from ballots.models import Notice
from ballots.notices.facts import Facts, NoticeKind
from ballots.notices.pdf import check_glyphs, lay_out, write_together
from ballots.notices.render import render_html
from ballots.selectors.papers import PaperKey, facts_for, source_of
from elections.models import Election
from elections.rules.permissions import Actor
from elections.services.guard import Stale

from .papers import Votes, make_paper


def keys_of(election: Election) -> list[PaperKey]:
    """The notices of an election, in the order of the groups."""
    return [PaperKey(NoticeKind.VOTING_NOTICE, group=group.code) for group in election.groups.all()]


def version_of(election: Election) -> int:
    """How many notices were issued so far: what a page that is to issue more was made from."""
    return election.notices.filter(kind=NoticeKind.VOTING_NOTICE).count()


def preview_notices(*, election: Election, votes: Votes, at: datetime) -> bytes:
    """All of them in one file, without numbers, and nothing stored. Raises NotYet or MissingGlyphs."""
    return write_together([lay_out(facts) for facts in _facts(election, votes, at)])


def issue_notices(*, election: Election, version: int, votes: Votes, by: Actor, at: datetime) -> list[Notice]:
    """Issue each group's notice; those that already say what is so stay. Returns the new ones.

    Each is a paper by itself: after a failure the next press issues the rest. Raises NotYet, MissingGlyphs, Unfaithful,
    Stale or PermissionDenied.
    """
    now = version_of(election)
    if version != now and dict(votes) != source_of(election, today=timezone.localdate(at)).votes:
        raise Stale(now)
    for facts in _facts(election, votes, at):
        check_glyphs(render_html(facts))
    before = set(election.notices.values_list("pk", flat=True))
    made = [make_paper(election=election, key=key, by=by, at=at, votes=votes) for key in keys_of(election)]
    return [notice for notice in made if notice.pk not in before]


def _facts(election: Election, votes: Votes, at: datetime) -> Iterator[Facts]:
    for key in keys_of(election):
        yield facts_for(election, key, today=timezone.localdate(at), votes=votes)[0]
