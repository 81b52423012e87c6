"""A ban that becomes known after somebody was named: it is refused at naming, keying, deciding, signing, and stays."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from factories import AT, appoint, codes_of, even_figures, set_stage, trust_sheets
from keyers import accept, key_all, key_once, key_sheet, of_crew, recount
from meetings import FIVE, hold, in_assembly, start, tally
from signers import agree, ask, sign, sign_all

from ballots.models import Keying, Round, Sheet
from ballots.selectors.ledger import invariants
from ballots.services import officials as naming
from ballots.services.officials import OfficialEntry, add_official, remove_official
from elections.models import Election, Official, User, Village
from elections.rules.log import Deed
from elections.rules.stages import Stage
from elections.services.audit import record
from elections.services.guard import Refused
from tests.elections.pages import as_user

WON = {"m1": 9, "m2": 8, "m3": 7, "m4": 3, "m5": 2}
KEPT = "不能取消：经手过票数的人要留在名单上。要换人的，请另外登记一人。"
FIRST = "先取消那一项，才能这样登记。"


def refusal(change: Callable[[], object]) -> str:
    with pytest.raises((Refused, PermissionDenied)) as refused:
        change()
    return str(refused.value)


def name(election: Election, by: User, duty: str, who: str = "", **facts: object) -> Official:
    entry = OfficialEntry(duty, who, **facts)  # type: ignore[arg-type]
    return add_official(election_id=election.pk, entry=entry, by=by.actor, at=AT)


def take_off(election: Election, by: User, official: Official) -> str:
    return remove_official(election_id=election.pk, official_id=official.pk, by=by.actor, at=AT)


def near(election: Election, person: str, code: str, duty: str = "committee") -> Official:
    """A near relative on record past the refusals, as an older version of the program took it."""
    official = Official.objects.create(election=election, duty=duty, name=person)
    official.relative_of.set([election.members.get(code=code)])
    return official


def figures(sheet: Sheet):
    return even_figures(codes_of(sheet.round))


# What is recorded later of a named trust clerk: duty, whether with the clerk's own account.
@pytest.mark.parametrize(
    ("duty", "own_account"),
    [("committee", False), ("guidance", False), ("committee_head", True), ("assembly_chair", True)],
)
def test_no_later_naming_makes_a_clerk_a_relative(
    duty: str, own_account: bool, election: Election, township_user: User, clerk: User
) -> None:
    member = election.members.get(code="m3")
    facts = {"account_id": clerk.pk} if own_account else {}
    said = refusal(
        lambda: name(election, township_user, duty, clerk.person, relatives=frozenset({member.pk}), **facts)
    )
    label = member.label
    assert said == (
        f"{clerk.person}是{label}的近亲属，{label}是被投信任票的党员，{clerk.person}不能担任录入员。"
        f"{clerk.person}已经登记为信任投票录入员，{FIRST}"
    )
    assert not Official.objects.filter(name=clerk.person, duty=duty).exists()
    name(election, township_user, duty, clerk.person, **facts)


def test_nor_a_member_by_the_same_account(election: Election, township_user: User, clerk: User) -> None:
    member = election.members.get(code="m3")
    said = refusal(
        lambda: name(election, township_user, "committee_head", member_id=member.pk, account_id=clerk.pk)
    )
    assert said.endswith(f"{clerk.person}已经登记为信任投票录入员，{FIRST}")


def test_nor_a_candidate_who_names_a_clerk_as_relative(
    village: Village, township_user: User, clerk: User
) -> None:
    """The kinship is recorded of the candidate, and bans the clerk, who is a member, all the same."""
    election = in_assembly(village, township_user)
    member = election.members.get(code="m9")
    Official.objects.filter(account=clerk, duty="assembly_clerk").update(name=member.label, member=member)
    Official.objects.filter(account=clerk, duty="trust_clerk").delete()
    candidate = election.members.get(code="m1")
    said = refusal(
        lambda: name(
            election, township_user, "committee", member_id=candidate.pk, relatives=frozenset({member.pk})
        )
    )
    assert said == (
        f"{member.label}是{candidate.label}的近亲属，{candidate.label}是候选人，{member.label}不能担任录入员。"
        f"{member.label}已经登记为党员大会录入员，{FIRST}"
    )


def test_whoever_is_banned_by_now_keys_and_decides_nothing(
    election: Election, sheet: Sheet, clerk: User, monitor: User
) -> None:
    key_once(sheet, figures(sheet), clerk)
    label = election.members.get(code="m3").label
    for user, duty, act in (
        (of_crew(sheet, "erlu"), "录入员", lambda: key_once(sheet, figures(sheet), of_crew(sheet, "erlu"))),
        (monitor, "监票人", lambda: recount(sheet)),
    ):
        near(election, user.person, "m3")
        assert refusal(act) == (
            f"{user.person}是{label}的近亲属，{label}是被投信任票的党员，{user.person}不能担任{duty}。"
            "请告诉乡镇，改由别人办理。"
        )
    assert Keying.objects.count() == 1
    key_once(sheet, figures(sheet), of_crew(sheet, "sanlu"))


def test_nor_signs_where_they_count(
    election: Election, township_user: User, head: User, monitor: User
) -> None:
    key_all(election)
    set_stage(election, Stage.TRUST_CERTIFIED, township_user)
    held = Round.objects.get(election=election)
    row = near(election, monitor.person, "m3")
    near(election, head.person, "m3", duty="guidance")
    sign(held, "committee_head")
    assert "不能担任监票人。请告诉乡镇" in refusal(lambda: sign(held, "trust_monitor"))
    page = as_user(monitor).get(reverse("trust_sign", args=[election.pk])).content.decode()
    assert "不能担任监票人。请告诉乡镇" in page
    assert 'id="sign"' not in page
    row.delete()
    sign(held, "trust_monitor")


def test_in_the_assembly_that_ballots_candidates_alone(
    village: Village, township_user: User, clerk: User
) -> None:
    election = in_assembly(village, township_user)
    near(election, clerk.person, "m9")
    sheet = start(election, "committee", *FIVE).sheets.get()
    near(election, of_crew(sheet, "erlu").person, "m1")
    key_once(sheet, tally(WON, ballots=11), clerk)
    said = refusal(lambda: key_once(sheet, tally(WON, ballots=11), of_crew(sheet, "erlu")))
    assert "是候选人，" in said
    assert "不能担任录入员。" in said


def test_the_sheet_says_why(election: Election, sheet: Sheet, clerk: User) -> None:
    near(election, clerk.person, "m3")
    client, address = as_user(clerk), reverse("sheet", args=[sheet.pk])
    for answer in (client.get(address), client.post(address, {"version": "0", "issued": "88"})):
        text = answer.content.decode()
        assert answer.status_code == 200
        assert text.count("不能担任录入员。请告诉乡镇，改由别人办理。") == 1
        assert 'name="issued"' not in text
    assert not Keying.objects.exists()


def test_who_handled_the_trust_vote_stays_on_the_list(
    election: Election, sheet: Sheet, township_user: User, clerk: User
) -> None:
    def row(duty: str, user: User) -> Official:
        return Official.objects.get(election=election, duty=duty, account=user)

    other = trust_sheets(election)[1]
    key_once(sheet, even_figures(codes_of(sheet.round), issued=80, returned=81), clerk, as_on_paper=True)
    accept(sheet)
    said = refusal(lambda: take_off(election, township_user, row("trust_clerk", clerk)))
    assert said == f"{clerk.person}（信任投票录入员）已经录入票数，{KEPT}"
    monitor = of_crew(sheet, "jianpiao")
    said = refusal(lambda: take_off(election, township_user, row("trust_monitor", monitor)))
    assert said == f"{monitor.person}（信任投票监票人）已经处理计票单，{KEPT}"
    page = as_user(township_user).post(
        reverse("officials", args=[election.pk]), {"remove": str(row("trust_clerk", clerk).pk)}
    )
    assert page.status_code == 200
    assert f"已经录入票数，{KEPT}" in page.content.decode()
    # Nobody else is held, nor the clerk for another ballot.
    assert take_off(election, township_user, row("trust_clerk", of_crew(other, "sanlu")))
    assert take_off(election, township_user, row("assembly_clerk", clerk))
    Round.objects.filter(election=election).update(invalidated_at=AT, invalidated_by=township_user)
    assert take_off(election, township_user, row("trust_clerk", clerk))


def test_a_signature_holds_until_it_is_lifted(election: Election, township_user: User, head: User) -> None:
    key_all(election)
    set_stage(election, Stage.TRUST_CERTIFIED, township_user)
    held = Round.objects.get(election=election)
    sign_all(held)
    official = Official.objects.get(election=election, duty="committee_head")
    said = refusal(lambda: take_off(election, township_user, official))
    assert said == f"{head.person}（选举委员会主任）已经签字，{KEPT}"
    asked = ask(held, township_user)
    for capacity in ("committee_head", "trust_monitor"):
        agree(held, asked, capacity)
    assert take_off(election, township_user, official)


def test_in_the_assembly_people_change_between_ballots(
    village: Village, township_user: User, clerk: User
) -> None:
    """Who is near to a candidate of the next ballot has to go; during a ballot nobody goes who keyed it."""
    election = in_assembly(village, township_user)
    official = Official.objects.get(election=election, duty="assembly_clerk", account=clerk)
    sheet = start(election, "committee", *FIVE).sheets.get()
    key_sheet(sheet, tally({"m1": 9, "m2": 8, "m3": 5, "m4": 3, "m5": 2}, ballots=11))
    said = refusal(lambda: take_off(election, township_user, official))
    assert said == f"{clerk.person}（党员大会录入员）已经录入票数，{KEPT}"
    sign_all(sheet.round)
    assert take_off(election, township_user, official)
    appoint(election, clerk, "assembly_clerk")
    hold(election, "supplementary", {"m3": 9, "m4": 2})


def noted(election: Election, official: Official, deed: Deed) -> None:
    payload = {**naming._facts(official), "relatives": [one.code for one in official.relative_of.all()]}
    if deed is Deed.OFFICIAL_REMOVED:
        payload.pop("relatives")
        official.delete()
    record(election, by=election.created_by.actor, at=AT, action=deed, payload=payload)


@pytest.mark.parametrize(
    ("named", "removed", "found"),
    [("before", "before", False), ("before", "after", True), ("after", "after", True)],
)
def test_the_evidence_stays_when_it_is_taken_off(
    named: str, removed: str, found: bool, election: Election, sheet: Sheet, clerk: User
) -> None:
    """As an older version let it happen: the row that tells of the kinship goes, and the clerk's own with it."""
    row = near(election, clerk.person, "m3")
    own = Official.objects.get(account=clerk, duty="trust_clerk")
    if named == "before":
        noted(election, row, Deed.OFFICIAL_NAMED)
    if removed == "before":
        noted(election, row, Deed.OFFICIAL_REMOVED)
    Official.objects.filter(pk=row.pk).update(name="别人")  # as if it were not known
    key_sheet(sheet, figures(sheet))
    Official.objects.filter(pk=row.pk).update(name=clerk.person)
    if named == "after":
        noted(election, row, Deed.OFFICIAL_NAMED)
    if removed == "after":
        noted(election, row, Deed.OFFICIAL_REMOVED)
    noted(election, own, Deed.OFFICIAL_REMOVED)
    line = f"第 1 轮：{clerk.username} 是候选人（或被投信任票的党员）或其近亲属，却经手了票数"
    assert (line in invariants(Election.objects.get(pk=election.pk))) is found
