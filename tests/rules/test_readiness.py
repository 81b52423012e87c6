"""Every reason that keeps a stage open: one set of facts under which it closes, and one change for each reason."""

from dataclasses import replace
from datetime import date

import pytest

from elections.rules.duties import OfficialDuty
from elections.rules.meeting import Step, hands_problems
from elections.rules.problems import problem
from elections.rules.readiness import StageFacts, blockers, weight
from elections.rules.stages import ORDER, Missing, Stage

NAMED = {
    "trust_clerk": 2,
    "committee_head": 1,
    "trust_monitor": 1,
    "assembly_clerk": 2,
    "chief_monitor": 1,
    "assembly_counter": 1,
    "assembly_chair": 1,
}
READY = StageFacts(
    population=1463,
    groups=8,
    eligible=1100,
    guidance_members=2,
    committee_members=5,
    committee_heads=1,
    conditions_written=True,
    trust_callers=1,
    trust_counters=2,
    accounts=NAMED,
    sheets=9,
    sheets_complete=9,
    trust_status="shortlisted",
    review_status="settled",
    objections_until=date(2004, 9, 9),
    window_ends=date(2004, 9, 9),
    today=date(2004, 9, 18),
    held_on=date(2004, 9, 18),
    assembly_called=True,
    assembly_status="elected",
    assembly_monitors=3,
    assembly_counters=2,
    assembly_callers=1,
)
TOO_FEW = problem("E-501", "/members", found=6, needed=7)
BANNED = problem("E-601", "/officials/0", name="于海林", barred="候选人", duty="计票人")
TOO_FEW_WORDS = "有选举权的正式党员 6 名，不足 7 名，不设支部委员会，不能用本办法选举委员。"
BANNED_WORDS = "于海林是候选人，不能担任计票人。"
TWO = (OfficialDuty.COMMITTEE_HEAD, OfficialDuty.TRUST_MONITOR)
SIZE = "预备候选人定为 4 名，少于应有的 5 名。"


@pytest.mark.parametrize("stage", ORDER)
def test_ready(stage: Stage) -> None:
    assert blockers(stage, READY) == ()


# stage, what is otherwise, code, sentence, cure
CASES = [
    ("preparation", {"population": 0}, "E-711", "还没有填写全村人口，委员职数无法确定。", "village"),
    ("preparation", {"groups": 0, "eligible": 0}, "E-712", "还没有登记村小组。", "groups"),
    ("preparation", {"eligible": 0}, "E-713", "各村小组的有权投票人数合计为 0。", "groups"),
    ("preparation", {"member_problems": (TOO_FEW,)}, "E-501", TOO_FEW_WORDS, "members"),
    ("preparation", {"guidance_members": 0}, "E-715", "还没有登记村指导组成员。", "officials"),
    ("preparation", {"rule_faults": (SIZE,)}, "E-716", SIZE, "rules"),
    ("committee_formed", {"committee_members": 2}, "E-721", "选举委员会至少 3 人，现登记 2 人。", "officials"),
    ("committee_formed", {"committee_heads": 0}, "E-722", "选举委员会主任应有 1 名，现登记 0 名。", "officials"),
    ("committee_formed", {"committee_heads": 2}, "E-722", "选举委员会主任应有 1 名，现登记 2 名。", "officials"),
    ("announced", {"conditions_written": False}, "E-731", "书记（副书记）和委员的任职条件还没有写全。", "conditions"),
    ("announced", {"trust_callers": 0}, "E-732", "还没有登记信任投票的唱票人。", "officials"),
    ("announced", {"trust_counters": 0}, "E-733", "还没有登记信任投票的计票人。", "officials"),
    ("announced", {"accounts": {**NAMED, "trust_clerk": 1}}, "E-734", "信任投票录入员至少 2 名，各用各的账号，现有 1 名。", "officials"),
    ("announced", {"accounts": {**NAMED, "committee_head": 0}}, "E-735", "选举委员会主任还没有账号，到时无法签字。", "officials"),
    ("announced", {"accounts": {**NAMED, "trust_monitor": 0}}, "E-736", "信任投票监票人还没有账号，到时无法签字。", "officials"),
    ("announced", {"official_problems": (BANNED,)}, "E-601", BANNED_WORDS, "officials"),
    ("announced", {"member_problems": (TOO_FEW,)}, "E-501", TOO_FEW_WORDS, "members"),
    ("announced", {"rule_faults": (SIZE,)}, "E-716", SIZE, "rules"),
    ("trust_voting", {"groups_without_sheet": ("第一村小组",)}, "E-741", "第一村小组还没有票箱。", "sheets"),
    ("trust_voting", {"sheets_complete": 7}, "E-742", "共 9 个票箱，还有 2 个没有两遍核对一致。", "sheets"),
    ("trust_voting", {"sheets": 0, "sheets_complete": 0}, "E-742", "共 0 个票箱，还有 0 个没有两遍核对一致。", "sheets"),
    ("trust_voting", {"warnings_unexplained": 2}, "E-743", "还有 2 处提示没有说明。", "sheets"),
    ("trust_voting", {"official_problems": (BANNED,)}, "E-601", BANNED_WORDS, "officials"),
    ("trust_certified", {"trust_status": "errors"}, "E-751", "各票箱合起来还有错误，不能核定。", "sheets"),
    ("shortlisted", {"trust_status": "shortfall"}, "E-761", "预备候选人不足，须重新投票，或由乡镇党委记明理由继续。", "shortlist"),
    ("shortlisted", {"trust_status": "low_turnout"}, "E-762", "信任投票无效，须重新组织投票。", "shortlist"),
    ("shortlisted", {"trust_status": "void"}, "E-762", "信任投票无效，须重新组织投票。", "shortlist"),
    ("reviewed", {"review_status": ""}, "E-771", "党委会还没有确定正式候选人。", "review"),
    ("reviewed", {"review_status": "invalid"}, "E-772", "正式候选人不符合规则，请重新确定。", "review"),
    ("reviewed", {"objections_open": 1}, "E-773", "还有 1 件异议没有调查结论。", "objections"),
    ("reviewed", {"window_ends": date(2004, 9, 10)}, "E-774", "公示期不足，最早到 2004年9月10日 截止。", "item:objections_until"),
    ("reviewed", {"decided_on": date(2004, 9, 3), "posted_on": date(2004, 9, 2)}, "E-776", "正式候选人公示日期早于党委会研究日期（2004年9月3日）；重新审定的，须重新公示。", "item:posted_on"),
    ("reviewed", {"today": date(2004, 9, 9)}, "E-775", "公示到 2004年9月9日 截止，期满后才能办结本阶段。", "item:objections_until"),
    ("trust_certified", {"unsigned": TWO}, "E-752", "信任投票的结果还没有核定，等待选举委员会主任、信任投票监票人签字。", "certificate"),
    ("trust_certified", {"unsigned": TWO[1:]}, "E-752", "信任投票的结果还没有核定，等待信任投票监票人签字。", "certificate"),
    ("trust_certified", {"unsigned": TWO, "trust_status": "errors"}, "E-751", "各票箱合起来还有错误，不能核定。", "sheets"),
    ("shortlisted", {"reopening": True}, "E-753", "已经申请撤销核定，签字撤销或者收回申请以后才能办结。", "reopening"),
    ("assembly", {"held_on": date(2004, 9, 9)}, "E-781", "公示到 2004年9月9日 截止，此后才能开会。", "item:held_on"),
    ("assembly", {"assembly_called": False}, "E-782", "还没有登记到会人数。", "attendance"),
    ("assembly", {"excusals_open": 1}, "E-783", "1 名请假党员没有登记上级同意或大会表决，不能从应到会中减去。", "excusals"),
    ("assembly", {"steps_open": ("分发选票",)}, "E-784", "大会程序“分发选票”还没有记录。", "steps"),
    (
        "assembly",
        {"steps_open": ("主持人当场宣布当选名单",)},
        "E-784",
        "大会程序“主持人当场宣布当选名单”还没有记录。",
        "closing_steps",
    ),
    ("assembly", {"hands_problems": hands_problems({Step.METHOD: 6, Step.SPEECHES: 0}, 20)}, "E-452", "大会程序“举手通过选举办法”：赞成 6 人，未超过实到会 20 人的半数，至少要 11 人，没有通过。", "steps"),
    ("assembly", {"hands_problems": hands_problems({Step.MONITORS: 9}, 8)}, "E-451", "大会程序“举手通过总监票人、监票人，指定计票人”：赞成 9 人，多于实到会 8 人，多 1 人。请核对举手清点的人数。", "steps"),
    ("assembly", {"hands_problems": hands_problems({Step.METHOD: 6}, None), "assembly_called": False}, "E-782", "还没有登记到会人数。", "attendance"),
    ("assembly", {"assembly_monitors": 0}, "E-785", "还没有登记党员大会的监票人。", "officials"),
    ("assembly", {"assembly_counters": 0}, "E-785", "还没有登记党员大会的计票人。", "officials"),
    ("assembly", {"assembly_callers": 0}, "E-785", "还没有登记党员大会的唱票人。", "officials"),
    ("assembly", {"accounts": {**NAMED, "assembly_clerk": 0}}, "E-789", "党员大会录入员至少 2 名，各用各的账号，现有 0 名。", "officials"),
    ("assembly", {"accounts": {**NAMED, "chief_monitor": 0}}, "E-789", "党员大会总监票人还没有账号，到时无法签字。", "officials"),
    ("assembly", {"accounts": {**NAMED, "assembly_counter": 0}}, "E-789", "党员大会计票人还没有账号，到时无法签字。", "officials"),
    ("assembly", {"accounts": {**NAMED, "assembly_chair": 0}}, "E-789", "党员大会主持人还没有账号，到时无法签字。", "officials"),
    ("assembly", {"official_problems": (BANNED,)}, "E-601", BANNED_WORDS, "officials"),
    ("assembly", {"assembly_status": "no_quorum"}, "E-786", "到会人数不足法定人数，须另行召开大会。", "attendance"),
    ("assembly", {"assembly_status": "incomplete"}, "E-787", "委员和书记还没有选齐。", "rounds"),
    ("assembly", {"assembly_status": ""}, "E-787", "委员和书记还没有选齐。", "rounds"),
    ("assembly", {"unsigned": (OfficialDuty.ASSEMBLY_CHAIR,)}, "E-788", "最后一轮的结果还没有宣布，等待党员大会主持人签字。", "announcement"),
    ("assembly", {"warnings_unexplained": 1}, "E-743", "还有 1 处提示没有说明。", "rounds"),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "otherwise", "code", "sentence", "cure"), CASES)
def test_one_reason(stage: str, otherwise: dict[str, object], code: str, sentence: str, cure: str) -> None:
    facts = replace(READY, **otherwise)
    assert blockers(Stage(stage), facts) == (Missing(code, sentence, cure),)


def test_fewer_with_a_recorded_reason_may_go_on() -> None:
    facts = replace(READY, trust_status="shortfall", proceed_with_fewer=True)
    assert blockers(Stage.SHORTLISTED, facts) == ()


def test_all_reasons_at_once() -> None:
    codes = [reason.code for reason in blockers(Stage.PREPARATION, StageFacts())]
    assert codes == ["E-711", "E-712", "E-715"]
    codes = [reason.code for reason in blockers(Stage.ASSEMBLY, StageFacts(steps_open=("a", "b")))]
    assert codes == ["E-782", "E-784", "E-784", "E-785", "E-785", "E-785", *["E-789"] * 4, "E-787"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [("E-601", "wrong"), ("E-703", "wrong"), ("E-603", "todo"), ("E-743", "explain"), ("E-701", "todo")],
)
def test_weight(code: str, shown: str) -> None:
    assert weight(Missing(code, "", "")) == shown
