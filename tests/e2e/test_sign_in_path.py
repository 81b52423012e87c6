"""A second factor set up and used, and an invitation from the township's slip to the clerk's first page."""

import time

import steps
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

TOWNSHIP, VILLAGE, PASSWORD = "xufang", "石塘村", "liangpiao-demo-2004"
CLERK_PASSWORD = "晒谷场边上的第四个红票箱"


def code(key: str, *, ahead: int = 0) -> str:
    """What a phone with this key shows, now or so many half minutes on."""
    return format_hotp_value(hotp_value(key.replace(" ", ""), int(time.time()) // 30 + ahead))


def test_a_phone_is_set_up_and_asked_for(page: Page, demo_server: str) -> None:
    steps.sign_in(page, demo_server, TOWNSHIP, PASSWORD)
    steps.follow(page, "改密码", within="header")
    steps.follow(page, "启用动态码", within="main")
    steps.follow(page, "启用动态码", within="main")
    expect(page.get_by_role("img", name="二维码")).to_be_visible()
    key = page.locator(".key").inner_text()
    steps.put_all(page, {"手机上显示的动态码": code(key), "现在的密码": PASSWORD})
    steps.press(page, "启用")
    expect(page.locator(".recovery li")).to_have_count(10)
    spare = page.locator(".recovery li").first.inner_text()
    steps.follow(page, "已经抄下，继续")
    for typed in (code(key, ahead=1), spare):
        steps.press(page, "退出")
        steps.put_all(page, {"用户名": TOWNSHIP, "密码": PASSWORD})
        steps.press(page, "登录")
        expect(steps.field(page, "动态码")).to_be_focused()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    steps.told(page, "您用了一个备用码，它不能再用。还剩 9 个")
    steps.follow(page, "改密码", within="header")
    steps.follow(page, "查看或更换", within="main")
    steps.follow(page, "停用", within="main")
    steps.put(page, "现在的密码", PASSWORD)
    steps.press(page, "停用动态码")
    steps.told(page, "动态码已经停用，以后只用密码登录。")


def test_an_invitation_is_made_and_accepted(page: Page, new_page: Page, demo_server: str) -> None:
    steps.sign_in(page, demo_server, TOWNSHIP, PASSWORD)
    page.locator("main tbody th").get_by_role("link", name=VILLAGE, exact=True).click()
    steps.follow(page, "工作人员", within="aside")
    steps.follow(page, "邀请还没有账号的人")
    steps.put_all(page, {"职责": "信任投票录入员", "姓名": "聂小燕"})
    steps.press(page, "生成链接和邀请码")
    new_page.goto(page.locator(".address").inner_text())
    expect(steps.field(new_page, "邀请码")).to_be_focused()
    new_page.keyboard.type(page.locator(".initial-password").inner_text())
    new_page.keyboard.press("Enter")
    steps.put_all(new_page, {"用户名": "niexiaoyan", "新密码": CLERK_PASSWORD, "再输一遍": CLERK_PASSWORD})
    steps.press(new_page, "建立账号并登录")
    steps.told(new_page, "账号已经建好。以后请用“niexiaoyan”和您自己的密码登录。")
    steps.follow(page, "已经发出，回到邀请")
    expect(page.locator(".invited li")).to_contain_text("已接受")
