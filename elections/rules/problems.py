"""What is wrong or unusual in the figures, in plain official Chinese.

Every sentence stands once, in `MESSAGES`, under its code. E-… is an error
(it blocks completion, or costs a ballot its effect), W-… a warning (unusual;
to be explained, changes no result). 1xx, 2xx: sheets; 3xx: review; 4xx:
assembly; 5xx: members; 6xx: people who handle ballots and figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "warning"]
Arg = str | int

MESSAGES: Mapping[str, str] = {
    "W-101": "无效票 {invalid} 张，占收回票 {returned} 张的 {percent}%，达到 {limit}%。请复看无效票，并说明原因",
    "W-102": "收回票 {returned} 张，等于有权投票 {eligible} 人，投票率 100%。请对照签到册和委托投票书，并说明",
    "W-103": "{name}：有效票 {valid} 张中没有一张信任票。请看纸质计票单此人一行，核对无误的作说明",
    "W-104": "{name}：有效票 {valid} 张全是信任票。请看纸质计票单此人一行，核对无误的作说明",
    "W-105": "{name}：{group}信任率 {rate}%，全村 {whole}%，相差超过 30 个百分点。请复看该组计票单，并说明",
    "E-201": "收回票 {returned} 张，多于发出票 {issued} 张，多 {gap} 张。请清点票箱，并看发票登记",
    "E-202": "发出票 {issued} 张，多于{whom} {eligible} 人，多 {gap} 张。请看发票登记和签到册",
    "E-203": "有效票 {valid} + 无效票 {invalid} = {sum}，应等于收回票 {returned}，{gap}。请重新清点有效票和无效票",
    "E-204": "{name}：{favour_word} {favour} + {against_word} {against} + 弃权 {abstain} = {sum}，应等于有效票 {valid}，{gap}。请看纸质计票单此人一行的画票和合计",
    "E-205": "{name}：没有票数。请看纸质计票单，补填此人一行",
    "E-206": "发出 {issued} + 作废 {spoiled} + 剩余 {unused} = {sum}，应等于印制 {printed}，{gap}。请清点剩余票和作废票",
    "E-207": "委托投票 {proxies} 张，多于发出票 {issued} 张；受委托人领的票也在发出票之内。请对照委托投票书",
    "E-208": "{group}各票箱共发出 {issued} 张，多于该组有权投票 {eligible} 人，多 {gap} 张。请核对流动票箱与本组票箱是否有人重复领票",
    "E-209": "赞成票与另选票合计 {sum} 张，多于有效票 {valid} × 应选 {seats} 名 = {most} 张。请复看有效票中有无超选的票",
    "E-210": "另选他人 {write_ins} 票，多于不赞成 {against} 票；另选一人须先不赞成一人。请复看有另选人的票",
    "E-221": "收回票 {returned} 张，未超过有权投票 {eligible} 人的 {part}，信任投票无效，须重新组织",
    "E-222": "预备候选人应有 {required} 名，现有 {found} 名，少 {gap} 名。由乡党委决定重新投票，或记明理由后继续",
    "E-301": "信任投票结果为“{status}”，不能据此确定正式候选人",
    "E-302": "{name}不在预备候选人名单中，不能列为正式候选人",
    "E-303": "预备候选人{name}既未列为正式候选人，也未写明不列入的理由",
    "E-304": "{name}既列为正式候选人，又写了不列入的理由。请核对党委会记录",
    "E-305": "{name}不是预备候选人，不应出现在不列入名单中",
    "E-306": "正式候选人 {found} 名，少于应选 {seats} 名加差额 {surplus} 名，至少要 {needed} 名",
    "E-401": "应到会 {entitled} 人，至少要到 {needed} 人，实到 {present} 人，不足法定人数，不能选举",
    "E-402": "本轮应到 {entitled} 人，至少要到 {needed} 人，实到 {present} 人，不足法定人数，本轮无效",
    "E-403": "实到会 {present} 人，多于应到会 {entitled} 人，多 {gap} 人。请核对签到册和请假登记",
    "E-404": "本轮实到 {present} 人，多于应到 {entitled} 人，多 {gap} 人。请核对委员会会议记录",
    "E-411": "本轮写明选 {seats} 名，此时应选 {open} 名。请核对选票上的应选名额",
    "E-412": "{name}不是有选举权的正式党员，不能当候选人，也不能被另选",
    "E-413": "{name}已经当选委员，不能再列入本轮",
    "E-414": "{name}已印在选票上，不应再计为另选他人",
    "E-421": "上一轮得票相等尚未决出，只能在得票相等的人中重新投票",
    "E-422": "没有得票相等待决的名额，不能进行重新投票",
    "E-423": "重新投票的候选人应正好是得票相等的：{names}",
    "E-424": "重新投票只在得票相等的人中进行，不能另选他人",
    "E-425": "委员选举已经有效进行过，缺额应另行选举",
    "E-426": "委员选举尚未有效进行，不能另行选举",
    "E-427": "书记选举不合次序：直选的可在委员选举之前，其余须在委员选齐之后",
    "E-428": "现在不能进行这种投票。请看页面上列出的下一步",
    "E-429": "本轮由党员大会投票，不能另填本轮应到和实到人数",
    "E-431": "候选人 {found} 名，少于应选 {seats} 名加差额 {surplus} 名，至少要 {needed} 名",
    "E-432": "候选人应与党委批准的正式候选人一致：{names}",
    "E-433": "{name}不是当选的委员，不能选为书记",
    "E-434": "{name}不在党委批准的正式候选人中，不能列为书记候选人",
    "E-435": "还没有选定候选人，至少要 {needed} 名",
    "E-441": "本轮不是有缺额的委员选举，减少名额的记录不予采用",
    "E-442": "拟减为 {seats} 名，已选出 {elected} 名，原定 {whole} 名；须与已选出的相等并超过原定的一半，不予采用",
    "E-443": "同意减少名额的 {consent} 人，不足实到 {present} 人的半数，至少要 {needed} 人，不予采用",
    "W-444": "同意减少名额的 {consent} 人，多于实到 {present} 人。请看表决记录",
    "E-451": "赞成 {favour} 人，多于实到会 {present} 人，多 {gap} 人。请核对举手清点的人数",
    "E-452": "赞成 {favour} 人，未超过实到会 {present} 人的半数，至少要 {needed} 人，没有通过",
    "E-453": "“{later}”的时间 {after}，早于“{earlier}”的 {before}。请核对会议记录",
    "E-454": "还没有登记到会人数，不能核对举手表决的人数。请先登记到会人数",
    "E-501": "有选举权的正式党员 {found} 名，不足 {needed} 名，不设支部委员会，不能用本办法选举委员",
    "E-601": "{name}是{barred}，不能担任{duty}",
    "E-602": "{name}是{other}的近亲属，{other}是{barred}，{name}不能担任{duty}",
    "E-603": "{box}只有监票人 {found} 名，至少要 {needed} 名",
    "E-604": "{name}兼任{duties}；唱票人、计票人、监票人须是不同的人",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong or unusual; `at` is a JSON pointer into what was checked."""

    code: str
    level: Level
    at: str
    args: Mapping[str, Arg] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The sentence shown to people, with the numbers put in."""
        return MESSAGES[self.code].format_map(self.args)

    def to_json(self) -> dict[str, str]:
        """The form of the decision's `problems`."""
        return {"code": self.code, "level": self.level, "at": self.at, "message": self.message}


def problem(code: str, at: str, **args: Arg) -> Problem:
    """A problem of the level its code tells."""
    return Problem(code, "warning" if code.startswith("W") else "error", at, args)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by place, then code, then sentence: the decision's order."""
    return tuple(sorted(problems, key=lambda item: (item.at, item.code, item.message)))
