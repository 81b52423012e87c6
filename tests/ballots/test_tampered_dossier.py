"""Every place of a dossier changed, removed, doubled, swapped: found and named, or listed here with the reason.

With the seal as it was, all is found. A forger who makes the seal anew is found by the rules, the record and the
chain, but for what is listed. docs/integrity.md says the same to those who rely on it.
"""

import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from tempfile import NamedTemporaryFile
from typing import Any

import pytest
from django.test import TestCase

from elections.dossier.canonical import canonical_bytes
from elections.dossier.chained import chain_faults
from elections.dossier.check import faults_of, verify_file
from elections.dossier.schema import loads, parse
from elections.dossier.seal import broken_seals
from elections.dossier.verify import differences
from elections.rules.faults import Malformed
from tests.ballots.complete import told
from tests.ballots.dossiers import exported, new_village, reseal
from tests.ballots.edits import edits

Json = dict[str, Any]
PERSONAL = "about a person, no figure, and not in the chain, which is never erased"
PEOPLE = "accounts to be made by an import; events and signatures carry user name, name and role themselves"
PLACE = "the place as papers print it; what they print is bound"
FORMS = "counts saves, to guard forms"
WORDS = "the words of another version of the program may differ"
# What a forger changes unseen who makes the seal anew: values …
UNSEEN = {
    "/record": "a file whose whole record was cut off is a plain dossier of figures; the command says so",
    "/outcome/problems": "compared where the outcome has them",
    "/outcome/problems/*/message": WORDS,
    "/village/county": PLACE,
    "/village/township": PLACE,
    "/record/place": PLACE,
    "/record/place/document_prefix": PLACE,
    "/record/place/invented": PLACE,
    "/record/election/version": FORMS,
    "/record/groups/*/position": "the order on pages",
    "/record/register/*/sex": PERSONAL,
    "/record/register/*/birth_date": PERSONAL,
    "/record/register/*/education": PERSONAL,
    "/record/register/*/joined_on": PERSONAL,
    "/record/register/*/present_post": PERSONAL,
    "/record/register/*/stroke_key": "follows from the name",
    "/record/people/*": PEOPLE,
    "/record/people/*/username": PEOPLE,
    "/record/people/*/person": PEOPLE,
    "/record/people/*/role": PEOPLE,
    "/record/people/*/reach": PEOPLE,
    "/record/rounds/*/sheets/*/warnings_open": "counts warnings without words; the words are bound",
}
# … and the order of lists that say nothing by it.
UNORDERED = {
    "/members/*",
    "/record/notices/*/postings/*",
    "/village/groups/*",
    "/record/groups/*",
    "/record/officials/*",
    "/record/people/*",
    "/record/plans/*",
    "/record/register/*",
    "/record/rounds/*",
    "/record/rounds/*/ballot/*",
    "/record/rounds/*/certificates/*/signatures/*",
    "/record/rounds/*/certificates/*/reopenings/*/signatures/*",
    "/record/rounds/*/reviews/*/lines/*",
    "/record/rounds/*/reviews/*/objections/*",
    "/record/stages/*",
    "/record/steps/*",
}


def verified(content: bytes) -> tuple[int, str]:
    """Exit status of verifying a file as both commands do it, and all that is said."""
    said = StringIO()
    with NamedTemporaryFile(suffix=".json") as file, redirect_stdout(said), redirect_stderr(said):
        file.write(content)
        file.flush()
        return verify_file(file.name), said.getvalue()


def part_of(at: str) -> str:
    """The part of the file, as the seal names it, in which a place stands."""
    return "/".join(at.split("/")[: 3 if at.startswith("/record/") else 2])


def alone(data: Json, part: str) -> Json:
    """A file of this part alone, sealed as the whole is: each part is sealed by itself."""
    _, *keys = part.split("/")
    seal = {part: data["record"]["seal"][part]}
    if len(keys) == 1:
        return {keys[0]: data[keys[0]], "record": {"seal": seal}}
    return {"record": {keys[1]: data["record"][keys[1]], "seal": seal}}


def forged(data: Json, at: str) -> object:
    """What verifying finds in a file whose seal was made anew; the checks that read its record come first for that."""
    if at.startswith("/record/") and (faults := chain_faults(data)):
        return faults
    try:
        return differences(data.get("outcome"), parse(data)) or chain_faults(data)
    except Malformed as malformed:
        return malformed.faults


@pytest.mark.django_db
class TestDossier(TestCase):
    """One file for all."""

    content: bytes

    @classmethod
    def setUpTestData(cls) -> None:
        cls.content = exported(lambda: told(*new_village()))

    def data(self) -> Json:
        found: Json = loads(self.content)  # type: ignore[assignment]
        return found

    def test_every_place_is_sealed(self) -> None:
        """With the seal as it was: the part is named, whatever was done in it."""
        data, tried, missed = self.data(), 0, []
        for part in data["record"]["seal"]:
            file = alone(data, part)
            for edit in edits(file):
                if part_of(edit.at) == part:
                    edit.make()
                    if [line.split(": ")[0] for line in broken_seals(file)] != [part]:
                        missed.append((edit.at, edit.kind))
                    edit.undo()
                    tried += 1
            assert broken_seals(file) == ()
        assert missed == []
        assert tried > 8000

    def test_every_place_of_a_forgery_but_its_rounds(self) -> None:
        self.forgeries(lambda at: not at.startswith("/record/rounds/"), all_kinds=False, least=4000)

    def test_every_place_of_a_forgery_s_rounds(self) -> None:
        self.forgeries(lambda at: at.startswith("/record/rounds/"), all_kinds=False, least=2500)

    @pytest.mark.long
    def test_every_place_of_a_forgery_in_every_way(self) -> None:
        self.forgeries(lambda at: True, all_kinds=True, least=9000)

    def test_the_commands_fail_and_name_the_part(self) -> None:
        for part in self.data()["record"]["seal"]:
            status, said = verified(canonical_bytes(self.changed(part)))
            assert status == (2 if part in ("/format", "/version") else 1)
            assert f"{part}: " in said
        assert verified(self.content)[0] == 0

    def test_a_seal_made_anew_takes_its_own_lines_away_alone(self) -> None:
        for part in set(self.data()["record"]["seal"]) - {"/format", "/version"}:
            data = self.changed(part)
            found = [line for line in faults_of(data) if "not as it was sealed" not in line]
            assert found == list(faults_of(reseal(data)))

    def changed(self, part: str) -> Json:
        """The file with one edit in a part: the first after which it still has the form of a dossier, if there is one."""
        data = self.data()
        for edit in edits(data):
            if part_of(edit.at) == part:
                edit.make()
                with suppress(Malformed):
                    parse(data)
                    break
                edit.undo()
        else:
            data[part[1:]] = "x"
        return data

    def forgeries(self, wanted: Callable[[str], bool], *, all_kinds: bool, least: int) -> None:
        data, tried, unseen, unordered = self.data(), 0, set(), set()
        for edit in edits(data, all_kinds=all_kinds):
            if not wanted(edit.at) or part_of(edit.at) == "/record/seal":
                continue
            tried += 1
            edit.make()
            if not forged(data, edit.at):
                assert edit.at == "/record" or faults_of(reseal(data)) == ()
                kinds = {"swapped": unordered, "added": set()}
                kinds.get(edit.kind, unseen).add(re.sub(r"/\d+(?=/|$)", "/*", edit.at))
            edit.undo()
        assert not forged(data, "")
        assert unseen == {at for at in UNSEEN if wanted(at)}
        assert unordered == {at for at in UNORDERED if wanted(at)}
        assert tried > least
