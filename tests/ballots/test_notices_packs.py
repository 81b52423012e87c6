"""The cover of a bundle and the label of a box as printed, and papers bound into one file."""

import io
import re
from dataclasses import replace

import pdfplumber
import pikepdf
import pytest
import test_notices_pdf
from notices_places import PILOT, TODAY
from notices_reading import pages_of, rendered, text_of
from notices_samples import trust_ballot
from pack_samples import assembly_cover, box_label, committee_cover, pack_cover

from ballots.notices.binding import Leaf, bind, pages_in
from ballots.notices.facts import Facts
from ballots.notices.render import render_html

LONG_GROUP = "双江口搬迁安置点上寨下寨联合第十二村民小组"


def words(facts: Facts) -> str:
    """What a paper says, cell by cell, without white space."""
    body = render_html(facts).partition("<body")[2]
    return re.sub(r"<[^>]*>|\s", "", f"<body{body}")


def test_the_cover_of_a_groups_ballots() -> None:
    assert words(pack_cover(PILOT)) == (
        "演示数据纯属虚构许坊乡长沙坑村党支部“两票制”选举第三村小组信任票投票时间：2004年9月5日"
        "有投票权的村民186人备用票10张印制选票196张纸张颜色白色每张A4纸2张票需用A4纸98张"
        "备用票为投票人数的5%，不足1张的按1张计，最少3张。"
        "本袋内容名称数量本文件页码用纸印制封面1张第1页白色票箱标签2张第2—3页白色"
        "计票单2份第4—5页白色信任票196张第6—103页白色"
        "印制和交接1．全部单面打印，按实际大小，不缩放。选票沿虚线裁开。"
        "2．裁好后清点，选票应为196张；印坏的当场销毁，另行补印。"
        "3．计票单“印制”栏填196张，分给2个票箱的，各箱“印制”相加等于196张；"
        "发出、作废、剩余相加等于印制，作废和剩余的选票一并封存。"
        "4．选票不编号、不做记号；印好后密封，由两人清点签字，投票当天在监票人监督下启封。"
        "印制、清点清点密封时间月日时领取监票人启封时间月日时"
    )


def test_the_cover_of_the_members_ballots_says_what_is_too_many_on_the_last_sheet() -> None:
    text = words(assembly_cover(TODAY))
    assert text.startswith(
        "云岭镇石垭口村党支部“两票制”选举党员大会支部委员选举票投票时间：年月日"
        "应到会党员31人备用票3张印制选票34张纸张颜色粉红色每张A4纸4张票需用A4纸9张"
    )
    assert "选票应为34张；末张多出的2张当场销毁，印坏的当场销毁，另行补印。" in text
    assert "3．计票单“印制”栏填34张；发出、作废、剩余相加等于印制，" in text


def test_the_cover_of_the_committees_own_ballots_counts_its_members() -> None:
    text = words(committee_cover(PILOT))
    assert text.startswith(
        "演示数据纯属虚构许坊乡长沙坑村党支部“两票制”选举支部委员会支部书记选举票投票时间：年月日"
        "应到会委员3人备用票3张印制选票6张纸张颜色浅黄色每张A4纸4张票需用A4纸2张"
    )
    assert "党员大会" not in text


def test_the_label_of_a_mobile_box() -> None:
    assert words(box_label(PILOT)) == (
        "演示数据纯属虚构许坊乡长沙坑村党支部“两票制”选举第三村小组流动票箱信任投票2004年9月5日"
        "当众验箱、加封月日时分监票人投票结束、封口月日时分监票人当众启封、开箱月日时分监票人"
    )


@pytest.mark.parametrize("make", [pack_cover, assembly_cover, box_label])
def test_the_longest_names_leave_it_one_page(make) -> None:
    facts = replace(make(replace(PILOT, village=test_notices_pdf.LONG_VILLAGE)), unit=LONG_GROUP)
    assert len(pages_of(facts)) == 1
    assert LONG_GROUP in text_of(facts)
    test_notices_pdf.test_everything_stands_on_the_sheet_and_texts_do_not_overlap(facts)


def test_a_bound_file_has_each_leaf_as_often_as_asked_and_the_ballot_only_once_in_it() -> None:
    cover, ballot = rendered(pack_cover(PILOT)).pdf, rendered(trust_ballot(PILOT)).pdf
    once = bind([Leaf(cover), Leaf(ballot)], title="第三村小组")
    often = bind([Leaf(cover), Leaf(ballot, 98)], title="第三村小组")
    assert (pages_in(once), pages_in(often), pages_in(bind([Leaf(ballot, 0)], title=""))) == (2, 99, 0)
    assert len(often) - len(once) < 97 * 400
    with pdfplumber.open(io.BytesIO(often)) as pdf:
        texts = [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]
    assert "印制封面" in texts[0]
    assert set(texts[1:]) == {texts[1]}
    assert texts[1].count("丁水根") == 2
    with pikepdf.open(io.BytesIO(often)) as bound:
        assert bound.docinfo["/Title"] == "第三村小组"


def test_the_same_leaves_give_the_same_bytes() -> None:
    leaves = [Leaf(rendered(box_label(PILOT)).pdf), Leaf(rendered(trust_ballot(PILOT)).pdf, 3)]
    assert bind(leaves, title="甲") == bind(leaves, title="甲")
