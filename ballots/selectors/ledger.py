"""An election as its tables hold it, in the form of a dossier, to be held against its chain."""

import hashlib
from collections.abc import Iterator

from ballots.columns import Json
from ballots.models import Notice, Posting
from ballots.selectors.record import rows_of
from elections.dossier.invariants import invariant_faults
from elections.dossier.ledger import state_of
from elections.dossier.replay import ElectionState
from elections.dossier.taken_off import taken_off
from elections.models import Election, Event
from elections.rules.log import Deed
from elections.selectors.audit import links_of


def table_values(election: Election) -> Json:
    """What a dossier of `election` would tell, as it stands in the tables: nothing is decided or checked on the way.

    `election` comes with village, township and county. The same number of queries for every election.
    """
    groups = [
        {"code": group.code, "name": group.name, "eligible": group.eligible}
        for group in election.groups.all()
    ]
    members = [
        {
            "id": member.code,
            "name": member.label,
            "status": member.standing,
            "rights_suspended": member.rights_suspended,
        }
        for member in election.members.all()
    ]
    village = {"name": election.village.name, "population": election.population, "groups": groups}
    return {"village": village, "rules": election.rules, "members": members, "record": rows_of(election)}


def invariants(election: Election) -> list[str]:
    """One line for each thing that cannot be, of an election as it stands in the tables."""
    certified = Event.objects.filter(election=election, action=Deed.ROUND_CERTIFIED.value)
    hashes = frozenset(certified.order_by().values_list("hash", flat=True))
    gone = taken_off(links_of(election))
    return list(invariant_faults(table_values(election), certified=hashes, gone=gone))


def from_tables(election: Election) -> ElectionState:
    """Stage, records, rounds, sheets and every keying, in the shape that replaying the chain gives."""
    return state_of(rows_of(election))


def changed_files(election: Election) -> Iterator[str]:
    """One line for each paper or photo whose file is not the one that was kept; what was imported has none."""
    papers = Notice.objects.filter(election=election).values_list("title", "number", "sha256", "pdf")
    for title, number, sha256, pdf in papers.iterator(chunk_size=20):
        if pdf and hashlib.sha256(pdf).hexdigest() != sha256:
            yield f"《{title}》（第 {number} 版）的文件与制作时的 SHA-256 不符"
    photos = Posting.objects.filter(notice__election=election).exclude(photo=b"")
    shown = ("notice__title", "notice__number", "place", "photo_sha256", "photo")
    for title, number, place, sha256, photo in photos.values_list(*shown).iterator(chunk_size=20):
        if hashlib.sha256(photo).hexdigest() != sha256:
            yield f"《{title}》（第 {number} 版）的文件，即张贴在{place}的照片，与登记时的 SHA-256 不符"
