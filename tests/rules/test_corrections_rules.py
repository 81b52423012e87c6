"""Which paper may be corrected, and what a correction may say."""

import pytest

from elections.rules.corrections import MOST_CHANGES, Change, change_faults, correction_refusal
from elections.rules.papers import PaperStatus

TEXT = (
    "任职条件公告",
    "2004年9月5日，中坊村以村小组为单位投票，发出信任票584张。",
    "王　勇男1969年3月521.25%",
    "监票人：陈小毛、李爱国。",
)
NOT_THERE = "这份材料里没有这些字。请照下面的全文抄写，一处只抄同一段或者表格同一行里连着的字。"
FIGURES = "票数、人数以核定的结果为准，更正公告不能改动；确实有误的，由乡镇申请撤销核定，重新公布。"


@pytest.mark.parametrize(
    ("status", "numbered", "correction", "refusal"),
    [
        (PaperStatus.ISSUED, True, False, ""),
        (PaperStatus.POSTED, True, False, ""),
        (PaperStatus.TAKEN_DOWN, True, False, ""),
        (PaperStatus.SUPERSEDED, True, False, "这一版已被代替，不必更正。"),
        (PaperStatus.INVALIDATED, True, False, "这一版已失效，不必更正。"),
        (PaperStatus.ISSUED, False, False, "只有编了号的公告、公示才发更正公告；这份材料有误的，重新制作。"),
        (PaperStatus.ISSUED, True, True, "更正公告有误的，在原材料上重新发布更正公告，代替这一份。"),
    ],
)
def test_what_may_be_corrected(status: PaperStatus, numbered: bool, correction: bool, refusal: str) -> None:
    assert correction_refusal(status, numbered=numbered, correction=correction) == refusal


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ([("陈小毛", "陈晓毛")], {}),
        ([("陈小毛、李爱国", "陈晓毛、李爱国"), ("9月5日", "9月6日")], {}),
        # white space and the width of a character say nothing
        ([("王勇男", "王勇女")], {}),
        ([("２００４年９月５日，中坊村", "2004年9月6日，中坊村")], {}),
        # nothing written
        ([], {(0, "said"): "至少写明一处更正。"}),
        ([("", ""), ("", "")], {(0, "said"): "至少写明一处更正。"}),
        # half of a place; an empty one between keeps the others' places
        ([("", "陈晓毛")], {(0, "said"): "请抄写有误的原文。"}),
        ([("", ""), ("陈小毛", "")], {(1, "right"): "请写明应当为什么；应当删去的，写“删去”。"}),
        # the paper does not say so: at all, or not in one paragraph
        ([("陈大毛", "陈晓毛")], {(0, "said"): NOT_THERE}),
        ([("公告2004年", "公示2004年")], {(0, "said"): NOT_THERE}),
        # no other words
        ([("陈小毛", "陈 小毛")], {(0, "right"): "应当为的与原文相同，没有更正。"}),
        ([("陈小毛", "陈晓毛"), ("陈 小毛", "陈大毛")], {(1, "said"): "与第1处的原文相同，请合并为一处。"}),
        ([("陈大毛", "陈大毛")], {(0, "said"): NOT_THERE, (0, "right"): "应当为的与原文相同，没有更正。"}),
    ],
)
def test_what_a_correction_may_say(
    changes: list[tuple[str, str]], faults: dict[tuple[int, str], str]
) -> None:
    given = [Change(*both) for both in changes]
    assert change_faults(given, TEXT, certified=False) == faults


@pytest.mark.parametrize(
    ("said", "right", "fault"),
    [
        ("584张", "585张", FIGURES),
        ("21.25%", "21.26%", FIGURES),
        ("584张", "删去", FIGURES),
        ("投票，发出", "投票10次，发出", FIGURES),
        ("陈小毛", "陈晓毛", ""),
        # days are no counts, and figures may move
        ("2004年9月5日", "2004年9月6日", ""),
        ("9月5日，中坊村以村小组为单位投票，发出信任票584张", "9月6日发出信任票584张", ""),
    ],
)
def test_a_correction_tells_no_other_votes_than_those_certified(said: str, right: str, fault: str) -> None:
    faults = change_faults([Change(said, right)], TEXT, certified=True)
    assert faults == ({(0, "right"): fault} if fault else {})
    assert change_faults([Change(said, right)], TEXT, certified=False) == {}


def test_there_is_room_for_twenty_places() -> None:
    assert MOST_CHANGES == 20
