"""What cannot be, however well each date is written."""

from datetime import date

from elections.roster.columns import YOUNGEST_TO_JOIN


def too_young_to_join(born: date, joined: date) -> bool:
    """Say whether somebody joined too soon after birth, to the month, since days are often unknown."""
    return joined.year * 12 + joined.month < (born.year + YOUNGEST_TO_JOIN) * 12 + born.month
