"""What the papers say: title, signature, date, basis, decided figures; and figures that add up in print."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from notices_reading import html_text, pages_of, poster_pages, text_of
from notices_samples import (
    PILOT,
    PLACES,
    TODAY,
    all_kinds,
    elected,
    formal,
    preliminary,
    result_report,
    trust,
    trust_ballot,
)
from notices_words import ASSEMBLY, BASIS_2004, BASIS_TODAY, BORROWED, COMMITTEE, TOWNSHIP

from ballots.notices import wording
from ballots.notices.facts import Person, TrustResult
from ballots.notices.render import render_html

# kind: title, what stands under it, date
NOTICES = {
    "conditions": (
        f"{TOWNSHIP}关于长沙坑村党支部委员会委员任职条件的公告（许党发〔2004〕12号）",
        TOWNSHIP,
        "2004年8月6日",
    ),
    "trust_result": (f"{COMMITTEE}关于信任投票结果的公告（公告第3号）", COMMITTEE, "2004年9月8日"),
    "preliminary": (f"{COMMITTEE}关于党支部委员会预备候选人的公示（公告第4号）", COMMITTEE, "2004年9月9日"),
    "formal": (
        f"{TOWNSHIP}关于长沙坑村党支部委员会正式候选人的公示（许党发〔2004〕15号）",
        TOWNSHIP,
        "2004年9月11日",
    ),
    "result_report": (f"{ASSEMBLY}选举结果报告单", f"{ASSEMBLY}监票人", "2004年9月20日"),
    "elected": (f"{COMMITTEE}关于党支部委员会当选人的公告（公告第6号）", COMMITTEE, "2004年9月20日"),
}


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_title_signature_date_and_basis_of_a_board_notice(kind) -> None:
    title, signature, day = NOTICES[kind]
    text = text_of(all_kinds(PILOT)[kind]).replace("演示数据纯属虚构", "")
    assert text.startswith(title)
    assert re.search(re.escape(f"{signature}{day}") + r"(?:抄送：|选举规则|—\d+—)", text)
    borrowed = BORROWED if kind in ("trust_result", "preliminary") else ""
    assert BASIS_2004 + borrowed in re.sub(r"—\d+—|选举规则：2004试点(?:张贴：[^—]*)?", "", text)


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_the_present_rules_cite_the_present_instruments(kind) -> None:
    text = text_of(all_kinds(TODAY)[kind])
    assert BASIS_TODAY in text
    assert "暂行条例" not in text
    assert "选举规则：现行" in text
    assert "第条" not in re.sub(r"[一二三四五六七八九十0-9]", "", text)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_printed_figures_of_all_groups_add_up_to_the_printed_totals(place) -> None:
    facts = trust(place)
    tables = [row for page in pages_of(facts) for table in page.extract_tables() for row in table]
    unit_rows = [row for row in tables if len(row) == 6 and row[2].isdecimal()]
    *units, total = [[0 if cell == "计入本组" else int(cell) for cell in row[1:]] for row in unit_rows]
    assert [sum(column) for column in zip(*units, strict=True)] == total
    assert total == [facts.eligible, facts.issued, facts.returned, facts.valid, facts.invalid]
    assert len(units) == len(facts.units)
    assert all(unit[2] >= 10 for unit in units)
    printed: dict[str, list[list[int]]] = {}
    for row in tables:
        if len(row) > 2 and row[1] == "信任\n不信任\n弃权":
            name = re.sub(r"\s", "", row[0])
            printed.setdefault(name, []).extend([int(n) for n in cell.split("\n")] for cell in row[2:])
    assert list(printed) == [each.person.name for each in facts.nominees]
    for nominee in facts.nominees:
        *parts, whole = printed[nominee.person.name]
        assert len(parts) == len(facts.units)
        assert [sum(part) for part in parts] == [unit.valid for unit in facts.units]
        assert [sum(column) for column in zip(*parts, strict=True)] == whole == list(nominee.votes)


def test_the_trust_result_names_turnout_base_and_who_is_shortlisted() -> None:
    text = text_of(trust(PILOT))
    assert "投票率97.28%（收回票数÷有投票权的人数），超过半数，本次投票有效。" in text
    assert "信任率按收回票数（574）计算，取两位小数，不作四舍五入；达到70%以上（含70%）的" in text
    assert "4邓细苟4131144171.95%预备候选人5刘志强3771415065.67%未达到" in text
    assert "注：第一村小组流动票箱的选票与本组票箱混合计票，合并公布。" in text
    assert "第二村小组流动票箱计入本组212019" in text
    void = text_of(replace(trust(PILOT), conclusion="有的票箱收回票多于发出票，本次投票无效"))
    assert "（收回票数÷有投票权的人数），有的票箱收回票多于发出票，本次投票无效。" in void


def left_out(facts: TrustResult, *places: int) -> TrustResult:
    """The same with some who reached the threshold not among the preliminary candidates."""
    return replace(
        facts,
        nominees=tuple(
            replace(each, reached=True, shortlisted=False) if place in places else each
            for place, each in enumerate(facts.nominees)
        ),
    )


FULL = "信任率达到要求而没有列为预备候选人的，是因名额已满。"


def test_who_reached_the_threshold_and_found_no_place_is_told_so() -> None:
    facts = trust(PILOT)
    assert FULL not in text_of(facts)
    text = text_of(left_out(facts, 3))
    # The outcome stands in two lines, the figures between them.
    assert "达到，4邓细苟4131144171.95%未列入5刘志强3771415065.67%未达到" in text
    assert f"{FULL}三、各村小组投票情况" in text
    # Who has no right to be elected may have more votes, and a void vote lists nobody: then it is not for want of places.
    for others in (left_out(facts, 1), left_out(facts, 0, 1, 2, 3)):
        assert "达到，未列入" in html_text(others)
        assert FULL not in html_text(others)
    poster = render_html(left_out(facts, 3), poster=True)
    assert ">达到，</span>" in poster
    assert "方可列为预备候选人。达到而未列入的，是因名额已满。</p>" in poster
    assert "名额已满" not in render_html(facts, poster=True)
    assert len(poster_pages(left_out(trust(TODAY), 2, 3))) == 1


def test_no_post_is_a_dash() -> None:
    facts = preliminary(PILOT)
    first, *others = facts.candidates
    without = replace(facts, candidates=(replace(first, person=replace(first.person, post="")), *others))
    assert "丁水根男1955年1月初中1985年1月—52389.24%" in text_of(without)
    assert "<td>—</td>" in render_html(without, poster=True)


def test_a_merged_group_is_named_and_explained() -> None:
    text = text_of(trust(TODAY))
    assert "注：第三村小组收回票不足10张，为保守投票秘密，与相邻村小组合并公布。" in text


def test_the_candidate_notices_tell_where_to_object() -> None:
    text = text_of(preliminary(PILOT))
    assert (
        "应选委员3名，按应选人数与预备候选人数之比1∶1.5（预备候选人可以多于这一比例），从信任率达到70%以上（含70%）的党员中，按所得信任票由多到少确定预备候选人。"
        in text
    )
    assert "现将预备候选人7名公示如下（以姓氏笔画为序）：文化姓名性别" in text
    assert "信任率按收回票数（586）计算，取两位小数，不作四舍五入。预备候选人还须经乡党委研究" in text
    assert "丁水根男1955年1月初中1985年1月党支部书记52389.24%" in text
    assert "可于2004年9月12日以前（含当日）向选举委员会反映" in text
    going_on = text_of(replace(preliminary(PILOT), by_decision="党员人数少。"))
    assert "人数少于规定的比例。乡党委研究决定，按实有人数继续进行，理由是：党员人数少。" in going_on
    text = text_of(formal(PILOT))
    assert (
        "2004年9月10日乡党委召开会议研究（党委会会议记录第18号），确定长沙坑村党支部委员会委员正式候选人5名。应选3名，差额2名。现以姓氏笔画为序公示如下："
        in text
    )
    assert "公示期7天，从2004年9月12日起至2004年9月18日止。" in text
    assert (
        "受理单位：许坊乡党委组织办公室；地点：许坊乡政府二楼；电话：0794-6320000；时间：上午8时30分至11时30分，下午2时30分至5时。"
        in html_text(formal(PILOT))
    )
    assert "王勇，男，1958年2月出生，高中文化程度，1986年6月加入中国共产党，现任村民小组组长。" in text


def test_the_report_gives_each_round_its_figures_and_its_result() -> None:
    text = text_of(result_report(PILOT))
    assert (
        "有表决权的党员33人，经大会同意不计算在应到会人数之内的2人，应到会31人，实到会29人。进行选举须有25人以上（含25人）到会，到会人数符合规定，可以进行选举。"
        in text
    )
    assert "二、支部委员选举（应选支部委员会委员3名）应到会实到会发出收回有效无效31292929281" in text
    assert "丁水根2521当选王勇1792得票相等王秀兰2431当选" in text
    assert "郑有才（另选）1——未过半数" in text
    assert (
        "得赞成票超过实到会人数的半数，即至少15票，方可当选。当选：丁水根、王秀兰，共2名。王勇、邓细苟得票相等，不能确定当选人，应当就票数相等的人重新投票。"
        in text
    )
    assert "重新投票只在得票相等的人中进行，得票多的当选。当选：王勇，共1名。" in text
    assert (
        "总监票人郑有根签名监票人罗新华签名周志明签名唱票人何海泉签名计票人余福生签名汪军签名"
        in html_text(result_report(PILOT))
    )
    assert "得赞成票超过应到会人数的半数，即至少16票" in text_of(result_report(TODAY))


def test_the_report_says_that_the_new_committee_elected_its_secretary() -> None:
    text = html_text(result_report(PILOT))
    assert "四、支部书记选举（应选支部书记1名）应到会实到会发出收回有效无效333330" in text
    assert (
        "本轮由新一届支部委员会第一次会议选举。得赞成票超过实到会人数的半数，即至少2票，方可当选。当选：王秀兰，共1名。"
        in text
    )
    assert text.count("第一次会议") == 1
    assert "第一次会议" not in html_text(result_report(TODAY))


def test_the_secretary_awaits_approval_until_the_reply() -> None:
    text = text_of(elected(PILOT))
    assert "丁水根委员25—王勇委员16—王秀兰书记（待批准）24当选" in text
    assert "委员报乡党委备案；书记待乡党委批准。" in text
    assert "注：王勇经重新投票当选委员，票数为重新投票的赞成票。" in text
    assert "注：收回不足10张选票的选举，为保守投票秘密，不公布票数。" in text
    assert "冯䶮书记（待批准）2421" in text_of(elected(TODAY))
    approved = text_of(elected(PILOT, approved=True))
    assert "王秀兰书记24当选" in approved
    assert "待批准" not in approved
    by_committee = "书记由新一届支部委员会第一次会议选举产生，应到会3人，实到会3人。本届任期3年。"
    assert [by_committee in told for told in (text, approved)] == [True, True]
    assert "第一次会议" not in text_of(elected(TODAY))
    assert "书记已经乡党委批准（2004年9月28日，许党发〔2004〕17号）" in approved


def test_the_announcement_calls_the_secretary_not_yet_approved() -> None:
    samples = all_kinds(PILOT)
    assert "王秀兰书记（待批准）24当选" in text_of(samples["elected"])
    assert "（待批准）" not in text_of(samples["elected_approved"])


def test_text_from_people_is_never_markup() -> None:
    facts = replace(trust_ballot(PILOT), nominees=(Person(name="王<b>勇", note="<script>"),))
    html = render_html(facts)
    assert "王&lt;b&gt;勇" in html
    assert "<script>" not in html


def test_small_words() -> None:
    assert wording.chinese_date(date(2004, 9, 8)) == "2004年9月8日"
    assert [wording.chinese_number(n) for n in (1, 10, 11, 20, 21, 99)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]
    assert [wording.spaced(name) for name in ("王勇", "王秀兰", "杨")] == ["王　勇", "王秀兰", "杨"]
    assert [wording.party_committee(name) for name in ("许坊乡", "云岭镇", "城关街道")] == [
        "乡党委",
        "镇党委",
        "党委",
    ]
    assert wording.cited(["《甲》"]) == "《甲》"
    assert wording.within_quotes("村党支部“两票制”选举") == "村党支部‘两票制’选举"
    clocks = ("0:30", "08:00", "11:59", "12:05", "15:30", "20:00", "24:00", "上午9时")
    assert [wording.chinese_time(clock) for clock in clocks] == [
        "凌晨0时30分",
        "上午8时",
        "上午11时59分",
        "中午12时5分",
        "下午3时30分",
        "晚上8时",
        "24:00",
        "上午9时",
    ]
