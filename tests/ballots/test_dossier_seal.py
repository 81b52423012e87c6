"""What an exported dossier holds, and how its verification says what was changed; test_tampered_dossier.py tries every place."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import TestCase
from dossiers import exported, new_village
from meetings import FIVE, hold, in_assembly

from ballots.selectors.papers import catalogue
from ballots.services.papers import make_paper
from elections.dossier.canonical import canonical_bytes
from elections.dossier.chain import short_head
from elections.dossier.check import faults_of
from elections.dossier.schema import Malformed, loads
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
    hold(election, "committee", dict.fromkeys(FIVE, 6), write_ins={"m6": 1})
    return election


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

    def test_the_part_is_named(self) -> None:
        data = json.loads(self.content)
        data["record"]["place"]["invented"] = True
        data["rules"]["quorum"] = "8/10"
        assert [line.split(":")[0] for line in faults_of(data)] == [
            "/record/place",
            "/rules",
            '办理记录与留痕不符 /settings/rules/quorum：留痕为 "4/5"，办理记录为 "8/10"',
        ]

    def test_a_figure_changed_is_named_by_the_rules_as_well(self) -> None:
        data = json.loads(self.content)
        data["trust"]["sheets"][0]["votes"]["m1"]["trust"] -= 1
        data["trust"]["sheets"][0]["votes"]["m1"]["distrust"] += 1
        named = [line.split(":")[0] for line in faults_of(data)]
        assert "/outcome/trust/ranking/0/trust" in named
        assert "/trust" in named

    def test_repeated_keys_and_lone_surrogates_anywhere_are_malformed(self) -> None:
        for old, new in (
            (b'"attendance": 11', b'"attendance": 11, "attendance": 11'),
            (b'"attendance": 11', b'"attendance": "\\ud800"'),
        ):
            with pytest.raises(Malformed):
                faults_of(loads(self.content.replace(old, new)))

    def test_neither_passwords_nor_bytes_of_papers_are_in_it(self) -> None:
        record = json.loads(self.content)["record"]
        assert [
            (one.pop("username"), one.pop("person"), one.pop("reach"), one.pop("role"), one)
            for one in record["people"]
        ] == [
            ("erlu", "erlu人", "village", "clerk", {}),
            ("jianpiao", "jianpiao人", "village", "monitor", {}),
            ("jipiao", "jipiao人", "village", "clerk", {}),
            ("luruyuan", "luruyuan人", "village", "clerk", {}),
            ("sanlu", "sanlu人", "village", "clerk", {}),
            ("xiangzhen", "xiangzhen人", "township", "township", {}),
            ("zhuchi", "zhuchi人", "village", "clerk", {}),
            ("zhuren", "zhuren人", "village", "clerk", {}),
            ("zongjian", "zongjian人", "village", "monitor", {}),
        ]
        assert "pdf" not in record["notices"][0]
        assert len(record["notices"][0]["sha256"]) == 64

    def test_the_standard_library_is_enough(self) -> None:
        data = json.loads(self.content)
        changed = {**data, "record": {**data["record"], "attendance": 12}}
        said = []
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
            said.append(done.stdout.decode())
        chain = data["record"]["chain"]
        first, second = (short_head(one["certificates"][0]["head"]) for one in data["record"]["rounds"])
        assert said[0] == (
            f"-：重新计算的结果与记录一致，各部分与封记一致，留痕 {len(chain)} 条完整，与办理记录一致，"
            f"链首 {short_head(chain[-1]['hash'])}，第 1 轮核定链首 {first}，第 2 轮核定链首 {second}\n"
        )


def test_a_record_without_a_seal_does_not_pass() -> None:
    data = json.loads((ROOT / "ballots" / "demo" / "changkeng.json").read_bytes())
    assert faults_of(data) == ()
    for record in (None, {}, "x", {"seal": None}, {"seal": {}}):
        assert faults_of({**data, "record": record}), record
