"""What is not signed: by whom, when, and what the database itself refuses."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from factories import AT, appoint, codes_of, even_figures, make_election, set_stage, trust_sheets
from keyers import key_all, key_sheet
from meetings import FIVE, in_assembly, key, start, tally
from signers import shown, sign, sign_all, signer

from ballots.models import Certificate, KeyedVote, Round, Signature
from ballots.services.certifying import CHANGED, GONE, OTHER, Changed, sign_round
from ballots.services.rounds import invalidate_round
from elections.models import Election, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Refused
from tests.conftest import make_user

WON = {"m1": 9, "m2": 8, "m3": 7, "m4": 3, "m5": 2}


@pytest.fixture
def election(village: Village, township_user: User, clerk: User) -> Election:
    """Every box keyed, the trust result waits to be signed."""
    election = make_election(village, township_user)
    key_all(election)
    set_stage(election, Stage.TRUST_CERTIFIED, township_user)
    return election


@pytest.fixture
def held(election: Election) -> Round:
    return Round.objects.get(election=election)


@pytest.fixture
def assembly(village: Village, township_user: User) -> Election:
    return in_assembly(village, township_user)


def test_nobody_signs_twice_or_for_another(election: Election, held: Round, head: User, clerk: User) -> None:
    appoint(election, head, "trust_monitor")
    other = make_user("ermonitor", "monitor", election.village.township, election.village)
    appoint(election, other, "trust_monitor")
    seen = shown(held)

    def signs(user: User) -> None:
        sign_round(election_id=election.pk, round_id=held.pk, shown=seen, by=user.actor, at=AT)

    signs(head)
    with pytest.raises(Refused, match="您已经作为选举委员会主任签过字，其余的字须由别人签"):
        signs(head)
    with pytest.raises(PermissionDenied, match="只有登记为选举委员会主任或信任投票监票人的账号"):
        signs(clerk)
    signs(other)
    with pytest.raises(Refused, match="该签的字都已签完"):
        sign(held, "trust_monitor")
    assert Signature.objects.count() == 2


def test_the_other_vote_and_other_places_sign_nothing(
    election: Election,
    held: Round,
    township_user: User,
    viewer: User,
    chief_monitor: User,
    counter: User,
    other_clerk: User,
    stranger: User,
) -> None:
    for user in (township_user, viewer, chief_monitor, counter, other_clerk, stranger):
        with pytest.raises(PermissionDenied):
            sign_round(election_id=election.pk, round_id=held.pk, shown=shown(held), by=user.actor, at=AT)
    assert Certificate.objects.count() == 0


def test_what_changed_meanwhile_is_not_signed(election: Election, held: Round) -> None:
    seen = shown(held)
    vote = KeyedVote.objects.filter(keying__turn=2, keying__sheet__round=held).first()
    assert vote is not None
    KeyedVote.objects.filter(pk=vote.pk).update(favour=69, against=18)
    with pytest.raises(Changed, match="票数有了变动") as refused:
        sign(held, "committee_head", seen=seen)
    assert str(refused.value) == CHANGED
    assert Certificate.objects.count() == 0
    for tampered in ("", "0" * 64, seen.upper(), "x" * 9999):
        with pytest.raises(Changed):
            sign(held, "committee_head", seen=tampered)


def test_both_sign_the_same(election: Election, held: Round) -> None:
    sign(held, "committee_head")
    vote = KeyedVote.objects.filter(keying__turn=2, keying__sheet__round=held).first()
    assert vote is not None
    KeyedVote.objects.filter(pk=vote.pk).update(favour=69, against=18)
    with pytest.raises(Refused) as refused:
        sign(held, "trust_monitor")
    assert str(refused.value) == OTHER
    assert Certificate.objects.get().made_at is None


def test_nothing_is_signed_before_it_is_counted_and_explained(assembly: Election) -> None:
    held = start(assembly, "committee", *FIVE)
    with pytest.raises(Refused, match="还有 1 张计票单没有录完"):
        sign(held, "chief_monitor", seen="")
    # Ten valid ballots of eleven: so many invalid ones want an explanation.
    key(held, tally(WON, ballots=10, issued=11, returned=11, invalid=1, printed=11))
    with pytest.raises(Refused, match="还有 1 处提示没有说明"):
        sign(held, "chief_monitor", seen="")


def test_a_round_set_aside_is_not_signed(election: Election, held: Round, township_user: User) -> None:
    seen = shown(held)
    with transaction.atomic():
        invalidate_round(election, held, reason="重来", by=township_user.actor, at=AT)
    for round_id in (held.pk, 999999):
        with pytest.raises((Refused, PermissionDenied)):
            sign_round(
                election_id=election.pk,
                round_id=round_id,
                shown=seen,
                by=signer(election, "committee_head").actor,
                at=AT,
            )
    with pytest.raises(Refused, match=GONE):
        sign_round(
            election_id=election.pk,
            round_id=held.pk,
            shown=seen,
            by=signer(election, "committee_head").actor,
            at=AT,
        )


def test_the_database_holds_the_rules_of_signatures(
    election: Election, held: Round, head: User, monitor: User
) -> None:
    sign_all(held)
    certificate = Certificate.objects.get()
    given = {"certificate": certificate, "name": "某人", "signed_at": AT}

    def breaks(name: str, write: Callable[[], object]) -> None:
        with pytest.raises(IntegrityError) as broken, transaction.atomic():
            write()
        # SQLite names the columns of a broken unique constraint instead.
        assert name in str(broken.value) or "UNIQUE constraint failed" in str(broken.value)

    create = Signature.objects.create
    breaks(
        "certified_once_in_a_capacity", lambda: create(capacity="committee_head", signed_by=monitor, **given)
    )
    breaks("certified_once_by_a_person", lambda: create(capacity="chief_monitor", signed_by=head, **given))
    breaks(
        "one_standing_certificate_per_round",
        lambda: Certificate.objects.create(round=held, shown="0" * 64, facts={}, begun_at=AT),
    )
    rows = Certificate.objects.filter(pk=certificate.pk)
    breaks("made_certificate_has_a_head", lambda: rows.update(head=""))
    breaks("made_certificate_has_a_head", lambda: rows.update(made_at=None))
    breaks("lifted_certificate_has_a_reason", lambda: rows.update(lifted_at=AT, lifted_by=head))
    breaks("lifted_certificate_has_a_reason", lambda: rows.update(lifted_reason="无"))


def test_an_election_with_errors_is_not_certified(village: Village, township_user: User) -> None:
    election = make_election(village, township_user)
    for sheet in trust_sheets(election):
        figures = even_figures(codes_of(sheet.round), issued=120)
        key_sheet(sheet, figures, accepted="发票登记如此")
    set_stage(election, Stage.TRUST_CERTIFIED, township_user)
    held = Round.objects.get(election=election)
    with pytest.raises(Refused, match="各票箱合起来还有错误，不能核定"):
        sign(held, "committee_head")
