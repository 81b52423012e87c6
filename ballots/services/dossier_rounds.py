"""The rounds of a dossier with ballots, sheets, every keying, and the reviews. Call inside a transaction."""

from collections.abc import Mapping
from typing import Any

from ballots.columns import Rows, read_row
from ballots.models import (
    BallotLine,
    KeyedVote,
    Keying,
    KeyingWriteIn,
    Objection,
    Review,
    ReviewLine,
    Round,
    Sheet,
)
from ballots.selectors import record as told
from elections.models import Election, ElectionMember

Lines = Mapping[str, BallotLine]
PARTS = ("favour", "against", "abstain")


def read_rounds(election: Election, items: object, rows: Rows) -> None:
    """Write every round; raises `Malformed` with the faults of the row that has any."""
    for place, given in enumerate(rows.reader.array(items, "/record/rounds")):
        at = f"/record/rounds/{place}"
        held, more = _row(Round, told.ROUND, ("ballot", "sheets", "reviews"), given, at, rows)
        held.election = election
        held.save()
        lines = _ballot(held, more["ballot"], f"{at}/ballot", rows)
        for number, sheet in enumerate(rows.reader.array(more["sheets"], f"{at}/sheets")):
            _sheet(held, lines, sheet, f"{at}/sheets/{number}", rows)
        for number, review in enumerate(rows.reader.array(more["reviews"], f"{at}/reviews")):
            _review(held, review, f"{at}/reviews/{number}", rows)
        rows.reader.finish()


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
    sheet, more = _row(Sheet, told.SHEET, ("current", "keyings"), given, at, rows)
    sheet.round = held
    sheet.save()
    keyings = [
        _keying(sheet, lines, item, f"{at}/keyings/{place}", rows)
        for place, item in enumerate(rows.reader.array(more["keyings"], f"{at}/keyings"))
    ]
    if more["current"] is not None:
        place = rows.reader.count(more["current"], f"{at}/current")
        if place >= len(keyings):
            rows.reader.fault(f"{at}/current", place, "the place of one of the keyings")
        rows.reader.finish()
        sheet.current = keyings[place]
        sheet.save(update_fields=["current"])


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
