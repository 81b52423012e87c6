"""The page of a tally sheet: who may open it, bad input, two tabs, everything typed stays."""

import re

import pytest
from django.test import Client
from factories import codes_of, even_figures, make_election, posted, set_stage, trust_sheets
from keyers import key_once, key_sheet, keyings

from ballots.models import Keying, Sheet
from elections.models import Election, User, Village
from elections.rules.stages import Stage
from elections.rules.tally import TallyFigures
from tests.elections.pages import as_user

PAGE_QUERIES = {"clerk": 9, "viewer": 23}


@pytest.fixture
def figures(sheet: Sheet) -> TallyFigures:
    return even_figures(codes_of(sheet.round))


def url(sheet: Sheet, tail: str = "") -> str:
    return f"/sheets/{sheet.pk}/{tail}"


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]* name="{re.escape(name)}"[^>]*? value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def test_who_may_open_a_sheet(
    sheet: Sheet,
    clerk: User,
    township_user: User,
    monitor: User,
    viewer: User,
    other_clerk: User,
    stranger: User,
) -> None:
    def seen(user: User) -> tuple[int, bool]:
        answer = as_user(user).get(url(sheet))
        return answer.status_code, 'name="m1-favour"' in answer.content.decode()

    assert seen(clerk) == (200, True)
    for user in (township_user, monitor, viewer):
        assert seen(user) == (200, False)
    assert seen(other_clerk)[0] == 404
    assert seen(stranger)[0] == 404
    assert Client().get(url(sheet)).url == f"/sign-in/?next=/sheets/{sheet.pk}/"


def test_who_may_save_a_sheet(
    sheet: Sheet,
    figures: TallyFigures,
    viewer: User,
    township_user: User,
    monitor: User,
    head: User,
    other_clerk: User,
    stranger: User,
) -> None:
    data = posted(figures, version=0)
    for user in (viewer, township_user, monitor):
        assert as_user(user).post(url(sheet), data).status_code == 403
    # A clerk by role who is not named for the vote is told so; what was typed stays.
    page = as_user(head).post(url(sheet), data).content.decode()
    assert "只有登记为信任投票录入员的账号" in page
    assert value_of(page, "m1-favour") == "70"
    assert as_user(other_clerk).post(url(sheet), data).status_code == 404
    assert as_user(stranger).post(url(sheet), data).status_code == 404
    assert Client().post(url(sheet), data).url.startswith("/sign-in/")
    assert keyings(sheet) == []


def test_a_save_goes_straight_to_the_next_box(
    sheet: Sheet, figures: TallyFigures, clerk: User, election: Election
) -> None:
    following = trust_sheets(election)[1]
    answer = as_user(clerk).post(url(sheet), posted(figures, version=0), follow=True)
    assert answer.redirect_chain == [(f"/sheets/{following.pk}/?settled={sheet.pk}-0", 302)]
    assert "第1村小组票箱：第一遍已经录完，等待另一人录第二遍。" in answer.content.decode()
    last = as_user(clerk).post(url(following), posted(figures, version=0))
    assert last.url == f"/elections/{election.pk}/trust/?settled={following.pk}-0"


def test_the_script_is_told_where_to_go(
    sheet: Sheet, figures: TallyFigures, clerk: User, election: Election
) -> None:
    answer = as_user(clerk).post(url(sheet), posted(figures, version=0), headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"].startswith(f"/sheets/{trust_sheets(election)[1].pk}/")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("很多", "这里只能填整数，如 0、12、1463。"),
        ("1.5", "这里只能填整数，如 0、12、1463。"),
        ("-3", "不能小于 0。"),
        ("1000000000000", "数字过大，最多 9999999。"),
        ("10000000", "数字过大，最多 9999999。"),
        ("9" * 500, "数字过大，最多 9999999。"),
        ("1\x002", "这里只能填整数，如 0、12、1463。"),
        ("²", "这里只能填整数，如 0、12、1463。"),
    ],
)
@pytest.mark.parametrize("name", ["issued", "m3-against"])
def test_a_figure_that_cannot_be_read_is_kept_and_explained(
    sheet: Sheet, figures: TallyFigures, clerk: User, name: str, typed: str, fault: str
) -> None:
    answer = as_user(clerk).post(url(sheet), posted(figures, version=0, **{name: typed}))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert fault in page
    assert f'href="#{name}"' in page
    assert value_of(page, name) == typed
    assert value_of(page, "m1-favour") == "70"
    assert keyings(sheet) == []


def test_full_width_digits_and_blanks_are_read(sheet: Sheet, figures: TallyFigures, clerk: User) -> None:
    # A superscript two is no digit an office writes; full-width digits are.
    as_user(clerk).post(url(sheet), posted(figures, version=0, issued=" ９０ "))
    assert Keying.objects.get(sheet=sheet).issued == 90


def test_missing_and_foreign_fields_are_no_fault(sheet: Sheet, clerk: User) -> None:
    data = {"version": "0", "issued": "90", "m99-favour": "5", "write-in-votes-1": "x", "unknown": "1"}
    as_user(clerk).post(url(sheet), {**data, "write-in-votes-1": ""})
    assert keyings(sheet) == [(1, 1, "luruyuan", False, None)]


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "7"])
def test_a_tampered_version_is_stale(sheet: Sheet, figures: TallyFigures, clerk: User, version: str) -> None:
    data = {**posted(figures, version=0), "version": version}
    answer = as_user(clerk).post(url(sheet), data)
    assert answer.status_code == 200
    assert keyings(sheet) == []


def test_two_tabs_show_both_versions_and_one_is_taken_on_purpose(
    sheet: Sheet, figures: TallyFigures, clerk: User
) -> None:
    client = as_user(clerk)
    client.post(url(sheet), posted(figures, version=0, valid=""))
    page = client.post(url(sheet), posted(figures, version=0, printed="96", unused="4")).content.decode()
    assert "您在别的窗口又保存过这张计票单" in page
    assert re.findall(r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', page) == [
        ("印制", "95", "96"),
        ("剩余", "3", "4"),
        ("有效票", "空", "87"),
    ]
    assert value_of(page, "printed") == "96"
    assert value_of(page, "version") == "1"
    assert keyings(sheet) == [(1, 1, "luruyuan", False, 88)]
    client.post(url(sheet), posted(figures, version=1, printed="96", unused="4"))
    assert [(k.version, k.printed) for k in Keying.objects.filter(sheet=sheet)] == [(1, 95), (2, 96)]


def test_who_keyed_at_the_same_time_becomes_the_second_and_is_shown_nothing(
    sheet: Sheet, figures: TallyFigures, clerk: User, second_clerk: User
) -> None:
    key_once(sheet, figures, clerk)
    client = as_user(second_clerk)
    data = posted(figures, version=0, proxies="6")
    page = client.post(url(sheet), data).content.decode()
    assert "另一名录入员已经录完第一遍。您录的数字还在下面" in page
    assert "现在的记录" not in page
    assert (value_of(page, "proxies"), value_of(page, "version")) == ("6", "1")
    client.post(url(sheet), {**data, "version": "1"})
    assert [row[:4] for row in keyings(sheet)] == [(1, 1, "luruyuan", True), (2, 2, "erlu", True)]


def test_a_double_click_saves_once(sheet: Sheet, figures: TallyFigures, clerk: User) -> None:
    client, data = as_user(clerk), posted(figures, version=0)
    assert client.post(url(sheet), data).status_code == 302
    assert client.post(url(sheet), data).status_code == 302
    assert keyings(sheet) == [(1, 1, "luruyuan", True, 88)]


def test_the_stage_moved_on_while_typing(
    sheet: Sheet, figures: TallyFigures, clerk: User, election: Election
) -> None:
    set_stage(election, Stage.TRUST_CERTIFIED, clerk)
    answer = as_user(clerk).post(url(sheet), posted(figures, version=0))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "现为“公布信任票”阶段，此时不能录入信任票。" in page
    assert value_of(page, "m1-favour") == "70"
    assert keyings(sheet) == []


def test_errors_are_said_before_an_entry_is_finished_with_them(
    sheet: Sheet, figures: TallyFigures, clerk: User
) -> None:
    client, faulty = as_user(clerk), {"m1-abstain": "5"}
    answer = client.post(url(sheet), posted(figures, version=0, **faulty), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"{url(sheet)}?settled={sheet.pk}-0", 302)]
    assert "已保存，但有不相符的地方，请看核对。" in page
    assert 'name="as_on_paper"' in page
    assert value_of(page, "m1-abstain") == "5"
    done = client.post(url(sheet), posted(figures, version=1, **faulty, as_on_paper="1"), follow=True)
    assert "已经录完，有不相符的地方，交监票人处理。" in done.content.decode()
    assert Sheet.objects.get(pk=sheet.pk).phase == "first_errors"


def test_checking_saves_nothing_and_says_what_is_wrong(
    sheet: Sheet, figures: TallyFigures, clerk: User
) -> None:
    data = posted(figures, version=0, **{"m1-abstain": "5", "m2-favour": "oops"})
    page = as_user(clerk).post(url(sheet, "check/"), data).content.decode()
    assert "信任 70 + 不信任 17 + 弃权 5 = 92，应等于有效票 87，多 5 票" in page
    assert "E-204" in page
    assert re.findall(r'id="state-(m[123])"( data-off)? hx-swap-oob="true">(.*?)</span>', page) == [
        ("m1", " data-off", "92，多 5 票"),
        ("m2", " data-off", "无法识别"),
        ("m3", "", "87 相符"),
    ]
    assert keyings(sheet) == []


def test_checking_is_for_those_who_may_key(
    sheet: Sheet, figures: TallyFigures, viewer: User, other_clerk: User, clerk: User
) -> None:
    data = posted(figures, version=0)
    assert as_user(viewer).post(url(sheet, "check/"), data).status_code == 403
    assert as_user(other_clerk).post(url(sheet, "check/"), data).status_code == 404
    assert as_user(clerk).get(url(sheet, "check/")).status_code == 405


@pytest.mark.parametrize("who", ["clerk", "viewer"])
@pytest.mark.parametrize(("members", "groups"), [(3, 1), (60, 12), (120, 3)])
def test_the_page_takes_the_same_queries_whatever_the_size(
    village: Village,
    township_user: User,
    clerk: User,
    viewer: User,
    django_assert_num_queries,
    who: str,
    members: int,
    groups: int,
) -> None:
    election = make_election(village, township_user, members=members, groups=groups)
    sheet = trust_sheets(election)[0]
    if who == "viewer":
        key_sheet(sheet, even_figures(codes_of(sheet.round)))
    client = as_user({"clerk": clerk, "viewer": viewer}[who])
    with django_assert_num_queries(PAGE_QUERIES[who]):
        page = client.get(url(sheet)).content.decode()
    assert page.count('id="row-') == members


def test_a_sheet_out_of_reach_or_never_there_is_not_found(clerk: User, election: Election) -> None:
    for pk in (999, 10**30):
        assert as_user(clerk).get(f"/sheets/{pk}/").status_code == 404
        assert as_user(clerk).post(f"/sheets/{pk}/", {}).status_code == 404
