"""The register of an election: its own copy of the village's groups and Party members.

Until the trust vote it follows the village's; from then on it stands (ElectionGroup, ElectionMember).
"""

from elections.models import Election, ElectionGroup, ElectionMember, PartyMember, Village

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


def follow_register(village: Village) -> None:
    """Bring the village's running election up to the village as it stands, while its register is open.

    Call inside the transaction that changed the village. Codes once given stay, so that references hold.
    """
    election = Election.objects.select_for_update().filter(village=village, finished_at__isnull=True).first()
    if election is None or not election.register_open:
        return
    copy_register(election)


def copy_register(election: Election) -> None:
    """Copy population, groups and members of the village into `election`."""
    election.population = Village.objects.values_list("population", flat=True).get(pk=election.village_id)
    election.save(update_fields=["population"])
    _copy_groups(election)
    _copy_members(election)


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
