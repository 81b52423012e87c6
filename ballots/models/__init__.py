"""The tables of rounds, sheets, results and papers."""

from .assembly import Attendance, Excusal, MeetingStep
from .certificates import Certificate, Reopening, Signature
from .papers import Notice, Posting
from .results import Objection, Review, ReviewLine
from .rounds import BallotLine, Round
from .sheets import KeyedVote, Keying, KeyingWriteIn, Sheet, SheetDecision

__all__ = [
    "Attendance",
    "BallotLine",
    "Certificate",
    "Excusal",
    "KeyedVote",
    "Keying",
    "KeyingWriteIn",
    "MeetingStep",
    "Notice",
    "Objection",
    "Posting",
    "Reopening",
    "Review",
    "ReviewLine",
    "Round",
    "Sheet",
    "SheetDecision",
    "Signature",
]
