"""The programme of a stage: which tasks, how each stands, which is asked for next."""

from dataclasses import replace

import pytest

from elections.rules.duties import OfficialDuty
from elections.rules.headlines import HEADLINES, headline
from elections.rules.programme import next_task, programme
from elections.rules.readiness import StageFacts, blockers
from elections.rules.stage_items import ITEMS, missing_items
from elections.rules.stages import ORDER, Missing, Stage
from elections.rules.tasks import PROGRAMME
from tests.rules.test_readiness import READY


def states(stage: Stage, facts: StageFacts, record: dict[str, object], papers: tuple[str, ...]) -> list[str]:
    reasons = (*missing_items(stage, record), *blockers(stage, facts))
    return [state.word for state in programme(stage, reasons, facts, papers=papers)]


@pytest.mark.parametrize("stage", ORDER)
def test_every_stage_ends_with_its_record(stage: Stage) -> None:
    assert PROGRAMME[stage][-1].go == "item"
    assert [task.go for task in PROGRAMME[stage]].count("item") == 1
    assert stage in HEADLINES


@pytest.mark.parametrize("stage", ORDER)
def test_everything_done(stage: Stage) -> None:
    record: dict[str, object] = {item.key: "有" for item in ITEMS[stage]}
    papers = (
        "work_plan",
        "committee_list",
        *("conditions", "voter_list", "election_method", "open_letter", "voting_notice"),
        *("trust_ballot", "proxy_card", "proxy_list"),
        *("trust_report", "trust_result"),
        "preliminary",
        *("formal", "election_ballot"),
        *("meeting_notice", "agenda", "result_report", "elected"),
        *("submission", "reply", "appointment"),
        *("handover_list", "division"),
    )
    found = states(stage, READY, record, papers)
    assert found == ["完成"] * (len(found) - 1) + ["进行中"]


def test_every_reason_belongs_to_a_task() -> None:
    for stage in ORDER:
        cures = {cure for task in PROGRAMME[stage] for cure in task.cures}
        empty = blockers(stage, StageFacts())
        assert {reason.cure.split(":")[0] for reason in empty} <= cures


def test_nothing_begun() -> None:
    assert states(Stage.TRUST_VOTING, replace(READY, sheets_complete=0), {}, ()) == [
        "完成",
        "未开始",
        "未开始",
        "未开始",
        "未开始",
    ]


def test_under_way() -> None:
    facts = replace(READY, sheets_complete=4, warnings_unexplained=1)
    assert states(Stage.TRUST_VOTING, facts, {"place": "村小学"}, ()) == [
        "完成",
        "未开始",
        "未开始",
        "进行中",
        "进行中",
    ]


def test_only_to_be_explained_and_wrong() -> None:
    assert states(Stage.TRUST_VOTING, replace(READY, warnings_unexplained=1), {}, ())[3] == "待说明"
    assert states(Stage.TRUST_CERTIFIED, replace(READY, trust_status="errors"), {}, ())[0] == "有问题"


@pytest.mark.parametrize(
    ("complete", "record", "asked"),
    [
        (0, {}, "制作空白信任票"),
        (4, {}, "录入各票箱计票单"),
        (9, {}, "记录投票情况"),
        (9, {"place": "村小学"}, "记录投票情况"),
    ],
)
def test_next_task_passes_over_a_paper_made_elsewhere(
    complete: int, record: dict[str, object], asked: str
) -> None:
    facts, stage = replace(READY, sheets_complete=complete), Stage.TRUST_VOTING
    reasons = (*missing_items(stage, record), *blockers(stage, facts))
    assert next_task(programme(stage, reasons, facts, papers=())).task.title == asked


def test_a_result_signed_by_one_is_begun() -> None:
    head, monitor = OfficialDuty.COMMITTEE_HEAD, OfficialDuty.TRUST_MONITOR
    for unsigned, state in (((head, monitor), "未开始"), ((monitor,), "进行中"), ((), "完成")):
        assert states(Stage.TRUST_CERTIFIED, replace(READY, unsigned=unsigned), {}, ())[0] == state


def test_notes() -> None:
    facts = replace(READY, committee_members=0, committee_heads=0)
    found = programme(Stage.COMMITTEE_FORMED, blockers(Stage.COMMITTEE_FORMED, facts), facts, papers=())
    assert [state.note for state in found] == ["还缺 2 项", "", "都已填好，其他各项办完后办结"]
    free = programme(Stage.COMMITTEE_FORMED, (), READY, papers=())
    assert [state.note for state in free] == ["", "", "都已填好，可以办结"]
    one = (Missing("E-722", "选举委员会主任应有 1 名，现登记 0 名。", "officials"),)
    assert programme(Stage.COMMITTEE_FORMED, one, READY, papers=())[0].note == one[0].message


def test_papers_that_are_still_wanting_are_named() -> None:
    made = ("conditions", "voter_list", "voting_notice")
    papers = programme(Stage.ANNOUNCED, (), READY, papers=made)[3]
    assert (papers.task.title, papers.task.button, papers.word) == ("发布投票前的公告", "去发布", "进行中")
    assert papers.note == "还差选举办法（草案）、致村民公开信"
    assert papers.task.ask == (
        "先预览，核对无误后发布任职条件公告、村民名单公告、选举办法（草案）、致村民公开信、投票通知，打印张贴到各村小组。"
    )


def test_headline() -> None:
    assert headline(Stage.TRUST_VOTING, boxes=(9, 5)) == "录入各票箱计票单，9 个票箱已录 5 个"
    assert headline(Stage.TRUST_VOTING, boxes=None) == "录入各票箱计票单"
    assert headline(Stage.APPROVED, boxes=None) == "呈报选举结果，登记批复"
    due = (OfficialDuty.COMMITTEE_HEAD, OfficialDuty.TRUST_MONITOR)
    assert headline(Stage.TRUST_CERTIFIED, boxes=None, unsigned=due) == (
        "核定并公布信任投票结果，等待选举委员会主任、信任投票监票人签字"
    )
