"""A bad line, a second tab, an impatient hand: nothing typed is lost and nothing is saved twice."""

from pathlib import Path

import pytest
import steps
import voting
from figures import EVERYBODY, box
from playwright.sync_api import Browser, Page, expect

MINE = {"label": "山后组票箱", **box("山后组", 27, 25, 24, 23, 21, 20, 18, 15, 11, 9, 24)}
THEIRS = {"label": "山后组票箱", **box("山后组", 26, 24, 24, 23, 21, 20, 18, 15, 11, 9, 24)}


@pytest.fixture(scope="module")
def state(browser: Browser, server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An election at its trust vote, and its first clerk's browser, signed in."""
    directory = tmp_path_factory.mktemp("state")
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        initial = voting.reach_the_vote(page, server, directory, "南坪村", "两次选举", "nanping")
    with browser.new_context(locale="zh-CN") as context:
        steps.first_sign_in(context.new_page(), server, "nanping01", initial["吴秀英"])
        context.storage_state(path=directory / "state.json")
    return directory / "state.json"


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object], state: Path) -> dict[str, object]:
    """Everybody here is the first clerk, already signed in."""
    return {**browser_context_args, "storage_state": state}


@pytest.fixture
def sheets(page: Page, server: str) -> Page:
    """A tab on the list of boxes."""
    return open_sheets(page, server)


def open_sheets(page: Page, server: str) -> Page:
    page.goto(server)
    return page


def open_box(page: Page, label: str) -> None:
    page.locator(".tasks li", has_text=label).get_by_role("link").click()


def typed(page: Page) -> list[str]:
    """What stands in the fields of the sheet, in their order."""
    return [item.input_value() for item in page.locator("#sheet input[inputmode=numeric]").all()]


def test_what_was_typed_outlives_a_cut_network(sheets: Page) -> None:
    open_box(sheets, "山前组票箱")
    expect(steps.field(sheets, "印制")).to_be_focused()
    for figure in ("39", "37", "1", "1", "36"):
        sheets.keyboard.type(figure)
        sheets.keyboard.press("Enter")
    sheets.context.set_offline(True)
    for figure in ("36", "0", "2", "33", "3", "0"):
        sheets.keyboard.type(figure)
        sheets.keyboard.press("Enter")
    sheets.keyboard.press("Shift+Enter")
    expect(sheets.get_by_role("alert")).to_contain_text(
        "网络中断，数字还没有送出；已录的都保存在本机，没有丢失。"
    )
    kept = ["39", "37", "1", "1", "36", "36", "0", "2", "33", "3", "0"]
    assert typed(sheets) == kept + [""] * (3 * len(EVERYBODY) - 3)
    sheets.context.set_offline(False)
    sheets.reload()
    assert typed(sheets) == [""] * (3 * len(EVERYBODY) + 8)
    steps.press(sheets, "恢复")
    assert typed(sheets) == kept + [""] * (3 * len(EVERYBODY) - 3)
    steps.field(sheets, "印制").focus()
    voting.save_sheet(sheets, "山前组票箱：已保存，还没有录完。")


def test_line_comes_back_without_reload(sheets: Page) -> None:
    open_box(sheets, "山前组票箱")
    steps.field(sheets, "剩余").fill("1")
    sheets.context.set_offline(True)
    steps.field(sheets, "剩余").press("Shift+Enter")
    expect(sheets.locator("#offline")).to_be_visible()
    sheets.context.set_offline(False)
    sheets.locator("#offline").get_by_role("button", name="再试一次").click()
    steps.told(sheets, "山前组票箱：已保存，还没有录完。")


def test_stale_save_from_a_second_tab_shows_both(sheets: Page, server: str) -> None:
    second = open_sheets(sheets.context.new_page(), server)
    open_box(sheets, "山后组票箱")
    open_box(second, "山后组票箱")
    voting.type_figures(sheets, THEIRS)
    steps.field(sheets, "有效票").fill("")
    voting.save_sheet(sheets, "山后组票箱：已保存，还没有录完。")
    second.bring_to_front()
    voting.type_figures(second, MINE)
    second.keyboard.press("Shift+Enter")
    expect(second.get_by_role("heading", name="没有保存：您在别的窗口又保存过这张计票单")).to_be_visible()
    both = [row.inner_text().split("\t") for row in second.locator("#errors tbody tr").all()]
    assert [[cell.strip() for cell in row] for row in both][:6] == [
        ["印制", "29", "30"],
        ["发出", "27", "28"],
        ["收回", "26", "27"],
        ["有效票", "空", "27"],
        ["丁一山 信任", "24", "25"],
        ["万十禾 不信任", "2", "3"],
    ]
    second.locator(".savebar button").click()
    steps.told(second, f"山后组票箱：{voting.FIRST_DONE}。")


def test_double_click_saves_once(sheets: Page) -> None:
    open_box(sheets, "河边组票箱")
    voting.type_figures(sheets, {**MINE, "label": "河边组票箱"})
    sheets.locator(".savebar button").dblclick()
    steps.told(sheets, f"河边组票箱：{voting.FIRST_DONE}。")
    steps.follow(sheets, "两票制", within="header")
    open_box(sheets, "河边组票箱")
    expect(sheets.locator(".ask")).to_contain_text("您已经录完第一遍。第二遍须由另一名录入员")
    expect(sheets.locator(".errors")).to_have_count(0)
