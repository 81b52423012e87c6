"""What each stage asks, in one line for the lists."""

from collections.abc import Mapping, Sequence

from .certifying import unsigned_words
from .duties import OfficialDuty
from .stages import Stage

HEADLINES: Mapping[Stage, str] = {
    Stage.PREPARATION: "核对村情和名册，办结筹备",
    Stage.COMMITTEE_FORMED: "召开两个大会，推选选举委员会",
    Stage.ANNOUNCED: "公布任职条件和选举办法",
    Stage.TRUST_VOTING: "录入各票箱计票单",
    Stage.TRUST_CERTIFIED: "核定并公布信任投票结果",
    Stage.SHORTLISTED: "确定并公示预备候选人",
    Stage.REVIEWED: "审定正式候选人，公示",
    Stage.ASSEMBLY: "召开党员大会，录入计票结果",
    Stage.APPROVED: "呈报选举结果，登记批复",
    Stage.HANDED_OVER: "新老班子交接",
}


def headline(stage: Stage, *, boxes: tuple[int, int] | None, unsigned: Sequence[OfficialDuty] = ()) -> str:
    """Return what a stage asks in one line.

    `boxes` are the trust vote's boxes in all and complete; `unsigned` those who can now sign something.
    """
    if unsigned:
        return f"{HEADLINES[stage]}，{unsigned_words(unsigned)}"
    if stage is Stage.TRUST_VOTING and boxes:
        return f"{HEADLINES[stage]}，{boxes[0]} 个票箱已录 {boxes[1]} 个"
    return HEADLINES[stage]
