"""The township's review: what the rules make of it, what its form refuses, what becomes of the former one."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from meetings import FAVOURS, FIVE, in_review, settle, version_of

from ballots.models import Review, ReviewLine, Round
from ballots.selectors.dossier import decided
from elections.models import Election, StageRecord, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Refused
from tests.elections.pages import People, answers, as_user, field_faults, value_of

REVIEW_QUERIES = 24
PLAIN = {"decided_on": "2004-09-03", "present": "7", "minutes_number": "许党会〔2004〕9号"}


@pytest.fixture
def people(township_user: User, clerk: User, other_clerk: User, viewer: User, stranger: User) -> People:
    named = {"township": township_user, "clerk": clerk, "other_clerk": other_clerk}
    return {**named, "viewer": viewer, "stranger": stranger}


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return in_review(village, township_user)


@pytest.fixture
def client(township_user: User) -> Client:
    return as_user(township_user)


def typed(*taken: str, reason: str = "另有任用", **changes: str) -> dict[str, str]:
    """The form with these ticked and a reason for each of the others."""
    ticks = {f"take_{code}": "on" for code in taken}
    reasons = {f"reason_{code}": reason for code in FIVE if code not in taken}
    return {**PLAIN, **ticks, **reasons, **changes}


def post(client: Client, election: Election, data: dict[str, Any], name: str = "review") -> HttpResponse:
    return client.post(reverse(name, args=[election.pk]), {"version": version_of(election), **data})


def look(client: Client, election: Election, query: str = "") -> tuple[str, str]:
    """The review's status on the page, and the page."""
    page = client.get(reverse("review", args=[election.pk]) + query).content.decode()
    status = re.search(r'id="review" data-status="(\w+)"', page)
    assert status
    return status[1], page


def rules_say(election: Election) -> str:
    review = decided(election).decision.review
    return review.status.value if review else "none"


def test_who_may_look_and_who_may_settle(election: Election, people: People) -> None:
    url = reverse("review", args=[election.pk])
    expected = {
        "township": 200,
        "clerk": 200,
        "viewer": 200,
        "other_clerk": 404,
        "stranger": 404,
        "anonymous": 302,
    }
    assert answers(people, url) == expected
    refused = expected | {"clerk": 403, "viewer": 403}
    assert answers(people, url, {}) == refused
    assert answers(people, reverse("review_check", args=[election.pk]), {}) == refused
    assert "take_m1" not in as_user(people["clerk"]).get(url).content.decode()


def test_the_shortlist_stands_in_stroke_order_with_its_rates(election: Election, client: Client) -> None:
    status, page = look(client, election)
    assert status == "none"
    # 160, 158, 156, 154 and 152 of 176 returned, cut.
    rows = re.findall(r'<th scope="row">(\w+)</th>\s*<td class="num" data-th="信任率">([\d.]+)%', page)
    assert rows == [
        ("丁一", "90.90"),
        ("王一", "89.77"),
        ("毛一", "88.63"),
        ("方一", "87.50"),
        ("叶一", "86.36"),
    ]


def test_settled(election: Election, client: Client) -> None:
    assert post(client, election, typed("m1", "m2", "m4", "m5")).status_code == 302
    status, page = look(client, election)
    assert (status, rules_say(election)) == ("settled", "settled")
    assert re.findall(r'data-member="(\w+)" data-taken', page) == ["m1", "m2", "m4", "m5"]
    assert "理由：另有任用" in page
    review = Review.objects.get()
    assert (str(review.decided_on), review.present, review.minutes_number) == (
        "2004-09-03",
        7,
        "许党会〔2004〕9号",
    )


def test_careers_of_those_taken_are_shown_and_start_the_next_deliberation(
    election: Election, client: Client
) -> None:
    careers = {"career_m1": "1988年高中毕业\r\n\r\n在家务农，\r\n2001年任村小组长\r\n", "career_m2": ""}
    post(client, election, typed(*FIVE[:4], **careers))
    assert "简历：1988年高中毕业；在家务农，2001年任村小组长" in look(client, election)[1]
    found = ReviewLine.objects.filter(review__invalidated_at=None).order_by("pk")
    assert [line.career for line in found] == ["1988年高中毕业；在家务农，2001年任村小组长", "", "", "", ""]
    again = look(client, election, "?again")[1]
    assert re.findall(r'name="career_m1"[^>]*>\s*([^<]*)<', again) == [
        "1988年高中毕业；在家务农，2001年任村小组长"
    ]


def test_a_career_is_told_of_those_taken_alone(election: Election, client: Client) -> None:
    response = post(client, election, typed(*FIVE[:4], career_m5="退伍军人"))
    assert field_faults(response) == {
        "career_m5": ["没有勾选叶一。列为正式候选人的才写简历；请勾选，或者删去简历。"]
    }
    assert not Review.objects.exists()


def test_too_few_are_recorded_shown_as_invalid_and_replaced(election: Election, client: Client) -> None:
    post(client, election, typed("m1", "m2", "m3"))
    status, page = look(client, election)
    assert (status, rules_say(election)) == ("invalid", "invalid")
    assert "正式候选人 3 名，少于应选 3 名加差额 1 名，至少要 4 名。" in page
    response = post(client, election, typed(*FIVE))
    assert field_faults(response) == {"replaces": ["请填写这一项。"]}
    post(client, election, typed(*FIVE, replaces="名额不足，重新研究"))
    status, page = look(client, election)
    assert (status, rules_say(election)) == ("settled", "settled")
    assert "失效，理由：名额不足，重新研究" in page
    assert [(r.invalidated_reason, r.lines.count()) for r in Review.objects.all()] == [
        ("名额不足，重新研究", 5),
        ("", 5),
    ]


def test_everybody_is_taken_or_declined_with_a_reason(election: Election, client: Client) -> None:
    response = post(client, election, typed(*FIVE, reason_m1="年龄偏大") | {"take_m2": ""})
    assert field_faults(response) == {
        "reason_m1": ["丁一既列为正式候选人，又写了不列入的理由。请核对党委会记录。"],
        "reason_m2": ["预备候选人王一既未列为正式候选人，也未写明不列入的理由。"],
    }
    assert not Review.objects.exists()
    assert "".join(re.findall(r'id="id_take_(m\d)"[^>]* checked', response.content.decode())) == "m1m3m4m5"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"decided_on": ""}, {"decided_on": ["请填写这一项。"]}),
        ({"decided_on": "九月三日"}, {"decided_on": ["请按“2004-09-18”或“2004年9月18日”填写日期。"]}),
        ({"decided_on": "2099-01-01"}, {"decided_on": ["研究日期晚于今天，请照实际日期填写。"]}),
        (
            {"decided_on": "2004-08-29"},
            {"decided_on": ["研究日期早于预备候选人公示日期（2004年8月30日），请核对。"]},
        ),
        ({"present": "0"}, {"present": ["不能小于 1。"]}),
        ({"present": "1000000000000"}, {"present": ["数字过大，最多 99。"]}),
        ({"present": "七"}, {"present": ["这里只能填整数，如 0、12、1463。"]}),
        ({"minutes_number": "号" * 41}, {"minutes_number": ["最多 40 个字。"]}),
        ({"reason_m5": "长" * 201, "take_m5": ""}, {"reason_m5": ["最多 200 个字。"]}),
        ({"career_m1": "长" * 201}, {"career_m1": ["最多 200 个字。"]}),
    ],
)
def test_what_cannot_be(
    election: Election,
    client: Client,
    township_user: User,
    changes: dict[str, str],
    faults: dict[str, list[str]],
) -> None:
    StageRecord.objects.create(
        election=election, stage=Stage.SHORTLISTED, items={"posted_on": "2004-08-30"},
        saved_at="2004-08-30T09:00Z", saved_by=township_user,
    )  # fmt: skip
    response = post(client, election, typed(*FIVE, **changes))
    assert field_faults(response) == faults
    assert value_of(response, "minutes_number") == changes.get("minutes_number", "许党会〔2004〕9号")
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("taken", "declined"),
    [
        (("m1", "m2", "m3", "m4", "m6"), {"m5": "另有任用"}),
        (("m1", "m2", "m3", "m4", "m5"), {"m6": "另有任用"}),
    ],
)
def test_nobody_from_outside_the_shortlist_is_named(
    election: Election, township_user: User, taken: tuple[str, ...], declined: dict[str, str]
) -> None:
    with pytest.raises(Refused, match="名单与预备候选人不符，请重新打开本页。"):
        settle(election, township_user, *taken, declined=declined)
    assert Review.objects.count() == 0


def test_no_career_is_recorded_of_somebody_not_taken(election: Election, township_user: User) -> None:
    with pytest.raises(Refused, match="列为正式候选人的才写简历"):
        settle(election, township_user, *FIVE[:4], careers={"m5": "退伍军人"})
    assert Review.objects.count() == 0


def test_two_tabs_settle_at_once(election: Election, client: Client, township_user: User) -> None:
    seen = version_of(election)
    settle(election, township_user, *FIVE)
    response = post(client, election, typed("m1", "m2", "m3", "m4") | {"version": str(seen)})
    page = response.content.decode()
    assert "没有保存：这一页打开以后，别人已经改过" in page
    clash = re.search(r"<table class=\"grid cards\">.*?</table>", page, re.S)
    assert clash
    assert re.findall(r'<th scope="row">([^<]*)</th>', clash[0]) == ["叶一列为正式候选人", "叶一不列入的理由"]
    assert value_of(response, "version") == str(version_of(election))
    assert Review.objects.count() == 1
    assert "重新审定的理由" in page


def test_a_double_click_settles_once(election: Election, client: Client) -> None:
    data = typed(*FIVE) | {"version": str(version_of(election))}
    assert post(client, election, data).status_code == 302
    assert post(client, election, data).status_code == 200
    assert (Review.objects.count(), ReviewLine.objects.count()) == (1, 5)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (typed(*FIVE), "符合规则，可以登记"),
        (typed("m1", "m2", "m3"), "正式候选人 3 名，少于应选 3 名加差额 1 名，至少要 4 名。"),
        ({}, "预备候选人丁一既未列为正式候选人，也未写明不列入的理由。"),
        (typed(*FIVE, reason_m1="年龄"), "丁一既列为正式候选人，又写了不列入的理由。请核对党委会记录。"),
    ],
)
def test_the_rules_speak_while_ticking(
    election: Election, client: Client, data: dict[str, str], expected: str
) -> None:
    page = post(client, election, data, "review_check").content.decode()
    assert expected in page
    assert not Review.objects.exists()


def test_settling_again_starts_from_what_was_settled(
    election: Election, client: Client, township_user: User
) -> None:
    settle(election, township_user, "m1", "m2", "m3", "m4")
    assert "take_m1" not in look(client, election)[1]
    page = look(client, election, "?again=1")[1]
    assert re.findall(r'id="id_take_(m\d)"[^>]* checked', page) == ["m1", "m2", "m3", "m4"]
    assert 'name="reason_m5" value="另有任用"' in page


@pytest.mark.parametrize(
    ("reason", "status"), [("", "invalid"), ("再投一次也难有更多人达到，党委会决定继续", "settled")]
)
def test_too_few_preliminary_candidates_need_the_recorded_decision(
    village: Village, township_user: User, client: Client, reason: str, status: str
) -> None:
    # m5 has 60 of 176, 34.09 %: four of the five due are shortlisted, which is seats and surplus still.
    election = in_review(village, township_user, favours={**FAVOURS, "m5": 30})
    Round.objects.filter(election=election, kind="trust").update(proceed_reason=reason)
    settle(election, township_user, "m1", "m2", "m3", "m4", declined={})
    shown, page = look(client, election)
    assert (shown, rules_say(election)) == (status, status)
    assert ("信任投票结果为“预备候选人不足”，不能据此确定正式候选人" in page) == (not reason)


def test_only_its_own_stage_settles(election: Election, client: Client) -> None:
    Election.objects.filter(pk=election.pk).update(stage=Stage.ASSEMBLY.value)
    response = post(client, election, typed(*FIVE))
    assert response.status_code == 403
    assert "现为“党员大会”阶段，此时不能审定正式候选人。" in response.content.decode()


def test_the_page_asks_the_same_queries_for_more_people(
    village: Village,
    other_village: Village,
    township_user: User,
    client: Client,
    django_assert_num_queries: Any,
) -> None:
    for place, seats, taken in ((village, 1, FIVE[:2]), (other_village, 3, FIVE)):
        election = in_review(place, township_user, rules={"seats": seats})
        settle(election, township_user, *taken, declined={})
        with django_assert_num_queries(REVIEW_QUERIES):
            look(client, election)
