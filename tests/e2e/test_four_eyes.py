"""One old laptop, one browser: three clerks and a monitor one after the other, each blind to the one before."""

from collections.abc import Mapping
from typing import Any

import steps
import voting
from playwright.sync_api import Page, expect

PASSWORD = "liangpiao-demo-2004"
FIRST, SECOND, THIRD, MONITOR = "shitang", "duanhongmei", "bolingyu", "yaoshuilian"
BOX, OTHER = "第六村小组票箱", "第七村小组票箱"


def sit_down(page: Page, server: str, username: str) -> None:
    """Somebody takes the place of whoever sat there."""
    page.goto(server)
    if page.get_by_role("button", name="退出").count():
        steps.press(page, "退出")
    steps.sign_in(page, server, username, PASSWORD)
    page.goto(server)


def open_box(page: Page, label: str) -> None:
    page.locator(".tasks li", has_text=label).get_by_role("link").click()


def figures(page: Page, **slips: int) -> dict[str, Any]:
    """100 ballots, all valid, everybody on the sheet trusted by 80 but for the slips."""
    trusted = {name: slips.get(name, 80) for name in voting.names_on_paper(page)}
    votes = {name: {"trust": yes, "distrust": 100 - yes, "abstain": 0} for name, yes in trusted.items()}
    return {
        "issued": 101,
        "returned": 100,
        "invalid": 0,
        "valid": 100,
        "proxies": slips.get("proxies", 0),
        "votes": votes,
    }


def typed(page: Page) -> set[str]:
    """What stands in the fields of the sheet."""
    return {field.input_value() for field in page.locator("#sheet input[inputmode=numeric]").all()}


def retype(page: Page, values: Mapping[str, str]) -> None:
    """Retype exactly these places, which came up empty."""
    expect(page.locator(".retype label")).to_have_text(list(values))
    assert typed(page) == {""}
    for label, value in values.items():
        page.get_by_label(label, exact=True).fill(value)
    steps.press(page, "录完，核对")


def test_on_one_laptop_nobody_sees_what_another_keyed(page: Page, demo_server: str) -> None:
    sit_down(page, demo_server, FIRST)
    open_box(page, OTHER)
    voting.fill_figures(page, figures(page))
    expect(page.locator("#kept")).to_be_visible()
    page.goto(demo_server)
    open_box(page, BOX)
    voting.fill_figures(page, figures(page))
    voting.save_sheet(page, f"{BOX}：{voting.FIRST_DONE}")

    sit_down(page, demo_server, SECOND)
    open_box(page, OTHER)
    expect(page.locator("#restore")).to_be_hidden()
    assert typed(page) == {""}
    page.goto(demo_server)
    second_differs(page, demo_server)

    sit_down(page, demo_server, THIRD)
    open_box(page, BOX)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"第三人录入 {BOX}")
    retype(page, {"邓小明 信任": "80", "邓小明 不信任": "20"})
    steps.told(page, "请监票人用自己的账号打开这张计票单确认")

    sit_down(page, demo_server, MONITOR)
    open_box(page, BOX)
    page.get_by_label("照纸面认定，数字照此继续").check()
    steps.put(page, "理由", "三人一起看纸面，邓小明是八十票。")
    steps.press(page, "确认处理")
    expect(page.locator(".page-head .state")).to_have_text("完成")
    steps.follow(page, "历次录入")
    expect(page.locator("summary").first).to_be_visible()
    turns = [turn.split(" · ")[:2] for turn in page.locator("summary").all_inner_texts()]
    assert turns == [
        ["第一遍", "石秀芳"],
        ["第二遍", "段红梅"],
        ["不一致处重录", "段红梅"],
        ["第三人录入", "柏玲玉"],
    ]


def second_differs(page: Page, server: str) -> None:
    """The second clerk slips twice; only what differs comes up, empty, and going back shows no figure."""
    open_box(page, BOX)
    expect(page.locator("main .meta strong").first).to_have_text("第二遍")
    assert typed(page) == {""}
    voting.fill_figures(page, figures(page, 邓小明=70, proxies=3))
    page.keyboard.press("Shift+Enter")
    steps.told(page, "两遍录入有不一致的地方，请看纸质计票单重录")
    assert typed(page) == {""}
    page.go_back()
    assert typed(page) == {""}
    page.goto(server)
    open_box(page, BOX)
    # One of the two slips is mended, the other made again.
    retype(page, {"代投票": "0", "邓小明 信任": "70", "邓小明 不信任": "30"})
    steps.told(page, "须由第三名录入员在监票人监督下录入")
