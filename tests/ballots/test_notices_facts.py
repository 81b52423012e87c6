"""Facts: JSON both ways, and figures by group that keep the ballot secret and still add up."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from notices_samples import PILOT, PLACES, TODAY, all_kinds, groups, names_of, trust

from ballots.notices.facts import (
    CLASSES,
    BadFacts,
    Ballot,
    BoxCount,
    ElectionBallot,
    GroupCount,
    NoticeKind,
    Post,
    Votes,
    from_json,
    header_for,
    issuing_body,
    publishable_units,
    to_bytes,
    to_json,
)
from ballots.notices.facts.units import check_sums
from elections.rules.basis import INSTRUMENTS

SAMPLES = [
    pytest.param(facts, id=f"{p}-{k}") for p, place in PLACES.items() for k, facts in all_kinds(place).items()
]


def test_every_kind_has_a_class_a_label_and_a_sample() -> None:
    assert set(CLASSES) == set(NoticeKind)
    assert {facts.values[0].kind for facts in SAMPLES} == set(NoticeKind)
    assert [kind.label for kind in NoticeKind] == [
        "信任票", "选举票", "计票单", "任职条件公告", "信任投票结果公告", "预备候选人公示", "正式候选人公示",
        "选举结果报告单", "当选公告",
        "工作安排与流程表", "选举委员会名单公告", "村民名单公告", "选举办法（草案）", "致村民公开信", "投票通知",
        "委托投票证", "委托投票公示",
        "信任投票监票报告单", "会议通知", "议程", "呈报", "批复", "任职公告", "交接清单", "分工公告", "更正公告",
        "印制封面", "票箱标签",
    ]  # fmt: skip


@pytest.mark.parametrize("facts", SAMPLES)
def test_json_there_and_back_gives_equal_facts_and_bytes(facts) -> None:
    stored = json.loads(json.dumps(to_json(facts)))
    again = from_json(facts.kind.value, stored)
    assert again == facts
    assert to_bytes(again) == to_bytes(facts)
    assert json.loads(to_bytes(facts)) == to_json(facts)


def test_a_notice_of_a_meeting_from_before_the_hour_was_told_keeps_its_bytes() -> None:
    facts = replace(all_kinds(PILOT)["meeting_notice"], held_at="")
    assert "held_at" not in to_json(facts)
    assert from_json(facts.kind, to_json(facts)) == facts
    assert to_json(replace(facts, held_at="9:00"))["held_at"] == "9:00"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"kind": "formal"}, "/kind"),
        ({"surprise": 1}, "/surprise"),
        ({"nominees": "王勇"}, "/nominees"),
        ({"nominees": [{"nickname": "勇"}]}, "/nominees/0/nickname"),
        ({"nominees": [{"name": 7}]}, "/nominees/0/name"),
        ({"nominees": [{}]}, "/nominees/0"),
        ({"voting_on": "5 September"}, "/voting_on"),
        ({"header": None}, "/header"),
    ],
)
def test_from_json_says_where_the_facts_are_bad(change, where) -> None:
    stored = to_json(all_kinds(PILOT)["trust_ballot"]) | change
    with pytest.raises(BadFacts, match=f"^{where}:"):
        from_json(NoticeKind.TRUST_BALLOT, stored)


def test_a_run_off_has_no_write_ins() -> None:
    sample = all_kinds(PILOT)["election_ballot_runoff"]
    assert isinstance(sample, ElectionBallot)
    assert sample.write_in_lines == 0
    with pytest.raises(ValueError, match="run-off"):
        replace(sample, write_in_lines=1)


def test_who_signs_what() -> None:
    place = {"county": "崇仁县", "township": "许坊乡", "village": "长沙坑村"}
    township, committee = "中共崇仁县许坊乡委员会", "许坊乡长沙坑村党支部“两票制”选举委员会"
    assembly = "中共许坊乡长沙坑村支部党员大会"
    branch = "中共许坊乡长沙坑村支部委员会"
    assert {kind.value: issuing_body(kind, **place) for kind in NoticeKind} == {
        "trust_ballot": committee,
        "election_ballot": assembly,
        "tally_sheet": committee,
        "conditions": township,
        "trust_result": committee,
        "preliminary": committee,
        "formal": township,
        "result_report": f"{assembly}监票人",
        "elected": committee,
        "work_plan": township,
        "committee_list": township,
        "voter_list": committee,
        "election_method": committee,
        "open_letter": committee,
        "voting_notice": committee,
        "proxy_card": committee,
        "proxy_list": committee,
        "trust_report": f"{committee}监票人",
        "meeting_notice": branch,
        "agenda": branch,
        "submission": branch,
        "reply": township,
        "appointment": township,
        "handover_list": branch,
        "division": branch,
        "correction": committee,
        "pack_cover": committee,
        "box_label": committee,
    }


def test_a_header_may_be_signed_by_another_body() -> None:
    header = header_for(
        NoticeKind.ELECTION_BALLOT, county="崇仁县", township="许坊乡", village="长沙坑村",
        issued_on=date(2004, 9, 20), rule_set="2004 试点", basis=INSTRUMENTS["pilot_2004"],
        signature="中共许坊乡长沙坑村支部委员会",
    )  # fmt: skip
    assert header.signature == "中共许坊乡长沙坑村支部委员会"
    assert header.by_analogy == ()


def box(returned: int, *, mobile: bool = False, favour: int | None = None) -> BoxCount:
    favour = returned if favour is None else favour
    votes = {"a": Votes(favour, returned - favour, 0)}
    return BoxCount(
        mobile=mobile, issued=returned + 1, returned=returned, valid=returned, invalid=0, votes=votes
    )


def group(name: str, *boxes: BoxCount) -> GroupCount:
    return GroupCount(name=name, eligible=sum(each.issued for each in boxes), boxes=boxes)


@pytest.mark.parametrize(
    ("counted", "shown"),
    [
        ([group("甲", box(10)), group("乙", box(12))], [("甲", 10), ("乙", 12)]),
        ([group("甲", box(9)), group("乙", box(12))], [("甲、乙", 21)]),
        ([group("甲", box(12)), group("乙", box(9))], [("甲、乙", 21)]),
        ([group("甲", box(4)), group("乙", box(5)), group("丙", box(1)), group("丁", box(20))], [("甲、乙、丙", 10), ("丁", 20)]),
        ([group("甲", box(3))], [("甲", 3)]),
        ([group("甲", box(30), box(9, mobile=True))], [("甲", 39)]),
        ([group("甲", box(30), box(10, mobile=True))], [("甲", 30), ("甲流动票箱", 10)]),
        ([group("甲", box(30), box(11, mobile=True), box(10, mobile=True))], [("甲", 30), ("甲第1流动票箱", 11), ("甲第2流动票箱", 10)]),
        ([group("甲", box(5), box(20, mobile=True))], [("甲", 25)]),
        ([group("甲", box(8), box(3, mobile=True))], [("甲", 11)]),
        ([group("甲"), group("乙", box(15))], [("甲、乙", 15)]),
    ],
)  # fmt: skip
def test_no_unit_of_fewer_than_ten_ballots_is_shown_by_itself(counted, shown) -> None:
    units = publishable_units(counted, ["a"])
    assert [(unit.name, unit.returned) for unit in units] == shown
    assert sum(unit.votes[0].favour for unit in units) == sum(b.returned for g in counted for b in g.boxes)
    assert sum(unit.eligible or 0 for unit in units) == sum(g.eligible for g in counted)


def test_merging_is_said_without_telling_the_small_number() -> None:
    (unit,) = publishable_units([group("甲", box(7)), group("乙", box(12))], ["a"])
    assert unit.note == "甲收回票不足10张，为保守投票秘密，与相邻村小组合并公布"
    (unit,) = publishable_units([group("甲", box(30), box(7, mobile=True))], ["a"])
    assert unit.note == "甲流动票箱的选票与本组票箱混合计票，合并公布"
    (unit,) = publishable_units([group("甲", box(30))], ["a"])
    assert unit.note == ""


@pytest.mark.parametrize("place", [PILOT, TODAY], ids=list(PLACES))
def test_the_units_of_a_result_add_up_to_its_totals(place) -> None:
    facts = trust(place)
    assert all(unit.returned >= 10 for unit in facts.units)
    for figure in ("issued", "returned", "valid", "invalid"):
        boxes = sum(getattr(each, figure) for g in groups(place) for each in g.boxes)
        assert sum(getattr(unit, figure) for unit in facts.units) == getattr(facts, figure) == boxes
    for index, _ in enumerate(names_of(place)):
        votes = Votes(*(sum(unit.votes[index][i] for unit in facts.units) for i in range(3)))
        assert votes == facts.nominees[index].votes
        assert sum(votes) == facts.valid


def test_a_result_whose_groups_do_not_add_up_is_refused() -> None:
    facts = trust(PILOT)
    first = facts.nominees[0]
    wrong = replace(first, votes=first.votes._replace(favour=first.votes.favour + 1))
    with pytest.raises(ValueError, match="丁水根"):
        check_sums(replace(facts, nominees=(wrong, *facts.nominees[1:])))


def test_the_words_of_ballots_and_posts() -> None:
    assert [each.label for each in Ballot] == [
        "信任投票",
        "支部委员选举",
        "支部书记选举",
        "重新投票",
        "另行选举",
    ]
    assert [each.label for each in Post] == ["支部委员会委员", "支部书记"]
