"""What ballots, tally sheets and the proxy card say: how to mark them, what counts, and who made them."""

from __future__ import annotations

import pytest
from notices_preparing import proxy_card
from notices_reading import html_text, pages_of, text_of
from notices_samples import PILOT, election_ballot, tally_sheet, trust_ballot
from notices_words import ASSEMBLY, COMMITTEE

from ballots.notices.facts import Ballot, Post

SECRET = "请在秘密写票处填写，不写自己的姓名，不做别的记号。"
WRITE_IN = "2．另选他人的，写上姓名并在后面画○；每另选一人，须对一名候选人画×。"
KEY = "○赞成×不赞成空着为弃权"


def test_a_trust_ballot_says_how_to_mark_it() -> None:
    text = text_of(trust_ballot(PILOT))
    assert text.count("信任票") == 2
    for words in (
        "○信任×不信任空着为弃权",
        "对每个人分别表示意见，在“意见”栏里画一个记号",
        "请在秘密写票处填写，不写自己的姓名，不做别的记号。",
        "全票无法辨认，或者做了能认出投票人的记号的，全票无效。",
        f"{COMMITTEE}制",
    ):
        assert words in html_text(trust_ballot(PILOT)).replace("　", "")


@pytest.mark.parametrize(
    ("ballot", "post", "count", "says", "never"),
    [
        (Ballot.COMMITTEE, Post.COMMITTEE, 5,
         ("支部委员选举票", "应选3名，赞成的人数连同另选他人不得超过3名；超过的全票无效，不足的有效。",
          "每另选一人，须对一名候选人画×。", f"{ASSEMBLY}制"), ("重新投票",)),
        (Ballot.SECRETARY, Post.SECRETARY, 2,
         ("支部书记选举票", "应选1名，赞成的人数连同另选他人不得超过1名；超过的全票无效。", "另选的人须是新当选的支部委员会委员。"), ("不足的有效",)),
        (Ballot.RUNOFF, Post.COMMITTEE, 2,
         (f"{ASSEMBLY}（重新投票）", "赞成的人数不得超过1名", "本次只在得票相等的人中选举，得票多的当选，不另选他人。"), ("另选他人的姓名",)),
        (Ballot.SUPPLEMENTARY, Post.COMMITTEE, 3, (f"{ASSEMBLY}（另行选举）", "另选他人的姓名"), ("重新投票",)),
    ],
)  # fmt: skip
def test_an_election_ballot_says_what_counts(ballot, post, count, says, never) -> None:
    text = html_text(election_ballot(PILOT, ballot, post, count))
    assert [words for words in says if words not in text] == []
    assert [words for words in never if words in text] == []


def test_a_tally_sheet_has_the_columns_of_the_entry_form_and_room_to_sign() -> None:
    text = text_of(tally_sheet(PILOT))
    for words in (
        "信任投票计票单许坊乡长沙坑村第三村小组投票箱2004年9月5日",
        "有投票权印制发出作废剩余收回有效票无效票委托投票186",
        "序号姓名信任（每格画一个“正”字）票数不信任票数弃权票数",
        "印制＝发出＋作废＋剩余，作废是写坏换发、没有投入票箱的票；收回不多于发出，发出不多于有投票权的人数；",
        "格子不够的，用同样的空白计票单接着画，附在本单后面，票数写在本单。",
        "有效＋无效＝收回",
        "唱票人计票人监票人监票人监票人",
    ):
        assert words in text
    assembly = text_of(tally_sheet(PILOT, Ballot.COMMITTEE, 5))
    assert "应到会实到会印制" in assembly
    assert assembly.count("另选") == 3 + 2


@pytest.mark.parametrize(
    ("ballot", "post", "heading", "lines"),
    [
        (Ballot.COMMITTEE, Post.COMMITTEE, f"{ASSEMBLY}支部委员选举票",
         f"1．应选3名，赞成的人数连同另选他人不得超过3名；超过的全票无效，不足的有效。{WRITE_IN}3．{SECRET}"),
        (Ballot.SECRETARY, Post.SECRETARY, f"{ASSEMBLY}支部书记选举票",
         f"1．应选1名，赞成的人数连同另选他人不得超过1名；超过的全票无效。{WRITE_IN}另选的人须是新当选的支部委员会委员。3．{SECRET}"),
        (Ballot.RUNOFF, Post.COMMITTEE, f"{ASSEMBLY}（重新投票）支部委员选举票",
         f"1．应选1名，赞成的人数不得超过1名；超过的全票无效。2．本次只在得票相等的人中选举，得票多的当选，不另选他人。3．{SECRET}"),
        (Ballot.RUNOFF, Post.SECRETARY, f"{ASSEMBLY}（重新投票）支部书记选举票",
         f"1．应选1名，赞成的人数不得超过1名；超过的全票无效。2．本次只在得票相等的人中选举，得票多的当选，不另选他人。3．{SECRET}"),
        (Ballot.SUPPLEMENTARY, Post.COMMITTEE, f"{ASSEMBLY}（另行选举）支部委员选举票",
         f"1．应选1名，赞成的人数连同另选他人不得超过1名；超过的全票无效。{WRITE_IN}3．{SECRET}"),
    ],
)  # fmt: skip
def test_the_heading_and_every_line_of_instruction_of_each_ballot(ballot, post, heading, lines) -> None:
    text = html_text(election_ballot(PILOT, ballot, post, 2))
    assert f"{heading}{KEY}{lines}候选人意见" in text


def test_the_card_says_how_many_proxies_one_may_hold() -> None:
    text = html_text(proxy_card(PILOT)).replace("　", "")
    for words in (
        "许坊乡长沙坑村党支部“两票制”选举委托投票证委托人村小组受托人村小组不能到场的原因",
        "自愿委托受托人在2004年9月5日的信任投票中，按照委托人的意愿代为投票。",
        "委托人签名：＿＿＿＿＿＿＿＿＿年＿＿月＿＿日受托人签名：＿＿＿＿＿＿＿＿＿年＿＿月＿＿日",
        "选举委员会审核意见：□同意□不同意",
        "委托投票参照《中华人民共和国村民委员会组织法》有关投票的规定办理",
        "2．每名受托人接受委托不超过3人。",
        f"{COMMITTEE}制",
    ):
        assert text.count(words) == 2, words
    assert len(pages_of(proxy_card(PILOT))) == 1
