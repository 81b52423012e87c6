"""From an election as it stands to the facts of its papers. The rules have decided; here the words are filled in."""

from .catalogue import Entry, catalogue, facts_for
from .common import NotYet, PaperKey

__all__ = ["Entry", "NotYet", "PaperKey", "catalogue", "facts_for"]
