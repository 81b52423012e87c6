"""Head count and excusals stand once figures of a ballot are keyed that is counted by them: nobody turns it alone."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from factories import AT
from keyers import key_once, key_sheet, of_crew, recount
from meetings import FIVE, attend, in_assembly, start, tally, version_of

from ballots.models import Attendance, Excusal, Round, Sheet
from ballots.selectors.dossier import decided
from ballots.selectors.ledger import invariants
from ballots.services.assembly import ExcusalEntry, add_excusal, change_excusal, remove_excusal
from ballots.services.assembly_rounds import withdraw_round
from elections.models import Election, User, Village
from elections.services.guard import Refused
from tests.elections.pages import as_user

WON = {"m1": 9, "m2": 8, "m3": 7, "m4": 3, "m5": 2}
STANDS = (
    "第一轮（选举支部委员）已经录入票数，到会人数和请假不能再改；确有错误的，等这张计票单录完，"
    "由监票人决定重新清点，更正人数以后再重新录入。"
)
ENTRY = ExcusalEntry("ILLNESS", "1号", adopted=True)


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return in_assembly(village, township_user)


@pytest.fixture
def desk(clerk: User) -> Client:
    return as_user(clerk)


@pytest.fixture
def sheet(election: Election, clerk: User) -> Sheet:
    return start(election, "committee", *FIVE).sheets.get()


def excuse(election: Election, by: User) -> Excusal:
    return add_excusal(
        election_id=election.pk,
        version=version_of(election),
        member_code="m12",
        entry=ENTRY,
        by=by.actor,
        at=AT,
    )


def outcome(election: Election) -> list[str]:
    found = decided(Election.objects.select_related("village__township__county").get(pk=election.pk))
    assert found.decision.assembly is not None
    return [found.decision.assembly.status, *(one.status for one in found.decision.assembly.rounds)]


def refusal(change: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        change()
    (reason,) = refused.value.reasons
    return reason


def test_nobody_turns_a_counted_result_by_the_head_count(
    election: Election, sheet: Sheet, clerk: User
) -> None:
    key_sheet(sheet, tally(WON, ballots=11))
    before = outcome(election)
    assert before == ["incomplete", "elected"]
    for present in (10, 9, 12):
        assert refusal(lambda present=present: attend(election, present)) == STANDS
    assert refusal(lambda: excuse(election, clerk)) == STANDS
    assert outcome(election) == before
    assert Attendance.objects.get().present == 11
    assert invariants(Election.objects.get(pk=election.pk)) == []


def test_nor_the_majority_by_an_excusal(election: Election, clerk: User) -> None:
    excusal = excuse(election, clerk)
    sheet = start(election, "committee", *FIVE).sheets.get()
    key_sheet(sheet, tally(WON, ballots=11))
    given = {"election_id": election.pk, "version": version_of(election), "by": clerk.actor, "at": AT}
    entry = ExcusalEntry("ILLNESS", "", adopted=False)
    assert refusal(lambda: change_excusal(excusal_id=excusal.pk, entry=entry, **given)) == STANDS
    assert refusal(lambda: remove_excusal(excusal_id=excusal.pk, **given)) == STANDS
    assert Excusal.objects.get().consent_number == "1号"


def test_from_the_first_figure_on(election: Election, sheet: Sheet) -> None:
    attend(election, 12)
    attend(election, 11)
    key_once(sheet, tally(WON, ballots=11, valid=None), of_crew(sheet, "luruyuan"))
    assert refusal(lambda: attend(election, 12)) == STANDS


def test_a_recount_by_the_monitor_opens_it_again(election: Election, sheet: Sheet) -> None:
    key_sheet(sheet, tally(WON, ballots=11))
    recount(sheet)
    attend(election, 12)
    key_sheet(sheet, tally(WON, ballots=12))
    assert outcome(election) == ["incomplete", "elected"]
    assert refusal(lambda: attend(election, 11)) == STANDS


def test_a_withdrawn_ballot_holds_nothing(election: Election, sheet: Sheet, clerk: User) -> None:
    withdraw_round(
        election_id=election.pk,
        version=version_of(election),
        round_id=sheet.round_id,
        reason="票面印错",
        by=clerk.actor,
        at=AT,
    )
    attend(election, 12)
    assert Attendance.objects.get().present == 12


def test_a_ballot_with_an_electorate_of_its_own_holds_nothing(election: Election, sheet: Sheet) -> None:
    Round.objects.filter(pk=sheet.round_id).update(entitled=12, present=11)
    key_sheet(sheet, tally(WON, ballots=11))
    attend(election, 12)
    assert Attendance.objects.get().present == 12


def test_the_pages_say_why_and_offer_nothing(
    election: Election, clerk: User, desk: Client, viewer: User
) -> None:
    excusal = excuse(election, clerk)
    sheet = start(election, "committee", *FIVE).sheets.get()
    addresses = {
        reverse("attendance", args=[election.pk]): {"present": "10"},
        reverse("excusal_add", args=[election.pk]): {"member": "m11", "ground": "ABROAD"},
        reverse("excusal_edit", args=[election.pk, excusal.pk]): {"ground": "ABROAD"},
    }
    assembly = reverse("assembly", args=[election.pk])
    page = desk.get(assembly).content.decode()
    assert STANDS not in page
    assert all(f'href="{address}"' in page for address in addresses)
    key_once(sheet, tally(WON, ballots=11), of_crew(sheet, "luruyuan"))
    page = desk.get(assembly).content.decode()
    assert page.count(STANDS) == 1
    assert not any(f'href="{address}"' in page for address in addresses)
    assert STANDS not in as_user(viewer).get(assembly).content.decode()
    for address, entry in addresses.items():
        version = str(version_of(election))
        for answer in (desk.get(address), desk.post(address, entry | {"version": version})):
            text = answer.content.decode()
            assert answer.status_code == 200
            assert text.count(STANDS) == 1
            assert "保存到会人数" not in text
            assert "保存请假" not in text
            assert "撤销请假" not in text
    gone = reverse("excusal_remove", args=[election.pk, excusal.pk])
    told = desk.post(gone, {"version": str(version_of(election))}, follow=True).content.decode()
    assert STANDS in told
    assert (Attendance.objects.get().present, Excusal.objects.get().ground) == (11, "ILLNESS")


def test_without_a_quorum_too(election: Election, sheet: Sheet, desk: Client) -> None:
    """Too few came and figures were keyed all the same: the page does not offer to mend the number."""
    attend(election, 9)
    key_once(sheet, tally(WON, ballots=9), of_crew(sheet, "luruyuan"))
    page = desk.get(reverse("assembly", args=[election.pk])).content.decode()
    assert "到会人数不足，不能选举" in page
    assert STANDS in page
    assert "更正到会人数</a>" not in page
