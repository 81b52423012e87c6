"""The township's own words: the facts stay, the words may change, the same facts give the same paper."""

from __future__ import annotations

import pytest
from notices_reading import fonts_of_name, text_of
from notices_samples import PILOT, TODAY, elected, formal, preliminary, trust

from ballots.notices.facts import Facts, from_json, to_json
from ballots.notices.pdf import render_pdf
from ballots.notices.render import render_html
from ballots.notices.rewording import Unfaithful, marked, paragraphs, reworded

WINDOW = "公示期7天，从2004年9月12日起至2004年9月18日止。"


def texts(facts: Facts) -> list[str]:
    return [each.text for each in paragraphs(facts, render_html(facts))]


def place_of(facts: Facts, beginning: str) -> int:
    (place,) = (place for place, text in enumerate(texts(facts)) if text.startswith(beginning))
    return place


def changed(facts: Facts, beginning: str, text: str) -> Facts:
    return reworded(facts, render_html(facts), {place_of(facts, beginning): text})


def test_paragraphs_are_told_with_what_of_them_is_locked() -> None:
    facts = formal(PILOT)
    found = paragraphs(facts, render_html(facts))
    assert found[0].text == "全体党员、村民："
    window = found[place_of(facts, "公示期7天")]
    assert window.text == WINDOW
    assert window.locked == ("7天", "2004年9月12日", "2004年9月18日")
    career = found[place_of(facts, "王　勇")]
    assert career.locked[-1].startswith("退伍后回村办碾米厂，2001年任村民")
    assert {"1958年2月", "1986年6月", "王勇", "高中", "村民小组组长"} <= set(career.locked)


def test_new_words_are_printed_and_the_facts_with_them() -> None:
    text = "公示时间为7天，自2004年9月12日起，到2004年9月18日为止，欢迎监督。"
    facts = changed(formal(PILOT), "公示期7天", text)
    assert text in text_of(facts)
    assert WINDOW not in text_of(facts)
    assert text_of(facts).replace(text, WINDOW) == text_of(formal(PILOT))
    again = from_json(facts.kind, to_json(facts))
    assert again == facts
    assert render_pdf(again).pdf == render_pdf(facts).pdf


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("公示期从2004年9月12日起至2004年9月18日止。", "缺少原有的内容：7天。数字、日期、姓名、文件名和结果须保留。"),
        ("公示期7天，从2004年9月12日起至2004年9月19日止。", "缺少原有的内容：2004年9月18日。数字、日期、姓名、文件名和结果须保留。"),
        (f"{WINDOW}咨询电话12345。", "多出原来没有的内容：12345。只能改动文字，不能增加数字、姓名和结果。"),
        (f"{WINDOW}王勇除外。", "多出原来没有的内容：王勇。只能改动文字，不能增加数字、姓名和结果。"),
        (f"{WINDOW}依据《某某办法》。", "多出原来没有的内容：《某某办法》。只能改动文字，不能增加数字、姓名和结果。"),
        (" ", "这一段不能空着。"),
        (WINDOW + "好" * 2000, "这一段最多 2000 字。"),
    ],
)  # fmt: skip
def test_no_fact_is_left_out_or_brought_in(text: str, message: str) -> None:
    facts = formal(PILOT)
    with pytest.raises(Unfaithful) as refusal:
        changed(facts, "公示期7天", text)
    place = place_of(facts, "公示期7天")
    assert refusal.value.faults == {place: message}
    assert str(refusal.value) == f"第{place + 1}段：{message}"


@pytest.mark.parametrize(
    ("facts", "beginning", "text", "message"),
    [
        (
            trust(PILOT),
            "全村有投票权",
            "全村有投票权的村民590人。发出信任票574张，收回582张，其中有效票568张，无效票6张。投票率97.28%（收回票数÷有投票权的人数），超过半数，本次投票有效。",
            "“582”换了位置。数字、日期、姓名、文件名和结果须按原来的次序。",
        ),
        (
            trust(PILOT),
            "全村有投票权",
            "全村有投票权的村民590人。发出信任票582张，收回574张，其中无效票568张，有效票6张。投票率97.28%（收回票数÷有投票权的人数），超过半数，本次投票有效。",
            "“有效”换了位置。数字、日期、姓名、文件名和结果须按原来的次序。",
        ),
        (
            elected(PILOT),
            "本届任期",
            "本届任期3年。委员报乡党委备案；书记已经乡党委批准。",
            "缺少原有的内容：待。数字、日期、姓名、文件名和结果须保留。",
        ),
        (
            elected(PILOT),
            "本届任期",
            "本届任期3年。委员报乡党委备案；书记待乡党委批准，已经当选。",
            "多出原来没有的内容：已经、当选。只能改动文字，不能增加数字、姓名和结果。",
        ),
    ],
)
def test_facts_keep_their_order_and_their_outcome(
    facts: Facts, beginning: str, text: str, message: str
) -> None:
    with pytest.raises(Unfaithful) as refused:
        changed(facts, beginning, text)
    assert list(refused.value.faults.values()) == [message]


def test_names_stay_in_the_font_of_names() -> None:
    facts = formal(TODAY)
    own = texts(facts)[place_of(facts, "阿不都·热依木")]
    facts = changed(facts, "阿不都·热依木", f"{own}此人简历如上。")
    assert "此人简历如上。" in text_of(facts)
    assert fonts_of_name(facts, "阿不都·热依木") == {"Paper-Kai"}


def test_text_is_never_markup() -> None:
    facts = changed(formal(PILOT), "公示期7天", f"<b>{WINDOW}</b><script>")
    assert "&lt;script&gt;" in render_html(facts)
    assert "<script>" not in render_html(facts)


def test_words_of_the_program_s_own_are_no_change() -> None:
    facts = preliminary(PILOT)
    html = render_html(facts)
    assert reworded(facts, html, dict(enumerate(texts(facts)))) == facts
    assert reworded(facts, html, {1: f"  {texts(facts)[1]}\n"}) == facts


def test_a_name_that_is_not_recorded_is_nowhere() -> None:
    assert marked("由甲<b>任组长", ("", "王勇")) == "由甲&lt;b&gt;任组长"
    assert marked("王勇、王勇军", ("王勇", "王勇军")) == (
        '<span class="name">王　勇</span>、<span class="name">王勇军</span>'
    )


@pytest.mark.parametrize(
    ("beginning", "text", "fault"),
    [
        ("本届任期", "本届任期3年。委员报乡党委备案；书记不待乡党委批准。", "不"),
        ("注：王　勇", "注：王勇经重新投票没有当选委员，票数为重新投票的赞成票。", "没有"),
    ],
)
def test_no_outcome_is_turned_round(beginning: str, text: str, fault: str) -> None:
    with pytest.raises(Unfaithful) as refused:
        changed(elected(PILOT), beginning, text)
    (said,) = refused.value.faults.values()
    assert said.startswith(f"多出原来没有的内容：{fault}。")
