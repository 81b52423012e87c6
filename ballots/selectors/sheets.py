"""Tally sheets: one opened, with everything its figures are checked against.

No figure that was keyed is read here but those that count (ballots.selectors.keyings has the others).
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404

from ballots.models import BallotLine, Certificate, Round, Sheet
from ballots.selectors.bans import ban_refusal, may_act, named_as
from ballots.selectors.dossier import decided
from elections.models import Election, Official
from elections.rules.duties import duty_for
from elections.rules.entry import MONITORS_TURN, Phase, Turn, turn_of
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

    def check(self, figures: TallyFigures) -> SheetCheck:
        """Ask the rules about figures."""
        labels = {**self.people, **(self.write_ins or {})}
        return check_sheet(
            figures,
            lines=tuple(self.people),
            labels=labels,
            eligible=self.eligible,
            seats=self.seats,
            rules=self.rules,
        )


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One sheet as a page or a service holds it; `refusal` says why its round takes no figures, None while it does."""

    sheet: Sheet
    held: Round
    election: Election
    ballot: Ballot
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
    def codes(self) -> dict[int, str]:
        """Ballot line → dossier id."""
        return {line.pk: line.member.code for line in self.held.lines.all()}

    @property
    def keying_action(self) -> Action:
        """What keying it is called in the permission table."""
        return keying_action(self.held.kind)

    @property
    def deciding_action(self) -> Action:
        """What a monitor's decision on it is called there."""
        return deciding_action(self.held.kind)

    @property
    def place(self) -> int:
        """Which ballot of the assembly this is, counting those that stand."""
        standing = Round.objects.filter(election_id=self.held.election_id, invalidated_at__isnull=True)
        return standing.exclude(kind=Round.Kind.TRUST).filter(number__lte=self.held.number).count()

    def lets(self, actor: Actor, action: Action) -> bool:
        """Whether this actor may do `action` to it now, by role and stage and as one named for the duty."""
        return self.refusal is None and may_act(self.election, actor, action, self.codes.values())

    def ban_on(self, actor: Actor) -> str | None:
        """The sentence why this actor, who was named to key or to decide here, may do neither any more."""
        actions = (self.keying_action, self.deciding_action)
        mine = [action for action in actions if allowed(actor.role, action, self.place_stage)]
        if not mine:
            return None
        named = named_as(self.election, actor)
        duties = (duty_for(action, named.duties) for action in mine)
        bans = (ban_refusal(self.election, actor, named, duty, self.codes.values()) for duty in duties)
        return next((ban for ban in bans if ban), None)


def keying_action(kind: str) -> Action:
    """What keying a round of this kind is called in the permission table."""
    return Action.KEY_TRUST if kind == Round.Kind.TRUST else Action.KEY_ASSEMBLY


def deciding_action(kind: str) -> Action:
    """What a monitor's decision on a sheet of this kind of round is called there."""
    return Action.DECIDE_TRUST if kind == Round.Kind.TRUST else Action.DECIDE_ASSEMBLY


def open_ballot(election: Election) -> Sheet | None:
    """Return the sheet of the assembly's ballot that waits for its figures, None when there is none."""
    valid = Sheet.objects.filter(round__election=election, round__invalidated_at__isnull=True)
    waiting = valid.filter(kind=Sheet.Kind.ASSEMBLY).exclude(phase=Phase.VERIFIED)
    return waiting.select_related("round").last()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet asks of one person: the turn in which they key it, or a monitor's decision, or neither."""

    sheet: Sheet
    turn: Turn | None
    decides: bool


def asked_of(actor: Actor, election: Election, sheet: Sheet) -> Asked:
    """Return what a sheet, which comes with its round, asks of `actor` now."""
    kind, entries = sheet.round.kind, sheet.entries
    turn = turn_of(entries, actor.user_id) if may_act(election, actor, keying_action(kind)) else None
    waits = entries.phase in MONITORS_TURN
    return Asked(sheet, turn, waits and may_act(election, actor, deciding_action(kind)))


def sheet_rows() -> QuerySet[Sheet]:
    """Return sheets with everything `open_sheet` reads; `certified` and `outrun` tell of their round."""
    signed = Certificate.objects.filter(round=OuterRef("round"), lifted_at__isnull=True)
    later = Round.objects.filter(
        election=OuterRef("round__election"),
        number__gt=OuterRef("round__number"),
        invalidated_at__isnull=True,
    )
    return (
        Sheet.objects.select_related(
            "group", "first_by", "second_by", "draft_by", "round__election__village__township__county"
        )
        .annotate(certified=Exists(signed), outrun=Exists(later))
        .prefetch_related(Prefetch("round__lines", BallotLine.objects.select_related("member")))
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
    people = {line.member.code: line.member.label for line in held.lines.all()}
    trust = held.kind == Round.Kind.TRUST
    refusal = keying_refusal(
        invalidated=held.invalidated_at is not None,
        certified=sheet.certified,  # type: ignore[attr-defined] # of sheet_rows
        later_round=not trust and sheet.outrun,  # type: ignore[attr-defined]
    )
    ballot = _trust_ballot(sheet, people) if trust else _assembly_ballot(held, people)
    return OpenSheet(sheet, held, held.election, ballot, refusal)


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
