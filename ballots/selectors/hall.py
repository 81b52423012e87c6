"""The screen in the hall, from an election decided: each scene gets what the rules let it show, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ballots.models import Round, Sheet
from ballots.selectors.boxes import box_labels
from ballots.selectors.dossier import Decided, counted_sheets
from ballots.selectors.hall_assembly import meeting_of
from ballots.selectors.hall_parts import (
    Candidates,
    Coming,
    Counting,
    Hall,
    HallBox,
    Person,
    Result,
    StagePoint,
)
from ballots.selectors.review import recorded_day
from ballots.selectors.signing import sheets_open, signing_of
from elections.rules.disclosure import TOO_FEW_WORDS, too_few, turnout_so_far
from elections.rules.entry import Phase
from elections.rules.hall import NOW, BoxState, Ground, Scene, counting_words, ground_of, scene_of
from elections.rules.numbers import as_percent
from elections.rules.review import STATUS_WORDS, ReviewStatus
from elections.rules.stages import ORDER, Stage, next_stage
from elections.rules.trust import Ranked, TrustOutcome
from elections.selectors.elections import plan_of

# More names than this nobody reads from the back of a hall; the notice has them all.
ROOM = 28
BOX_CSS = {BoxState.OUT: "", BoxState.COUNTING: "state-doing", BoxState.DONE: "state-done"}


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """A group during the count, as the rules of disclosure ask for it."""

    eligible: int
    returned: int
    complete: bool


def hall_of(found: Decided, *, today: date) -> Hall:
    """Return the screen of an election; `found` comes from `decided`, which knows figures that count and no others."""
    stage, trust = found.election.present_stage, found.trust_round
    trust_ground = _ground(trust) if trust else Ground.COUNTING
    grounds = tuple(_ground(held) for held in found.assembly_rounds)
    posted = recorded_day(found.election, Stage.REVIEWED, "posted_on") if stage is Stage.REVIEWED else None
    settled = found.decision.review is not None and found.decision.review.status is ReviewStatus.SETTLED
    scene = scene_of(
        stage,
        trust=trust_ground,
        posted=settled and posted is not None and posted <= today,
        last=grounds[-1] if grounds else None,
    )
    showing = scene in (Scene.ASSEMBLY, Scene.ELECTED)
    return Hall(
        village=found.election.village.name,
        stage=stage.label,
        scene=scene,
        ground=trust_ground,
        coming=_coming(found) if scene is Scene.COMING else None,
        counting=_counting(found, trust_ground) if scene in (Scene.COUNTING, Scene.SIGNING) else None,
        result=_result(found) if scene is Scene.RESULT else None,
        candidates=_candidates(found, posted) if scene is Scene.CANDIDATES else None,
        meeting=meeting_of(found, grounds) if showing else None,
    )


def _ground(held: Round) -> Ground:
    signing = signing_of(held)
    return ground_of(
        complete=not sheets_open(held),
        announced=signing.announced,
        reopening=signing.reopening is not None,
    )


def _coming(found: Decided) -> Coming:
    stage = found.election.present_stage
    following = next_stage(stage)
    return Coming(
        now=NOW[stage],
        following=following.label if following else "",
        planned_on=plan_of(found.election).get(following) if following else None,
        points=tuple(StagePoint(each.label, _place(each, stage)) for each in ORDER),
    )


def _place(stage: Stage, present: Stage) -> str:
    if stage is present:
        return "here"
    return "past" if stage.number < present.number else ""


def _counting(found: Decided, ground: Ground) -> Counting:
    held = found.trust_round
    sheets = list(held.sheets.all()) if held else []
    counted = _finished(held) if held else {}
    labels = box_labels(sheets)
    boxes = tuple(_box(labels[sheet.pk], _state(sheet, counted)) for sheet in sheets)
    done = sum(sheet.pk in counted for sheet in sheets)
    groups = tuple(_groups(found, sheets, counted))
    return Counting(
        words=counting_words(total=len(boxes), done=done, ground=ground),
        boxes=boxes,
        done=done,
        turnout=turnout_so_far(groups),
        groups=len(groups),
    )


def _finished(held: Round) -> dict[int, int]:
    """Sheet → ballots returned, of the sheets whose figures count: keyed twice alike."""
    return {sheet.pk: figures.returned or 0 for sheet, figures in counted_sheets(held) if sheet.verified}


def _state(sheet: Sheet, counted: dict[int, int]) -> BoxState:
    if sheet.pk in counted:
        return BoxState.DONE
    return BoxState.OUT if sheet.phase == Phase.EMPTY else BoxState.COUNTING


def _box(label: str, state: BoxState) -> HallBox:
    return HallBox(label, state.value, BOX_CSS[state])


def _groups(found: Decided, sheets: Iterable[Sheet], counted: dict[int, int]) -> Iterable[CountedGroup]:
    for group in found.groups.values():
        own = [sheet.pk for sheet in sheets if sheet.group_id == group.pk]
        yield CountedGroup(
            eligible=group.eligible,
            returned=sum(counted.get(pk, 0) for pk in own),
            complete=all(pk in counted for pk in own),
        )


def _result(found: Decided) -> Result | None:
    trust = found.decision.trust
    if trust is None:
        return None
    share = as_percent(found.dossier.rules.trust_threshold)
    return Result(
        words=STATUS_WORDS[trust.status],
        counts=_counts(trust),
        share=share,
        at=share.rstrip("%…"),
        people=_people(found, trust),
        left=max(0, len(trust.ranking) - ROOM),
    )


def _counts(trust: TrustOutcome) -> str:
    totals = trust.totals
    if too_few(totals.returned):
        return TOO_FEW_WORDS
    return (
        f"有权投票 {totals.eligible} 人，收回 {totals.returned} 张，有效 {totals.valid} 张，无效 {totals.invalid} 张，"
        f"投票率 {trust.turnout}%"
    )


def _people(found: Decided, trust: TrustOutcome) -> tuple[Person, ...]:
    hidden = too_few(trust.totals.returned)
    return tuple(
        Person(
            found.members[line.member].label,
            None if hidden else line.trust,
            line.rate,
            line.reached,
            *_outcome(line),
        )
        for line in trust.ranking[:ROOM]
    )


def _outcome(line: Ranked) -> tuple[str, str]:
    if line.shortlisted:
        return "预备候选人", "state-done"
    return ("达到" if line.reached else "未达到"), ""


def _candidates(found: Decided, posted: date | None) -> Candidates:
    written = recorded_day(found.election, Stage.REVIEWED, "objections_until")
    taken = found.dossier.review.candidates if found.dossier.review else ()
    return Candidates(
        names=tuple(found.names(taken)),
        seats=found.decision.seats,
        until=written or (found.election.objections_end(posted) if posted else None),
    )
