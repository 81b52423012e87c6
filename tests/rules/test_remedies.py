"""The ways on after a trust vote without a full shortlist."""

from dataclasses import replace

import pytest

from elections.rules.decision import Decision, decide
from elections.rules.inputs import Dossier, Group, Member, Trust, TrustSheet, Village, Votes
from elections.rules.remedies import Remedy, new_vote_refusal, outlook, proceed_refusal, remedies

PEOPLE = tuple(f"m{n}" for n in range(1, 8))


def decided(
    *, favours: tuple[int, ...], issued: int = 90, returned: int = 80, eligible: int = 100
) -> Decision:
    """One group, one box; `favours` of the first nominees, the others are trusted by ten."""
    given = {person: (favours[n] if n < len(favours) else 10) for n, person in enumerate(PEOPLE)}
    votes = {person: Votes(favour, returned - favour, 0) for person, favour in given.items()}
    sheet = TrustSheet("1", "group", issued, returned, 0, returned, votes)
    village = Village("县", "乡", "村", 1463, (Group("1", "一组", eligible),))
    members = tuple(Member(person, person, "full", False) for person in PEOPLE)
    return decide(Dossier(village, members, trust=Trust(PEOPLE, (sheet,))))


FULL = decided(favours=(70, 70, 70, 70, 70))
FOUR = decided(favours=(70, 70, 70, 70))
THREE = decided(favours=(70, 70, 70))
LOW = decided(favours=(40,) * 5, returned=50)
VOID = decided(favours=(70,) * 5, issued=79)
ERRORS = decided(favours=(70,) * 5, issued=101)


@pytest.mark.parametrize(
    ("decision", "status", "ways"),
    [
        (FULL, "shortlisted", ()),
        (FOUR, "shortfall", (Remedy.NEW_VOTE, Remedy.PROCEED)),
        (THREE, "shortfall", (Remedy.NEW_VOTE,)),
        (LOW, "low_turnout", (Remedy.NEW_VOTE,)),
        (VOID, "void", (Remedy.NEW_VOTE, Remedy.CORRECT)),
        (ERRORS, "errors", (Remedy.CORRECT, Remedy.NEW_VOTE)),
        (replace(FULL, trust=None), None, ()),
    ],
)
def test_remedies(decision: Decision, status: str | None, ways: tuple[Remedy, ...]) -> None:
    assert (decision.trust and decision.trust.status) == status
    assert remedies(decision) == ways


def test_fewer_than_seats_and_surplus_never_go_on() -> None:
    assert proceed_refusal(FOUR) is None
    assert proceed_refusal(THREE) == (
        "入围 3 名，少于应选名额加差额的 4 名，不能以较少人数继续，只能重新投票。"
    )
    assert proceed_refusal(FULL) == "只有预备候选人不足时，才能决定以较少人数继续。"
    assert proceed_refusal(FOUR, reopening=True) == (
        "已经申请撤销核定；撤销或者收回申请以后，才能决定以较少人数继续。"
    )
    assert proceed_refusal(FOUR, recorded="外出务工") == "已经决定以较少人数继续，理由：外出务工"


def test_a_full_shortlist_stands() -> None:
    full = "预备候选人已经产生，不能重新投票；票数有错的，申请撤销核定以后改正。"
    assert new_vote_refusal(FULL, certified=True, reopening=False) == full
    for each in (FOUR, THREE, LOW, VOID, ERRORS):
        assert new_vote_refusal(each, certified=True, reopening=False) is None


def test_figures_are_certified_before_they_are_replaced() -> None:
    unsigned = "信任投票的结果还没有签字核定，核定以后才能重新投票。"
    for each in (FOUR, THREE, LOW, VOID):
        assert new_vote_refusal(each, certified=False, reopening=False) == unsigned
    assert new_vote_refusal(ERRORS, certified=False, reopening=False) is None
    asked = "已经申请撤销核定；撤销或者收回申请以后，才能重新投票。"
    assert new_vote_refusal(LOW, certified=True, reopening=True) == asked


@pytest.mark.parametrize(
    ("decision", "complete", "final", "title"),
    [
        (FULL, 1, True, "已确定预备候选人"),
        (VOID, 1, True, "收回票多于发出票，无效"),
        (FULL, 0, False, "正在录入"),
        (LOW, 0, False, "正在录入"),
        (ERRORS, 0, False, "有票箱的数字不平，请先改正"),
        (replace(FULL, trust=None), 0, False, "还没有开始信任投票"),
    ],
)
def test_no_result_is_named_before_the_last_box(
    decision: Decision, complete: int, final: bool, title: str
) -> None:
    found = outlook(decision, boxes=1, complete=complete)
    assert (found.final, found.title) == (final, title)
