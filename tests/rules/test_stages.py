"""The ten stages: order, records, dates, ways on and back."""

from datetime import date, time, timedelta

import pytest

from elections.rules.basis import BASIS, HANDOVER_INSTRUMENTS, INSTRUMENTS, basis_of
from elections.rules.planning import WAITS_FOR, Due, Urgency, due, misplanned
from elections.rules.ruleset import SHIPPED
from elections.rules.stage_items import ITEMS, misdated_items, missing_items
from elections.rules.stage_records import first_date, read_items, write_items
from elections.rules.stages import (
    ORDER,
    Derived,
    Missing,
    Stage,
    derived_undone,
    next_stage,
    stages_back,
    stages_undone,
    window_begins,
    window_ends,
)

REQUIRED = {
    "preparation": ["adopted_on", "county_plan", "document_number", "lead_group_head"],
    "committee_formed": [
        "party_meeting_on", "villagers_meeting_on", "document_number", "posted_on", "posted_at",
    ],
    "announced": [
        "posted_on", "document_number", "posted_at", "method_posted_on", "letter_sent_on", "voters_posted_on",
    ],
    "trust_voting": ["voted_on", "place", "opened_at", "proxies_posted_on"],
    "trust_certified": ["certified_on", "announced_at"],
    "shortlisted": ["posted_on", "document_number", "posted_at"],
    "reviewed": ["posted_on", "document_number", "posted_at", "objections_until", "contact"],
    "assembly": ["held_on", "place", "presided_by", "announced_at"],
    "approved": ["reported_on", "report_number", "replied_on", "document_number"],
    "handed_over": ["handed_on", "handed_by", "handed_items", "division", "party_groups", "plans"],
}  # fmt: skip
TODAY = date(2004, 9, 18)


def test_order_and_next() -> None:
    chain = [Stage.PREPARATION]
    while (following := next_stage(chain[-1])) is not None:
        chain.append(following)
    assert [stage.value for stage in chain] == list(REQUIRED)
    assert [stage.number for stage in chain] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize("stage", ORDER)
def test_required_items(stage: Stage) -> None:
    assert [item.cure for item in missing_items(stage, {})] == [f"item:{key}" for key in REQUIRED[stage]]


@pytest.mark.parametrize(("stage", "key"), [(stage, key) for stage in ORDER for key in REQUIRED[stage]])
def test_one_item_left_out_is_named(stage: Stage, key: str) -> None:
    record = {item.key: "有" for item in ITEMS[stage] if item.key != key}
    label = next(item.label for item in ITEMS[stage] if item.key == key)
    assert missing_items(stage, record) == (Missing("E-701", f"还没有填写{label}。", f"item:{key}"),)


def test_a_date_in_the_future_and_one_before_the_previous_stage() -> None:
    record = {"posted_on": date(2004, 9, 1), "objections_until": date(2004, 12, 1)}
    found = misdated_items(Stage.REVIEWED, record, previous=date(2004, 9, 2), today=TODAY)
    assert found == (
        Missing("E-703", "正式候选人公示日期早于上一阶段的日期（2004年9月2日）。", "item:posted_on"),
    )
    ahead = {"posted_on": date(2004, 9, 1), "opinions_until": date(2004, 12, 1)}
    assert misdated_items(Stage.SHORTLISTED, ahead, previous=date(2004, 9, 1), today=TODAY) == ()
    ahead["opinions_until"] = date(2004, 8, 31)
    (early,) = misdated_items(Stage.SHORTLISTED, ahead, previous=date(2004, 9, 1), today=TODAY)
    assert (early.code, early.message) == (
        "E-704",
        "收集意见的截止日期早于预备候选人公示日期，请核对。",
    )
    later = misdated_items(Stage.ASSEMBLY, {"held_on": date(2004, 9, 19)}, previous=None, today=TODAY)
    assert later == (Missing("E-702", "大会日期晚于今天，请照实际日期填写。", "item:held_on"),)
    same_day = {"posted_on": date(2004, 9, 18)}
    assert misdated_items(Stage.REVIEWED, same_day, previous=date(2004, 9, 18), today=TODAY) == ()


BACK = {
    # stage: (no figures, trust figures, both, and the trust result certified)
    "preparation": ("", "", "", ""),
    "committee_formed": ("preparation", "", "", ""),
    "announced": ("committee_formed preparation", "", "", ""),
    "trust_voting": ("announced committee_formed preparation", "", "", ""),
    "trust_certified": ("trust_voting", "trust_voting", "trust_voting", ""),
    "shortlisted": ("trust_certified",) * 4,
    "reviewed": ("shortlisted",) * 4,
    "assembly": ("reviewed shortlisted", "reviewed shortlisted", "", "reviewed shortlisted"),
    "approved": ("assembly",) * 4,
    "handed_over": ("", "", "", ""),
}


@pytest.mark.parametrize("stage", ORDER)
def test_ways_back(stage: Stage) -> None:
    found = tuple(
        " ".join(stages_back(stage, trust_figures=trust, assembly_figures=assembly, certified=signed))
        for trust, assembly, signed in (
            (False, False, False),
            (True, False, False),
            (True, True, False),
            (True, False, True),
        )
    )
    assert found == BACK[stage]


def test_stages_undone() -> None:
    assert stages_undone(Stage.TRUST_VOTING, Stage.SHORTLISTED) == (
        Stage.TRUST_VOTING,
        Stage.TRUST_CERTIFIED,
        Stage.SHORTLISTED,
    )
    assert stages_undone(Stage.PREPARATION, Stage.COMMITTEE_FORMED) == (
        Stage.PREPARATION,
        Stage.COMMITTEE_FORMED,
    )


FALLS = {
    "preparation": "trust_round certificate proceeding review meeting",
    "committee_formed": "trust_round certificate proceeding review meeting",
    "announced": "trust_round certificate proceeding review meeting",
    "trust_voting": "certificate proceeding review meeting",
    "trust_certified": "proceeding review meeting",
    "shortlisted": "review meeting",
    "reviewed": "meeting",
    "assembly": "",
}


@pytest.mark.parametrize("target", FALLS)
def test_what_falls_by_going_back(target: str) -> None:
    assert " ".join(derived_undone(Stage(target))) == FALLS[target]
    assert set(FALLS["preparation"].split()) == set(Derived)


@pytest.mark.parametrize(
    ("opens", "days", "working", "ends"),
    [
        (date(2004, 9, 2), 7, False, date(2004, 9, 9)),
        (date(2004, 9, 2), 5, True, date(2004, 9, 9)),
        (date(2004, 9, 3), 1, True, date(2004, 9, 6)),
        (date(2004, 9, 3), 1, False, date(2004, 9, 4)),
    ],
)
def test_objection_window(opens: date, days: int, working: bool, ends: date) -> None:
    assert window_ends(opens, days=days, working=working) == ends
    assert window_begins(opens) == opens + timedelta(days=1)


def test_a_record_is_kept_as_text_and_read_back() -> None:
    typed = {
        "voted_on": date(2004, 8, 29),
        "opened_at": time(14, 30),
        "place": "村小学",
        "mobile_route": "",
        "x": 1,
    }
    kept = {"voted_on": "2004-08-29", "place": "村小学", "opened_at": "14:30"}
    assert write_items(Stage.TRUST_VOTING, typed) == kept
    assert read_items(Stage.TRUST_VOTING, kept) == {
        "voted_on": date(2004, 8, 29),
        "place": "村小学",
        "opened_at": time(14, 30),
    }
    assert first_date(Stage.TRUST_VOTING, kept) == date(2004, 8, 29)
    assert first_date(Stage.TRUST_VOTING, {}) is None


def test_plan_must_follow_the_order() -> None:
    plan = {
        Stage.PREPARATION: date(2004, 8, 1),
        Stage.ANNOUNCED: date(2004, 7, 31),
        Stage.TRUST_VOTING: date(2004, 8, 1),
        Stage.ASSEMBLY: date(2004, 7, 1),
    }
    assert misplanned(plan) == (
        (Stage.ANNOUNCED, "不能早于前面的“筹备”。"),
        (Stage.ASSEMBLY, "不能早于前面的“信任投票”。"),
    )
    assert misplanned({}) == ()


@pytest.mark.parametrize(
    ("planned", "urgency", "words"),
    [
        (date(2004, 9, 17), Urgency.OVERDUE, "逾期 1 天"),
        (date(2004, 9, 18), Urgency.TODAY, "今天"),
        (date(2004, 9, 19), Urgency.SOON, "还有 1 天"),
        (date(2004, 9, 20), Urgency.SOON, "还有 2 天"),
        (date(2004, 9, 21), Urgency.LATER, "还有 3 天"),
        (None, Urgency.UNPLANNED, "未排日期"),
    ],
)
def test_due(planned: date | None, urgency: Urgency, words: str) -> None:
    found = due(planned, today=TODAY)
    assert (found.urgency, found.words) == (urgency, words)


def test_most_pressing_first() -> None:
    assert sorted(Urgency, key=lambda urgency: urgency.order) == [
        Urgency.OVERDUE, Urgency.TODAY, Urgency.SOON, Urgency.LATER, Urgency.LAPSED, Urgency.UNPLANNED,
    ]  # fmt: skip
    assert Due(Urgency.OVERDUE, -3).words == "逾期 3 天"
    assert due(date(2004, 6, 12), today=date(2004, 9, 19)) == Due(Urgency.OVERDUE, -99)
    assert due(date(2004, 6, 11), today=date(2004, 9, 19)) == Due(Urgency.LAPSED, -100)
    assert Due(Urgency.LAPSED, -100).words == "早过计划日期"


def test_every_stage_has_a_basis_and_somebody_to_wait_for() -> None:
    assert set(BASIS) == set(INSTRUMENTS) == set(HANDOVER_INSTRUMENTS) == set(SHIPPED)
    for era in BASIS:
        assert set(BASIS[era]) == set(ORDER)
    assert set(WAITS_FOR) == set(ORDER)
    assert basis_of("pilot_2004", Stage.ASSEMBLY) == (
        "《中国共产党章程》",
        "《中国共产党基层组织选举工作暂行条例》（1990）",
    )
    assert HANDOVER_INSTRUMENTS["pilot_2004"] == ("《中国共产党农村基层组织工作条例》",)
    assert HANDOVER_INSTRUMENTS["current"] == (
        "《中国共产党农村基层组织工作条例》",
        "《中国共产党支部工作条例（试行）》",
    )
    assert basis_of("current", Stage.APPROVED) == (
        "《中国共产党章程》",
        "《中国共产党基层组织选举工作条例》（2020）",
    )
