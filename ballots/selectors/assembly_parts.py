"""What the page of the assembly shows, as plain values; `ballots.selectors.assembly` gathers them."""

from dataclasses import dataclass
from enum import StrEnum

from ballots.models import Attendance, Excusal, MeetingStep, Round
from ballots.selectors.assembly_rounds import RoundView, attendance_stands
from ballots.selectors.dossier import Decided
from elections.models import ElectionMember, Official
from elections.rules.agenda import NextRound, ReduceOption
from elections.rules.assembly import AssemblyOutcome, AssemblyStatus
from elections.rules.consequences import MAJORITY_BASE_WORDS
from elections.rules.meeting import Step
from elections.rules.numbers import part_name
from elections.rules.problems import Problem
from elections.rules.standing import Post
from elections.rules.steps import Step as Explained

TASK_WORDS = {"done": "完成", "doing": "进行中", "bad": "有问题", "": "未开始"}


class Ask(StrEnum):
    """What the page asks for first."""

    NOTHING = ""
    ATTENDANCE = "attendance"
    NO_QUORUM = "no_quorum"
    PREPARE = "prepare"
    SHEET = "sheet"
    SIGN = "sign"
    NEXT = "next"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class ExcusalRow:
    """One excusal, and what it still lacks."""

    excusal: Excusal
    ground: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the meeting, and its record if there is one."""

    step: Step
    record: MeetingStep | None


@dataclass(frozen=True, slots=True)
class ElectedLine:
    """Somebody elected, with the votes for each post; None where they were not put to that vote."""

    member: ElectionMember
    is_secretary: bool
    committee_votes: int | None
    secretary_votes: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A ballot the rules offer now, with its people by name."""

    ballot: NextRound
    names: tuple[str, ...]
    tied_votes: int | None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One part of the assembly's work and how it stands; `anchor` is its place on the page."""

    title: str
    anchor: str
    state: str

    @property
    def word(self) -> str:
        """The state as it is read."""
        return TASK_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class AssemblyPage:
    """The assembly of one election."""

    found: Decided
    ask: Ask
    entitled: int
    attendance: Attendance | None
    excusals: tuple[ExcusalRow, ...]
    steps: tuple[StepRow, ...]
    refusals: tuple[str, ...]
    officials: tuple[Official, ...]
    official_problems: tuple[Problem, ...]
    rounds: tuple[RoundView, ...]
    withdrawn: tuple[Round, ...]
    offers: tuple[Offer, ...]
    reduce: ReduceOption | None
    elected: tuple[ElectedLine, ...]
    explained: tuple[Explained, ...]

    @property
    def outcome(self) -> AssemblyOutcome | None:
        """The decision's assembly."""
        return self.found.decision.assembly

    @property
    def status(self) -> str:
        """The decision's word for the assembly; "none" before the head count."""
        return self.outcome.status.value if self.outcome else "none"

    @property
    def reduced_to(self) -> int | None:
        """The seats, where they were reduced by consent."""
        if self.outcome is None or self.outcome.standing.seats == self.found.decision.seats:
            return None
        return self.outcome.standing.seats

    @property
    def last(self) -> RoundView | None:
        """The ballot held last."""
        return self.rounds[-1] if self.rounds else None

    @property
    def attendance_stands(self) -> str | None:
        """Why head count and excusals can no longer be changed, None while they can."""
        return attendance_stands(self.found)

    @property
    def excused(self) -> int:
        """How many excusals count."""
        return sum(not row.lacks for row in self.excusals)

    @property
    def open_seats(self) -> int:
        """Seats of the committee still open."""
        return self.outcome.standing.open_seats(Post.COMMITTEE) if self.outcome else 0

    @property
    def majority_words(self) -> str:
        """超过实到会的半数."""
        rules = self.found.dossier.rules
        return f"超过{MAJORITY_BASE_WORDS[rules.majority_base]}的{part_name(rules.majority)}"

    @property
    def steps_open(self) -> int:
        """How many steps of the meeting are not recorded."""
        return len(self.steps) - self.steps_recorded

    @property
    def steps_before_vote(self) -> int:
        """How many steps that come before the first ballot are not recorded."""
        return sum(row.step.before_voting and row.record is None for row in self.steps)

    @property
    def steps_recorded(self) -> int:
        """How many steps of the meeting are recorded."""
        return sum(row.record is not None for row in self.steps)

    @property
    def tasks(self) -> tuple[TaskLine, ...]:
        """The parts of the assembly's work, in their order."""
        return (
            TaskLine("清点到会人数，表决请假", "excusals", self._attendance_state()),
            TaskLine("按程序进行，逐项记录", "steps", self._steps_state()),
            TaskLine("监票、计票、唱票人", "officials", self._officials_state()),
            TaskLine("选举委员", "rounds", self._post_state(Post.COMMITTEE)),
            TaskLine("选举书记", "rounds", self._post_state(Post.SECRETARY)),
        )

    def _attendance_state(self) -> str:
        lacking = any(row.lacks for row in self.excusals)
        if lacking or self.status == AssemblyStatus.NO_QUORUM:
            return "bad"
        return "done" if self.attendance else ""

    def _steps_state(self) -> str:
        if not self.steps_open:
            return "done"
        return "doing" if self.steps_recorded else ""

    def _post_state(self, post: Post) -> str:
        if self.outcome and self.outcome.standing.open_seats(post) == 0:
            return "done"
        return "doing" if any(view.post is post for view in self.rounds) else ""

    def _officials_state(self) -> str:
        if self.official_problems:
            return "bad"
        return "done" if self.officials else ""
