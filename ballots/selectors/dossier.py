"""The one adapter between tables and rules: an election's rows as a Dossier, and what the rules make of it.

The number of queries is the same for every election, however many groups, nominees and rounds it has.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from ballots.models import Attendance, Excusal, Keying, Review, Round, Sheet
from ballots.selectors.signing import PREFETCH
from elections.models import Election, ElectionGroup, ElectionMember
from elections.rules import inputs
from elections.rules.assembly_sheet import SheetTerms, sheet_terms
from elections.rules.decision import Decision, decide
from elections.rules.eligibility import Excusal as Ground
from elections.rules.eligibility import entitled_count, excusal_lacks
from elections.rules.ruleset import RuleSet
from elections.rules.standing import Electorate, Post, Standing
from elections.rules.tally import Line, TallyFigures


@dataclass(frozen=True, slots=True)
class Decided:
    """An election as the rules see it: what goes in, what comes out, and the rows behind the ids.

    `members` maps a dossier id ("m1") to its row, in stroke order; `rounds` are the valid rounds in the order held,
    the trust round first; `in_decision` are those whose figures are complete enough to be decided on.
    """

    election: Election
    dossier: inputs.Dossier
    decision: Decision
    members: dict[str, ElectionMember]
    groups: dict[str, ElectionGroup]
    rounds: tuple[Round, ...]
    in_decision: tuple[Round, ...]
    review: Review | None

    @property
    def trust_round(self) -> Round | None:
        """The valid trust round, if one was opened."""
        return next((held for held in self.rounds if held.kind == Round.Kind.TRUST), None)

    @property
    def assembly_rounds(self) -> tuple[Round, ...]:
        """The valid rounds of the assembly."""
        return tuple(held for held in self.rounds if held.kind != Round.Kind.TRUST)

    @property
    def counted_rounds(self) -> tuple[Round, ...]:
        """The assembly's rounds whose figures are decided on, at the places the decision gives them."""
        return tuple(held for held in self.in_decision if held.kind != Round.Kind.TRUST)

    def place_of(self, held: Round) -> int | None:
        """The place of a round of the assembly in the decision, None while its figures are not complete."""
        places = {item.pk: place for place, item in enumerate(self.counted_rounds)}
        return places.get(held.pk)

    def post_of(self, held: Round) -> Post:
        """What a round of the assembly fills, as the rules placed it."""
        return self._before(held).post_of(held.kind)

    def electorate_of(self, held: Round) -> Electorate | None:
        """Who votes in a round of the assembly, as the rules have it; None before the head count."""
        assembly = self.dossier.assembly
        if assembly is None:
            return None
        return self._before(held).electorate(_rule_round(held), assembly, self.dossier.rules)

    def _before(self, held: Round) -> Standing:
        """Where the assembly stood before a round of it; before one still to be counted, where it stands now."""
        outcome, place = self.decision.assembly, self.place_of(held)
        trail = outcome.trail if outcome else (Standing(self.decision.seats),)
        return trail[place if place is not None and place < len(trail) else -1]

    def terms_of(self, held: Round) -> SheetTerms:
        """What the figures of a round of the assembly are checked against."""
        return sheet_terms(
            self.dossier,
            self.decision,
            kind=held.kind,
            candidates=line_codes(held).values(),
            present=held.present,
            place=self.place_of(held),
        )

    def names(self, ids: Iterable[str]) -> list[str]:
        """Names for ids, in stroke order."""
        wanted = set(ids)
        return [member.label for code, member in self.members.items() if code in wanted]


def decided(election: Election) -> Decided:
    """Gather `election` and decide it. `election` comes with village, township and county."""
    members = {member.code: member for member in election.members.all()}
    groups = {group.code: group for group in election.groups.all()}
    rounds = tuple(_rounds(election))
    trust = next((held for held in rounds if held.kind == Round.Kind.TRUST), None)
    review = _review(trust)
    assembly, held = _assembly(election, members, rounds)
    dossier = inputs.Dossier(
        village=_village(election, groups.values()),
        members=tuple(rule_member(member) for member in members.values()),
        rules=RuleSet.from_mapping(election.rules),
        trust=_trust(trust) if trust else None,
        review=_rule_review(review, trust) if review and trust else None,
        assembly=assembly,
    )
    in_decision = ((trust,) if trust else ()) + held
    return Decided(election, dossier, decide(dossier), members, groups, rounds, in_decision, review)


def rule_member(member: ElectionMember) -> inputs.Member:
    """A member as the rules know them."""
    return inputs.Member(member.code, member.label, member.standing, member.rights_suspended)


def figures_of(keying: Keying | None, *, codes: dict[int, str]) -> TallyFigures:
    """The figures of a keying, whose votes and write-ins are prefetched; `codes` maps a ballot line to its id."""
    if keying is None:
        return TallyFigures()
    votes: dict[str, Line] = {
        codes[vote.line_id]: (vote.favour, vote.against, vote.abstain) for vote in keying.votes.all()
    }
    return TallyFigures(
        issued=keying.issued,
        returned=keying.returned,
        valid=keying.valid,
        invalid=keying.invalid,
        votes=votes,
        write_ins={entry.member.code: entry.votes for entry in keying.write_ins.all()},
        printed=keying.printed,
        spoiled=keying.spoiled,
        unused=keying.unused,
        proxies=keying.proxies,
    )


def line_codes(held: Round) -> dict[int, str]:
    """Ballot line → dossier id, in the order of the ballot."""
    return {line.pk: line.member.code for line in held.lines.all()}


def _rounds(election: Election) -> Iterable[Round]:
    keying = Prefetch("current", Keying.objects.prefetch_related("votes", "write_ins__member"))
    sheets = Sheet.objects.select_related("group").prefetch_related(keying)
    return Round.objects.filter(election=election, invalidated_at__isnull=True).prefetch_related(
        "lines__member", Prefetch("sheets", sheets), *PREFETCH
    )


def _village(election: Election, groups: Iterable[ElectionGroup]) -> inputs.Village:
    village = election.village
    return inputs.Village(
        county=village.township.county.name,
        township=village.township.name,
        name=village.name,
        population=election.population,
        groups=tuple(inputs.Group(group.code, group.name, group.eligible) for group in groups),
    )


def _whole(figures: TallyFigures) -> bool:
    """Whether every count of a keying was typed, so that it can be decided on."""
    counts = (figures.issued, figures.returned, figures.valid, figures.invalid)
    return all(count is not None for count in counts) and all(
        None not in row for row in figures.votes.values()
    )


def _votes(figures: TallyFigures) -> dict[str, inputs.Votes]:
    return {code: inputs.Votes(f or 0, a or 0, n or 0) for code, (f, a, n) in figures.votes.items()}


def counted_sheets(held: Round) -> tuple[tuple[Sheet, TallyFigures], ...]:
    """The sheets of a trust round that are decided on, in the dossier's order: those whose figures are all typed."""
    codes = line_codes(held)
    typed = ((sheet, figures_of(sheet.current, codes=codes)) for sheet in held.sheets.all())
    return tuple((sheet, figures) for sheet, figures in typed if sheet.group is not None and _whole(figures))


def _trust(held: Round) -> inputs.Trust:
    sheets = tuple(
        inputs.TrustSheet(
            unit=sheet.group.code if sheet.group else "",
            kind=sheet.kind,
            issued=figures.issued or 0,
            returned=figures.returned or 0,
            invalid=figures.invalid or 0,
            valid=figures.valid or 0,
            votes=_votes(figures),
        )
        for sheet, figures in counted_sheets(held)
    )
    return inputs.Trust(nominees=tuple(line_codes(held).values()), sheets=sheets)


def _review(trust: Round | None) -> Review | None:
    if trust is None:
        return None
    valid = Review.objects.filter(round=trust, invalidated_at__isnull=True)
    return valid.prefetch_related("lines__member", "objections__about").first()


def _rule_review(review: Review, trust: Round) -> inputs.Review:
    lines = list(review.lines.all())
    return inputs.Review(
        candidates=tuple(line.member.code for line in lines if line.taken),
        declined={line.member.code: line.reason for line in lines if not line.taken},
        proceed_with_fewer=trust.proceed_reason or None,
    )


def _assembly(
    election: Election, members: dict[str, ElectionMember], rounds: Iterable[Round]
) -> tuple[inputs.Assembly | None, tuple[Round, ...]]:
    attendance = Attendance.objects.filter(election=election).first()
    if attendance is None:
        return None, ()
    held = tuple(item for item in rounds if item.kind != Round.Kind.TRUST and _round_whole(item))
    assembly = inputs.Assembly(
        method=election.method,
        entitled=entitled(election, members.values()),
        present=attendance.present,
        rounds=tuple(_rule_round(item) for item in held),
    )
    return assembly, held


def entitled(election: Election, members: Iterable[ElectionMember]) -> int:
    """应到会: those with the vote, less the excusals that have the superior's consent and the assembly's vote."""
    asked = Excusal.objects.filter(election=election).select_related("member")
    excused = {
        one.member.code: Ground[one.ground]
        for one in asked
        if not excusal_lacks(consent_number=one.consent_number, adopted=one.adopted)
    }
    return entitled_count([rule_member(member) for member in members], excused)


def _round_figures(held: Round) -> TallyFigures:
    sheet = next(iter(held.sheets.all()), None)
    return figures_of(sheet.current if sheet else None, codes=line_codes(held))


def _round_whole(held: Round) -> bool:
    figures = _round_figures(held)
    return _whole(figures) and len(figures.votes) == len(held.lines.all())


def _rule_round(held: Round) -> inputs.Round:
    figures = _round_figures(held)
    reduce = None
    if held.reduce_seats is not None and held.reduce_consent is not None:
        reduce = inputs.Reduce(held.reduce_seats, held.reduce_consent)
    return inputs.Round(
        kind=held.kind,
        seats=held.seats or 0,
        candidates=tuple(line_codes(held).values()),
        issued=figures.issued or 0,
        returned=figures.returned or 0,
        invalid=figures.invalid or 0,
        valid=figures.valid or 0,
        votes=_votes(figures),
        write_ins={code: votes for code, votes in figures.write_ins.items() if votes},
        entitled=held.entitled,
        present=held.present,
        reduce=reduce,
    )
