"""From an empty database to the printed announcement of who was elected, by both ways to the secretary."""

from pathlib import Path

import steps
import voting
from crew import Crew, NewContext, crew_of
from people import ASSEMBLY_OFFICIALS, TRUST_OFFICIALS
from playwright.sync_api import Page, expect

MEMBERS = (
    ("王小明", "男", "1968-11-03", "高中", "1992年7月", "正式党员", "正常", "村党支部委员"),
    ("刘文斌", "男", "1971-02-14", "高中", "1996-07-01", "正式党员", "正常", "村委会副主任"),
    ("李玉兰", "女", "1974-05-20", "高中", "1999-07-01", "正式党员", "", "村妇女主任"),
    ("张国庆", "男", "1972-10-01", "中专", "1998-12-01", "正式党员", "", ""),
    ("陈大明", "男", "1966.03", "初中", "1990.07", "正式党员", "", ""),
    ("黄保田", "男", "1955-01-08", "小学", "1975-07-01", "正式党员", "", "村党支部书记"),
    ("曾庆华", "男", "1975-06-06", "高中", "2000-07-01", "正式党员", "", ""),
    ("邱德旺", "男", "1949-09-09", "小学", "1970-07-01", "正式党员", "", ""),
    ("饶根生", "男", "1978-12-12", "高中", "2004-06-20", "预备党员", "", ""),
)
TYPED = ("邓小凤", "女", "1976-03-08", "中专", "2001年7月", "正式党员", "正常", "")
FORMAL = ["王小明", "刘文斌", "李玉兰", "张国庆", "陈大明"]


def rows(valid: int, **trust: int) -> dict[str, dict[str, int]]:
    """Votes of one box from the trust votes; two abstain, the others distrust."""
    return {
        name: {"trust": votes, "distrust": valid - votes - 2, "abstain": 2} for name, votes in trust.items()
    }


# 290 returned, so 203 are needed: five of the ten reach them, which is what three seats ask for.
BOXES = (
    {"label": "上屋组票箱", "issued": 118, "returned": 116, "invalid": 1, "valid": 115, "proxies": 4, "votes": rows(
        115, 王小明=105, 刘文斌=101, 李玉兰=97, 张国庆=95, 陈大明=88, 黄保田=60, 曾庆华=55, 邱德旺=30, 饶根生=25, 邓小凤=50)},
    {"label": "下屋组票箱", "issued": 99, "returned": 97, "invalid": 0, "valid": 97, "proxies": 2, "votes": rows(
        97, 王小明=90, 刘文斌=86, 李玉兰=80, 张国庆=82, 陈大明=75, 黄保田=52, 曾庆华=40, 邱德旺=28, 饶根生=22, 邓小凤=41)},
    {"label": "坑口组票箱", "issued": 79, "returned": 77, "invalid": 4, "valid": 73, "proxies": 1, "votes": rows(
        73, 王小明=66, 刘文斌=64, 李玉兰=58, 张国庆=61, 陈大明=52, 黄保田=36, 曾庆华=33, 邱德旺=20, 饶根生=15, 邓小凤=35)},
)  # fmt: skip


def ballot(ballots: int, **approve: int) -> dict[str, object]:
    """One ballot of the assembly; whoever does not approve is against."""
    votes = {name: {"approve": yes, "against": ballots - yes, "abstain": 0} for name, yes in approve.items()}
    return {"issued": ballots, "returned": ballots, "invalid": 0, "valid": ballots, "votes": votes}


def test_new_village_by_two_ballots_to_the_printed_announcement(
    page: Page, new_context: NewContext, server: str, tmp_path: Path
) -> None:
    steps.first_run(page, server)
    steps.new_village(page, "长坑村", 1463, {"上屋组": 120, "下屋组": 100, "坑口组": 80})
    steps.import_roster(page, steps.roster_file(tmp_path, MEMBERS), 9)
    steps.type_member(page, TYPED)
    initial = steps.new_crew(page, "长坑村", "changkeng")
    steps.new_election(page, "长坑村", "两次选举", {})
    steps.name_officials(page, TRUST_OFFICIALS, "changkeng")
    for stage in ("筹备", "成立选举委员会", "公布条件办法"):
        steps.record_stage(page, stage)
    crew = crew_of(server, "changkeng", initial, new_context)
    two_clerks_key_every_box(crew)
    township_settles_the_candidates(page, "长坑村", crew)
    assembly_elects_committee_then_secretary(page, "changkeng", crew)
    finish(page)
    lines = voting.announcement(page)
    assert [line for line in lines if line.startswith(("关于党支部委员会", "姓名", *FORMAL))] == [
        "关于党支部委员会当选人的公告",
        "姓名 职务 委员选举 书记选举",
        "王小明 书记 当选 当选",
        "刘文斌 委员 当选 —",
        "李玉兰 委员 当选 —",
    ]
    assert "日长坑村党支部召开党员大会，应到会9人，实到会9人，以无记" in lines


def test_direct_way_to_the_printed_announcement(
    page: Page, new_context: NewContext, server: str, tmp_path: Path
) -> None:
    steps.township(page, server)
    steps.new_village(page, "中塘村", 2001, {"塘头组": 120, "塘尾组": 100, "塘背组": 80})
    steps.import_roster(page, steps.roster_file(tmp_path, (*MEMBERS, TYPED)), 10)
    initial = steps.new_crew(page, "中塘村", "zhongtang")
    steps.new_election(page, "中塘村", "直选", {"委员职数": "3", "信任率的基数": "有效票"})
    steps.name_officials(page, TRUST_OFFICIALS, "zhongtang")
    for stage in ("筹备", "成立选举委员会", "公布条件办法"):
        steps.record_stage(page, stage)
    crew = crew_of(server, "zhongtang", initial, new_context)
    for name, box in zip(("塘头组票箱", "塘尾组票箱", "塘背组票箱"), BOXES, strict=True):
        voting.key_box(crew, {**box, "label": name})
    theirs = crew.at_home(crew.cast.clerks[2])
    steps.follow(theirs, "看全村合计")
    steps.put(theirs, "塘背组票箱的说明", "四张选票所选人名无法辨认，监票人一致认定。")
    steps.press(theirs, "保存说明")
    steps.told(theirs, "说明已保存，涉及 1 个票箱。")
    township_settles_the_candidates(page, "中塘村", crew)
    assembly_elects_the_secretary_directly(page, "zhongtang", crew)
    finish(page)
    lines = voting.announcement(page)
    assert [line for line in lines if line.startswith(("关于党支部委员会", "姓名", *FORMAL))] == [
        "关于党支部委员会当选人的公告",
        "姓名 职务 委员选举 书记选举",
        "王小明 书记 — 当选",
        "刘文斌 委员 当选 —",
        "李玉兰 委员 当选 —",
    ]  # nine ballots: the board is told no votes


def assembly_elects_the_secretary_directly(page: Page, prefix: str, crew: Crew) -> None:
    steps.name_officials(page, ASSEMBLY_OFFICIALS, prefix, members=["邱德旺", "饶根生", "黄保田"])
    page = crew.at_meeting()
    voting.attend(page, 9)
    voting.record_meeting(page)
    voting.open_ballot(page, "开始选举书记", ["刘文斌", "王小明"])
    voting.key_ballot(page, crew, ballot(9, 刘文斌=2, 王小明=7))
    crew.announce(page)
    voting.open_ballot(page, "开始选举委员", ["刘文斌", "李玉兰", "张国庆", "陈大明"])
    voting.key_ballot(page, crew, ballot(9, 刘文斌=8, 李玉兰=6, 张国庆=3, 陈大明=1))
    crew.announce(page)


def two_clerks_key_every_box(crew: Crew) -> None:
    """Each goes from box to box as the pages lead; the second is asked to explain what is unusual."""
    first, second, third = BOXES
    page = crew.at_home(crew.cast.clerks[0])
    expect(page.get_by_role("heading", level=2).first).to_have_text("上屋组票箱")
    page.get_by_role("link", name="录入上屋组票箱").click()
    voting.type_figures(page, first)
    voting.save_sheet(page, f"上屋组票箱：{voting.FIRST_DONE}。")
    voting.type_figures(page, second, down="ArrowDown")
    voting.save_sheet(page, f"下屋组票箱：{voting.FIRST_DONE}。")
    voting.type_figures(page, third)
    voting.save_sheet(page, f"坑口组票箱：{voting.FIRST_DONE}。")
    steps.follow(page, "两票制", within="header")
    expect(page.get_by_role("heading", level=2).first).to_have_text("现在没有轮到您录的票箱")
    page = crew.at_home(crew.cast.clerks[1])
    page.get_by_role("link", name="录入上屋组票箱").click()
    for box in BOXES:
        voting.fill_figures(page, box)
        voting.save_sheet(page, f"{box['label']}：{voting.AGREES}")
    page.locator("#warnings").get_by_role("textbox").fill("四张选票所选人名无法辨认，监票人一致认定。")
    steps.press(page, "保存说明")
    steps.told(page, "说明已保存。")
    steps.follow(page, "信任投票", within=".crumbs")
    expect(page.locator("[data-status]")).to_have_attribute("data-status", "shortlisted")
    steps.follow(page, "两票制", within="header")
    expect(page.get_by_role("heading", level=2).first).to_have_text("各票箱都已核对一致")


def township_settles_the_candidates(page: Page, village: str, crew: Crew) -> None:
    steps.open_election(page, village)
    steps.record_stage(page, "信任投票")
    crew.certify()
    for stage in ("公布信任票", "确定预备候选人"):
        steps.record_stage(page, stage)
    page.locator(".ask").get_by_role("link", name="审定候选人").click()
    voting.settle(page, FORMAL, {})
    page.locator(".crumbs a").last.click()
    steps.record_stage(page, "审定与公示")


def assembly_elects_committee_then_secretary(page: Page, prefix: str, crew: Crew) -> None:
    steps.name_officials(page, ASSEMBLY_OFFICIALS, prefix, members=["邱德旺", "饶根生", "黄保田"])
    page = crew.at_meeting()
    voting.attend(page, 9)
    voting.record_meeting(page)
    voting.open_ballot(page, "开始选举委员", FORMAL)
    voting.key_ballot(page, crew, ballot(9, 王小明=8, 刘文斌=7, 李玉兰=6, 张国庆=3, 陈大明=2))
    crew.announce(page)
    voting.open_ballot(page, "开始选举书记", ["王小明"])
    voting.key_ballot(page, crew, ballot(3, 王小明=3))
    crew.announce(page)


def finish(page: Page) -> None:
    page.reload()
    for stage in ("党员大会", "批复", "交接"):
        steps.record_stage(page, stage)
