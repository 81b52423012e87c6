"""The register of an election: its own copy of the village's groups and Party members.

Until the trust vote it follows the village's; from then on it stands (ElectionGroup, ElectionMember).
"""

from datetime import datetime

from elections.models import Election, ElectionGroup, ElectionMember, PartyMember, Village
from elections.rules.log import Deed
from elections.rules.permissions import Actor

from .audit import record

MEMBER_FIELDS = (
    "name",
    "note",
    "sex",
    "birth_date",
    "education",
    "joined_on",
    "standing",
    "rights_suspended",
    "present_post",
    "stroke_key",
)


def follow_register(village: Village, *, by: Actor, at: datetime) -> None:
    """Bring the village's running election up to the village as it stands, while its register is open.

    Call inside the transaction that changed the village. Codes once given stay, so that references hold.
    """
    election = Election.objects.select_for_update().filter(village=village, finished_at__isnull=True).first()
    if election is None or not election.register_open:
        return
    copy_register(election)
    record(election, by=by, at=at, action=Deed.REGISTER_COPIED, payload=register_facts(election))


def record_rename(village: Village, *, by: Actor, at: datetime) -> None:
    """Tell the chain of every election of the village, finished ones too, what the village is called from now on."""
    for election in Election.objects.select_for_update().filter(village=village):
        record(election, by=by, at=at, action=Deed.VILLAGE_RENAMED, payload={"village": village.name})


def copy_register(election: Election) -> None:
    """Copy population, groups and members of the village into `election`."""
    election.population = Village.objects.values_list("population", flat=True).get(pk=election.village_id)
    election.save(update_fields=["population"])
    _copy_groups(election)
    _copy_members(election)


def register_facts(election: Election) -> dict[str, object]:
    """The register as the chain keeps it: what the rules count with, no more of anybody than that."""
    return {
        "population": election.population,
        "groups": [[group.code, group.name, group.eligible] for group in election.groups.all()],
        "members": [
            [member.code, member.label, member.standing, member.rights_suspended]
            for member in election.members.all()
        ],
    }


def _copy_groups(election: Election) -> None:
    copies = list(election.groups.all())
    known = {group.source_id: group for group in copies}
    number = max((int(group.code) for group in copies), default=0)
    kept = []
    for source in election.village.groups.all():
        group = known.get(source.pk)
        if group is None:
            number += 1
            group = ElectionGroup(election=election, source=source, code=str(number))
        group.position, group.name, group.eligible = source.position, source.name, source.eligible
        group.save()
        kept.append(group.pk)
    # Several may have lost their source: what is not kept goes, whatever it came from.
    election.groups.exclude(pk__in=kept).delete()


def _copy_members(election: Election) -> None:
    copies = list(election.members.all())
    known = {member.source_id: member for member in copies}
    number = max((int(member.code[1:]) for member in copies), default=0)
    kept = []
    for source in PartyMember.objects.filter(village=election.village_id):
        member = known.get(source.pk)
        if member is None:
            number += 1
            member = ElectionMember(election=election, source=source, code=f"m{number}")
        for name in MEMBER_FIELDS:
            setattr(member, name, getattr(source, name))
        member.save()
        kept.append(member.pk)
    election.members.exclude(pk__in=kept).delete()
