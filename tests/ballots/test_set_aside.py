"""What going back sets aside stays as it was, and the chain still tells all of it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ballots.models import Notice, Objection, Review, Sheet
from elections.models import Election, StageRecord, User, Village
from elections.rules.stages import Stage
from tests.ballots.complete import go_back_to, paper, told
from tests.ballots.stagekit import begin, carry, close
from tests.ballots.test_circumstances import faults


def tally_sheets(election: Election) -> list[tuple[int, str | None, bool]]:
    """Number, box, and whether it counts, of each in the order made."""
    made = Notice.objects.filter(election=election, kind="tally_sheet").order_by("pk")
    return [(one.number, one.sheet.label if one.sheet else None, one.invalidated_at is None) for one in made]


def test_tally_sheets_printed_do_not_bar_the_way_back(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    carry(election, Stage.TRUST_VOTING, township_user)
    boxes = [sheet.label for sheet in Sheet.objects.all()]
    for box in boxes:
        paper(election, township_user, "tally_sheet", box)
    go_back_to(election, township_user, Stage.ANNOUNCED)
    assert tally_sheets(election) == [(1, None, False), (1, None, False)]
    close(election, Stage.ANNOUNCED, township_user)
    paper(election, township_user, "tally_sheet", boxes[0])
    go_back_to(election, township_user, Stage.ANNOUNCED)
    assert tally_sheets(election) == [(1, None, False)] * 3


def test_what_was_set_aside_is_bound_to_the_chain(village: Village, township_user: User) -> None:
    election = told(village, township_user, until=Stage.ASSEMBLY)
    assert [
        (one.stage, one.invalidated_reason) for one in StageRecord.objects.all() if one.invalidated_at
    ] == [
        ("trust_voting", "有一箱票数录错"),
        ("trust_certified", "日期有误"),
        ("shortlisted", "日期有误"),
        ("shortlisted", "日期有误"),
        ("reviewed", "日期有误"),
        ("assembly", "日期有误"),
    ]
    assert faults(election) == []
    for rows, values, place in (
        (
            StageRecord.objects.filter(stage="assembly"),
            {"items": {"meeting": {}}},
            "/fallen/assembly/0/record/items",
        ),
        (
            StageRecord.objects.filter(stage="trust_voting"),
            {"invalidated_reason": "笔误"},
            "/fallen/trust_voting/0/fell/words",
        ),
        (Review.objects.all()[:1], {"invalidated_reason": "笔误"}, "/reviews/0/fell/words"),
        (Review.objects.all()[:1], {"present": 8}, "/reviews/0/facts/present"),
        (
            Notice.objects.filter(kind="formal"),
            {"invalidated_at": None, "invalidated_reason": ""},
            "/papers/1/fell",
        ),
    ):
        assert place in changed(election, rows, values)[0]


def test_an_objection_hung_on_a_review_set_aside_is_found(village: Village, township_user: User) -> None:
    """It would no longer bar the stage from closing."""
    election = told(village, township_user, until=Stage.REVIEWED)
    first, second = Review.objects.all()
    found = changed(election, Objection.objects.filter(review=second), {"review": first})
    assert [line.split("：")[0] for line in found] == ["/reviews/0/objections", "/reviews/1/objections"]


def test_the_file_of_a_paper_changed_by_sql_is_found(village: Village, township_user: User) -> None:
    election = told(village, township_user, until=Stage.ANNOUNCED)
    paper(election, township_user, "conditions")
    assert changed(election, Notice.objects.all(), {"pdf": b"%PDF-1.7 another"}) == [
        f"选举 {election.pk}（中坊村）《中坊村任职条件公告》（第 1 版）的文件与制作时的 SHA-256 不符"
    ]


def changed(election: Election, rows: QuerySet[Any], values: dict[str, object]) -> list[str]:
    """What verify_chain finds when one row is changed by SQL."""
    with transaction.atomic():
        assert rows.model.objects.filter(pk=rows[0].pk).update(**values) == 1
        found = faults(election)
        transaction.set_rollback(True)
    return found
