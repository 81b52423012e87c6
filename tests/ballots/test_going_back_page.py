"""The page for going back: bad input, a stale page, who may."""

import pytest
from django.urls import reverse

from elections.models import Election, StageRecord, User, Village
from elections.rules.stages import Stage
from tests.ballots.stagekit import begin, carry
from tests.elections.pages import as_user


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


def page_of(election: Election) -> str:
    return reverse("stage_back", args=[election.pk])


@pytest.mark.parametrize(
    ("data", "field", "fault"),
    [
        ({"reason": ""}, "reason", "请填写这一项。"),
        ({"reason": "   "}, "reason", "请填写这一项。"),
        ({"reason": "长" * 501}, "reason", "最多 500 个字。"),
        ({"target": ""}, "target", "请选择退回到哪个阶段。"),
        ({"target": "assembly"}, "target", "现在不能退回到这个阶段。"),
    ],
)
def test_bad_input(
    data: dict[str, str], field: str, fault: str, election: Election, township_user: User
) -> None:
    carry(election, Stage.COMMITTEE_FORMED, township_user)
    given = {"version": election.version, "target": "preparation", "reason": "写错"} | data
    response = as_user(township_user).post(page_of(election), given)
    assert response.status_code == 200
    assert response.context["form"].errors[field] == [fault]
    assert StageRecord.objects.filter(invalidated_at__isnull=False).count() == 0


def test_a_stale_page_asks_again(election: Election, township_user: User) -> None:
    carry(election, Stage.COMMITTEE_FORMED, township_user)
    given = {"version": "1", "target": "preparation", "reason": "写错"}
    response = as_user(township_user).post(page_of(election), given)
    assert "这一页打开以后，选举有了变动" in response.content.decode()
    assert "写错</textarea>" in response.content.decode()
    election.refresh_from_db()
    assert election.stage == "committee_formed"


def test_roles(
    election: Election, township_user: User, clerk: User, viewer: User, other_clerk: User, stranger: User
) -> None:
    people = (township_user, clerk, viewer, other_clerk, stranger)
    assert [as_user(user).get(page_of(election)).status_code for user in people] == [200, 403, 403, 404, 404]
