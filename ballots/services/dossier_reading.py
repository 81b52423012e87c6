"""The rows of a dossier, made in the order in which they refer to each other. Call inside a transaction.

The roster and the groups of the village are made from the election's own copy, so that work can go on.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from ballots.columns import Json, Rows, read_row
from ballots.models import Attendance, Excusal, MeetingStep, Notice, Posting, Round
from ballots.selectors import record as told
from ballots.selectors import record_papers as papers
from elections.dossier.chain import FIELDS
from elections.models import (
    County,
    Election,
    ElectionGroup,
    ElectionMember,
    Event,
    Official,
    PartyMember,
    StagePlan,
    StageRecord,
    Township,
    User,
    Village,
    VillageGroup,
)
from elections.rules.reading import Reader

from .dossier_rounds import read_rounds

RECORD = (
    "attendance",
    "chain",
    "election",
    "excusals",
    "groups",
    "notices",
    "officials",
    "people",
    "place",
    "plans",
    "register",
    "rounds",
    "seal",
    "stages",
    "steps",
)


class DossierReading:
    """One import. `data` was parsed before, so that its figures have their form; the record is read here."""

    def __init__(self, reader: Reader, data: Any, at: datetime) -> None:
        self.reader = reader
        self.data = data
        self.record = reader.fields_of(data["record"], "/record", RECORD)
        self.at = at
        self.rows = Rows(reader)
        reader.finish()

    def election(self) -> Election:
        """Write everything; raises `Malformed` with the faults of the part that has any."""
        village = self._village()
        self._people(village)
        given = [self.record["election"]]
        [found] = self._read(Election, told.ELECTION, given, "/record/election", one=True)
        election: Election = found
        election.village, election.population = village, village.population
        election.rules = self.data.get("rules")
        election.save()
        self._groups(election)
        self._register(election)
        self._officials(election)
        for model, columns, key in (
            (StagePlan, told.PLAN, "plans"),
            (StageRecord, told.STAGE, "stages"),
            (Excusal, told.EXCUSAL, "excusals"),
            (MeetingStep, told.STEP, "steps"),
        ):
            self._simple(election, model, columns, key)
        self._attendance(election)
        read_rounds(election, self.record["rounds"], self.rows)
        self._notices(election)
        self._chain(election)
        return election

    def _village(self) -> Village:
        place, figures = self.record["place"], self.data["village"]
        given = self.reader.fields_of(place, "/record/place", ("document_prefix", "invented"))
        self.reader.finish()
        prefix = self.reader.text(given["document_prefix"], "/record/place/document_prefix")
        invented = self.reader.flag(given["invented"], "/record/place/invented")
        for name in ("county", "township", "name"):
            self.reader.text(figures[name], f"/village/{name}", empty=False)
        self.reader.finish()
        county = County.objects.create(name=figures["county"], invented=invented)
        township = Township.objects.create(county=county, name=figures["township"], document_prefix=prefix)
        return Village.objects.create(
            township=township, name=figures["name"], population=figures["population"]
        )

    def _people(self, village: Village) -> None:
        """The accounts of those who acted: switched off, and no password opens them."""
        columns = (*told.PERSON, "reach")
        for at, given in self._objects("people", columns):
            user = read_row(User, told.PERSON, given, at, self.rows)
            own = self.reader.choice(given["reach"], f"{at}/reach", ("village", "township")) == "village"
            self.reader.finish()
            user.township, user.village = village.township, village if own else None
            user.is_active, user.created_at = False, self.at
            user.set_unusable_password()
            user.save()
            self.rows.add(user.username, user)

    def _groups(self, election: Election) -> None:
        figures = {group["code"]: group for group in self.data["village"]["groups"]}
        for group in self._read(ElectionGroup, told.GROUP, self.record["groups"], "/record/groups"):
            known = figures.get(group.code, {"name": "", "eligible": 0})
            facts = {"position": group.position, "name": known["name"], "eligible": known["eligible"]}
            group.source = VillageGroup.objects.create(village=election.village, **facts)
            group.election, group.name, group.eligible = election, facts["name"], facts["eligible"]
            group.save()
            self.rows.add(group.code, group)

    def _register(self, election: Election) -> None:
        figures = {member["id"]: member for member in self.data["members"]}
        for member in self._read(ElectionMember, told.MEMBER, self.record["register"], "/record/register"):
            known = figures.get(member.code, {"status": "full", "rights_suspended": False})
            member.standing, member.rights_suspended = known["status"], known["rights_suspended"]
            roster = [*told.MEMBER[1:], "standing", "rights_suspended"]
            facts = {name: getattr(member, name) for name in roster}
            member.source = PartyMember.objects.create(village=election.village, **facts)
            member.election = election
            member.save()
            self.rows.add(member.code, member)

    def _officials(self, election: Election) -> None:
        for at, given in self._objects("officials", (*told.OFFICIAL, "relative_of")):
            official = read_row(Official, told.OFFICIAL, given, at, self.rows)
            codes = self.reader.array(given["relative_of"], f"{at}/relative_of")
            related = [self.rows.find(ElectionMember, code, f"{at}/relative_of") for code in codes]
            self.reader.finish()
            official.election = election
            official.save()
            official.relative_of.set(related)

    def _simple(self, election: Election, model: type[Model], columns: Sequence[str], key: str) -> None:
        for item in self._read(model, columns, self.record[key], f"/record/{key}"):
            item.election = election
            item.save()

    def _attendance(self, election: Election) -> None:
        present = self.record["attendance"]
        if present is not None:
            [row] = self._read(
                Attendance, ("present",), [{"present": present}], "/record/attendance", one=True
            )
            row.election = election
            row.save()

    def _notices(self, election: Election) -> None:
        """Papers with their facts and the SHA-256 of their files; the files themselves are in no dossier."""
        self.rows.add(papers.OWN_TOWNSHIP, election.village.township)
        for held in Round.objects.filter(election=election).prefetch_related("sheets"):
            self.rows.add(held.number, held)
            for sheet in held.sheets.all():
                self.rows.add(f"{held.number}/{sheet.number}", sheet)
        for at, given in self._objects("notices", (*papers.NOTICE, "postings")):
            notice = read_row(Notice, papers.NOTICE, given, at, self.rows)
            postings = self._read(Posting, papers.POSTING, given["postings"], f"{at}/postings")
            notice.election, notice.pdf = election, b""
            notice.save()
            if notice.code:
                self.rows.add(notice.code, notice)
            for posting in postings:
                posting.notice = notice
                posting.save()

    def _chain(self, election: Election) -> None:
        """The audit chain as it stands in the file. Importing is no event of it: nothing is added."""
        events = self._read(Event, FIELDS, self.record["chain"], "/record/chain")
        for event in events:
            event.election = election
        Event.objects.bulk_create(events)

    def _objects(self, key: str, columns: Sequence[str]) -> Iterator[tuple[str, Json]]:
        for place, given in enumerate(self.reader.array(self.record[key], f"/record/{key}")):
            at = f"/record/{key}/{place}"
            found = self.reader.fields_of(given, at, columns)
            self.reader.finish()
            yield at, dict(found)

    def _read(
        self, model: type[Model], columns: Sequence[str], items: object, at: str, *, one: bool = False
    ) -> list[Any]:
        """The rows of a list, none of them saved; `one` where the place is no list."""
        rows = []
        for place, given in enumerate(self.reader.array(items, at)):
            here = at if one else f"{at}/{place}"
            rows.append(
                read_row(model, columns, self.reader.fields_of(given, here, columns), here, self.rows)
            )
        self.reader.finish()
        return rows
