"""Lifting a certificate: asked for by the township, signed by both, nothing deleted."""

import pytest
from factories import AT
from meetings import hold, in_assembly, key, lines, start, tally, version_of
from signers import SIGNED_AT, agree, ask, sign, sign_all
from signing_kit import WON, agrees, make_papers

from ballots.models import Certificate, Notice, Review, Round
from ballots.services.assembly_rounds import reduce_seats
from elections.models import Election, StageRecord, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Refused
from tests.ballots.stagekit import NOW, begin, carry, close, key_trust, prepare

REASON = "第二村小组一箱票数录错"


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    """Reviewed, with the papers that rest on the trust result."""
    election = begin(village, township_user)
    carry(election, Stage.REVIEWED, township_user, ready=True)
    make_papers(election, township_user)
    return election


@pytest.fixture
def held(election: Election) -> Round:
    return Round.objects.get(election=election)


@pytest.fixture
def assembly(village: Village, township_user: User) -> Election:
    return in_assembly(village, township_user)


def test_both_signatures_lift_the_trust_certificate(
    election: Election, held: Round, township_user: User
) -> None:
    Round.objects.update(proceed_reason="人少")
    asked = ask(held, township_user, REASON)
    assert agree(held, asked, "trust_monitor").open
    election.refresh_from_db()
    assert election.present_stage is Stage.REVIEWED
    assert not agree(held, asked, "committee_head").open
    election.refresh_from_db()
    held.refresh_from_db()
    assert election.present_stage is Stage.TRUST_VOTING
    assert (held.certificate, held.invalidated_at, held.proceed_reason) == (None, None, "")
    assert StageRecord.objects.get(stage="shortlisted").items["proceed_reason"] == "人少"
    assert [sheet.version for sheet in held.sheets.all()] == [2, 2]


def test_the_old_certificate_stays_with_its_signatures(
    election: Election, held: Round, township_user: User, head: User
) -> None:
    before = Certificate.objects.values("shown", "facts", "begun_at", "made_at", "head").get()
    asked = ask(held, township_user, REASON)
    for capacity in ("trust_monitor", "committee_head"):
        agree(held, asked, capacity)
    certificate = Certificate.objects.get()
    assert Certificate.objects.values("shown", "facts", "begun_at", "made_at", "head").get() == before
    assert (certificate.lifted_at, certificate.lifted_by, certificate.lifted_reason) == (
        SIGNED_AT,
        head,
        REASON,
    )
    assert [one.capacity for one in certificate.certified_by] == ["committee_head", "trust_monitor"]
    asked.refresh_from_db()
    assert (asked.reason, asked.asked_by, asked.done_at) == (REASON, township_user, SIGNED_AT)
    assert [one.capacity for one in asked.agreed_by] == ["trust_monitor", "committee_head"]
    agrees(election)


def test_everything_derived_is_invalidated_and_nothing_deleted(
    election: Election, held: Round, township_user: User
) -> None:
    kinds = [notice.kind for notice in Notice.objects.filter(invalidated_at__isnull=True)]
    assert {"trust_result", "preliminary", "formal", "tally_sheet"} <= set(kinds)
    rows = (Notice.objects.count(), Review.objects.count(), StageRecord.objects.count())
    asked = ask(held, township_user, REASON)
    for capacity in ("trust_monitor", "committee_head"):
        agree(held, asked, capacity)
    assert (Notice.objects.count(), Review.objects.count(), StageRecord.objects.count()) == rows
    assert Review.objects.get().invalidated_reason == REASON
    fallen = set(Notice.objects.filter(invalidated_reason=REASON).values_list("kind", flat=True))
    after = {"preliminary", "formal", "election_ballot"}
    assert fallen == {"proxy_list", "tally_sheet", "trust_result", "trust_report", *after}
    valid = set(Notice.objects.filter(invalidated_at__isnull=True).values_list("kind", flat=True))
    before = {"committee_list", "voter_list", "election_method", "open_letter", "voting_notice", "proxy_card"}
    assert valid == {"conditions", "trust_ballot", *before}
    gone = StageRecord.objects.filter(invalidated_reason=REASON).values_list("stage", flat=True)
    assert list(gone) == ["trust_voting", "trust_certified", "shortlisted"]


def test_it_is_certified_anew_on_the_mended_figures(
    election: Election, held: Round, township_user: User
) -> None:
    asked = ask(held, township_user, REASON)
    for capacity in ("trust_monitor", "committee_head"):
        agree(held, asked, capacity)
    key_trust(election, trusted=6)
    close(election, Stage.TRUST_VOTING, township_user)
    prepare(election, Stage.TRUST_CERTIFIED, township_user)
    close(election, Stage.TRUST_CERTIFIED, township_user)
    old, new = Certificate.objects.order_by("pk")
    assert old.lifted_at is not None
    assert (new.lifted_at, new.made_at) == (None, NOW)
    assert {old.shown, old.head} & {new.shown, new.head} == set()
    assert Round.objects.get().certificate == new


def test_one_signature_alone_is_lifted_at_once(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    carry(election, Stage.TRUST_CERTIFIED, township_user)
    held = Round.objects.get()
    sign(held, "committee_head", at=NOW)
    asked = ask(held, township_user, REASON)
    assert not asked.open
    election.refresh_from_db()
    assert election.present_stage is Stage.TRUST_VOTING
    certificate = Certificate.objects.get()
    assert (certificate.made_at, certificate.lifted_reason, certificate.lifted_by) == (
        None,
        REASON,
        township_user,
    )
    agrees(election)


def test_the_assembly_falls_with_the_trust_result(village: Village, township_user: User) -> None:
    election = in_assembly(village, township_user)
    hold(election, "committee", WON)
    trust, ballot = Round.objects.filter(election=election)
    asked = ask(trust, township_user, REASON)
    for capacity in ("trust_monitor", "committee_head"):
        agree(trust, asked, capacity)
    election.refresh_from_db()
    assert election.present_stage is Stage.TRUST_VOTING
    ballot.refresh_from_db()
    assert ballot.invalidated_reason == REASON
    assert ballot.sheets.get().keyings.count() == 2
    assert Certificate.objects.get(round=ballot).lifted_at is None
    agrees(election)


def test_the_last_ballot_is_counted_anew(assembly: Election, township_user: User) -> None:
    held = hold(assembly, "committee", WON)
    make_papers(assembly, township_user)
    asked = ask(held, township_user, REASON)
    with pytest.raises(Refused, match="撤销核定由党员大会总监票人、党员大会计票人签字，党员大会主持人不用签"):
        agree(held, asked, "assembly_chair")
    agree(held, asked, "assembly_counter")
    with pytest.raises(Refused, match="上一轮已经申请撤销核定"):
        start(assembly, "secretary", "m1")
    agree(held, asked, "chief_monitor")
    assembly.refresh_from_db()
    assert assembly.present_stage is Stage.ASSEMBLY
    assert [(one.kind, bool(one.invalidated_at)) for one in Notice.objects.filter(stage="assembly")] == [
        ("result_report", True)
    ]
    key(held, tally(WON | {"m3": 3, "m4": 7}, ballots=11))
    sign_all(held)
    assert lines(assembly) == [("committee", "elected", ["m1", "m2", "m4"], [], 0)]
    assert [bool(one.lifted_at) for one in Certificate.objects.filter(round=held)] == [True, False]
    agrees(assembly)


def test_consent_to_fewer_seats_falls_with_the_result(
    assembly: Election, township_user: User, clerk: User
) -> None:
    held = hold(assembly, "committee", {"m1": 9, "m2": 8, "m3": 5, "m4": 3, "m5": 2})
    reduce_seats(election_id=assembly.pk, version=version_of(assembly), consent=6, by=clerk.actor, at=AT)
    asked = ask(held, township_user, REASON)
    for capacity in ("assembly_counter", "chief_monitor"):
        agree(held, asked, capacity)
    held.refresh_from_db()
    assert (held.reduce_seats, held.reduce_consent) == (None, None)
    agrees(assembly)


def test_after_the_assembly_closed_it_is_open_again(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    carry(election, Stage.APPROVED, township_user)
    make_papers(election, township_user)
    held = Round.objects.latest("number")
    asked = ask(held, township_user, REASON)
    for capacity in ("assembly_counter", "chief_monitor"):
        agree(held, asked, capacity)
    election.refresh_from_db()
    assert election.present_stage is Stage.ASSEMBLY
    fallen = Notice.objects.filter(invalidated_reason=REASON).values_list("kind", flat=True)
    assert list(fallen) == ["result_report", "elected", "submission", "reply"]
    agrees(election)
