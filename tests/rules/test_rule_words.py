"""Faults of a rule set in Chinese, by field."""

import pytest

from elections.rules.rule_words import checked_rules
from elections.rules.ruleset import PILOT_2004


@pytest.mark.parametrize(
    ("mapping", "population", "faults"),
    [
        ({}, 1463, {}),
        ({"shortlist_size": 4}, 1463, {"shortlist_size": "预备候选人定为 4 名，少于应有的 5 名。"}),
        ({"shortlist_size": 7}, 2000, {}),
        ({"shortlist_size": 7}, 2001, {"shortlist_size": "预备候选人定为 7 名，少于应有的 8 名。"}),
        ({"seats": 0}, 1463, {"seats": "请填写不小于 1 的整数。"}),
        ({"trust_threshold": "11/10"}, 1463, {"trust_threshold": "应在 0% 到 100% 之间。"}),
        ({"trust_turnout": "1"}, 1463, {"trust_turnout": "应在 0% 到 100% 之间，不含 100%。"}),
        ({"shortlist_ratio": "1/2"}, 1463, {"shortlist_ratio": "不能小于 1。"}),
        ({"trust_base": "x"}, 1463, {"trust_base": "请从列出的各项中选择。"}),
        (
            {"seats": "3", "trust_threshold": "2"},
            1463,
            {"seats": "请填写不小于 1 的整数。", "trust_threshold": "应在 0% 到 100% 之间。"},
        ),
    ],
)
def test_faults_by_field(mapping: dict[str, object], population: int, faults: dict[str, str]) -> None:
    assert checked_rules(mapping, population=population)[1] == faults


def test_rules_without_faults() -> None:
    assert checked_rules({}, population=1463)[0] == PILOT_2004
    assert checked_rules({"trust_base": "valid"}, population=1463)[0].trust_base == "valid"
