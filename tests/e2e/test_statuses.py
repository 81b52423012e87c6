"""Typed through the pages alone to every status of a decision; what the page says is what `decide` says."""

import re
from pathlib import Path

import steps
import voting
from crew import Crew, NewContext, crew_of
from figures import FULL, Json, assembly, ballot, box, decision, trust
from people import ASSEMBLY_OFFICIALS, username_of
from playwright.sync_api import Page
from readings import agrees_assembly, agrees_review, agrees_shortlist, agrees_trust
from walking import Walk

ONE, TWO, THREE, FOUR, FIVE = FULL[:5]

# 90 ballots returned of 100 eligible: 63 votes reach 70 %. The probationary member does, and cannot stand.
SHORTLISTED = trust(
    box("山前组", 36, 33, 32, 30, 29, 27, 24, 20, 15, 12, 30),
    box("山后组", 27, 25, 24, 23, 21, 20, 18, 15, 11, 9, 24),
    box("河边组", 27, 25, 24, 23, 22, 20, 18, 14, 12, 8, 23),
)
FOUR_ONLY = trust(
    box("山前组", 36, 33, 32, 30, 29, 20, 18, 20, 15, 12, 21),
    box("山后组", 27, 25, 24, 23, 21, 15, 14, 15, 11, 9, 15),
    box("河边组", 27, 25, 24, 23, 22, 15, 14, 14, 12, 8, 16),
)
THREE_ONLY = trust(
    box("山前组", 36, 33, 32, 30, 20, 20, 18, 20, 15, 12, 21),
    box("山后组", 27, 25, 24, 23, 15, 15, 14, 15, 11, 9, 15),
    box("河边组", 27, 25, 24, 23, 15, 15, 14, 14, 12, 8, 16),
)
# Exactly half of the eligible came: it must be more.
HALF_CAME = trust(
    box("山前组", 20, 18, 17, 16, 16, 15, 14, 11, 8, 7, 17),
    box("山后组", 15, 14, 13, 13, 12, 11, 10, 8, 6, 5, 13),
    box("河边组", 15, 14, 13, 12, 12, 11, 10, 8, 7, 4, 13),
)
# One more came back than was handed out.
MORE_BACK = trust(
    box("山前组", 36, 33, 32, 30, 29, 27, 24, 20, 15, 12, 30, issued=35),
    *SHORTLISTED["sheets"][1:],
)
# Each box is in order, but both boxes of the group handed out 42 ballots to 40 people.
MORE_OUT = trust(
    box("山前组", 36, 33, 32, 30, 29, 27, 24, 20, 15, 12, 30),
    box("山前组", 4, 3, 3, 3, 3, 3, 2, 2, 2, 1, 3, kind="mobile"),
    *SHORTLISTED["sheets"][1:],
)

ALL_FIVE = {"candidates": list(FULL[:5]), "declined": {}}
FOUR_STAND = {
    "candidates": list(FULL[:4]),
    "declined": {},
    "proceed_with_fewer": "党员少，四名已够差额。",
}

# Nine ballots choose at most 27: 41 approvals cannot be.
TOO_MANY = ballot("committee", 3, 9, {ONE: 9, TWO: 8, THREE: 8, FOUR: 8, FIVE: 8})
ONE_MORE_BACK = ballot("committee", 3, 10, {ONE: 8, TWO: 7, THREE: 6, FOUR: 3, FIVE: 2}, issued=9)
TIE = ballot("committee", 3, 9, {ONE: 9, TWO: 7, THREE: 5, FOUR: 5, FIVE: 1})
RUNOFF = ballot("runoff", 1, 9, {THREE: 4, FOUR: 5})
TWO_CAME = ballot("secretary", 1, 2, {ONE: 2}, entitled=3, present=2)
NO_MAJORITY = ballot("secretary", 1, 3, {ONE: 1, TWO: 1})
SECRETARY = ballot("secretary", 1, 3, {ONE: 3})

UNFILLED = ballot("committee", 3, 8, {ONE: 7, TWO: 5, THREE: 4, FOUR: 2})
AGAIN_UNFILLED = ballot("supplementary", 1, 8, {THREE: 3, FOUR: 2}, write_ins={FIVE: 2})
DIRECT_SECRETARY = ballot("secretary", 1, 8, {ONE: 6, TWO: 2})


def key_trust(page: Page, given: Json, crew: Crew, *, reason: str = "") -> None:
    """Type every sheet, adding a mobile box where there is one, close the vote, sign; ends on the shortlist."""
    for sheet in given["sheets"]:
        is_mobile = sheet["kind"] == "mobile"
        if is_mobile:
            steps.put(page, "村小组", sheet["unit"])
            steps.press(page, "增加")
            steps.told(page, "已增加")
        label = f"{sheet['unit']}{'流动' if is_mobile else ''}票箱"
        impossible = sheet["returned"] > sheet["issued"]
        voting.key_box(crew, {**sheet, "label": label}, reason=reason if impossible else "")
    page.reload()
    decided = decision(trust=given)["trust"]
    agrees_trust(page, decided)
    page.locator(".crumbs a").last.click()
    steps.record_stage(page, "信任投票")
    if decided["status"] != "errors":
        crew.certify()
    steps.begin_task(page, "签字核定信任投票结果")
    steps.follow(page, "信任投票", within=".crumbs")
    steps.follow(page, "看预备候选人")


def vote_again(page: Page) -> None:
    """Order a new vote from the page of the shortlist; ends on the page of the trust vote."""
    page.locator(".ask").get_by_role("link", name="重新组织投票", exact=True).click()
    steps.put(page, "重新投票的理由", "按规定重新投票。")
    steps.press(page, "作废这一次，重新组织投票")
    steps.told(page, "重新组织信任投票")


def open_task(page: Page, task: str) -> None:
    """From the page of something to the election's, and on to the page of a task."""
    page.locator(".crumbs").get_by_role("link", name=re.compile("选举$")).click()
    steps.begin_task(page, task)


def close(page: Page, *stages: str) -> None:
    """Close stages from the page of something; ends on the page of the election."""
    page.locator(".crumbs").get_by_role("link", name=re.compile("村选举$")).click()
    for stage in stages:
        steps.record_stage(page, stage)


def convene(page: Page, crew: Crew, prefix: str, present: int) -> Page:
    """The township names who handles the ballots, a clerk records who came; returns the clerk's page of the assembly."""
    steps.name_officials(page, ASSEMBLY_OFFICIALS, prefix)
    theirs = crew.at_meeting()
    voting.attend(theirs, present)
    return theirs


def test_every_status_of_the_way_by_two_ballots(
    page: Page, new_context: NewContext, server: str, tmp_path: Path
) -> None:
    initial = voting.reach_the_vote(page, server, tmp_path, "东山村", "两次选举", "dongshan")
    crew = crew_of(server, "dongshan", initial, new_context)
    for given, status in (
        (MORE_OUT, "errors"),
        (MORE_BACK, "void"),
        (HALF_CAME, "low_turnout"),
        (THREE_ONLY, "shortfall"),
    ):
        decided = decision(trust=given)["trust"]
        assert decided["status"] == status
        key_trust(page, given, crew, reason="当众清点三遍，确实如此。")
        agrees_shortlist(page, decided)
        vote_again(page)
    key_trust(page, SHORTLISTED, crew)
    decided = decision(trust=SHORTLISTED)["trust"]
    assert decided["status"] == "shortlisted"
    agrees_shortlist(page, decided)
    close(page, "公布信任票", "确定预备候选人")
    reviewed(page)
    close(page, "审定与公示")
    elected_after_every_accident(page, crew)


def reviewed(page: Page) -> None:
    """Three candidates are too few for three seats; after a second deliberation all five stand."""
    steps.begin_task(page, "登记党委会研究结果")
    declined = {FOUR: "本人不愿意担任。", FIVE: "外出务工。"}
    short = {"candidates": [ONE, TWO, THREE], "declined": declined}
    voting.settle(page, short["candidates"], declined)
    decided = decision(trust=SHORTLISTED, review=short)["review"]
    assert decided == {"status": "invalid"}
    agrees_review(page, decided, short["candidates"])
    voting.settle(page, list(FULL[:5]), {}, again="差额不足，重新研究。")
    decided = decision(trust=SHORTLISTED, review=ALL_FIVE)["review"]
    assert decided == {"status": "settled"}
    agrees_review(page, decided, ALL_FIVE["candidates"])


def elected_after_every_accident(township: Page, crew: Crew) -> None:
    way = "committee_then_secretary"

    def agrees(present: int, *rounds: Json) -> list[str]:
        given = assembly(way, present, rounds)
        decided = decision(trust=SHORTLISTED, review=ALL_FIVE, assembly=given)
        agrees_assembly(page, decided, given)
        return [decided["assembly"]["status"], *(line["status"] for line in decided["assembly"]["rounds"])]

    page = convene(township, crew, "dongshan", 7)
    assert agrees(7) == ["no_quorum"]
    voting.attend(page, 9)
    assert agrees(9) == ["incomplete"]
    voting.record_meeting(page)
    voting.open_ballot(page, "开始选举委员", list(FULL[:5]))
    voting.count_again(crew, TOO_MANY)
    voting.key_ballot(page, crew, ONE_MORE_BACK, reason="票箱中多出一张。")
    assert agrees(9, ONE_MORE_BACK) == ["incomplete", "void"]
    crew.announce(page)
    voting.open_ballot(page, "开始选举委员", list(FULL[:5]))
    voting.key_ballot(page, crew, TIE)
    assert agrees(9, ONE_MORE_BACK, TIE) == ["incomplete", "void", "tie"]
    crew.announce(page)
    voting.open_ballot(page, "开始重新投票", [])
    voting.key_ballot(page, crew, RUNOFF)
    held = (ONE_MORE_BACK, TIE, RUNOFF)
    assert agrees(9, *held) == ["incomplete", "void", "tie", "elected"]
    crew.announce(page)
    voting.open_ballot(page, "开始选举书记", [ONE], own=(3, 2))
    voting.key_ballot(page, crew, TWO_CAME)
    assert agrees(9, *held, TWO_CAME)[-1] == "no_quorum"
    crew.announce(page)
    voting.open_ballot(page, "开始选举书记", [ONE, TWO])
    voting.key_ballot(page, crew, NO_MAJORITY)
    assert agrees(9, *held, TWO_CAME, NO_MAJORITY)[-1] == "unfilled"
    crew.announce(page)
    voting.open_ballot(page, "开始选举书记", [ONE])
    voting.key_ballot(page, crew, SECRETARY)
    statuses = ["elected", "void", "tie", "elected", "no_quorum", "unfilled", "elected"]
    assert agrees(9, *held, TWO_CAME, NO_MAJORITY, SECRETARY) == statuses


def test_fewer_candidates_and_fewer_seats_the_direct_way(
    page: Page, new_context: NewContext, server: str, tmp_path: Path
) -> None:
    walk = Walk(page, ["xufang"])
    initial = voting.reach_the_vote(page, server, tmp_path, "西河村", "直选", "xihe")
    crew = crew_of(server, "xihe", initial, new_context)
    key_trust(page, FOUR_ONLY, crew)
    decided = decision(trust=FOUR_ONLY)["trust"]
    assert (decided["status"], decided["shortfall"]) == ("shortfall", 1)
    agrees_shortlist(page, decided)
    close(page, "公布信任票")
    steps.begin_task(page, "确定预备候选人")
    walk.from_here(("/elections/N/shortlist/", "/elections/N/trust/again/"))
    steps.follow(page, "以 4 名继续")
    steps.put(page, "以较少人数继续的理由", "党员少，四名已够差额。")
    steps.press(page, "记录决定，继续")
    steps.told(page, "已记录以较少人数继续的决定。")
    close(page, "确定预备候选人")
    steps.begin_task(page, "登记党委会研究结果")
    voting.settle(page, list(FULL[:4]), {})
    decided = decision(trust=FOUR_ONLY, review=FOUR_STAND)["review"]
    assert decided == {"status": "settled"}
    agrees_review(page, decided, FOUR_STAND["candidates"])
    voting.object_and_answer(page, THREE)
    walk.from_here(("/elections/N/review/", "/elections/N/objections/"))
    close(page, "审定与公示")
    meeting = elected_with_fewer_seats(page, crew)
    assert walk.faults + meeting.faults == []
    # The pages that the demo has no occasion for.
    assert walk.examined | meeting.examined >= {
        "/elections/N/assembly/reduce/",
        "/elections/N/assembly/rounds/new/",
        "/elections/N/objections/N/",
        "/elections/N/objections/new/",
        "/elections/N/shortlist/proceed/",
        "/elections/N/trust/again/",
    }


def elected_with_fewer_seats(township: Page, crew: Crew) -> Walk:
    def agrees(*rounds: Json) -> Json:
        given = assembly("direct", 8, rounds)
        decided = decision(trust=FOUR_ONLY, review=FOUR_STAND, assembly=given)
        agrees_assembly(page, decided, given)
        outcome: Json = decided["assembly"]
        return {"status": outcome["status"], "seats": outcome["seats"]}

    page = convene(township, crew, "xihe", 8)
    walk = Walk(page, [username_of(crew.cast.clerks[2], "xihe")])
    voting.record_meeting(page, in_favour=8)
    voting.open_ballot(page, "开始选举委员", list(FULL[:4]))
    voting.key_ballot(page, crew, UNFILLED)
    assert agrees(UNFILLED) == {"status": "incomplete", "seats": 3}
    crew.announce(page)
    walk.from_here(("/elections/N/assembly/",))
    voting.open_ballot(page, "开始另行选举", [THREE, FOUR])
    voting.key_ballot(page, crew, AGAIN_UNFILLED)
    assert agrees(UNFILLED, AGAIN_UNFILLED) == {"status": "incomplete", "seats": 3}
    crew.announce(page)
    voting.reduce_seats(page, 3)
    three_agree = {**AGAIN_UNFILLED, "reduce": {"seats": 2, "consent": 3}}
    assert agrees(UNFILLED, three_agree) == {"status": "incomplete", "seats": 3}
    steps.press(page, "撤回这条记录")
    voting.reduce_seats(page, 4)
    four_agree = {**AGAIN_UNFILLED, "reduce": {"seats": 2, "consent": 4}}
    assert agrees(UNFILLED, four_agree) == {"status": "incomplete", "seats": 2}
    voting.open_ballot(page, "开始选举书记", [ONE, TWO])
    voting.key_ballot(page, crew, DIRECT_SECRETARY)
    assert agrees(UNFILLED, four_agree, DIRECT_SECRETARY) == {"status": "elected", "seats": 2}
    return walk
