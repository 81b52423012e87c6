"""Reading the demo: its dossiers by names, and the ages of people."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import ballots.demo
from elections.dossier.schema import loads, parse
from elections.models import ElectionMember
from elections.rules.inputs import Dossier, Trust
from elections.rules.tally import TallyFigures

FOLDER = Path(ballots.demo.__file__).parent
HANDED_OVER = date(2004, 9, 18)


def told(name: str) -> Dossier:
    return parse(loads((FOLDER / f"{name}.json").read_bytes()))


def by_names(dossier: Dossier) -> dict[str, object]:
    """What a dossier says, by names instead of ids and regardless of the order of sheets and members."""
    names, trust = dossier.names, dossier.trust
    assert trust is not None
    assert dossier.review is not None
    assert dossier.assembly is not None
    return {
        "village": dossier.village,
        "members": {(m.name, m.status, m.rights_suspended) for m in dossier.members},
        "nominees": {names[code] for code in trust.nominees},
        "sheets": sheets_by_names(trust, names),
        "candidates": {names[code] for code in dossier.review.candidates},
        "declined": {names[code]: reason for code, reason in dossier.review.declined.items()},
        "assembly": (dossier.assembly.method, dossier.assembly.entitled, dossier.assembly.present),
        "rounds": [
            replace(
                held,
                candidates=tuple(sorted(names[code] for code in held.candidates)),
                votes={names[code]: row for code, row in held.votes.items()},
                write_ins={names[code]: votes for code, votes in held.write_ins.items()},
            )
            for held in dossier.assembly.rounds
        ],
    }


def sheets_by_names(trust: Trust, names: dict[str, str]) -> dict[tuple[str, str], TallyFigures]:
    return {
        (sheet.unit, sheet.kind): TallyFigures(
            issued=sheet.issued,
            returned=sheet.returned,
            valid=sheet.valid,
            invalid=sheet.invalid,
            votes={names[code]: row for code, row in sheet.votes.items()},
        )
        for sheet in trust.sheets
    }


def mean_age(members: list[ElectionMember]) -> Fraction:
    ages = [
        HANDED_OVER.year
        - member.birth_date.year
        - ((HANDED_OVER.month, HANDED_OVER.day) < (member.birth_date.month, member.birth_date.day))
        for member in members
    ]
    return Fraction(sum(ages), len(ages))
