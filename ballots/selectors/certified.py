"""What is shown to those who sign a round: its figures and result as plain values, in the shape of the report.

The page shows exactly this, the certificate keeps it, and its SHA-256 is what every signature covers. Lists, since
the order of an object's keys is not kept by every database.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ballots.models import Round
from ballots.selectors.assembly_rounds import RoundView, round_views
from ballots.selectors.boxes import box_labels
from ballots.selectors.dossier import Decided, counted_sheets
from ballots.selectors.papers.results import remarks_of
from ballots.selectors.shortlist import voted_on
from ballots.selectors.trust import unexplained_warnings
from elections.dossier.chain import content_hash
from elections.rules.certifying import Ground, certifying_refusals
from elections.rules.consequences import MAJORITY_BASE_WORDS, trust_base_count
from elections.rules.explain import validity_words
from elections.rules.numbers import as_percent
from elections.rules.trust import TrustOutcome

from .signing import sheets_open, signing_of

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a round to be signed, its SHA-256, and every sentence why it cannot be signed."""

    facts: Facts | None
    sha256: str
    refusals: tuple[str, ...]

    @property
    def boxes(self) -> list[tuple[Facts, list[tuple[str, list[int]]]]]:
        """Each box of a trust round with its rows: a name and three figures."""
        told: Any = self.facts or {}
        return [(box, list(zip(told["people"], box["votes"], strict=True))) for box in told.get("boxes", ())]

    @property
    def voted_on(self) -> date | None:
        """The day of the trust vote."""
        day: Any = (self.facts or {}).get("voted_on")
        return date.fromisoformat(day) if day else None


def shown_round(found: Decided, held: Round) -> Shown:
    """Return what is shown of a round: what was signed once it is certified, before that what is so now."""
    signing = signing_of(held)
    facts: Facts | None = (
        signing.certificate.facts if signing.certificate and signing.made else shown_facts(found, held)
    )
    refusals = () if signing.announced else certifying_refusals(ground_of(found, held))
    return Shown(facts, content_hash(facts) if facts else "", refusals)


def shown_facts(found: Decided, held: Round) -> Facts | None:
    """Return what is shown of a round as things stand, None where nothing is decided yet."""
    if held.is_trust:
        trust = found.decision.trust
        return _trust(found, held, trust) if trust else None
    view = next((one for one in round_views(found) if one.held.pk == held.pk), None)
    return _ballot(found, view) if view else None


def ground_of(found: Decided, held: Round) -> Ground:
    """Return how a round stands, for the question whether its result can be signed."""
    status = ""
    if held.is_trust:
        status = found.decision.trust.status.value if found.decision.trust else ""
    else:
        view = next((one for one in round_views(found) if one.held.pk == held.pk), None)
        status = view.status if view and view.outcome else ""
    return Ground(
        trust=held.is_trust,
        stage=found.election.present_stage,
        status=status,
        sheets_open=sheets_open(held),
        warnings_open=sum(item.sheet.round_id == held.pk for item in unexplained_warnings(found)),
        reopening=signing_of(held).reopening is not None,
    )


def _trust(found: Decided, held: Round, trust: TrustOutcome) -> Facts:
    rules, day, totals = found.dossier.rules, voted_on(found), trust.totals
    ranking = []
    for line in trust.ranking:
        row = {key: value for key, value in line.to_json().items() if key != "member"}
        ranking.append({"name": found.members[line.member].label, **row})
    return {
        "round": held.number,
        "kind": str(held.kind),
        "village": found.election.village.name,
        "voted_on": day.isoformat() if day else None,
        "seats": found.decision.seats,
        "status": trust.status.value,
        "conclusion": validity_words(rules, trust.status),
        "turnout": trust.turnout,
        "base": trust_base_count(rules),
        "base_count": trust.base,
        "threshold": as_percent(rules.trust_threshold),
        "totals": asdict(totals),
        "ranking": ranking,
        "people": [line.member.label for line in held.lines.all()],
        "boxes": _boxes(held),
        "remarks": list(remarks_of(held)),
    }


def _boxes(held: Round) -> list[Facts]:
    """Every box with all its votes, in the order of its own number; nothing is merged for those who counted it."""
    labels = box_labels(held.sheets.all())
    codes = [line.member.code for line in held.lines.all()]
    return [
        {
            "name": labels[sheet.pk],
            "eligible": sheet.group.eligible if sheet.group and sheet.kind == sheet.Kind.GROUP else None,
            "issued": figures.issued,
            "returned": figures.returned,
            "valid": figures.valid,
            "invalid": figures.invalid,
            "votes": [list(figures.votes[code]) for code in codes],
        }
        for sheet, figures in counted_sheets(held)
    ]


def _ballot(found: Decided, view: RoundView) -> Facts | None:
    figures, outcome, electorate = view.decided, view.outcome, view.electorate
    if figures is None or outcome is None or electorate is None:
        return None
    return {
        "round": view.held.number,
        "kind": str(view.held.kind),
        "village": found.election.village.name,
        "title": view.title,
        "seats": view.held.seats,
        "status": view.status,
        "conclusion": view.word,
        "entitled": electorate.entitled,
        "present": electorate.present,
        "issued": figures.issued,
        "returned": figures.returned,
        "valid": figures.valid,
        "invalid": figures.invalid,
        "base": f"{MAJORITY_BASE_WORDS[found.dossier.rules.majority_base]}人数",
        "share": view.share,
        "majority_needed": outcome.majority_needed,
        "rows": [
            {
                "name": row.member.label,
                "written_in": row.result.row is None,
                "approve": row.result.approvals,
                "against": row.result.row.against if row.result.row else None,
                "abstain": row.result.row.abstain if row.result.row else None,
                "outcome": row.word,
            }
            for row in view.rows
        ],
        "elected": found.names(outcome.elected),
        "tied": found.names(outcome.tied),
        "open_seats": outcome.open_seats,
        "remarks": list(remarks_of(view.held)),
    }
