"""Certifying a round's result: who signs, in which order, when it stands, and how it is taken back.

Source: domain §1: the figures of the trust vote are checked, signed and announced by committee and monitors (5); in
the assembly the monitors report the figures and the chair declares the result (8). Each person signs with their own
account. A certificate stands until the same two people sign that it is lifted, on the township's reasoned request.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .duties import OfficialDuty, duty_refusal
from .permissions import Action
from .stages import Stage


class Purpose(StrEnum):
    """What is signed: that a result is right, or that its certificate is lifted."""

    CERTIFY = "certify"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: in which capacity, by which account."""

    capacity: OfficialDuty
    user: int


@dataclass(frozen=True, slots=True)
class Signatures:
    """What was signed so far, for one purpose, of a trust round or of a ballot of the assembly."""

    trust: bool
    purpose: Purpose = Purpose.CERTIFY
    signed: tuple[Signed, ...] = ()

    @property
    def done(self) -> frozenset[OfficialDuty]:
        """The capacities in which somebody signed."""
        return frozenset(one.capacity for one in self.signed)

    @property
    def wanted(self) -> tuple[OfficialDuty, ...]:
        """Every capacity in which somebody has to sign, in order; the chair announces what the others signed."""
        two = MAKE[self.trust]
        return two if self.trust or self.purpose is Purpose.REOPEN else (*two, ANNOUNCES)

    @property
    def missing(self) -> tuple[OfficialDuty, ...]:
        """The capacities in which nobody signed yet, in order."""
        return tuple(capacity for capacity in self.wanted if capacity not in self.done)

    @property
    def made(self) -> bool:
        """Whether the two who answer for the figures have both signed."""
        return self.done.issuperset(MAKE[self.trust])

    @property
    def complete(self) -> bool:
        """Whether nothing is left to sign: certified, and in the assembly announced."""
        return not self.missing

    @property
    def due(self) -> tuple[OfficialDuty, ...]:
        """The capacities in which somebody can sign now."""
        return tuple(capacity for capacity in self.missing if capacity is not ANNOUNCES or self.made)


MAKE: dict[bool, tuple[OfficialDuty, OfficialDuty]] = {
    True: (OfficialDuty.COMMITTEE_HEAD, OfficialDuty.TRUST_MONITOR),
    False: (OfficialDuty.CHIEF_MONITOR, OfficialDuty.ASSEMBLY_COUNTER),
}
ANNOUNCES = OfficialDuty.ASSEMBLY_CHAIR
# What the stages' records say of those who signed, by the item's key.
SIGNED_ITEMS: dict[str, OfficialDuty] = {
    "head_signed": OfficialDuty.COMMITTEE_HEAD,
    "monitors_signed": OfficialDuty.TRUST_MONITOR,
    "chief_monitor_signed": OfficialDuty.CHIEF_MONITOR,
}
# Where each vote is certified, up to which stage its certificate may be lifted, and where the election then stands.
CERTIFIED_IN = {True: Stage.TRUST_CERTIFIED, False: Stage.ASSEMBLY}
REOPENED_UNTIL = {True: Stage.ASSEMBLY, False: Stage.APPROVED}
REOPENED_TO = {True: Stage.TRUST_VOTING, False: Stage.ASSEMBLY}


def signing_action(*, trust: bool) -> Action:
    """Return what signing is called in the permission table."""
    return Action.SIGN_TRUST if trust else Action.SIGN_ASSEMBLY


def names_of(capacities: Collection[OfficialDuty]) -> str:
    """Return capacities as a sentence lists them."""
    return "、".join(capacity.label for capacity in capacities)


def capacity_for(given: Signatures, *, held: Collection[str], user: int) -> OfficialDuty | None:
    """Return the capacity in which an account named for `held` duties signs now; None where it may not."""
    if user in {one.user for one in given.signed}:
        return None
    return next((capacity for capacity in given.due if capacity in held), None)


def signing_refusal(given: Signatures, *, held: Collection[str], user: int) -> str | None:
    """Return the sentence why the account may not sign now, None where it may."""
    mine = [capacity for capacity in given.wanted if capacity in held]
    if not mine:
        return duty_refusal(signing_action(trust=given.trust), held) or (
            f"撤销核定由{names_of(given.wanted)}签字，{ANNOUNCES.label}不用签。"
        )
    if given.complete:
        return "该签的字都已签完，不用再签。"
    own = next((one.capacity for one in given.signed if one.user == user), None)
    if own is not None:
        return f"您已经作为{own.label}签过字，其余的字须由别人签。"
    if given.done.issuperset(mine):
        return f"{names_of(mine)}已经有人签过字，不用再签。"
    if capacity_for(given, held=held, user=user) is None:
        return f"{names_of(MAKE[given.trust])}签字以后，{ANNOUNCES.label}才能宣布。"
    return None


@dataclass(frozen=True, slots=True)
class Ground:
    """How a round stands, for the question whether its result can be signed.

    `status` is the decision's word, "" where nothing is decided; `reopening`: a request to lift is not settled.
    """

    trust: bool
    stage: Stage
    status: str
    sheets_open: int = 0
    warnings_open: int = 0
    reopening: bool = False


def certifying_refusals(ground: Ground) -> tuple[str, ...]:
    """Return every sentence why a round's result cannot be signed; void and unfilled rounds are signed like others."""
    stage = CERTIFIED_IN[ground.trust]
    if ground.stage is not stage:
        return (f"只有在“{stage.label}”阶段才能签字，现为“{ground.stage.label}”阶段。",)
    if ground.reopening:
        return ("已经申请撤销核定；签字同意撤销，或者由乡镇收回申请。",)
    if ground.sheets_open:
        return (f"还有 {ground.sheets_open} 张计票单没有录完，录完并且相符以后才能签字。",)
    if not ground.status:
        return ("现在还没有可以签字的结果。",)
    found = []
    if ground.trust and ground.status == "errors":
        found.append("各票箱合起来还有错误，不能核定；请乡镇退回“信任投票”改正。")
    if ground.warnings_open:
        found.append(f"还有 {ground.warnings_open} 处提示没有说明，说明以后才能签字。")
    return tuple(found)


def attendance_refusal(*, signed: bool, begun: str) -> str | None:
    """Return the sentence why head count and excusals stand, None where they may be changed.

    The majority of every ballot is taken of them: they are signed with the first ballot's result, and nobody may turn
    that result by them once figures were keyed. `begun` names the ballot whose sheet is begun, "" where none is.
    """
    if signed:
        return "已经有一轮的结果签了字，到会人数和请假不能再改；确有错误的，由乡镇申请撤销核定。"
    if begun:
        return (
            f"{begun}已经录入票数，到会人数和请假不能再改；确有错误的，等这张计票单录完，"
            "由监票人决定重新清点，更正人数以后再重新录入。"
        )
    return None


def reopening_needs(*, trust: bool, made: bool) -> tuple[OfficialDuty, ...]:
    """Return who must sign that a certificate is lifted: the two who make one; nobody while it is not made."""
    return MAKE[trust] if made else ()


def reopening_refusal(*, trust: bool, stage: Stage, standing: bool, last: bool, asked: bool) -> str | None:
    """Return the sentence why the township may not ask to lift a certificate, None where it may.

    `standing`: there is one, be it signed by one alone; `last`: no other ballot of the assembly was opened since;
    `asked`: a request is open already.
    """
    if not standing:
        return "这一轮还没有人签字，没有可以撤销的核定。"
    until = REOPENED_UNTIL[trust]
    if stage.number > until.number:
        return f"“{until.label}”阶段已经办结，不能再撤销核定。"
    if asked:
        return "已经申请撤销核定，还没有签完字。"
    if not last:
        return "后面已经开始另一轮投票，只能撤销最后一轮的核定。"
    return None


def opening_refusal(last: Signatures | None, *, reopening: bool) -> str | None:
    """Return the sentence why nothing may follow the last ballot of the assembly yet, None where it may."""
    if last is None:
        return None
    if reopening:
        return "上一轮已经申请撤销核定，撤销或者收回申请以后才能继续。"
    if last.complete:
        return None
    return f"上一轮的结果还没有宣布，等待{names_of(last.missing)}签字。"


def unsigned_words(missing: Sequence[OfficialDuty]) -> str:
    """Return what still has to be signed, as a list of tasks says it."""
    return f"等待{names_of(missing)}签字" if missing else "已经签字"
