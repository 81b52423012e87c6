"""Nothing in an exported dossier can be changed without its verification saying so."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import TestCase
from dossiers import changes, exported, new_village
from meetings import FIVE, hold, in_assembly

from ballots.selectors.papers import catalogue
from ballots.services.papers import make_paper
from elections.dossier.canonical import canonical_bytes
from elections.dossier.check import faults_of
from elections.dossier.schema import Malformed, loads
from elections.dossier.seal import broken_seals
from elections.models import Election

ROOT = Path(__file__).parents[2]


def small() -> Election:
    """An election with a row of every kind that one has in its assembly."""
    village, user = new_village()
    election = in_assembly(village, user)
    entry = next(
        entry for entry in catalogue(election, today=election.created_at.date()) if not entry.waits_for
    )
    make_paper(election=election, key=entry.key, by=user.actor, at=election.created_at)
    hold(election, user, "committee", dict.fromkeys(FIVE, 6), write_ins={"m6": 1})
    return election


def detected(data: Any) -> bool:
    try:
        return bool(broken_seals(data))
    except Malformed:
        return True


@pytest.mark.django_db
class TestSeal(TestCase):
    """One export for all."""

    content: bytes

    @classmethod
    def setUpTestData(cls) -> None:
        cls.content = exported(small)

    def test_unchanged(self) -> None:
        assert faults_of(loads(self.content)) == ()
        assert canonical_bytes(loads(self.content)) == self.content

    def test_every_value_changed_in_every_way(self) -> None:
        data = loads(self.content)
        tried = 0
        for at, change, restore in changes(data):
            change()
            assert detected(data), at
            restore()
            tried += 1
        assert tried > 3000
        assert broken_seals(data) == ()

    def test_every_key_taken_away(self) -> None:
        for key in json.loads(self.content)["record"]:
            data = json.loads(self.content)
            del data["record"][key]
            assert detected(data), key

    def test_the_part_is_named(self) -> None:
        data = json.loads(self.content)
        data["record"]["stages"] = [*data["record"]["stages"], {}]
        data["rules"]["quorum"] = "8/10"
        assert [line.split(":")[0] for line in faults_of(data)] == ["/record/stages", "/rules"]

    def test_a_figure_changed_is_named_by_the_rules_as_well(self) -> None:
        data = json.loads(self.content)
        data["trust"]["sheets"][0]["votes"]["m1"]["trust"] -= 1
        data["trust"]["sheets"][0]["votes"]["m1"]["distrust"] += 1
        named = [line.split(":")[0] for line in faults_of(data)]
        assert "/outcome/trust/ranking/0/trust" in named
        assert "/trust" in named

    def test_repeated_keys_and_lone_surrogates_anywhere_are_malformed(self) -> None:
        for old, new in (
            (b'"chain": null', b'"chain": null, "chain": null'),
            (b'"chain": null', b'"chain": "\\ud800"'),
        ):
            with pytest.raises(Malformed):
                faults_of(loads(self.content.replace(old, new)))

    def test_neither_passwords_nor_bytes_of_papers_are_in_it(self) -> None:
        record = json.loads(self.content)["record"]
        assert record["people"] == [
            {"person": "xiangzhen人", "reach": "township", "role": "township", "username": "xiangzhen"}
        ]
        assert "pdf" not in record["notices"][0]
        assert len(record["notices"][0]["sha256"]) == 64

    def test_the_standard_library_is_enough(self) -> None:
        data = json.loads(self.content)
        changed = {**data, "record": {**data["record"], "attendance": 12}}
        for given, status in ((data, 0), (changed, 1), ({}, 2)):
            done = subprocess.run(  # our own module
                [sys.executable, "-S", "-m", "elections.dossier", "-"],
                cwd=ROOT,
                input=canonical_bytes(given),
                capture_output=True,
                check=False,
                env={"LC_ALL": "C"},
            )
            assert done.returncode == status, done.stderr.decode()


def test_a_record_without_a_seal_does_not_pass() -> None:
    data = json.loads((ROOT / "ballots" / "demo" / "changkeng.json").read_bytes())
    assert faults_of(data) == ()
    for record in (None, {}, "x", {"seal": None}, {"seal": {}}):
        assert faults_of({**data, "record": record}), record
