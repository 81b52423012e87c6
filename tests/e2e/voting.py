"""The moves of a person from the vote to the result: sheets, shortlist, review, assembly."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pdfplumber
from crew import Crew
from figures import GROUPS, ROSTER
from people import TRUST_OFFICIALS
from playwright.sync_api import Page, expect
from steps import (
    begin_task,
    field,
    follow,
    import_roster,
    name_officials,
    new_crew,
    new_election,
    new_village,
    press,
    put,
    put_all,
    record_stage,
    roster_file,
    told,
    township,
)

TRUST_COUNTS = ("printed", "issued", "spoiled", "unused", "returned", "valid", "invalid", "proxies")
ROUND_COUNTS = TRUST_COUNTS[:-1]
TRUST_PARTS = ("trust", "distrust", "abstain")
ROUND_PARTS = ("approve", "against", "abstain")

# The order of the meeting: label of the step, time, and whether hands are shown.
MEETING = (
    ("清点到会人数，表决请假", "09:00", False),
    ("举手通过选举办法", "09:10", True),
    ("举手通过总监票人、监票人，指定计票人", "09:20", True),
    ("介绍候选人，竞选演讲", "09:30", False),
    ("当众检查并密封票箱", "10:10", False),
    ("分发选票", "10:15", False),
    ("无记名投票", "10:20", False),
    ("开箱，清点选票，计票", "10:40", False),
    ("监票人报告计票结果", "11:10", False),
    ("主持人当场宣布当选名单", "11:20", False),
)

Figures = Mapping[str, Any]


def reach_the_vote(
    page: Page, server: str, tmp_path: Path, village: str, method: str, prefix: str
) -> dict[str, str]:
    """A village with its accounts and its election at the trust vote; ends on the page of the trust vote, to look at.

    Returns the initial passwords of the crew.
    """
    township(page, server)
    new_village(page, village, 900, GROUPS)
    import_roster(page, roster_file(tmp_path, ROSTER), 10)
    initial = new_crew(page, village, prefix)
    new_election(page, village, method, {})
    name_officials(page, TRUST_OFFICIALS, prefix)
    for stage in ("筹备", "成立选举委员会", "公布条件办法"):
        record_stage(page, stage)
    begin_task(page, "录入各票箱计票单")
    return initial


def names_on_paper(page: Page) -> list[str]:
    """The names on the sheet that is open, from top to bottom."""
    expect(page.locator("#sheet th.who").first).to_be_visible()
    rows = page.locator("#sheet th.who").all_inner_texts()
    return [re.sub(r"^\d+\s+", "", name.strip()) for name in rows]


def figures_in_order(page: Page, figures: Figures) -> list[str]:
    """What the paper says, in the order of the fields: the counts, then a line for each person."""
    is_trust = field(page, "代投票").count() == 1
    issued = figures["issued"]
    paper = {"printed": issued + 2, "spoiled": 1, "unused": 1, "proxies": 0, **figures}
    parts = TRUST_PARTS if is_trust else ROUND_PARTS
    counts = [paper[name] for name in (TRUST_COUNTS if is_trust else ROUND_COUNTS)]
    votes = [paper["votes"][name][part] for name in names_on_paper(page) for part in parts]
    return [str(figure) for figure in (*counts, *votes)]


def type_figures(page: Page, figures: Figures, *, down: str = "Enter") -> None:
    """Type a whole sheet by the keyboard alone; the first field waits for it."""
    expect(field(page, "印制")).to_be_focused()
    page.keyboard.press("Control+A")
    for figure in figures_in_order(page, figures):
        page.keyboard.type(figure)
        page.keyboard.press(down)


AGREES = "两遍录入一致，核对完成"
FIRST_DONE = "第一遍已经录完，等待另一人录第二遍"
WITH_ERRORS = "已经录完，有不相符的地方，交监票人处理"


def save_sheet(page: Page, words: str) -> None:
    """Save by the keyboard; the next page says what was saved."""
    page.keyboard.press("Shift+Enter")
    told(page, words)


def fill_figures(page: Page, figures: Figures) -> None:
    """Fill a whole sheet in, field by field."""
    fields = page.locator("#sheet input[inputmode=numeric]")
    expect(fields.first).to_be_focused()
    for place, figure in enumerate(figures_in_order(page, figures)):
        fields.nth(place).fill(figure)


def fill_write_ins(page: Page, figures: Figures) -> None:
    """Fill in who was written in."""
    for number, (name, votes) in enumerate(figures.get("write_ins", {}).items(), start=1):
        page.get_by_label(f"另选他人 {number} 姓名").select_option(label=name)
        page.get_by_label(f"另选他人 {number} 票数").fill(str(votes))
    field(page, "印制").focus()


def as_on_paper(page: Page, words: str) -> None:
    """Finish an entry that does not add up: the paper says so."""
    press(page, "纸面就是这样，录完")
    told(page, words)


def open_box(crew: Crew, person: str, label: str) -> Page:
    """One of the crew opens a box from the list on their first page."""
    page = crew.at_home(person)
    page.locator(".tasks li", has_text=label).get_by_role("link").click()
    return page


def decide(page: Page, decision: str, reason: str) -> None:
    """The monitor, whose first page leads there, decides of a sheet."""
    page.locator(".ask").get_by_role("link", name=re.compile("^(处理|看错误)")).click()
    page.get_by_label(decision).check()
    put(page, "理由", reason)
    page.get_by_role("button", name=re.compile("处理$")).click()


def key_box(crew: Crew, figures: Figures, *, reason: str = "") -> None:
    """Two clerks key one box; a monitor lets stand what the paper says, for `reason`."""
    label, (first, second, _) = figures["label"], crew.cast.clerks
    page = open_box(crew, first, label)
    fill_figures(page, figures)
    if reason:
        as_on_paper(page, f"{label}：{WITH_ERRORS}")
        decide(crew.at_home(crew.cast.monitor), "照纸面认定，数字照此继续", reason)
    else:
        save_sheet(page, f"{label}：{FIRST_DONE}")
    page = open_box(crew, second, label)
    fill_figures(page, figures)
    save_sheet(page, f"{label}：{AGREES}")


def settle(page: Page, taken: list[str], declined: Mapping[str, str], again: str = "") -> None:
    """Fill in what the township's Party committee decided; ends on the same page."""
    put_all(page, {"党委会研究日期": "2004-08-23", "到会委员": "9", "会议纪要编号": "许党会〔2004〕9号"})
    for name in names_to_settle(page):
        page.get_by_label(f"{name}列为正式候选人").set_checked(name in taken)
        page.get_by_label(f"{name}不列入的理由").fill(declined.get(name, ""))
    if again:
        put(page, "重新审定的理由", again)
    press(page, "登记审定结果")
    told(page, "审定结果已经登记。")


def names_to_settle(page: Page) -> list[str]:
    """The preliminary candidates in the table to be ticked."""
    expect(page.locator("#settle tbody th").first).to_be_visible()
    return page.locator("#settle tbody th").all_inner_texts()


def object_and_answer(page: Page, about: str) -> None:
    """Record an objection and what came of it; begins and ends on the page of the review."""
    follow(page, "登记异议")
    put_all(page, {"收到日期": "2004-08-26", "针对哪位候选人": about, "异议内容": "反映承包鱼塘没有公示。"})
    press(page, "登记异议")
    told(page, "异议已经登记。")
    page.get_by_role("link", name=re.compile("^登记调查结论")).click()
    put_all(page, {"调查日期": "2004-08-28", "调查结论": "查阅合同，已经村民代表会议通过，反映不属实。"})
    press(page, "保存调查结论")
    told(page, "调查结论已经登记。")


def attend(page: Page, present: int) -> None:
    """Record how many came; begins and ends on the page of the assembly."""
    page.get_by_role("link", name=re.compile("^(登记到会人数|更正到会人数)$")).first.click()
    put(page, "实到会人数", str(present))
    press(page, "保存到会人数")
    told(page, f"已登记实到会 {present} 人。")


def record_meeting(page: Page, in_favour: int = 9) -> None:
    """Record the order of the meeting; begins and ends on the page of the assembly."""
    follow(page, "记录大会程序", within="#steps")
    for step, done_at, by_hands in MEETING:
        row = page.get_by_role("row", name=step)
        row.locator("input[type=time]").fill(done_at)
        if by_hands:
            row.get_by_label("赞成人数").fill(str(in_favour))
    press(page, "保存大会程序")
    told(page, "大会程序已经保存，记录了 10 项。")


def open_ballot(page: Page, button: str, candidates: list[str], own: tuple[int, int] | None = None) -> None:
    """Start the next ballot with these candidates; begins and ends on the page of the assembly."""
    page.get_by_role("link", name=button, exact=True).click()
    expect(page.get_by_role("button", name="开始投票", exact=True)).to_be_visible()
    boxes = page.get_by_role("checkbox")
    for number in range(boxes.count()):
        boxes.nth(number).uncheck()
    for place, name in enumerate(candidates, start=1):
        if boxes.count():
            page.get_by_label(name, exact=True).check()
        elif field(page, name).count():
            put(page, name, str(place))
    if own:
        put_all(page, {"本轮应到": str(own[0]), "本轮实到": str(own[1])})
    press(page, "开始投票")
    told(page, "这一轮投票已经开始。")


def key_ballot(page: Page, crew: Crew, figures: Figures, *, reason: str = "") -> None:
    """Two clerks key the ballot held last; `page` of the assembly then says what is next."""
    first, second, _ = crew.cast.clerks
    theirs = _open_ballot(crew, first, "录第一遍")
    type_figures(theirs, figures)
    fill_write_ins(theirs, figures)
    if reason:
        as_on_paper(theirs, WITH_ERRORS)
        decide(crew.at_home(crew.cast.chief_monitor), "照纸面认定，数字照此继续", reason)
    else:
        save_sheet(theirs, FIRST_DONE)
    theirs = _open_ballot(crew, second, "录第二遍")
    fill_figures(theirs, figures)
    fill_write_ins(theirs, figures)
    save_sheet(theirs, AGREES)
    page.reload()


def count_again(crew: Crew, figures: Figures) -> None:
    """The first clerk keys figures that contradict themselves; the chief monitor sends the ballots back."""
    page = _open_ballot(crew, crew.cast.clerks[0], "录第一遍")
    type_figures(page, figures)
    as_on_paper(page, WITH_ERRORS)
    monitor = crew.at_home(crew.cast.chief_monitor)
    decide(monitor, "重新清点选票，清点以后由两名录入员重新录入", "票数多于可选的人数。")
    told(monitor, "已决定重新清点")


def _open_ballot(crew: Crew, person: str, button: str) -> Page:
    page = crew.at_home(person)
    page.locator(".ask").get_by_role("link", name=button, exact=True).click()
    return page


def reduce_seats(page: Page, consent: int) -> None:
    """Record how many consented to fewer seats; begins and ends on the page of the assembly."""
    follow(page, "经表决减少名额", within=".ask")
    put(page, "同意减少名额的人数", str(consent))
    press(page, "记录表决")


def announcement(page: Page) -> list[str]:
    """Make the announcement of those elected, download it, read its lines."""
    follow(page, "已出的材料", within="aside")
    row = page.get_by_role("row", name="当选公告")
    row.get_by_role("button", name="发布").click()
    told(page, "已发布")
    with page.expect_download() as waiting:
        page.get_by_role("row", name="当选公告").get_by_role("link", name="下载").click()
    with pdfplumber.open(io.BytesIO(waiting.value.path().read_bytes())) as pdf:
        return [line for sheet in pdf.pages for line in sheet.extract_text().splitlines()]
