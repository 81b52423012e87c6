"""Whole dossiers with decisions worked out independently, and the two pilot villages of 2004."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from elections.dossier.canonical import canonical_bytes
from elections.dossier.schema import loads, parse
from elections.rules.decision import decide

GOLDEN = Path(__file__).parent / "golden"
DEMO = Path(__file__).parents[2] / "ballots" / "demo"
EXAMPLES = sorted(GOLDEN.glob("[0-9][0-9].json"))


def _decision(path: Path) -> dict[str, object]:
    return decide(parse(loads(path.read_bytes()))).to_json()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_is_decided_as_worked_out(path: Path) -> None:
    expected = json.loads(path.with_suffix(".decision.json").read_bytes())
    actual = _decision(path)
    del actual["problems"]
    assert actual == expected


def test_all_examples_are_there() -> None:
    assert len(EXAMPLES) == 18


@pytest.mark.parametrize("village", ["changkeng", "zhongfang"])
class TestPilotVillages:
    """The facts of the report: invented votes, real results."""

    def test_decision_is_the_recorded_one_without_any_problem(self, village: str) -> None:
        expected = json.loads((GOLDEN / f"{village}.decision.json").read_bytes())
        assert _decision(DEMO / f"{village}.json") == expected
        assert expected["problems"] == []

    def test_file_is_canonical(self, village: str) -> None:
        raw = (DEMO / f"{village}.json").read_bytes()
        assert canonical_bytes(json.loads(raw)) == raw


FACTS = {
    "changkeng": {"turnout": "97.5", "shortlisted": 7, "method": "committee_then_secretary"},
    "zhongfang": {"turnout": "99", "shortlisted": 6, "method": "direct"},
}


@pytest.mark.parametrize("village", FACTS)
def test_pilot_facts(village: str) -> None:
    facts = FACTS[village]
    dossier = parse(loads((DEMO / f"{village}.json").read_bytes()))
    decision = decide(dossier)
    trust, assembly, review = decision.trust, decision.assembly, dossier.review
    assert trust is not None
    assert assembly is not None
    assert review is not None
    assert dossier.assembly is not None
    assert trust.turnout.startswith(str(facts["turnout"]))
    assert sum(line.reached for line in trust.ranking) == facts["shortlisted"]
    assert len(trust.shortlist) == facts["shortlisted"]
    assert dossier.rules.shortlist_size == 7
    assert len(review.candidates) == 5
    assert decision.seats == 3
    assert dossier.assembly.method == facts["method"]
    assert assembly.status == "elected"
    assert 20 <= len(dossier.members) <= 26
    assert 8 <= len(dossier.village.groups) <= 9
