"""The kinds of paper, what each is called, and which body's name stands under it (落款)."""

from __future__ import annotations

from enum import StrEnum


class Family(StrEnum):
    """Papers of one family share a style sheet: board notices, ballots, forms to be filled in."""

    NOTICE = "notice"
    BALLOT = "ballot"
    TALLY = "tally"


class Body(StrEnum):
    """Who issues a paper: the township's Party committee, the village election committee, the monitors."""

    TOWNSHIP = "township"
    COMMITTEE = "committee"
    ASSEMBLY = "assembly"
    MONITORS = "monitors"


class NoticeKind(StrEnum):
    """A kind of paper; the value is its identifier in the database and in file names."""

    TRUST_BALLOT = "trust_ballot"
    ELECTION_BALLOT = "election_ballot"
    TALLY_SHEET = "tally_sheet"
    CONDITIONS = "conditions"
    TRUST_RESULT = "trust_result"
    PRELIMINARY = "preliminary"
    FORMAL = "formal"
    RESULT_REPORT = "result_report"
    ELECTED = "elected"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]

    @property
    def family(self) -> Family:
        """Which style sheet it is set with."""
        return _FAMILIES.get(self, Family.NOTICE)

    @property
    def body(self) -> Body:
        """Whose name it is issued under."""
        return _BODIES[self]


_LABELS = {
    NoticeKind.TRUST_BALLOT: "信任票",
    NoticeKind.ELECTION_BALLOT: "选举票",
    NoticeKind.TALLY_SHEET: "计票单",
    NoticeKind.CONDITIONS: "任职条件公告",
    NoticeKind.TRUST_RESULT: "信任投票结果公告",
    NoticeKind.PRELIMINARY: "预备候选人公示",
    NoticeKind.FORMAL: "正式候选人公示",
    NoticeKind.RESULT_REPORT: "选举结果报告单",
    NoticeKind.ELECTED: "当选公告",
}
_FAMILIES = {
    NoticeKind.TRUST_BALLOT: Family.BALLOT,
    NoticeKind.ELECTION_BALLOT: Family.BALLOT,
    NoticeKind.TALLY_SHEET: Family.TALLY,
}
# The election committee does the daily work of the election and announces what the assembly declared;
# the township speaks where it decides (conditions, formal candidates).
_BODIES = {
    NoticeKind.TRUST_BALLOT: Body.COMMITTEE,
    NoticeKind.ELECTION_BALLOT: Body.ASSEMBLY,
    NoticeKind.TALLY_SHEET: Body.COMMITTEE,
    NoticeKind.CONDITIONS: Body.TOWNSHIP,
    NoticeKind.TRUST_RESULT: Body.COMMITTEE,
    NoticeKind.PRELIMINARY: Body.COMMITTEE,
    NoticeKind.FORMAL: Body.TOWNSHIP,
    NoticeKind.RESULT_REPORT: Body.MONITORS,
    NoticeKind.ELECTED: Body.COMMITTEE,
}


def issuing_body(kind: NoticeKind, *, county: str, township: str, village: str) -> str:
    """The name that stands under a paper of this kind."""
    if kind.body is Body.TOWNSHIP:
        return f"中共{county}{township}委员会"
    if kind.body is Body.ASSEMBLY:
        return f"中共{township}{village}支部党员大会"
    if kind.body is Body.MONITORS:
        return f"中共{township}{village}支部党员大会监票人"
    return f"{township}{village}党支部“两票制”选举委员会"
