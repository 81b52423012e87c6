"""What is said of each item that a stage records when it is left out."""

LABELS = {
    "preparation": {
        "adopted_on": "乡镇党委会研究日期",
        "county_plan": "依据的县实施方案",
        "document_number": "工作安排文号",
        "lead_group_head": "领导小组组长",
    },
    "committee_formed": {
        "party_meeting_on": "党员大会推选日期",
        "villagers_meeting_on": "村民会议推选日期",
        "document_number": "名单公告文号",
        "posted_on": "公告张贴日期",
        "posted_at": "张贴地点",
    },
    "announced": {
        "posted_on": "任职条件公告张贴日期",
        "document_number": "任职条件公告文号",
        "posted_at": "张贴地点",
        "method_posted_on": "选举办法（草案）公布日期",
        "letter_sent_on": "公开信发出日期",
        "voters_posted_on": "村民名单公布日期",
    },
    "trust_voting": {
        "voted_on": "投票日期",
        "place": "中心会场",
        "opened_at": "集中开箱时间",
        "proxies_posted_on": "委托投票公示日期",
    },
    "trust_certified": {
        "certified_on": "核定日期",
        "announced_at": "当场公布时间",
    },
    "shortlisted": {
        "posted_on": "预备候选人公示日期",
        "document_number": "公示编号",
        "posted_at": "张贴地点",
    },
    "reviewed": {
        "posted_on": "正式候选人公示日期",
        "document_number": "公示文号",
        "posted_at": "张贴地点",
        "objections_until": "公示截止日期",
        "contact": "受理异议的地点和电话",
    },
    "assembly": {
        "held_on": "大会日期",
        "place": "大会地点",
        "presided_by": "大会主持人",
        "announced_at": "当场宣布当选的时间",
    },
    "approved": {
        "reported_on": "呈报日期",
        "report_number": "呈报文号",
        "replied_on": "批复日期",
        "document_number": "批复文号",
    },
    "handed_over": {
        "handed_on": "交接日期",
        "handed_by": "移交人、接收人和监交人",
        "handed_items": "移交事项",
        "division": "新一届委员分工",
        "party_groups": "党小组长",
        "plans": "任期规划和各项制度",
    },
}
