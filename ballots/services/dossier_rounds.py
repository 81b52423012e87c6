"""The rounds of a dossier with ballots, sheets, every keying, and the reviews. Call inside a transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from ballots.columns import Rows, read_row
from ballots.models import (
    BallotLine,
    Certificate,
    KeyedVote,
    Keying,
    KeyingWriteIn,
    Objection,
    Reopening,
    Review,
    ReviewLine,
    Round,
    Sheet,
    SheetDecision,
    Signature,
)
from ballots.selectors import record as told
from elections.models import Election, ElectionMember
from elections.rules.comparison import PARTS
from elections.rules.entry import Phase

Lines = Mapping[str, BallotLine]


def read_rounds(election: Election, items: object, rows: Rows) -> None:
    """Write every round; raises `Malformed` with the faults of the row that has any."""
    for place, given in enumerate(rows.reader.array(items, "/record/rounds")):
        at = f"/record/rounds/{place}"
        held, more = _row(Round, told.ROUND, ("ballot", "sheets", "reviews", "certificates"), given, at, rows)
        held.election = election
        held.save()
        lines = _ballot(held, more["ballot"], f"{at}/ballot", rows)
        for number, sheet in enumerate(rows.reader.array(more["sheets"], f"{at}/sheets")):
            _sheet(held, lines, sheet, f"{at}/sheets/{number}", rows)
        for number, review in enumerate(rows.reader.array(more["reviews"], f"{at}/reviews")):
            _review(held, review, f"{at}/reviews/{number}", rows)
        for number, certificate in enumerate(rows.reader.array(more["certificates"], f"{at}/certificates")):
            _certificate(held, certificate, f"{at}/certificates/{number}", rows)
        rows.reader.finish()


def _certificate(held: Round, given: object, at: str, rows: Rows) -> None:
    """Write one certificate with its signatures, and the requests to lift it with theirs."""
    certificate, more = _row(Certificate, told.CERTIFICATE, ("signatures", "reopenings"), given, at, rows)
    certificate.round = held
    certificate.save()
    _signatures(certificate, None, more["signatures"], f"{at}/signatures", rows)
    for number, item in enumerate(rows.reader.array(more["reopenings"], f"{at}/reopenings")):
        place = f"{at}/reopenings/{number}"
        asked, signed = _row(Reopening, told.REOPENING, ("signatures",), item, place, rows)
        asked.certificate = certificate
        asked.save()
        _signatures(certificate, asked, signed["signatures"], f"{place}/signatures", rows)


def _signatures(
    certificate: Certificate, asked: Reopening | None, items: object, at: str, rows: Rows
) -> None:
    for place, given in enumerate(rows.reader.array(items, at)):
        signature, _ = _row(Signature, told.SIGNATURE, (), given, f"{at}/{place}", rows)
        signature.certificate, signature.reopening = certificate, asked
        signature.save()


def _row(
    model: type[Any], columns: tuple[str, ...], more: tuple[str, ...], given: object, at: str, rows: Rows
) -> tuple[Any, Mapping[str, Any]]:
    """A row of its columns, and the object with what else belongs to it."""
    found = rows.reader.fields_of(given, at, (*columns, *more))
    row = read_row(model, columns, found, at, rows)
    rows.reader.finish()
    return row, found


def _ballot(held: Round, items: object, at: str, rows: Rows) -> dict[str, BallotLine]:
    lines = {}
    for place, given in enumerate(rows.reader.array(items, at)):
        line, _ = _row(BallotLine, told.LINE, (), given, f"{at}/{place}", rows)
        line.round = held
        line.save()
        lines[line.member.code] = line
    return lines


def _sheet(held: Round, lines: Lines, given: object, at: str, rows: Rows) -> None:
    sheet, more = _row(Sheet, told.SHEET, ("current", "keyings", "decisions"), given, at, rows)
    # The database lets no sheet be verified before there is a keying that counts, nor one begun that says it is empty.
    phase, drafting = sheet.phase, sheet.draft_by
    sheet.round, sheet.phase, sheet.draft_by = held, Phase.EMPTY.value, None
    sheet.save()
    keyings = [
        _keying(sheet, lines, item, f"{at}/keyings/{place}", rows)
        for place, item in enumerate(rows.reader.array(more["keyings"], f"{at}/keyings"))
    ]
    for place, item in enumerate(rows.reader.array(more["decisions"], f"{at}/decisions")):
        decision, _ = _row(SheetDecision, told.DECISION, (), item, f"{at}/decisions/{place}", rows)
        decision.sheet = sheet
        decision.save()
    sheet.phase, sheet.draft_by = phase, drafting
    sheet.current = _current(more["current"], keyings, f"{at}/current", rows)
    sheet.save(update_fields=["phase", "draft_by", "current"])


def _current(given: object, keyings: Sequence[Keying], at: str, rows: Rows) -> Keying | None:
    """The keying that counts, by its place."""
    if given is None:
        return None
    place = rows.reader.count(given, at)
    if place >= len(keyings):
        rows.reader.fault(at, place, "the place of one of the keyings")
    rows.reader.finish()
    return keyings[place]


def _keying(sheet: Sheet, lines: Lines, given: object, at: str, rows: Rows) -> Keying:
    keying, more = _row(Keying, told.KEYING, ("votes", "write_ins"), given, at, rows)
    keying.sheet = sheet
    keying.save()
    votes = rows.reader.any_object(more["votes"], f"{at}/votes") or {}
    KeyedVote.objects.bulk_create(
        _vote(keying, lines, code, figures, f"{at}/votes/{code}", rows) for code, figures in votes.items()
    )
    written = rows.reader.any_object(more["write_ins"], f"{at}/write_ins") or {}
    for code, count in written.items():
        member = rows.find(ElectionMember, code, f"{at}/write_ins/{code}")
        votes_for = rows.reader.count(count, f"{at}/write_ins/{code}", least=1)
        rows.reader.finish()
        KeyingWriteIn.objects.create(keying=keying, member=member, votes=votes_for)
    return keying  # type: ignore[no-any-return]


def _vote(keying: Keying, lines: Lines, code: str, figures: object, at: str, rows: Rows) -> KeyedVote:
    """The figures of one person on one keying; those not typed are null."""
    row = rows.reader.array(figures, at)
    if code not in lines or len(row) != len(PARTS):
        rows.reader.fault(at, figures, "three figures of somebody on this ballot")
        rows.reader.finish()
    typed = dict(zip(PARTS, row, strict=True))
    vote: KeyedVote = read_row(KeyedVote, PARTS, typed, at, rows)
    rows.reader.finish()
    vote.keying, vote.line = keying, lines[code]
    return vote


def _review(held: Round, given: object, at: str, rows: Rows) -> None:
    review, more = _row(Review, told.REVIEW, ("lines", "objections"), given, at, rows)
    review.round = held
    review.save()
    for model, columns, key in (
        (ReviewLine, told.REVIEW_LINE, "lines"),
        (Objection, told.OBJECTION, "objections"),
    ):
        for place, item in enumerate(rows.reader.array(more[key], f"{at}/{key}")):
            row, _ = _row(model, columns, (), item, f"{at}/{key}/{place}", rows)
            row.review = review
            row.save()
