"""Who may do what, when: one table, Role × Action × Stage. What is not in it is refused."""

from dataclasses import dataclass
from enum import StrEnum

from .stages import ORDER, Stage


class Role(StrEnum):
    """The roles of this version; values stand in the database."""

    COUNTY = "county"
    TOWNSHIP = "township"
    CLERK = "clerk"
    MONITOR = "monitor"
    PROJECTOR = "projector"
    VIEWER = "viewer"

    @property
    def label(self) -> str:
        """The role as the interface names it."""
        return _ROLES[self]


_ROLES = {
    Role.COUNTY: "县级浏览人员",
    Role.TOWNSHIP: "乡镇管理员",
    Role.CLERK: "村选举工作人员",
    Role.MONITOR: "监票人",
    Role.PROJECTOR: "大屏",
    Role.VIEWER: "浏览人员",
}


class Action(StrEnum):
    """What a page or a service does; the value is the Chinese verb used in a refusal."""

    VIEW = "查看"
    MANAGE_PLACES = "修改村情"
    MANAGE_MEMBERS = "修改党员名册"
    MANAGE_ACCOUNTS = "管理账号"
    CREATE_ELECTION = "新建选举"
    CONFIGURE = "修改选举规则和安排"
    PLAN = "排定日期"
    NAME_OFFICIALS = "登记工作人员"
    CLOSE_STAGE = "办结阶段"
    GO_BACK = "退回阶段"
    MANAGE_BOXES = "增减流动票箱"
    KEY_TRUST = "录入信任票"
    DECIDE_TRUST = "处理信任票的错误和出入"
    READ_KEYINGS = "在核对一致以前查看历次录入"
    SIGN_TRUST = "签字核定信任投票"
    ORDER_NEW_VOTE = "组织重新投票"
    PROCEED_WITH_FEWER = "决定以较少人数继续"
    REVIEW = "审定正式候选人"
    RECORD_OBJECTION = "登记异议"
    RUN_ASSEMBLY = "记录党员大会"
    KEY_ASSEMBLY = "录入大会计票结果"
    DECIDE_ASSEMBLY = "处理大会计票的错误和出入"
    SIGN_ASSEMBLY = "签字确认大会选举结果"
    REOPEN = "申请撤销核定"
    WATCH = "查看大屏"
    MAKE_PAPER = "制作材料"
    TAKE_ARCHIVE = "下载选举档案"
    POST_PAPER = "登记张贴"


ALWAYS: frozenset[Stage] = frozenset(ORDER)
NEVER: frozenset[Stage] = frozenset()


def _between(first: Stage, last: Stage) -> frozenset[Stage]:
    return frozenset(ORDER[first.number - 1 : last.number])


_SET_UP = _between(Stage.PREPARATION, Stage.ANNOUNCED)
_TRUST = frozenset({Stage.TRUST_VOTING})
_ASSEMBLY = frozenset({Stage.ASSEMBLY})
# The same people sign to certify and, as long as nothing final rests on it, to reopen.
_SIGNED_TRUST = _between(Stage.TRUST_CERTIFIED, Stage.ASSEMBLY)
_SIGNED_ASSEMBLY = _between(Stage.ASSEMBLY, Stage.APPROVED)

# Who manages accounts types no figures, and monitors decide of what others typed.
# An action on something outside any election (a village, an account) has no stage; ALWAYS covers it.
TABLE: dict[Role, dict[Action, frozenset[Stage]]] = {
    Role.COUNTY: {Action.VIEW: ALWAYS, Action.WATCH: ALWAYS},
    Role.TOWNSHIP: {
        Action.VIEW: ALWAYS,
        Action.WATCH: ALWAYS,
        Action.MANAGE_PLACES: ALWAYS,
        Action.MANAGE_MEMBERS: ALWAYS,
        Action.MANAGE_ACCOUNTS: ALWAYS,
        Action.CREATE_ELECTION: ALWAYS,
        Action.CONFIGURE: _SET_UP,
        Action.PLAN: ALWAYS,
        Action.NAME_OFFICIALS: _between(Stage.PREPARATION, Stage.ASSEMBLY),
        Action.CLOSE_STAGE: ALWAYS,
        Action.GO_BACK: ALWAYS,
        Action.MANAGE_BOXES: _TRUST,
        Action.ORDER_NEW_VOTE: frozenset({Stage.TRUST_CERTIFIED, Stage.SHORTLISTED}),
        Action.PROCEED_WITH_FEWER: frozenset({Stage.SHORTLISTED}),
        Action.REVIEW: frozenset({Stage.REVIEWED}),
        Action.RECORD_OBJECTION: frozenset({Stage.REVIEWED}),
        Action.REOPEN: _between(Stage.TRUST_CERTIFIED, Stage.APPROVED),
        Action.MAKE_PAPER: ALWAYS,
        Action.TAKE_ARCHIVE: ALWAYS,
        Action.POST_PAPER: ALWAYS,
    },
    Role.CLERK: {
        Action.VIEW: ALWAYS,
        Action.WATCH: ALWAYS,
        Action.MANAGE_BOXES: _TRUST,
        Action.KEY_TRUST: _TRUST,
        Action.RUN_ASSEMBLY: _ASSEMBLY,
        Action.KEY_ASSEMBLY: _ASSEMBLY,
        Action.SIGN_TRUST: _SIGNED_TRUST,
        Action.SIGN_ASSEMBLY: _SIGNED_ASSEMBLY,
        Action.MAKE_PAPER: ALWAYS,
        Action.POST_PAPER: ALWAYS,
    },
    Role.MONITOR: {
        Action.VIEW: ALWAYS,
        Action.WATCH: ALWAYS,
        Action.READ_KEYINGS: ALWAYS,
        Action.DECIDE_TRUST: _TRUST,
        Action.DECIDE_ASSEMBLY: _ASSEMBLY,
        Action.SIGN_TRUST: _SIGNED_TRUST,
        Action.SIGN_ASSEMBLY: _SIGNED_ASSEMBLY,
    },
    Role.PROJECTOR: {Action.WATCH: ALWAYS},
    Role.VIEWER: {Action.VIEW: ALWAYS, Action.WATCH: ALWAYS},
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody signed in: who, in which role, and how far the role reaches: a county, a township, or one village."""

    user_id: int
    username: str
    name: str
    role: Role
    township_id: int | None
    village_id: int | None = None
    county_id: int | None = None

    def reaches(self, *, county_id: int, township_id: int, village_id: int) -> bool:
        """Tell whether the village exists for this actor at all; what does not answers 404."""
        if self.county_id is not None:
            return county_id == self.county_id
        return township_id == self.township_id and self.village_id in (None, village_id)


def allowed(role: Role, action: Action, stage: Stage | None = None) -> bool:
    """Tell whether `role` may do `action` in `stage` (None: outside any election)."""
    stages = TABLE[role].get(action, NEVER)
    return bool(stages) if stage is None else stage in stages


def roles_for(action: Action, stage: Stage) -> tuple[Role, ...]:
    """Return the roles that may do `action` in `stage`."""
    return tuple(role for role in Role if allowed(role, action, stage))


def refusal(role: Role, action: Action, *, place: str, stage: Stage | None = None) -> str:
    """Return the sentence that refuses: it names role, action, place and stage."""
    when = f"，现为“{stage.label}”阶段" if stage else ""
    if stage and TABLE[role].get(action, NEVER):
        return f"{place}{when}，此时不能{action.value}。"
    return f"{role.label}不能{action.value}（{place}{when}）。"


# A township makes accounts for itself and its villages; the county's is made by whoever runs the program.
MADE_BY_TOWNSHIP = (Role.TOWNSHIP, Role.CLERK, Role.MONITOR, Role.PROJECTOR, Role.VIEWER)


def reach_fault(role: Role, *, has_village: bool) -> str:
    """Say what is wrong with the reach of an account of `role` within a township; "" where nothing is."""
    if role in (Role.CLERK, Role.MONITOR) and not has_village:
        return f"{role.label}只管一个村，请选择是哪个村。"
    if role is Role.TOWNSHIP and has_village:
        return "乡镇管理员管全乡，这里不选村。"
    return ""
