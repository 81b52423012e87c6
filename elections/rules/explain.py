"""The decision told step by step (怎么算的): the rule, the numbers put in, the result, its source."""

from __future__ import annotations

from collections.abc import Iterator

from elections.rules.consequences import TRUST_BASE_WORDS, seats_sum, shortlist_sum, size_sum
from elections.rules.decision import Decision
from elections.rules.eligibility import standing_ids
from elections.rules.explain_assembly import explain_assembly
from elections.rules.inputs import Dossier
from elections.rules.numbers import as_percent, decimal, part_name
from elections.rules.review import ReviewStatus
from elections.rules.ruleset import RuleSet
from elections.rules.steps import Step
from elections.rules.trust import Ranked, TrustOutcome, TrustStatus, threshold_votes

__all__ = ["Step", "explain"]

SCHEME = "县实施方案"
PLAN = "乡工作安排"
METHOD = "选举办法"


def explain(dossier: Dossier, decision: Decision) -> tuple[Step, ...]:
    """Every step of a decision, in order; topics "trust", "review", "assembly", "assembly/N"."""
    steps = [
        Step("trust", "委员职数", seats_sum(dossier.rules, dossier.village.population), SCHEME),
        Step(
            "trust",
            "应有预备候选人",
            shortlist_sum(dossier.rules, decision.seats),
            f"{SCHEME}：职数与候选人之比",
        ),
        Step("trust", "本次名额", size_sum(dossier.rules, decision.seats), PLAN),
    ]
    if decision.trust is not None:
        steps += _trust_steps(dossier, decision.trust)
    if decision.review is not None:
        steps += _review_steps(dossier, decision)
    return (*steps, *explain_assembly(dossier, decision))


def _trust_steps(dossier: Dossier, trust: TrustOutcome) -> Iterator[Step]:
    yield Step("trust", "投票是否有效", _validity(dossier.rules, trust), METHOD)
    if trust.status in (TrustStatus.VOID, TrustStatus.ERRORS):
        return
    rules, words = dossier.rules, TRUST_BASE_WORDS[dossier.rules.trust_base]
    ratio, least = rules.trust_threshold, threshold_votes(trust.base, rules)
    share = as_percent(ratio)
    total = f"{words} {trust.base} × {share} = {decimal(ratio * trust.base)}"
    text = f"{total}，至少要 {least} 票；百分数只舍不入"
    yield Step("trust", f"{share} 是多少票", text, f"{METHOD}：{share} 以上，含 {share}")
    yield Step("trust", "谁达到", _reached(dossier, trust, least), "信任投票结果公告")
    if trust.status is not TrustStatus.LOW_TURNOUT:
        yield Step("trust", "谁入围", _admitted(dossier, trust), "按信任票多少为序")


def _validity(rules: RuleSet, trust: TrustOutcome) -> str:
    totals = trust.totals
    if trust.status is TrustStatus.VOID:
        return "有的票箱收回票多于发出票，投票无效，须重新投票"
    if trust.status is TrustStatus.ERRORS:
        return "有的计票单不平，改正之前不计算结果"
    start = f"收回 {totals.returned} ÷ 有权投票 {totals.eligible} = {trust.turnout}%"
    part = part_name(rules.trust_turnout)
    if trust.status is TrustStatus.LOW_TURNOUT:
        return f"{start}，未超过{part}，无效，须重新投票"
    return f"{start}，超过{part}，有效"


def validity_words(rules: RuleSet, status: TrustStatus) -> str:
    """Whether a trust vote is valid, as its announcement says it after the turnout."""
    part = part_name(rules.trust_turnout)
    words = {
        TrustStatus.VOID: "有的票箱收回票多于发出票，本次投票无效",
        TrustStatus.ERRORS: "票数有错误，不能计算结果",
        TrustStatus.LOW_TURNOUT: f"没有超过{part}，本次投票无效",
    }
    return words.get(status, f"超过{part}，本次投票有效")


def _reached(dossier: Dossier, trust: TrustOutcome, least: int) -> str:
    reached = [line for line in trust.ranking if line.reached]
    missed = [line for line in trust.ranking if not line.reached]
    parts = []
    if reached:
        parts.append(f"{_place(dossier, reached[-1])}，达到")
    if missed and trust.base:
        parts.append(f"{_place(dossier, missed[0])}，差 {least - missed[0].trust} 票")
    return f"{'；'.join(parts)}。共 {len(reached)} 名" if parts else f"共 {len(reached)} 名"


def _place(dossier: Dossier, line: Ranked) -> str:
    return f"第 {line.rank} 名{dossier.names[line.member]} {line.trust} 票"


def _admitted(dossier: Dossier, trust: TrustOutcome) -> str:
    """How the shortlist follows from those who reached the threshold."""
    size, found = dossier.rules.shortlist_size_for(dossier.seats), len(trust.shortlist)
    reached = sum(line.reached for line in trust.ranking)
    standing = standing_ids(dossier.members)
    barred = [
        dossier.names[line.member]
        for line in trust.ranking
        if line.reached and not line.shortlisted and line.member not in standing
    ]
    text = f"达到的 {reached} 名"
    if barred:
        text += f"，其中{'、'.join(barred)}不是有选举权的正式党员，不能列入"
    text += f"，名额 {size} 名"
    if found > size:
        text += f"，末位得票相等的一并列入，共 {found} 名"
    elif trust.status is TrustStatus.SHORTFALL:
        text += f"，入围 {found} 名，还少 {trust.shortfall} 名"
    else:
        text += f"，入围 {found} 名"
    return text


def _review_steps(dossier: Dossier, decision: Decision) -> Iterator[Step]:
    review, rules, seats = dossier.review, dossier.rules, decision.seats
    if review is None or decision.review is None:
        return
    surplus = decision.candidates_minimum - seats
    total = f"{seats} × {as_percent(rules.candidate_surplus)} = {decimal(rules.candidate_surplus * seats)}"
    text = f"差额 {total}，取 {surplus} 名；{seats} + {surplus} = {decision.candidates_minimum} 名"
    yield Step("review", "至少要几名正式候选人", text, "选举工作条例：差额不少于应选人数的 20%")
    found = len(review.candidates)
    if decision.review.status is ReviewStatus.SETTLED:
        yield Step(
            "review", "正式候选人", f"乡党委确定 {found} 名，差额 {found - seats} 名，有效", "乡党委会记录"
        )
        return
    reasons = [item.message for item in decision.problems if item.at.startswith("/review")]
    yield Step("review", "正式候选人", f"列 {found} 名，不能成立：{'；'.join(reasons)}", "乡党委会记录")
