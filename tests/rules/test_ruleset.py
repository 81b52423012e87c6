"""Rule sets: the shipped ones, their numbers, their sentences."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from elections.rules.consequences import consequences, trust_base_count
from elections.rules.faults import Malformed
from elections.rules.numbers import decimal, part_name, percent
from elections.rules.ruleset import CURRENT, PILOT_2004, SHIPPED, RuleSet, SeatBand


def test_shipped_rule_sets() -> None:
    assert {item.name: item.rules for item in SHIPPED.values()} == {"2004 试点": PILOT_2004, "现行": CURRENT}
    assert replace(CURRENT, majority_base="present") == PILOT_2004
    assert CURRENT.majority_base == "entitled"
    customs = {
        key: (c.objection_window, c.objection_unit, c.term_years)
        for key, c in ((key, item.customs) for key, item in SHIPPED.items())
    }
    assert customs == {"pilot_2004": (7, "days", 3), "current": (5, "working_days", 5)}


@pytest.mark.parametrize(("population", "seats"), [(0, 3), (2000, 3), (2001, 5)])
def test_seats_for(population: int, seats: int) -> None:
    assert PILOT_2004.seats_for(population) == seats


@pytest.mark.parametrize(
    ("seats", "required", "minimum"), [(1, 2, 2), (3, 5, 4), (4, 6, 5), (5, 8, 6), (6, 9, 8)]
)
def test_shortlist_and_surplus(seats: int, required: int, minimum: int) -> None:
    assert PILOT_2004.shortlist_required(seats) == required
    assert PILOT_2004.shortlist_size_for(seats) == required
    assert replace(PILOT_2004, shortlist_size=9).shortlist_size_for(seats) == 9
    assert PILOT_2004.candidates_minimum(seats) == minimum


def test_quorum_and_majority() -> None:
    assert [PILOT_2004.quorum_needed(n) for n in (0, 5, 10, 31)] == [0, 4, 8, 25]
    assert [PILOT_2004.majority_needed(n) for n in (0, 1, 2, 29, 30)] == [1, 1, 2, 15, 16]


def test_mapping_there_and_back() -> None:
    odd = RuleSet(
        seat_bands=(SeatBand(1000, 3), SeatBand(None, 7)),
        seats=4,
        shortlist_size=9,
        trust_threshold=Fraction(2, 3),
        trust_base="valid",
        shortlist_ratio=Fraction(2),
    )
    for rules in (PILOT_2004, CURRENT, odd):
        assert RuleSet.from_mapping(rules.to_mapping()) == rules
    assert odd.to_mapping()["shortlist_ratio"] == "2"
    assert RuleSet.from_mapping({}) == PILOT_2004
    assert RuleSet.from_mapping({"shortlist_ratio": "4/2"}).shortlist_ratio == 2


def test_mapping_tells_all_faults() -> None:
    with pytest.raises(Malformed) as caught:
        RuleSet.from_mapping({"majority": "1", "seats": 0, "x": 1}, at="")
    assert [fault.pointer for fault in caught.value.faults] == ["/majority", "/seats", "/x"]


def test_size_below_the_required_is_a_fault() -> None:
    rules = replace(PILOT_2004, shortlist_size=7)
    assert rules.faults_for(2000) == ()
    [fault] = rules.faults_for(2001)
    assert (fault.pointer, fault.found, fault.expected) == ("/rules/shortlist_size", "7", "an integer ≥ 8")


def test_sentences_of_the_pilot() -> None:
    said = dict(consequences(replace(PILOT_2004, shortlist_size=7), population=1463, eligible=1290))
    assert said["seat_bands"] == "全村 1463 人，不超过 2000 人，配 3 名"
    assert said["shortlist_ratio"] == "3 个职位 × 1.5 = 4.5，进位为 5 名"
    assert said["shortlist_size"] == "乡党委定为 7 名，不少于 5 名，取 7 名"
    assert said["trust_threshold"] == "信任票达到收回票的 70% 以上，含 70%"
    assert said["trust_turnout"].endswith("全村 1290 人，至少收回 646 张")
    assert said["candidate_surplus"] == "3 个职位 × 20% = 0.6，差额 1 名；正式候选人至少 4 名"
    assert said["quorum"] == "到会的不少于应到会的五分之四，才能选举；例如应到 31 人，至少到 25 人"
    assert said["majority"] == "赞成票要超过实到会的半数；例如实到会 30 人，至少 16 票"
    assert said["invalid_warning"] == "无效票达到收回票的 3%，提示复看并说明"


def test_sentences_in_other_cases() -> None:
    said = dict(consequences(replace(CURRENT, seats=4), population=3000))
    assert said["seats"] == "职数直接定为 4 名"
    assert said["shortlist_ratio"] == "4 个职位 × 1.5 = 6，即 6 名"
    assert said["shortlist_size"] == "未另定名额，取应有的 6 名"
    assert said["majority_base"] == "当选以应到会人数为基数"
    assert said["trust_turnout"] == "收回票要超过有权投票的半数，信任投票才有效"
    three = RuleSet(seat_bands=(SeatBand(1000, 3), SeatBand(3000, 5), SeatBand(None, 7)))
    assert (
        dict(consequences(three, population=2001))["seat_bands"]
        == "全村 2001 人，超过 1000 人，不超过 3000 人，配 5 名"
    )
    assert dict(consequences(three, population=3001))["seat_bands"] == "全村 3001 人，超过 3000 人，配 7 名"


def test_numbers_are_cut_never_rounded() -> None:
    assert [percent(69996, 100000), percent(1, 1), percent(0, 5), percent(5, 0), percent(1, 3000)] == [
        "69.99",
        "100.00",
        "0.00",
        "0.00",
        "0.03",
    ]
    assert [decimal(Fraction(9, 2)), decimal(Fraction(2, 3)), decimal(Fraction(7))] == ["4.5", "0.6666…", "7"]
    assert [part_name(Fraction(1, 2)), part_name(Fraction(2, 3)), part_name(Fraction(7, 100))] == [
        "半数",
        "三分之二",
        "7%",
    ]


@pytest.mark.parametrize(
    ("base", "words"),
    [("returned", "收回票数"), ("valid", "有效票数"), ("issued", "发出票数"), ("eligible", "有权投票的人数")],
)
def test_the_base_of_the_trust_rates_as_papers_name_it(base: str, words: str) -> None:
    assert trust_base_count(RuleSet(trust_base=base)) == words
