"""Planned dates: their order, how urgent they are, and whom the next step waits for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .stages import ORDER, Stage

SOON_DAYS = 2
# A date this long past is no longer a plan that anybody works to.
LAPSED_DAYS = 99


def misplanned(plan: Mapping[Stage, date]) -> tuple[tuple[Stage, str], ...]:
    """Return each stage planned before one it follows, with the sentence that says so."""
    found: list[tuple[Stage, str]] = []
    latest: tuple[Stage, date] | None = None
    for stage in ORDER:
        day = plan.get(stage)
        if day is None:
            continue
        if latest and day < latest[1]:
            found.append((stage, f"不能早于前面的“{latest[0].label}”。"))
        else:
            latest = (stage, day)
    return tuple(found)


class Urgency(StrEnum):
    """How pressing a planned date is, most pressing first."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    LAPSED = "lapsed"
    UNPLANNED = "unplanned"

    @property
    def order(self) -> int:
        """0 for the most pressing."""
        return list(Urgency).index(self)


@dataclass(frozen=True, slots=True)
class Due:
    """When a step is due: `days` from today, negative when past."""

    urgency: Urgency
    days: int = 0

    @property
    def words(self) -> str:
        """逾期 1 天, 今天, 还有 2 天."""
        if self.urgency is Urgency.UNPLANNED:
            return "未排日期"
        if self.urgency is Urgency.TODAY:
            return "今天"
        if self.urgency is Urgency.LAPSED:
            return "早过计划日期"
        return f"逾期 {-self.days} 天" if self.days < 0 else f"还有 {self.days} 天"


def due(planned: date | None, *, today: date) -> Due:
    """Return how pressing a step planned on `planned` is."""
    if planned is None:
        return Due(Urgency.UNPLANNED)
    days = (planned - today).days
    if days < -LAPSED_DAYS:
        return Due(Urgency.LAPSED, days)
    if days < 0:
        return Due(Urgency.OVERDUE, days)
    if days == 0:
        return Due(Urgency.TODAY)
    return Due(Urgency.SOON if days <= SOON_DAYS else Urgency.LATER, days)


class Waiting(StrEnum):
    """Whom a stage waits for."""

    TOWNSHIP = "township"
    VILLAGE = "village"


# The township records every stage; where the village acts first, the stage waits for the village.
WAITS_FOR: Mapping[Stage, Waiting] = {
    Stage.PREPARATION: Waiting.TOWNSHIP,
    Stage.COMMITTEE_FORMED: Waiting.VILLAGE,
    Stage.ANNOUNCED: Waiting.TOWNSHIP,
    Stage.TRUST_VOTING: Waiting.VILLAGE,
    Stage.TRUST_CERTIFIED: Waiting.VILLAGE,
    Stage.SHORTLISTED: Waiting.TOWNSHIP,
    Stage.REVIEWED: Waiting.TOWNSHIP,
    Stage.ASSEMBLY: Waiting.VILLAGE,
    Stage.APPROVED: Waiting.TOWNSHIP,
    Stage.HANDED_OVER: Waiting.VILLAGE,
}
