"""Who may vote, stand, and handle ballots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from elections.rules.inputs import Member, Status
from elections.rules.problems import Problem, problem

MIN_FULL_MEMBERS = 7
MIN_MONITORS = 3
# Written proxies (委托投票) one person may hold in the trust vote. Source: village-committee election law.
MAX_PROXIES = 3


class Excusal(Enum):
    """The five grounds on which a member is left out of the entitled (应到会).

    Source: 选举工作条例 and its predecessor of 1990; each needs the superior's
    consent and the assembly's vote.
    """

    ILLNESS = "患病不能表达本人意志"
    ABROAD = "自费出国半年以上"
    SERVING_SENTENCE = "正在服刑"
    CANNOT_CARE_FOR_SELF = "年老体弱卧床不起或者长期生活不能自理"
    AWAY = "工作调动、外出学习或者务工半年以上，组织关系未转出"

    @property
    def label(self) -> str:
        """The ground in Chinese."""
        return self.value


def excusal_lacks(*, consent_number: str, adopted: bool) -> tuple[str, ...]:
    """What an excusal still needs before the member is left out of the entitled; empty when nothing."""
    lacking = []
    if not consent_number:
        lacking.append("上级党组织同意")
    if not adopted:
        lacking.append("大会表决")
    return tuple(lacking)


class Duty(Enum):
    """What somebody does at a ballot; all but the election committee touch ballots or figures."""

    CALLER = "唱票人"
    COUNTER = "计票人"
    MONITOR = "监票人"
    CHIEF_MONITOR = "总监票人"
    CLERK = "录入员"
    COMMITTEE = "选举委员会成员"

    @property
    def label(self) -> str:
        """The duty in Chinese."""
        return self.value

    @property
    def handles_ballots(self) -> bool:
        """Whether the bans apply: a nominee may sit on the election committee, no more."""
        return self is not Duty.COMMITTEE


# caller, counter and monitor are three persons; the chief monitor is a monitor.
SEPARATE = {
    Duty.CALLER: "caller",
    Duty.COUNTER: "counter",
    Duty.MONITOR: "monitor",
    Duty.CHIEF_MONITOR: "monitor",
}


@dataclass(frozen=True, slots=True)
class Official:
    """One person at one duty; `box` where the duty belongs to a box, None for the whole ballot.

    `person` is the member's id where the person is one. `relatives` are ids of
    members whose spouse, parent, child or sibling the person is.
    """

    person: str
    name: str
    duty: Duty
    box: str | None = None
    relatives: frozenset[str] = frozenset()


def can_vote(member: Member) -> bool:
    """Full members with their rights (正式党员); not 预备党员, not those under 留党察看."""
    return member.status == Status.FULL and not member.rights_suspended


def can_stand(member: Member) -> bool:
    """Who may be voted for: the same members as may vote. Source: 中国共产党章程."""
    return can_vote(member)


def standing_ids(members: Iterable[Member]) -> frozenset[str]:
    """Ids of the members who can stand."""
    return frozenset(member.id for member in members if can_stand(member))


def entitled_count(members: Iterable[Member], excused: Mapping[str, Excusal]) -> int:
    """应到会: members with the vote minus those excused (id → ground), in people."""
    return sum(1 for member in members if can_vote(member) and member.id not in excused)


def check_membership(members: Iterable[Member]) -> tuple[Problem, ...]:
    """Under seven full members no committee is formed. Source: 支部工作条例（试行）."""
    found = sum(1 for member in members if member.status == Status.FULL)
    if found >= MIN_FULL_MEMBERS:
        return ()
    return (problem("E-501", "/members", found=found, needed=MIN_FULL_MEMBERS),)


def namesake(name: str, members: Iterable[str]) -> bool:
    """Whether somebody named so must be told apart from a member: the bans go by person, not by name."""
    return name in set(members)


def person_key(name: str, member: str | None) -> str:
    """Return who somebody is to the bans: a member by id, anybody else by name."""
    return member or f"name:{name}"


def kinship(
    recorded: Iterable[tuple[str, Iterable[str]]], accounts: Iterable[tuple[int | str | None, str]] = ()
) -> dict[str, frozenset[str]]:
    """Return everybody's near relatives by what is recorded anywhere of anybody: whoever is near to one, is that one's.

    `accounts` are (account, person): persons who sign in with one account are one, and near to the same people.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for person, relatives in recorded:
        for other in relatives:
            found[person].add(other)
            found[other].add(person)
    sharing: dict[int | str, set[str]] = defaultdict(set)
    for account, person in accounts:
        if account is not None:
            sharing[account].add(person)
    for persons in (one for one in sharing.values() if len(one) > 1):
        near = persons.union(*(found[person] for person in persons))
        found |= {person: near - {person} for person in persons}
    return {person: frozenset(others) for person, others in found.items() if others}


def check_officials(
    officials: Sequence[Official],
    *,
    barred: Collection[str],
    barred_as: str,
    labels: Mapping[str, str],
    boxes: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """Bans for those who handle ballots or figures, and the number of monitors.

    `barred` are the ids the ban names: every nominee in the trust round, that
    round's candidates in the assembly; `barred_as` is their Chinese word
    (被投信任票的人, 候选人). `labels` maps ids to names, `boxes` box codes to
    names: each needs three monitors, those of the whole ballot included; None
    where there are no boxes. Places are "/officials/N" and "/boxes/CODE".
    """
    found = [*_banned(officials, barred, barred_as, labels), *_several_duties(officials)]
    for code, name in (boxes or {}).items():
        monitors = {
            o.person for o in officials if o.box in (None, code) and SEPARATE.get(o.duty) == "monitor"
        }
        if len(monitors) < MIN_MONITORS:
            found.append(
                problem("E-603", f"/boxes/{code}", box=name, found=len(monitors), needed=MIN_MONITORS)
            )
    return tuple(found)


def _banned(
    officials: Sequence[Official], barred: Collection[str], barred_as: str, labels: Mapping[str, str]
) -> Iterator[Problem]:
    for index, official in enumerate(officials):
        if not official.duty.handles_ballots:
            continue
        place, duty = f"/officials/{index}", official.duty.label
        if official.person in barred:
            yield problem("E-601", place, name=official.name, barred=barred_as, duty=duty)
        for other in sorted(official.relatives.intersection(barred)):
            yield problem(
                "E-602",
                place,
                name=official.name,
                other=labels.get(other, other),
                barred=barred_as,
                duty=duty,
            )


def _several_duties(officials: Sequence[Official]) -> Iterator[Problem]:
    duties: dict[str, dict[str, Duty]] = defaultdict(dict)
    for index, official in enumerate(officials):
        kind = SEPARATE.get(official.duty)
        if kind is None:
            continue
        mine = duties[official.person]
        if mine and kind not in mine:
            words = "、".join(duty.label for duty in [*mine.values(), official.duty])
            yield problem("E-604", f"/officials/{index}", name=official.name, duties=words)
        mine.setdefault(kind, official.duty)
