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
    """An election at its trust vote, and the township's browser as it stands then."""
    directory = tmp_path_factory.mktemp("state")
    with browser.new_context(locale="zh-CN") as context:
        voting.reach_the_vote(context.new_page(), server, directory, "南坪村", "两次选举")
        context.storage_state(path=directory / "state.json")
    return directory / "state.json"


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, object], state: Path) -> dict[str, object]:
    """Everybody here is the township, already signed in."""
    return {**browser_context_args, "storage_state": state}


@pytest.fixture
def sheets(page: Page, server: str) -> Page:
    """A tab on the page of the trust vote."""
    return open_sheets(page, server)


def open_sheets(page: Page, server: str) -> Page:
    page.goto(server)
    page.get_by_role("link", name="打开南坪村的选举").click()
    steps.begin_task(page, "录入各票箱计票单")
    return page


def typed(page: Page) -> list[str]:
    """What stands in the fields of the sheet, in their order."""
    return [item.input_value() for item in page.locator("#sheet input[inputmode=numeric]").all()]


def test_what_was_typed_outlives_a_cut_network(sheets: Page) -> None:
    steps.follow(sheets, "山前组票箱", within="table")
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
    voting.save_sheet(sheets, "山前组票箱已保存：还没有录完。")


def test_line_comes_back_without_reload(sheets: Page) -> None:
    steps.follow(sheets, "山前组票箱", within="table")
    steps.field(sheets, "剩余").fill("1")
    sheets.context.set_offline(True)
    steps.field(sheets, "剩余").press("Shift+Enter")
    expect(sheets.locator("#offline")).to_be_visible()
    sheets.context.set_offline(False)
    sheets.locator("#offline").get_by_role("button", name="再试一次").click()
    steps.told(sheets, "山前组票箱已保存：还没有录完。")


def test_stale_save_from_a_second_tab_shows_both(sheets: Page, server: str) -> None:
    second = open_sheets(sheets.context.new_page(), server)
    steps.follow(sheets, "山后组票箱", within="table")
    steps.follow(second, "山后组票箱", within="table")
    voting.type_figures(sheets, THEIRS)
    voting.save_sheet(sheets, "山后组票箱已保存：数字齐全、相符。")
    second.bring_to_front()
    voting.type_figures(second, MINE)
    second.keyboard.press("Shift+Enter")
    expect(second.get_by_role("heading", name="没有保存：您打开以后，这张计票单又保存过")).to_be_visible()
    both = [row.inner_text().split("\t") for row in second.locator("#errors tbody tr").all()]
    assert [[cell.strip() for cell in row] for row in both][:6] == [
        ["印制", "29", "30"],
        ["发出", "27", "28"],
        ["收回", "26", "27"],
        ["有效票", "26", "27"],
        ["丁一山 信任", "24", "25"],
        ["万十禾 不信任", "2", "3"],
    ]
    steps.press(second, "以我录的为准，保存")
    steps.told(second, "山后组票箱已保存：数字齐全、相符。")


def test_double_click_saves_once(sheets: Page) -> None:
    steps.follow(sheets, "河边组票箱", within="table")
    voting.type_figures(sheets, {**MINE, "label": "河边组票箱"})
    sheets.locator(".savebar button").dblclick()
    steps.told(sheets, "河边组票箱已保存：数字齐全、相符。")
    steps.follow(sheets, "信任投票", within=".crumbs")
    steps.follow(sheets, "河边组票箱", within="table")
    expect(sheets.get_by_role("link", name="历次录入 1 次")).to_be_visible()
