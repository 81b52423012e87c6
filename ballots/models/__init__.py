"""The tables of rounds, sheets, results and papers."""

from .assembly import Attendance, Excusal, MeetingStep
from .papers import Notice
from .results import Objection, Review, ReviewLine
from .rounds import BallotLine, Round
from .sheets import KeyedVote, Keying, KeyingWriteIn, Sheet

__all__ = [
    "Attendance",
    "BallotLine",
    "Excusal",
    "KeyedVote",
    "Keying",
    "KeyingWriteIn",
    "MeetingStep",
    "Notice",
    "Objection",
    "Review",
    "ReviewLine",
    "Round",
    "Sheet",
]
