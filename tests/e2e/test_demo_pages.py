"""中坊村 of the demo, from the figures of its assembly to the printed announcement."""

import steps
import voting
from crew import Cast, Crew, NewContext, crew_of_demo
from figures import ballot
from playwright.sync_api import Page

PASSWORD = "liangpiao-demo-2004"
CAST = Cast(
    clerks=("zhongfang", "shenlanzhen", "konglingyu"),
    head="chenyougen",
    monitor="fangdagen",
    chief_monitor="zhouwenhua",
    counter="huxihua",
    chair="huangshuigen",
)


def test_assembly_of_the_demo_to_the_printed_announcement(
    page: Page, new_context: NewContext, demo_server: str
) -> None:
    crew = crew_of_demo(demo_server, PASSWORD, CAST, new_context)
    steps.sign_in(page, demo_server, "xufang", PASSWORD)
    page.get_by_role("link", name="打开中坊村的选举").click()
    finish_the_meeting(crew)
    page.reload()
    steps.record_stage(page, "党员大会", {"大会日期": "2004-09-19"})
    lines = voting.announcement(page)
    assert [line for line in lines if line.startswith(("朱文斌", "于海林", "李国辉", "杨志刚", "姓名"))] == [
        "姓名 职务 委员选举 书记选举",
        "于海林 委员 15 —",
        "朱文斌 书记（待批准） — 12",
        "李国辉 委员 11 —",
    ]


def finish_the_meeting(crew: Crew) -> None:
    """The ballots that are left, and what is left of the order of the meeting."""
    page = crew.at_meeting()
    voting.key_ballot(page, crew, ballot("secretary", 1, 19, {"朱文斌": 12, "杨志刚": 7}))
    crew.announce(page)
    voting.open_ballot(page, "开始选举委员", ["于海林", "李国辉", "杨志刚", "徐小兰"])
    approve = {"于海林": 15, "李国辉": 11, "杨志刚": 8, "徐小兰": 4}
    voting.key_ballot(page, crew, ballot("committee", 2, 19, approve))
    crew.announce(page)
    steps.follow(page, "记录其余程序", within=".ask")
    for step, done_at in (("开箱，清点选票", "11:20"), ("监票人报告", "11:50"), ("主持人当场宣布", "12:00")):
        page.get_by_role("row", name=step).locator("input[type=time]").fill(done_at)
    steps.press(page, "保存大会程序")
