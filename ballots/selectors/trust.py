"""The trust round as a page shows it: groups and their boxes, warnings and their explanations, rounds set aside."""

from collections.abc import Iterator
from dataclasses import dataclass

from ballots.models import Round, Sheet
from ballots.selectors.boxes import Box, Progress, box_labels
from ballots.selectors.dossier import Decided, counted_sheets
from elections.models import Election, ElectionGroup
from elections.rules.groups import GroupTotals, group_totals
from elections.rules.numbers import percent
from elections.rules.problems import Problem
from elections.rules.remedies import Outlook, outlook
from elections.rules.sheet_state import warning_key

TRUST, ASSEMBLY = "/trust/sheets", "/assembly/rounds"


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning about a sheet's figures, where it stands, and the words that tick it off ("" while open)."""

    problem: Problem
    sheet: Sheet
    label: str
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Failing:
    """An error of the trust round; `sheet` is None where it concerns the round as a whole."""

    problem: Problem
    sheet: Sheet | None
    label: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its boxes; `totals` of the boxes that count so far, None before the first."""

    group: ElectionGroup
    boxes: tuple[Box, ...]
    totals: GroupTotals | None

    @property
    def turnout(self) -> str:
        """Turnout of the group in percent, cut."""
        return percent(self.totals.returned, self.group.eligible) if self.totals else ""


@dataclass(frozen=True, slots=True)
class TrustBoard:
    """The trust round at a glance."""

    held: Round
    progress: Progress
    outlook: Outlook
    groups: tuple[GroupRow, ...]
    warnings: tuple[Warned, ...]
    errors: tuple[Failing, ...]


def warnings_of(decided: Decided) -> list[Warned]:
    """Return every warning about the figures of a counted sheet, of the trust vote and of the assembly."""
    places = dict(_sheets_by_place(decided))
    labels = _labels(decided)
    found = []
    for item in decided.decision.problems:
        under, place = _split(item.at)
        if item.level != "warning" or under not in places or place.startswith("/reduce"):
            continue
        sheet = places[under]
        key = warning_key(item, under=under)
        words = sheet.explanations.get(key, "")
        found.append(Warned(item, sheet, labels[sheet.pk], key, words))
    return found


def unexplained_warnings(decided: Decided) -> list[Warned]:
    """Return the warnings that still wait for their explanation."""
    return [item for item in warnings_of(decided) if not item.words]


def trust_errors(decided: Decided) -> tuple[Failing, ...]:
    """Return every error of the trust round, with the box it concerns."""
    places, labels = dict(_sheets_by_place(decided)), _labels(decided)
    found = []
    for item in decided.decision.problems:
        if item.level == "error" and item.at.startswith("/trust"):
            sheet = places.get(_split(item.at)[0])
            found.append(Failing(item, sheet, labels[sheet.pk] if sheet else ""))
    return tuple(found)


def trust_board(decided: Decided) -> TrustBoard | None:
    """Return the trust round as it stands, None before it opened. Adds no query to `decided`."""
    held = decided.trust_round
    if held is None:
        return None
    sheets = list(held.sheets.all())
    labels = box_labels(sheets)
    boxes = Progress(tuple(Box(sheet, labels[sheet.pk]) for sheet in sheets))
    return TrustBoard(
        held=held,
        progress=boxes,
        outlook=outlook(decided.decision, boxes=boxes.total, complete=boxes.complete),
        groups=_groups(decided, boxes),
        warnings=tuple(item for item in warnings_of(decided) if item.sheet.round_id == held.pk),
        errors=trust_errors(decided),
    )


def rounds_set_aside(election: Election) -> list[Round]:
    """Return the trust rounds that were invalidated, with their sheets, the latest first."""
    old = Round.objects.filter(election=election, kind=Round.Kind.TRUST, invalidated_at__isnull=False)
    return list(old.select_related("invalidated_by").prefetch_related("sheets__group").order_by("-number"))


def _groups(decided: Decided, boxes: Progress) -> tuple[GroupRow, ...]:
    trust, village = decided.dossier.trust, decided.dossier.village
    totals = group_totals(village.groups, trust.sheets, trust.nominees) if trust else ()
    by_code = {total.group.code: total for total in totals}
    return tuple(
        GroupRow(
            group=group,
            boxes=tuple(box for box in boxes.boxes if box.sheet.group_id == group.pk),
            totals=by_code.get(code),
        )
        for code, group in decided.groups.items()
    )


def _labels(decided: Decided) -> dict[int, str]:
    return box_labels(sheet for held in decided.rounds for sheet in held.sheets.all())


def _sheets_by_place(decided: Decided) -> Iterator[tuple[str, Sheet]]:
    """Where each counted sheet stands in the dossier."""
    if decided.trust_round is not None:
        for index, (sheet, _) in enumerate(counted_sheets(decided.trust_round)):
            yield f"{TRUST}/{index}", sheet
    for index, item in enumerate(decided.counted_rounds):
        for sheet in item.sheets.all():
            yield f"{ASSEMBLY}/{index}", sheet


def _split(at: str) -> tuple[str, str]:
    """A place in the dossier as the sheet's and the place on it: "/trust/sheets/3" and "/votes/m1"."""
    parts = at.split("/")
    return "/".join(parts[:4]), "".join(f"/{part}" for part in parts[4:])
