"""A `Dossier` as the JSON values of the file: the reverse of `schema.parse`."""

from __future__ import annotations

from collections.abc import Mapping

from elections.dossier.schema import FORMAT, VERSION
from elections.rules.decision import Decision
from elections.rules.inputs import Assembly, Dossier, Review, Round, Trust, Village, Votes
from elections.rules.tally import ASSEMBLY_PARTS, TRUST_PARTS

Json = dict[str, object]


def values_of(dossier: Dossier, decision: Decision) -> Json:
    """Every key of the file but `record`; a section that is not there is left out."""
    sections: Json = {
        "trust": _trust(dossier.trust) if dossier.trust else None,
        "review": _review(dossier.review) if dossier.review else None,
        "assembly": _assembly(dossier.assembly) if dossier.assembly else None,
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "village": _village(dossier.village),
        "rules": dossier.rules.to_mapping(),
        "members": [
            {
                "id": member.id,
                "name": member.name,
                "status": str(member.status),
                "rights_suspended": member.rights_suspended,
            }
            for member in dossier.members
        ],
        **{key: section for key, section in sections.items() if section is not None},
        "outcome": decision.to_json(),
    }


def _village(village: Village) -> Json:
    return {
        "county": village.county,
        "township": village.township,
        "name": village.name,
        "population": village.population,
        "groups": [
            {"code": group.code, "name": group.name, "eligible": group.eligible} for group in village.groups
        ],
    }


def _votes(votes: Mapping[str, Votes], parts: tuple[str, str, str]) -> Json:
    return {person: dict(zip(parts, row, strict=True)) for person, row in votes.items()}


def _trust(trust: Trust) -> Json:
    sheets = [
        {
            "unit": sheet.unit,
            "kind": str(sheet.kind),
            "issued": sheet.issued,
            "returned": sheet.returned,
            "invalid": sheet.invalid,
            "valid": sheet.valid,
            "votes": _votes(sheet.votes, TRUST_PARTS),
        }
        for sheet in trust.sheets
    ]
    return {"nominees": list(trust.nominees), "sheets": sheets}


def _review(review: Review) -> Json:
    return {
        "candidates": list(review.candidates),
        "declined": dict(review.declined),
        "proceed_with_fewer": review.proceed_with_fewer,
    }


def _assembly(assembly: Assembly) -> Json:
    return {
        "method": str(assembly.method),
        "entitled": assembly.entitled,
        "present": assembly.present,
        "rounds": [_round(held) for held in assembly.rounds],
    }


def _round(held: Round) -> Json:
    return {
        "kind": str(held.kind),
        "seats": held.seats,
        "candidates": list(held.candidates),
        "entitled": held.entitled,
        "present": held.present,
        "issued": held.issued,
        "returned": held.returned,
        "invalid": held.invalid,
        "valid": held.valid,
        "votes": _votes(held.votes, ASSEMBLY_PARTS),
        "write_ins": dict(held.write_ins),
        "reduce": None
        if held.reduce is None
        else {"seats": held.reduce.seats, "consent": held.reduce.consent},
    }
