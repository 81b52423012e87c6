"""The people of a village who key, decide and sign, each in a browser of their own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from people import username_of
from playwright.sync_api import BrowserContext, Page
from steps import CLERK_PASSWORD, first_sign_in, put_all, sign_in, told

NewContext = Callable[[], BrowserContext]


@dataclass(frozen=True)
class Cast:
    """Who does what, by name or user name."""

    clerks: tuple[str, str, str] = ("吴秀英", "艾玉梅", "冯小兰")
    head: str = "吴老根"
    monitor: str = "何水生"
    chief_monitor: str = "邱德旺"
    counter: str = "乐水秀"
    chair: str = "黄保田"


@dataclass
class Crew:
    """Those of one village; `come` opens a browser for somebody and signs them in."""

    server: str
    come: Callable[[str], Page]
    password: str = CLERK_PASSWORD
    cast: Cast = field(default_factory=Cast)
    pages: dict[str, Page] = field(default_factory=dict)

    def at_home(self, person: str) -> Page:
        """Somebody's browser, on their first page."""
        if person not in self.pages:
            self.pages[person] = self.come(person)
        page = self.pages[person]
        page.goto(self.server)
        return page

    def at_meeting(self) -> Page:
        """The third clerk's browser, on the page of the assembly, which they record."""
        page = self.at_home(self.cast.clerks[2])
        page.locator(".ask").get_by_role("link", name="打开党员大会", exact=True).click()
        return page

    def certify(self) -> None:
        """Head and monitor sign what stands on their first page."""
        self._sign(self.cast.head, "核对并签字", "还须信任投票监票人签字")
        self._sign(self.cast.monitor, "核对并签字", "信任投票的结果已经核定")

    def announce(self, page: Page) -> None:
        """Chief monitor and counter sign, the chair announces; `page` of the assembly then says what is next."""
        self._sign(self.cast.chief_monitor, "核对并签字", "您已签字。还须党员大会计票人")
        self._sign(self.cast.counter, "核对并签字", "等待党员大会主持人宣布")
        self._sign(self.cast.chair, "核对并宣布", "这一轮的结果已经宣布")
        page.reload()

    def _sign(self, person: str, button: str, words: str) -> None:
        page = self.at_home(person)
        page.locator(".ask").get_by_role("link", name=button, exact=True).click()
        put_all(page, {"您的登录密码": self.password})
        page.get_by_role("button", name=re.compile("^以.*(签字|宣布)$")).click()
        told(page, words)


def crew_of(server: str, prefix: str, initial: Mapping[str, str], new_context: NewContext) -> Crew:
    """The crew of a new village. `initial` are their first passwords."""

    def come(person: str) -> Page:
        page = new_context().new_page()
        first_sign_in(page, server, username_of(person, prefix), initial[person])
        return page

    return Crew(server, come)


def crew_of_demo(server: str, password: str, cast: Cast, new_context: NewContext) -> Crew:
    """The crew of a village of the demo, by their user names."""

    def come(person: str) -> Page:
        page = new_context().new_page()
        sign_in(page, server, person, password)
        return page

    return Crew(server, come, password, cast)
