"""Signing a result: by whom, what is kept, and what is refused."""

import pytest
from factories import AT, make_election, set_stage
from keyers import key_all
from meetings import FIVE, attend, in_assembly, key, start, tally, version_of
from signers import SIGNED_AT, shown, sign, sign_all

from ballots.models import Certificate, KeyedVote, Round
from ballots.selectors.certified import shown_round
from ballots.selectors.dossier import decided
from ballots.selectors.ledger import from_tables
from ballots.services.assembly import ExcusalEntry, add_excusal
from ballots.services.assembly_rounds import reduce_seats
from ballots.services.shortlist import order_new_vote
from elections.dossier.chain import content_hash
from elections.dossier.replay import replay
from elections.models import Election, Event, User, Village
from elections.rules.log import Deed
from elections.rules.stages import Stage
from elections.selectors.audit import links_of
from elections.services.guard import Refused

ALL = [f"m{number}" for number in range(1, 9)]
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


def ballot(election: Election) -> Round:
    """A ballot counted and not signed."""
    held = start(election, "committee", *FIVE)
    key(held, tally(WON, ballots=11))
    return held


def deeds(election: Election) -> list[str]:
    """What the chain tells of signing, in order."""
    told = Event.objects.filter(election=election, action__contains="_").values_list("action", flat=True)
    return [one for one in told if one.startswith(("round_signed", "round_certified", "round_announced"))]


def test_two_people_certify_the_trust_result(
    election: Election, held: Round, head: User, monitor: User
) -> None:
    seen = shown(held)
    sign(held, "committee_head")
    certificate = Certificate.objects.get()
    assert (certificate.shown, certificate.begun_at, certificate.made_at, certificate.head) == (
        seen,
        SIGNED_AT,
        None,
        "",
    )
    sign(held, "trust_monitor")
    certificate.refresh_from_db()
    made = Event.objects.get(action=Deed.ROUND_CERTIFIED.value)
    assert (certificate.made_at, certificate.head) == (SIGNED_AT, made.hash)
    assert content_hash(certificate.facts) == seen
    assert [
        (one.capacity, one.name, one.signed_by, one.signed_at, one.reopening)
        for one in certificate.signatures.all()
    ] == [
        ("committee_head", "zhuren人", head, SIGNED_AT, None),
        ("trust_monitor", "jianpiao人", monitor, SIGNED_AT, None),
    ]
    assert deeds(election) == ["round_signed", "round_signed", "round_certified"]
    assert replay(links_of(election)) == from_tables(Election.objects.get(pk=election.pk))


def test_what_is_kept_is_every_figure_that_was_shown(election: Election, held: Round) -> None:
    sign_all(held)
    facts = Certificate.objects.get().facts
    assert facts["totals"] == {"eligible": 200, "issued": 180, "returned": 176, "valid": 174, "invalid": 2}
    assert (facts["turnout"], facts["status"], facts["base_count"]) == ("88.00", "shortlisted", 176)
    assert facts["boxes"][0] == {
        "name": "第1村小组票箱",
        "eligible": 100,
        "issued": 90,
        "returned": 88,
        "valid": 87,
        "invalid": 1,
        "votes": [[70, 17, 0]] * 8,
    }
    first = facts["ranking"][0]
    assert {name: first[name] for name in ("trust", "distrust", "abstain", "rank", "rate")} == {
        "trust": 140,
        "distrust": 34,
        "abstain": 0,
        "rank": 1,
        "rate": "79.54",
    }


def test_a_ballot_is_signed_by_two_and_announced_by_the_chair(assembly: Election) -> None:
    held = ballot(assembly)
    sign(held, "assembly_counter")
    with pytest.raises(Refused, match="签字以后，党员大会主持人才能宣布"):
        sign(held, "assembly_chair")
    sign(held, "chief_monitor")
    certificate = Certificate.objects.get(round=held)
    assert certificate.head == Event.objects.filter(action=Deed.ROUND_CERTIFIED.value).latest("number").hash
    sign(held, "assembly_chair")
    assert deeds(assembly)[-4:] == ["round_signed", "round_signed", "round_certified", "round_announced"]
    certificate = Certificate.objects.get(round=held)
    assert [one.capacity for one in certificate.certified_by] == [
        "assembly_counter",
        "chief_monitor",
        "assembly_chair",
    ]
    facts = certificate.facts
    assert (facts["title"], facts["status"], facts["majority_needed"]) == (
        "第一轮：选举支部委员 3 名",
        "elected",
        6,
    )
    assert [(row["approve"], row["outcome"]) for row in facts["rows"]] == [
        (9, "当选委员"),
        (8, "当选委员"),
        (7, "当选委员"),
        (3, "未过半数"),
        (2, "未过半数"),
    ]
    assert replay(links_of(assembly)) == from_tables(Election.objects.get(pk=assembly.pk))


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        ({"issued": 60, "returned": 50, "favours": dict.fromkeys(ALL, 40)}, "low_turnout"),
        ({"favours": {f"m{n}": 10 for n in range(4, 9)}}, "shortfall"),
    ],
)
def test_whatever_came_of_it_is_certified_and_a_new_vote_follows(
    village: Village, township_user: User, figures: dict[str, object], status: str
) -> None:
    election = make_election(village, township_user)
    key_all(election, **figures)
    set_stage(election, Stage.TRUST_CERTIFIED, township_user)
    held = Round.objects.get(election=election)

    def again() -> Round:
        return order_new_vote(
            election_id=election.pk,
            version=version_of(election),
            reason="重新组织",
            by=township_user.actor,
            at=AT,
        )

    with pytest.raises(Refused, match="还没有签字核定"):
        again()
    sign_all(held)
    assert Certificate.objects.get().facts["status"] == status
    assert again().certificate is None
    held.refresh_from_db()
    assert held.invalidated_reason == "重新组织"
    assert Certificate.objects.get().lifted_at is None
    assert replay(links_of(election)) == from_tables(Election.objects.get(pk=election.pk))


def test_a_signed_result_takes_no_more_figures(assembly: Election) -> None:
    held = ballot(assembly)
    sign(held, "chief_monitor")
    with pytest.raises(Refused, match="票数已经核定，不能再改"):
        key(held, tally(WON | {"m1": 10}, ballots=11))


def test_head_count_and_excusals_stand_with_the_first_signature(assembly: Election, clerk: User) -> None:
    attend(assembly, 12)
    held = ballot(assembly)
    sign(held, "chief_monitor")
    with pytest.raises(Refused, match="到会人数和请假不能再改"):
        attend(assembly, 11)
    with pytest.raises(Refused, match="到会人数和请假不能再改"):
        add_excusal(
            election_id=assembly.pk,
            version=version_of(assembly),
            member_code="m12",
            entry=ExcusalEntry("ILLNESS", "1号", True),
            by=clerk.actor,
            at=AT,
        )


def test_the_next_ballot_and_fewer_seats_wait_for_the_announcement(assembly: Election, clerk: User) -> None:
    held = start(assembly, "committee", *FIVE)
    key(held, tally({"m1": 9, "m2": 8, "m3": 5, "m4": 3, "m5": 2}, ballots=11))

    def reduce() -> object:
        return reduce_seats(
            election_id=assembly.pk, version=version_of(assembly), consent=6, by=clerk.actor, at=AT
        )

    for capacity in ("chief_monitor", "assembly_counter", "assembly_chair"):
        with pytest.raises(Refused, match="上一轮的结果还没有宣布"):
            start(assembly, "supplementary", "m3", "m4")
        with pytest.raises(Refused, match="现在不能减少名额"):
            reduce()
        sign(held, capacity)
    assert reduce() == ()
    assert Certificate.objects.get(round=held).facts["open_seats"] == 1


def test_the_page_shows_what_was_signed_not_what_is_so_now(election: Election, held: Round) -> None:
    sign_all(held)
    before = Certificate.objects.get()
    KeyedVote.objects.filter(keying__sheet__round=held).update(favour=1)
    found = decided(Election.objects.get(pk=election.pk))
    told = shown_round(found, found.rounds[0])
    assert (told.facts, told.sha256) == (before.facts, before.shown)
