"""The steps of 怎么算的, with the figures of the pilot villages and of the assembly mockup."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from dossier_builder import Json, assembly, ballot, dossier, sheet, trust

from elections.dossier.schema import loads, parse
from elections.rules.decision import decide
from elections.rules.explain import explain, validity_words
from elections.rules.ruleset import RuleSet
from elections.rules.trust import TrustStatus

DEMO = Path(__file__).parents[2] / "ballots" / "demo"


def told(data: object) -> dict[tuple[str, str], str]:
    parsed = parse(data)
    return {(step.topic, step.heading): step.sum for step in explain(parsed, decide(parsed))}


def test_pilot_village() -> None:
    said = told(loads((DEMO / "changkeng.json").read_bytes()))
    assert said["trust", "委员职数"] == "全村 1463 人，不超过 2000 人，配 3 名"
    assert said["trust", "应有预备候选人"] == "3 个职位 × 1.5 = 4.5，进位为 5 名"
    assert said["trust", "本次名额"] == "乡党委定为 7 名，不少于 5 名，取 7 名"
    assert said["trust", "投票是否有效"] == "收回 1258 ÷ 有权投票 1290 = 97.51%，超过半数，有效"
    assert said["trust", "70% 是多少票"] == "收回票 1258 × 70% = 880.6，至少要 881 票；百分数只舍不入"
    assert said["trust", "谁达到"] == "第 7 名叶国平 889 票，达到；第 8 名周金根 880 票，差 1 票。共 7 名"
    assert said["trust", "谁入围"] == "达到的 7 名，名额 7 名，入围 7 名"
    assert said["review", "至少要几名正式候选人"] == "差额 3 × 20% = 0.6，取 1 名；3 + 1 = 4 名"
    assert said["review", "正式候选人"] == "乡党委确定 5 名，差额 2 名，有效"
    assert said["assembly/1", "当选票数"] == "实到会 3 × 1/2 = 1.5，要超过，至少 2 票"
    assert said["assembly", "结果"] == "职数 3 名；委员：许建明、陈志华、王小洪；书记：许建明。选举完成"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (TrustStatus.SHORTLISTED, "超过五分之三，本次投票有效"),
        (TrustStatus.SHORTFALL, "超过五分之三，本次投票有效"),
        (TrustStatus.LOW_TURNOUT, "没有超过五分之三，本次投票无效"),
        (TrustStatus.VOID, "有的票箱收回票多于发出票，本次投票无效"),
        (TrustStatus.ERRORS, "票数有错误，不能计算结果"),
    ],
)
def test_a_trust_vote_is_valid_or_says_why_not(status: TrustStatus, words: str) -> None:
    assert validity_words(RuleSet(trust_turnout=Fraction(3, 5)), status) == words


def meeting(*rounds: Json) -> Json:
    return dossier(assembly=assembly(*rounds, entitled=31, present=29))


def test_quorum_majority_and_tie() -> None:
    tied = ballot("committee", 3, {"m1": 25, "m2": 19, "m3": 17, "m4": 17, "m5": 9}, ballots=29)
    runoff = ballot("runoff", 1, {"m3": (15, 0, 14), "m4": (14, 0, 15)}, ballots=29)
    said = told(meeting(tied, runoff))
    assert said["assembly", "法定人数"] == "应到会 31 × 4/5 = 24.8，至少要 25 人；实到会 29 人，可以开会"
    assert said["assembly/0", "当选票数"] == "实到会 29 × 1/2 = 14.5，要超过，至少 15 票"
    assert (
        said["assembly/0", "选举委员"] == "名m1 25、名m2 19、名m3 17、名m4 17，过半数的共 4 名，多于应选 3 名"
    )
    assert said["assembly/0", "谁当选"] == "名m1、名m2当选；名m3、名m4得票相等，争其余 1 个名额，重新投票"
    assert said["assembly/1", "重新投票"] == "得票：名m3 15、名m4 14；得票多的当选，选 1 名"


def test_unfilled_reduced_and_failed_rounds() -> None:
    two = ballot("committee", 3, {"m1": 25, "m2": 19, "m3": 9, "m4": 9}, ballots=29)
    said = told(meeting({**two, "returned": 30}, {**two, "reduce": {"seats": 2, "consent": 15}}))
    assert said["assembly/0", "选举委员"].startswith("票数多出，选举无效，重新选举：收回票 30 张")
    assert said["assembly/1", "谁当选"] == "名m1、名m2当选；还缺 1 名，另行选举"
    assert said["assembly/1", "减少名额"] == "经 15 人同意，不少于实到会 29 人的半数，减为 2 名"
    assert said["assembly", "结果"] == "职数 原定 3 名，减为 2 名；委员：名m1、名m2；书记：未选出。尚未选齐"


def test_nobody_over_half() -> None:
    none = ballot("committee", 3, {"m1": 9, "m2": 9, "m3": 9, "m4": 9}, ballots=29)
    said = told(meeting(none))
    assert said["assembly/0", "选举委员"] == "没有人达到 15 票，应选 3 名"
    assert said["assembly/0", "谁当选"] == "无人当选；还缺 3 名，另行选举"


def test_no_quorum_ends_the_assembly() -> None:
    said = told(dossier(assembly=assembly(entitled=31, present=24)))
    assert said["assembly", "法定人数"].endswith("实到会 24 人，不足法定人数，不能选举")


def test_trust_rounds_that_do_not_shortlist() -> None:
    votes = {"m1": 95, "s1": 90}
    low = told(dossier(groups=(200,), trust=trust(sheet(votes))))
    assert low["trust", "投票是否有效"] == "收回 100 ÷ 有权投票 200 = 50.00%，未超过半数，无效，须重新投票"
    assert ("trust", "谁入围") not in low
    short = told(dossier(trust=trust(sheet(votes))))
    assert short["trust", "谁达到"] == "第 2 名名s1 90 票，达到。共 2 名"
    assert short["trust", "谁入围"] == (
        "达到的 2 名，其中名s1不是有选举权的正式党员，不能列入，名额 5 名，入围 1 名，还少 4 名"
    )
    void = told(dossier(trust=trust(sheet(votes, issued=99))))
    assert void["trust", "投票是否有效"] == "有的票箱收回票多于发出票，投票无效，须重新投票"
    wrong = told(dossier(trust=trust(sheet(votes, invalid=1))))
    assert wrong["trust", "投票是否有效"] == "有的计票单不平，改正之前不计算结果"


def test_tie_at_the_last_place_is_told() -> None:
    votes = {"m1": 95, "m2": 90, "m3": 85, "m4": 80, "m5": 75, "m6": 75}
    data = dossier(trust=trust(sheet(votes)), review={"candidates": ["m1"]})
    said = told(data)
    assert said["trust", "谁入围"] == "达到的 6 名，名额 5 名，末位得票相等的一并列入，共 6 名"
    assert said["review", "正式候选人"].startswith(
        "列 1 名，不能成立：正式候选人 1 名，少于应选 3 名加差额 1 名"
    )
