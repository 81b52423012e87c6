"""The ballots of the assembly as its page shows them: votes, bars, results, what is wrong."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ballots.models import Round, Sheet
from ballots.notices.wording import chinese_number
from ballots.selectors.dossier import Decided, line_codes
from ballots.selectors.signing import Signing, signing_of
from elections.models import ElectionMember
from elections.rules.agenda import NextRound, ReduceOption, reduce_option
from elections.rules.certifying import attendance_refusal, opening_refusal
from elections.rules.entry import Phase
from elections.rules.inputs import Round as HeldRound
from elections.rules.inputs import RoundKind
from elections.rules.meeting import opening_refusals
from elections.rules.numbers import as_percent, part_name, percent
from elections.rules.problems import Problem
from elections.rules.results import PersonResult, Verdict, person_results
from elections.rules.rounds import RoundOutcome
from elections.rules.standing import Electorate, Post

KIND_WORDS = {
    RoundKind.COMMITTEE: "选举支部委员",
    RoundKind.SUPPLEMENTARY: "另行选举支部委员",
    RoundKind.SECRETARY: "选举书记",
}
STATUS_WORDS = {
    "open": ("等待录入票数", "state-doing"),
    "elected": ("选出", "state-done"),
    "tie": ("得票相等，须重新投票", "state-check"),
    "unfilled": ("没有选足", "state-check"),
    "errors": ("票数有错误，不产生结果", "state-bad"),
    "void": ("选举无效，须重新选举", "state-bad"),
    "no_quorum": ("不足法定人数，本轮无效", "state-bad"),
}
POST_WORDS = {Post.COMMITTEE: "委员", Post.SECRETARY: "书记"}


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One line of a ballot's table; `width` is the bar in percent of the base."""

    member: ElectionMember
    result: PersonResult
    width: str
    word: str
    css: str

    @property
    def over(self) -> bool:
        """Whether the bar is drawn as reaching the majority."""
        return self.result.verdict not in (Verdict.NOT_ENOUGH, Verdict.NO_EFFECT)


@dataclass(frozen=True, slots=True)
class RoundView:
    """One ballot; `decided` is None while its figures are not all typed.

    `line` is where the bars draw the majority, in percent of the base ("" in a run-off), `share` its name: 半数.
    """

    held: Round
    sheet: Sheet
    post: Post
    title: str
    status: str
    word: str
    css: str
    decided: HeldRound | None
    outcome: RoundOutcome | None
    electorate: Electorate | None
    rows: tuple[VoteRow, ...]
    line: str
    share: str
    problems: tuple[Problem, ...]

    @property
    def signing(self) -> Signing:
        """Where the signing of its result stands."""
        return signing_of(self.held)

    @property
    def complete(self) -> bool:
        """Whether its figures count."""
        return self.sheet.verified


def open_ballot(found: Decided) -> Round | None:
    """The ballot held last, while its sheet is not complete."""
    last = found.assembly_rounds[-1] if found.assembly_rounds else None
    if last is None or all(sheet.verified for sheet in last.sheets.all()):
        return None
    return last


def last_signing(found: Decided) -> Signing | None:
    """Where the signing of the ballot held last stands, None before the first."""
    return signing_of(found.assembly_rounds[-1]) if found.assembly_rounds else None


def attendance_stands(found: Decided) -> str | None:
    """Return the sentence why head count and excusals can no longer be changed, None while they can."""
    begun = (
        f"第{chinese_number(number)}轮（{held.get_kind_display()}）"
        for number, held in enumerate(found.assembly_rounds, start=1)
        if held.present is None and any(sheet.phase != Phase.EMPTY for sheet in held.sheets.all())
    )
    signed = any(held.certificate for held in found.assembly_rounds)
    return attendance_refusal(signed=signed, begun=next(begun, ""))


def opening_reasons(found: Decided, done: Collection[str], accounts: Mapping[str, int]) -> tuple[str, ...]:
    """Every reason why no ballot may be opened.

    `done` are the steps of the meeting that are recorded, `accounts` the number of accounts named for each duty.
    """
    counted, signing = open_ballot(found) is None, last_signing(found)
    reasons = opening_refusals(done, last_complete=counted, accounts=accounts)
    unsigned = opening_refusal(
        signing.result if signing else None, reopening=bool(signing and signing.reopening)
    )
    return (*reasons, unsigned) if unsigned and counted else reasons


def reduction(found: Decided) -> ReduceOption | None:
    """Whether seats may be given up by consent; not before the last result is announced."""
    signing = last_signing(found)
    announced = signing is None or signing.announced
    return reduce_option(found.dossier, found.decision) if announced else None


def ballot_order(found: Decided, offered: NextRound, candidates: Sequence[str]) -> list[ElectionMember]:
    """The candidates as the ballot prints them: by strokes; for a secretary in the order the superior approved."""
    order: Sequence[str] = tuple(found.members)
    if offered.kind == RoundKind.SECRETARY:
        order = candidates
    elif offered.post is Post.SECRETARY:
        order = (*line_codes(found.counted_rounds[-1]).values(), *found.members)
    wanted = set(candidates)
    return [found.members[code] for code in dict.fromkeys(order) if code in wanted]


def round_title(held: Round, number: int, post: Post) -> str:
    """第一轮：选举支部委员 3 名."""
    what = KIND_WORDS.get(RoundKind(held.kind)) or f"重新投票，选举{POST_WORDS[post]}"
    return f"第{chinese_number(number)}轮：{what} {held.seats} 名"


def round_views(found: Decided) -> tuple[RoundView, ...]:
    """All valid ballots of the assembly, in the order held."""
    return tuple(
        _round_view(found, held, number) for number, held in enumerate(found.assembly_rounds, start=1)
    )


def _round_view(found: Decided, held: Round, number: int) -> RoundView:
    assembly, outcome = found.dossier.assembly, found.decision.assembly
    sheet, post, place = next(iter(held.sheets.all())), found.post_of(held), found.place_of(held)
    if assembly is None or outcome is None or place is None or place >= len(outcome.rounds):
        word, css = STATUS_WORDS["open"]
        title = round_title(held, number, post)
        return RoundView(held, sheet, post, title, "open", word, css, None, None, None, (), "", "", ())
    line, figures = outcome.rounds[place], assembly.rounds[place]
    electorate = outcome.trail[place].electorate(figures, assembly, found.dossier.rules)
    word, css = STATUS_WORDS[line.status.value]
    return RoundView(
        held=held,
        sheet=sheet,
        post=post,
        title=round_title(held, number, post),
        status=line.status.value,
        word=word,
        css=css,
        decided=figures,
        outcome=line,
        electorate=electorate,
        rows=_rows(found, figures, line, post, electorate),
        line=as_percent(found.dossier.rules.majority)[:-1] if line.majority_needed is not None else "",
        share=part_name(found.dossier.rules.majority),
        problems=_problems(found, place),
    )


def _rows(
    found: Decided, held: HeldRound, line: RoundOutcome, post: Post, electorate: Electorate
) -> tuple[VoteRow, ...]:
    base, part = electorate.base(found.dossier.rules), part_name(found.dossier.rules.majority)
    words = {
        Verdict.ELECTED: (f"当选{POST_WORDS[post]}", "state-done"),
        Verdict.TIED: ("得票相等，重新投票", "state-check"),
        Verdict.OUTVOTED: (f"过{part}，未当选" if line.majority_needed is not None else "未当选", ""),
        Verdict.NOT_ENOUGH: (f"未过{part}", ""),
        Verdict.NO_EFFECT: ("本轮无效", ""),
    }
    return tuple(
        VoteRow(
            found.members[item.person], item, percent(min(item.approvals, base), base), *words[item.verdict]
        )
        for item in person_results(held, line)
    )


def _problems(found: Decided, place: int) -> tuple[Problem, ...]:
    mine = f"/assembly/rounds/{place}/"
    return tuple(item for item in found.decision.problems if f"{item.at}/".startswith(mine))


def withdrawn_rounds(found: Decided) -> list[Round]:
    """The ballots that were opened and taken back."""
    fallen = Round.objects.filter(election=found.election, invalidated_at__isnull=False)
    return list(fallen.exclude(kind=Round.Kind.TRUST).select_related("invalidated_by"))
