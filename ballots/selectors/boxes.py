"""The boxes of a round by name, how far each is, and which one a clerk keys next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ballots.models import Round, Sheet
from elections.rules.entry import MONITORS_TURN, Phase, Turn, turn_of

# The shape of each phase's word: done, somebody at work, to be looked into.
CSS = {
    Phase.EMPTY: "",
    Phase.FIRST: "state-doing",
    Phase.FIRST_ERRORS: "state-bad",
    Phase.SECOND_DUE: "state-doing",
    Phase.SECOND: "state-doing",
    Phase.DIFFERENT: "state-check",
    Phase.THIRD_DUE: "state-check",
    Phase.CONFIRM_DUE: "state-check",
    Phase.VERIFIED: "state-done",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A box in the list of a round; `done`: verified and every warning explained."""

    sheet: Sheet
    label: str

    @property
    def word(self) -> str:
        """How far it is, in a word or two."""
        if self.sheet.verified:
            return "完成" if self.done else "待说明"
        return self.sheet.entries.phase.label

    @property
    def css(self) -> str:
        """The shape of that word."""
        return "state-check" if self.sheet.verified and not self.done else CSS[self.sheet.entries.phase]

    @property
    def done(self) -> bool:
        """Nothing is left to do on it."""
        return self.sheet.verified and not self.sheet.warnings_open


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round's boxes are."""

    boxes: tuple[Box, ...]

    @property
    def total(self) -> int:
        """All boxes."""
        return len(self.boxes)

    @property
    def complete(self) -> int:
        """Boxes whose figures count, explained or not."""
        return sum(box.sheet.verified for box in self.boxes)

    def tasks_for(self, user_id: int) -> list[tuple[Box, Turn | None]]:
        """Each box with the turn in which this clerk keys it now, None where it is not theirs."""
        return [(box, turn_of(box.sheet.entries, user_id)) for box in self.boxes]

    def waiting(self) -> list[Box]:
        """The boxes that wait for a monitor."""
        return [box for box in self.boxes if box.sheet.entries.phase in MONITORS_TURN]

    def next_for(self, user_id: int, *, after: int = 0) -> Box | None:
        """The box this clerk keys next: the first of theirs after number `after`, else from the start; never that one."""
        todo = [box for box, turn in self.tasks_for(user_id) if turn and box.sheet.number != after]
        later = [box for box in todo if box.sheet.number > after]
        return next(iter([*later, *todo]), None)


def box_labels(sheets: Iterable[Sheet]) -> dict[int, str]:
    """Sheet → name of its box; a group's mobile boxes are numbered where it has several."""
    labels: dict[int, str] = {}
    mobile: dict[int | None, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        labels[sheet.pk] = sheet.label
        if sheet.kind == Sheet.Kind.MOBILE:
            mobile[sheet.group_id].append(sheet)
    for several in mobile.values():
        for place, sheet in enumerate(several, start=1):
            if len(several) > 1 and sheet.group is not None:
                labels[sheet.pk] = f"{sheet.group.name}第{place}流动票箱"
    return labels


def progress(held: Round) -> Progress:
    """Return the boxes of a round in order, in one query."""
    sheets = list(Sheet.objects.filter(round=held).select_related("group"))
    labels = box_labels(sheets)
    return Progress(tuple(Box(sheet, labels[sheet.pk]) for sheet in sheets))
