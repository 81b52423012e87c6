"""From a paper that was issued to the facts of its correction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ballots.models import Notice, Round
from ballots.notices.blocks import lines_in
from ballots.notices.facts import Amended, Correction, NoticeKind, from_json
from ballots.notices.render import render_html
from ballots.notices.titles import title_lines
from elections.rules.corrections import Change, correction_refusal


def refusal_to_correct(notice: Notice) -> str:
    """Say why a paper cannot be corrected, "" where it can."""
    kind = NoticeKind(notice.kind)
    correction = kind is NoticeKind.CORRECTION
    return correction_refusal(notice.status, numbered=notice.serial is not None, correction=correction)


def text_of(notice: Notice) -> tuple[str, ...]:
    """What a paper says, by paragraphs and rows of tables."""
    return lines_in(render_html(from_json(notice.kind, notice.facts)))


def correction(notice: Notice, *, reason: str, changes: Iterable[Change], today: date) -> Correction:
    """更正公告 under the body of the corrected paper, on the same ground as that."""
    facts = from_json(notice.kind, notice.facts)
    header = replace(
        facts.header,
        issued_on=today,
        by_analogy=(),
        number="",
        wording=(),
        replaces="",
        code="",
        check_url="",
    )
    return Correction(
        header=header,
        corrected="".join(title_lines(facts)),
        corrected_number=facts.header.number,
        corrected_on=facts.header.issued_on,
        reason=reason,
        changes=tuple(Amended(said=change.said, right=change.right) for change in changes if change),
    )


def certified_round(notice: Notice) -> Round | None:
    """The ballot whose certified figures a paper tells; None for a paper that tells none."""
    kind = NoticeKind(notice.kind)
    if not kind.tells_votes:
        return None
    held = Round.objects.filter(election=notice.election_id, invalidated_at__isnull=True)
    trust = held.filter(kind=Round.Kind.TRUST)
    return (held.exclude(kind=Round.Kind.TRUST) if kind is NoticeKind.ELECTED else trust).last()
