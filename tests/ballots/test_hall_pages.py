"""The page of the screen in the hall: who gets to it, and how it refreshes itself."""

import pytest
from factories import codes_of, even_figures, make_election, trust_sheets
from keyers import key_sheet
from screens import asked

from elections.models import Township, User, Village
from elections.rules.stages import Stage
from tests.conftest import make_user
from tests.elections.pages import as_user


def test_a_projector_goes_straight_to_the_one_election(
    village: Village, township_user: User, projector: User
) -> None:
    desk = as_user(projector)
    assert "现在没有正在进行的选举" in desk.get("/", follow=True).content.decode()
    election = make_election(village, township_user)
    answer = desk.get("/", follow=True)
    assert [url for url, _ in answer.redirect_chain] == ["/halls/", f"/elections/{election.pk}/hall/"]
    page = answer.content.decode()
    assert "<h1>中坊村党支部委员会选举</h1>" in page
    assert "navbar" not in page
    assert "daping人" not in page


def test_a_projector_of_several_villages_chooses(
    village: Village, other_village: Village, township: Township, township_user: User, projector: User
) -> None:
    first = make_election(village, township_user)
    second = make_election(other_village, township_user, stage=Stage.PREPARATION)
    page = as_user(projector).get("/halls/").content.decode()
    assert page.index(f'href="/elections/{first.pk}/hall/">中坊村<') < page.index(
        f'href="/elections/{second.pk}/hall/">长沙坑村<'
    )
    assert "第 4 步 信任投票" in page
    assert 'id="nav"' in page
    assert "工作台" not in page
    own = make_user("cundaping", "projector", township, other_village)
    assert as_user(own).get("/halls/").url == f"/elections/{second.pk}/hall/"


def test_the_page_of_the_election_leads_there(village: Village, township_user: User, viewer: User) -> None:
    election = make_election(village, township_user)
    page = as_user(viewer).get(f"/elections/{election.pk}/").content.decode()
    assert f'<a href="/elections/{election.pk}/hall/">大屏</a>' in page


def test_unchanged_is_not_sent_again(village: Village, township_user: User, projector: User) -> None:
    election = make_election(village, township_user)
    first = asked(projector, election)
    tag = first.headers["ETag"]
    assert f'hx-headers=\'{{"If-None-Match": "\\{tag[:-1]}\\""}}\'' in first.content.decode()
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = asked(projector, election, **{"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    sheet = trust_sheets(election)[0]
    key_sheet(sheet, even_figures(codes_of(sheet.round)))
    changed = asked(projector, election, **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_the_whole_page_is_never_answered_with_nothing(
    village: Village, township_user: User, projector: User
) -> None:
    election = make_election(village, township_user)
    tag = asked(projector, election).headers["ETag"]
    page = as_user(projector).get(f"/elections/{election.pk}/hall/", headers={"If-None-Match": tag})
    assert page.status_code == 200
    assert 'hx-trigger="every 10s, online from:window"' in page.content.decode()
    assert "style=" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    count: int, township: Township, township_user: User, projector: User, django_assert_num_queries
) -> None:
    for number in range(count + 1):
        village = Village.objects.create(township=township, name=f"{number}村", population=1500)
        make_election(village, township_user, stage=Stage.PREPARATION)
    desk = as_user(projector)
    with django_assert_num_queries(4):
        assert len(desk.get("/halls/").context["elections"]) == count + 1
