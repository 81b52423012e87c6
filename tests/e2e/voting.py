"""The moves of a person from the vote to the result: sheets, shortlist, review, assembly."""

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pdfplumber
from figures import GROUPS, ROSTER
from playwright.sync_api import Page, expect
from steps import (
    TRUST_OFFICIALS,
    begin_task,
    field,
    follow,
    import_roster,
    name_officials,
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


def reach_the_vote(page: Page, server: str, tmp_path: Path, village: str, method: str) -> None:
    """A village with its election at the trust vote; ends on the page of the trust vote."""
    township(page, server)
    new_village(page, village, 900, GROUPS)
    import_roster(page, roster_file(tmp_path, ROSTER), 10)
    new_election(page, village, method, {})
    name_officials(page, TRUST_OFFICIALS)
    for stage in ("筹备", "成立选举委员会", "公布条件办法"):
        record_stage(page, stage)
    begin_task(page, "录入各票箱计票单")


def names_on_paper(page: Page) -> list[str]:
    """The names on the sheet that is open, from top to bottom."""
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


AGREES = "数字齐全、相符"
CONFIRMED = "数字齐全；不相符的地方已写明与纸面一致"


def save_sheet(page: Page, words: str) -> None:
    """Save by the keyboard; the next page says what was saved."""
    page.keyboard.press("Shift+Enter")
    told(page, words)


def key_box(page: Page, figures: Figures, *, reason: str = "") -> None:
    """Open one box on the page of the trust vote, type its sheet, save; ends on the page of the trust vote."""
    label = figures["label"]
    page.locator("[id^=box-]").get_by_role("link", name=label, exact=True).click()
    type_figures(page, figures)
    if reason:
        confirm(page, reason)
    save_sheet(page, f"{label}已保存：{CONFIRMED if reason else AGREES}")
    if page.locator("#sheet").count():
        page.locator(".crumbs a").last.click()


def confirm(page: Page, reason: str) -> None:
    """Say that an impossible figure stands so on the paper."""
    why = page.get_by_label(re.compile("^纸面上确实是这个数的"))
    why.fill(reason)
    why.focus()


def explain_on_sheet(page: Page, words: str) -> None:
    """Explain the one unusual figure of the sheet that is open."""
    why = page.locator("#check").get_by_label("说明", exact=True)
    why.fill(words)
    why.focus()


def settle(page: Page, taken: list[str], declined: Mapping[str, str], again: str = "") -> None:
    """Fill in what the township's Party committee decided; ends on the same page."""
    put_all(page, {"党委会研究日期": "2004-08-23", "到会委员": "9", "会议纪要编号": "许党会〔2004〕9号"})
    for name in names_to_settle(page):
        page.get_by_label(f"{name}列为正式候选人").set_checked(name in taken)
        page.get_by_role("row", name=name).get_by_role("textbox").fill(declined.get(name, ""))
    if again:
        put(page, "重新审定的理由", again)
    press(page, "登记审定结果")
    told(page, "审定结果已经登记。")


def names_to_settle(page: Page) -> list[str]:
    """The preliminary candidates in the table to be ticked."""
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


def key_ballot(page: Page, figures: Figures, words: str = AGREES, *, reason: str = "") -> None:
    """Type the sheet of the ballot held last; begins and ends on the page of the assembly."""
    page.locator(".ask").get_by_role("link", name=re.compile("^(录入票数|核对改正)$")).click()
    type_figures(page, figures)
    for number, (name, votes) in enumerate(figures.get("write_ins", {}).items(), start=1):
        page.get_by_label(f"另选他人 {number} 姓名").select_option(label=name)
        page.get_by_label(f"另选他人 {number} 票数").fill(str(votes))
    if reason:
        confirm(page, reason)
    field(page, "印制").focus()
    save_sheet(page, words)


def reduce_seats(page: Page, consent: int) -> None:
    """Record how many consented to fewer seats; begins and ends on the page of the assembly."""
    follow(page, "经表决减少名额", within=".ask")
    put(page, "同意减少名额的人数", str(consent))
    press(page, "记录表决")


def announcement(page: Page) -> list[str]:
    """Make the announcement of those elected, download it, read its lines."""
    follow(page, "已出的材料", within="aside")
    row = page.get_by_role("row", name="当选公告")
    row.get_by_role("button", name="制作").click()
    told(page, "已制作")
    with page.expect_download() as waiting:
        page.get_by_role("row", name="当选公告").get_by_role("link", name="下载").click()
    with pdfplumber.open(io.BytesIO(waiting.value.path().read_bytes())) as pdf:
        return [line for sheet in pdf.pages for line in sheet.extract_text().splitlines()]
