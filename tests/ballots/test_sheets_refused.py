"""Who keys no sheet, and when nobody does."""

import pytest
from django.core.exceptions import PermissionDenied
from factories import (
    AT,
    certify,
    set_stage,
)
from keyers import figures_for, key_once, keyings

from ballots.models import Round, Sheet
from elections.models import Election, Official, User
from elections.rules.stages import Stage
from elections.services.guard import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "stage", [Stage.TRUST_CERTIFIED, Stage.SHORTLISTED, Stage.ASSEMBLY, Stage.HANDED_OVER]
)
def test_trust_figures_are_keyed_only_during_the_vote(
    sheet: Sheet, clerk: User, election: Election, stage: Stage
) -> None:
    set_stage(election, stage, clerk)
    with pytest.raises(PermissionDenied):
        key_once(sheet, figures_for(sheet), clerk)
    assert keyings(sheet) == []


def test_a_certified_or_invalid_round_takes_no_figures(sheet: Sheet, clerk: User, election: Election) -> None:
    certify(election)
    with pytest.raises(Refused, match="已经核定"):
        key_once(sheet, figures_for(sheet), clerk)
    Round.objects.filter(pk=sheet.round_id).update(invalidated_at=AT)
    with pytest.raises(Refused, match="已经作废"):
        key_once(sheet, figures_for(sheet), clerk)


def test_nobody_without_the_right_keys(
    sheet: Sheet,
    viewer: User,
    other_clerk: User,
    stranger: User,
    township_user: User,
    monitor: User,
    head: User,
) -> None:
    for user in (viewer, other_clerk, stranger, township_user, monitor):
        with pytest.raises(PermissionDenied):
            key_once(sheet, figures_for(sheet), user)
    # A clerk's role without the duty: the head of the committee signs in this election and keys nothing.
    with pytest.raises(PermissionDenied, match="只有登记为信任投票录入员的账号"):
        key_once(sheet, figures_for(sheet), head)
    Official.objects.filter(duty="trust_clerk").delete()
    with pytest.raises(PermissionDenied, match="只有登记为信任投票录入员的账号"):
        key_once(sheet, figures_for(sheet), User.objects.get(username="luruyuan"))
    assert keyings(sheet) == []
