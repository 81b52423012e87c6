"""Role × Action × Stage, letter by letter, against the table written out."""

import pytest

from elections.rules.permissions import Action, Actor, Role, allowed, reach_fault, refusal, roles_for
from elections.rules.stages import ORDER, Stage

# One letter a stage, in order: Y may, "." may not.
#            筹成公信核预审大批交
TOWNSHIP = {
    "VIEW": "YYYYYYYYYY",
    "MANAGE_PLACES": "YYYYYYYYYY",
    "MANAGE_MEMBERS": "YYYYYYYYYY",
    "MANAGE_ACCOUNTS": "YYYYYYYYYY",
    "CREATE_ELECTION": "YYYYYYYYYY",
    "CONFIGURE": "YYY.......",
    "PLAN": "YYYYYYYYYY",
    "NAME_OFFICIALS": "YYYYYYYY..",
    "CLOSE_STAGE": "YYYYYYYYYY",
    "GO_BACK": "YYYYYYYYYY",
    "MANAGE_BOXES": "...Y......",
    "KEY_TRUST": "..........",
    "DECIDE_TRUST": "..........",
    "READ_KEYINGS": "..........",
    "SIGN_TRUST": "..........",
    "ORDER_NEW_VOTE": "....YY....",
    "PROCEED_WITH_FEWER": ".....Y....",
    "REVIEW": "......Y...",
    "RECORD_OBJECTION": "......Y...",
    "RUN_ASSEMBLY": "..........",
    "KEY_ASSEMBLY": "..........",
    "DECIDE_ASSEMBLY": "..........",
    "SIGN_ASSEMBLY": "..........",
    "REOPEN": "....YYYYY.",
    "WATCH": "YYYYYYYYYY",
    "MAKE_PAPER": "YYYYYYYYYY",
    "POST_PAPER": "YYYYYYYYYY",
    "TAKE_ARCHIVE": "YYYYYYYYYY",
}
CLERK = {
    "VIEW": "YYYYYYYYYY",
    "MANAGE_BOXES": "...Y......",
    "KEY_TRUST": "...Y......",
    "RUN_ASSEMBLY": ".......Y..",
    "KEY_ASSEMBLY": ".......Y..",
    "SIGN_TRUST": "....YYYY..",
    "SIGN_ASSEMBLY": ".......YY.",
    "WATCH": "YYYYYYYYYY",
    "MAKE_PAPER": "YYYYYYYYYY",
    "POST_PAPER": "YYYYYYYYYY",
}
MONITOR = {
    "VIEW": "YYYYYYYYYY",
    "READ_KEYINGS": "YYYYYYYYYY",
    "DECIDE_TRUST": "...Y......",
    "DECIDE_ASSEMBLY": ".......Y..",
    "SIGN_TRUST": "....YYYY..",
    "SIGN_ASSEMBLY": ".......YY.",
    "WATCH": "YYYYYYYYYY",
}
LOOKING = {"VIEW": "YYYYYYYYYY", "WATCH": "YYYYYYYYYY"}
WRITTEN = {
    Role.COUNTY: LOOKING,
    Role.TOWNSHIP: TOWNSHIP,
    Role.CLERK: CLERK,
    Role.MONITOR: MONITOR,
    Role.PROJECTOR: {"WATCH": "YYYYYYYYYY"},
    Role.VIEWER: LOOKING,
}


@pytest.mark.parametrize("action", Action, ids=lambda action: action.name)
@pytest.mark.parametrize("role", Role)
def test_table(role: Role, action: Action) -> None:
    found = "".join("Y" if allowed(role, action, stage) else "." for stage in ORDER)
    assert found == WRITTEN[role].get(action.name, "..........")


def test_every_action_is_written_out() -> None:
    assert set(TOWNSHIP) == {action.name for action in Action}


@pytest.mark.parametrize(
    ("role", "action", "may"),
    [
        (Role.TOWNSHIP, Action.CREATE_ELECTION, True),
        (Role.TOWNSHIP, Action.MANAGE_ACCOUNTS, True),
        (Role.CLERK, Action.VIEW, True),
        (Role.CLERK, Action.CREATE_ELECTION, False),
        (Role.CLERK, Action.MANAGE_PLACES, False),
        (Role.VIEWER, Action.VIEW, True),
        (Role.VIEWER, Action.MAKE_PAPER, False),
    ],
)
def test_outside_any_election(role: Role, action: Action, may: bool) -> None:
    assert allowed(role, action) is may


@pytest.mark.parametrize(
    ("role", "action", "stage", "sentence"),
    [
        (
            Role.CLERK,
            Action.CLOSE_STAGE,
            Stage.TRUST_VOTING,
            "村选举工作人员不能办结阶段（中坊村，现为“信任投票”阶段）。",
        ),
        (
            Role.VIEWER,
            Action.KEY_TRUST,
            Stage.TRUST_VOTING,
            "浏览人员不能录入信任票（中坊村，现为“信任投票”阶段）。",
        ),
        (
            Role.TOWNSHIP,
            Action.CONFIGURE,
            Stage.ASSEMBLY,
            "中坊村，现为“党员大会”阶段，此时不能修改选举规则和安排。",
        ),
        (Role.CLERK, Action.MANAGE_PLACES, None, "村选举工作人员不能修改村情（中坊村）。"),
    ],
)
def test_refusal_names_role_action_place_and_stage(
    role: Role, action: Action, stage: Stage | None, sentence: str
) -> None:
    assert refusal(role, action, place="中坊村", stage=stage) == sentence


def test_roles_for() -> None:
    assert roles_for(Action.KEY_TRUST, Stage.TRUST_VOTING) == (Role.CLERK,)
    assert roles_for(Action.KEY_TRUST, Stage.ASSEMBLY) == ()


@pytest.mark.parametrize(
    ("own", "place", "reaches"),
    [
        # own: county, township, village; the place asked about likewise
        ((None, 1, None), (9, 1, 7), True),
        ((None, 1, None), (9, 2, 7), False),
        ((None, 1, 7), (9, 1, 7), True),
        ((None, 1, 7), (9, 1, 8), False),
        ((None, 1, 7), (9, 2, 7), False),
        ((9, None, None), (9, 1, 7), True),
        ((9, None, None), (9, 2, 8), True),
        ((9, None, None), (8, 3, 7), False),
    ],
)
def test_reach(
    own: tuple[int | None, int | None, int | None], place: tuple[int, int, int], reaches: bool
) -> None:
    county, township, village = own
    role = Role.COUNTY if county else Role.CLERK
    actor = Actor(1, "mouren", "某人", role, township_id=township, village_id=village, county_id=county)
    assert actor.reaches(county_id=place[0], township_id=place[1], village_id=place[2]) is reaches


@pytest.mark.parametrize(
    ("role", "has_village", "sentence"),
    [
        (Role.CLERK, True, ""),
        (Role.CLERK, False, "村选举工作人员只管一个村，请选择是哪个村。"),
        (Role.TOWNSHIP, True, "乡镇管理员管全乡，这里不选村。"),
        (Role.TOWNSHIP, False, ""),
        (Role.VIEWER, True, ""),
        (Role.VIEWER, False, ""),
    ],
)
def test_reach_of_an_account(role: Role, has_village: bool, sentence: str) -> None:
    assert reach_fault(role, has_village=has_village) == sentence
