"""Anybody checks a paper by its code: what stands on it and whether it counts, nothing else, not too often."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine
from boards import hung
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from factories import AT, make_election, set_stage
from meetings import hold, in_assembly
from notices_samples import PILOT, all_kinds
from test_issuing import issue, reworded, with_conditions
from test_papers import certify

from ballots.models import Notice
from ballots.notices.attached import lines_of
from ballots.notices.facts import Facts, Family
from ballots.notices.render import render_html
from ballots.services.going_back import go_back
from elections.models import Election, User, Village
from elections.rules.stages import Stage

pytestmark = pytest.mark.django_db
NOTICES = {kind: facts for kind, facts in all_kinds(PILOT).items() if facts.kind.family is Family.NOTICE}


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return with_conditions(make_election(village, township_user, members=8, groups=2))


def check(code: str) -> str:
    return Client().get(reverse("check_paper", args=[code])).text


def test_a_paper_is_found_by_its_code_with_everything_that_is_on_it(
    election: Election, township_user: User
) -> None:
    made = issue(election, "conditions", township_user)
    hung(made, township_user, "各村小组公告栏", on=AT.date(), at=AT)
    page = check(made.code)
    for words in (
        ">有效</h1>",
        "中坊村任职条件公告",
        "许党发〔2004〕1号",
        "2004年8月28日",
        made.sha256,
        "群众信得过。",
    ):
        assert words in page
    assert "各村小组公告栏" not in page  # where it hangs is not on the paper


def test_a_superseded_paper_names_the_one_that_took_its_place(
    election: Election, township_user: User
) -> None:
    first = issue(election, "conditions", township_user)
    issue(reworded(election, "办事公道。"), "conditions", township_user)
    page = check(first.code)
    assert ("已被代替</h1>" in page, "已由许党发〔2004〕2号代替。手上的这一份不再有效。" in page) == (
        True,
        True,
    )
    assert "群众信得过。" in page


def test_a_paper_whose_source_was_reopened_no_longer_counts_and_the_reason_is_not_told(
    election: Election, township_user: User
) -> None:
    certify(election, township_user)
    made = issue(election, "preliminary", township_user)
    hung(made, township_user, on=AT.date(), at=AT)
    election.refresh_from_db()
    go_back(
        election_id=election.pk,
        version=election.version,
        target=Stage.TRUST_CERTIFIED,
        reason="某人举报",
        by=township_user.actor,
        at=AT,
    )
    made.refresh_from_db()
    assert made.status.label == "已失效"
    page = check(made.code)
    assert ("已失效</h1>" in page, "手上的这一份不再有效。" in page, "某人举报" in page) == (
        True,
        True,
        False,
    )


def test_a_code_is_read_in_any_case_with_or_without_dashes(election: Election, township_user: User) -> None:
    made = issue(election, "conditions", township_user)
    for typed in (made.code.lower(), made.code.replace("-", ""), f" {made.code} "):
        answer = Client().get(reverse("check_code"), {"code": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/v/{made.code}/")
    assert ">有效</h1>" in check(made.code.replace("-", "").lower())


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/v/", 200, "输入材料页脚的查验码"),
        ("/v/?code=123", 200, "查验码是 13 位数字和字母"),
        ("/v/123/", 404, "查验码是 13 位数字和字母"),
        ("/v/0000-0000-00000/", 404, "这份材料不是由本程序发布的"),
    ],
)
def test_what_is_no_code_is_said_in_words(path: str, status: int, words: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, words in answer.text) == (status, True)


def test_ballots_are_found_by_no_code(election: Election, township_user: User) -> None:
    issue(election, "trust_ballot", township_user)
    assert Client().get("/v/").status_code == 200
    assert Notice.objects.get().code == ""


def test_the_pages_need_no_cookies_are_not_kept_and_not_indexed(
    election: Election, township_user: User
) -> None:
    made = issue(election, "conditions", township_user)
    for path in ("/v/", "/v/?code=x", f"/v/{made.code}/", "/v/0000-0000-00000/"):
        answer = Client().get(path)
        assert (len(answer.cookies), answer["X-Robots-Tag"]) == (0, "noindex, nofollow")
        assert "no-store" in answer["Cache-Control"]
        assert '<meta name="robots" content="noindex, nofollow">' in answer.text


@time_machine.travel(datetime(2004, 9, 8, 1, 0, tzinfo=UTC), tick=False)
def test_sixty_times_a_minute_and_no_more_from_one_address() -> None:
    client = Client()
    answers = [client.get("/v/0000-0000-00000/").status_code for _ in range(61)]
    assert answers == [*[404] * 60, 429]
    assert "请过一分钟再试" in client.get("/v/").text
    assert Client(REMOTE_ADDR="192.0.2.7").get("/v/").status_code == 200


def test_the_lines_of_a_title_stay_apart() -> None:
    first, *_ = lines_of(NOTICES["appointment"])
    assert first == "中共崇仁县许坊乡委员会 关于长沙坑村党支部委员会 组成人员任职的公告"


@pytest.mark.parametrize("kind", NOTICES)
def test_every_line_of_the_page_stands_on_the_paper(kind: str) -> None:
    facts: Facts = NOTICES[kind]
    paper = plain(render_html(facts))
    assert [line for line in lines_of(facts) if plain(line) not in paper] == []
    assert len(lines_of(facts)) > 5


def plain(html: str) -> str:
    """What can be read, without the spaces."""
    return "".join(unescape(re.sub(r"<head>.*?</head>|<[^>]*>", "", html, flags=re.DOTALL)).split())


def test_a_result_with_the_figures_of_every_group_is_shown(election: Election, township_user: User) -> None:
    certify(election, township_user)
    made = issue(election, "trust_result", township_user)
    page = check(made.code)
    assert ("第1村小组" in plain(page), "79.54" in page) == (True, True)
    set_stage(election, Stage.TRUST_CERTIFIED, township_user)
    assert ">有效</h1>" in check(made.code)


def test_a_report_of_a_ballot_of_three_is_known_and_not_shown(village: Village, township_user: User) -> None:
    election = in_assembly(village, township_user)
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 8, "m4": 1, "m5": 1})
    shown = check(issue(election, "result_report", township_user).code)
    assert "材料全文" in shown
    hold(election, "secretary", {"m1": 2}, ballots=3, own=(3, 3))
    made = issue(election, "result_report", township_user)
    page = check(made.code)
    assert (">有效</h1>" in page, made.sha256 in page, "公开页面不显示全文" in page) == (True, True, True)
    assert "材料全文" not in page
