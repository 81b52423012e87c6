"""The assembly on the screen in the hall: the head count, the ballot that is held, and the results announced."""

from collections.abc import Sequence

from ballots.selectors.assembly_rounds import POST_WORDS, RoundView, round_views
from ballots.selectors.dossier import Decided, line_codes
from ballots.selectors.hall_parts import Ballot, Elected, Going, Meeting, Person
from ballots.selectors.review import recorded_day
from elections.rules.announcement import votes_shown
from elections.rules.assembly import AssemblyOutcome
from elections.rules.disclosure import TOO_FEW_WORDS, too_few
from elections.rules.hall import BALLOT_WORDS, Ground, announced_outcome, ballots_shown
from elections.rules.inputs import Assembly
from elections.rules.stages import Stage
from elections.rules.standing import Post


def meeting_of(found: Decided, grounds: Sequence[Ground]) -> Meeting:
    """Return the assembly; `grounds` are those of its ballots in the order held."""
    assembly, outcome = found.dossier.assembly, found.decision.assembly
    shown, views = ballots_shown(grounds), round_views(found)
    ballots = tuple(_ballot(view) for view in views[:shown] if view.outcome)
    so_far = announced_outcome(outcome, shown) if outcome else None
    taken = found.dossier.review.candidates if found.dossier.review else ()
    return Meeting(
        quorum=outcome.quorum if outcome else None,
        candidates=tuple(found.names(taken)),
        going=_going(found, views[shown], grounds[shown]) if shown < len(views) else None,
        ballots=ballots,
        elected=_elected(found, assembly, so_far) if assembly and so_far else (),
        seats=so_far.standing.seats if so_far else found.decision.seats,
        complete=bool(so_far and so_far.standing.complete),
    )


def _going(found: Decided, view: RoundView, ground: Ground) -> Going:
    codes = line_codes(view.held).values()
    names = tuple(found.members[code].label for code in codes)
    return Going(view.title, BALLOT_WORDS[ground], names)


def _ballot(view: RoundView) -> Ballot:
    hidden = view.decided is None or too_few(view.decided.returned)
    people = tuple(
        Person(
            name=row.member.label if row.result.row else f"{row.member.label}（另选）",
            votes=None if hidden else row.result.approvals,
            rate=row.width,
            over=row.over,
            word=row.word,
            css=row.css,
        )
        for row in view.rows
    )
    line = "" if hidden else view.line
    return Ballot(view.title, view.word, view.css, _counts(view), people, line, view.share)


def _counts(view: RoundView) -> str:
    held, line = view.decided, view.outcome
    if held is None or line is None:
        return ""
    if too_few(held.returned):
        return TOO_FEW_WORDS
    counts = f"发出 {held.issued}，收回 {held.returned}，有效 {held.valid}，无效 {held.invalid}"
    needed = f"；至少 {line.majority_needed} 票当选" if line.majority_needed is not None else ""
    return counts + needed


def _elected(found: Decided, assembly: Assembly, so_far: AssemblyOutcome) -> tuple[Elected, ...]:
    """Those elected by the ballots announced, in stroke order; the secretary waits for the township's reply."""
    won, standing = votes_shown(assembly, so_far), so_far.standing
    waits = found.election.present_stage.number <= Stage.APPROVED.number and not recorded_day(
        found.election, Stage.APPROVED, "replied_on"
    )
    secretary = f"{POST_WORDS[Post.SECRETARY]}{'（待批准）' if waits else ''}"
    return tuple(
        Elected(
            name=member.label,
            post=secretary if code == standing.secretary else POST_WORDS[Post.COMMITTEE],
            votes=_votes(won[Post.COMMITTEE].get(code), won[Post.SECRETARY].get(code)),
        )
        for code, member in found.members.items()
        if code in standing.elected
    )


def _votes(committee: int | None, secretary: int | None) -> str:
    parts = (("委员", committee), ("书记", secretary))
    return "，".join(f"选{post} {votes} 票" for post, votes in parts if votes is not None)
