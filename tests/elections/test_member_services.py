"""The roster's services: the running election follows, and what they refuse."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from elections.models import ElectionMember, Official, PartyMember, User, Village
from elections.services.guard import Refused
from elections.services.members import change_member, create_member, remove_member
from elections.services.refusals import AtField
from tests.conftest import NOW
from tests.elections.pages import as_user
from tests.elections.test_members import ROW, SAME_NAME
from tests.elections.test_places import begin_election


@pytest.fixture
def member(village: Village, township_user: User) -> PartyMember:
    return create_member(village_id=village.pk, row=ROW, by=township_user.actor, at=NOW)


def test_an_open_register_follows_and_a_standing_one_keeps_its_copy(
    township_user: User, village: Village, other_village: Village
) -> None:
    by = township_user.actor
    here = create_member(village_id=village.pk, row=ROW, by=by, at=NOW)
    there = create_member(village_id=other_village.pk, row=ROW, by=by, at=NOW)
    following = begin_election(village, township_user)
    standing = begin_election(other_village, township_user, stage="trust_voting")
    for place in (village, other_village):
        create_member(village_id=place.pk, row=replace(ROW, name="丁一"), by=by, at=NOW)
    for each in (here, there):
        remove_member(member_id=each.pk, by=by, at=NOW)
    names = ElectionMember.objects.values_list("name", "source__name")
    assert list(names.filter(election=following)) == [("丁一", "丁一")]
    assert list(names.filter(election=standing)) == [("艾国华", None)]


def test_a_member_on_duty_in_an_open_register_stays(township_user: User, member: PartyMember) -> None:
    election = begin_election(member.village, township_user)
    duty = {"duty": "committee", "name": "艾国华", "member": election.members.get()}
    Official.objects.create(election=election, **duty)
    url = f"/villages/{member.village_id}/members/{member.pk}/remove/"
    response = as_user(township_user).post(url)
    assert response.context["reasons"] == (
        "艾国华在正在进行的选举中担任工作，请先到该次选举的工作人员中取消。",
    )
    assert PartyMember.objects.count() == 1


def test_services_refuse_who_may_not(clerk: User, stranger: User, member: PartyMember) -> None:
    for user in (clerk, stranger):
        by: Any = {"by": user.actor, "at": NOW}
        with pytest.raises(PermissionDenied):
            create_member(village_id=member.village_id, row=replace(ROW, name="丁一"), **by)
        with pytest.raises(PermissionDenied):
            change_member(member_id=member.pk, version=1, row=ROW, stroke_override="", **by)
        with pytest.raises(PermissionDenied):
            remove_member(member_id=member.pk, **by)
    assert PartyMember.objects.count() == 1


def test_services_say_when_the_member_is_gone_or_there_twice(
    township_user: User, member: PartyMember
) -> None:
    by: Any = {"by": township_user.actor, "at": NOW}
    with pytest.raises(AtField) as same:
        create_member(village_id=member.village_id, row=ROW, **by)
    assert same.value.faults == {"note": SAME_NAME}
    remove_member(member_id=member.pk, **by)
    with pytest.raises(Refused) as gone:
        remove_member(member_id=member.pk, **by)
    assert gone.value.reasons == ("名册中已经没有这名党员。",)
