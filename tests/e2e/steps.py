"""The moves of a person up to the vote: signing in, villages, roster, accounts, elections, stages.

Everything goes through the pages by the words that stand on them; no address is guessed.
"""

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
from people import CREW, username_of
from playwright.sync_api import Locator, Page, expect

TOWNSHIP_PASSWORD = "春耕秋收都要靠集体出力的"
CLERK_PASSWORD = "票箱钥匙放在文书的柜子里"

ROSTER_HEADINGS = ("姓名", "性别", "出生日期", "文化程度", "入党时间", "党员类别", "党员权利", "现任职务")

METHODS = {
    "两次选举": "两次选举：先选委员，再选书记",
    "直选": "直选：党员大会直接选举委员和书记",
}

# What each stage records, by the labels of its page; the vote of 2004 as the pilot held it.
RECORDS: Mapping[str, Mapping[str, str]] = {
    "筹备": {
        "乡镇党委会研究日期": "2004-07-20",
        "依据的县实施方案": "崇组发〔2004〕12号",
        "工作安排文号": "许党发〔2004〕21号",
        "领导小组组长": "周国平",
    },
    "成立选举委员会": {
        "党员大会推选日期": "2004-07-28",
        "村民会议推选日期": "2004-07-29",
        "名单公告文号": "许党发〔2004〕23号",
        "公告张贴日期": "2004-07-30",
        "张贴地点": "村务公开栏和各村小组",
    },
    "公布条件办法": {
        "任职条件公告张贴日期": "2004-08-02",
        "任职条件公告文号": "许党发〔2004〕25号",
        "张贴地点": "村务公开栏和各村小组",
        "选举办法（草案）公布日期": "2004-08-02",
        "公开信发出日期": "2004-08-03",
        "村民名单公布日期": "2004-08-03",
    },
    "信任投票": {
        "投票日期": "2004-08-18",
        "中心会场": "村小学操场",
        "集中开箱时间": "14:30",
        "委托投票公示日期": "2004-08-15",
    },
    "公布信任票": {
        "核定日期": "2004-08-18",
        "当场公布时间": "17:40",
    },
    "确定预备候选人": {
        "预备候选人公示日期": "2004-08-19",
        "公示编号": "公告第3号",
        "张贴地点": "村务公开栏和各村小组",
    },
    "审定与公示": {
        "正式候选人公示日期": "2004-08-24",
        "公示文号": "许党发〔2004〕30号",
        "张贴地点": "各村小组",
        "公示截止日期": "2004-08-31",
        "受理异议的地点和电话": "乡党委办公室，6382101",
    },
    "党员大会": {
        "大会日期": "2004-09-02",
        "大会地点": "村委会会议室",
        "大会主持人": "黄保田",
        "当场宣布当选的时间": "16:20",
    },
    "批复": {
        "呈报日期": "2004-09-03",
        "呈报文号": "长支字〔2004〕5号",
        "批复日期": "2004-09-06",
        "批复文号": "许党发〔2004〕35号",
    },
    "交接": {
        "交接日期": "2004-09-10",
        "移交人、接收人和监交人": "黄保田移交，新任书记接收，李志远监交",
        "移交事项": "印章、账目、档案",
        "新一届委员分工": "书记主持全面工作",
        "党小组长": "上屋组一名，下屋组一名",
        "任期规划和各项制度": "三年发展规划",
    },
}


def field(page: Page, label: str) -> Locator:
    """The field that carries a label, whether or not it may stay empty."""
    named = page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*可不填)?\s*$"))
    return page.locator("input, textarea, select").and_(named)


def put(page: Page, label: str, value: str) -> None:
    """Fill one field, or choose in one list."""
    found = field(page, label)
    if found.evaluate("field => field.tagName") == "SELECT":
        found.select_option(label=value)
    else:
        found.fill(value)


def put_all(page: Page, values: Mapping[str, str]) -> None:
    """Fill several fields."""
    for label, value in values.items():
        put(page, label, value)


def press(page: Page, name: str) -> None:
    """Press the button that says exactly this."""
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str, *, within: str = "body") -> None:
    """Follow the link that says exactly this."""
    page.locator(within).get_by_role("link", name=name, exact=True).click()


def told(page: Page, words: str) -> None:
    """The page says that it was done."""
    expect(page.locator(".notice", has_text=words)).to_be_visible()


def first_run(page: Page, server: str) -> None:
    """Start the program for the first time, on an empty database."""
    page.goto(server)
    expect(page.get_by_role("heading", level=1)).to_have_text("首次启用")
    place = {"县（市、区）": "崇仁县", "乡镇": "许坊乡", "发文代字": "许党发"}
    put_all(page, {**place, "您的姓名": "周国平", "用户名": "xufang"})
    put_all(page, {"新密码": TOWNSHIP_PASSWORD, "再输一遍": TOWNSHIP_PASSWORD})
    press(page, "启用并登录")
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")


def township(page: Page, server: str) -> None:
    """Come in as the township, starting the program where nobody has."""
    page.goto(server)
    if page.get_by_role("heading", level=1).inner_text() == "首次启用":
        first_run(page, server)
    else:
        sign_in(page, server, "xufang", TOWNSHIP_PASSWORD)


def sign_in(page: Page, server: str, username: str, password: str) -> None:
    """Sign in."""
    page.goto(server)
    put_all(page, {"用户名": username, "密码": password})
    press(page, "登录")
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def new_village(page: Page, name: str, population: int, groups: Mapping[str, int]) -> None:
    """Add a village with its groups; ends on the village's page."""
    follow(page, "村情", within="header")
    page.get_by_role("link", name="登记一个村", exact=True).click()
    put_all(page, {"村名": name, "全村人口": str(population)})
    press(page, "保存")
    told(page, f"{name}已经登记。下一步登记村小组。")
    page.locator(".ask").get_by_role("link", name="登记村小组").click()
    rows = page.locator("table.lines tbody tr")
    for number, (group, eligible) in enumerate(groups.items()):
        rows.nth(number).get_by_label("村小组", exact=True).fill(group)
        rows.nth(number).get_by_label("有权投票人数", exact=True).fill(str(eligible))
    press(page, "保存村小组")
    told(page, "村小组已经保存。")


def roster_file(directory: Path, people: Sequence[Sequence[str]]) -> Path:
    """The Excel file with the roster, as the village fills it in."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet("党员名册")
        for number, row in enumerate([ROSTER_HEADINGS, *people]):
            page.write_row(number, 0, row)
    path = directory / "党员名册.xlsx"
    path.write_bytes(content.getvalue())
    return path


def import_roster(page: Page, path: Path, number: int) -> None:
    """Import the roster of the village whose page is open; ends on the roster."""
    page.locator(".ask").get_by_role("link", name="从 Excel 导入").click()
    field(page, "Excel 文件").set_input_files(path)
    press(page, "上传并检查")
    expect(page.get_by_role("heading", name=f"{number} 名党员，没有发现错误")).to_be_visible()
    press(page, f"导入这 {number} 名党员")
    told(page, f"已经导入 {number} 名党员。")


def type_member(page: Page, person: Sequence[str]) -> None:
    """Type one member on the roster that is open."""
    name, sex, born, education, joined, standing, rights, post = person
    page.get_by_role("link", name="登记党员", exact=True).click()
    put_all(
        page, {"姓名": name, "出生日期": born, "文化程度": education, "入党时间": joined, "现任职务": post}
    )
    page.get_by_label(sex, exact=True).check()
    page.get_by_label(standing, exact=True).check()
    if rights == "留党察看":
        page.get_by_label("党员权利受限").check()
    press(page, "保存")
    told(page, f"{name}已经加入名册。")


def new_account(page: Page, person: str, username: str, role: str, village: str = "") -> str:
    """Make an account; returns the initial password that the page shows once."""
    follow(page, "账号", within="header")
    page.get_by_role("link", name="新建账号", exact=True).click()
    put_all(page, {"姓名": person, "用户名": username})
    page.get_by_label(role, exact=True).check()
    if village:
        put(page, "村", village)
    press(page, "新建账号")
    expect(page.get_by_role("heading", name="只显示这一次，请现在抄下")).to_be_visible()
    return page.locator(".initial-password").inner_text()


def new_crew(page: Page, village: str, prefix: str) -> dict[str, str]:
    """Make the accounts of a village; returns each person's initial password."""
    return {
        person: new_account(page, person, username_of(person, prefix), role, village)
        for person, role in CREW.items()
    }


def first_sign_in(page: Page, server: str, username: str, initial: str) -> None:
    """Sign in with a password that somebody else chose: nothing is open before it is changed."""
    sign_in(page, server, username, initial)
    expect(page.get_by_role("heading", level=1)).to_have_text("改密码")
    page.goto(server)
    expect(page.get_by_role("heading", level=1)).to_have_text("改密码")
    put_all(page, {"现在的密码": initial, "新密码": CLERK_PASSWORD, "再输一遍": CLERK_PASSWORD})
    press(page, "改密码")
    told(page, "密码已经改好，下次登录请用新密码。")


def new_election(page: Page, village: str, method: str, numbers: Mapping[str, str]) -> None:
    """Begin an election from the township's workbench; ends on its page."""
    follow(page, "工作台", within="header")
    page.get_by_role("link", name=re.compile(rf"^新建选举\s*：{village}$")).click()
    page.get_by_label(METHODS[method], exact=True).check()
    put_all(page, {**numbers, "年份": "2004"})
    press(page, "建立选举")
    told(page, f"{village}的选举已经建立。")


def open_election(page: Page, village: str) -> None:
    """Open a village's election from the list of all."""
    follow(page, "选举", within="header")
    page.get_by_role("link", name=f"{village}（2004年）").click()


def begin_task(page: Page, task: str) -> None:
    """Open the page of one task of the present stage."""
    page.locator(".tasks li", has_text=task).get_by_role("link").click()


def name_officials(
    page: Page, officials: Sequence[tuple[str, str]], prefix: str, members: Sequence[str] = ()
) -> None:
    """Name people for their duties, those of the branch by the roster, the crew with their accounts.

    Begins and ends on the election's page.
    """
    follow(page, "工作人员", within="aside")
    for duty, name in officials:
        put(page, "职责", duty)
        if name in members:
            put(page, "是否本支部党员", name)
        if name in CREW:
            put(page, "账号", f"{name}（{username_of(name, prefix)}，{CREW[name]}）")
        elif name not in members:
            put(page, "姓名", name)
        press(page, "登记")
        told(page, f"已登记{name}为{duty}。")
    page.locator(".crumbs a").last.click()


def record_stage(page: Page, stage: str, changes: Mapping[str, str] | None = None) -> None:
    """Close the present stage with its record; begins and ends on the election's page."""
    page.get_by_role(
        "link", name=re.compile("^(填写本阶段记录|填写并办结|核对记录，办结本阶段)$")
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(stage)
    put_all(page, {**RECORDS[stage], **(changes or {})})
    page.get_by_role("button", name=re.compile("^办结本阶段")).click()
    expect(page.locator(".notice")).to_contain_text("办结")
