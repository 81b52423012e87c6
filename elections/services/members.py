"""Writing the Party roster. Every change is followed by the running election while its register is open."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from elections.models import PartyMember, Village
from elections.roster import Fault, MemberRow, PreviewRow
from elections.rules.permissions import Action, Actor
from elections.stroke_order import UnknownCharacterError, parse_overrides, sort_key, unknown_characters

from .guard import Refused, Stale
from .places import lock_village
from .refusals import AtField
from .register import follow_register

SAME_NAME = "名册中已有同名党员，请在“区分说明”中写明区别。"


def create_member(
    *, village_id: int, row: MemberRow, stroke_override: str = "", by: Actor, at: datetime
) -> PartyMember:
    """Add a member to the roster."""
    with transaction.atomic():
        village = lock_village(village_id, Action.MANAGE_MEMBERS, by)
        member = PartyMember(village=village, stroke_override=stroke_override)
        _write(member, row)
        follow_register(village, by=by, at=at)
    return member


def change_member(
    *, member_id: int, version: int, row: MemberRow, stroke_override: str, by: Actor, at: datetime
) -> PartyMember:
    """Change what the roster says of a member."""
    with transaction.atomic():
        member, village = _lock_member(member_id, by)
        if member.version != version:
            raise Stale(member.version)
        member.version += 1
        member.stroke_override = stroke_override
        _write(member, row)
        follow_register(village, by=by, at=at)
    return member


def remove_member(*, member_id: int, by: Actor, at: datetime) -> None:
    """Take a member off the roster. An election whose register stands keeps its own copy."""
    try:
        with transaction.atomic():
            member, village = _lock_member(member_id, by)
            member.delete()
            follow_register(village, by=by, at=at)
    except ProtectedError as error:
        raise Refused(
            f"{member.label}在正在进行的选举中担任工作，请先到该次选举的工作人员中取消。"
        ) from error


def import_members(
    *, village_id: int, rows: Sequence[MemberRow], strokes: Mapping[str, str], by: Actor, at: datetime
) -> int:
    """Add all of `rows` to the roster or none; `strokes` states those of characters outside the table."""
    with transaction.atomic():
        village = lock_village(village_id, Action.MANAGE_MEMBERS, by)
        known = _on_roster(village)
        if again := [_label(row) for row in rows if (row.name, row.note) in known]:
            raise Refused(*(f"{label}：名册中已有，没有导入。" for label in again))
        for row in rows:
            member = PartyMember(village=village, stroke_override=_override_for(row.name, strokes))
            _write(member, row)
        follow_register(village, by=by, at=at)
    return len(rows)


def faults_against_roster(village: Village, rows: Sequence[PreviewRow]) -> list[Fault]:
    """Name the rows whose name and note stand on the roster already."""
    known = _on_roster(village)
    return [
        Fault.in_cell(row.number, "name", _label(row.member), "名册中已有，请删去这一行")
        for row in rows
        if row.member and (row.member.name, row.member.note) in known
    ]


def unknown_in(rows: Sequence[MemberRow]) -> tuple[str, ...]:
    """Return the characters of all names whose strokes must be stated by hand, each once."""
    return tuple(dict.fromkeys(character for row in rows for character in unknown_characters(row.name)))


def _on_roster(village: Village) -> set[tuple[str, str]]:
    return set(PartyMember.objects.filter(village=village).values_list("name", "note"))


def _label(row: MemberRow) -> str:
    return PartyMember(name=row.name, note=row.note).label


def _override_for(name: str, strokes: Mapping[str, str]) -> str:
    return " ".join(
        f"{character}={strokes[character]}" for character in dict.fromkeys(name) if character in strokes
    )


def _lock_member(member_id: int, by: Actor) -> tuple[PartyMember, Village]:
    village_id = PartyMember.objects.values_list("village_id", flat=True).filter(pk=member_id).first()
    if village_id is None:
        raise Refused("名册中已经没有这名党员。")
    village = lock_village(village_id, Action.MANAGE_MEMBERS, by)
    # Everybody who writes a roster locks its village first, so the member stands still as well.
    member = PartyMember.objects.filter(pk=member_id, village=village).first()
    if member is None:
        raise Refused("名册中已经没有这名党员。")
    return member, village


def _write(member: PartyMember, row: MemberRow) -> None:
    for name, value in asdict(row).items():
        setattr(member, name, value)
    try:
        member.stroke_key = sort_key(member.name, parse_overrides(member.stroke_override))
    except UnknownCharacterError as error:
        raise AtField(stroke_override=f"{error}。请写明笔顺，如 刘=413422。") from error
    try:
        member.validate_constraints()
        member.save()
    except (ValidationError, IntegrityError) as error:
        raise AtField(note=SAME_NAME) from error
