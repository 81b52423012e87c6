"""What the screen in the hall (大屏) shows when: every result once it is signed and announced, never before.

Source: domain §1: figures are checked, signed and announced on the spot (5, 8), the formal candidates are posted (7).
Who keyed, counted or watched is nobody's business there, so nothing here knows them.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from .assembly import AssemblyOutcome
from .stages import Stage


class Scene(StrEnum):
    """What the screen shows."""

    COMING = "coming"
    COUNTING = "counting"
    SIGNING = "signing"
    RESULT = "result"
    CANDIDATES = "candidates"
    ASSEMBLY = "assembly"
    ELECTED = "elected"


class Ground(StrEnum):
    """How far the result of a ballot has come: only one that stands is shown."""

    COUNTING = "counting"
    WAITING = "waiting"
    STANDS = "stands"
    IN_QUESTION = "in_question"


class BoxState(StrEnum):
    """How far a box is, in the word that the hall reads."""

    OUT = "未开始"
    COUNTING = "正在录入"
    DONE = "已录完"


NOW = {
    Stage.PREPARATION: "正在筹备选举",
    Stage.COMMITTEE_FORMED: "推选选举委员会",
    Stage.ANNOUNCED: "公布任职条件和选举办法",
}
BALLOT_WORDS = {
    Ground.COUNTING: "正在投票、计票",
    Ground.WAITING: "票已计完，等待签字、宣布",
    Ground.IN_QUESTION: "结果正在复查，暂不显示",
}


def ground_of(*, complete: bool, announced: bool, reopening: bool) -> Ground:
    """Return how far a ballot's result is; once somebody asked to lift its certificate it is in question."""
    if reopening:
        return Ground.IN_QUESTION
    if announced:
        return Ground.STANDS
    return Ground.WAITING if complete else Ground.COUNTING


def scene_of(stage: Stage, *, trust: Ground, posted: bool, last: Ground | None) -> Scene:
    """Return what the screen shows in `stage`.

    `trust` is the trust vote's ground, `posted` whether the formal candidates are posted, `last` the ground of the
    assembly's last ballot, None before the first.
    """
    if stage.number < Stage.TRUST_VOTING.number:
        return Scene.COMING
    if stage is Stage.TRUST_VOTING:
        return Scene.COUNTING
    if trust is not Ground.STANDS:
        return Scene.SIGNING
    if stage.number < Stage.REVIEWED.number or (stage is Stage.REVIEWED and not posted):
        return Scene.RESULT
    if stage is Stage.REVIEWED:
        return Scene.CANDIDATES
    done = stage.number > Stage.ASSEMBLY.number and last is Ground.STANDS
    return Scene.ELECTED if done else Scene.ASSEMBLY


def ballots_shown(grounds: Sequence[Ground]) -> int:
    """Return how many ballots of the assembly, counted from the first, may be shown."""
    for place, ground in enumerate(grounds):
        if ground is not Ground.STANDS:
            return place
    return len(grounds)


def announced_outcome(outcome: AssemblyOutcome, shown: int) -> AssemblyOutcome:
    """Return the assembly as it stood after its first `shown` ballots."""
    return replace(outcome, rounds=outcome.rounds[:shown], trail=outcome.trail[: shown + 1])


def counting_words(*, total: int, done: int, ground: Ground) -> str:
    """Return how the count of the trust vote stands, as the hall reads it."""
    if ground is Ground.IN_QUESTION:
        return "票数正在复查，暂不显示结果"
    if total and done == total:
        return "各票箱都已录完，等待签字核定"
    return "正在计票" if done else "等待开箱计票"
