"""One frozen dataclass of facts per kind of paper; JSON both ways.

Facts hold decided values only: the caller fills them from the decision and the register, in the order
in which they are to be printed, and nothing here or in the templates computes a result again.
"""

from ballots.notices.facts.ballots import Ballot, ElectionBallot, Post, TallySheet, TrustBallot
from ballots.notices.facts.candidates import (
    Conditions,
    Contact,
    Elected,
    ElectedPerson,
    Formal,
    Listed,
    Preliminary,
)
from ballots.notices.facts.codec import CLASSES, BadFacts, from_json, to_bytes, to_json
from ballots.notices.facts.common import Facts, Header, Person, Votes, header_for
from ballots.notices.facts.kinds import Body, Family, NoticeKind, issuing_body
from ballots.notices.facts.results import (
    CandidateResult,
    ResultReport,
    RoundResult,
    TrustNominee,
    TrustResult,
    TrustUnit,
    WriteIn,
)
from ballots.notices.facts.units import (
    BoxCount,
    GroupCount,
    publishable_units,
    trust_result,
)

__all__ = [
    "CLASSES",
    "BadFacts",
    "Ballot",
    "Body",
    "BoxCount",
    "CandidateResult",
    "Conditions",
    "Contact",
    "Elected",
    "ElectedPerson",
    "ElectionBallot",
    "Facts",
    "Family",
    "Formal",
    "GroupCount",
    "Header",
    "Listed",
    "NoticeKind",
    "Person",
    "Post",
    "Preliminary",
    "ResultReport",
    "RoundResult",
    "TallySheet",
    "TrustBallot",
    "TrustNominee",
    "TrustResult",
    "TrustUnit",
    "Votes",
    "WriteIn",
    "from_json",
    "header_for",
    "issuing_body",
    "publishable_units",
    "to_bytes",
    "to_json",
    "trust_result",
]
