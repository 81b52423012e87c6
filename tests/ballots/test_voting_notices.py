"""投票通知: one for the board of each group, all issued with one press."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from dossiers import exported, new_village, through_the_database
from factories import AT, make_election
from stagekit import begin
from test_issuing import issue

from ballots.models import Notice
from ballots.notices.facts import NoticeKind, VoterGroup, VotingNotice, from_json
from ballots.notices.pdf import MissingGlyphs
from ballots.notices.render import render_html
from ballots.selectors.papers import GroupVote, PaperKey
from ballots.services.packs import every_paper
from ballots.services.papers import make_paper
from ballots.services.voting_notices import issue_notices, version_of
from elections.dossier.schema import loads
from elections.models import Election, User, Village
from elections.rules.stages import Stage
from elections.services.guard import Stale
from tests.ballots.tampering import verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_2004")]
VOTES = {
    "1": GroupVote("上午8时至11时", "何家祠堂", "上坑—下坑"),
    "2": GroupVote("下午1时至4时", "村小学", ""),
}


@pytest.fixture
def _in_2004() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def election(village: Village, clerk: User) -> Election:
    return make_election(village, clerk, members=8, groups=2, stage=Stage.ANNOUNCED)


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def press(
    election: Election, by: User, votes: dict[str, GroupVote] = VOTES, version: int | None = None
) -> list[Notice]:
    known = version_of(election) if version is None else version
    return issue_notices(election=election, version=known, votes=votes, by=by.actor, at=AT)


def facts_of(notice: Notice) -> VotingNotice:
    found = from_json(notice.kind, notice.facts)
    assert isinstance(found, VotingNotice)
    return found


def test_one_press_issues_a_paper_for_each_board(election: Election, clerk: User) -> None:
    first, second = press(election, clerk)
    assert [(one.title, one.document_number, one.number, one.group) for one in (first, second)] == [
        ("中坊村投票通知 第1村小组", "", 1, "1"),
        ("中坊村投票通知 第2村小组", "", 1, "2"),
    ]
    found = facts_of(first)
    assert found.group == VoterGroup(name="第1村小组", eligible=100)
    assert (found.hours, found.voting_at, found.mobile_route) == ("上午8时至11时", "何家祠堂", "上坑—下坑")
    assert found.header.place == "第1村小组公告栏"
    assert (facts_of(second).voting_at, facts_of(second).mobile_route) == ("村小学", "")
    assert first.code != second.code


def test_the_next_press_issues_what_changed_and_leaves_the_others(election: Election, clerk: User) -> None:
    first, second = press(election, clerk)
    assert press(election, clerk) == []
    (anew,) = press(election, clerk, {**VOTES, "2": GroupVote("下午1时至4时", "村委会", "")})
    header = facts_of(anew).header
    assert (anew.number, header.number, header.replaces) == (2, "", "2004年8月28日第1版")
    assert "（代替2004年8月28日第1版）" in render_html(facts_of(anew))
    stands = [Notice.objects.get(pk=one.pk).status.label for one in (first, second, anew)]
    assert stands == ["已发布", "已被代替", "已发布"]


def test_a_notice_made_again_by_itself_keeps_what_was_written(election: Election, clerk: User) -> None:
    press(election, clerk)
    election.groups.filter(code="1").update(eligible=99)
    key = PaperKey(NoticeKind.VOTING_NOTICE, group="1")
    made = make_paper(election=election, key=key, by=clerk.actor, at=AT)
    found = facts_of(made)
    assert (made.number, found.group.eligible, found.voting_at) == (2, 99, "何家祠堂")


def test_whoever_saw_less_is_told_and_a_double_click_issues_once(election: Election, clerk: User) -> None:
    press(election, clerk, version=0)
    assert press(election, clerk, version=0) == []
    with pytest.raises(Stale) as stale:
        press(election, clerk, {}, version=0)
    assert stale.value.now == 2
    assert Notice.objects.count() == 2


def test_nothing_is_issued_where_one_cannot_be_set_or_the_person_may_not(
    election: Election, clerk: User, viewer: User
) -> None:
    with pytest.raises(MissingGlyphs):
        press(election, clerk, {**VOTES, "2": GroupVote("下午", "村\U0010ffff", "")})
    with pytest.raises(PermissionDenied):
        press(election, viewer)
    assert Notice.objects.count() == 0


def test_the_notice_of_a_group_that_went_from_the_register_is_still_listed(
    election: Election, desk: Client, clerk: User
) -> None:
    press(election, clerk)
    election.groups.filter(code="2").delete()
    page = desk.get(reverse("papers", args=[election.pk])).text
    assert "已发布 1 份，共 1 个村小组" in page
    assert ("投票通知 第2村小组，这个村小组已不在村情中。" in page, "查验码" in page) == (True, True)


def test_they_go_to_the_printer(election: Election, clerk: User) -> None:
    press(election, clerk)
    names = [file.name for file in every_paper(election, today=AT.date())]
    assert [name[3:] for name in names if "投票通知" in name] == [
        "投票通知 第1村小组.pdf",
        "投票通知 第2村小组.pdf",
    ]


def test_export_import_and_the_chain_keep_whose_they_are() -> None:
    def build() -> Election:
        village, user = new_village()
        election = begin(village, user)
        press(election, user)
        press(election, user, {**VOTES, "1": GroupVote("上午", "祠堂", "")})
        return election

    content = exported(build)
    again, _ = through_the_database(content)
    assert again == content
    listed = loads(content)["record"]["notices"]
    assert [(one["group"], one["number"], one["superseded"]) for one in listed[:1] + listed[-1:]] == [
        ("1", 1, True),
        ("1", 2, False),
    ]


def test_a_notice_moved_to_another_group_by_sql_is_found(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    made = press(election, township_user)
    assert verified("--election", str(election.pk))[0] == 0
    Notice.objects.filter(pk=made[0].pk).update(group="9")
    status, lines = verified("--election", str(election.pk))
    assert (status, "/papers/0/group" in lines[0]) == (1, True)


def test_it_is_issued_from_the_page_and_listed_in_one_row(
    election: Election, desk: Client, clerk: User
) -> None:
    address = reverse("voting_notices", args=[election.pk])
    listed = desk.get(reverse("papers", args=[election.pk])).text
    assert f'href="{address}"' in listed
    typed = {"hours-1": "上午8时至11时", "voting_at-1": "何家祠堂", "version": "0", "then": "issue"}
    answer = desk.post(address, typed, follow=True)
    assert "投票通知已发布 2 份，可以下载打印，张贴到各村小组。" in answer.text
    assert answer.text.count('<th scope="row">投票通知</th>') == 1
    codes = Notice.objects.values_list("code", flat=True)
    assert [code in answer.text for code in codes] == [True, True]
    form = desk.get(address).context["form"]
    assert [form[name].value() for name in ("version", "voting_at-1", "voting_at-2")] == [2, "何家祠堂", ""]
    answer = desk.post(address, {**typed, "version": "2"}, follow=True)
    assert "投票通知没有变化，没有另发" in answer.text
    answer = desk.post(address, {**typed, "then": "look"})
    assert (answer["Content-Type"], Notice.objects.count()) == ("application/pdf", 2)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    election: Election, desk: Client, clerk: User
) -> None:
    address = reverse("voting_notices", args=[election.pk])
    typed = {"hours-1": "时" * 31, "voting_at-2": "村小学", "version": "0"}
    form = desk.post(address, typed).context["form"]
    assert form.errors == {"hours-1": ["最多 30 个字。"]}
    assert form["voting_at-2"].value() == "村小学"
    press(election, clerk)
    form = desk.post(address, {"voting_at-2": "村小学", "version": "0"}).context["form"]
    assert form.non_field_errors() == [
        "这一页打开以后，别人已经保存过。请看清现在的情况，仍要办的，再按一次。"
    ]
    assert (form["version"].value(), form["voting_at-2"].value()) == ("2", "村小学")


def test_one_groups_notice_is_put_in_other_words_and_the_next_press_keeps_them(
    election: Election, desk: Client, clerk: User
) -> None:
    press(election, clerk)
    page = reverse("paper_wording", args=[election.pk])
    form = desk.get(page, {"kind": "voting_notice", "group": "1"}).context["form"]
    sent = {bound.html_name: bound.value() for _, bound in form.rows}
    last = list(sent)[-1]
    assert sent[last] == "特此通知。"
    answer = desk.post(
        page, {**sent, last: "特此通知，请互相转告。", "kind": "voting_notice", "group": "1", "then": "issue"}
    )
    assert answer.status_code == 302
    assert [one.group for one in Notice.objects.filter(number=2)] == ["1"]
    assert press(election, clerk) == []
    assert desk.get(page, {"kind": "voting_notice", "group": "9"}).status_code == 302
    assert desk.get(page, {"kind": "voting_notice", "group": "\0"}).status_code == 404


@pytest.mark.parametrize("groups", [1, 3])
def test_the_page_takes_the_same_queries_however_many_groups(
    village: Village, clerk: User, desk: Client, django_assert_num_queries: object, groups: int
) -> None:
    election = make_election(village, clerk, members=4 * groups, groups=groups, stage=Stage.ANNOUNCED)
    issue(election, "voter_list", clerk)
    with django_assert_num_queries(13):  # type: ignore[operator]
        desk.get(reverse("voting_notices", args=[election.pk]))
