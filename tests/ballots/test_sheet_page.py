"""The page of a tally sheet: who may open it, bad input, two tabs, everything typed stays."""

import re

import pytest
from django.test import Client
from factories import (
    codes_of,
    even_figures,
    key_sheet,
    keyings,
    make_election,
    posted,
    set_stage,
    trust_sheets,
)

from ballots.models import Keying, Sheet
from elections.models import Election, User, Village
from elections.rules.stages import Stage
from elections.rules.tally import TallyFigures

PAGE_QUERIES = 9


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return make_election(village, township_user)


@pytest.fixture
def sheet(election: Election) -> Sheet:
    return trust_sheets(election)[0]


@pytest.fixture
def figures(sheet: Sheet) -> TallyFigures:
    return even_figures(codes_of(sheet.round))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(sheet: Sheet, tail: str = "") -> str:
    return f"/sheets/{sheet.pk}/{tail}"


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]* name="{re.escape(name)}"[^>]*? value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def test_who_may_open_a_sheet(
    sheet: Sheet, clerk: User, township_user: User, viewer: User, other_clerk: User, stranger: User
) -> None:
    def seen(user: User) -> tuple[int, bool]:
        answer = signed_in(user).get(url(sheet))
        return answer.status_code, 'name="m1-favour"' in answer.content.decode()

    assert seen(township_user) == (200, True)
    assert seen(clerk) == (200, True)
    assert seen(viewer) == (200, False)
    assert seen(other_clerk)[0] == 404
    assert seen(stranger)[0] == 404
    assert Client().get(url(sheet)).url == f"/sign-in/?next=/sheets/{sheet.pk}/"


def test_who_may_save_a_sheet(
    sheet: Sheet, figures: TallyFigures, viewer: User, other_clerk: User, stranger: User
) -> None:
    data = posted(figures, version=0)
    assert signed_in(viewer).post(url(sheet), data).status_code == 403
    assert signed_in(other_clerk).post(url(sheet), data).status_code == 404
    assert signed_in(stranger).post(url(sheet), data).status_code == 404
    assert Client().post(url(sheet), data).url.startswith("/sign-in/")
    assert keyings(sheet) == []


def test_a_save_goes_straight_to_the_next_box(
    sheet: Sheet, figures: TallyFigures, clerk: User, election: Election
) -> None:
    following = trust_sheets(election)[1]
    answer = signed_in(clerk).post(url(sheet), posted(figures, version=0), follow=True)
    assert answer.redirect_chain == [(f"/sheets/{following.pk}/?settled={sheet.pk}-0", 302)]
    assert "第1村小组票箱已保存：数字齐全、相符。" in answer.content.decode()
    last = signed_in(clerk).post(url(following), posted(figures, version=0))
    assert last.url == f"/elections/{election.pk}/trust/?settled={following.pk}-0"


def test_the_script_is_told_where_to_go(
    sheet: Sheet, figures: TallyFigures, clerk: User, election: Election
) -> None:
    answer = signed_in(clerk).post(url(sheet), posted(figures, version=0), headers={"hx-request": "true"})
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
    answer = signed_in(clerk).post(url(sheet), posted(figures, version=0, **{name: typed}))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert fault in page
    assert f'href="#{name}"' in page
    assert value_of(page, name) == typed
    assert value_of(page, "m1-favour") == "70"
    assert keyings(sheet) == []


def test_full_width_digits_and_blanks_are_read(sheet: Sheet, figures: TallyFigures, clerk: User) -> None:
    # A superscript two is no digit an office writes; full-width digits are.
    signed_in(clerk).post(url(sheet), posted(figures, version=0, issued=" ９０ "))
    assert Keying.objects.get(sheet=sheet).issued == 90


def test_missing_and_foreign_fields_are_no_fault(sheet: Sheet, clerk: User) -> None:
    data = {"version": "0", "issued": "90", "m99-favour": "5", "write-in-votes-1": "x", "unknown": "1"}
    signed_in(clerk).post(url(sheet), {**data, "write-in-votes-1": ""})
    assert keyings(sheet) == [(1, "luruyuan", None)]


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "7"])
def test_a_tampered_version_is_stale(sheet: Sheet, figures: TallyFigures, clerk: User, version: str) -> None:
    data = {**posted(figures, version=0), "version": version}
    answer = signed_in(clerk).post(url(sheet), data)
    assert answer.status_code == 200
    assert keyings(sheet) == []


def test_two_tabs_show_both_versions_and_one_is_taken_on_purpose(
    sheet: Sheet, figures: TallyFigures, clerk: User, township_user: User
) -> None:
    signed_in(township_user).post(url(sheet), posted(figures, version=0))
    client = signed_in(clerk)
    page = client.post(url(sheet), posted(figures, version=0, printed="96", unused="4")).content.decode()
    assert "这张计票单又保存过" in page
    assert re.findall(r'<th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', page) == [
        ("印制", "95", "96"),
        ("剩余", "3", "4"),
    ]
    assert "xiangzhen人" in page
    assert value_of(page, "printed") == "96"
    assert value_of(page, "version") == "1"
    assert keyings(sheet) == [(1, "xiangzhen", 88)]
    client.post(url(sheet), posted(figures, version=1, printed="96", unused="4"))
    assert [(k.version, k.printed) for k in Keying.objects.filter(sheet=sheet)] == [(1, 95), (2, 96)]


def test_a_double_click_saves_once(sheet: Sheet, figures: TallyFigures, clerk: User) -> None:
    client, data = signed_in(clerk), posted(figures, version=0)
    assert client.post(url(sheet), data).status_code == 302
    assert client.post(url(sheet), data).status_code == 302
    assert keyings(sheet) == [(1, "luruyuan", 88)]


def test_the_stage_moved_on_while_typing(
    sheet: Sheet, figures: TallyFigures, clerk: User, election: Election
) -> None:
    set_stage(election, Stage.TRUST_CERTIFIED, clerk)
    answer = signed_in(clerk).post(url(sheet), posted(figures, version=0))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "现为“公布信任票”阶段，此时不能录入信任票。" in page
    assert value_of(page, "m1-favour") == "70"
    assert keyings(sheet) == []


def test_a_faulty_sheet_can_be_saved_as_it_is(sheet: Sheet, figures: TallyFigures, clerk: User) -> None:
    answer = signed_in(clerk).post(url(sheet), posted(figures, version=0, **{"m1-abstain": "5"}), follow=True)
    assert "还有错误，标为“有问题”" in answer.content.decode()
    sheet.refresh_from_db()
    assert sheet.status == "faulty"


def test_checking_saves_nothing_and_says_what_is_wrong(
    sheet: Sheet, figures: TallyFigures, clerk: User
) -> None:
    data = posted(figures, version=0, **{"m1-abstain": "5", "m2-favour": "oops"})
    page = signed_in(clerk).post(url(sheet, "check/"), data).content.decode()
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
    assert signed_in(viewer).post(url(sheet, "check/"), data).status_code == 403
    assert signed_in(other_clerk).post(url(sheet, "check/"), data).status_code == 404
    assert signed_in(clerk).get(url(sheet, "check/")).status_code == 405


def test_a_warning_is_explained_and_stays_explained(sheet: Sheet, figures: TallyFigures, clerk: User) -> None:
    client = signed_in(clerk)
    data = posted(figures, version=0, **{"m1-favour": "0", "m1-against": "87"})
    client.post(url(sheet), {**data, "why W-103 /votes/m1": "常年在外"})
    sheet.refresh_from_db()
    assert (sheet.status, sheet.warnings_open) == ("complete", 0)
    assert value_of(client.get(url(sheet)).content.decode(), "why W-103 /votes/m1") == "常年在外"


def test_an_explanation_too_long_is_kept_and_refused(
    sheet: Sheet, figures: TallyFigures, clerk: User
) -> None:
    data = posted(
        figures, version=0, **{"m1-favour": "0", "m1-against": "87", "why W-103 /votes/m1": "长" * 201}
    )
    page = signed_in(clerk).post(url(sheet), data).content.decode()
    assert "最多 200 个字。" in page
    assert value_of(page, "why W-103 /votes/m1") == "长" * 201
    assert keyings(sheet) == []


def test_more_returned_than_issued_stands_with_a_reason(
    sheet: Sheet, figures: TallyFigures, clerk: User
) -> None:
    client = signed_in(clerk)
    data = posted(figures, version=0, issued="80", printed="")
    assert 'name="confirmed_reason"' in client.post(url(sheet, "check/"), data).content.decode()
    saved = client.post(url(sheet), {**data, "confirmed_reason": "清点三遍"}, follow=True)
    assert "不相符的地方已写明与纸面一致" in saved.content.decode()
    sheet.refresh_from_db()
    assert sheet.status == "complete"
    assert Keying.objects.get(sheet=sheet).confirmed_reason == "清点三遍"


def test_the_history_shows_every_save(
    sheet: Sheet, figures: TallyFigures, clerk: User, viewer: User, other_clerk: User
) -> None:
    assert "还没有录入" in signed_in(viewer).get(url(sheet, "history/")).content.decode()
    for returned in (88, 87):
        key_sheet(sheet, even_figures(codes_of(sheet.round), returned=returned), clerk)
    page = signed_in(viewer).get(url(sheet, "history/")).content.decode()
    assert re.findall(r"<summary>(第 \d 次 · luruyuan人)[^<]*?(现行)?</summary>", page) == [
        ("第 2 次 · luruyuan人", "现行"),
        ("第 1 次 · luruyuan人", ""),
    ]
    assert re.findall(r"收回 (\d+)</span>", page) == ["87", "88"]
    assert signed_in(other_clerk).get(url(sheet, "history/")).status_code == 404


@pytest.mark.parametrize(("members", "groups"), [(3, 1), (60, 12), (120, 3)])
def test_the_page_takes_the_same_queries_whatever_the_size(
    village: Village, township_user: User, django_assert_num_queries, members: int, groups: int
) -> None:
    election = make_election(village, township_user, members=members, groups=groups)
    sheet = trust_sheets(election)[0]
    key_sheet(sheet, even_figures(codes_of(sheet.round)), township_user)
    client = signed_in(township_user)
    with django_assert_num_queries(PAGE_QUERIES):
        page = client.get(url(sheet)).content.decode()
    assert page.count('id="row-') == members


def test_a_sheet_out_of_reach_or_never_there_is_not_found(clerk: User, election: Election) -> None:
    for pk in (999, 10**30):
        assert signed_in(clerk).get(f"/sheets/{pk}/").status_code == 404
        assert signed_in(clerk).post(f"/sheets/{pk}/", {}).status_code == 404
