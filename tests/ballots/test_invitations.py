"""Invitations: once, in time, with the right code, for one duty of one election; told in the chain, secrets nowhere."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from ballots.services.invitations import (
    Invited,
    _claim,
    withdraw_invitation,
)
from ballots.services.officials import remove_official
from elections.dossier.check import faults_of
from elections.dossier.schema import loads
from elections.models import Election, Event, Invitation, Official, User, Village
from elections.services.accounts import set_account_active
from elections.services.guard import Refused
from elections.services.refusals import AtField
from tests.ballots.dossiers import exported, new_village, through_the_database
from tests.ballots.inviting import accept, attempt, invited, refusal, wrong
from tests.ballots.stagekit import NOW, begin
from tests.conftest import PASSWORD

USED = "这个邀请已经用过。一个邀请只能用一次，已经有账号的请直接登录。"
DEAD = "邀请码输错的次数太多，这个邀请已经作废。请乡镇重新邀请。"


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


@pytest.fixture
def made(election: Election, township_user: User) -> Invited:
    return invited(election, township_user)


def test_accepting_makes_the_account_and_names_the_person(election: Election, made: Invited) -> None:
    user = accept(made)
    assert (user.person, user.role, user.village, user.is_active, user.must_change_password) == (
        "聂小燕", "clerk", election.village, True, False,
    )  # fmt: skip
    assert user.check_password(PASSWORD)
    official = Official.objects.get()
    assert (official.duty, official.name, official.account, official.member) == (
        "trust_clerk", "聂小燕", user, None,
    )  # fmt: skip
    invitation = Invitation.objects.get()
    assert (invitation.account, invitation.used_at) == (user, NOW)


@pytest.mark.parametrize(
    ("duty", "role"),
    [
        ("committee_head", "clerk"),
        ("trust_monitor", "monitor"),
        ("trust_clerk", "clerk"),
        ("chief_monitor", "monitor"),
        ("assembly_monitor", "monitor"),
        ("assembly_counter", "clerk"),
        ("assembly_clerk", "clerk"),
        ("assembly_chair", "clerk"),
    ],
)
def test_the_duty_gives_the_role(election: Election, township_user: User, duty: str, role: str) -> None:
    assert accept(invited(election, township_user, duty=duty)).role == role


def test_for_other_duties_nobody_is_invited(election: Election, township_user: User) -> None:
    with pytest.raises(AtField):
        invited(election, township_user, duty="guidance")
    assert Invitation.objects.count() == 0


def test_member_box_and_relatives_come_along(election: Election, township_user: User) -> None:
    group = election.groups.get(name="第二村小组")
    member = election.members.get(name="于海林")
    head = invited(
        election, township_user, duty="committee_head", name="", member_id=member.pk, post="老党员"
    )
    accept(head, "yuhailin")
    monitor = invited(election, township_user, duty="trust_monitor", name="熊三", group_id=group.pk)
    accept(monitor, "xiongsan")
    kin = invited(
        election, township_user, duty="assembly_clerk", name="饶根生", relatives=frozenset({member.pk})
    )
    accept(kin, "raogensheng")
    named = {one.account.username: one for one in Official.objects.select_related("account")}
    assert (named["yuhailin"].name, named["yuhailin"].member, named["yuhailin"].post) == (
        "于海林", member, "老党员",
    )  # fmt: skip
    assert named["xiongsan"].group == group
    assert list(named["raogensheng"].relative_of.all()) == [member]


def test_it_is_good_once(made: Invited) -> None:
    accept(made)
    assert refusal(made, "other") == [USED]
    assert attempt(made, made.code) == USED
    assert User.objects.filter(role="clerk").count() == 1


def test_of_two_at_once_one_wins(made: Invited, clerk: User, other_clerk: User) -> None:
    # Both looked and found it open: what decides is the row itself.
    assert [_claim(made.invitation, user, NOW) for user in (clerk, other_clerk)] == [True, False]
    assert Invitation.objects.get().account == clerk


def test_it_ends_after_seven_days(made: Invited) -> None:
    late = NOW + timedelta(days=7)
    assert attempt(made, made.code, at=late - timedelta(seconds=1)) == ""
    assert attempt(made, made.code, at=late) == "这个邀请已经过期。要参加工作的，请乡镇重新邀请。"
    assert refusal(made, at=late) == ["这个邀请已经过期。要参加工作的，请乡镇重新邀请。"]
    accept(made, at=late - timedelta(seconds=1))


def test_five_wrong_codes_kill_it_even_for_the_right_one(made: Invited) -> None:
    assert [attempt(made, wrong(made)) for _ in range(5)] == [
        "邀请码不对，还可以再试 4 次。",
        "邀请码不对，还可以再试 3 次。",
        "邀请码不对，还可以再试 2 次。",
        "邀请码不对，还可以再试 1 次。",
        DEAD,
    ]
    assert attempt(made, made.code) == DEAD
    assert refusal(made) == [DEAD]
    assert Invitation.objects.get().wrong == 5


def test_a_right_code_after_four_wrong_ones(made: Invited) -> None:
    for _ in range(4):
        attempt(made, wrong(made))
    assert attempt(made, made.code) == ""
    assert accept(made).username == "niexiaoyan"


def test_the_code_of_another_invitation_does_not_help(
    election: Election, township_user: User, made: Invited
) -> None:
    other = invited(election, township_user, name="另一人")
    assert attempt(made, made.code, token=other.token) == "邀请码不对，还可以再试 4 次。"


def test_taken_back_it_opens_nothing(made: Invited, township_user: User) -> None:
    for _ in range(2):
        withdraw_invitation(invitation_id=made.invitation.pk, by=township_user.actor, at=NOW)
    assert attempt(made, made.code) == "这个邀请已经由乡镇收回。"
    assert refusal(made) == ["这个邀请已经由乡镇收回。"]
    assert Event.objects.filter(action="invitation_withdrawn").count() == 1


def test_what_was_used_is_not_taken_back(made: Invited, township_user: User) -> None:
    accept(made)
    with pytest.raises(Refused, match="聂小燕已经接受邀请。不让他登录的，请停用他的账号。"):
        withdraw_invitation(invitation_id=made.invitation.pk, by=township_user.actor, at=NOW)


def test_a_name_that_is_taken_leaves_the_invitation_open(made: Invited, township_user: User) -> None:
    with pytest.raises(AtField) as refused:
        accept(made, "xiangzhen")
    assert refused.value.faults == {"username": "这个用户名已有人用，请换一个。"}
    assert accept(made).username == "niexiaoyan"


def test_only_the_own_township_invites(election: Election, clerk: User, viewer: User, stranger: User) -> None:
    for user in (clerk, viewer, stranger):
        with pytest.raises(PermissionDenied):
            invited(election, user)


def test_only_the_own_township_takes_back(made: Invited, clerk: User, stranger: User) -> None:
    for user in (clerk, stranger):
        with pytest.raises(PermissionDenied):
            withdraw_invitation(invitation_id=made.invitation.pk, by=user.actor, at=NOW)


def test_the_chain_tells_who_invited_and_who_accepted(
    election: Election, made: Invited, township_user: User
) -> None:
    accept(made)
    events = Event.objects.filter(election=election).order_by("-number")[:3]
    told = [(event.action, event.user, json.loads(event.payload)) for event in reversed(events)]
    facts = {"invitation": 1, "name": "聂小燕", "role": "clerk", "duty": "trust_clerk"}
    assert told == [
        ("invitation_made", "xiangzhen", facts),
        ("invitation_used", "niexiaoyan", facts | {"account": "niexiaoyan"}),
        (
            "official_named",
            "niexiaoyan",
            {
                "duty": "trust_clerk", "name": "聂小燕", "post": "", "member": None, "group": None,
                "account": "niexiaoyan", "relatives": [],
            },
        ),
    ]  # fmt: skip
    call_command("verify_chain", "--election", str(election.pk))


def test_neither_link_nor_code_nor_password_is_kept_anywhere(made: Invited) -> None:
    accept(made)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the tables of the test's own database
            rows = str(cursor.fetchall())
            for secret in (made.token, f"'{made.code}'", f":{made.code}", PASSWORD):
                assert secret not in rows, table


def test_links_and_codes_differ(election: Election, township_user: User) -> None:
    many = [invited(election, township_user, name=f"第{number}人") for number in range(20)]
    assert len({one.token for one in many}) == 20
    assert len({one.code for one in many}) > 15
    assert {len(one.code) for one in many} == {6}


def test_the_database_itself_refuses_what_cannot_be(made: Invited, clerk: User) -> None:
    found = Invitation.objects.filter(pk=made.invitation.pk)
    changes: list[dict[str, object]] = [
        {"wrong": 6},
        {"role": "township"},
        {"used_at": NOW},
        {"account": clerk},
        {"used_at": NOW, "account": clerk, "withdrawn_at": NOW},
    ]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            found.update(**change)


def test_a_disabled_account_stays_out(made: Invited, township_user: User) -> None:
    user = accept(made)
    set_account_active(user_id=user.pk, active=False, by=township_user.actor, at=NOW)
    assert attempt(made, made.code) == USED


def invited_and_taken_off() -> Election:
    village, township_user = new_village()
    election = begin(village, township_user)
    accept(invited(election, township_user))
    official = Official.objects.get()
    remove_official(election_id=election.pk, official_id=official.pk, by=township_user.actor, at=NOW)
    return election


def test_the_dossier_stands_also_when_the_person_was_taken_off_again(db: None) -> None:
    content = exported(invited_and_taken_off)
    assert faults_of(loads(content)) == ()
    assert through_the_database(content)[0] == content
