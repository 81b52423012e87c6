"""The kinds of paper, what each is called, and which body's name stands under it (落款)."""

from __future__ import annotations

from enum import StrEnum


class Family(StrEnum):
    """Papers of one family share a style sheet: notices, their posters, ballots, forms, what goes to the printer."""

    NOTICE = "notice"
    BALLOT = "ballot"
    TALLY = "tally"
    POSTER = "poster"
    PACK = "pack"


class Body(StrEnum):
    """Who issues a paper: the township's Party committee, the village election committee, the assembly, the monitors
    of either vote, the committee of the village branch."""

    TOWNSHIP = "township"
    COMMITTEE = "committee"
    ASSEMBLY = "assembly"
    MONITORS = "monitors"
    BRANCH = "branch"
    TRUST_MONITORS = "trust_monitors"


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
    WORK_PLAN = "work_plan"
    COMMITTEE_LIST = "committee_list"
    VOTER_LIST = "voter_list"
    ELECTION_METHOD = "election_method"
    OPEN_LETTER = "open_letter"
    VOTING_NOTICE = "voting_notice"
    PROXY_CARD = "proxy_card"
    PROXY_LIST = "proxy_list"
    TRUST_REPORT = "trust_report"
    MEETING_NOTICE = "meeting_notice"
    AGENDA = "agenda"
    SUBMISSION = "submission"
    REPLY = "reply"
    APPOINTMENT = "appointment"
    HANDOVER_LIST = "handover_list"
    DIVISION = "division"
    CORRECTION = "correction"
    PACK_COVER = "pack_cover"
    BOX_LABEL = "box_label"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]

    @property
    def family(self) -> Family:
        """Which style sheet it is set with."""
        return _FAMILIES.get(self, Family.NOTICE)

    @property
    def has_poster(self) -> bool:
        """Whether there is an A3 poster of it, to be read at two metres."""
        return self in _POSTERS

    @property
    def body(self) -> Body:
        """Whose name it is issued under."""
        return _BODIES[self]

    @property
    def posted(self) -> bool:
        """Whether it is a paper for all to read, with a code to check it by; what is filled in by hand has none."""
        return self.family is Family.NOTICE

    @property
    def tells_votes(self) -> bool:
        """Whether the figures on it are those of a certified result."""
        return self in _VOTES

    @property
    def numbered(self) -> bool:
        """Whether its issuing body gives it a number: the township 许党发〔2004〕3号, the committee 公告第3号.

        A letter, and what is told one group alone, is no announcement (公告).
        """
        counted = self.family is Family.NOTICE and self.body in (Body.TOWNSHIP, Body.COMMITTEE)
        return counted and self not in (NoticeKind.OPEN_LETTER, NoticeKind.VOTING_NOTICE)


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
    NoticeKind.WORK_PLAN: "工作安排与流程表",
    NoticeKind.COMMITTEE_LIST: "选举委员会名单公告",
    NoticeKind.VOTER_LIST: "村民名单公告",
    NoticeKind.ELECTION_METHOD: "选举办法（草案）",
    NoticeKind.OPEN_LETTER: "致村民公开信",
    NoticeKind.VOTING_NOTICE: "投票通知",
    NoticeKind.PROXY_CARD: "委托投票证",
    NoticeKind.PROXY_LIST: "委托投票公示",
    NoticeKind.TRUST_REPORT: "信任投票监票报告单",
    NoticeKind.MEETING_NOTICE: "会议通知",
    NoticeKind.AGENDA: "议程",
    NoticeKind.SUBMISSION: "呈报",
    NoticeKind.REPLY: "批复",
    NoticeKind.APPOINTMENT: "任职公告",
    NoticeKind.HANDOVER_LIST: "交接清单",
    NoticeKind.DIVISION: "分工公告",
    NoticeKind.CORRECTION: "更正公告",
    NoticeKind.PACK_COVER: "印制封面",
    NoticeKind.BOX_LABEL: "票箱标签",
}
_FAMILIES = {
    NoticeKind.TRUST_BALLOT: Family.BALLOT,
    NoticeKind.ELECTION_BALLOT: Family.BALLOT,
    NoticeKind.TALLY_SHEET: Family.TALLY,
    NoticeKind.PROXY_CARD: Family.BALLOT,
    NoticeKind.PACK_COVER: Family.PACK,
    NoticeKind.BOX_LABEL: Family.PACK,
}
_POSTERS = frozenset({NoticeKind.TRUST_RESULT, NoticeKind.PRELIMINARY, NoticeKind.FORMAL, NoticeKind.ELECTED})
_VOTES = frozenset({NoticeKind.TRUST_RESULT, NoticeKind.PRELIMINARY, NoticeKind.ELECTED})
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
    NoticeKind.WORK_PLAN: Body.TOWNSHIP,
    NoticeKind.COMMITTEE_LIST: Body.TOWNSHIP,
    NoticeKind.VOTER_LIST: Body.COMMITTEE,
    NoticeKind.ELECTION_METHOD: Body.COMMITTEE,
    NoticeKind.OPEN_LETTER: Body.COMMITTEE,
    NoticeKind.VOTING_NOTICE: Body.COMMITTEE,
    NoticeKind.PROXY_CARD: Body.COMMITTEE,
    NoticeKind.PROXY_LIST: Body.COMMITTEE,
    NoticeKind.TRUST_REPORT: Body.TRUST_MONITORS,
    NoticeKind.MEETING_NOTICE: Body.BRANCH,
    NoticeKind.AGENDA: Body.BRANCH,
    NoticeKind.SUBMISSION: Body.BRANCH,
    NoticeKind.REPLY: Body.TOWNSHIP,
    NoticeKind.APPOINTMENT: Body.TOWNSHIP,
    NoticeKind.HANDOVER_LIST: Body.BRANCH,
    NoticeKind.DIVISION: Body.BRANCH,
    # A correction is signed by the body of the paper it corrects, which its header names.
    NoticeKind.CORRECTION: Body.COMMITTEE,
    NoticeKind.PACK_COVER: Body.COMMITTEE,
    NoticeKind.BOX_LABEL: Body.COMMITTEE,
}


def issuing_body(kind: NoticeKind, *, county: str, township: str, village: str) -> str:
    """The name that stands under a paper of this kind."""
    return body_name(kind.body, county=county, township=township, village=village)


def body_name(body: Body, *, county: str, township: str, village: str) -> str:
    """The full name of a body."""
    committee = f"{township}{village}党支部“两票制”选举委员会"
    branch = f"中共{township}{village}支部"
    return {
        Body.TOWNSHIP: f"中共{county}{township}委员会",
        Body.COMMITTEE: committee,
        Body.ASSEMBLY: f"{branch}党员大会",
        Body.MONITORS: f"{branch}党员大会监票人",
        Body.BRANCH: f"{branch}委员会",
        Body.TRUST_MONITORS: f"{committee}监票人",
    }[body]
