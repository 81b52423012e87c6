"""What the board is told of those elected and of small boxes, and where it says to speak up."""

import re

import pytest
from complete import told
from factories import AT, codes_of, even_figures, make_election, set_stage, trust_sheets
from keyers import key_sheet
from meetings import hold, in_assembly
from test_papers import certify
from test_papers_after import FIVE, facts

from ballots.models import Sheet
from ballots.notices.facts import Elected, Facts, NoticeKind
from ballots.notices.render import render_html
from ballots.selectors.papers import PaperKey, facts_for
from ballots.services.boxes import add_mobile_box
from elections.models import Election, StageRecord, User, Village
from elections.rules.stages import Stage

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def election(village: Village, clerk: User) -> Election:
    return make_election(village, clerk, members=8, groups=2)


def rows_of(facts: Facts) -> list[tuple[object, ...]]:
    return [(row.votes, row.secretary_votes, row.withheld, row.is_secretary) for row in facts.committee]


def test_the_board_is_not_told_how_a_committee_of_three_voted(village: Village, township_user: User) -> None:
    election = in_assembly(village, township_user)
    hold(election, "committee", FIVE)
    hold(election, "secretary", {"m1": 3}, ballots=3, own=(3, 3))
    announced = facts(election, NoticeKind.ELECTED)
    assert rows_of(announced) == [
        (10, None, ("secretary",), True),
        (9, None, (), False),
        (8, None, (), False),
    ]
    for poster in (False, True):
        html = render_html(announced, poster=poster)
        assert "不公布票数。" in html
        assert "<td>10</td><td>当选</td>" in html
    assert {(row.person.birth, row.person.joined, row.person.education) for row in announced.committee} == {
        ("", "", "")
    }
    set_stage(election, Stage.APPROVED, township_user)
    sent = facts(election, NoticeKind.SUBMISSION)
    assert [(row.votes, row.secretary_votes) for row in sent.committee] == [(10, 3), (9, None), (8, None)]
    assert "" not in {row.person.birth for row in sent.committee}


def test_the_board_is_not_told_how_a_branch_of_nine_voted(village: Village, township_user: User) -> None:
    election = told(village, township_user)
    announced = facts(election, NoticeKind.ELECTED)
    both = ("committee", "secretary")
    assert rows_of(announced) == [(None, None, both, True), (None, None, ("committee",), False)]
    assert "<td>当选</td><td>当选</td>" in render_html(announced)
    assert "<td>当选</td><td>—</td>" in render_html(announced)


def test_whoever_won_in_a_later_ballot_has_its_votes_and_that_is_said(
    village: Village, township_user: User
) -> None:
    """m3 and m4 tie with 7; m3 wins the run-off with 8."""
    election = in_assembly(village, township_user, method="direct")
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 7, "m4": 7, "m5": 0})
    hold(election, "runoff", {"m3": 8, "m4": 3})
    hold(election, "secretary", {"m1": 10})
    announced = facts(election, NoticeKind.ELECTED)
    assert [(row.votes, [each.ballot for each in row.later]) for row in announced.committee] == [
        (10, []),
        (9, []),
        (8, ["runoff"]),
    ]
    name = announced.committee[2].person.name
    for poster in (False, True):
        said = re.sub("<[^>]*>", "", render_html(announced, poster=poster))
        assert f"{name}经重新投票当选委员，票数为重新投票的赞成票。" in said.replace("\u3000", "")
        assert "不公布票数" not in said


def said_of(announced: Facts, *, poster: bool = False) -> str:
    return re.sub("<[^>]*>", "", render_html(announced, poster=poster)).replace("\u3000", "")


def test_a_second_ballot_for_the_secretary_is_told(village: Village, township_user: User) -> None:
    """m1 has 5 of 11 in the first ballot, 8 in the second."""
    election = in_assembly(village, township_user, method="direct")
    hold(election, "committee", FIVE)
    hold(election, "secretary", {"m1": 5})
    hold(election, "secretary", {"m1": 8})
    announced = facts(election, NoticeKind.ELECTED)
    assert isinstance(announced, Elected)
    assert [(row.secretary_votes, [each.post for each in row.later]) for row in announced.committee] == [
        (8, ["secretary"]),
        (None, []),
        (None, []),
    ]
    assert "经再次选举当选书记，票数为再次选举的赞成票。" in said_of(announced)


def test_no_votes_are_spoken_of_where_none_are_shown(village: Village, township_user: User) -> None:
    """m3 and m4 tie with 7, and m3 wins a run-off in which nine ballots come back."""
    election = in_assembly(village, township_user, method="direct")
    hold(election, "committee", {"m1": 10, "m2": 9, "m3": 7, "m4": 7, "m5": 0})
    hold(election, "runoff", {"m3": 6, "m4": 3}, ballots=9)
    hold(election, "secretary", {"m1": 10})
    announced = facts(election, NoticeKind.ELECTED)
    for poster in (False, True):
        said = said_of(announced, poster=poster)
        assert "经重新投票当选委员。" in said
        assert "赞成票。" not in said.replace("数字为赞成票", "")


def test_what_is_said_of_a_box_with_few_ballots_is_not_told_on_the_board(
    election: Election, clerk: User
) -> None:
    """Both groups' boxes return 88 ballots, the mobile box of the first group five."""
    first = trust_sheets(election)[0]
    add_mobile_box(election_id=election.pk, group_id=first.group_id, known=2, by=clerk.actor, at=AT)
    few = Sheet.objects.get(round=first.round, kind="mobile")
    for sheet, words in ((first, "票箱受潮。"), (few, "五户都不认识他。")):
        count = {"issued": 5, "returned": 5} if sheet == few else {}
        key_sheet(sheet, even_figures(codes_of(sheet.round), **count))
        Sheet.objects.filter(pk=sheet.pk).update(explanations={"W-103 /votes/m1": words})
    key_sheet(trust_sheets(election)[1], even_figures(codes_of(first.round)))
    set_stage(election, Stage.TRUST_CERTIFIED, clerk)
    facts, _ = facts_for(election, PaperKey(NoticeKind.TRUST_REPORT), today=TODAY)
    assert facts.remarks == (
        "第1村小组票箱：票箱受潮。",
        "收回不足10张选票的票箱另有说明，为保守投票秘密，存档备查，不予公布。",
    )


def test_board_notices_tell_by_when_and_by_what_telephone_to_speak_up(
    election: Election, clerk: User
) -> None:
    certify(election, clerk)
    key = PaperKey(NoticeKind.PRELIMINARY)
    facts, _ = facts_for(election, key, today=TODAY)
    assert (facts.opinions_until, facts.contact.telephone) == (None, "")
    for stage, items in (
        (Stage.ANNOUNCED, {"committee_contact": "6480027，每天上午8时至下午5时。"}),
        (Stage.SHORTLISTED, {"opinions_until": "2004-09-03"}),
    ):
        StageRecord.objects.update_or_create(
            election=election, stage=stage.value, defaults={"items": items, "saved_at": AT, "saved_by": clerk}
        )
    facts, _ = facts_for(election, key, today=TODAY)
    said = re.sub("<[^>]*>", "", render_html(facts))
    assert "可于2004年9月3日以前（含当日）向选举委员会反映。" in said
    assert "村民委员会办公室；电话：6480027，每天上午8时至下午5时。" in said
