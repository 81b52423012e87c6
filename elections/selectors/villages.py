"""What the pages of villages show: groups, roster and the running election, a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch

from elections.models import Election, PartyMember, Village, VillageGroup
from elections.rules.eligibility import check_membership
from elections.rules.inputs import Member
from elections.rules.permissions import Actor
from elections.rules.problems import Problem

from .places import villages_of


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A village as the list shows it."""

    village: Village
    groups: int
    eligible: int
    members: int
    election: Election | None


@dataclass(frozen=True, slots=True)
class RosterSummary:
    """How many members a village's roster holds, and what the rules say to that."""

    members: int
    full: int
    probationary: int
    suspended: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class VillageSheet:
    """A village as its own page shows it."""

    groups: list[VillageGroup]
    eligible: int
    roster: RosterSummary
    election: Election | None


def village_lines(actor: Actor) -> list[VillageLine]:
    """Return the villages within the actor's reach, in the order in which they were entered."""
    running = Prefetch("elections", Election.objects.filter(finished_at__isnull=True), to_attr="running")
    villages = villages_of(actor).annotate(member_count=Count("members")).prefetch_related("groups", running)
    lines = []
    for village in villages:
        groups = list(village.groups.all())
        election = village.running[0] if village.running else None
        eligible = sum(group.eligible for group in groups)
        lines.append(VillageLine(village, len(groups), eligible, village.member_count, election))
    return lines


def village_sheet(village: Village) -> VillageSheet:
    """Return what the page of one village shows."""
    groups = list(village.groups.all())
    return VillageSheet(
        groups=groups,
        eligible=sum(group.eligible for group in groups),
        roster=roster_summary(list(village.members.all())),
        election=village.elections.filter(finished_at__isnull=True).first(),
    )


def roster_summary(members: list[PartyMember]) -> RosterSummary:
    """Count the roster, and ask the rules whether a committee can be formed from it."""
    known = [Member(str(each.pk), each.name, each.standing, each.rights_suspended) for each in members]
    full = sum(1 for each in members if each.standing == PartyMember.Standing.FULL)
    return RosterSummary(
        members=len(members),
        full=full,
        probationary=len(members) - full,
        suspended=sum(1 for each in members if each.rights_suspended),
        problems=check_membership(known) if members else (),
    )
