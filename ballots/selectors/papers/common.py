"""What the papers of one election share: the sources, the header, the people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ballots.models import Round, Sheet
from ballots.notices.facts import (
    Body,
    Contact,
    Header,
    NoticeKind,
    Person,
    Signer,
    body_name,
    header_for,
    instruments_of,
)
from ballots.selectors.boxes import box_labels
from ballots.selectors.dossier import Decided
from elections.dossier.chain import short_head
from elections.models import ElectionGroup, ElectionMember, Official
from elections.rules.duties import OfficialDuty
from elections.rules.ruleset import SHIPPED
from elections.rules.stages import Stage

# Papers that report what the assembly elected.
REPORTS = frozenset({
    NoticeKind.RESULT_REPORT, NoticeKind.ELECTED,
    NoticeKind.SUBMISSION, NoticeKind.REPLY, NoticeKind.APPOINTMENT, NoticeKind.HANDOVER_LIST, NoticeKind.DIVISION,
})  # fmt: skip


class NotYet(Exception):
    """A paper whose source is not there yet; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class PaperKey:
    """Which paper of an election: its kind, the box, round or group (by code) whose own it is, the paper it corrects."""

    kind: NoticeKind
    sheet_id: int | None = None
    round_id: int | None = None
    corrects_id: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class GroupVote:
    """When and where a group votes, and where its mobile box goes, as the clerk wrote it for the group's notice."""

    hours: str = ""
    voting_at: str = ""
    mobile_route: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """An election decided, with its stage records (items by stage) and plans, its people on duty, and the day of issue.

    `votes` is what is written of the groups' votes, by the groups' codes.
    """

    decided: Decided
    records: Mapping[str, Mapping[str, str]]
    plans: Mapping[str, date]
    officials: tuple[Official, ...]
    today: date
    votes: Mapping[str, GroupVote]
    sheet: Sheet | None = None
    round: Round | None = None
    group: ElectionGroup | None = None

    def item(self, stage: Stage, key: str) -> str:
        """What a stage recorded under `key`, "" where it did not."""
        return str(self.records.get(stage.value, {}).get(key) or "")

    def day(self, stage: Stage, key: str) -> date | None:
        """The date a stage recorded under `key`."""
        text = self.item(stage, key)
        return date.fromisoformat(text) if text else None

    def reached(self, stage: Stage) -> bool:
        """Whether the election has come to `stage`."""
        return self.decided.election.present_stage.number >= stage.number

    def planned(self, stage: Stage) -> date | None:
        """The date a stage is planned for."""
        return self.plans.get(stage.value)

    def people(self, *duties: str) -> tuple[str, ...]:
        """Names of those on one of `duties`, each once."""
        return tuple(dict.fromkeys(official.name for official in self.officials if official.duty in duties))


def box_name(source: Source) -> str:
    """The name of the source's box, "第五村小组第2流动票箱"; "" for the one box of the assembly."""
    sheet = source.sheet
    if sheet is None or sheet.group is None:
        return ""
    rounds = (held for held in source.decided.rounds if held.pk == sheet.round_id)
    return box_labels(box for held in rounds for box in held.sheets.all())[sheet.pk]


def header(
    source: Source,
    kind: NoticeKind,
    *,
    issued_on: date | None = None,
    number: str = "",
    place: str = "",
    body: Body | None = None,
) -> Header:
    """The header of a paper of `kind`, dated `issued_on` or today; under `body` where it is not the usual one.

    Its number comes with issuing, but for a body that numbers its papers itself.
    """
    election = source.decided.election
    village = election.village
    return header_for(
        kind,
        county=village.township.county.name,
        township=village.township.name,
        village=village.name,
        issued_on=issued_on or source.today,
        rule_set=SHIPPED[election.era].name,
        basis=instruments_of(kind, election.era),
        signature=body_of(source, body or kind.body),
        place=place,
        number=number,
        invented=village.township.county.invented,
        chain_head=short_head(_head(source, kind)),
    )


def body_of(source: Source, body: Body) -> str:
    """The full name of a body of this election's place."""
    village = source.decided.election.village
    township = village.township
    return body_name(body, county=township.county.name, township=township.name, village=village.name)


def meeting_day(source: Source) -> date | None:
    """The day of the assembly, as recorded or else as planned."""
    return source.day(Stage.ASSEMBLY, "held_on") or source.planned(Stage.ASSEMBLY)


def _head(source: Source, kind: NoticeKind) -> str:
    """The head stored with the certificate that a paper rests on: the trust vote's, in the assembly the last one."""
    rounds = source.decided.rounds if kind in REPORTS else (source.decided.trust_round,)
    heads = [held.certificate.head for held in rounds if held and held.certificate]
    return next((head for head in reversed(heads) if head), "")


def signers(held: Round) -> tuple[Signer, ...]:
    """Those who signed a round's result that is certified, in the order of signing."""
    certificate = held.certificate
    if certificate is None or certificate.made_at is None:
        return ()
    return tuple(
        Signer(capacity=OfficialDuty(one.capacity).label, name=one.name) for one in certificate.certified_by
    )


def person(member: ElectionMember) -> Person:
    """A member as papers show them."""
    return Person(
        name=member.name,
        note=member.note,
        sex=member.get_sex_display(),
        birth=f"{member.birth_date.year}年{member.birth_date.month}月",
        education=member.education,
        joined=f"{member.joined_on.year}年{member.joined_on.month}月",
        post=member.present_post,
    )


def namesake(member: ElectionMember) -> Person:
    """A member by name and note alone, as ballots and figures show them."""
    return Person(name=member.name, note=member.note)


def names_within(source: Source, *texts: str) -> tuple[str, ...]:
    """Those of the members and of the people on duty who are named in what was recorded."""
    known = (
        *(member.name for member in source.decided.members.values()),
        *(one.name for one in source.officials),
    )
    return tuple(dict.fromkeys(name for name in known if any(name in text for text in texts)))


def in_stroke_order(source: Source, ids: Iterable[str]) -> list[ElectionMember]:
    """The members behind `ids`, by strokes of the family name."""
    wanted = set(ids)
    return [member for code, member in source.decided.members.items() if code in wanted]


def committee_contact(source: Source) -> Contact:
    """Where villagers speak up: the branch's election committee (not the 村民选举委员会), at the village office."""
    village = source.decided.election.village.name
    return Contact(
        receiver=f"{village}党支部“两票制”选举委员会",
        address=f"{village}村民委员会办公室",
        telephone=source.item(Stage.ANNOUNCED, "committee_contact").rstrip("。"),
    )
