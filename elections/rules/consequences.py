"""What each number of a rule set means for one village, in a Chinese sentence: for the set-up page."""

from __future__ import annotations

from fractions import Fraction

from elections.rules.numbers import as_percent, decimal, part_name
from elections.rules.ruleset import RuleSet

TRUST_BASE_WORDS = {
    "returned": "收回票",
    "valid": "有效票",
    "issued": "发出票",
    "eligible": "有权投票的人数",
}
MAJORITY_BASE_WORDS = {"present": "实到会", "entitled": "应到会"}
SECRETARY_VOTERS_WORDS = {
    "committee": "先选委员、再选书记的，书记由新当选的委员会选举",
    "assembly": "先选委员、再选书记的，书记由党员大会选举",
}


def trust_base_count(rules: RuleSet) -> str:
    """The denominator of the trust rates as a number is called: 收回票数."""
    return f"{TRUST_BASE_WORDS[rules.trust_base].removesuffix('数')}数"


def consequences(
    rules: RuleSet, *, population: int, eligible: int | None = None
) -> tuple[tuple[str, str], ...]:
    """(field name, sentence) for every rule, in the order of the rule set.

    `population` and `eligible` count people; without `eligible` the turnout
    is put in words only. The seats' sentence stands under the field that
    decides them: "seats" where given, else "seat_bands".
    """
    seats = rules.seats_for(population)
    field = "seat_bands" if rules.seats is None else "seats"
    return (
        (field, seats_sum(rules, population)),
        ("shortlist_ratio", shortlist_sum(rules, seats)),
        ("shortlist_size", size_sum(rules, seats)),
        ("trust_threshold", threshold_rule(rules)),
        ("trust_base", f"信任率以{TRUST_BASE_WORDS[rules.trust_base]}为基数，公告上写明"),
        ("trust_turnout", turnout_rule(rules, eligible)),
        ("candidate_surplus", surplus_sum(rules, seats)),
        ("quorum", quorum_rule(rules)),
        ("majority", majority_rule(rules)),
        ("majority_base", f"当选以{MAJORITY_BASE_WORDS[rules.majority_base]}人数为基数"),
        ("secretary_voters", SECRETARY_VOTERS_WORDS[rules.secretary_voters]),
        ("invalid_warning", f"无效票达到收回票的 {as_percent(rules.invalid_warning)}，提示复看并说明"),
    )


def seats_sum(rules: RuleSet, population: int) -> str:
    """How the seats follow from the population: "全村 1463 人，不超过 2000 人，配 3 名"."""
    seats = rules.seats_for(population)
    if rules.seats is not None:
        return f"职数直接定为 {seats} 名"
    above: int | None = None
    for band in rules.seat_bands:
        if band.up_to is None or population <= band.up_to:
            break
        above = band.up_to
    bounds = [] if above is None else [f"超过 {above} 人"]
    if band.up_to is not None:
        bounds.append(f"不超过 {band.up_to} 人")
    return "，".join([f"全村 {population} 人", *bounds, f"配 {seats} 名"])


def shortlist_sum(rules: RuleSet, seats: int) -> str:
    """How many preliminary candidates there must be: "3 个职位 × 1.5 = 4.5，进位为 5 名"."""
    exact = rules.shortlist_ratio * seats
    required = rules.shortlist_required(seats)
    start = f"{seats} 个职位 × {decimal(rules.shortlist_ratio)} = {decimal(exact)}"
    return f"{start}，即 {required} 名" if exact == required else f"{start}，进位为 {required} 名"


def size_sum(rules: RuleSet, seats: int) -> str:
    """How many are shortlisted: the township's number or the required one."""
    required = rules.shortlist_required(seats)
    if rules.shortlist_size is None:
        return f"未另定名额，取应有的 {required} 名"
    return f"乡党委定为 {rules.shortlist_size} 名，不少于 {required} 名，取 {rules.shortlist_size} 名"


def threshold_rule(rules: RuleSet) -> str:
    """Which part of the ballots somebody must be trusted by."""
    share = as_percent(rules.trust_threshold)
    return f"信任票达到{TRUST_BASE_WORDS[rules.trust_base]}的 {share} 以上，含 {share}"


def surplus_sum(rules: RuleSet, seats: int) -> str:
    """How many formal candidates there must be: "3 个职位 × 20% = 0.6，差额 1 名；正式候选人至少 4 名"."""
    surplus, exact = rules.surplus(seats), decimal(rules.candidate_surplus * seats)
    start = f"{seats} 个职位 × {as_percent(rules.candidate_surplus)} = {exact}"
    return f"{start}，差额 {surplus} 名；正式候选人至少 {seats + surplus} 名"


def quorum_rule(rules: RuleSet) -> str:
    """How many must be present, with an example at the edge."""
    words = f"到会的不少于应到会的{part_name(rules.quorum)}，才能选举"
    return f"{words}；例如应到 31 人，至少到 {rules.quorum_needed(31)} 人"


def turnout_rule(rules: RuleSet, eligible: int | None) -> str:
    """How many ballots must come back for the trust round to be valid."""
    words = f"收回票要超过有权投票的{part_name(rules.trust_turnout)}，信任投票才有效"
    if eligible is None:
        return words
    least = rules.trust_turnout * eligible // 1 + 1
    return f"{words}；全村 {eligible} 人，至少收回 {least} 张"


def majority_rule(rules: RuleSet) -> str:
    """How many approvals elect, with an example at the edge."""
    base = MAJORITY_BASE_WORDS[rules.majority_base]
    words = f"赞成票要超过{base}的{part_name(rules.majority)}"
    return f"{words}；例如{base} 30 人，至少 {rules.majority_needed(30)} 票"


def product(count: int, ratio: Fraction) -> str:
    """count × ratio as a sum is written: "31 × 4/5 = 24.8"."""
    return f"{count} × {ratio} = {decimal(ratio * count)}"
