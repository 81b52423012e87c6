"""One village election carried stage by stage: every stage's items in full, and the figures it needs."""

from datetime import UTC, date, datetime, time

from django.urls import reverse

from ballots.models import (
    Attendance,
    MeetingStep,
    Review,
    ReviewLine,
    Round,
    Sheet,
)
from ballots.services.officials import OfficialEntry, add_official
from ballots.services.rounds import open_assembly_round, valid_trust_round
from ballots.services.stages import close_stage
from elections.models import Election, PartyMember, User, Village, VillageGroup
from elections.rules.meeting import Step
from elections.rules.stages import ORDER, Stage
from elections.rules.tally import Line, TallyFigures
from elections.services.elections import RuleChoices, create_election
from tests.ballots.factories import codes_of
from tests.ballots.keyers import key_sheet
from tests.ballots.signers import sign_all
from tests.conftest import one_of_crew

NOW = datetime(2004, 12, 1, 1, 0, tzinfo=UTC)
CLERKS = ("luruyuan", "erlu", "sanlu")
NAMES = ("于海林", "朱文斌", "李秋生", "杨志刚", "徐小兰", "罗永福", "吴金生", "黄建国", "饶春华")

ITEMS: dict[str, dict[str, str]] = {
    "preparation": {
        "adopted_on": "2004-07-28",
        "county_plan": "县实施方案",
        "document_number": "许党发〔2004〕21号",
        "lead_group_head": "甘书记",
    },
    "committee_formed": {
        "party_meeting_on": "2004-08-05",
        "villagers_meeting_on": "2004-08-06",
        "document_number": "许党发〔2004〕24号",
        "posted_on": "2004-08-06",
        "posted_at": "村务公开栏",
    },
    "announced": {
        "posted_on": "2004-08-12",
        "document_number": "许党发〔2004〕26号",
        "posted_at": "各村小组",
        "method_posted_on": "2004-08-12",
        "letter_sent_on": "2004-08-16",
        "voters_posted_on": "2004-08-12",
    },
    "trust_voting": {
        "voted_on": "2004-08-29",
        "place": "村小学",
        "opened_at": "14:30",
        "proxies_posted_on": "2004-08-27",
    },
    "trust_certified": {
        "certified_on": "2004-08-29",
        "announced_at": "18:00",
    },
    "shortlisted": {
        "posted_on": "2004-08-30",
        "document_number": "公告第3号",
        "posted_at": "各村小组",
    },
    "reviewed": {
        "posted_on": "2004-09-02",
        "document_number": "许党发〔2004〕30号",
        "posted_at": "各村小组",
        "objections_until": "2004-09-09",
        "contact": "乡党委办公室，电话 1234567",
    },
    "assembly": {
        "held_on": "2004-09-18",
        "place": "村小学",
        "presided_by": "老书记",
        "announced_at": "11:20",
    },
    "approved": {
        "reported_on": "2004-09-19",
        "report_number": "中坊支字〔2004〕1号",
        "replied_on": "2004-09-20",
        "document_number": "许党发〔2004〕33号",
    },
    "handed_over": {
        "handed_on": "2004-09-25",
        "handed_by": "老书记、新书记、章乡长",
        "handed_items": "印章、账目、档案",
        "division": "书记抓全面",
        "party_groups": "第一党小组长饶春华",
        "plans": "三年规划",
    },
}


def fill_village(village: Village) -> None:
    """Two groups of sixty voters, nine full members."""
    for number, name in enumerate(("第一村小组", "第二村小组"), start=1):
        VillageGroup.objects.create(village=village, position=number, name=name, eligible=60)
    for number, name in enumerate(NAMES):
        PartyMember.objects.create(
            village=village,
            name=name,
            sex="male",
            birth_date=date(1965, 1, 1),
            joined_on=date(1990, 1, 1),
            stroke_key=f"{number:02d}",
        )


def choices(**numbers: object) -> RuleChoices:
    return RuleChoices(
        numbers=numbers, method="direct", objection_days=7, objection_unit="calendar", term_years=3
    )


def begin(village: Village, user: User) -> Election:
    """A new election of a village with groups and members."""
    fill_village(village)
    return create_election(
        village_id=village.pk, era="pilot_2004", year=2004, choices=choices(), by=user.actor, at=NOW
    )


def typed(stage: Stage) -> dict[str, object]:
    """The items of a stage as the service takes them."""
    values: dict[str, object] = {}
    for key, text in ITEMS[stage].items():
        if len(text) == 10 and text[4] == "-":
            values[key] = date.fromisoformat(text)
        elif len(text) == 5 and text[2] == ":":
            values[key] = time.fromisoformat(text)
        else:
            values[key] = text
    return values


def carry(election: Election, to: Stage, user: User, *, ready: bool = False) -> Election:
    """Close every stage before `to`; with `ready` also do what `to` needs besides its items."""
    for stage in ORDER[: to.number - 1]:
        prepare(election, stage, user)
        close(election, stage, user)
    if ready:
        prepare(election, to, user)
    election.refresh_from_db()
    return election


def close(election: Election, stage: Stage, user: User) -> None:
    election.refresh_from_db()
    close_stage(
        election_id=election.pk,
        stage=stage,
        version=election.version,
        items=typed(stage),
        by=user.actor,
        at=NOW,
    )
    election.refresh_from_db()


def prepare(election: Election, stage: Stage, user: User) -> None:
    """Do what `stage` needs besides its items."""
    if stage is Stage.PREPARATION:
        name_officials(election, user, guidance=["章乡长"])
    elif stage is Stage.COMMITTEE_FORMED:
        name_crew(election, user, "committee_head", "zhuren")
        name_officials(election, user, committee=["唐会计", "邹代表"])
    elif stage is Stage.ANNOUNCED:
        name_crew(election, user, "trust_monitor", "jianpiao")
        for clerk in CLERKS:
            name_crew(election, user, "trust_clerk", clerk)
        monitors = ["熊四", "熊五"]
        name_officials(election, user, trust_caller=["熊一"], trust_counter=["熊二"], trust_monitor=monitors)
    elif stage is Stage.TRUST_VOTING:
        key_trust(election)
    elif stage is Stage.TRUST_CERTIFIED:
        held = valid_trust_round(election)
        assert held is not None
        sign_all(held, at=NOW)
    elif stage is Stage.REVIEWED:
        review(election, user)
    elif stage is Stage.ASSEMBLY:
        meet(election, user)


def name_officials(election: Election, user: User, **people: list[str]) -> None:
    members = {member.name: member.pk for member in election.members.all()}
    for duty, names in people.items():
        for name in names:
            entry = OfficialEntry(duty=duty, name=name, member_id=members.get(name))
            add_official(election_id=election.pk, entry=entry, by=user.actor, at=NOW)


def name_crew(election: Election, user: User, duty: str, crew: str, member: str = "") -> None:
    """Name an account of the village for a duty; `member` where it is a member of the branch."""
    entry = OfficialEntry(
        duty=duty,
        account_id=one_of_crew(election.village, crew).pk,
        member_id=election.members.get(name=member).pk if member else None,
    )
    add_official(election_id=election.pk, entry=entry, by=user.actor, at=NOW)


def even(sheet: Sheet, ballots: int, votes: list[tuple[int, int, int]]) -> TallyFigures:
    """Figures of a sheet on which every ballot is valid; `votes` in the order of the ballot."""
    rows: dict[str, Line] = dict(zip(codes_of(sheet.round), votes, strict=True))
    return TallyFigures(issued=ballots, returned=ballots, valid=ballots, invalid=0, votes=rows)


def key_trust(election: Election, *, trusted: int = 5) -> None:
    """Fifty ballots of sixty in each box; the first `trusted` members reach 90 %, the others 20 %."""
    held = valid_trust_round(election)
    assert held is not None
    votes = [(45, 3, 2)] * trusted + [(10, 35, 5)] * (len(NAMES) - trusted)
    for sheet in held.sheets.all():
        key_sheet(sheet, even(sheet, 50, votes))


def review(election: Election, user: User) -> Review:
    """The first four of the five on the shortlist are taken."""
    held = valid_trust_round(election)
    found = Review.objects.create(
        round=held,
        decided_on=date(2004, 9, 1),
        present=9,
        minutes_number="纪要8号",
        made_at=NOW,
        made_by=user,
    )
    for number, member in enumerate(election.members.all()[:5]):
        reason = "" if number < 4 else "年龄偏大"
        ReviewLine.objects.create(review=found, member=member, taken=number < 4, reason=reason)
    return found


def meet(election: Election, user: User) -> None:
    """Nine present; three elected, the first of them secretary."""
    name_for_assembly(election, user)
    Attendance.objects.create(election=election, present=9)
    for step in Step:
        favour = 9 if step.by_show_of_hands else None
        MeetingStep.objects.create(election=election, step=step.value, done_at=time(9, 0), in_favour=favour)
    people = list(election.members.all()[:4])
    hold(election, user, "committee", 3, people, [(8, 1, 0), (8, 1, 0), (8, 1, 0), (2, 7, 0)])
    hold(election, user, "secretary", 1, people[:1], [(8, 1, 0)])


def name_for_assembly(election: Election, user: User) -> None:
    """Name everybody the assembly's ballots need."""
    name_officials(election, user, assembly_caller=["罗永福"])
    name_crew(election, user, "chief_monitor", "zongjian", "吴金生")
    name_crew(election, user, "assembly_counter", "jipiao", "黄建国")
    name_crew(election, user, "assembly_chair", "zhuchi")
    for clerk in CLERKS:
        name_crew(election, user, "assembly_clerk", clerk)


def hold(
    election: Election, user: User, kind: str, seats: int, people: list, votes: list[tuple[int, int, int]]
) -> Round:
    held = open_assembly_round(
        election,
        kind=kind,
        seats=seats,
        candidates=people,
        entitled=None,
        present=None,
        by=user.actor,
        at=NOW,
    )
    sheet = held.sheets.get()
    key_sheet(sheet, even(sheet, 9, votes))
    sign_all(held, at=NOW)
    return held


def form(election: Election, stage: Stage, **changes: object) -> dict[str, object]:
    """Everything the page of `stage` posts, complete, with `changes`."""
    election.refresh_from_db()
    return {"version": election.version, "stage": stage.value, **ITEMS[stage], "close": "1", **changes}


def page_of(election: Election) -> str:
    return reverse("stage_close", args=[election.pk])
