"""When no certificate is lifted: by whom, while what, and what the database itself refuses."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from factories import AT
from meetings import hold, in_assembly, start, version_of
from signers import agree, ask, take_back
from signing_kit import WON, agrees, make_papers

from ballots.models import Certificate, Reopening, Round, Signature
from ballots.services.certifying import GONE
from ballots.services.reopening import SETTLED, ask_reopening, sign_reopening
from ballots.services.shortlist import order_new_vote, proceed_with_fewer
from elections.models import Election, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Refused, Stale
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


def test_a_request_can_be_withdrawn_until_both_signed(
    election: Election, held: Round, township_user: User
) -> None:
    asked = ask(held, township_user, REASON)
    agree(held, asked, "trust_monitor")
    take_back(held, asked, township_user)
    with pytest.raises(Refused, match=SETTLED):
        agree(held, asked, "committee_head")
    with pytest.raises(Refused, match=SETTLED):
        take_back(held, asked, township_user)
    assert Certificate.objects.get().lifted_at is None
    again = ask(held, township_user, "再次核对仍有误")
    agree(held, again, "trust_monitor")
    agree(held, again, "committee_head")
    with pytest.raises(PermissionDenied, match="现为“信任投票”阶段，此时不能申请撤销核定"):
        take_back(held, again, township_user)
    assert Signature.objects.filter(reopening__isnull=False).count() == 3
    agrees(election, figures=False)


def test_who_asks_and_who_signs(
    election: Election,
    held: Round,
    township_user: User,
    head: User,
    clerk: User,
    viewer: User,
    stranger: User,
    chief_monitor: User,
) -> None:
    for user in (head, clerk, viewer, stranger):
        with pytest.raises(PermissionDenied):
            ask(held, user)
    asked = ask(held, township_user, REASON)
    with pytest.raises(Refused, match="已经申请撤销核定，还没有签完字"):
        ask(held, township_user)
    for user in (head, clerk, viewer, stranger):
        with pytest.raises(PermissionDenied):
            take_back(held, asked, user)
    agree(held, asked, "committee_head")
    with pytest.raises(Refused, match="您已经作为选举委员会主任签过字"):
        agree(held, asked, "committee_head")
    with pytest.raises(PermissionDenied, match="只有登记为选举委员会主任或信任投票监票人的账号"):
        sign_reopening(
            election_id=election.pk,
            round_id=held.pk,
            reopening_id=asked.pk,
            by=chief_monitor.actor,
            at=AT,
        )
    assert Reopening.objects.get().open


def test_nothing_goes_on_while_a_request_is_open(
    election: Election, held: Round, township_user: User
) -> None:
    ask(held, township_user, REASON)
    with pytest.raises(Refused, match="已经申请撤销核定，签字撤销或者收回申请以后才能办结"):
        close(election, Stage.REVIEWED, township_user)


def test_no_new_vote_while_a_request_is_open(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    carry(election, Stage.TRUST_VOTING, township_user)
    key_trust(election, trusted=4)
    close(election, Stage.TRUST_VOTING, township_user)
    prepare(election, Stage.TRUST_CERTIFIED, township_user)
    ask(Round.objects.get(), township_user, REASON)
    with pytest.raises(Refused, match="已经申请撤销核定；撤销或者收回申请以后，才能重新投票"):
        order_new_vote(
            election_id=election.pk,
            version=version_of(election),
            reason="不足",
            by=township_user.actor,
            at=NOW,
        )


def test_nobody_goes_on_with_fewer_while_a_request_is_open(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    carry(election, Stage.TRUST_VOTING, township_user)
    key_trust(election, trusted=4)
    close(election, Stage.TRUST_VOTING, township_user)
    prepare(election, Stage.TRUST_CERTIFIED, township_user)
    close(election, Stage.TRUST_CERTIFIED, township_user)
    ask(Round.objects.get(), township_user, REASON)
    with pytest.raises(Refused, match="已经申请撤销核定；撤销或者收回申请以后，才能决定以较少人数继续"):
        proceed_with_fewer(
            election_id=election.pk,
            version=version_of(election),
            reason="不足",
            by=township_user.actor,
            at=NOW,
        )
    assert Round.objects.get().proceed_reason == ""


def test_a_reason_and_a_fresh_page_are_asked_for(
    election: Election, held: Round, township_user: User
) -> None:
    for reason in ("", "  \n"):
        with pytest.raises(Refused, match="请写明撤销核定的理由"):
            ask(held, township_user, reason)
    with pytest.raises(Stale):
        ask_reopening(
            election_id=election.pk,
            round_id=held.pk,
            version=version_of(election) - 1,
            reason=REASON,
            by=township_user.actor,
            at=AT,
        )
    assert Reopening.objects.count() == 0


def test_after_the_assembly_the_trust_result_stands(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    carry(election, Stage.APPROVED, township_user)
    held = Round.objects.get(kind="trust")
    with pytest.raises(Refused, match="“党员大会”阶段已经办结，不能再撤销核定"):
        ask(held, township_user)
    carry_on = Stage.APPROVED
    close(election, carry_on, township_user)
    with pytest.raises(PermissionDenied, match="此时不能申请撤销核定"):
        ask(held, township_user)


def test_only_the_last_ballot_is_reopened(assembly: Election, township_user: User) -> None:
    first = hold(assembly, "committee", WON)
    second = start(assembly, "secretary", "m1")
    with pytest.raises(Refused, match="后面已经开始另一轮投票，只能撤销最后一轮的核定"):
        ask(first, township_user)
    with pytest.raises(Refused, match="这一轮还没有人签字"):
        ask(second, township_user)


def test_a_round_set_aside_is_not_reopened(election: Election, held: Round, township_user: User) -> None:
    Round.objects.update(invalidated_at=AT)
    with pytest.raises(Refused, match=GONE):
        ask(held, township_user)


def test_the_database_holds_the_rules_of_requests(
    election: Election, held: Round, township_user: User
) -> None:
    asked = ask(held, township_user, REASON)
    agree(held, asked, "committee_head")
    rows = Reopening.objects.filter(pk=asked.pk)
    facts = {"certificate": asked.certificate, "asked_at": AT, "asked_by": township_user}
    for name, write in (
        ("one_open_reopening_per_certificate", lambda: Reopening.objects.create(reason="再", **facts)),
        ("reopening_has_a_reason", lambda: rows.update(reason="")),
        ("reopening_done_or_withdrawn", lambda: rows.update(done_at=AT, withdrawn_at=AT)),
    ):
        with pytest.raises(IntegrityError) as broken, transaction.atomic():
            write()
        assert name in str(broken.value) or "UNIQUE constraint failed" in str(broken.value)
