"""What the form of an election's numbers posts, and where."""

from django.urls import reverse

from elections.models import Village


def new(village: Village) -> str:
    return reverse("election_new", args=[village.pk])


def numbers(**changes: object) -> dict[str, object]:
    """Everything the form of the numbers posts, as shipped for the pilot."""
    return {
        "era": "pilot_2004",
        "year": "2004",
        "method": "direct",
        "secretary_voters": "committee",
        "seats": "",
        "shortlist_size": "",
        "trust_threshold": "70",
        "trust_base": "returned",
        "trust_turnout": "50",
        "majority_base": "present",
        "objection_days": "7",
        "objection_unit": "calendar",
        "term_years": "3",
        "reference_date": "",
    } | changes
