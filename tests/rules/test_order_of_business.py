"""The order of the assembly by way to the secretary, written out from domain §1."""

from dataclasses import replace

from elections.rules.order_of_business import business_in_short, order_of_business, word_on_the_order
from elections.rules.ruleset import RuleSet

OPENING = (
    "清点到会人数，表决不计算在应到会人数之内的党员",
    "举手通过选举办法",
    "举手通过总监票人、监票人，指定计票人",
    "介绍候选人，竞选演讲",
)
BALLOT = (
    "当众检查并密封票箱",
    "分发选票",
    "无记名投票",
    "开箱，清点选票，计票",
    "监票人报告计票结果",
    "主持人当场宣布当选名单",
)
BY_COMMITTEE = RuleSet()
BY_ASSEMBLY = replace(RuleSet(), secretary_voters="assembly")


def test_the_committee_elects_its_secretary_at_a_meeting_of_its_own() -> None:
    parts = order_of_business("committee_then_secretary", BY_COMMITTEE)
    assert [(part.title, part.steps) for part in parts] == [
        ("会议开始", OPENING),
        ("选举支部委员会委员", BALLOT),
        ("新一届支部委员会举行第一次会议，选举支部书记", ("由一名新当选的委员主持会议", *BALLOT)),
    ]
    assert business_in_short("committee_then_secretary", BY_COMMITTEE) == (
        "举手通过选举办法",
        "举手通过总监票人、监票人，指定计票人",
        "介绍候选人，竞选演讲",
        "选举支部委员会委员",
        "大会闭会后，新一届支部委员会举行第一次会议，选举支部书记",
    )


def test_the_assembly_elects_the_secretary_from_the_elected() -> None:
    *_, last = order_of_business("committee_then_secretary", BY_ASSEMBLY)
    assert (last.title, last.steps) == ("从当选的委员中选举支部书记", BALLOT)
    assert business_in_short("committee_then_secretary", BY_ASSEMBLY)[-1] == "从当选的委员中选举支部书记"


def test_directly_the_assembly_elects_whatever_the_rules_say_of_the_committee() -> None:
    for rules in (BY_COMMITTEE, BY_ASSEMBLY):
        *_, last = order_of_business("direct", rules)
        assert (last.title, last.steps) == ("直接选举支部书记", BALLOT)
        assert business_in_short("direct", rules)[-1] == "直接选举支部书记"


def test_only_directly_is_the_order_of_the_ballots_left_to_the_chair() -> None:
    assert word_on_the_order("direct") == "委员和书记选举的先后次序，由大会主持人在投票前宣布。"
    assert word_on_the_order("committee_then_secretary") == ""
