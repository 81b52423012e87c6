"""One small election with a row of every kind, carried stage by stage by the services that the pages call.

Seven members, two groups. Four of them reach the threshold, so that the township goes on with fewer; the trust result
is certified, lifted and certified again; a review and a meeting are set aside; one ballot is withdrawn, one fills two
of three seats, which are reduced with consent; the committee of two elects its secretary.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time

from ballots.models import Objection, Sheet
from ballots.selectors.dossier import decided
from ballots.selectors.papers import catalogue
from ballots.selectors.trust import trust_board
from ballots.services.assembly import ExcusalEntry, StepEntry, add_excusal, save_steps, set_attendance
from ballots.services.assembly_rounds import reduce_seats, withdraw_round
from ballots.services.boxes import add_mobile_box
from ballots.services.going_back import go_back
from ballots.services.officials import OfficialEntry, add_official
from ballots.services.papers import make_paper
from ballots.services.review import ObjectionEntry, record_finding, record_objection
from ballots.services.rounds import valid_trust_round
from ballots.services.sheet_decisions import explain_warnings
from ballots.services.sheets import take_over
from ballots.services.shortlist import proceed_with_fewer
from ballots.services.stages import save_stage
from elections.models import Election, User, Village
from elections.rules.meeting import Step
from elections.rules.stages import ORDER, Stage
from elections.rules.tally import TallyFigures
from elections.services.elections import RuleChoices, change_plan, create_election
from tests.ballots.boards import corrected, hang
from tests.ballots.factories import codes_of, even_figures, trust_sheets
from tests.ballots.inviting import invited
from tests.ballots.keyers import accept, key_once, key_sheet, of_crew, recount, retype, version_on_record
from tests.ballots.meetings import hold, recorder, settle, start, version_of
from tests.ballots.signers import agree, ask, sign_all, take_back
from tests.ballots.stagekit import (
    CLERKS,
    NAMES,
    NOW,
    close,
    fill_village,
    name_crew,
    name_officials,
    prepare,
    typed,
)
from tests.conftest import one_of_crew

DAY = date(2004, 9, 1)
FOUR = ("m1", "m2", "m3", "m4")


def told(village: Village, user: User, *, until: Stage = Stage.APPROVED) -> Election:
    """The election with everything done in `until` that is done before it is closed."""
    fill_village(village)
    village.members.filter(name__in=NAMES[7:]).delete()
    choices = RuleChoices({}, "committee_then_secretary", 7, "calendar", 3, date(2004, 8, 1))
    election = create_election(
        village_id=village.pk, era="pilot_2004", year=2004, choices=choices, by=user.actor, at=NOW
    )
    for stage in ORDER[: until.number]:
        election.refresh_from_db()
        WORK[stage](election, user)
        if stage is not until:
            close(election, stage, user)
    return Election.objects.get(pk=election.pk)


def paper(election: Election, user: User, kind: str, of: str = "") -> None:
    """Make the first paper of a kind, or the one of a box."""
    listed = (one for one in catalogue(election, today=NOW.date()) if one.kind.value == kind)
    entry = next(one for one in listed if one.label.endswith(of))
    make_paper(election=election, key=entry.key, by=user.actor, at=NOW)


def go_back_to(election: Election, user: User, target: Stage) -> None:
    """Take the election back."""
    version = version_of(election)
    go_back(election_id=election.pk, version=version, target=target, reason="日期有误", by=user.actor, at=NOW)


def _plan(election: Election, user: User) -> None:
    planned = {Stage.ANNOUNCED: date(2004, 8, 12), Stage.ASSEMBLY: date(2004, 9, 18)}
    change_plan(election_id=election.pk, version=version_of(election), planned=planned, by=user.actor, at=NOW)
    prepare(election, Stage.PREPARATION, user)


def _found(election: Election, user: User) -> None:
    prepare(election, Stage.COMMITTEE_FORMED, user)
    relatives = frozenset(election.members.filter(code__in=("m6", "m7")).values_list("pk", flat=True))
    entry = OfficialEntry(duty="committee", name="万代表", post="村民代表", relatives=relatives)
    add_official(election_id=election.pk, entry=entry, by=user.actor, at=NOW)


def _announce(election: Election, user: User) -> None:
    prepare(election, Stage.ANNOUNCED, user)
    group = election.groups.last()
    assert group is not None
    entry = OfficialEntry(duty="trust_monitor", name="熊六", group_id=group.pk)
    add_official(election_id=election.pk, entry=entry, by=user.actor, at=NOW)
    invited(election, user)


def _vote(election: Election, user: User) -> None:
    group = election.groups.first()
    assert group is not None
    add_mobile_box(election_id=election.pk, group_id=group.pk, known=2, by=user.actor, at=NOW)
    sheets = trust_sheets(election)
    codes = codes_of(sheets[0].round)
    paper(election, user, "tally_sheet")
    for sheet in sheets:
        most = 10 if sheet.kind == "mobile" else 40
        favours = {code: most - 4 if code in FOUR else 2 for code in codes}
        figures = even_figures(codes, issued=most, returned=most - 1, favours=favours)
        if sheet.kind == "mobile":
            key_with_every_move(sheet, figures)
        else:
            key_sheet(sheet, figures)
    _explain(election)


def key_with_every_move(sheet: Sheet, figures: TallyFigures) -> None:
    """Begun, taken over, let stand, counted again, keyed differently twice, keyed by a third, confirmed."""
    first, second, third = (of_crew(sheet, name) for name in CLERKS)
    slip = replace(figures, proxies=5)
    key_once(sheet, replace(figures, valid=None), second)
    take_over(sheet_id=sheet.pk, version=version_on_record(sheet), by=first.actor, at=NOW)
    key_once(sheet, replace(figures, issued=8, printed=13), first, as_on_paper=True)
    accept(sheet)
    recount(sheet)
    key_once(sheet, figures, first)
    key_once(sheet, slip, second)
    retype(sheet, slip, second)
    retype(sheet, figures, third)
    accept(sheet, "对照纸面")


def _explain(election: Election) -> None:
    """Tick the warnings off, as the page of the trust vote does."""
    board = trust_board(decided(Election.objects.get(pk=election.pk)))
    assert board is not None
    explain_warnings(
        election_id=election.pk,
        words={item.sheet.pk: {item.key: "与纸面一致"} for item in board.warnings},
        versions={item.sheet.pk: item.sheet.version for item in board.warnings},
        by=one_of_crew(election.village, "luruyuan").actor,
        at=NOW,
    )


def _certify(election: Election, user: User) -> None:
    """Certified, asked to be lifted and withdrawn, asked again and lifted, one box keyed anew, certified again."""
    held = valid_trust_round(election)
    assert held is not None
    sign_all(held, at=NOW)
    take_back(held, ask(held, user, at=NOW), user, at=NOW)
    asked = ask(held, user, "有一箱票数录错", at=NOW)
    agree(held, asked, "committee_head", at=NOW)
    agree(held, asked, "trust_monitor", at=NOW)
    sheet = trust_sheets(election)[0]
    favours = {code: 37 if code in FOUR else 3 for code in codes_of(held)}
    key_sheet(sheet, even_figures(codes_of(held), issued=41, returned=40, favours=favours))
    close(election, Stage.TRUST_VOTING, user)
    sign_all(held, at=NOW)


def _shorten(election: Election, user: User) -> None:
    """The decision to go on with fewer is set aside once."""
    _proceed(election, user)
    go_back_to(election, user, Stage.TRUST_CERTIFIED)
    close(election, Stage.TRUST_CERTIFIED, user)
    _proceed(election, user)


def _proceed(election: Election, user: User) -> None:
    proceed_with_fewer(
        election_id=election.pk, version=version_of(election), reason="仅四人过线", by=user.actor, at=NOW
    )


def _review(election: Election, user: User) -> None:
    """Settled, two objections, settled anew; every finding in the end, one of them replaced."""
    settle(election, user, "m1", "m2", "m3", declined={"m4": "年龄偏大"}, day=DAY)
    _object(election, user, "m1", "文化程度不实")
    _find(election, user, "文化程度不实", "查无实据")
    _object(election, user, "", "公示张贴不全")
    careers = {"m1": "高中毕业后在家务农，2001年任村小组长", "m3": "退伍军人。"}
    settle(election, user, *FOUR, declined={}, careers=careers, replaces="人数不足", day=DAY)
    _find(election, user, "公示张贴不全", "已经补贴")
    _find(election, user, "公示张贴不全", "已于当日补贴")
    _object(election, user, "m2", "程序有疑问")
    _find(election, user, "程序有疑问", "程序合规")


def _object(election: Election, user: User, about: str, content: str) -> None:
    entry = ObjectionEntry(date(2004, 9, 5), about, content)
    record_objection(
        election_id=election.pk, version=version_of(election), entry=entry, by=user.actor, at=NOW
    )


def _find(election: Election, user: User, content: str, finding: str) -> None:
    valid = Objection.objects.filter(review__invalidated_at__isnull=True)
    record_finding(
        election_id=election.pk,
        objection_id=valid.get(review__round__election=election, content=content).pk,
        version=version_of(election),
        found_on=date(2004, 9, 8),
        finding=finding,
        by=user.actor,
        at=NOW,
    )


def _meet(election: Election, user: User) -> None:
    """A meeting begun and set aside with its review; then the whole of it."""
    name_officials(election, user, assembly_caller=["罗永福"])
    name_crew(election, user, "chief_monitor", "zongjian", "徐小兰")
    name_crew(election, user, "assembly_counter", "jipiao")
    name_crew(election, user, "assembly_chair", "zhuchi")
    for clerk in CLERKS[:2]:
        name_crew(election, user, "assembly_clerk", clerk)
    paper(election, user, "formal")
    formal = election.notices.get(kind="formal")
    hang(formal, user)
    for right in ("公示时限", "公示期间"):
        corrected(formal, user, said="公示时间", right=right, at=NOW)
    _gather(election, present=6)
    go_back_to(election, user, Stage.SHORTLISTED)
    close(election, Stage.SHORTLISTED, user)
    settle(election, user, *FOUR, declined={}, day=DAY)
    close(election, Stage.REVIEWED, user)
    _gather(election, present=5)
    _ballots(election)
    paper(election, user, "result_report")


def _gather(election: Election, *, present: int) -> None:
    by, at = recorder(election), NOW
    entry = ExcusalEntry(ground="ILLNESS", consent_number="许党发〔2004〕31号", adopted=True)
    add_excusal(
        election_id=election.pk,
        version=version_of(election),
        member_code="m7",
        entry=entry,
        by=by,
        at=at,
    )
    set_attendance(election_id=election.pk, version=version_of(election), present=present, by=by, at=at)
    steps = {
        step: StepEntry(time(9, 5 * number), present if step.by_show_of_hands else None, f"第{number + 1}项")
        for number, step in enumerate(Step)
    }
    save_steps(election_id=election.pk, version=version_of(election), steps=steps, by=by, at=at)


def _ballots(election: Election) -> None:
    by, at = recorder(election), NOW
    withdrawn = start(election, "committee", *FOUR)
    withdraw_round(
        election_id=election.pk,
        version=version_of(election),
        round_id=withdrawn.pk,
        reason="票面印错",
        by=by,
        at=at,
    )
    votes: Mapping[str, int] = {"m1": 4, "m2": 3, "m3": 2, "m4": 1}
    hold(election, "committee", votes, ballots=5, write_ins={"m6": 1})
    reduce_seats(election_id=election.pk, version=version_of(election), consent=4, by=by, at=at)
    hold(election, "secretary", {"m1": 2, "m2": 0}, ballots=2, own=(2, 2))


def _report(election: Election, user: User) -> None:
    save_stage(
        election_id=election.pk,
        stage=Stage.APPROVED,
        version=version_of(election),
        items=typed(Stage.APPROVED),
        by=user.actor,
        at=NOW,
    )


WORK: dict[Stage, Callable[[Election, User], None]] = {
    Stage.PREPARATION: _plan,
    Stage.COMMITTEE_FORMED: _found,
    Stage.ANNOUNCED: _announce,
    Stage.TRUST_VOTING: _vote,
    Stage.TRUST_CERTIFIED: _certify,
    Stage.SHORTLISTED: _shorten,
    Stage.REVIEWED: _review,
    Stage.ASSEMBLY: _meet,
    Stage.APPROVED: _report,
    Stage.HANDED_OVER: lambda election, user: None,
}
