"""The ten stages of an election, and which way each may go on or back.

Source: domain §1 (the pilot's 工作流程表). The stage of an election is the one being worked on; closing it
leads to the next, and closing 交接 ends the election.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """The stages in order; the values stand in dossiers and in the database."""

    PREPARATION = "preparation"
    COMMITTEE_FORMED = "committee_formed"
    ANNOUNCED = "announced"
    TRUST_VOTING = "trust_voting"
    TRUST_CERTIFIED = "trust_certified"
    SHORTLISTED = "shortlisted"
    REVIEWED = "reviewed"
    ASSEMBLY = "assembly"
    APPROVED = "approved"
    HANDED_OVER = "handed_over"

    @property
    def number(self) -> int:
        """1 to 10."""
        return ORDER.index(self) + 1

    @property
    def label(self) -> str:
        """The stage's name on the time line."""
        return TITLES[self]


ORDER: tuple[Stage, ...] = tuple(Stage)

TITLES: dict[Stage, str] = {
    Stage.PREPARATION: "筹备",
    Stage.COMMITTEE_FORMED: "成立选举委员会",
    Stage.ANNOUNCED: "公布条件办法",
    Stage.TRUST_VOTING: "信任投票",
    Stage.TRUST_CERTIFIED: "公布信任票",
    Stage.SHORTLISTED: "确定预备候选人",
    Stage.REVIEWED: "审定与公示",
    Stage.ASSEMBLY: "党员大会",
    Stage.APPROVED: "批复",
    Stage.HANDED_OVER: "交接",
}


ACTORS: dict[Stage, str] = {
    Stage.PREPARATION: "县委组织部、乡镇党委",
    Stage.COMMITTEE_FORMED: "村党员大会、村民会议",
    Stage.ANNOUNCED: "乡镇党委、选举委员会",
    Stage.TRUST_VOTING: "选举委员会、指导组",
    Stage.TRUST_CERTIFIED: "选举委员会、监票人",
    Stage.SHORTLISTED: "选举委员会",
    Stage.REVIEWED: "乡镇党委",
    Stage.ASSEMBLY: "村党支部",
    Stage.APPROVED: "乡镇党委",
    Stage.HANDED_OVER: "新老支部委员会",
}

# Where each stage may be taken back to. Once figures are typed the register and the rules are frozen, so nothing
# goes back before the vote they belong to; after the reply (批复) nothing goes back at all. Past a certificate the
# township goes back only with those who signed it (elections.rules.certifying).
BACK: dict[Stage, tuple[Stage, ...]] = {
    Stage.PREPARATION: (),
    Stage.COMMITTEE_FORMED: (Stage.PREPARATION,),
    Stage.ANNOUNCED: (Stage.COMMITTEE_FORMED, Stage.PREPARATION),
    Stage.TRUST_VOTING: (Stage.ANNOUNCED, Stage.COMMITTEE_FORMED, Stage.PREPARATION),
    Stage.TRUST_CERTIFIED: (Stage.TRUST_VOTING,),
    Stage.SHORTLISTED: (Stage.TRUST_CERTIFIED,),
    Stage.REVIEWED: (Stage.SHORTLISTED,),
    Stage.ASSEMBLY: (Stage.REVIEWED, Stage.SHORTLISTED),
    Stage.APPROVED: (Stage.ASSEMBLY,),
    Stage.HANDED_OVER: (),
}


def next_stage(stage: Stage) -> Stage | None:
    """Return the stage that follows, None after 交接."""
    position = ORDER.index(stage) + 1
    return ORDER[position] if position < len(ORDER) else None


def stages_back(
    stage: Stage, *, trust_figures: bool, assembly_figures: bool, certified: bool
) -> tuple[Stage, ...]:
    """Return where `stage` may be taken back to, given whether figures of either vote are on record.

    `certified`: the trust result is signed by both, and stands.
    """
    targets = BACK[stage]
    if certified:
        targets = tuple(t for t in targets if Derived.CERTIFICATE not in derived_undone(t))
    if trust_figures:
        targets = tuple(t for t in targets if t.number >= Stage.TRUST_VOTING.number)
    if assembly_figures and stage is Stage.ASSEMBLY:
        targets = ()
    return targets


def stages_undone(target: Stage, present: Stage) -> tuple[Stage, ...]:
    """Return the stages whose records fall when the election goes back from `present` to `target`."""
    return ORDER[target.number - 1 : present.number]


class Derived(StrEnum):
    """What rests on the stages and falls when the election goes back far enough."""

    TRUST_ROUND = "trust_round"
    CERTIFICATE = "certificate"
    PROCEEDING = "proceeding"
    REVIEW = "review"
    MEETING = "meeting"


# The earliest stage an election can go back to with the thing still standing. Closing 公布条件办法 opens the trust
# round; the others are signed or settled within their stage, the certificate once, the rest anew there.
STANDS_FROM: dict[Derived, Stage] = {
    Derived.TRUST_ROUND: Stage.TRUST_VOTING,
    Derived.CERTIFICATE: Stage.TRUST_CERTIFIED,
    Derived.PROCEEDING: Stage.SHORTLISTED,
    Derived.REVIEW: Stage.REVIEWED,
    Derived.MEETING: Stage.ASSEMBLY,
}


def derived_undone(target: Stage) -> tuple[Derived, ...]:
    """Return what falls, where it exists, when the election goes back to `target`."""
    return tuple(thing for thing, stage in STANDS_FROM.items() if target.number < stage.number)


def window_begins(opens: date) -> date:
    """Return the first day of an objection window posted on `opens`: the day of posting does not count."""
    return opens + timedelta(days=1)


def window_ends(opens: date, *, days: int, working: bool) -> date:
    """Return the last day of an objection window (公示期) of `days` full days posted on `opens`.

    The day of posting does not count. Working days are Monday to Friday; public holidays are the township's to add.
    """
    day = opens
    while days > 0:
        day += timedelta(days=1)
        if not working or day.isoweekday() <= 5:
            days -= 1
    return day


@dataclass(frozen=True, slots=True)
class Missing:
    """One reason why a stage cannot close: its code, the sentence, and the key of the page or field that cures it."""

    code: str
    message: str
    cure: str
