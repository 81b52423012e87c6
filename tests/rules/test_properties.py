"""What holds of every dossier, tried on generated ones."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from typing import Any

from dossier_builder import Json, assembly, decided, dossier
from hypothesis import given, settings
from hypothesis import strategies as st

from elections.dossier.canonical import canonical_bytes
from elections.dossier.schema import Malformed, loads, parse
from elections.rules.agenda import next_rounds, reduce_option
from elections.rules.decision import decide
from elections.rules.eligibility import standing_ids
from elections.rules.explain import explain
from elections.rules.inputs import RoundKind

PEOPLE = ("m1", "m2", "m3", "m4", "m5", "m6", "m10", "p1", "s1")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=25,
)


@st.composite
def rows(draw: st.DrawFn, people: list[str], valid: int, words: tuple[str, str, str]) -> Json:
    """Votes that mostly add up."""
    votes = {}
    for person in people:
        favour = draw(st.integers(0, valid))
        against = draw(st.integers(0, valid - favour))
        slip = draw(st.sampled_from([0] * 30 + [1]))
        votes[person] = dict(zip(words, (favour, against, valid - favour - against + slip), strict=True))
    return votes


@st.composite
def counts(draw: st.DrawFn, most: int) -> Json:
    issued = draw(st.integers(0, most + draw(st.sampled_from([0] * 12 + [1]))))
    returned = draw(st.integers(max(0, issued - 2), issued + draw(st.sampled_from([0] * 12 + [1]))))
    invalid = draw(st.integers(0, min(1, returned)))
    return {"issued": issued, "returned": returned, "invalid": invalid, "valid": returned - invalid}


@st.composite
def trusts(draw: st.DrawFn) -> Json:
    nominees = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=9))
    sheets = []
    for unit in draw(st.lists(st.sampled_from(["1", "2"]), max_size=3)):
        box = draw(counts(20))
        votes = draw(rows(nominees, box["valid"], ("trust", "distrust", "abstain")))
        sheets.append(
            {"unit": unit, "kind": draw(st.sampled_from(["group", "mobile"])), **box, "votes": votes}
        )
    return {"nominees": nominees, "sheets": sheets}


@st.composite
def rounds(draw: st.DrawFn) -> Json:
    candidates = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=6))
    box = draw(counts(10))
    held = {
        "kind": draw(st.sampled_from([kind.value for kind in RoundKind])),
        "seats": draw(st.integers(1, 3)),
        "candidates": candidates,
        **box,
        "votes": draw(rows(candidates, box["valid"], ("approve", "against", "abstain"))),
        "write_ins": draw(st.dictionaries(st.sampled_from(PEOPLE), st.integers(1, 3), max_size=1)),
    }
    if draw(st.booleans()):
        held["reduce"] = {"seats": draw(st.integers(1, 3)), "consent": draw(st.integers(0, 12))}
    if draw(st.sampled_from([False] * 5 + [True])):
        held["entitled"] = held["present"] = draw(st.integers(0, 10))
    return held


@st.composite
def dossiers(draw: st.DrawFn) -> Json:
    trust = draw(st.none() | trusts())
    review = None
    if trust is not None and draw(st.booleans()):
        people = st.lists(st.sampled_from(PEOPLE), unique=True, max_size=6)
        review = {
            "candidates": draw(people),
            "declined": dict.fromkeys(draw(people), "理由"),
            "proceed_with_fewer": draw(st.none() | st.just("经研究")),
        }
    meeting = assembly(
        *draw(st.lists(rounds(), max_size=4)),
        method=draw(st.sampled_from(["direct", "committee_then_secretary"])),
        present=draw(st.sampled_from([7, 8, 10, 10])),
    )
    rules = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "seats": st.integers(1, 4),
                "trust_base": st.sampled_from(["returned", "valid", "issued", "eligible"]),
                "trust_threshold": st.sampled_from(["0", "1/2", "7/10", "1"]),
                "majority": st.sampled_from(["0", "1/4", "1/2", "2/3"]),
                "majority_base": st.sampled_from(["present", "entitled"]),
                "candidate_surplus": st.sampled_from(["0", "1/5", "1"]),
                "secretary_voters": st.sampled_from(["committee", "assembly"]),
                "trust_turnout": st.sampled_from(["0", "1/2"]),
                "quorum": st.sampled_from(["0", "4/5", "1"]),
            },
        )
    )
    return dossier(
        rules=rules, trust=trust, review=review, groups=(20, 20), assembly=draw(st.none() | st.just(meeting))
    )


def shuffled(value: Any, rng: random.Random, key: str = "") -> Any:
    """The same with every unordered list and every object's keys in another order."""
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        return {name: shuffled(value[name], rng, name) for name in keys}
    if isinstance(value, list):
        items = [shuffled(item, rng) for item in value]
        if key in ("sheets", "members", "nominees", "candidates", "groups"):
            rng.shuffle(items)
        return items
    return value


@given(dossiers(), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_order_never_matters(data: Json, rng: random.Random) -> None:
    one, other = decided(data), decided(shuffled(data, rng))
    assert [one.to_json()[k] for k in ("trust", "review", "assembly")] == [
        other.to_json()[k] for k in ("trust", "review", "assembly")
    ]
    assert sorted(item.message for item in one.problems) == sorted(item.message for item in other.problems)


@given(dossiers())
@settings(max_examples=300, deadline=None)
def test_decide_explain_and_agenda_never_raise(data: Json) -> None:
    dossier_ = parse(data)
    decision = decide(dossier_)
    assert loads(canonical_bytes(decision.to_json())) == decision.to_json()
    assert all(step.sum and step.basis for step in explain(dossier_, decision))
    next_rounds(dossier_, decision)
    reduce_option(dossier_, decision)


@given(dossiers())
@settings(max_examples=300, deadline=None)
def test_shortlisted_reached_and_can_stand(data: Json) -> None:
    parsed = parse(data)
    trust = decide(parsed).trust
    if trust is None:
        return
    standing = standing_ids(parsed.members)
    for line in trust.ranking:
        assert not line.shortlisted or (line.reached and line.member in standing)
    assert list(trust.shortlist) == [line.member for line in trust.ranking if line.shortlisted]


@given(dossiers())
@settings(max_examples=400, deadline=None)
def test_elected_never_exceed_the_seats_and_have_the_majority(data: Json) -> None:
    parsed = parse(data)
    outcome = decide(parsed).assembly
    if outcome is None or parsed.assembly is None:
        return
    standing = outcome.standing
    assert len(standing.elected) <= standing.seats <= parsed.seats
    assert len(set(standing.elected)) == len(standing.elected)
    assert standing.secretary is None or standing.secretary in standing.elected
    for held, line in zip(parsed.assembly.rounds, outcome.rounds, strict=False):
        for person in line.elected:
            votes = held.votes[person].favour if person in held.votes else held.write_ins[person]
            assert line.majority_needed is None or votes >= line.majority_needed
        if not line.status.counts:
            assert not line.elected
            assert not line.tied


@given(st.lists(st.integers(1, 19), min_size=2, max_size=9), st.data())
@settings(max_examples=200, deadline=None)
def test_more_trust_never_lowers_a_rank(votes: list[int], data: st.DataObject) -> None:
    nominees = list(PEOPLE[: len(votes)])
    lucky = data.draw(st.integers(0, len(votes) - 1))

    def rank(counts_: list[int]) -> int:
        rows_ = {
            p: {"trust": n, "distrust": 20 - n, "abstain": 0} for p, n in zip(nominees, counts_, strict=True)
        }
        sheet = {
            "unit": "1",
            "kind": "group",
            "issued": 20,
            "returned": 20,
            "invalid": 0,
            "valid": 20,
            "votes": rows_,
        }
        trust = decided(dossier(groups=(20,), trust={"nominees": nominees, "sheets": [sheet]})).trust
        assert trust is not None
        return next(line.rank for line in trust.ranking if line.member == nominees[lucky])

    more = [count + (place == lucky) for place, count in enumerate(votes)]
    assert rank(more) <= rank(votes)


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_parse_raises_nothing_but_malformed_on_any_json(value: Any) -> None:
    with contextlib.suppress(Malformed):
        parse(value)


@given(dossiers(), JSON, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_parse_survives_a_value_put_anywhere(data: Json, junk: Any, rng: random.Random) -> None:
    data = copy.deepcopy(data)
    place: Any = data
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = rng.choice(keys)
        if not isinstance(place[key], dict | list) or not place[key] or rng.random() < 0.2:
            place[key] = junk
            break
        place = place[key]
    with contextlib.suppress(Malformed):
        decide(parse(data))


@given(st.binary(max_size=60) | st.text(max_size=60) | JSON.map(json.dumps))
@settings(max_examples=300, deadline=None)
def test_loads_raises_nothing_but_malformed(text: str | bytes) -> None:
    with contextlib.suppress(Malformed):
        loads(text)
