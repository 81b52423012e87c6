"""What is wrong with the numbers of a rule set, in Chinese, by field: for the forms and for readiness."""

from collections.abc import Iterable

from .faults import Fault, Malformed
from .ruleset import CLOSED, FROM_ONE, HALF_OPEN, RATIO_RANGES, WORDS, RuleSet

RANGE_WORDS = {
    CLOSED: "应在 0% 到 100% 之间。",
    HALF_OPEN: "应在 0% 到 100% 之间，不含 100%。",
    FROM_ONE: "不能小于 1。",
}


def fault_words(fault: Fault) -> tuple[str, str]:
    """Return the field a fault lies in and what should stand there."""
    field = fault.pointer.removeprefix("/rules/").split("/")[0]
    if field in RATIO_RANGES:
        return field, RANGE_WORDS[RATIO_RANGES[field]]
    if field in WORDS:
        return field, "请从列出的各项中选择。"
    return field, "请填写不小于 1 的整数。"


def checked_rules(mapping: dict[str, object], *, population: int) -> tuple[RuleSet, dict[str, str]]:
    """Return the rule set `mapping` describes for a village, and what is wrong by field.

    With faults the rule set is the one shipped for the pilot, for nothing to be computed with.
    """
    try:
        rules = RuleSet.from_mapping(mapping)
    except Malformed as malformed:
        return RuleSet(), _by_field(malformed.faults)
    return rules, dict(size_faults(rules, population=population))


def size_faults(rules: RuleSet, *, population: int) -> tuple[tuple[str, str], ...]:
    """Return what of a well-formed rule set cannot hold for a village of `population` people."""
    required = rules.shortlist_required(rules.seats_for(population))
    sentence = f"预备候选人定为 {rules.shortlist_size} 名，少于应有的 {required} 名。"
    return tuple((fault.pointer.rsplit("/", 1)[1], sentence) for fault in rules.faults_for(population))


def _by_field(faults: Iterable[Fault]) -> dict[str, str]:
    return dict(fault_words(fault) for fault in faults)
