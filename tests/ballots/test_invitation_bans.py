"""Who may not be named may not come in by an invitation either, whatever changed since it was made."""

import pytest
from django.core.exceptions import PermissionDenied

from ballots.services.invitations import Invited
from elections.models import Election, Official, PartyMember, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Refused
from elections.services.register import follow_register
from tests.ballots.inviting import invited, refusal
from tests.ballots.stagekit import NOW, begin, carry

TOO_LATE = "现在不能再登记工作人员，这个邀请已经失效。请与乡镇联系。"


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


@pytest.fixture
def made(election: Election, township_user: User) -> Invited:
    return invited(election, township_user)


def test_the_bans_hold_when_inviting_and_when_accepting(
    village: Village, election: Election, township_user: User, made: Invited
) -> None:
    member = election.members.get(name="于海林")
    with pytest.raises(Refused) as refused:
        invited(election, township_user, name="", member_id=member.pk)
    assert refused.value.reasons == ("于海林是被投信任票的党员，不能担任录入员。",)
    with pytest.raises(Refused) as refused:
        invited(election, township_user, name="熊一", relatives=frozenset({member.pk}))
    assert refused.value.reasons == ("熊一是于海林的近亲属，于海林是被投信任票的党员，熊一不能担任录入员。",)
    # Meanwhile somebody of that name joined the Party: who it is must be told apart before anybody is named.
    first = PartyMember.objects.filter(village=village)[0]
    PartyMember.objects.create(
        village=village, name="聂小燕", sex="female", birth_date=first.birth_date, joined_on=first.joined_on
    )
    follow_register(village, by=township_user.actor, at=NOW)
    assert refusal(made) == ["名册中有党员聂小燕。是他本人的，请选他；不是的，请选“与党员同名的另一人”。"]
    assert not User.objects.filter(username="niexiaoyan").exists()
    assert Official.objects.count() == 0


def test_a_member_who_left_the_roster_is_not_named(
    village: Village, election: Election, township_user: User
) -> None:
    member = election.members.get(name="于海林")
    made = invited(election, township_user, duty="committee_head", name="", member_id=member.pk)
    PartyMember.objects.get(village=village, name="于海林").delete()
    follow_register(village, by=township_user.actor, at=NOW)
    assert refusal(made) == ["邀请以后名册或村小组有变更，请乡镇重新邀请。"]


def test_for_a_box_that_is_gone_nobody_is_named(
    village: Village, election: Election, township_user: User
) -> None:
    group = election.groups.get(name="第二村小组")
    made = invited(election, township_user, duty="trust_monitor", name="熊三", group_id=group.pk)
    village.groups.get(name="第二村小组").delete()
    follow_register(village, by=township_user.actor, at=NOW)
    assert refusal(made) == ["邀请以后名册或村小组有变更，请乡镇重新邀请。"]


def test_a_candidate_by_then_is_refused(election: Election, township_user: User) -> None:
    member = election.members.get(name="于海林")
    made = invited(election, township_user, duty="assembly_clerk", name="", member_id=member.pk)
    carry(election, Stage.ASSEMBLY, township_user)
    assert refusal(made) == ["于海林是候选人，不能担任录入员。"]


def test_when_nobody_is_named_any_more_it_is_over(
    election: Election, township_user: User, made: Invited
) -> None:
    carry(election, Stage.APPROVED, township_user)
    assert refusal(made) == [TOO_LATE]
    with pytest.raises(PermissionDenied):
        invited(election, township_user)


def test_with_the_inviters_account_it_ends(made: Invited, township_user: User) -> None:
    User.objects.filter(pk=township_user.pk).update(is_active=False)
    assert refusal(made) == [TOO_LATE]
    User.objects.filter(pk=township_user.pk).update(is_active=True, role="viewer")
    assert refusal(made) == [TOO_LATE]
