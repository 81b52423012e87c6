"""Titles: broken by sense, in one to three lines that grow, shrink, or grow and shrink (GB/T 9704: 梯形, 菱形)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notices_places import PILOT, TODAY, Place, header
from notices_samples import all_kinds
from test_notices_pdf import LONG_VILLAGE

from ballots.notices import titles
from ballots.notices.facts import Facts, Family

SAMPLES = {
    facts.kind.value: facts for facts in all_kinds(PILOT).values() if facts.kind.family is Family.NOTICE
}
TOWNSHIP = "中共崇仁县许坊乡委员会"
COMMITTEE = "许坊乡长沙坑村党支部/“两票制”选举委员会"
BRANCH = "中共许坊乡长沙坑村支部委员会"
USUAL = {
    "conditions": f"{TOWNSHIP}/关于长沙坑村党支部委员会/委员任职条件的公告",
    "trust_result": f"{COMMITTEE}/关于信任投票结果的公告",
    "preliminary": f"{COMMITTEE}/关于党支部委员会预备候选人的公示",
    "formal": f"{TOWNSHIP}/关于长沙坑村党支部委员会/正式候选人的公示",
    "result_report": "中共许坊乡长沙坑村支部党员大会/选举结果报告单",
    "elected": f"{COMMITTEE}/关于党支部委员会当选人的公告",
    "work_plan": f"{TOWNSHIP}/关于长沙坑村党支部委员会/“两票制”选举工作的安排",
    "committee_list": f"{TOWNSHIP}/关于长沙坑村党支部“两票制”/选举委员会名单的公告",
    "voter_list": f"{COMMITTEE}/关于有投票权的村民名单的公告",
    "election_method": "长沙坑村党支部委员会/“两票制”选举办法（草案）",
    "open_letter": "致长沙坑村全体村民的公开信",
    "voting_notice": f"{COMMITTEE}/关于信任投票的通知",
    "proxy_list": f"{COMMITTEE}/关于委托投票的公示",
    "trust_report": f"{COMMITTEE}/信任投票监票报告单",
    "meeting_notice": f"{BRANCH}/关于召开党员大会选举支部委员会的通知",
    "agenda": "中共许坊乡长沙坑村支部/党员大会选举议程",
    "submission": f"{BRANCH}/关于支部委员会选举结果的请示",
    "reply": f"{TOWNSHIP}/关于长沙坑村党支部委员会/选举结果的批复",
    "appointment": f"{TOWNSHIP}/关于长沙坑村党支部委员会/组成人员任职的公告",
    "handover_list": f"{BRANCH}/工作交接清单",
    "division": f"{BRANCH}/关于委员分工和党小组长的公告",
    "correction": f"{COMMITTEE}/更正公告",
}
# A village of forty characters: the sense still holds, three lines no longer do.
LONGEST = {
    "open_letter": "致双江口傣族拉祜族佤族布朗族彝族自治乡/大勐峨上下寨联合行政搬迁安置点新村/第一行政村全体村民的公开信",
    "conditions": "中共临江县云岭镇委员会关于双江口傣族/拉祜族佤族布朗族彝族自治乡大勐峨上下寨/联合行政搬迁安置点新村第一行政村/党支部委员会委员任职条件的公告",
    "trust_result": "云岭镇双江口傣族拉祜族/佤族布朗族彝族自治乡大勐峨上下寨/联合行政搬迁安置点新村第一行政村/党支部“两票制”选举委员会/关于信任投票结果的公告",
}
MOST_LINES = 5


def paper(kind: str, place: Place) -> Facts:
    facts = SAMPLES[kind]
    return replace(facts, header=header(facts.kind, place))


def lines(kind: str, place: Place) -> tuple[str, ...]:
    return titles.title_lines(paper(kind, place))


@pytest.mark.parametrize("kind", sorted(USUAL))
def test_the_title_of_each_paper(kind) -> None:
    assert set(USUAL) == set(SAMPLES)
    assert "/".join(lines(kind, PILOT)) == USUAL[kind]
    elsewhere = (
        USUAL[kind].replace("崇仁县", "临江县").replace("许坊乡", "云岭镇").replace("长沙坑村", "石垭口村")
    )
    assert "/".join(lines(kind, TODAY)) == elsewhere


def may_hang(broken: tuple[str, ...], most: int) -> None:
    lengths = tuple(map(len, broken))
    assert 1 <= len(broken) <= most
    assert max(lengths) <= titles.TITLE_LIMIT
    assert titles.in_shape(lengths), broken
    assert not any(line.startswith(("委员会", "”", "》", "、", "（", "的")) for line in broken)


@pytest.mark.parametrize("kind", sorted(USUAL))
def test_a_village_of_forty_characters_takes_five_lines_at_most(kind) -> None:
    assert len(LONG_VILLAGE) == 40
    place = replace(TODAY, village=LONG_VILLAGE)
    may_hang(lines(kind, place), MOST_LINES)
    assert kind not in LONGEST or "/".join(lines(kind, place)) == LONGEST[kind]


def test_the_heading_of_a_poster_is_broken_by_sense_too() -> None:
    elected = SAMPLES["elected"]
    assert titles.poster_lines(elected.header) == ("长沙坑村党支部委员会选举",)
    long = replace(elected.header, village=LONG_VILLAGE)
    assert titles.poster_lines(long) == (
        "双江口傣族拉祜族佤族布朗族彝族自治乡",
        "大勐峨上下寨联合行政搬迁安置点新村",
        "第一行政村党支部委员会选举",
    )


def names(longest: int, ends: str) -> st.SearchStrategy[str]:
    letters = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
    written = st.text(letters, min_size=1, max_size=longest).filter(lambda name: "委员会" not in name)
    return st.builds(str.__add__, written, st.sampled_from(ends.split()))


@given(
    county=names(5, "县 市 区"), township=names(5, "乡 镇 街道"), village=names(8, "村 社区"), data=st.data()
)
def test_a_title_anywhere_has_up_to_three_lines_in_shape(county, township, village, data) -> None:
    place = replace(PILOT, county=county, township=township, village=village)
    kind = data.draw(st.sampled_from(sorted(USUAL)))
    broken = lines(kind, place)
    may_hang(broken, 3)
    written = titles.SUBJECTS[SAMPLES[kind].kind].replace("〈村〉", village)
    body = paper(kind, place).header.signature.removesuffix("监票人")
    if kind == "agenda":  # the assembly is the branch's, not its committee's
        body = body.removesuffix("委员会")
    assert "".join(broken) in (body + written, written)


@pytest.mark.parametrize(
    ("lengths", "allowed"),
    [
        ((4,), True),
        ((8, 14), True),
        ((14, 8), True),
        ((10, 10, 8), True),
        ((8, 12, 10), True),
        ((12, 10, 12), False),
        ((13, 10, 10, 11), False),
    ],
)
def test_trapezium_and_lozenge_are_allowed_and_no_waist(lengths, allowed) -> None:
    assert titles.in_shape(lengths) is allowed


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("信任投票结果公告", 18, ("信任投票结果公告",)),
        ("许坊乡长沙坑村党支部“两票制”选举委员会", 14, ("许坊乡长沙坑村党支部", "“两票制”选举委员会")),
        ("中共许坊乡长沙坑村支部党员大会监票人", 14, ("中共许坊乡长沙坑村", "支部党员大会监票人")),
        ("甲" * 30, 14, ("甲" * 10,) * 3),
    ],
)
def test_signatures_are_broken_by_sense(text, limit, lines) -> None:
    assert titles.broken(text, limit, ("崇仁县", "许坊乡", "长沙坑村")) == lines


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("village", ["长沙坑村", "石垭口移民新村", "大勐峨上下寨"])
def test_no_line_ends_with_what_opens_the_subject(kind: str, village: str) -> None:
    lines = titles.title_lines(paper(kind, replace(TODAY, village=village)))
    assert not [line for line in lines if line.endswith("关于")]
