"""Who keys is under the same bans as who counts: nominees, candidates and their near relatives, each ballot apart."""

import pytest
from django.urls import reverse

from elections.models import Election, Official, User, Village
from elections.rules.stages import Stage
from tests.ballots.stagekit import begin, carry
from tests.elections.pages import as_user

# In the assembly of stagekit 于海林 is a candidate, 徐小兰 was shortlisted and not taken, 吴金生 never stood.


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


@pytest.fixture
def newcomer(village: Village, clerk: User) -> User:
    """A clerk of the village who is named for nothing yet."""
    return User.objects.create_user(
        username="xinren",
        password="correct-horse-battery",
        person="新人",
        role="clerk",
        township=village.township,
        village=village,
        created_at=clerk.created_at,
    )


def name(election: Election, by: User, account: User, duty: str, **facts: str) -> list[str]:
    """Name an account for a duty on the page; returns what refuses it."""
    members = {member.name: str(member.pk) for member in election.members.all()}
    entry = {
        "duty": duty,
        "account": str(account.pk),
        "name": "",
        "post": "",
        "group": "all",
        "member": members.get(facts.get("member", ""), "none"),
        "relatives": [members[facts["relative"]]] if "relative" in facts else [],
    }
    response = as_user(by).post(reverse("officials", args=[election.pk]), entry)
    return [] if response.status_code == 302 else response.context["form"].non_field_errors()


@pytest.mark.parametrize(
    ("facts", "refusals"),
    [
        ({}, []),
        ({"member": "于海林"}, ["于海林是被投信任票的党员，不能担任录入员。"]),
        ({"member": "吴金生"}, ["吴金生是被投信任票的党员，不能担任录入员。"]),
        (
            {"relative": "吴金生"},
            ["新人是吴金生的近亲属，吴金生是被投信任票的党员，新人不能担任录入员。"],
        ),
    ],
)
def test_trust_vote(
    facts: dict[str, str], refusals: list[str], election: Election, township_user: User, newcomer: User
) -> None:
    assert name(election, township_user, newcomer, "trust_clerk", **facts) == refusals
    assert Official.objects.filter(account=newcomer).count() == (0 if refusals else 1)


@pytest.mark.parametrize(
    ("facts", "refusals"),
    [
        ({}, []),
        ({"member": "吴金生"}, []),
        ({"member": "徐小兰"}, []),
        ({"relative": "徐小兰"}, []),
        ({"member": "于海林"}, ["于海林是候选人，不能担任录入员。"]),
        ({"relative": "于海林"}, ["新人是于海林的近亲属，于海林是候选人，新人不能担任录入员。"]),
    ],
)
def test_assembly(
    facts: dict[str, str], refusals: list[str], election: Election, township_user: User, newcomer: User
) -> None:
    carry(election, Stage.ASSEMBLY, township_user)
    assert name(election, township_user, newcomer, "assembly_clerk", **facts) == refusals
    assert Official.objects.filter(account=newcomer).count() == (0 if refusals else 1)


def test_each_ballot_apart(election: Election, township_user: User, newcomer: User) -> None:
    """Somebody near to a nominee may key the assembly once that nominee is no candidate."""
    carry(election, Stage.ASSEMBLY, township_user)
    assert name(election, township_user, newcomer, "trust_clerk", relative="徐小兰") == [
        "新人是徐小兰的近亲属，徐小兰是被投信任票的党员，新人不能担任录入员。"
    ]
    assert name(election, township_user, newcomer, "assembly_clerk", relative="徐小兰") == []


def test_a_relative_recorded_elsewhere_counts(
    election: Election, township_user: User, newcomer: User
) -> None:
    """Recorded when naming the committee, not repeated when naming the clerk."""
    assert name(election, township_user, newcomer, "assembly_chair", relative="于海林") == []
    assert name(election, township_user, newcomer, "trust_clerk") == [
        "新人是于海林的近亲属，于海林是被投信任票的党员，新人不能担任录入员。"
    ]


def test_near_relatives_are_so_of_each_other(election: Election, township_user: User, newcomer: User) -> None:
    """杨志刚 is recorded as near to 吴金生; so 吴金生 is barred where 杨志刚 is a candidate."""
    carry(election, Stage.ASSEMBLY, township_user)
    assert name(election, township_user, newcomer, "assembly_chair", member="杨志刚", relative="吴金生") == []
    assert name(election, township_user, newcomer, "assembly_clerk", member="吴金生") == [
        "吴金生是杨志刚的近亲属，杨志刚是候选人，吴金生不能担任录入员。"
    ]


@pytest.mark.parametrize("duty", ["trust_clerk", "assembly_clerk"])
def test_a_monitor_never_keys(
    duty: str, election: Election, township_user: User, monitor: User, viewer: User
) -> None:
    response = as_user(township_user).post(
        reverse("officials", args=[election.pk]),
        {"duty": duty, "account": str(monitor.pk), "member": "none", "name": "", "post": "", "group": "all"},
    )
    label = {"trust_clerk": "信任投票录入员", "assembly_clerk": "党员大会录入员"}[duty]
    assert response.context["form"].errors["account"] == [f"{label}的账号应是村选举工作人员。"]
    assert Official.objects.count() == 0
