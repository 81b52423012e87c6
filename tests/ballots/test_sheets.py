"""Saving sheets: states, versions, queries."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from factories import (
    AT,
    assembly_round,
    codes_of,
    even_figures,
    key_all,
    key_sheet,
    keyings,
    make_election,
    set_stage,
    trust_sheets,
)

from ballots.models import KeyedVote, Keying, KeyingWriteIn, Round, Sheet
from ballots.selectors.dossier import decided
from ballots.selectors.sheets import progress
from ballots.selectors.trust import unexplained_warnings, warnings_of
from ballots.services.rounds import certify_trust_round
from ballots.services.sheets import explain_warnings, save_sheet
from elections.models import Election, User, Village
from elections.rules.sheet_state import SheetState
from elections.rules.stages import Stage
from elections.rules.tally import TallyFigures
from elections.services.guard import Refused, Stale

SHEET_QUERIES = 12


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return make_election(village, township_user)


@pytest.fixture
def sheet(election: Election) -> Sheet:
    return trust_sheets(election)[0]


def figures_for(sheet: Sheet, **given: object) -> TallyFigures:
    return even_figures(codes_of(sheet.round), **given)  # type: ignore[arg-type]


def save(sheet: Sheet, figures: TallyFigures, by: User, version: int = 0, **words: object):
    given: dict[str, object] = {"explanations": {}, "confirmed_reason": "", **words}
    return save_sheet(sheet_id=sheet.pk, version=version, figures=figures, by=by.actor, at=AT, **given)


def test_a_complete_sheet_leads_to_the_next_box(sheet: Sheet, clerk: User, election: Election) -> None:
    following = trust_sheets(election)[1]
    saved = save(sheet, figures_for(sheet), clerk)
    assert (saved.state, saved.warnings_open, saved.next_sheet_id) == (SheetState.COMPLETE, 0, following.pk)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.version, sheet.warnings_open) == ("complete", 1, 0)
    assert keyings(sheet) == [(1, "luruyuan", 88)]


def test_the_last_box_leads_nowhere(sheet: Sheet, clerk: User, election: Election) -> None:
    save(sheet, figures_for(sheet), clerk)
    last = trust_sheets(election)[1]
    assert save(last, figures_for(last), clerk).next_sheet_id is None
    assert progress(sheet.round).next_after(0) is None


def test_a_partial_sheet_keeps_a_row_for_everybody(sheet: Sheet, clerk: User, election: Election) -> None:
    saved = save(sheet, TallyFigures(issued=90, votes={"m1": (60, 20, None)}), clerk)
    assert saved.state is SheetState.PARTIAL
    rows = KeyedVote.objects.filter(keying__sheet=sheet).values_list(
        "line__member__code", "favour", "abstain"
    )
    assert set(rows) == {("m1", 60, None), *((f"m{n}", None, None) for n in range(2, 9))}
    found = decided(election).dossier.trust
    assert found is not None
    assert found.sheets == ()


def test_every_save_is_kept(sheet: Sheet, clerk: User, township_user: User) -> None:
    save(sheet, figures_for(sheet), clerk)
    save(sheet, figures_for(sheet, returned=87), township_user, version=1)
    assert keyings(sheet) == [(1, "luruyuan", 88), (2, "xiangzhen", 87)]


def test_a_stale_save_is_refused_and_changes_nothing(sheet: Sheet, clerk: User, township_user: User) -> None:
    save(sheet, figures_for(sheet), clerk)
    with pytest.raises(Stale) as late:
        save(sheet, figures_for(sheet, returned=80), township_user, version=0)
    assert late.value.now == 1
    assert keyings(sheet) == [(1, "luruyuan", 88)]


def test_the_same_figures_sent_twice_are_saved_once(sheet: Sheet, clerk: User, township_user: User) -> None:
    first = save(sheet, figures_for(sheet), clerk)
    assert save(sheet, figures_for(sheet), clerk, version=0) == first
    assert keyings(sheet) == [(1, "luruyuan", 88)]
    with pytest.raises(Stale):
        save(sheet, figures_for(sheet), township_user, version=0)


def test_a_version_of_the_future_is_stale(sheet: Sheet, clerk: User) -> None:
    with pytest.raises(Stale):
        save(sheet, figures_for(sheet), clerk, version=5)


def test_more_returned_than_issued_is_faulty_until_confirmed(
    sheet: Sheet, clerk: User, election: Election
) -> None:
    figures = replace(figures_for(sheet), issued=80, printed=None, proxies=None)
    assert save(sheet, figures, clerk).state is SheetState.FAULTY
    saved = save(sheet, figures, clerk, version=1, confirmed_reason="当场清点三遍，确实多 8 张")
    assert saved.state is SheetState.COMPLETE
    trust = decided(election).decision.trust
    assert trust is not None
    assert trust.status == "void"


def test_a_confirmation_of_nothing_is_dropped(sheet: Sheet, clerk: User) -> None:
    save(sheet, figures_for(sheet), clerk, confirmed_reason="多此一举")
    assert Keying.objects.get(sheet=sheet).confirmed_reason == ""


def test_warnings_stay_open_until_explained(sheet: Sheet, clerk: User) -> None:
    figures = figures_for(sheet, favours={"m1": 0})
    assert save(sheet, figures, clerk).warnings_open == 1
    words = {"W-103 /votes/m1": "常年在外，群众不熟", "W-101 /invalid": "没有这个提示"}
    assert save(sheet, figures, clerk, version=1, explanations=words).warnings_open == 0
    assert Keying.objects.get(sheet=sheet, version=2).explanations == {
        "W-103 /votes/m1": "常年在外，群众不熟"
    }


def test_a_box_with_an_open_warning_comes_up_again(sheet: Sheet, clerk: User, election: Election) -> None:
    save(sheet, figures_for(sheet, favours={"m1": 0}), clerk)
    last = trust_sheets(election)[1]
    assert save(last, figures_for(last), clerk).next_sheet_id == sheet.pk


def test_a_group_far_from_the_village_is_explained_on_the_round(
    sheet: Sheet, clerk: User, election: Election
) -> None:
    other = trust_sheets(election)[1]
    key_sheet(
        sheet,
        figures_for(sheet, favours={"m1": 87}, invalid=1),
        clerk,
        explanations={"W-104 /votes/m1": "都信任"},
    )
    key_sheet(other, figures_for(other, favours={"m1": 10}), clerk)
    key = "W-105 /votes/m1"
    open_now = unexplained_warnings(decided(election))
    assert [(item.sheet.pk, item.key) for item in open_now] == [(sheet.pk, key), (other.pk, key)]
    changed = explain_warnings(
        election_id=election.pk,
        words={sheet.pk: {key: "本组人"}, other.pk: {key: "邻村人"}},
        versions={sheet.pk: 1, other.pk: 1},
        by=clerk.actor,
        at=AT,
    )
    assert changed == 2
    assert unexplained_warnings(decided(election)) == []
    assert [item.words for item in warnings_of(decided(election))] == ["都信任", "本组人", "邻村人"]
    assert keyings(sheet) == [(1, "luruyuan", 88), (2, "luruyuan", 88)]
    again = {sheet.pk: {key: "本组人"}}
    unchanged = explain_warnings(election_id=election.pk, words=again, versions={}, by=clerk.actor, at=AT)
    assert unchanged == 0


def test_explaining_on_stale_ground_is_refused(sheet: Sheet, clerk: User, election: Election) -> None:
    key_sheet(sheet, figures_for(sheet, favours={"m1": 0}), clerk)
    with pytest.raises(Stale):
        explain_warnings(
            election_id=election.pk,
            words={sheet.pk: {"W-103 /votes/m1": "说明"}},
            versions={sheet.pk: 0},
            by=clerk.actor,
            at=AT,
        )


def test_an_explanation_for_the_round_survives_another_correction(
    sheet: Sheet, clerk: User, election: Election
) -> None:
    key_sheet(sheet, figures_for(sheet), clerk)
    Keying.objects.filter(sheet=sheet).update(explanations={"W-105 /votes/m1": "本组人"})
    key_sheet(sheet, replace(figures_for(sheet), spoiled=1, unused=4), clerk)
    assert Keying.objects.get(sheet=sheet, version=2).explanations == {"W-105 /votes/m1": "本组人"}
    key_sheet(sheet, figures_for(sheet, favours={"m1": 60}), clerk)
    assert Keying.objects.get(sheet=sheet, version=3).explanations == {}


@pytest.mark.parametrize(
    "stage", [Stage.TRUST_CERTIFIED, Stage.SHORTLISTED, Stage.ASSEMBLY, Stage.HANDED_OVER]
)
def test_trust_figures_are_keyed_only_during_the_vote(
    sheet: Sheet, clerk: User, election: Election, stage: Stage
) -> None:
    set_stage(election, stage, clerk)
    with pytest.raises(PermissionDenied):
        save(sheet, figures_for(sheet), clerk)
    assert keyings(sheet) == []


def test_a_certified_or_invalid_round_takes_no_figures(sheet: Sheet, clerk: User, election: Election) -> None:
    certify_trust_round(election, by=clerk.actor, at=AT)
    with pytest.raises(Refused, match="已经核定"):
        save(sheet, figures_for(sheet), clerk)
    Round.objects.filter(pk=sheet.round_id).update(certified_at=None, invalidated_at=AT)
    with pytest.raises(Refused, match="已经作废"):
        save(sheet, figures_for(sheet), clerk)


def test_nobody_without_the_right_saves(
    sheet: Sheet, viewer: User, other_clerk: User, stranger: User
) -> None:
    for user in (viewer, other_clerk, stranger):
        with pytest.raises(PermissionDenied):
            save(sheet, figures_for(sheet), user)
    assert keyings(sheet) == []


@pytest.mark.parametrize(("members", "groups"), [(3, 1), (60, 1), (3, 12), (60, 12)])
def test_saving_takes_the_same_queries_whatever_the_size(
    village: Village, township_user: User, clerk: User, django_assert_num_queries, members: int, groups: int
) -> None:
    election = make_election(village, township_user, members=members, groups=groups)
    sheet = trust_sheets(election)[0]
    figures = figures_for(sheet)
    with django_assert_num_queries(SHEET_QUERIES - 2):
        save(sheet, figures, clerk)
    # The second save reads the votes and write-ins of the first.
    with django_assert_num_queries(SHEET_QUERIES):
        save(sheet, replace(figures, spoiled=1, unused=4), clerk, version=1)


def test_an_assembly_sheet_with_write_ins(election: Election, clerk: User) -> None:
    set_stage(election, Stage.ASSEMBLY, clerk)
    held = assembly_round(election, clerk)
    sheet = held.sheets.get()
    votes = dict.fromkeys(codes_of(held), (4, 3, 1))
    figures = TallyFigures(issued=8, returned=8, valid=8, invalid=0, votes=votes, write_ins={"m7": 2})
    saved = save(sheet, figures, clerk)
    assert (saved.state, saved.next_sheet_id) == (SheetState.COMPLETE, None)
    assert list(KeyingWriteIn.objects.values_list("member__code", "votes")) == [("m7", 2)]
    assert decided(election).dossier.assembly.rounds[0].write_ins == {"m7": 2}  # type: ignore[union-attr]


def test_an_assembly_sheet_is_checked_against_those_present(election: Election, clerk: User) -> None:
    set_stage(election, Stage.ASSEMBLY, clerk)
    sheet = assembly_round(election, clerk).sheets.get()
    assert save(sheet, TallyFigures(issued=9), clerk).state is SheetState.FAULTY


def test_an_earlier_ballot_of_the_assembly_is_closed(election: Election, clerk: User) -> None:
    set_stage(election, Stage.ASSEMBLY, clerk)
    first = assembly_round(election, clerk).sheets.get()
    assembly_round(election, clerk, kind="supplementary", seats=1)
    with pytest.raises(Refused, match="另一轮投票"):
        save(first, TallyFigures(issued=8), clerk)


def test_progress_counts_boxes(election: Election, clerk: User) -> None:
    first, second = trust_sheets(election)
    key_sheet(first, figures_for(first), clerk)
    found = progress(first.round)
    assert (found.total, found.complete, found.next_after(0)) == (2, 1, second.pk)


def test_a_village_with_one_group(village: Village, township_user: User, clerk: User) -> None:
    election = make_election(village, township_user, groups=1)
    key_all(election, clerk)
    trust = decided(election).decision.trust
    assert trust is not None
    assert (trust.turnout, trust.status) == ("88.00", "shortlisted")
