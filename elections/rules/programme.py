"""How the tasks of a stage stand, and which is asked for next.

A task is done when no reason of `readiness` with one of its cures is left, and its papers, if it has some, are made.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .meeting import Step
from .readiness import StageFacts, weight
from .stage_items import ITEMS
from .stages import Missing, Stage
from .tasks import PROGRAMME, Task

# Tasks that are done only when figures were typed; the others may be done from the start.
KEYED = ("sheets", "rounds")


@dataclass(frozen=True, slots=True)
class TaskState:
    """How a task stands: "done", "doing", "check" (to be explained), "bad" or "" (not begun)."""

    task: Task
    state: str
    note: str

    @property
    def word(self) -> str:
        """The state as it is read."""
        words = {"done": "完成", "doing": "进行中", "check": "待说明", "bad": "有问题"}
        return words.get(self.state, "未开始")

    @property
    def taken_up(self) -> bool:
        """Whether somebody has worked on it; ballots keyed were ballots printed."""
        return bool(self.state) and (self.state != "done" or self.task.go in KEYED)


def programme(
    stage: Stage, reasons: Sequence[Missing], facts: StageFacts, *, papers: Collection[str]
) -> tuple[TaskState, ...]:
    """Return the tasks of `stage` and how each stands; `reasons` are all that keep it open, `papers` the kinds made."""
    return tuple(_state(task, stage, reasons, facts, papers) for task in PROGRAMME[stage])


def next_task(states: Sequence[TaskState]) -> TaskState:
    """Return the first task not done, the last one when all are.

    A paper not made here is passed over once a later task was taken up: it was made elsewhere, or not needed.
    """
    for place, state in enumerate(states):
        passed = bool(state.task.papers) and any(later.taken_up for later in states[place + 1 :])
        if state.state != "done" and not passed:
            return state
    return states[-1]


def _state(
    task: Task, stage: Stage, reasons: Sequence[Missing], facts: StageFacts, papers: Collection[str]
) -> TaskState:
    if task.papers:
        return _papers_state(task, papers)
    mine = [reason for reason in reasons if reason.cure.split(":")[0] in task.cures]
    note = _note(mine)
    if not mine:
        # Recording closes the stage: with nothing left to fill in, closing itself is what is left to do.
        ready = "都已填好，其他各项办完后办结" if reasons else "都已填好，可以办结"
        return TaskState(task, "doing", ready) if task.go == "item" else TaskState(task, "done", "")
    weights = {weight(reason) for reason in mine}
    if "wrong" in weights:
        return TaskState(task, "bad", note)
    if weights == {"explain"}:
        return TaskState(task, "check", note)
    return TaskState(task, "doing" if _begun(task, stage, mine, facts) else "", note)


def _papers_state(task: Task, made: Collection[str]) -> TaskState:
    wanting = [name for kind, name in task.papers.items() if kind not in made]
    if not wanting:
        return TaskState(task, "done", "")
    begun = len(wanting) < len(task.papers)
    return TaskState(task, "doing", f"还差{'、'.join(wanting)}") if begun else TaskState(task, "", "")


def _note(mine: Sequence[Missing]) -> str:
    if len(mine) > 1:
        return f"还缺 {len(mine)} 项"
    return "".join(reason.message for reason in mine)


def _begun(task: Task, stage: Stage, mine: Sequence[Missing], facts: StageFacts) -> bool:
    begun = {
        "item": len(mine) < sum(item.required for item in ITEMS[stage]),
        "sheets": facts.sheets_complete > 0,
        "steps": len(facts.steps_open) < len(Step),
        "rounds": facts.assembly_status == "incomplete",
        "certificate": len(facts.unsigned) == 1,
        "announcement": len(facts.unsigned) in (1, 2),
    }
    return begun.get(task.go, False)
