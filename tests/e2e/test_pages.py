"""Every page that each role can reach: no script errors, nothing wider than a phone, fit for everybody, in Chinese."""

import tomllib
from pathlib import Path

import pages_of
import pytest
import steps
from playwright.sync_api import Page
from walking import Walk

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "liangpiao-demo-2004"


@pytest.fixture
def walk(page: Page) -> Walk:
    """A walk that has not begun; the accounts of the demo are the only Latin names."""
    told = tomllib.loads((ROOT / "ballots/demo/township.toml").read_text(encoding="utf-8"))
    return Walk(page, [username for username, *_ in told["accounts"]])


def test_township(walk: Walk, demo_server: str) -> None:
    steps.sign_in(walk.page, demo_server, "xufang", PASSWORD)
    for village in ("中坊村", "石塘村", "长沙坑村", "下洋村"):
        steps.follow(walk.page, "工作台", within="header")
        walk.page.locator("main tbody th").get_by_role("link", name=village, exact=True).click()
        walk.another_election()
        walk.from_here()
    assert walk.faults == []
    assert sorted(walk.examined) == pages_of.TOWNSHIP


def test_clerk(walk: Walk, demo_server: str) -> None:
    steps.sign_in(walk.page, demo_server, "shitang", PASSWORD)
    walk.from_here()
    assert walk.faults == []
    assert sorted(walk.examined) == pages_of.CLERK


def test_clerk_in_the_assembly(walk: Walk, demo_server: str) -> None:
    steps.sign_in(walk.page, demo_server, "zhongfang", PASSWORD)
    walk.page.locator(".ask").get_by_role("link", name="打开党员大会", exact=True).click()
    walk.from_here(only=("/elections/N/assembly/",))
    assert walk.faults == []
    assert sorted(walk.examined) == pages_of.CLERK_IN_THE_ASSEMBLY


def test_viewer(walk: Walk, demo_server: str) -> None:
    steps.sign_in(walk.page, demo_server, "liulan", PASSWORD)
    walk.from_here()
    assert walk.faults == []
    assert sorted(walk.examined) == pages_of.VIEWER


def test_projector(walk: Walk, demo_server: str) -> None:
    steps.sign_in(walk.page, demo_server, "daping", PASSWORD)
    for village in ("东源村", "石塘村", "中坊村"):
        steps.follow(walk.page, village, within="main")
        walk.another_election()
        walk.from_here(only=("/elections/",))
        steps.follow(walk.page, "各村大屏", within="footer")
    walk.from_here()
    assert walk.faults == []
    assert sorted(walk.examined) == pages_of.PROJECTOR


def test_nobody(walk: Walk, demo_server: str, server: str) -> None:
    for address in (demo_server, server):
        walk.page.goto(address)
        walk.from_here()
    assert walk.faults == []
    assert sorted(walk.examined) == ["/first-run/", "/sign-in/"]
