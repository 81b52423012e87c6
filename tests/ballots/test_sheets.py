"""Keying sheets by the services: two entries, blind; what counts; queries."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from factories import (
    AT,
    make_election,
    trust_sheets,
)
from keyers import figures_for, key_all, key_once, keyings, retype, standing, version_on_record

from ballots.models import KeyedVote, Keying, Sheet
from ballots.selectors.boxes import progress
from ballots.selectors.dossier import decided
from ballots.services.sheets import take_over
from elections.models import Election, User, Village
from elections.rules.entry import Outcome, Phase
from elections.rules.tally import TallyFigures
from elections.services.guard import Refused, Stale

# The first version of the save took ten queries for a new sheet, twelve where something was keyed before.
FIRST_QUERIES, LATER_QUERIES = 12, 15


def returned(election: Election) -> int:
    """What the decision takes as returned in the whole village."""
    trust = decided(election).decision.trust
    assert trust is not None
    return trust.totals.returned


def test_figures_count_once_two_people_keyed_the_same(
    sheet: Sheet, clerk: User, second_clerk: User, election: Election
) -> None:
    following = trust_sheets(election)[1]
    first = key_once(sheet, figures_for(sheet), clerk)
    assert (first.outcome, first.phase, first.next_sheet_id) == (
        Outcome.CLEAN,
        Phase.SECOND_DUE,
        following.pk,
    )
    assert (standing(sheet), returned(election)) == (("second_due", 1, 1, False), 0)
    second = key_once(sheet, figures_for(sheet), second_clerk)
    assert (second.outcome, second.phase, second.warnings_open) == (Outcome.SAME, Phase.VERIFIED, 0)
    assert (standing(sheet), returned(election)) == (("verified", 1, 2, True), 88)
    assert keyings(sheet) == [(1, 1, "luruyuan", True, 88), (2, 2, "erlu", True, 88)]


def test_nobody_keys_both_entries(sheet: Sheet, clerk: User) -> None:
    key_once(sheet, figures_for(sheet), clerk)
    with pytest.raises(Refused, match="第二遍须由另一名录入员"):
        key_once(sheet, figures_for(sheet), clerk)
    assert keyings(sheet) == [(1, 1, "luruyuan", True, 88)]


def test_the_database_refuses_it_too(sheet: Sheet, clerk: User) -> None:
    key_once(sheet, figures_for(sheet), clerk)
    told = {"sheet": sheet, "attempt": 1, "finished": True, "keyed_by": clerk, "keyed_at": AT}
    for turn, constraint in ((2, "nobody_keys_a_sheet_twice"), (1, "each_turn_finished_once")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Keying.objects.create(**told, turn=turn, version=9)
        assert constraint in {one.name for one in Keying._meta.constraints}
    for change in (
        {"phase": "verified"},
        {"second_by": clerk},
        {"draft_by": clerk},
        {"phase": "second", "draft_by": clerk},
        {"current": Keying.objects.get()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sheet.objects.filter(pk=sheet.pk).update(**change)


def test_a_part_of_an_entry_is_kept_for_the_one_who_began(
    sheet: Sheet, clerk: User, second_clerk: User, election: Election
) -> None:
    saved = key_once(sheet, TallyFigures(issued=90, votes={"m1": (60, 20, None)}), clerk)
    assert (saved.outcome, saved.phase) == (Outcome.DRAFT, Phase.FIRST)
    rows = KeyedVote.objects.filter(keying__sheet=sheet).values_list(
        "line__member__code", "favour", "abstain"
    )
    assert set(rows) == {("m1", 60, None), *((f"m{n}", None, None) for n in range(2, 9))}
    with pytest.raises(Refused, match="另一名录入员正在录第一遍"):
        key_once(sheet, figures_for(sheet), second_clerk)
    assert key_once(sheet, figures_for(sheet), clerk).phase is Phase.SECOND_DUE
    assert keyings(sheet) == [(1, 1, "luruyuan", False, None), (2, 1, "luruyuan", True, 88)]
    assert returned(election) == 0


def test_an_entry_with_errors_is_finished_only_on_purpose(sheet: Sheet, clerk: User) -> None:
    wrong = replace(figures_for(sheet), valid=86)
    saved = key_once(sheet, wrong, clerk)
    assert (saved.outcome, saved.phase) == (Outcome.DRAFT, Phase.FIRST)
    saved = key_once(sheet, wrong, clerk, as_on_paper=True)
    assert (saved.outcome, saved.phase) == (Outcome.ERRORS, Phase.FIRST_ERRORS)


def test_what_differs_is_retyped_by_the_second_clerk(
    sheet: Sheet, clerk: User, second_clerk: User, third_clerk: User, election: Election
) -> None:
    right, slip = figures_for(sheet), replace(figures_for(sheet, favours={"m2": 69}), proxies=5)
    key_once(sheet, right, clerk)
    saved = key_once(sheet, slip, second_clerk)
    assert (saved.outcome, saved.phase) == (Outcome.DIFFERENT, Phase.DIFFERENT)
    for other in (clerk, third_clerk):
        with pytest.raises(Refused, match="由录第二遍的人照纸质计票单重录"):
            retype(sheet, right, other)
    # What else is sent along does not count.
    assert retype(sheet, replace(right, returned=1, printed=1), second_clerk).phase is Phase.VERIFIED
    again = Keying.objects.get(sheet=sheet, turn=3)
    assert again.retyped == ["/proxies", "/votes/m2/favour", "/votes/m2/against"]
    assert (again.proxies, again.returned, again.printed) == (4, 88, 95)
    assert returned(election) == 88


def test_what_still_differs_goes_to_a_third_clerk(
    sheet: Sheet, clerk: User, second_clerk: User, third_clerk: User, election: Election
) -> None:
    key_once(sheet, figures_for(sheet), clerk)
    key_once(sheet, replace(figures_for(sheet), proxies=5, unused=4, printed=96), second_clerk)
    saved = retype(sheet, replace(figures_for(sheet), proxies=6), second_clerk)
    assert (saved.outcome, saved.phase) == (Outcome.DIFFERENT, Phase.THIRD_DUE)
    for other in (clerk, second_clerk):
        with pytest.raises(Refused, match="第三名录入员"):
            retype(sheet, figures_for(sheet), other)
    saved = retype(sheet, replace(figures_for(sheet), proxies=7), third_clerk)
    assert (saved.outcome, saved.phase) == (Outcome.DIFFERENT, Phase.CONFIRM_DUE)
    third = Keying.objects.get(sheet=sheet, turn=4)
    assert (third.retyped, third.proxies, third.unused) == (["/proxies"], 7, 3)
    assert (standing(sheet)[3], returned(election)) == (False, 0)


def test_retyping_leaves_nothing_empty_that_must_be_there(
    sheet: Sheet, clerk: User, second_clerk: User
) -> None:
    key_once(sheet, figures_for(sheet), clerk)
    key_once(sheet, replace(figures_for(sheet, returned=87), printed=None), second_clerk)
    with pytest.raises(Refused, match="还有空格没有填"):
        retype(sheet, replace(figures_for(sheet), returned=None), second_clerk)
    assert standing(sheet) == ("different", 1, 2, False)
    # The paper may have no such line at all.
    assert retype(sheet, replace(figures_for(sheet), printed=None), second_clerk).phase is Phase.THIRD_DUE


def test_retyping_the_whole_sheet_is_refused(sheet: Sheet, clerk: User, second_clerk: User) -> None:
    key_once(sheet, figures_for(sheet), clerk)
    key_once(sheet, figures_for(sheet, returned=87), second_clerk)
    with pytest.raises(Refused, match="只重录这些地方"):
        key_once(sheet, figures_for(sheet), second_clerk)
    with pytest.raises(Stale):
        retype(trust_sheets(Election.objects.get())[1], figures_for(sheet), second_clerk)


def test_somebody_goes_on_where_another_left(
    sheet: Sheet, clerk: User, second_clerk: User, third_clerk: User
) -> None:
    key_once(sheet, TallyFigures(issued=1), clerk)
    over(sheet, second_clerk)
    assert standing(sheet) == ("empty", 1, 2, False)
    key_once(sheet, figures_for(sheet), second_clerk)
    key_once(sheet, TallyFigures(issued=2), third_clerk)
    with pytest.raises(Refused):
        over(sheet, second_clerk)
    over(sheet, clerk)
    assert standing(sheet) == ("second_due", 1, 5, False)
    key_once(sheet, figures_for(sheet, returned=87), clerk)
    over(sheet, third_clerk)
    assert standing(sheet) == ("third_due", 1, 7, False)
    assert retype(sheet, figures_for(sheet), third_clerk).phase is Phase.CONFIRM_DUE
    assert [row[:4] for row in keyings(sheet)] == [
        (1, 1, "luruyuan", False),
        (3, 1, "erlu", True),
        (4, 2, "sanlu", False),
        (6, 2, "luruyuan", True),
        (8, 4, "sanlu", True),
    ]


def over(sheet: Sheet, by: User, version: int | None = None) -> None:
    now = version_on_record(sheet) if version is None else version
    take_over(sheet_id=sheet.pk, version=now, by=by.actor, at=AT)


def test_taking_over_on_stale_ground_is_refused(sheet: Sheet, clerk: User, second_clerk: User) -> None:
    key_once(sheet, TallyFigures(issued=1), clerk)
    with pytest.raises(Stale):
        over(sheet, second_clerk, version=0)
    assert standing(sheet) == ("first", 1, 1, False)


def test_a_stale_save_is_refused_and_changes_nothing(sheet: Sheet, clerk: User, second_clerk: User) -> None:
    key_once(sheet, TallyFigures(issued=1), clerk)
    for by, version in ((clerk, 0), (second_clerk, 0), (clerk, 5)):
        with pytest.raises(Stale) as late:
            key_once(sheet, figures_for(sheet), by, version=version)
        assert late.value.now == 1
    assert keyings(sheet) == [(1, 1, "luruyuan", False, None)]


def test_the_same_figures_sent_twice_are_saved_once(
    sheet: Sheet, clerk: User, second_clerk: User, election: Election
) -> None:
    first = key_once(sheet, figures_for(sheet), clerk, version=0)
    assert key_once(sheet, figures_for(sheet), clerk, version=0) == first
    with pytest.raises(Stale):
        key_once(sheet, figures_for(sheet), second_clerk, version=0)
    slip = replace(figures_for(sheet), proxies=5)
    second = key_once(sheet, slip, second_clerk, version=1)
    assert key_once(sheet, slip, second_clerk, version=1) == second
    again = retype(sheet, figures_for(sheet), second_clerk, version=2)
    assert retype(sheet, figures_for(sheet), second_clerk, version=2) == again
    assert again.phase is Phase.VERIFIED
    with pytest.raises(Stale):
        retype(sheet, slip, second_clerk, version=2)
    assert len(keyings(sheet)) == 3


def test_each_clerk_is_led_to_a_box_of_theirs(
    sheet: Sheet, clerk: User, second_clerk: User, election: Election
) -> None:
    last = trust_sheets(election)[1]
    assert key_once(sheet, figures_for(sheet), clerk).next_sheet_id == last.pk
    assert key_once(last, figures_for(last), clerk).next_sheet_id is None
    assert key_once(last, figures_for(last), second_clerk).next_sheet_id == sheet.pk
    assert key_once(sheet, figures_for(sheet), second_clerk).next_sheet_id is None
    found = progress(sheet.round)
    assert (found.total, found.complete, found.next_for(clerk.pk)) == (2, 2, None)


@pytest.mark.parametrize(("members", "groups"), [(3, 1), (60, 1), (3, 12), (60, 12)])
def test_saving_takes_the_same_queries_whatever_the_size(
    village: Village,
    township_user: User,
    clerk: User,
    second_clerk: User,
    django_assert_num_queries,
    members: int,
    groups: int,
) -> None:
    election = make_election(village, township_user, members=members, groups=groups)
    sheet = trust_sheets(election)[0]
    figures = figures_for(sheet)
    with django_assert_num_queries(FIRST_QUERIES):
        key_once(sheet, figures, clerk, version=0)
    # The second entry is held against the first, votes and write-ins.
    with django_assert_num_queries(LATER_QUERIES):
        key_once(sheet, replace(figures, proxies=5), second_clerk, version=1)
    with django_assert_num_queries(LATER_QUERIES):
        retype(sheet, figures, second_clerk, version=2)


def test_a_village_with_one_group(village: Village, township_user: User) -> None:
    election = make_election(village, township_user, groups=1)
    key_all(election)
    trust = decided(election).decision.trust
    assert trust is not None
    assert (trust.turnout, trust.status) == ("88.00", "shortlisted")
