"""What may be done after a trust round (信任投票) that gave no full shortlist, and what a round in progress means so far.

Source: domain §2: fewer than the ratio asks is never made smaller silently; the township orders a new trust vote on
all nominees, or records a reasoned decision to go on with fewer, never fewer than seats + surplus.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from elections.rules.decision import Decision
from elections.rules.review import STATUS_WORDS
from elections.rules.trust import TrustStatus


class Remedy(StrEnum):
    """A way on; the value stands in the page's address."""

    CORRECT = "correct"
    NEW_VOTE = "new_vote"
    PROCEED = "proceed"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a trust round comes to: `final` once every box is complete, else only how far it has come."""

    final: bool
    title: str
    sentence: str


def remedies(decision: Decision) -> tuple[Remedy, ...]:
    """Return the ways on that the rules leave open, the usual one first; none where the shortlist is full."""
    trust = decision.trust
    if trust is None or trust.status is TrustStatus.SHORTLISTED:
        return ()
    if trust.status is TrustStatus.ERRORS:
        return (Remedy.CORRECT, Remedy.NEW_VOTE)
    if trust.status is TrustStatus.VOID:
        return (Remedy.NEW_VOTE, Remedy.CORRECT)
    if proceed_refusal(decision) is None:
        return (Remedy.NEW_VOTE, Remedy.PROCEED)
    return (Remedy.NEW_VOTE,)


def new_vote_refusal(decision: Decision, *, certified: bool, reopening: bool) -> str | None:
    """Return the sentence why no new trust vote may be ordered, None where it may.

    Figures that add up are certified first, as those that the new vote replaces; a round with errors cannot be.
    """
    if Remedy.NEW_VOTE not in remedies(decision):
        return "预备候选人已经产生，不能重新投票；票数有错的，申请撤销核定以后改正。"
    errors = decision.trust is not None and decision.trust.status is TrustStatus.ERRORS
    if not certified and not errors:
        return "信任投票的结果还没有签字核定，核定以后才能重新投票。"
    return "已经申请撤销核定；撤销或者收回申请以后，才能重新投票。" if reopening else None


def proceed_refusal(decision: Decision, *, recorded: str = "", reopening: bool = False) -> str | None:
    """Return the sentence why the election may not go on with fewer, None where it may.

    `recorded` is the reason of a decision to do so that is on record already; `reopening`: the result may yet be lifted.
    """
    trust, least = decision.trust, decision.candidates_minimum
    if trust is None or trust.status is not TrustStatus.SHORTFALL:
        return "只有预备候选人不足时，才能决定以较少人数继续。"
    found = len(trust.shortlist)
    if found < least:
        return f"入围 {found} 名，少于应选名额加差额的 {least} 名，不能以较少人数继续，只能重新投票。"
    if recorded:
        return f"已经决定以较少人数继续，理由：{recorded}"
    return "已经申请撤销核定；撤销或者收回申请以后，才能决定以较少人数继续。" if reopening else None


def outlook(decision: Decision, *, boxes: int, complete: int) -> Outlook:
    """Say what the trust round comes to as far as its boxes are in."""
    trust = decision.trust
    if trust is None:
        return Outlook(False, "还没有开始信任投票", "")
    if boxes and complete == boxes:
        return Outlook(True, STATUS_WORDS[trust.status], f"{boxes} 个票箱已全部录完。")
    broken = trust.status in (TrustStatus.VOID, TrustStatus.ERRORS)
    title = "有票箱的数字不平，请先改正" if broken else "正在录入"
    left = boxes - complete
    return Outlook(False, title, f"共 {boxes} 个票箱，还有 {left} 个没有两遍核对一致，全部一致后才有结果。")
