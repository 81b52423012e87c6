"""What the papers before and during the trust vote say: title, addressee, text, basis, signature, date."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from notices_places import PILOT, TODAY
from notices_preparing import (
    committee_list,
    election_method,
    open_letter,
    preparing_kinds,
    proxy_list,
    voter_list,
    voting_notice,
    work_plan,
)
from notices_reading import pages_of, without_colophon
from notices_words import BASIS_2004, BASIS_TODAY, BORROWED, COMMITTEE, TOWNSHIP

from ballots.notices import wording
from ballots.notices.facts import Facts
from elections.rules.inputs import Method

# kind: title with number, addressee, basis up to the first words that follow, signature, date
PAPERS = {
    "work_plan": (
        f"{TOWNSHIP}关于长沙坑村党支部委员会“两票制”选举工作的安排（许党发〔2004〕11号）",
        "长沙坑村党支部：",
        f"{BASIS_2004}，按照崇组发〔2004〕12号和县工作流程表的要求",
        TOWNSHIP,
        "2004年8月3日",
    ),
    "committee_list": (
        f"{TOWNSHIP}关于长沙坑村党支部“两票制”选举委员会名单的公告（许党发〔2004〕13号）",
        "全体党员、村民：",
        f"{BASIS_2004}，长沙坑村于2004年8月10日",
        TOWNSHIP,
        "2004年8月13日",
    ),
    "voter_list": (
        f"{COMMITTEE}关于有投票权的村民名单的公告",
        "全体村民：",
        f"{BASIS_2004}{BORROWED}，选举委员会对年满18周岁",
        COMMITTEE,
        "2004年8月20日",
    ),
    "election_method": (
        "长沙坑村党支部委员会“两票制”选举办法（草案）",
        "（本办法为草案，自公布之日起征求党员、村民意见，提交党员大会举手表决。）",
        f"第一条{BASIS_2004}{BORROWED}，结合长沙坑村实际，制定本办法。",
        COMMITTEE,
        "2004年8月20日",
    ),
    "open_letter": (
        "致长沙坑村全体村民的公开信",
        "全体村民：",
        f"这次选举{BASIS_2004}进行，采用“两票制”：村民先投信任票，党员再投选举票。",
        COMMITTEE,
        "2004年8月20日",
    ),
    "voting_notice": (
        f"{COMMITTEE}关于信任投票的通知",
        "第二村小组全体村民：",
        f"{BASIS_2004}{BORROWED}，经选举委员会研究，定于2004年9月5日以村小组为单位",
        COMMITTEE,
        "2004年8月28日",
    ),
    "proxy_list": (
        f"{COMMITTEE}关于委托投票的公示",
        "全体村民：",
        f"{BASIS_2004}{BORROWED}，不能到场参加2004年9月5日信任投票的村民，可以书面委托他人投票",
        COMMITTEE,
        "2004年9月3日",
    ),
}


def said(facts: Facts) -> str:
    """The text of a board notice as printed, without head and foot of the pages and without white space."""
    text = "".join(re.sub(r"\s", "", page.extract_text()) for page in pages_of(facts))
    return re.sub(
        r"—\d+—|选举规则：(?:2004试点|现行)(?:张贴：(?:\w{2,12}?公告栏|村务公开栏))?|演示数据纯属虚构",
        "",
        text,
    )


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_title_addressee_basis_signature_and_date(kind: str) -> None:
    title, to, basis, signature, day = PAPERS[kind]
    text = without_colophon(said(preparing_kinds(PILOT)[kind]))
    assert text.startswith(f"{title}{to}")
    assert basis in text
    assert text.endswith(f"{signature}{day}")


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_the_present_rules_cite_the_present_instruments(kind: str) -> None:
    text = said(preparing_kinds(TODAY)[kind])
    assert BASIS_TODAY in text
    assert "暂行条例" not in text


def test_the_work_plan_names_who_leads_and_what_is_done_when() -> None:
    text = said(work_plan(PILOT))
    assert (
        "按照崇组发〔2004〕12号和县工作流程表的要求，2004年8月3日乡党委召开会议研究，"
        "现对你村党支部委员会“两票制”选举工作作如下安排：" in text
    )
    assert "由乡党委书记任组长，下设办公室，负责日常组织和协调。" in text
    assert "派出村指导组，由谢晓琴（乡党委组织委员）、龚远（乡干部）组成，指导你村各个环节的工作。" in text
    assert (
        "党支部委员会设委员3名，其中书记1名，每届任期3年。先由党员大会选举委员，再从新当选的委员中选举书记。"
        in text
    )
    rows = [row for page in pages_of(work_plan(PILOT)) for table in page.extract_tables() for row in table]
    cells = [[re.sub(r"\s", "", cell) for cell in row] for row in rows if len(row) == 4]
    assert cells[0] == ["阶段", "计划时间", "主要工作", "责任单位"]
    assert len(cells) == 11
    assert cells[1] == [
        "筹备",
        "2004年8月3日",
        "制定工作安排，成立领导小组和办公室，派出村指导组；进村入户调研，核定人口、职数和党员名册。",
        "县委组织部乡党委",
    ]
    assert cells[8] == [
        "党员大会",
        "2004年9月20日",
        "召开党员大会，通过选举办法，推选监票人；候选人竞选演讲，党员无记名投选举票；当场宣布选举结果。",
        "村党支部",
    ]


def test_a_plan_with_nothing_recorded_leaves_lines_to_write_on() -> None:
    text = said(work_plan(TODAY))
    assert "按照＿＿＿＿＿＿＿＿和县工作流程表的要求，＿＿＿年＿＿月＿＿日镇党委召开会议研究" in text
    assert "由＿＿＿＿任组长" in text
    assert "派出村指导组，由＿＿＿＿＿＿＿＿组成" in text
    assert "每届任期5年。委员和书记由党员大会直接选举产生。" in text


def test_a_document_is_cited_by_its_number_or_by_its_name() -> None:
    assert [wording.document(name) for name in ("", "崇组发〔2004〕12号", "《实施方案》", "实施方案")] == [
        "",
        "崇组发〔2004〕12号",
        "《实施方案》",
        "《实施方案》",
    ]


def test_the_list_of_the_committee_has_its_head_first() -> None:
    text = said(committee_list(PILOT))
    assert (
        "长沙坑村于2004年8月10日召开党员大会，于2004年8月12日召开村民会议，推选产生党支部“两票制”选举委员会，"
        "由4人组成。现将名单公告如下：姓名选举委员会职务身份丁水根主任村党支部书记吴有根委员老党员郑海委员村民代表"
        "罗新华委员村民代表" in text
    )
    assert (
        "委员中的党员不担任唱票、计票、监票工作，不经手票数。选举委员会设在长沙坑村村民委员会办公室" in text
    )
    assert "于＿＿＿年＿＿月＿＿日召开村民会议" in said(committee_list(TODAY))
    facts = committee_list(PILOT)
    head = replace(facts.people[0], person=replace(facts.people[0].person, post=""))
    assert "丁水根主任—吴有根" in said(replace(facts, people=(head, *facts.people[1:])))


def test_the_list_of_voters_gives_counts_by_group_that_add_up() -> None:
    text = said(voter_list(PILOT))
    assert (
        "选举委员会对年满18周岁（计算到2004年9月5日）、未被剥夺政治权利的本村村民进行了登记。"
        "全村有投票权的村民共590人，可以参加2004年9月5日的信任投票。现将各村小组的人数公告如下："
        "村小组有投票权的村民第一村小组186第二村小组240第三村小组164合计590" in text
    )
    assert "各村小组的完整名单同时张贴在各村小组公告栏。" in text
    assert "发现错登、漏登、重登的，请在投票日以前向选举委员会提出。" in text
    assert (
        "受理单位：长沙坑村党支部“两票制”选举委员会；地点：长沙坑村村委会办公室；电话：0794-6320000" in text
    )
    assert "同时张贴在＿＿＿＿＿＿＿＿＿＿。" in said(voter_list(TODAY))
    assert "共953人。现将各村小组的人数公告如下：" in said(voter_list(TODAY))
    for place in (PILOT, TODAY):
        facts = voter_list(place)
        assert sum(group.eligible for group in facts.groups) == facts.eligible


METHOD_2004 = (
    "党支部委员会设委员3名，其中书记1名，每届任期3年。",
    "年满18周岁、未被剥夺政治权利的本村村民有投票权，年龄计算到2004年9月5日。",
    "经选举委员会审核同意并公示后有效，每名受托人接受委托不超过3人。",
    "每个票箱的监票人不少于3名。",
    "收回票不足10张的流动票箱，开箱前先与本组票箱混合。",
    "收回的票超过全村有投票权村民的半数，信任投票有效；否则无效，重新投票。",
    "信任率按收回票数计算，取两位小数，不作四舍五入。信任率达到70%以上（含70%）的正式党员",
    "应选人数与预备候选人数之比为1∶1.5，即不少于5名，本次名额定为7名；末位得票相等的，一并列入。",
    "列为预备候选人的少于5名的，由乡党委决定重新组织信任投票",
    "按实有人数继续进行，但不得少于4名。",
    "差额不少于应选人数的20%，即正式候选人不少于4名。",
    "正式候选人名单张榜公示7天。",
    "不计算在应到会人数之内：患病不能表达本人意志；自费出国半年以上；正在服刑；",
    "有选举权的党员到会不少于应到会人数的五分之四，方可进行选举。党员大会不实行委托投票；",
    "总监票人和监票人从不是候选人的党员中推选，由党员大会举手表决通过；",
    "收回的选举票不多于发出的选举票，选举有效；多于发出的选举票，选举无效，重新选举。",
    "所选人数不超过应选人数的选举票有效，超过的无效。",
    "得赞成票超过实到会人数的半数，方可当选。",
    "只就得票相等的人重新投票，得票多的当选。",
    "当选人少于应选人数的，在没有当选的人中另行选举。",
    "经到会有选举权的党员半数以上（含半数）同意，也可以减少名额，不再选举。",
    "第二十三条先由党员大会选举委员，再由新当选的委员在委员中选举书记。",
    "新当选的委员报乡党委备案，书记报乡党委批准。",
)


@pytest.mark.parametrize("words", METHOD_2004)
def test_the_method_writes_each_number_of_the_rules(words: str) -> None:
    assert words in said(election_method(PILOT))


def test_the_method_numbers_its_twenty_five_articles() -> None:
    for place in (PILOT, TODAY):
        found = re.findall(r"第([一二三四五六七八九十]+)条", said(election_method(place)))
        numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
        teens = [f"十{each}" for each in numerals[:9]]
        assert found == [*numerals, *teens, "二十", *(f"二十{each}" for each in numerals[:5])]


def test_the_method_follows_the_rule_set_and_the_way_to_the_secretary() -> None:
    text = said(election_method(TODAY))
    assert "得赞成票超过应到会人数的半数，方可当选。" in text
    assert "即不少于5名；末位得票相等的，一并列入。" in text
    assert "本次名额" not in text
    assert "正式候选人名单张榜公示5个工作日。" in text
    assert "第二十三条书记由党员大会直接选举。先选举书记的，当选的书记占委员名额1名" in text
    by_assembly = replace(
        election_method(TODAY), method=Method.COMMITTEE_THEN_SECRETARY, committee_elects_secretary=False
    )
    assert "先由党员大会选举委员，再由党员大会在新当选的委员中选举书记。" in said(by_assembly)


def test_the_open_letter_says_what_when_and_how() -> None:
    text = said(open_letter(PILOT))
    for words in (
        "党支部委员会设委员3名，其中书记1名，任期3年。",
        "信任率达到70%以上（含70%）的党员，才能列为预备候选人；",
        "投票定于2004年9月5日以村小组为单位进行，时间和地点见投票通知。",
        "由受托人凭委托投票证投票，每名受托人接受委托不超过3人。",
        "请向长沙坑村党支部“两票制”选举委员会（长沙坑村村委会办公室）反映，电话0794-6320000。",
    ):
        assert words in text
    assert "投票定于＿＿＿年＿＿月＿＿日以村小组为单位进行" in said(open_letter(TODAY))


def test_the_voting_notice_tells_a_group_its_time_place_route_and_the_venue() -> None:
    text = said(voting_notice(PILOT))
    for words in (
        "一、本组投票的时间和地点第二村小组有投票权的村民240人。"
        "投票时间：2004年9月5日上午8时至11时。投票地点：何家祠堂。",
        "派人携流动票箱上门，在本组的路线为：村委会—上坑—敬老院。需要上门的，请在投票日以前告诉选举委员会。",
        "每名受托人接受委托不超过3人。",
        "各票箱送到中心会场（村小学礼堂），下午3时30分起集中开箱，当众唱票、计票，当场公布结果，欢迎村民到场监督。",
        "特此通知。",
    ):
        assert words in text
    assert "第三村小组" not in text
    blank = said(voting_notice(TODAY))
    assert "定于＿＿＿年＿＿月＿＿日以村小组为单位" in blank
    assert "投票时间：＿＿＿年＿＿月＿＿日＿＿时至＿＿时。投票地点：＿＿＿＿＿＿＿＿。" in blank
    assert "派人携流动票箱上门。需要上门的" in blank
    assert "中心会场（＿＿＿＿＿＿＿＿），＿＿时＿＿分起集中开箱" in blank


def test_the_list_of_proxies_is_ruled_and_names_nobody() -> None:
    text = said(proxy_list(PILOT))
    assert "每名受托人接受委托不超过3人。经选举委员会审核同意的委托投票，现公示如下：" in text
    assert "以上共＿＿＿人委托投票。对公示有不同意见的，请在投票以前向选举委员会提出。" in text
    rows = [row for page in pages_of(proxy_list(PILOT)) for table in page.extract_tables() for row in table]
    lines = [row for row in rows if row[0] and row[0].isdecimal()]
    assert [row[0] for row in lines] == [str(n) for n in range(1, 21)]
    assert all(not cell for row in lines for cell in row[1:])
