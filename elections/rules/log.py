"""What an election's log can tell of, by name."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from .duties import OfficialDuty
from .entry import Turn
from .stages import Stage


class Deed(StrEnum):
    """Something done to an election; the value stands in the audit chain."""

    ELECTION_CREATED = "election_created"
    RULES_CHANGED = "rules_changed"
    CONDITIONS_CHANGED = "conditions_changed"
    PLAN_CHANGED = "plan_changed"
    REGISTER_COPIED = "register_copied"
    VILLAGE_RENAMED = "village_renamed"
    OFFICIAL_NAMED = "official_named"
    OFFICIAL_REMOVED = "official_removed"
    INVITATION_MADE = "invitation_made"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    INVITATION_USED = "invitation_used"
    STAGE_SAVED = "stage_saved"
    STAGE_CLOSED = "stage_closed"
    STAGES_UNDONE = "stages_undone"
    ROUND_OPENED = "round_opened"
    ROUND_SIGNED = "round_signed"
    ROUND_CERTIFIED = "round_certified"
    ROUND_ANNOUNCED = "round_announced"
    REOPENING_ASKED = "reopening_asked"
    REOPENING_SIGNED = "reopening_signed"
    REOPENING_WITHDRAWN = "reopening_withdrawn"
    CERTIFICATE_LIFTED = "certificate_lifted"
    ROUND_INVALIDATED = "round_invalidated"
    BOX_ADDED = "box_added"
    BOX_REMOVED = "box_removed"
    SHEET_KEYED = "sheet_keyed"
    SHEET_TAKEN_OVER = "sheet_taken_over"
    SHEET_ACCEPTED = "sheet_accepted"
    SHEET_RECOUNTED = "sheet_recounted"
    WARNINGS_EXPLAINED = "warnings_explained"
    NEW_VOTE_ORDERED = "new_vote_ordered"
    PROCEEDED_WITH_FEWER = "proceeded_with_fewer"
    REVIEW_SETTLED = "review_settled"
    OBJECTION_RECORDED = "objection_recorded"
    FINDING_RECORDED = "finding_recorded"
    ATTENDANCE_SET = "attendance_set"
    EXCUSAL_WRITTEN = "excusal_written"
    EXCUSAL_REMOVED = "excusal_removed"
    STEPS_SAVED = "steps_saved"
    SEATS_REDUCED = "seats_reduced"
    REDUCTION_WITHDRAWN = "reduction_withdrawn"
    PAPER_MADE = "paper_made"
    PAPER_POSTED = "paper_posted"
    PAPER_TAKEN_DOWN = "paper_taken_down"

    @property
    def label(self) -> str:
        """The deed as the log names it."""
        return _LABELS[self]


_LABELS = {
    Deed.ELECTION_CREATED: "新建选举",
    Deed.RULES_CHANGED: "修改选举规则",
    Deed.CONDITIONS_CHANGED: "修改任职条件",
    Deed.PLAN_CHANGED: "排定日期",
    Deed.REGISTER_COPIED: "村情和党员名册更新",
    Deed.VILLAGE_RENAMED: "村改名",
    Deed.OFFICIAL_NAMED: "登记工作人员",
    Deed.OFFICIAL_REMOVED: "取消工作人员",
    Deed.INVITATION_MADE: "邀请工作人员",
    Deed.INVITATION_WITHDRAWN: "收回邀请",
    Deed.INVITATION_USED: "接受邀请",
    Deed.STAGE_SAVED: "保存阶段记录",
    Deed.STAGE_CLOSED: "办结阶段",
    Deed.STAGES_UNDONE: "退回阶段",
    Deed.ROUND_OPENED: "开始一轮投票",
    Deed.ROUND_SIGNED: "签字核定投票结果",
    Deed.ROUND_CERTIFIED: "投票结果核定",
    Deed.ROUND_ANNOUNCED: "宣布选举结果",
    Deed.REOPENING_ASKED: "申请撤销核定",
    Deed.REOPENING_SIGNED: "签字同意撤销核定",
    Deed.REOPENING_WITHDRAWN: "收回撤销核定的申请",
    Deed.CERTIFICATE_LIFTED: "撤销核定",
    Deed.ROUND_INVALIDATED: "一轮投票作废",
    Deed.BOX_ADDED: "增加流动票箱",
    Deed.BOX_REMOVED: "减少流动票箱",
    Deed.SHEET_KEYED: "录入计票单",
    Deed.SHEET_TAKEN_OVER: "接手录入计票单",
    Deed.SHEET_ACCEPTED: "监票人照纸面认定",
    Deed.SHEET_RECOUNTED: "监票人决定重新清点",
    Deed.WARNINGS_EXPLAINED: "说明票数提示",
    Deed.NEW_VOTE_ORDERED: "组织重新投票",
    Deed.PROCEEDED_WITH_FEWER: "决定以较少人数继续",
    Deed.REVIEW_SETTLED: "审定正式候选人",
    Deed.OBJECTION_RECORDED: "登记异议",
    Deed.FINDING_RECORDED: "登记异议调查结论",
    Deed.ATTENDANCE_SET: "登记到会人数",
    Deed.EXCUSAL_WRITTEN: "登记请假",
    Deed.EXCUSAL_REMOVED: "取消请假",
    Deed.STEPS_SAVED: "记录大会程序",
    Deed.SEATS_REDUCED: "减少名额",
    Deed.REDUCTION_WITHDRAWN: "收回减少名额",
    Deed.PAPER_MADE: "制作材料",
    Deed.PAPER_POSTED: "张贴材料",
    Deed.PAPER_TAKEN_DOWN: "撤下材料",
}

# What a line of the log adds to the deed's name. No figure of a sheet is among them, nor a reason in which one may
# stand: the log is open to clerks who may still have to key that sheet without having seen it.
_SAID = (
    ("target", "退回到“{}”"),
    ("stage", "“{}”"),
    ("round", "第 {} 轮"),
    ("sheet", "{} 号票箱"),
    ("group", "村小组 {}"),
    ("title", "《{}》"),
    ("number", "第 {} 版"),
    ("turn", "{}"),
    ("version", "第 {} 次保存"),
    ("name", "{}"),
    ("village", "现名{}"),
    ("capacity", "{}"),
    ("decided_on", "研究日期 {}"),
    ("received_on", "收到日期 {}"),
    ("found_on", "调查日期 {}"),
    ("posted_at", "{}"),
    ("posted_on", "张贴日期 {}"),
    ("taken_down_on", "撤下日期 {}"),
    ("member", "党员 {}"),
    ("seats", "名额 {}"),
    ("reason", "理由：{}"),
    ("replaces", "重新审定的理由：{}"),
)
_SHOWN: Mapping[str, Callable[[str], Stage | OfficialDuty | Turn]] = {
    "target": Stage,
    "stage": Stage,
    "capacity": OfficialDuty,
    "turn": lambda value: Turn(int(value)),
}
_SILENT = {Deed.CONDITIONS_CHANGED, Deed.ELECTION_CREATED}
_WITHOUT_REASON = {Deed.SHEET_ACCEPTED, Deed.SHEET_RECOUNTED}


def said(deed: Deed, data: Mapping[str, object]) -> str:
    """One line on what was done, from the event's payload."""
    if deed in _SILENT:
        return ""
    words = []
    for key, form in _SAID:
        value = None if key == "reason" and deed in _WITHOUT_REASON else data.get(key)
        if value is not None and value != "":
            words.append(form.format(_SHOWN[key](str(value)).label if key in _SHOWN else value))
    return "，".join(words)
