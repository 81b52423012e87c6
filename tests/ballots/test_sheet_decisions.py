"""What is said of a sheet: a monitor lets figures stand or sends the ballots back; warnings are ticked off."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from factories import AT, certify, codes_of, even_figures, trust_sheets
from keyers import accept, explain, key_once, key_sheet, keyings, recount, retype, version_on_record

from ballots.models import Sheet, SheetDecision
from ballots.selectors.dossier import decided
from ballots.selectors.papers.results import remarks_of
from ballots.selectors.trust import unexplained_warnings, warnings_of
from ballots.services.sheet_decisions import accept_sheet, explain_warnings, recount_sheet
from elections.models import Election, User
from elections.rules.entry import Phase
from elections.rules.tally import TallyFigures
from elections.services.guard import Refused, Stale
from elections.services.refusals import AtField


def figures_for(sheet: Sheet, **given: object) -> TallyFigures:
    return even_figures(codes_of(sheet.round), **given)  # type: ignore[arg-type]


def phase(sheet: Sheet) -> str:
    return Sheet.objects.get(pk=sheet.pk).phase


def too_many(sheet: Sheet) -> TallyFigures:
    """88 came back of 80 handed out."""
    return replace(figures_for(sheet), issued=80, printed=None, proxies=None)


def test_more_returned_than_issued_stands_with_a_monitor_s_reason(
    sheet: Sheet, clerk: User, second_clerk: User, election: Election
) -> None:
    key_once(sheet, too_many(sheet), clerk, as_on_paper=True)
    accept(sheet, "当场清点三遍，确实多 8 张")
    assert phase(sheet) == "second_due"
    key_once(sheet, too_many(sheet), second_clerk)
    assert phase(sheet) == "verified"
    found = decided(election)
    assert found.decision.trust is not None
    assert found.decision.trust.status == "void"
    assert found.trust_round is not None
    assert remarks_of(found.trust_round) == ("第1村小组票箱：当场清点三遍，确实多 8 张",)
    assert list(SheetDecision.objects.values_list("kind", "attempt", "version", "errors", "reason")) == [
        ("accept", 1, 2, ["E-201"], "当场清点三遍，确实多 8 张")
    ]


def test_what_contradicts_itself_is_counted_again(
    sheet: Sheet, clerk: User, second_clerk: User, third_clerk: User
) -> None:
    key_once(sheet, replace(figures_for(sheet), valid=86), clerk, as_on_paper=True)
    with pytest.raises(Refused, match="须重新清点"):
        accept(sheet)
    recount(sheet)
    now = Sheet.objects.get(pk=sheet.pk)
    assert (now.phase, now.attempt, now.first_by, now.version) == ("empty", 2, None, 2)
    # Whoever keyed before may key again: it is another count.
    key_once(sheet, figures_for(sheet), second_clerk)
    key_once(sheet, figures_for(sheet), clerk)
    assert phase(sheet) == "verified"
    assert [row[1:4] for row in keyings(sheet)] == [
        (1, "luruyuan", True),
        (1, "erlu", True),
        (2, "luruyuan", True),
    ]


def test_a_monitor_confirms_what_the_third_keyed(
    sheet: Sheet, clerk: User, second_clerk: User, third_clerk: User, election: Election
) -> None:
    key_once(sheet, figures_for(sheet), clerk)
    key_once(sheet, replace(figures_for(sheet), proxies=5), second_clerk)
    retype(sheet, replace(figures_for(sheet), proxies=6), second_clerk)
    retype(sheet, replace(figures_for(sheet), proxies=7), third_clerk)
    accept(sheet, "对照纸面，是 7")
    now = Sheet.objects.get(pk=sheet.pk)
    assert (now.phase, now.current.turn, now.current.proxies) == ("verified", 4, 7)  # type: ignore[union-attr]
    # No error stands, so the report has nothing to print.
    found = decided(election)
    assert found.trust_round is not None
    assert remarks_of(found.trust_round) == ()


def test_the_third_may_find_what_cannot_stand(
    sheet: Sheet, clerk: User, second_clerk: User, third_clerk: User
) -> None:
    key_once(sheet, figures_for(sheet), clerk)
    key_once(sheet, figures_for(sheet, favours={"m1": 60}), second_clerk)
    wrong = replace(figures_for(sheet), votes={**figures_for(sheet).votes, "m1": (61, 27, 0)})
    retype(sheet, wrong, second_clerk)
    retype(sheet, wrong, third_clerk)
    with pytest.raises(Refused, match="须重新清点"):
        accept(sheet)
    recount(sheet)
    assert phase(sheet) == "empty"


def test_figures_that_count_are_sent_back_only_while_nobody_signed(sheet: Sheet, election: Election) -> None:
    for each in trust_sheets(election):
        key_sheet(each, figures_for(each))
    recount(sheet)
    trust = decided(election).decision.trust
    assert trust is not None
    assert trust.totals.returned == 88
    key_sheet(sheet, figures_for(sheet))
    certify(election)
    with pytest.raises(Refused, match="已经核定"):
        recount(sheet)


def test_only_a_monitor_named_for_the_vote_decides(
    sheet: Sheet,
    clerk: User,
    township_user: User,
    chief_monitor: User,
    monitor: User,
    viewer: User,
    stranger: User,
) -> None:
    key_once(sheet, too_many(sheet), clerk, as_on_paper=True)
    for user in (clerk, township_user, viewer, stranger, chief_monitor):
        for decide in (accept_sheet, recount_sheet):
            with pytest.raises(PermissionDenied):
                decide(sheet_id=sheet.pk, version=1, reason="清点", by=user.actor, at=AT)
    with pytest.raises(AtField):
        accept_sheet(sheet_id=sheet.pk, version=1, reason=" ", by=monitor.actor, at=AT)
    with pytest.raises(Stale):
        accept_sheet(sheet_id=sheet.pk, version=0, reason="清点", by=monitor.actor, at=AT)
    assert SheetDecision.objects.count() == 0


def test_nothing_to_decide_is_refused(sheet: Sheet, clerk: User) -> None:
    with pytest.raises(Refused, match="没有要监票人处理的"):
        accept(sheet)
    key_once(sheet, TallyFigures(issued=1), clerk)
    with pytest.raises(Refused, match="还没有人录完"):
        recount(sheet)


def test_warnings_stay_open_until_explained(sheet: Sheet, clerk: User, second_clerk: User) -> None:
    unusual = figures_for(sheet, favours={"m1": 0})
    key_once(sheet, unusual, clerk)
    with pytest.raises(Refused, match="核对一致以后才能说明"):
        explain(sheet, {"W-103 /votes/m1": "太早"})
    assert key_once(sheet, unusual, second_clerk).warnings_open == 1
    assert explain(sheet, {"W-103 /votes/m1": "常年在外，群众不熟", "W-101 /invalid": ""}) == 1
    now = Sheet.objects.get(pk=sheet.pk)
    assert (now.warnings_open, now.explanations) == (0, {"W-103 /votes/m1": "常年在外，群众不熟"})
    # Said again it is said already; other words take its place, none take it away.
    assert explain(sheet, {"W-103 /votes/m1": "常年在外，群众不熟"}) == 0
    assert explain(sheet, {"W-103 /votes/m1": ""}) == 0
    assert explain(sheet, {"W-103 /votes/m1": "在外务工"}) == 1
    assert Sheet.objects.get(pk=sheet.pk).explanations == {"W-103 /votes/m1": "在外务工"}
    assert len(keyings(sheet)) == 2


def test_words_fall_with_the_figures_they_explain(sheet: Sheet) -> None:
    key_sheet(sheet, figures_for(sheet, favours={"m1": 0}), explanations={"W-103 /votes/m1": "在外务工"})
    recount(sheet)
    key_sheet(sheet, figures_for(sheet, favours={"m1": 0}))
    now = Sheet.objects.get(pk=sheet.pk)
    assert (now.warnings_open, now.explanations) == (1, {})


def test_a_group_far_from_the_village_is_explained_on_the_round(
    sheet: Sheet, clerk: User, election: Election
) -> None:
    other = trust_sheets(election)[1]
    high = figures_for(sheet, favours={"m1": 87}, invalid=1)
    key_sheet(sheet, high, explanations={"W-104 /votes/m1": "都信任"})
    key_sheet(other, figures_for(other, favours={"m1": 10}))
    key = "W-105 /votes/m1"
    open_now = unexplained_warnings(decided(election))
    assert [(item.sheet.pk, item.key) for item in open_now] == [(sheet.pk, key), (other.pk, key)]
    words = {sheet.pk: {key: "本组人"}, other.pk: {key: "邻村人"}}
    versions = {sheet.pk: 3, other.pk: 2}
    told = {"election_id": election.pk, "words": words, "by": clerk.actor, "at": AT}
    with pytest.raises(Stale):
        explain_warnings(versions={**versions, other.pk: 1}, **told)  # type: ignore[arg-type]
    assert Sheet.objects.get(pk=sheet.pk).explanations == {"W-104 /votes/m1": "都信任"}
    assert explain_warnings(versions=versions, **told) == 2  # type: ignore[arg-type]
    assert unexplained_warnings(decided(election)) == []
    assert [item.words for item in warnings_of(decided(election))] == ["都信任", "本组人", "邻村人"]


def test_words_are_for_the_clerks_of_the_vote(sheet: Sheet, election: Election, township_user: User) -> None:
    key_sheet(sheet, figures_for(sheet, favours={"m1": 0}))
    with pytest.raises(PermissionDenied):
        explain_warnings(
            election_id=election.pk,
            words={sheet.pk: {"W-103 /votes/m1": "在外务工"}},
            versions={sheet.pk: version_on_record(sheet)},
            by=township_user.actor,
            at=AT,
        )
    assert phase(sheet) == Phase.VERIFIED
