"""Every page that each role can reach: no script errors, nothing wider than a phone, fit for everybody, in Chinese."""

import pytest
import steps
from playwright.sync_api import Page
from walking import Walk

PASSWORD = "liangpiao-demo-2004"


@pytest.fixture
def walk(page: Page) -> Walk:
    """A walk that has not begun; the accounts of the demo are the only Latin names."""
    return Walk(page, ["xufang", "changkeng", "zhongfang", "shitang", "liulan"])


def test_township(walk: Walk, demo_server: str) -> None:
    steps.sign_in(walk.page, demo_server, "xufang", PASSWORD)
    for village in ("中坊村", "石塘村", "长沙坑村", "下洋村"):
        steps.follow(walk.page, "工作台", within="header")
        walk.page.locator("main tbody th").get_by_role("link", name=village, exact=True).click()
        walk.another_election()
        walk.from_here()
    assert walk.faults == []
    assert sorted(walk.examined) == [
        "/",
        "/accounts/",
        "/accounts/N/reset/",
        "/accounts/new/",
        "/elections/",
        "/elections/N/",
        "/elections/N/assembly/",
        "/elections/N/assembly/attendance/",
        "/elections/N/assembly/excusals/N/",
        "/elections/N/assembly/excusals/new/",
        "/elections/N/assembly/rounds/N/withdraw/",
        "/elections/N/assembly/steps/",
        "/elections/N/back/",
        "/elections/N/conditions/",
        "/elections/N/officials/",
        "/elections/N/papers/",
        "/elections/N/plan/",
        "/elections/N/review/",
        "/elections/N/rules/",
        "/elections/N/shortlist/",
        "/elections/N/stage/",
        "/elections/N/trust/",
        "/password/",
        "/sheets/N/",
        "/sheets/N/history/",
        "/villages/",
        "/villages/N/",
        "/villages/N/edit/",
        "/villages/N/elections/new/",
        "/villages/N/groups/",
        "/villages/N/members/",
        "/villages/N/members/N/",
        "/villages/N/members/N/remove/",
        "/villages/N/members/import/",
        "/villages/N/members/new/",
        "/villages/new/",
    ]


def test_clerk(walk: Walk, demo_server: str) -> None:
    steps.sign_in(walk.page, demo_server, "shitang", PASSWORD)
    walk.from_here()
    assert walk.faults == []
    assert sorted(walk.examined) == [
        "/",
        "/elections/N/",
        "/elections/N/conditions/",
        "/elections/N/officials/",
        "/elections/N/papers/",
        "/elections/N/plan/",
        "/elections/N/rules/",
        "/elections/N/trust/",
        "/password/",
        "/sheets/N/",
        "/sheets/N/history/",
    ]


def test_viewer(walk: Walk, demo_server: str) -> None:
    steps.sign_in(walk.page, demo_server, "liulan", PASSWORD)
    walk.from_here()
    assert walk.faults == []
    assert sorted(walk.examined) == [
        "/",
        "/elections/",
        "/elections/N/",
        "/elections/N/assembly/",
        "/elections/N/conditions/",
        "/elections/N/officials/",
        "/elections/N/papers/",
        "/elections/N/plan/",
        "/elections/N/review/",
        "/elections/N/rules/",
        "/elections/N/shortlist/",
        "/elections/N/trust/",
        "/password/",
        "/sheets/N/",
        "/sheets/N/history/",
        "/villages/",
        "/villages/N/",
        "/villages/N/members/",
    ]


def test_nobody(walk: Walk, demo_server: str, server: str) -> None:
    for address in (demo_server, server):
        walk.page.goto(address)
        walk.from_here()
    assert walk.faults == []
    assert sorted(walk.examined) == ["/first-run/", "/sign-in/"]
