"""An election as a dossier: read under the election's lock, so that nothing changes in between."""

from django.db import transaction

from ballots.columns import Json
from ballots.selectors.dossier import decided
from ballots.selectors.record import record_of
from elections.dossier.canonical import canonical_bytes
from elections.dossier.schema import Malformed, parse
from elections.dossier.seal import sealed
from elections.dossier.writing import values_of
from elections.models import Election
from elections.services.guard import Refused


def export_dossier(election_id: int) -> bytes:
    """The dossier's bytes; raises Refused where there is no such election or its figures make no dossier yet."""
    with transaction.atomic():
        locked = Election.objects.select_for_update(of=("self",)).filter(pk=election_id).first()
        if locked is None:
            raise Refused(f"没有编号为 {election_id} 的选举，编号见 export_dossier --list。")
        election = Election.objects.select_related("village__township__county").get(pk=election_id)
        data = dossier_values(election)
    try:
        parse(data)
    except Malformed as malformed:
        sentence = f"{election}的数据还不完整，例如没有登记村小组和有权投票人数，还做不成选举档案包。"
        raise Refused(sentence, *map(str, malformed.faults)) from malformed
    return canonical_bytes(data)


def dossier_values(election: Election) -> Json:
    """The JSON values of the dossier, sealed."""
    found = decided(election)
    return sealed(values_of(found.dossier, found.decision), record_of(election))
