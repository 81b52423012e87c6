"""The screen in the hall in a real browser: it follows the count, and outlives a cut line."""

import steps
from playwright.sync_api import Page, expect

PASSWORD = "liangpiao-demo-2004"


def test_the_screen_follows_the_count_and_outlives_a_cut_line(
    page: Page, new_page: Page, demo_server: str
) -> None:
    steps.sign_in(page, demo_server, "daping", PASSWORD)
    steps.follow(page, "石塘村", within="main")
    boxes, sixth = page.locator(".hall-figures dd").first, page.locator(".hall-boxes li").nth(5)
    expect(boxes).to_have_text("2 / 9")
    expect(sixth).to_contain_text("未开始")
    expect(page.locator("#lost")).to_be_hidden()

    page.context.set_offline(True)
    expect(page.locator("#lost")).to_contain_text("连不上服务器，画面停在")
    begin_the_sixth_box(new_page, demo_server)
    expect(boxes).to_have_text("2 / 9")
    expect(sixth).to_contain_text("未开始")

    # back on line it asks at once, and says so by taking the word away
    page.context.set_offline(False)
    expect(sixth).to_contain_text("正在录入")
    expect(page.locator("#lost")).to_be_hidden()


def test_nothing_is_drawn_where_nothing_changed(page: Page, demo_server: str) -> None:
    steps.sign_in(page, demo_server, "daping", PASSWORD)
    steps.follow(page, "中坊村", within="main")
    page.locator("#main").evaluate("screen => { screen.dataset.kept = 'yes'; }")
    with page.expect_response(lambda answer: "/hall/" in answer.url) as answered:
        page.evaluate("dispatchEvent(new Event('online'))")
    assert answered.value.status == 304
    expect(page.locator("#main[data-kept]")).to_contain_text("第一轮：选举书记 1 名")


def begin_the_sixth_box(page: Page, server: str) -> None:
    """A clerk types the first figures of a box and saves them."""
    steps.sign_in(page, server, "shitang", PASSWORD)
    page.get_by_role("link", name="第六村小组票箱").first.click()
    steps.field(page, "发出").fill("10")
    steps.field(page, "发出").press("Shift+Enter")
    steps.told(page, "第六村小组票箱：已保存，还没有录完。")
