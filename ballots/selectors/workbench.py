"""The township's villages and elections in order of urgency, in a number of queries that does not grow with them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from ballots.models import Round, Sheet
from elections.models import Election, StagePlan, Village
from elections.rules.entry import Phase
from elections.rules.headlines import headline
from elections.rules.permissions import Actor
from elections.rules.planning import WAITS_FOR, Due, Urgency, Waiting, due
from elections.rules.stages import ACTORS, ORDER, Stage
from elections.selectors.places import elections_of, villages_of

from .boxes import Progress, progress
from .signing import Signing, signings_waiting

STEP, SMALL, LARGE = 15, 6, 12


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the ten marks of the small picture."""

    x: int
    y: int
    height: int
    css: str


@dataclass(frozen=True, slots=True)
class Row:
    """A village and its election; without one, `election` is None."""

    village: Village
    election: Election | None
    due: Due
    planned_on: date | None
    headline: str
    actors: str
    waiting: Waiting | None

    @property
    def running(self) -> bool:
        """Whether an election is under way."""
        return self.election is not None and self.election.finished_at is None

    @property
    def steps(self) -> tuple[Mark, ...]:
        """The small picture of the ten stages."""
        if self.election is None:
            return marks(0)
        return marks(self.election.present_stage.number if self.running else len(ORDER) + 1)

    @property
    def finished_on(self) -> date | None:
        """The day the election ended."""
        ended = self.election.finished_at if self.election else None
        return timezone.localdate(ended) if ended else None

    @property
    def urgency(self) -> tuple[int, int, int, int]:
        """The key that puts the most pressing first."""
        group = 0 if self.running else 1 if self.election is None else 2
        ahead = -self.election.present_stage.number if self.election and self.running else 0
        return group, self.due.urgency.order, self.due.days, ahead


@dataclass(frozen=True, slots=True)
class Known:
    """What is asked once for all elections: planned dates, boxes in all and complete, what waits to be signed."""

    plans: Mapping[tuple[int, str], date]
    boxes: Mapping[int, tuple[int, int]]
    signings: Mapping[int, Signing]


def marks(here: int) -> tuple[Mark, ...]:
    """Return the ten marks with the stage `here` marked; 0: not begun, 11: all done."""
    found = []
    for number in range(1, len(ORDER) + 1):
        x = (number - 1) * STEP
        if number == here:
            found.append(Mark(x, 0, LARGE, "here"))
        else:
            found.append(Mark(x, (LARGE - SMALL) // 2, SMALL, "past" if number < here else ""))
    return tuple(found)


def workbench(actor: Actor, *, today: date) -> tuple[Row, ...]:
    """Return every village within reach, most urgent first; finished ones last."""
    villages = list(villages_of(actor))
    elections: dict[int, Election] = {}
    # The running election of a village, else its last.
    for election in elections_of(actor).order_by("pk"):
        known = elections.get(election.village_id)
        if known is None or known.finished_at is not None:
            elections[election.village_id] = election
    rows = _rows(villages, elections, today)
    return tuple(sorted(rows, key=lambda row: row.urgency))


def election_rows(actor: Actor, *, today: date) -> tuple[Row, ...]:
    """Return the elections within reach, newest first."""
    elections = list(elections_of(actor))
    known = _known(elections)
    return tuple(_row(one.village, one, known, today) for one in elections)


def _rows(villages: Iterable[Village], elections: Mapping[int, Election], today: date) -> list[Row]:
    known = _known(elections.values())
    return [_row(village, elections.get(village.pk), known, today) for village in villages]


def _row(
    village: Village,
    election: Election | None,
    known: Known,
    today: date,
) -> Row:
    nothing = Due(Urgency.UNPLANNED)
    if election is None:
        return Row(village, None, nothing, None, "新建选举", "乡镇党委", Waiting.TOWNSHIP)
    if election.finished_at:
        return Row(village, election, nothing, None, "没有待办，可查阅全部材料", "", None)
    stage = election.present_stage
    planned = known.plans.get((election.pk, stage.value))
    signing = known.signings.get(election.pk)
    return Row(
        village=village,
        election=election,
        due=due(planned, today=today),
        planned_on=planned,
        headline=headline(
            stage, boxes=known.boxes.get(election.pk), unsigned=signing.given.due if signing else ()
        ),
        actors=ACTORS[stage],
        waiting=WAITS_FOR[stage],
    )


def _known(elections: Collection[Election]) -> Known:
    return Known(_plans(elections), _boxes(elections), signings_waiting(elections))


def _plans(elections: Iterable[Election]) -> dict[tuple[int, str], date]:
    plans = StagePlan.objects.filter(election__in=[one.pk for one in elections])
    return {(plan.election_id, plan.stage): plan.planned_on for plan in plans}


def _boxes(elections: Iterable[Election]) -> dict[int, tuple[int, int]]:
    """Boxes in all, and complete, of each election in its trust vote."""
    voting = [one.pk for one in elections if one.present_stage is Stage.TRUST_VOTING]
    complete = Count("pk", filter=Q(phase=Phase.VERIFIED))
    sheets = Sheet.objects.filter(
        round__election__in=voting, round__kind=Round.Kind.TRUST, round__invalidated_at__isnull=True
    )
    counted = sheets.values("round__election").annotate(all=Count("pk"), complete=complete)
    return {row["round__election"]: (row["all"], row["complete"]) for row in counted.order_by()}


def trust_progress(election: Election) -> Progress | None:
    """Return how far the boxes of the trust vote are, None before it."""
    held = Round.objects.filter(election=election, kind=Round.Kind.TRUST, invalidated_at__isnull=True).first()
    return progress(held) if held else None


FILTERS: Mapping[str, str] = {
    "all": "全部",
    "mine": "等待本乡",
    "village": "等待村里",
    "late": "已逾期",
}


def filtered(rows: Iterable[Row], name: str) -> list[Row]:
    """Return the rows that a filter of the workbench lets through."""
    tests = {
        "mine": lambda row: row.waiting is Waiting.TOWNSHIP,
        "village": lambda row: row.waiting is Waiting.VILLAGE,
        "late": lambda row: row.due.urgency is Urgency.OVERDUE,
    }
    test = tests.get(name)
    return [row for row in rows if test is None or test(row)]
