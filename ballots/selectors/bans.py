"""Whom the bans keep from figures by what is on record now, whatever was on record when they were named."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ballots.models import Keying, Round, SheetDecision, Signature
from ballots.selectors.officials import (
    ASSEMBLY_DUTIES,
    TRUST_DUTIES,
    assembly_problems,
    candidate_codes,
    officials_of,
    recorded_kin,
    rule_officials,
    trust_problems,
)
from ballots.selectors.signing import PREFETCH, signing_of
from elections.models import Election, ElectionMember, Official
from elections.rules.duties import OfficialDuty, duty_for, duty_refusal, handled_refusal
from elections.rules.eligibility import Duty, kinship, person_key
from elections.rules.eligibility import Official as RuleOfficial
from elections.rules.permissions import Action, Actor, allowed
from elections.rules.problems import Problem

Check = Callable[[Sequence[RuleOfficial]], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Named:
    """What an account was named for, the Party members it belongs to, and those it is a near relative of."""

    duties: frozenset[str]
    own: frozenset[str]
    near: frozenset[str]

    def barred_from(self, duty: str | None, barred: Collection[str]) -> bool:
        """Tell whether the bans keep it from `duty` at a ballot on the members `barred`."""
        return duty in (*TRUST_DUTIES, *ASSEMBLY_DUTIES) and not (self.own | self.near).isdisjoint(barred)


def named_as(election: Election, actor: Actor) -> Named:
    """Return what is on record of an account in an election, in one query."""
    columns = ("account", "duty", "name", "member__code", "relative_of__code")
    rows = list(Official.objects.filter(election=election).order_by().values_list(*columns))
    people = [(account, person_key(name, code)) for account, _, name, code, _ in rows]
    kin = kinship(
        ((person, [row[4]] if row[4] else []) for (_, person), row in zip(people, rows, strict=True)), people
    )
    mine = [row for row in rows if row[0] == actor.user_id]
    persons = {person for account, person in people if account == actor.user_id}
    own = frozenset(row[3] for row in mine if row[3])
    near = frozenset().union(*(kin.get(person, frozenset()) for person in persons))
    return Named(frozenset(row[1] for row in mine), own, near - own)


def may_act(election: Election, actor: Actor, action: Action, barred: Collection[str] = ()) -> bool:
    """Tell whether this account may do `action` now: by role and stage, as one named for the duty it takes, and not
    banned from a ballot on the members `barred`.
    """
    if not allowed(actor.role, action, election.present_stage):
        return False
    named = named_as(election, actor)
    if duty_refusal(action, named.duties):
        return False
    return not named.barred_from(duty_for(action, named.duties), barred)


def ban_refusal(
    election: Election, actor: Actor, named: Named, duty: str | None, barred: Collection[str]
) -> str | None:
    """Return the sentence why the bans keep an account from `duty` at a ballot on `barred`, None where they do not."""
    if duty is None or not named.barred_from(duty, barred):
        return None
    trust = duty in TRUST_DUTIES
    kind = TRUST_DUTIES[duty] if trust else ASSEMBLY_DUTIES[duty]
    person = min(named.own.intersection(barred), default=person_key(actor.name, None))
    who = RuleOfficial(person, actor.name, kind, relatives=named.near)
    members = ElectionMember.objects.filter(election=election, code__in=set(barred))
    found = (
        trust_problems([who], members, ()) if trust else assembly_problems([who], members, frozenset(barred))
    )
    return f"{found[0].message}。请告诉乡镇，改由别人办理。"


def naming_refusals(
    election: Election, new: Official, relatives: Sequence[ElectionMember]
) -> tuple[str, ...]:
    """Return every sentence why `new` may not be named: what it breaks itself, and what of the duties named before."""
    named = officials_of(election)
    kin = recorded_kin(named, [(new, [member.code for member in relatives])])
    members, candidates = list(election.members.all()), candidate_codes(election)
    checks: tuple[tuple[Mapping[str, Duty], Check], ...] = (
        (TRUST_DUTIES, lambda people: trust_problems(people, members, ())),
        (ASSEMBLY_DUTIES, lambda people: assembly_problems(people, members, candidates)),
    )
    found: list[str] = []
    for duties, check in checks:
        known = set(check(rule_officials(named, duties)))
        rows = [one for one in (*named, new) if one.duty in duties]
        broken = check(rule_officials(rows, duties, kin))
        found += [_said(item, rows[_place(item)], new) for item in broken if item not in known]
    return tuple(dict.fromkeys(found))


def _place(item: Problem) -> int:
    return int(item.at.rpartition("/")[2])


def _said(item: Problem, row: Official, new: Official) -> str:
    """A ban in words; where somebody's former duty breaks it, with what to do."""
    if row is new:
        return f"{item.message}。"
    return f"{item.message}。{row.name}已经登记为{row.get_duty_display()}，先取消那一项，才能这样登记。"


def taking_off_refusal(election: Election, official: Official) -> str | None:
    """Return the sentence why somebody may not be taken off a duty, None where they may: whoever handled figures stays."""
    if official.account_id is None:
        return None
    held, user = _handled_at(election, official.duty), official.account_id
    if held is None:
        return None
    signed = Signature.objects.filter(certificate__round=held, certificate__lifted_at__isnull=True)
    return handled_refusal(
        official.name,
        OfficialDuty(official.duty),
        keyed=Keying.objects.filter(sheet__round=held, keyed_by=user).exists(),
        decided=SheetDecision.objects.filter(sheet__round=held, decided_by=user).exists(),
        signed=signed.filter(signed_by=user).exists(),
    )


def _handled_at(election: Election, duty: str) -> Round | None:
    """The ballot whose figures somebody at `duty` handles: the trust vote, or the assembly's until it is announced.

    Between two ballots of the assembly people change: who is near to a candidate of the next one has to go.
    """
    valid = Round.objects.filter(election=election, invalidated_at__isnull=True).prefetch_related(*PREFETCH)
    if duty in TRUST_DUTIES or duty == OfficialDuty.COMMITTEE_HEAD:
        return valid.filter(kind=Round.Kind.TRUST).first()
    if duty not in ASSEMBLY_DUTIES and duty != OfficialDuty.ASSEMBLY_CHAIR:
        return None
    held = valid.exclude(kind=Round.Kind.TRUST).last()
    return None if held is None or signing_of(held).announced else held
