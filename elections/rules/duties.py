"""Who does what at the ballots of one election, and which duty a deed asks for.

A role says what an account may do at all (elections.rules.permissions); a duty says for which ballot it was named.
Source: domain §2: caller, counter, monitor and clerk are named people; the bans go by person.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from .permissions import Action, Role


class OfficialDuty(StrEnum):
    """The duties people are named for; the values stand in the database and in dossiers."""

    GUIDANCE = "guidance"
    COMMITTEE_HEAD = "committee_head"
    COMMITTEE = "committee"
    TRUST_CALLER = "trust_caller"
    TRUST_COUNTER = "trust_counter"
    TRUST_MONITOR = "trust_monitor"
    TRUST_CLERK = "trust_clerk"
    CHIEF_MONITOR = "chief_monitor"
    ASSEMBLY_MONITOR = "assembly_monitor"
    ASSEMBLY_CALLER = "assembly_caller"
    ASSEMBLY_COUNTER = "assembly_counter"
    ASSEMBLY_CLERK = "assembly_clerk"
    ASSEMBLY_CHAIR = "assembly_chair"

    @property
    def label(self) -> str:
        """The duty in Chinese."""
        return _LABELS[self]


_LABELS = {
    OfficialDuty.GUIDANCE: "村指导组成员",
    OfficialDuty.COMMITTEE_HEAD: "选举委员会主任",
    OfficialDuty.COMMITTEE: "选举委员会委员",
    OfficialDuty.TRUST_CALLER: "信任投票唱票人",
    OfficialDuty.TRUST_COUNTER: "信任投票计票人",
    OfficialDuty.TRUST_MONITOR: "信任投票监票人",
    OfficialDuty.TRUST_CLERK: "信任投票录入员",
    OfficialDuty.CHIEF_MONITOR: "党员大会总监票人",
    OfficialDuty.ASSEMBLY_MONITOR: "党员大会监票人",
    OfficialDuty.ASSEMBLY_CALLER: "党员大会唱票人",
    OfficialDuty.ASSEMBLY_COUNTER: "党员大会计票人",
    OfficialDuty.ASSEMBLY_CLERK: "党员大会录入员",
    OfficialDuty.ASSEMBLY_CHAIR: "党员大会主持人",
}

# The role of the account somebody signs in with for a duty; duties without an entry need no account.
ACCOUNT_ROLES: dict[OfficialDuty, Role] = {
    OfficialDuty.COMMITTEE_HEAD: Role.CLERK,
    OfficialDuty.TRUST_MONITOR: Role.MONITOR,
    OfficialDuty.TRUST_CLERK: Role.CLERK,
    OfficialDuty.CHIEF_MONITOR: Role.MONITOR,
    OfficialDuty.ASSEMBLY_MONITOR: Role.MONITOR,
    OfficialDuty.ASSEMBLY_COUNTER: Role.CLERK,
    OfficialDuty.ASSEMBLY_CLERK: Role.CLERK,
    OfficialDuty.ASSEMBLY_CHAIR: Role.CLERK,
}
# Nobody can do these without signing in.
ACCOUNT_NEEDED = frozenset({OfficialDuty.TRUST_CLERK, OfficialDuty.ASSEMBLY_CLERK})

# Every sheet is keyed by two people and every result is signed: who must have an account before a ballot begins.
TRUST_ACCOUNTS = {
    OfficialDuty.TRUST_CLERK: 2,
    OfficialDuty.COMMITTEE_HEAD: 1,
    OfficialDuty.TRUST_MONITOR: 1,
}
ASSEMBLY_ACCOUNTS = {
    OfficialDuty.ASSEMBLY_CLERK: 2,
    OfficialDuty.CHIEF_MONITOR: 1,
    OfficialDuty.ASSEMBLY_COUNTER: 1,
    OfficialDuty.ASSEMBLY_CHAIR: 1,
}

NEEDED: dict[Action, frozenset[OfficialDuty]] = {
    Action.KEY_TRUST: frozenset({OfficialDuty.TRUST_CLERK}),
    Action.KEY_ASSEMBLY: frozenset({OfficialDuty.ASSEMBLY_CLERK}),
    Action.DECIDE_TRUST: frozenset({OfficialDuty.TRUST_MONITOR}),
    Action.DECIDE_ASSEMBLY: frozenset({OfficialDuty.CHIEF_MONITOR, OfficialDuty.ASSEMBLY_MONITOR}),
    Action.SIGN_TRUST: frozenset({OfficialDuty.COMMITTEE_HEAD, OfficialDuty.TRUST_MONITOR}),
    Action.SIGN_ASSEMBLY: frozenset(
        {OfficialDuty.CHIEF_MONITOR, OfficialDuty.ASSEMBLY_COUNTER, OfficialDuty.ASSEMBLY_CHAIR}
    ),
}


def duty_refusal(action: Action, held: Collection[str]) -> str | None:
    """Return the sentence why somebody named for `held` duties may not do `action`, None where they may."""
    needed = NEEDED.get(action, frozenset())
    if not needed or needed.intersection(held):
        return None
    words = "或".join(duty.label for duty in OfficialDuty if duty in needed)
    return f"只有登记为{words}的账号能{action.value}，请乡镇在“工作人员”中登记。"


def duty_for(action: Action, held: Collection[str]) -> OfficialDuty | None:
    """Return the duty by which somebody named for `held` does `action`, None where it takes none or they hold none."""
    needed = NEEDED.get(action, frozenset())
    return next((duty for duty in OfficialDuty if duty in needed and duty in held), None)


def handled_refusal(name: str, duty: OfficialDuty, *, keyed: bool, decided: bool, signed: bool) -> str | None:
    """Return the sentence why somebody stays on a duty, None where they may be taken off: nobody does who handled figures."""
    told = {"录入票数": keyed, "处理计票单": decided, "签字": signed}
    done = "、".join(words for words, so in told.items() if so)
    if not done:
        return None
    return (
        f"{name}（{duty.label}）已经{done}，不能取消：经手过票数的人要留在名单上。要换人的，请另外登记一人。"
    )


def account_gaps(
    needed: Mapping[OfficialDuty, int], accounts: Mapping[str, int]
) -> tuple[tuple[OfficialDuty, str], ...]:
    """Return each duty of `needed` for which too few different `accounts` are named, and the sentence that says so."""
    gaps = []
    for duty, least in needed.items():
        found = accounts.get(duty, 0)
        if found < least:
            many = f"{duty.label}至少 {least} 名，各用各的账号，现有 {found} 名。"
            gaps.append((duty, many if least > 1 else f"{duty.label}还没有账号，到时无法签字。"))
    return tuple(gaps)


def account_fault(duty: OfficialDuty, role: Role | None) -> str | None:
    """Say what is wrong with the account given for a duty (its role; None where none is given), None where nothing is."""
    wanted = ACCOUNT_ROLES.get(duty)
    if role is None:
        return f"{duty.label}要登录录入，请选择账号。" if duty in ACCOUNT_NEEDED else None
    if wanted is None:
        return f"{duty.label}不用登录，不选账号。"
    return None if role is wanted else f"{duty.label}的账号应是{wanted.label}。"
