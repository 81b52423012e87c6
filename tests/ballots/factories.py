"""An election brought to a stage the short way: register and rounds as the services leave them.

Village, groups and members are inserted as rows; election, rounds, boxes and figures come from the services.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from ballots.models import Round, Sheet
from ballots.selectors.certified import shown_facts
from ballots.selectors.dossier import decided
from ballots.services import officials as naming
from ballots.services.certificates import begin_certificate, sign_certificate
from ballots.services.rounds import open_trust_round, valid_trust_round
from elections.models import Election, ElectionMember, Official, PartyMember, User, Village, VillageGroup
from elections.rules.log import Deed
from elections.rules.ruleset import PILOT_2004
from elections.rules.stages import Stage
from elections.rules.tally import Line, TallyFigures
from elections.services.audit import record
from elections.services.elections import creation_facts
from elections.services.register import copy_register
from elections.stroke_order import sort_key
from tests.conftest import one_of_crew

AT = datetime(2004, 8, 28, 6, 30, tzinfo=UTC)
SURNAMES = "丁王毛方叶刘许李何陈张周郑赵胡徐黄程谢廖"
GIVEN = "一人大小文才云少平田永光伟华全安志"


def person(number: int) -> str:
    """The name of the nth invented member; 340 different ones."""
    return SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)]


def add_groups(village: Village, groups: int, *, eligible: int = 100) -> None:
    """Give the village this many groups."""
    VillageGroup.objects.bulk_create(
        VillageGroup(village=village, position=n, name=f"第{n}村小组", eligible=eligible)
        for n in range(1, groups + 1)
    )


def add_members(village: Village, members: int) -> None:
    """Give the village's branch this many full members, in stroke order by their names."""
    PartyMember.objects.bulk_create(
        PartyMember(
            village=village,
            name=person(n),
            sex="male",
            birth_date=date(1965, 3, 1),
            education="高中",
            joined_on=date(1990, 7, 1),
            stroke_key=sort_key(person(n), {}),
        )
        for n in range(members)
    )


def make_election(
    village: Village,
    by: User,
    *,
    members: int = 8,
    groups: int = 2,
    eligible: int = 100,
    stage: Stage = Stage.TRUST_VOTING,
    rules: Mapping[str, object] | None = None,
) -> Election:
    """Make an election in `stage`; from the trust vote on with its round open, and certified after it."""
    add_groups(village, groups, eligible=eligible)
    add_members(village, members)
    election = Election.objects.create(
        village=village,
        year=2004,
        rules={**PILOT_2004.to_mapping(), **(rules or {})},
        method="committee_then_secretary",
        population=village.population,
        created_at=AT,
        created_by=by,
    )
    copy_register(election)
    facts = creation_facts(election)
    record(election, by=by.actor, at=AT, action=Deed.ELECTION_CREATED, payload=facts)
    appoint_crew(election)
    set_stage(election, stage, by)
    return election


def appoint(election: Election, user: User, duty: str, **facts: object) -> Official:
    """Name an account for a duty, without asking the rules."""
    named = Official.objects.create(election=election, account=user, name=user.person, duty=duty, **facts)
    payload = {**naming._facts(named), "relatives": []}
    record(election, by=election.created_by.actor, at=AT, action=Deed.OFFICIAL_NAMED, payload=payload)
    return named


# What the accounts of a village are named for.
DUTIES = {
    "luruyuan": ("trust_clerk", "assembly_clerk"),
    "erlu": ("trust_clerk", "assembly_clerk"),
    "sanlu": ("trust_clerk", "assembly_clerk"),
    "zhuren": ("committee_head",),
    "jipiao": ("assembly_counter",),
    "zhuchi": ("assembly_chair",),
    "jianpiao": ("trust_monitor",),
    "zongjian": ("chief_monitor",),
}


def appoint_crew(election: Election) -> dict[str, User]:
    """Make the village's accounts and name them for both ballots: three clerks, the monitors and who signs."""
    crew = {name: one_of_crew(election.village, name) for name in DUTIES}
    for name, duties in DUTIES.items():
        for duty in duties:
            appoint(election, crew[name], duty)
    return crew


def set_stage(election: Election, stage: Stage, by: User) -> None:
    """Put the election into a stage without its records; the chain tells of it as of a way back."""
    nothing = {
        "records": {},
        "papers": [],
        "released": None,
        "proceeding": None,
        "reviews": 0,
        "meeting": False,
    }
    payload = {"target": stage.value, "reason": "", **nothing}
    record(election, by=by.actor, at=AT, action=Deed.STAGES_UNDONE, payload=payload)
    if stage.number >= Stage.TRUST_VOTING.number and valid_trust_round(election) is None:
        open_trust_round(election, by=by.actor, at=AT)
    if stage.number > Stage.TRUST_CERTIFIED.number:
        certify(election)
    Election.objects.filter(pk=election.pk).update(stage=stage.value)
    election.stage = stage.value


def certify(election: Election) -> None:
    """Sign the trust round in every capacity left, the short way: neither stage nor figures are asked."""
    held = valid_trust_round(election)
    assert held is not None
    facts = shown_facts(decided(Election.objects.get(pk=election.pk)), held)
    assert facts is not None
    certificate = held.certificate or begin_certificate(held, facts, at=AT)
    for capacity in certificate.signing.missing:
        named = Official.objects.filter(election=election, duty=capacity.value).get()
        assert named.account is not None
        sign_certificate(election, certificate, capacity, by=named.account.actor, at=AT)


def trust_sheets(election: Election) -> list[Sheet]:
    """The sheets of the trust round that counts, in their order."""
    held = valid_trust_round(election)
    return list(Sheet.objects.filter(round=held).select_related("group")) if held else []


def codes_of(held: Round) -> list[str]:
    """Dossier ids in the order of the ballot."""
    return [line.member.code for line in held.lines.select_related("member")]


def even_figures(
    codes: list[str],
    *,
    issued: int = 90,
    returned: int = 88,
    invalid: int = 1,
    favours: Mapping[str, int] | None = None,
) -> TallyFigures:
    """Figures that add up: everybody trusted by `favours`, 70 or all where not named; the rest distrust, nobody abstains."""
    valid = returned - invalid
    trusted = {code: (favours or {}).get(code, min(70, valid)) for code in codes}
    votes: dict[str, Line] = {code: (favour, valid - favour, 0) for code, favour in trusted.items()}
    return TallyFigures(
        printed=issued + 5,
        issued=issued,
        spoiled=2,
        unused=3,
        returned=returned,
        valid=valid,
        invalid=invalid,
        proxies=4,
        votes=votes,
    )


def posted(figures: TallyFigures, *, version: int, **more: str) -> dict[str, str]:
    """Figures as the page posts them."""
    names = ("printed", "issued", "spoiled", "unused", "returned", "valid", "invalid", "proxies")
    data = {name: shown(getattr(figures, name)) for name in names}
    for code, row in figures.votes.items():
        parts = zip(("favour", "against", "abstain"), row, strict=True)
        data.update({f"{code}-{part}": shown(value) for part, value in parts})
    return data | {"version": str(version), **more}


def shown(value: int | None) -> str:
    """A figure as typed."""
    return "" if value is None else str(value)


def assembly_round(election: Election, by: User, **given: object) -> Round:
    """Open a ballot of the assembly on the first five members, with its head count."""
    from ballots.models import Attendance
    from ballots.services.rounds import open_assembly_round

    Attendance.objects.get_or_create(election=election, defaults={"present": 8})
    candidates = list(ElectionMember.objects.filter(election=election)[:5])
    values: dict[str, object] = {
        "kind": "committee",
        "seats": 3,
        "candidates": candidates,
        "entitled": None,
        "present": None,
        **given,
    }
    return open_assembly_round(election, by=by.actor, at=AT, **values)  # type: ignore[arg-type]
