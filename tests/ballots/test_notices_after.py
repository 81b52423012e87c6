"""What the papers of the assembly and after it say: title, addressee, text, basis, signature, date."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from notices_reading import html_text, pages_of, text_of, without_colophon
from notices_samples import PILOT, TODAY, all_kinds
from notices_words import (
    BASIS_2004,
    BASIS_TODAY,
    BORROWED,
    BRANCH,
    COMMITTEE,
    HANDOVER_2004,
    HANDOVER_TODAY,
    TOWNSHIP,
)

from ballots.notices.facts import Submission
from ballots.notices.render import render_html

PILOT_SAMPLES, TODAY_SAMPLES = all_kinds(PILOT), all_kinds(TODAY)
FOOT = r"—\d+—|演示数据纯属虚构|选举规则：2004试点|选举规则：现行"

# kind: title with its number, addressee, what stands under it, date
PAPERS = {
    "trust_report": (f"{COMMITTEE}信任投票监票报告单", "选举委员会：", f"{COMMITTEE}监票人", "2004年9月5日"),
    "meeting_notice": (
        f"{BRANCH}关于召开党员大会选举支部委员会的通知",
        "全体党员：",
        BRANCH,
        "2004年9月17日",
    ),
    "agenda": ("中共许坊乡长沙坑村支部党员大会选举议程", "全体党员：", BRANCH, "2004年9月20日"),
    "submission": (
        f"{BRANCH}关于支部委员会选举结果的请示（长支字〔2004〕2号）",
        f"{TOWNSHIP}：",
        BRANCH,
        "2004年9月21日",
    ),
    "reply": (
        f"{TOWNSHIP}关于长沙坑村党支部委员会选举结果的批复（许党发〔2004〕17号）",
        f"{BRANCH}：",
        TOWNSHIP,
        "2004年9月28日",
    ),
    "appointment": (
        f"{TOWNSHIP}关于长沙坑村党支部委员会组成人员任职的公告（许党发〔2004〕18号）",
        "全体党员、村民：",
        TOWNSHIP,
        "2004年9月28日",
    ),
    "handover_list": (f"{BRANCH}工作交接清单", "", BRANCH, "2004年10月8日"),
    "division": (
        f"{BRANCH}关于委员分工和党小组长的公告",
        "全体党员、村民：",
        BRANCH,
        "2004年10月8日",
    ),
    "correction": (f"{COMMITTEE}更正公告（公告第5号）", "全体党员、村民：", COMMITTEE, "2004年9月10日"),
}


def read(facts) -> str:
    """The text of all pages without page numbers, imprint and mark."""
    return re.sub(FOOT, "", text_of(facts))


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_title_addressee_basis_signature_and_date(kind) -> None:
    title, to, signature, day = PAPERS[kind]
    text = without_colophon(read(PILOT_SAMPLES[kind]))
    borrowed = BORROWED if kind == "trust_report" else ""
    basis = HANDOVER_2004.get(kind, BASIS_2004)
    before_basis = {
        "reply": "你支部2004年9月21日《关于支部委员会选举结果的请示》（长支字〔2004〕2号）收悉。",
        "correction": f"经核对，2004年9月8日公布的《{COMMITTEE}关于信任投票结果的公告》（公告第3号）有误，"
        "原因是：登记时误将投票日期和一人的姓名写错。",
    }
    assert text.startswith(f"{title}{to}{before_basis.get(kind, '')}{basis}{borrowed}")
    assert text.endswith(f"{signature}{day}")


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_the_present_rules_cite_the_present_instruments(kind) -> None:
    text = read(TODAY_SAMPLES[kind])
    assert HANDOVER_TODAY.get(kind, BASIS_TODAY) in text
    assert "暂行条例" not in text


def test_the_monitors_report_gives_each_box_a_place_to_sign() -> None:
    facts = PILOT_SAMPLES["trust_report"]
    text = read(facts)
    assert (
        "2004年9月5日长沙坑村村民对本村党员进行了无记名信任投票。各票箱于下午2时30分在村小学集中开箱" in text
    )
    assert (
        "全村有投票权的村民590人。发出信任票582张，收回574张，其中有效票568张，无效票6张。"
        "投票率97.28%，超过半数，本次投票有效。" in text
    )
    rows = [row for page in pages_of(facts) for table in page.extract_tables() for row in table]
    assert [row for row in rows if len(row) == 6] == [
        ["票箱所在", "发出", "收回", "有效", "无效", "监票人签名"],
        ["第一村小组", "185", "182", "180", "2", ""],
        ["第二村小组", "216", "214", "211", "3", ""],
        ["第二村小组流动票箱", "21", "20", "19", "1", ""],
        ["票箱所在", "发出", "收回", "有效", "无效", "监票人签名"],
        ["第三村小组", "160", "158", "158", "0", ""],
        ["合计", "582", "574", "568", "6", ""],
    ]
    assert "注：第一村小组流动票箱的选票与本组票箱混合计票，合并公布。" in text
    assert "姓名信任不信任弃权信任率丁水根5153815" in text
    assert "邓细苟4131144171.95%刘志强3771415065.67%" in text
    assert "以上数字与各票箱的计票单核对一致。" in text
    assert (
        "四、工作人员监票人：罗新华、周志明、章小毛、余水生、曾庆云、万代娣。唱票人：何海泉。计票人：余福生、汪军。"
        "五、说明（一）第二村小组流动票箱收回率低于其他票箱" in text
    )


def test_no_box_of_fewer_than_ten_ballots_stands_in_the_monitors_report() -> None:
    assert "注：第三村小组收回票不足10张，为保守投票秘密，与相邻村小组合并公布。" in read(
        TODAY_SAMPLES["trust_report"]
    )


def test_the_notice_of_the_meeting_says_when_where_who_and_what_to_bring() -> None:
    text = read(PILOT_SAMPLES["meeting_notice"])
    for words in (
        "经村民信任投票，乡党委已经确定党支部委员会委员正式候选人，并已公示期满。现决定召开党员大会，选举产生新一届支部委员会。",
        "一、时间2004年9月20日上午9时。二、地点长沙坑村小学礼堂。",
        "有表决权的党员33名，应当到会。没有表决权的党员2名列席大会，不参加表决和选举。"
        "到会人数达到应到会人数的五分之四以上（含五分之四），方可进行选举。",
        "（三）介绍候选人，竞选演讲。（四）选举支部委员会委员。（五）大会闭会后，新一届支部委员会举行第一次会议，选举支部书记。",
        "（一）请携带身份证件，按时签到。",
        "依照规定可以不计算在应到会人数之内的，须经乡党委同意，并由大会表决。",
        "大会选举不得委托他人投票。本人不能写选票的，可以请候选人以外的人代写。特此通知。",
    ):
        assert words in text
    blank = read(PILOT_SAMPLES["meeting_notice_blank"])
    assert "一、时间＿＿＿年＿＿月＿＿日＿＿午＿＿时＿＿分。二、地点＿＿＿＿＿＿＿＿＿＿＿＿。" in blank
    assert "列席" not in blank


def test_the_agenda_follows_the_order_of_the_assembly() -> None:
    text = read(PILOT_SAMPLES["agenda"])
    ballot = (
        "分发选票。{}无记名投票。{}开箱，清点选票，计票。{}监票人报告计票结果。{}主持人当场宣布当选名单。"
    )
    for words in (
        "时间：2004年9月20日上午9时地点：长沙坑村小学礼堂主持人：丁水根",
        "一、会议开始（一）清点到会人数，表决不计算在应到会人数之内的党员。（二）举手通过选举办法。"
        "（三）举手通过总监票人、监票人，指定计票人。（四）介绍候选人，竞选演讲。",
        "二、选举支部委员会委员（一）当众检查并密封票箱。（二）"
        + ballot.format("（三）", "（四）", "（五）", "（六）"),
        "三、新一届支部委员会举行第一次会议，选举支部书记（一）由一名新当选的委员主持会议。（二）当众检查并密封票箱。"
        "（三）" + ballot.format("（四）", "（五）", "（六）", "（七）"),
    ):
        assert words in text
    direct = html_text(TODAY_SAMPLES["agenda"])
    assert "三、直接选举支部书记（一）当众检查并密封票箱。" in direct
    last = "或者依照规定减少名额。委员和书记选举的先后次序，由大会主持人在投票前宣布。中共云岭镇石垭口村支部委员会"
    assert last in direct
    assert "先后次序" not in text
    blank = read(PILOT_SAMPLES["agenda_blank"])
    assert "日＿＿午＿＿时＿＿分地点：＿＿＿＿＿＿＿＿＿＿＿＿主持人：＿＿＿＿＿＿一、" in blank


def test_the_submission_reports_every_ballot_and_asks_for_the_secretary() -> None:
    text = read(PILOT_SAMPLES["submission"])
    for words in (
        "，按照大会通过的选举办法，我支部于2004年9月20日召开党员大会，以无记名投票方式选举产生了新一届支部委员会委员；"
        "新一届支部委员会第一次会议选举产生了书记。现将选举结果呈报如下：",
        "应到会31人，实到会29人，到会人数符合规定。新一届支部委员会第一次会议应到会3人，实到会3人。",
        "轮次应选应到实到发出收回有效无效当选",
        "重新投票131292929290王勇",
        "支部书记选举1333330王秀兰",
        "丁水根，男，1955年1月出生，初中文化程度，1985年1月加入中国共产党，得25票当选委员。",
        "王秀兰，女，1961年3月出生，中专文化程度，1987年11月加入中国共产党，得24票当选委员，得3票当选书记。",
        "（一）请批准王秀兰同志任支部委员会书记，任期3年。（二）新一届支部委员会委员3名，请予备案。",
        "妥否，请批示。附件：选举结果报告单",
    ):
        assert words in text
    (row,) = [
        row
        for page in pages_of(PILOT_SAMPLES["submission"])
        for table in page.extract_tables()
        for row in table
        if row[0] == "支部委员选举"
    ]
    assert row[1:8] == ["3", "31", "29", "29", "29", "28", "1"]
    assert re.sub(r"\s", "", row[8]) == "丁水根王秀兰"


def test_the_submission_of_an_assembly_that_elected_both_speaks_of_no_other_meeting() -> None:
    text = read(TODAY_SAMPLES["submission"])
    assert "以无记名投票方式选举产生了新一届支部委员会。现将" in text
    assert "应到会31人，实到会29人，到会人数符合规定。二、投票情况" in text
    assert "第一次会议" not in text


def test_a_submission_tells_a_void_ballot_and_a_secretary_elected_apart() -> None:
    facts = PILOT_SAMPLES["submission"]
    assert isinstance(facts, Submission)
    first, second, _ = facts.rounds
    void = replace(first, elected=(), tied=(), conclusion="收回票多于发出票，本轮选举无效，重新选举。")
    apart = replace(facts.committee[2], votes=None)
    told = replace(facts, rounds=(void, second), committee=(*facts.committee[:2], apart))
    text = html_text(told)
    assert "注：第1轮，收回票多于发出票，本轮选举无效，重新选举。" in text
    assert "<td>—</td>" in render_html(told)
    assert "1987年11月加入中国共产党，得3票当选书记。" in text


def test_the_reply_approves_the_secretary_and_files_the_members() -> None:
    text = read(PILOT_SAMPLES["reply"])
    for words in (
        "，经乡党委研究，现批复如下：一、批准王秀兰同志任支部委员会书记。",
        "二、丁水根、王勇、王秀兰等3名同志当选支部委员会委员，予以备案。",
        "三、本届支部委员会任期3年。请及时办理新老支部委员会的工作交接，确定委员分工和党小组长，并将办理情况报乡党委。此复。",
    ):
        assert words in text
    blank = read(PILOT_SAMPLES["reply_blank"])
    assert "你支部＿＿＿年＿＿月＿＿日《关于支部委员会选举结果的请示》（＿＿＿＿＿＿＿＿）收悉。" in blank


def test_the_appointment_names_who_holds_which_post() -> None:
    text = read(PILOT_SAMPLES["appointment"])
    assert (
        "2004年9月20日长沙坑村党支部召开党员大会，选举产生了新一届党支部委员会。"
        "2004年9月28日乡党委作出批复（许党发〔2004〕17号），批准书记任职，对委员予以备案。" in text
    )
    assert "书记：王秀兰委员：丁水根、王勇委员以姓氏笔画为序。本届党支部委员会任期3年" in text
    assert "待批准" not in text


def test_the_handover_list_is_a_form_for_what_is_handed_over() -> None:
    facts = PILOT_SAMPLES["handover_list"]
    text = read(facts)
    assert "上届支部委员会于2004年10月8日向新一届支部委员会移交工作。" in text
    assert (
        "一、移交记录参加交接的人员：移交人丁水根，接收人王秀兰，监交人章志成（乡组织委员）。支部印章一枚。"
        "党费账一本，结存三百二十元五角。党员档案三十五份，会议记录十二本。二、移交清单" in text
    )
    rows = [row for page in pages_of(facts) for table in page.extract_tables() for row in table]
    assert [row[0] for row in rows if row[1:] == ["", "", ""] and row[0]] == [
        "印章",
        "账目",
        "档案",
        "财产",
        "债权债务",
    ]
    assert [row for row in rows if row[0] in ("移交人", "接收人", "监交人")] == [
        ["移交人", "", "日期", ""],
        ["接收人", "", "日期", ""],
        ["监交人", "", "日期", ""],
    ]
    blank = read(PILOT_SAMPLES["handover_list_blank"])
    assert "上届支部委员会于＿＿＿年＿＿月＿＿日向新一届支部委员会移交工作。" in blank
    assert "移交记录" not in blank
    assert "签名为凭。移交清单" in blank


def test_the_division_of_work_is_told_as_recorded() -> None:
    text = read(PILOT_SAMPLES["division"])
    assert "新一届支部委员会召开会议，研究确定了委员分工和党小组长，现公告如下：" in text
    assert (
        "一、委员分工王秀兰：书记，主持支部全面工作。丁水根：委员，负责组织、纪检工作。"
        "王勇：委员，负责宣传、生产和党员致富帮带工作。二、党小组长第一党小组组长：刘志强。第二党小组组长：许文清。"
        in text
    )


def test_a_correction_names_the_paper_and_both_readings() -> None:
    text = read(PILOT_SAMPLES["correction"])
    assert (
        f"经核对，2004年9月8日公布的《{COMMITTEE}关于信任投票结果的公告》（公告第3号）有误，"
        f"原因是：登记时误将投票日期和一人的姓名写错。{BASIS_2004}，现更正如下："
        "（一）原文为：“2004年9月4日，长沙坑村以村小组为单位”应当为：“2004年9月5日，长沙坑村以村小组为单位”"
        "（二）原文为：“选举委员会主任郑有恨”应当为：“选举委员会主任郑有根”"
        "原材料的其他内容不变，更正之处以本公告为准。" in text
    )
    other = replace(PILOT_SAMPLES["correction"], corrected_number="")
    other = replace(other, header=replace(other.header, signature=TOWNSHIP))
    assert read(other).startswith(f"{TOWNSHIP}更正公告（公告第5号）全体党员")
    assert without_colophon(read(other)).endswith(f"{TOWNSHIP}2004年9月10日")
    assert read(other).endswith("抄送：中共崇仁县委组织部。中共崇仁县许坊乡委员会办公室2004年9月10日印发")
    assert "抄送" not in text
    assert "关于信任投票结果的公告》有误" in read(other)
    first, second = PILOT_SAMPLES["correction"].changes
    quoting = replace(other, changes=(replace(first, said="党支部“两票制”选举"), second))
    assert "原文为：“党支部‘两票制’选举”应当为：" in read(quoting)
