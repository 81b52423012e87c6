"""From an election as it stands to the facts of its papers. The rules have decided; here the words are filled in."""

from .catalogue import Entry, Paper, catalogue, correction_entry, facts_for, papers_at_hand, source_of
from .common import GroupVote, NotYet, PaperKey
from .listed import Row, rows_of
from .packs import Bundle, Pack, Printed, packs

__all__ = [
    "Bundle",
    "Entry",
    "GroupVote",
    "NotYet",
    "Pack",
    "Paper",
    "PaperKey",
    "Printed",
    "Row",
    "catalogue",
    "correction_entry",
    "facts_for",
    "packs",
    "papers_at_hand",
    "rows_of",
    "source_of",
]
