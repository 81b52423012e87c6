"""The page of a sheet turn by turn: retyping, taking over, a monitor's decision, explaining, everything ever keyed."""

import re
from dataclasses import replace

import pytest
from factories import codes_of, even_figures, make_election
from keyers import key_once, key_sheet, keyings, recount, retype, version_on_record

from ballots.models import Sheet, SheetDecision
from elections.models import Election, User, Village
from elections.rules.tally import TallyFigures
from tests.elections.pages import as_user

MEMBERS = 8


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return make_election(village, township_user, members=MEMBERS)


@pytest.fixture
def figures(sheet: Sheet) -> TallyFigures:
    return even_figures(codes_of(sheet.round))


@pytest.fixture
def slip(figures: TallyFigures) -> TallyFigures:
    """What somebody typed with two slips."""
    return replace(figures, proxies=5, votes={**figures.votes, "m2": (69, 18, 0)})


def page_of(user: User, sheet: Sheet, tail: str = "") -> str:
    answer = as_user(user).get(f"/sheets/{sheet.pk}/{tail}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return answer.content.decode()


def post(user: User, sheet: Sheet, tail: str, **data: str):
    version = str(version_on_record(sheet))
    return as_user(user).post(f"/sheets/{sheet.pk}/{tail}", {"version": version, **data}, follow=True)


def fields(page: str) -> list[tuple[str, str]]:
    """Every text field of the sheet with what stands in it."""
    return re.findall(
        r'<input class="form-control[^"]*" id="[^"]*" name="([^"]*)"[^>]*? value="([^"]*)"', page
    )


DIFFERING = [("proxies", ""), ("m2-favour", ""), ("m2-against", "")]


def test_only_what_differs_comes_up_and_it_comes_up_empty(
    sheet: Sheet, figures: TallyFigures, slip: TallyFigures, clerk: User, second_clerk: User
) -> None:
    key_once(sheet, figures, clerk)
    data = {f"m{n}-{part}": str(slip.votes[f"m{n}"][place]) for n in range(1, MEMBERS + 1)
            for place, part in enumerate(("favour", "against", "abstain"))}  # fmt: skip
    data |= {name: str(getattr(slip, name)) for name in ("printed", "issued", "spoiled", "unused")}
    data |= {name: str(getattr(slip, name)) for name in ("returned", "valid", "invalid", "proxies")}
    page = post(second_clerk, sheet, "", **data).content.decode()
    assert "两遍录入有不一致的地方，请看纸质计票单重录。" in page
    assert fields(page) == DIFFERING
    assert [name for name, _ in fields(page_of(second_clerk, sheet))] == [
        "proxies",
        "m2-favour",
        "m2-against",
    ]


def test_what_is_left_empty_is_asked_for_and_nothing_is_saved(
    sheet: Sheet, figures: TallyFigures, slip: TallyFigures, clerk: User, second_clerk: User
) -> None:
    key_once(sheet, figures, clerk)
    key_once(sheet, slip, second_clerk)
    page = post(second_clerk, sheet, "retype/", **{"m2-favour": "70", "m2-against": "十七"}).content.decode()
    assert "这里只能填整数，如 0、12、1463。" in page
    assert fields(page) == [("proxies", ""), ("m2-favour", "70"), ("m2-against", "十七")]
    page = post(second_clerk, sheet, "retype/", **{"m2-favour": "70", "m2-against": ""}).content.decode()
    assert "请照纸质计票单填写，没有的填 0。" in page
    assert len(keyings(sheet)) == 2


def test_nobody_else_learns_which_places_differ(
    sheet: Sheet, figures: TallyFigures, slip: TallyFigures, clerk: User, second_clerk: User
) -> None:
    key_once(sheet, figures, clerk)
    key_once(sheet, slip, second_clerk)
    page = post(clerk, sheet, "retype/", proxies="十").content.decode()
    assert fields(page) == []


def test_retyped_alike_it_is_verified(
    sheet: Sheet, figures: TallyFigures, slip: TallyFigures, clerk: User, second_clerk: User
) -> None:
    key_once(sheet, figures, clerk)
    key_once(sheet, slip, second_clerk)
    answer = post(
        second_clerk, sheet, "retype/", proxies="4", **{"m2-favour": "70", "m2-against": "17", "issued": "1"}
    )
    assert "两遍录入一致，核对完成。" in answer.content.decode()
    now = Sheet.objects.get(pk=sheet.pk)
    assert (now.phase, now.current.issued) == ("verified", 90)  # type: ignore[union-attr]


@pytest.mark.parametrize("proxies", ["4", "5"])
def test_retyped_twice_by_a_double_click_it_is_saved_once_and_said_to_be(
    sheet: Sheet, figures: TallyFigures, slip: TallyFigures, clerk: User, second_clerk: User, proxies: str
) -> None:
    words = {"4": "两遍录入一致，核对完成。", "5": "重录以后仍有不一致的地方"}[proxies]
    key_once(sheet, figures, clerk)
    key_once(sheet, slip, second_clerk)
    typed = {"version": "2", "proxies": proxies, "m2-favour": "70", "m2-against": "17"}
    for _ in range(2):
        page = post(second_clerk, sheet, "retype/", **typed).content.decode()
        assert words in page
        assert "没有保存" not in page
    other = post(second_clerk, sheet, "retype/", **{**typed, "m2-favour": "71"}).content.decode()
    assert "没有保存您现在录的" in other
    assert len(keyings(sheet)) == 3


def test_a_third_clerk_types_and_the_monitor_confirms(
    sheet: Sheet,
    figures: TallyFigures,
    slip: TallyFigures,
    clerk: User,
    second_clerk: User,
    third_clerk: User,
    monitor: User,
) -> None:
    key_once(sheet, figures, clerk)
    key_once(sheet, slip, second_clerk)
    retype(sheet, slip, second_clerk)
    assert "须由没有录过这张计票单的第三名录入员" in page_of(second_clerk, sheet)
    page = page_of(third_clerk, sheet)
    assert "请监票人在旁，一起看纸质计票单" in page
    assert fields(page) == DIFFERING
    typed = {"proxies": "4", "m2-favour": "70", "m2-against": "17"}
    answer = post(third_clerk, sheet, "retype/", **typed).content.decode()
    assert "请监票人用自己的账号打开这张计票单确认。" in answer
    page = page_of(monitor, sheet)
    assert re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page)[:3] == [
        ("代投票", cells("4", "5", "5", "4")),
        (f"{name_of(sheet, 'm2')} 信任", cells("70", "69", "69", "70")),
        (f"{name_of(sheet, 'm2')} 不信任", cells("17", "18", "18", "17")),
    ]
    post(monitor, sheet, "decide/", decision="accept", reason="对照纸面一致")
    assert Sheet.objects.get(pk=sheet.pk).phase == "verified"


def cells(*values: str) -> str:
    turns = ("第一遍", "第二遍", "不一致处重录", "第三人录入")
    told = zip(turns, values, strict=True)
    return "".join(f'<td class="num" data-th="{turn}">{value}</td>' for turn, value in told)


def name_of(sheet: Sheet, code: str) -> str:
    return sheet.round.lines.get(member__code=code).member.name


def test_the_monitor_is_asked_and_the_clerks_wait(
    sheet: Sheet, figures: TallyFigures, clerk: User, second_clerk: User, monitor: User
) -> None:
    key_once(sheet, replace(figures, issued=80, printed=None, proxies=None), clerk, as_on_paper=True)
    for user in (clerk, second_clerk):
        assert "等待监票人决定重新清点，还是照纸面认定" in page_of(user, sheet)
    page = page_of(monitor, sheet)
    assert "收回票 88 张，多于发出票 80 张，多 8 张" in page
    assert re.findall(r'name="decision" value="(\w+)"', page) == ["accept", "recount"]
    again = post(monitor, sheet, "decide/", decision="accept", reason="").content.decode()
    assert "请填写这一项。" in again
    assert SheetDecision.objects.count() == 0
    post(monitor, sheet, "decide/", decision="accept", reason="清点三遍")
    assert Sheet.objects.get(pk=sheet.pk).phase == "second_due"


def test_what_contradicts_itself_is_only_counted_again(
    sheet: Sheet, figures: TallyFigures, clerk: User, monitor: User
) -> None:
    key_once(sheet, replace(figures, valid=86), clerk, as_on_paper=True)
    page = page_of(monitor, sheet)
    assert "这些错误不能照纸面认定：数字互相矛盾，须重新清点。" in page
    assert re.findall(r'name="decision" value="(\w+)"', page) == ["recount"]
    refused = post(monitor, sheet, "decide/", decision="accept", reason="就这样").content.decode()
    assert "请从列出的各项中选择。" in refused
    post(monitor, sheet, "decide/", decision="recount", reason="漏数一沓")
    assert Sheet.objects.get(pk=sheet.pk).attempt == 2


def test_a_decision_on_stale_ground_is_said_and_not_made(
    sheet: Sheet, figures: TallyFigures, clerk: User, monitor: User
) -> None:
    key_once(sheet, replace(figures, valid=86), clerk, as_on_paper=True)
    answer = post(monitor, sheet, "decide/", decision="recount", reason="漏数", version="0")
    assert "这一页打开以后，别人已经保存过。" in answer.content.decode()
    assert Sheet.objects.get(pk=sheet.pk).attempt == 1


def test_the_monitor_sends_back_what_counts(
    sheet: Sheet, figures: TallyFigures, clerk: User, monitor: User
) -> None:
    key_sheet(sheet, figures)
    assert "发现纸面有误，重新清点" not in page_of(clerk, sheet)
    assert "发现纸面有误，重新清点" in page_of(monitor, sheet)
    post(monitor, sheet, "decide/", decision="recount", reason="两沓票粘在一起")
    assert Sheet.objects.get(pk=sheet.pk).phase == "empty"


def test_who_may_decide_retype_and_take_over(
    sheet: Sheet,
    figures: TallyFigures,
    slip: TallyFigures,
    clerk: User,
    second_clerk: User,
    monitor: User,
    township_user: User,
    other_clerk: User,
) -> None:
    key_once(sheet, figures, clerk)
    key_once(sheet, slip, second_clerk)
    for tail in ("decide/", "retype/", "take-over/", "explain/"):
        assert post(township_user, sheet, tail).status_code == 403
        assert post(other_clerk, sheet, tail).status_code == 404
        assert as_user(clerk).get(f"/sheets/{sheet.pk}/{tail}").status_code == 405
    assert post(clerk, sheet, "decide/").status_code == 403
    for tail in ("retype/", "take-over/", "explain/"):
        assert post(monitor, sheet, tail).status_code == 403
    assert Sheet.objects.get(pk=sheet.pk).version == 2


def test_somebody_takes_over(
    sheet: Sheet, figures: TallyFigures, clerk: User, second_clerk: User, third_clerk: User
) -> None:
    key_once(sheet, TallyFigures(issued=7_301_977), clerk)
    page = page_of(second_clerk, sheet)
    assert "另一名录入员正在录第一遍，还没有录完。" in page
    assert "7301977" not in page
    assert (
        'name="issued" inputmode="numeric" autocomplete="off" value=""'
        in post(second_clerk, sheet, "take-over/").content.decode()
    )
    refused = post(second_clerk, sheet, "take-over/").content.decode()
    assert "这张计票单不用接手，可以直接录入。" in refused


def test_a_warning_is_explained_once_it_counts(
    sheet: Sheet, figures: TallyFigures, clerk: User, second_clerk: User, viewer: User
) -> None:
    unusual = replace(figures, votes={**figures.votes, "m1": (0, 87, 0)})
    key_once(sheet, unusual, clerk)
    assert "why-" not in page_of(second_clerk, sheet)
    key_once(sheet, unusual, second_clerk)
    name = f"why-{sheet.pk}-W-103m1"
    stamp = {f"version-{sheet.pk}": "2"}
    page = post(clerk, sheet, "explain/", **stamp, **{name: "长" * 201}).content.decode()
    assert "最多 200 个字。" in page
    assert "长" * 201 in page
    stale = post(clerk, sheet, "explain/", **{f"version-{sheet.pk}": "1", name: "常年在外"})
    assert "这张计票单有变动" in stale.content.decode()
    page = post(clerk, sheet, "explain/", **stamp, **{name: "常年在外"}).content.decode()
    assert "说明已保存。" in page
    assert Sheet.objects.get(pk=sheet.pk).warnings_open == 0
    assert "说明：常年在外" in page_of(viewer, sheet)


def test_everything_ever_keyed_is_read_by_monitors_before_it_counts(
    sheet: Sheet, figures: TallyFigures, clerk: User, viewer: User, monitor: User, other_clerk: User
) -> None:
    assert "还没有录入" in page_of(monitor, sheet, "history/")
    key_sheet(sheet, figures)
    recount(sheet, "漏数一沓")
    key_once(sheet, replace(figures, returned=87, valid=86), clerk, as_on_paper=True)
    for user in (clerk, viewer):
        assert as_user(user).get(f"/sheets/{sheet.pk}/history/").status_code == 403
    assert as_user(other_clerk).get(f"/sheets/{sheet.pk}/history/").status_code == 404
    page = page_of(monitor, sheet, "history/")
    assert re.findall(r"<summary>(.*?) · \w+ · ", page) == ["第一遍", "第一遍", "第二遍"]
    assert re.findall(r"收回 (\d+)</span>", page) == ["87", "88", "88"]
    assert "重新清点 · jianpiao人 · 2004年8月28日 14:30：漏数一沓" in page


def test_everything_ever_keyed_is_read_by_all_once_it_counts(
    sheet: Sheet, figures: TallyFigures, viewer: User
) -> None:
    key_sheet(sheet, figures)
    page = page_of(viewer, sheet, "history/")
    assert re.findall(r"<summary>(.*?) · (\w+) · [^·<]*(?: · (现行))?</summary>", page) == [
        ("第一遍", "luruyuan人", ""),
        ("第二遍", "erlu人", "现行"),
    ]
