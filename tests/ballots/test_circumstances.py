"""What the ballots rest on is rebuilt from the chain as well; test_tampered_tables.py changes all of it by SQL."""

from datetime import date

from django.db import transaction
from meetings import AT, FIVE, in_review, settle, version_of
from stagekit import begin

from ballots.models import Objection
from ballots.services.officials import OfficialEntry, add_official
from ballots.services.review import ObjectionEntry, record_finding, record_objection
from elections.models import Election, PartyMember, User, Village
from elections.services.places import change_village
from elections.services.register import follow_register
from tests.ballots.tampering import verified


def faults(election: Election) -> list[str]:
    """What verify_chain finds, without the place it names first."""
    status, lines = verified("--election", str(election.pk))
    return [line.split("与留痕不符 ")[-1] for line in lines] if status else []


def test_a_relative_who_leaves_the_register_leaves_the_chain_in_order(
    village: Village, township_user: User
) -> None:
    election = begin(village, township_user)
    relative = election.members.last()
    assert relative is not None
    add_official(
        election_id=election.pk,
        entry=OfficialEntry(duty="committee", name="村外人", relatives=frozenset({relative.pk})),
        by=township_user.actor,
        at=AT,
    )
    PartyMember.objects.filter(pk=relative.source_id).delete()
    with transaction.atomic():
        follow_register(village, by=township_user.actor, at=AT)
    assert election.officials.get().relative_of.count() == 0
    assert faults(election) == []


def test_a_village_renamed_leaves_the_chain_in_order(village: Village, township_user: User) -> None:
    election = in_review(village, township_user)
    assert not election.register_open
    change_village(
        village_id=village.pk,
        version=village.version,
        name="中坊新村",
        population=1463,
        by=township_user.actor,
        at=AT,
    )
    assert faults(election) == []
    Village.objects.filter(pk=village.pk).update(name="中坊村")
    assert faults(election) == ['/settings/village：留痕为 "中坊新村"，表内为 "中坊村"']


def test_objections_and_findings_are_rebuilt(village: Village, township_user: User) -> None:
    by = township_user.actor
    election = in_review(village, township_user)
    settle(election, township_user, *FIVE)
    for about in ("m1", "m1", ""):
        entry = ObjectionEntry(received_on=date(2004, 9, 5), about=about, content="文化程度不实")
        record_objection(election_id=election.pk, version=version_of(election), entry=entry, by=by, at=AT)
    first, second, _ = Objection.objects.order_by("pk")
    for one, finding in ((second, "查无实据"), (first, "属实"), (second, "查实")):
        record_finding(
            election_id=election.pk,
            objection_id=one.pk,
            version=version_of(election),
            found_on=date(2004, 9, 8),
            finding=finding,
            by=by,
            at=AT,
        )
    assert faults(election) == []
    settle(election, township_user, *FIVE[:4], replaces="一人查实不符合条件", declined={"m5": "查实"})
    assert faults(election) == []
    Objection.objects.filter(pk=first.pk).update(finding="查无实据")
    assert faults(election)
