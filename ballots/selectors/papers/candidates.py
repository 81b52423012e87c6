"""Facts of the notices about conditions and candidates."""

import re
from dataclasses import replace
from datetime import date

from ballots.notices.facts import Conditions, Contact, Formal, Header, Listed, NoticeKind, Preliminary
from ballots.selectors.signing import signing_of
from elections.rules.consequences import trust_base_count
from elections.rules.numbers import as_percent, decimal
from elections.rules.review import may_review
from elections.rules.stages import Stage, window_begins

from .common import NotYet, Source, committee_contact, header, in_stroke_order, person

LEADING_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*")


def conditions(source: Source) -> Conditions:
    """任职条件公告: one paragraph a line."""
    election = source.decided.election
    secretary, members = _lines(election.conditions_secretary), _lines(election.conditions_member)
    if not secretary or not members:
        raise NotYet("书记（副书记）和委员的任职条件还没有写全。")
    return Conditions(
        header=_posted_header(source, NoticeKind.CONDITIONS, Stage.ANNOUNCED),
        seats=source.decided.decision.seats,
        term_years=election.term_years,
        secretary=secretary,
        members=members,
    )


def preliminary(source: Source) -> Preliminary:
    """预备候选人公示: the shortlist in stroke order, with votes and rates."""
    decided = source.decided
    trust, rules = decided.decision.trust, decided.dossier.rules
    held = decided.trust_round
    if trust is None or held is None or not signing_of(held).made:
        raise NotYet("信任投票结果核定后，才能公示预备候选人。")
    if not may_review(trust, held.proceed_reason or None):
        raise NotYet("信任投票没有产生足够的预备候选人。")
    ranked = {line.member: line for line in trust.ranking}
    return Preliminary(
        header=_posted_header(source, NoticeKind.PRELIMINARY, Stage.SHORTLISTED),
        voted_on=voted_on(source),
        seats=decided.decision.seats,
        ratio=f"1∶{decimal(rules.shortlist_ratio)}",
        threshold=as_percent(rules.trust_threshold).removesuffix("%"),
        base=trust_base_count(rules),
        base_count=trust.base,
        candidates=tuple(
            Listed(person=person(member), votes=ranked[member.code].trust, rate=ranked[member.code].rate)
            for member in in_stroke_order(source, trust.shortlist)
        ),
        contact=committee_contact(source),
        opinions_until=source.day(Stage.SHORTLISTED, "opinions_until"),
        by_decision=_sentence(held.proceed_reason),
    )


def formal(source: Source) -> Formal:
    """正式候选人公示: the settled candidates in stroke order, and the window for objections."""
    decided = source.decided
    review, outcome, election = decided.review, decided.decision.review, decided.election
    if review is None or outcome is None or outcome.status != "settled":
        raise NotYet("乡镇党委确定正式候选人后，才能公示。")
    posted = source.day(Stage.REVIEWED, "posted_on") or source.today
    ends = source.day(Stage.REVIEWED, "objections_until") or election.objections_end(posted)
    careers = {line.member.code: line.career for line in review.lines.all() if line.taken}
    return Formal(
        header=_posted_header(source, NoticeKind.FORMAL, Stage.REVIEWED),
        seats=decided.decision.seats,
        surplus=len(careers) - decided.decision.seats,
        reviewed_on=review.decided_on,
        minutes=review.minutes_number,
        candidates=tuple(
            replace(person(member), career=_sentence(careers[member.code]))
            for member in in_stroke_order(source, careers)
        ),
        window=f"{election.objection_days}{election.get_objection_unit_display()}",
        window_from=window_begins(posted),
        window_to=ends,
        contact=_township_contact(source),
    )


def _posted_header(source: Source, kind: NoticeKind, stage: Stage) -> Header:
    """The header of a notice that `stage` records as posted."""
    return header(
        source,
        kind,
        issued_on=source.day(stage, "posted_on"),
        place=source.item(stage, "posted_at"),
    )


def voted_on(source: Source) -> date:
    """The day of the trust vote as recorded."""
    return source.day(Stage.TRUST_VOTING, "voted_on") or source.today


def _township_contact(source: Source) -> Contact:
    township = source.decided.election.village.township.name
    address = source.item(Stage.REVIEWED, "contact") or f"{township}人民政府"
    return Contact(receiver=f"{township}党委组织办公室", address=address)


def _sentence(text: str) -> str:
    """What was typed, ended by a full stop."""
    bare = text.rstrip("。；，、.;,")
    return f"{bare}。" if bare else ""


def _lines(text: str) -> tuple[str, ...]:
    """One paragraph a line, without a number of its own: the paper numbers them."""
    lines = (LEADING_NUMBER.sub("", line.strip()) for line in text.splitlines())
    return tuple(line for line in lines if line)
