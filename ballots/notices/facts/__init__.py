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
from ballots.notices.facts.common import (
    Facts,
    Header,
    Person,
    Rewording,
    Signer,
    Votes,
    header_for,
    instruments_of,
)
from ballots.notices.facts.concluding import (
    Amended,
    Appointment,
    Correction,
    Division,
    HandoverList,
    Reply,
    Submission,
)
from ballots.notices.facts.kinds import Body, Family, NoticeKind, body_name, issuing_body
from ballots.notices.facts.meeting import Agenda, Business, MeetingNotice
from ballots.notices.facts.monitors import TrustReport
from ballots.notices.facts.packs import COLOURS, WHITE, BoxLabel, PackCover, PackItem
from ballots.notices.facts.preparing import (
    CommitteeList,
    CommitteeMember,
    ElectionMethod,
    OpenLetter,
    PlanStep,
    ProxyCard,
    ProxyList,
    VoterGroup,
    VoterList,
    VotingNotice,
    WorkPlan,
)
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
    "COLOURS",
    "WHITE",
    "Agenda",
    "Amended",
    "Appointment",
    "BadFacts",
    "Ballot",
    "Body",
    "BoxCount",
    "BoxLabel",
    "Business",
    "CandidateResult",
    "CommitteeList",
    "CommitteeMember",
    "Conditions",
    "Contact",
    "Correction",
    "Division",
    "Elected",
    "ElectedPerson",
    "ElectionBallot",
    "ElectionMethod",
    "Facts",
    "Family",
    "Formal",
    "GroupCount",
    "HandoverList",
    "Header",
    "Listed",
    "MeetingNotice",
    "NoticeKind",
    "OpenLetter",
    "PackCover",
    "PackItem",
    "Person",
    "PlanStep",
    "Post",
    "Preliminary",
    "ProxyCard",
    "ProxyList",
    "Reply",
    "ResultReport",
    "Rewording",
    "RoundResult",
    "Signer",
    "Submission",
    "TallySheet",
    "TrustBallot",
    "TrustNominee",
    "TrustReport",
    "TrustResult",
    "TrustUnit",
    "VoterGroup",
    "VoterList",
    "Votes",
    "VotingNotice",
    "WorkPlan",
    "WriteIn",
    "body_name",
    "from_json",
    "header_for",
    "instruments_of",
    "issuing_body",
    "publishable_units",
    "to_bytes",
    "to_json",
    "trust_result",
]
