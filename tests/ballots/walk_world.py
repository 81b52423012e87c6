"""The world that is walked through: two counties, two townships, and villages whose elections stand at ten points.

Each of those villages is "own" to its clerk and monitor; 长沙坑村 is the other village of the township.
"""

from dataclasses import dataclass, field

from factories import AT, codes_of, even_figures, make_election, set_stage, trust_sheets
from inviting import invited
from keyers import key_all, key_sheet
from meetings import FIVE, hold, in_assembly, in_review, settle, start
from notices_samples import PILOT, formal
from signers import ask

from ballots.models import Excusal, Notice, Objection, Posting, Review, Round
from ballots.notices.facts import to_json
from ballots.services.boxes import add_mobile_box
from ballots.services.issuing import new_code
from ballots.services.rounds import valid_trust_round
from elections.models import County, Election, StageRecord, Township, User, Village
from elections.rules.stages import Stage
from tests.conftest import make_user, one_of_crew

FOUR = {"m1": 80, "m2": 79, "m3": 78, "m4": 77}
FIRST = {"m1": 9, "m2": 8, "m3": 4, "m4": 4, "m5": 3}


@dataclass
class Point:
    """An election at one point: its own people, and what the routes' arguments stand for there."""

    election: Election
    people: dict[str, User]
    ids: dict[str, object] = field(default_factory=dict)


@dataclass
class World:
    """Everybody who asks at every point, and the points by name."""

    people: dict[str, User]
    points: dict[str, Point]


def found_world() -> World:
    """Make all of it, by the services wherever there is one."""
    county = County.objects.create(name="崇仁县")
    township = Township.objects.create(county=county, name="许坊乡", document_prefix="许党发")
    people = _people(county, township)
    by = people["township"]
    made = {name: _point(make(_village(township, name), by), by) for name, make in POINTS.items()}
    _more(made, by)
    return World(people, made)


def _people(county: County, township: Township) -> dict[str, User]:
    elsewhere = County.objects.create(name="别县")
    beside = Township.objects.create(county=county, name="别乡")
    other = Village.objects.create(township=township, name="长沙坑村", population=1800)
    return {
        "county": make_user("xianji", "county", None, county=county),
        "other county": make_user("biexian", "county", None, county=elsewhere),
        "township": make_user("xiangzhen", "township", township),
        "other township": make_user("biexiang", "township", beside),
        "other clerk": make_user("waicun", "clerk", township, other),
        "other monitor": make_user("waijian", "monitor", township, other),
        "projector": make_user("daping", "projector", township),
        "other projector": make_user("waiping", "projector", township, other),
        "viewer": make_user("liulan", "viewer", township),
    }


def _village(township: Township, name: str) -> Village:
    return Village.objects.create(township=township, name=f"{name}村", population=1463)


def _point(election: Election, by: User) -> Point:
    """Its people, and one of everything that routes name: the last sheet and ballot, a posted paper, an invitation."""
    village = election.village
    chief = election.present_stage.number >= Stage.ASSEMBLY.number
    people = {
        "clerk": one_of_crew(village, "luruyuan"),
        "monitor": one_of_crew(village, "zongjian" if chief else "jianpiao"),
    }
    held = Round.objects.filter(election=election).last()
    sheet = held.sheets.last() if held else None
    paper = _paper(election, by)
    ids: dict[str, object] = {
        "election_id": election.pk,
        "village_id": village.pk,
        "member_id": village.members.first().pk,  # type: ignore[union-attr]
        "user_id": people["clerk"].pk,
        "notice_id": paper.pk,
        "posting_id": _posting(paper).pk,
        "code": paper.code,
        "round_id": held.pk if held else 0,
        "sheet_id": sheet.pk if sheet else 0,
        "objection_id": 0,
        "excusal_id": 0,
    }
    return Point(election, people, ids)


def _paper(election: Election, by: User) -> Notice:
    return Notice.objects.create(
        election=election,
        kind="formal",
        number=1,
        stage=election.stage,
        title="正式候选人公示",
        code=new_code(),
        facts=to_json(formal(PILOT)),
        pdf=b"%PDF",
        pages=1,
        sha256="0" * 64,
        made_at=AT,
        made_by=by,
    )


def _posting(paper: Notice) -> Posting:
    return Posting.objects.create(
        notice=paper, number=1, place="公告栏", posted_on=AT.date(), posted_by="饶春华", photo=b"JPEG"
    )


def _more(made: dict[str, Point], by: User) -> None:
    """What only some points have."""
    for name in ("setup", "voting"):
        invitation = invited(made[name].election, by, name=f"聂小{name}")
        made[name].ids |= {"invitation_id": invitation.invitation.pk, "token": invitation.token}
    for name in ("reviewed", "ballot"):
        objection = Objection.objects.create(
            review=_review(made[name].election), received_on="2004-09-06", content="反映其未交党费"
        )
        made[name].ids["objection_id"] = objection.pk
    for name in ("ballot", "approved"):
        election = made[name].election
        excusal = Excusal.objects.create(election=election, member=election.members.last(), ground="ILLNESS")
        made[name].ids["excusal_id"] = excusal.pk


def _review(election: Election) -> Review:
    return Review.objects.get(round__election=election, invalidated_at__isnull=True)


def _set_up(village: Village, by: User) -> Election:
    return make_election(village, by, members=2, stage=Stage.PREPARATION)


def _voting(village: Village, by: User) -> Election:
    """One box complete, the other empty, and an empty mobile box."""
    election = make_election(village, by, members=3)
    group = election.groups.first()
    assert group is not None
    add_mobile_box(election_id=election.pk, group_id=group.pk, known=2, by=by.actor, at=AT)
    sheet = trust_sheets(election)[0]
    key_sheet(sheet, even_figures(codes_of(sheet.round)))
    return election


def _counted(village: Village, by: User) -> Election:
    """All boxes complete; four of the five that the shortlist asks for reach the threshold."""
    election = make_election(village, by, members=6)
    rest = {f"m{number}": 20 for number in (5, 6)}
    key_all(election, favours=FOUR | rest)
    set_stage(election, Stage.TRUST_CERTIFIED, by)
    return election


def _shortlisted(village: Village, by: User) -> Election:
    election = _counted(village, by)
    set_stage(election, Stage.SHORTLISTED, by)
    return election


def _asked(village: Village, by: User) -> Election:
    """The township asked that the certificate be lifted."""
    election = _shortlisted(village, by)
    held = valid_trust_round(election)
    assert held is not None
    ask(held, by)
    return election


def _reviewed(village: Village, by: User) -> Election:
    election = in_review(village, by)
    settle(election, by, *FIVE)
    items = {"posted_on": "2004-09-04"}
    StageRecord.objects.create(election=election, stage="reviewed", items=items, saved_at=AT, saved_by=by)
    return election


def _ballot(village: Village, by: User) -> Election:
    """The first ballot is being held."""
    election = in_assembly(village, by)
    start(election, "committee", *FIVE)
    return election


def _unfilled(village: Village, by: User) -> Election:
    """The first ballot elected two of three and is announced."""
    election = in_assembly(village, by)
    hold(election, "committee", FIRST)
    return election


def _approved(village: Village, by: User) -> Election:
    election = _unfilled(village, by)
    set_stage(election, Stage.APPROVED, by)
    return election


def _finished(village: Village, by: User) -> Election:
    election = _approved(village, by)
    set_stage(election, Stage.HANDED_OVER, by)
    Election.objects.filter(pk=election.pk).update(finished_at=AT)
    return Election.objects.get(pk=election.pk)


POINTS = {
    "setup": _set_up,
    "voting": _voting,
    "counted": _counted,
    "shortlisted": _shortlisted,
    "asked": _asked,
    "reviewed": _reviewed,
    "ballot": _ballot,
    "unfilled": _unfilled,
    "approved": _approved,
    "finished": _finished,
}
