"""The page of one election: time line, what is asked, what is missing, results, roles."""

import pytest
from django.test import Client
from django.urls import reverse

from elections.models import Election, StagePlan, User, Village, VillageGroup
from elections.rules.stages import ORDER, Stage
from elections.services.register import follow_register
from tests.ballots.stagekit import NOW, begin, carry, close, key_trust
from tests.elections.pages import as_user


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


def page_of(election: Election) -> str:
    return reverse("election", args=[election.pk])


def test_time_line(election: Election, township_user: User) -> None:
    StagePlan.objects.create(election=election, stage="trust_voting", planned_on="2004-08-29")
    StagePlan.objects.create(election=election, stage="preparation", planned_on="2004-07-01")
    carry(election, Stage.ANNOUNCED, township_user)
    response = as_user(township_user).get(page_of(election))
    points = [(p.stage.value, p.state, str(p.day), p.planned) for p in response.context["points"][:5]]
    assert points == [
        ("preparation", "past", "2004-07-28", False),
        ("committee_formed", "past", "2004-08-05", False),
        ("announced", "here", "None", True),
        ("trust_voting", "", "2004-08-29", True),
        ("trust_certified", "", "None", True),
    ]
    page = response.content.decode()
    assert page.count('aria-current="step"') == 1
    assert "第 3 步，共 10 步" in page
    assert "许党发〔2004〕24号" in page
    assert (
        "依据：《中国共产党章程》；《中国共产党农村基层组织工作条例》；县“两票制”实施方案和工作流程表" in page
    )


ASKED = {
    "preparation": ("登记村指导组", "officials"),
    "committee_formed": ("登记选举委员会名单", "officials"),
    "announced": ("登记唱票、计票、监票人", "officials"),
    "trust_voting": ("制作空白信任票", "papers"),
    "trust_certified": ("签字核定信任投票结果", "trust_sign"),
    "shortlisted": ("发布预备候选人公示", "papers"),
    "reviewed": ("登记党委会研究结果", "review"),
    "assembly": ("印发会议通知和议程", "papers"),
    "approved": ("印发呈报", "papers"),
    "handed_over": ("制作交接清单", "papers"),
}


@pytest.mark.parametrize("stage", ORDER)
def test_one_thing_is_asked_in_each_stage(stage: Stage, election: Election, township_user: User) -> None:
    carry(election, stage, township_user)
    response = as_user(township_user).get(page_of(election))
    title, route = ASKED[stage.value]
    assert response.context["ask"].task.title == title
    assert response.context["ask_url"] == reverse(route, args=[election.pk])
    assert response.content.decode().count("btn-primary") == 1


def test_what_is_missing_with_cures(election: Election, township_user: User) -> None:
    response = as_user(township_user).get(page_of(election))
    assert [(reason.code, reason.url) for reason in response.context["reasons"]] == [
        *(
            ("E-701", f"/elections/{election.pk}/stage/#id_{key}")
            for key in ("adopted_on", "county_plan", "document_number", "lead_group_head")
        ),
        ("E-715", f"/elections/{election.pk}/officials/"),
    ]
    assert "进入“成立选举委员会”前还缺 5 项" in response.content.decode()


def test_a_clerk_gets_no_links_to_what_is_the_townships(election: Election, clerk: User) -> None:
    response = as_user(clerk).get(page_of(election))
    assert {reason.url for reason in response.context["reasons"]} == {""}
    page = response.content.decode()
    assert "这一步由乡镇管理员办理。" in page
    assert "btn-primary" not in page
    assert reverse("stage_close", args=[election.pk]) not in page


def test_results_so_far(election: Election, township_user: User) -> None:
    carry(election, Stage.APPROVED, township_user)
    response = as_user(township_user).get(page_of(election))
    assert [(line.title, line.note) for line, _ in response.context["results"]] == [
        ("信任投票投票率 83.33%", "收回 100 张，有权投票 120 人"),
        ("预备候选人 5 名", "于海林、朱文斌、李秋生、杨志刚、徐小兰（按姓氏笔画为序）"),
        ("正式候选人 4 名", "于海林、朱文斌、李秋生、杨志刚（按姓氏笔画为序）"),
        ("实到会 9 人", "应到会 9 人，至少要到 8 人"),
        ("已选出委员 3 名", "于海林、朱文斌、李秋生（按姓氏笔画为序）"),
        ("书记 于海林", ""),
    ]


def test_no_result_while_boxes_are_keyed(election: Election, township_user: User) -> None:
    carry(election, Stage.TRUST_VOTING, township_user, ready=True)
    assert as_user(township_user).get(page_of(election)).context["results"] == []


def test_a_shortfall_is_told(election: Election, township_user: User) -> None:
    carry(election, Stage.TRUST_VOTING, township_user)
    key_trust(election, trusted=0)
    close(election, Stage.TRUST_VOTING, township_user)
    found = as_user(township_user).get(page_of(election)).context["results"]
    assert [line.title for line, _ in found] == ["信任投票投票率 83.33%", "预备候选人不足"]


def test_finished(election: Election, township_user: User) -> None:
    carry(election, Stage.HANDED_OVER, township_user)
    close(election, Stage.HANDED_OVER, township_user)
    response = as_user(township_user).get(page_of(election))
    page = response.content.decode()
    assert "十步全部办结" in page
    assert {point.state for point in response.context["points"]} == {"past"}
    assert "ask" not in response.context


def test_roles(
    election: Election, township_user: User, clerk: User, viewer: User, other_clerk: User, stranger: User
) -> None:
    people = (township_user, clerk, viewer, other_clerk, stranger)
    assert [as_user(user).get(page_of(election)).status_code for user in people] == [200, 200, 200, 404, 404]
    assert Client().get(page_of(election)).url.startswith("/sign-in/?next=")
    assert as_user(township_user).get("/elections/99999999999999999999999/").status_code == 404


@pytest.mark.parametrize("more", [0, 20])
def test_queries_do_not_grow_with_the_register(
    more: int, election: Election, village: Village, township_user: User, django_assert_num_queries
) -> None:
    for number in range(more):
        VillageGroup.objects.create(village=village, position=number + 3, name=f"{number}组", eligible=9)
    follow_register(village, by=township_user.actor, at=NOW)
    desk = as_user(township_user)
    with django_assert_num_queries(18):
        assert len(desk.get(page_of(election)).context["found"].groups) == 2 + more
