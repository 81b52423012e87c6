"""Tally sheets: one opened for entry, with everything its figures are checked against; how far a round has come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from ballots.models import BallotLine, Keying, KeyingWriteIn, Round, Sheet
from ballots.selectors.dossier import decided, figures_of
from elections.models import Election, Official
from elections.rules.inputs import RoundKind
from elections.rules.permissions import Action, Actor, allowed
from elections.rules.ruleset import RuleSet
from elections.rules.sheet_state import SheetCheck, check_sheet, keying_refusal
from elections.rules.stages import Stage
from elections.rules.tally import TallyFigures
from elections.selectors.places import elections_of

Duty = Official.Duty
DUTIES = {
    True: (
        ("唱票人", {Duty.TRUST_CALLER}),
        ("计票人", {Duty.TRUST_COUNTER}),
        ("监票人", {Duty.TRUST_MONITOR}),
    ),
    False: (
        ("唱票人", {Duty.ASSEMBLY_CALLER}),
        ("计票人", {Duty.ASSEMBLY_COUNTER}),
        ("监票人", {Duty.CHIEF_MONITOR, Duty.ASSEMBLY_MONITOR}),
    ),
}


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a sheet is checked against: the people on it (dossier id → name, in ballot order) and the numbers due.

    `write_ins` are those who may be written in, in stroke order; None where nobody may be (trust vote, run-off).
    """

    people: dict[str, str]
    eligible: int | None
    seats: int | None
    rules: RuleSet
    write_ins: dict[str, str] | None

    def check(self, figures: TallyFigures, *, confirmed: bool = False) -> SheetCheck:
        """Ask the rules about figures."""
        labels = {**self.people, **(self.write_ins or {})}
        return check_sheet(
            figures,
            lines=tuple(self.people),
            labels=labels,
            eligible=self.eligible,
            seats=self.seats,
            rules=self.rules,
            confirmed=confirmed,
        )


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One sheet as a page or a service holds it; `figures` are those on record."""

    sheet: Sheet
    held: Round
    election: Election
    ballot: Ballot
    figures: TallyFigures
    refusal: str | None

    @property
    def place_name(self) -> str:
        """The village, as a refusal names it."""
        return self.election.place_name

    @property
    def place_stage(self) -> Stage:
        """The stage the permission table is asked about."""
        return self.election.present_stage

    @property
    def is_trust(self) -> bool:
        """Whether the sheet belongs to the trust vote."""
        return self.held.kind == Round.Kind.TRUST

    @property
    def action(self) -> Action:
        """What saving it is called in the permission table."""
        return keying_action(self.held.kind)

    @property
    def keying(self) -> Keying | None:
        """The keying that counts."""
        return self.sheet.current

    @property
    def turn(self) -> int:
        """Which ballot of the assembly this is, counting those that stand."""
        standing = Round.objects.filter(election_id=self.held.election_id, invalidated_at__isnull=True)
        return standing.exclude(kind=Round.Kind.TRUST).filter(number__lte=self.held.number).count()

    def open_to(self, actor: Actor) -> bool:
        """Whether this actor may key it now."""
        return self.refusal is None and allowed(actor.role, self.action, self.place_stage)


@dataclass(frozen=True, slots=True)
class Box:
    """A box in the list of a round; `done`: complete and every warning explained."""

    sheet: Sheet
    label: str

    @property
    def done(self) -> bool:
        """Nothing is left to do on it."""
        return self.sheet.status == Sheet.Status.COMPLETE and not self.sheet.warnings_open


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
        """Boxes complete by the rules, explained or not."""
        return sum(box.sheet.status == Sheet.Status.COMPLETE for box in self.boxes)

    def next_after(self, number: int) -> int | None:
        """The sheet to key next: the first not done after this number, else from the start; never this one."""
        todo = [box.sheet for box in self.boxes if not box.done and box.sheet.number != number]
        later = [sheet for sheet in todo if sheet.number > number]
        return next((sheet.pk for sheet in [*later, *todo]), None)


def keying_action(kind: str) -> Action:
    """What keying a round of this kind is called in the permission table."""
    return Action.KEY_TRUST if kind == Round.Kind.TRUST else Action.KEY_ASSEMBLY


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


def open_ballot(election: Election) -> Sheet | None:
    """Return the sheet of the assembly's ballot that waits for its figures, None when there is none."""
    valid = Sheet.objects.filter(round__election=election, round__invalidated_at__isnull=True)
    waiting = valid.filter(kind=Sheet.Kind.ASSEMBLY).exclude(status=Sheet.Status.COMPLETE)
    return waiting.select_related("round").last()


def progress(held: Round) -> Progress:
    """Return the boxes of a round in order, in one query."""
    sheets = list(Sheet.objects.filter(round=held).select_related("group"))
    labels = box_labels(sheets)
    return Progress(tuple(Box(sheet, labels[sheet.pk]) for sheet in sheets))


def sheet_rows() -> QuerySet[Sheet]:
    """Return sheets with everything `open_sheet` reads."""
    return Sheet.objects.select_related(
        "group", "current__keyed_by", "round__election__village__township__county"
    ).prefetch_related(
        "current__votes",
        Prefetch("current__write_ins", KeyingWriteIn.objects.select_related("member")),
        Prefetch("round__lines", BallotLine.objects.select_related("member")),
    )


def get_sheet(actor: Actor, sheet_id: int) -> OpenSheet:
    """Return one sheet; raises Http404 outside the actor's reach."""
    sheet = sheet_rows().filter(pk=sheet_id, round__election__in=elections_of(actor)).first()
    if sheet is None:
        raise Http404("没有这张计票单。")
    return open_sheet(sheet)


def open_sheet(sheet: Sheet) -> OpenSheet:
    """Gather what a sheet's figures are checked against. A sheet of the assembly asks the whole decision."""
    held = sheet.round
    lines = {line.pk: line.member for line in held.lines.all()}
    people = {member.code: member.label for member in lines.values()}
    refusal = keying_refusal(
        invalidated=held.invalidated_at is not None,
        certified=held.certified_at is not None,
        later_round=held.kind != Round.Kind.TRUST and _later_round(held),
    )
    return OpenSheet(
        sheet=sheet,
        held=held,
        election=held.election,
        ballot=_trust_ballot(sheet, people)
        if held.kind == Round.Kind.TRUST
        else _assembly_ballot(held, people),
        figures=figures_of(sheet.current, codes={pk: member.code for pk, member in lines.items()}),
        refusal=refusal,
    )


def _later_round(held: Round) -> bool:
    later = Round.objects.filter(election_id=held.election_id, number__gt=held.number)
    return later.filter(invalidated_at__isnull=True).exists()


def _trust_ballot(sheet: Sheet, people: dict[str, str]) -> Ballot:
    eligible = sheet.group.eligible if sheet.group else None
    return Ballot(people, eligible, None, RuleSet.from_mapping(sheet.round.election.rules), None)


def _assembly_ballot(held: Round, people: dict[str, str]) -> Ballot:
    found = decided(held.election)
    terms = found.terms_of(held)
    pool = {code: member.label for code, member in found.members.items() if code in terms.write_ins}
    write_ins = pool if RoundKind(held.kind).takes_write_ins else None
    return Ballot(people, terms.present, held.seats, found.dossier.rules, write_ins)


def officials_of(opened: OpenSheet) -> list[tuple[str, str]]:
    """Return who calls, counts and watches at this box: (duty, names)."""
    officials = Official.objects.filter(election=opened.election)
    if opened.sheet.group_id:
        officials = officials.exclude(group__isnull=False) | officials.filter(group=opened.sheet.group_id)
    people = list(officials)
    named = [
        (word, "、".join(person.name for person in people if person.duty in duties))
        for word, duties in DUTIES[opened.is_trust]
    ]
    return [(word, names) for word, names in named if names]


def keyings_of(opened: OpenSheet) -> list[tuple[Keying, TallyFigures]]:
    """Return every save of a sheet with its figures, the latest first."""
    codes = {line.pk: line.member.code for line in opened.held.lines.all()}
    write_ins = Prefetch("write_ins", KeyingWriteIn.objects.select_related("member"))
    keyings = opened.sheet.keyings.select_related("keyed_by").prefetch_related("votes", write_ins)
    return [(keying, figures_of(keying, codes=codes)) for keying in keyings.order_by("-pk")]
