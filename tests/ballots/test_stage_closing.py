"""Closing the ten stages through the page: drafts, everything missing at once, second tabs, double clicks."""

import pytest
from django.test import Client
from django.urls import reverse

from ballots.models import MeetingStep, Round, Signature
from ballots.views.cures import PAGES
from elections.models import Election, StageRecord, User, Village
from elections.rules.stages import ORDER, Stage
from elections.rules.tasks import PROGRAMME
from elections.services.elections import create_election
from tests.ballots.signers import sign
from tests.ballots.stage_words import LABELS
from tests.ballots.stagekit import (
    ITEMS,
    NOW,
    begin,
    carry,
    choices,
    close,
    form,
    key_trust,
    page_of,
    prepare,
)
from tests.elections.pages import as_user
from tests.rules.test_readiness import CASES

# What the record of a stage takes from the signatures.
SIGNED = {
    Stage.TRUST_CERTIFIED: {"head_signed": "zhuren人", "monitors_signed": "jianpiao人"},
    Stage.ASSEMBLY: {"chief_monitor_signed": "吴金生"},
}


@pytest.fixture
def election(village: Village, township_user: User) -> Election:
    return begin(village, township_user)


@pytest.fixture
def desk(township_user: User) -> Client:
    return as_user(township_user)


@pytest.mark.parametrize("stage", ORDER)
def test_a_complete_stage_closes(stage: Stage, election: Election, desk: Client, township_user: User) -> None:
    carry(election, stage, township_user, ready=True)
    response = desk.post(page_of(election), form(election, stage))
    assert response.status_code == 302
    assert response.url == reverse("election", args=[election.pk])
    election.refresh_from_db()
    record = StageRecord.objects.get(election=election, stage=stage)
    assert record.items == ITEMS[stage] | SIGNED.get(stage, {})
    assert record.closed_at is not None
    after = ORDER[min(stage.number, 9)]
    assert election.stage == after
    assert (election.finished_at is not None) is (stage is Stage.HANDED_OVER)


@pytest.mark.parametrize(("stage", "key"), [(stage, key) for stage in ORDER for key in LABELS[stage.value]])
def test_each_item_left_out_is_named(
    stage: Stage, key: str, election: Election, desk: Client, township_user: User
) -> None:
    carry(election, stage, township_user, ready=True)
    response = desk.post(page_of(election), form(election, stage, **{key: ""}))
    assert response.status_code == 200
    page = response.content.decode()
    sentence = f"还没有填写{LABELS[stage.value][key]}。"
    assert [reason.message for reason in response.context["reasons"]] == [sentence]
    assert f'{sentence} <a href="{page_of(election)}#id_{key}">填写</a>' in page
    assert page.count(sentence) == 2
    assert StageRecord.objects.filter(election=election, stage=stage).count() == 0
    election.refresh_from_db()
    assert election.stage == stage


def test_all_reasons_at_once_and_nothing_saved(village: Village, township_user: User) -> None:
    election = begin(village, township_user)
    empty = dict.fromkeys(ITEMS["preparation"], "")
    response = as_user(township_user).post(
        page_of(election), form(election, Stage.PREPARATION, **empty, survey="座谈会三次")
    )
    assert [reason.code for reason in response.context["reasons"]] == ["E-701"] * 4 + ["E-715"]
    assert "座谈会三次" in response.content.decode()
    assert StageRecord.objects.count() == 0


def test_a_head_count_corrected_later_asks_for_the_hands_again(
    election: Election, township_user: User
) -> None:
    carry(election, Stage.ASSEMBLY, township_user, ready=True)
    MeetingStep.objects.filter(step="method").update(in_favour=4)
    response = as_user(township_user).post(page_of(election), form(election, Stage.ASSEMBLY))
    assert [(reason.code, reason.url) for reason in response.context["reasons"]] == [
        ("E-452", reverse("assembly", args=[election.pk]))
    ]


CURES = [
    (Stage.PREPARATION, "E-711", "village_edit"),
    (Stage.PREPARATION, "E-712", "village_groups"),
    (Stage.PREPARATION, "E-501", "member_list"),
    (Stage.PREPARATION, "E-715", "officials"),
    (Stage.COMMITTEE_FORMED, "E-721", "officials"),
    (Stage.COMMITTEE_FORMED, "E-722", "officials"),
    (Stage.ANNOUNCED, "E-732", "officials"),
    (Stage.ANNOUNCED, "E-733", "officials"),
    (Stage.ANNOUNCED, "E-603", "officials"),
    (Stage.TRUST_VOTING, "E-742", "trust"),
    (Stage.REVIEWED, "E-771", "review"),
    (Stage.ASSEMBLY, "E-782", "assembly"),
    (Stage.ASSEMBLY, "E-784", "assembly"),
    (Stage.ASSEMBLY, "E-785", "officials"),
    (Stage.ASSEMBLY, "E-787", "assembly"),
]
OF_VILLAGE = ("village_edit", "village_groups", "member_list")


@pytest.mark.parametrize(("stage", "code", "route"), CURES)
def test_each_reason_leads_to_its_cure(
    stage: Stage, code: str, route: str, village: Village, township_user: User
) -> None:
    if stage is Stage.PREPARATION:
        Village.objects.filter(pk=village.pk).update(population=0)
        election = create_election(
            village_id=village.pk,
            era="pilot_2004",
            year=2004,
            choices=choices(),
            by=township_user.actor,
            at=NOW,
        )
    else:
        election = carry(begin(village, township_user), stage, township_user)
    response = as_user(township_user).post(page_of(election), form(election, stage))
    found = {reason.code: reason.url for reason in response.context["reasons"]}
    pk = village.pk if route in OF_VILLAGE else election.pk
    assert found[code] == reverse(route, args=[pk])


def test_conditions_and_rules_are_cured_on_their_pages(election: Election, township_user: User) -> None:
    carry(election, Stage.ANNOUNCED, township_user, ready=True)
    Election.objects.filter(pk=election.pk).update(
        conditions_member="", rules={**election.rules, "shortlist_size": 4}
    )
    response = as_user(township_user).post(page_of(election), form(election, Stage.ANNOUNCED))
    assert {reason.code: reason.url for reason in response.context["reasons"]} == {
        "E-731": reverse("election_conditions", args=[election.pk]),
        "E-716": reverse("election_rules", args=[election.pk]),
    }


@pytest.mark.parametrize("trusted", [4, 0])
def test_a_shortfall_leads_to_the_shortlist(trusted: int, election: Election, township_user: User) -> None:
    carry(election, Stage.TRUST_VOTING, township_user)
    key_trust(election, trusted=trusted)
    close(election, Stage.TRUST_VOTING, township_user)
    prepare(election, Stage.TRUST_CERTIFIED, township_user)
    close(election, Stage.TRUST_CERTIFIED, township_user)
    response = as_user(township_user).post(page_of(election), form(election, Stage.SHORTLISTED))
    assert [(reason.code, reason.url) for reason in response.context["reasons"]] == [
        ("E-761", reverse("shortlist", args=[election.pk]))
    ]


@pytest.mark.parametrize(
    ("stage", "changes", "code"),
    [
        (Stage.PREPARATION, {"adopted_on": "2099-01-01"}, "E-702"),
        (Stage.COMMITTEE_FORMED, {"party_meeting_on": "2004-07-27"}, "E-703"),
        (Stage.REVIEWED, {"objections_until": "2004-09-08"}, "E-774"),
        (Stage.REVIEWED, {"posted_on": "2004-08-31"}, "E-776"),
        (Stage.ASSEMBLY, {"held_on": "2004-09-09"}, "E-781"),
    ],
)
def test_dates_that_cannot_be(
    stage: Stage, changes: dict[str, str], code: str, election: Election, township_user: User
) -> None:
    carry(election, stage, township_user, ready=True)
    response = as_user(township_user).post(page_of(election), form(election, stage, **changes))
    assert [reason.code for reason in response.context["reasons"]] == [code]


def test_the_window_must_be_over(election: Election, township_user: User) -> None:
    carry(election, Stage.REVIEWED, township_user, ready=True)
    response = as_user(township_user).post(
        page_of(election), form(election, Stage.REVIEWED, objections_until="2099-01-01")
    )
    assert [reason.message for reason in response.context["reasons"]] == [
        "公示到 2099年1月1日 截止，期满后才能办结本阶段。"
    ]


def test_a_posting_date_at_the_end_of_time_is_only_refused(election: Election, township_user: User) -> None:
    carry(election, Stage.REVIEWED, township_user, ready=True)
    response = as_user(township_user).post(
        page_of(election), form(election, Stage.REVIEWED, posted_on="2099-12-31")
    )
    assert [reason.code for reason in response.context["reasons"]] == ["E-702"]


def test_closing_the_announcement_opens_the_trust_round(election: Election, township_user: User) -> None:
    carry(election, Stage.TRUST_VOTING, township_user)
    held = Round.objects.get(election=election)
    assert held.kind == "trust"
    assert [sheet.label for sheet in held.sheets.all()] == ["第一村小组票箱", "第二村小组票箱"]
    assert held.lines.count() == 9
    assert held.certificate is None


def test_no_certificate_without_both_signatures(election: Election, township_user: User) -> None:
    carry(election, Stage.TRUST_CERTIFIED, township_user)
    held = Round.objects.get(election=election)
    for missing in ("选举委员会主任、信任投票监票人", "信任投票监票人"):
        response = as_user(township_user).post(page_of(election), form(election, Stage.TRUST_CERTIFIED))
        assert [(one.code, one.message, one.url) for one in response.context["reasons"]] == [
            (
                "E-752",
                f"信任投票的结果还没有核定，等待{missing}签字。",
                reverse("trust_sign", args=[election.pk]),
            )
        ]
        sign(held, "committee_head" if "主任" in missing else "trust_monitor", at=NOW)
    close(election, Stage.TRUST_CERTIFIED, township_user)
    assert election.present_stage is Stage.SHORTLISTED


def test_the_last_ballot_is_announced_before_the_assembly_closes(
    election: Election, township_user: User
) -> None:
    carry(election, Stage.ASSEMBLY, township_user, ready=True)
    Signature.objects.filter(capacity="assembly_chair").delete()
    response = as_user(township_user).post(page_of(election), form(election, Stage.ASSEMBLY))
    assert [(one.code, one.message, one.url) for one in response.context["reasons"]] == [
        (
            "E-788",
            "最后一轮的结果还没有宣布，等待党员大会主持人签字。",
            reverse("assembly", args=[election.pk]),
        )
    ]


def test_every_cure_of_the_rules_has_a_page() -> None:
    cures = {case[4].partition(":")[0] for case in CASES} | {"item", "members"}
    assert cures <= set(PAGES)
    tasks = {task.go for stage in ORDER for task in PROGRAMME[stage]}
    assert tasks <= set(PAGES)
