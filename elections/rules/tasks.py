"""The tasks of each stage in order: what is asked, where it is done, what settles it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .permissions import Action
from .stages import Stage


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `go` is the key of its page, `cures` the keys of the reasons it settles, `papers` what it makes: kind
    and what people call it."""

    title: str
    ask: str
    button: str
    go: str
    action: Action
    cures: tuple[str, ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)


def _officials(title: str, ask: str) -> Task:
    return Task(title, ask, "登记工作人员", "officials", Action.NAME_OFFICIALS, ("officials",))


def _papers(title: str, use: str, **papers: str) -> Task:
    """Papers to issue or print; `title` begins with what is done with them: 发布, 制作 or 印发."""
    done = title[:2]
    ask = f"先预览，核对无误后{done}{'、'.join(papers.values())}，{use}。"
    return Task(title, ask, f"去{done}", "papers", Action.MAKE_PAPER, papers=papers)


def _record(title: str, ask: str) -> Task:
    return Task(title, ask, "填写并办结", "item", Action.CLOSE_STAGE, ("item",))


PROGRAMME: Mapping[Stage, tuple[Task, ...]] = {
    Stage.PREPARATION: (
        Task(
            "核对人口和村小组",
            "填写全村人口，登记各村小组和有权投票人数。职数和投票率都从这里算出。",
            "核对村小组",
            "groups",
            Action.MANAGE_PLACES,
            ("village", "groups"),
        ),
        Task(
            "核对党员名册",
            "逐人核对姓名、党员类别和现任职务。全体党员都由村民投信任票。",
            "核对名册",
            "members",
            Action.MANAGE_MEMBERS,
            ("members",),
        ),
        Task(
            "核定选举规则",
            "核对职数、名额和各项比例。第一张计票单开出以后不能再改。",
            "核定规则",
            "rules",
            Action.CONFIGURE,
            ("rules",),
        ),
        _officials("登记村指导组", "登记乡镇派到村里的指导组成员。"),
        _papers("印发工作安排", "发到村里", work_plan="工作安排与流程表"),
        _record(
            "记录筹备情况", "填写党委会研究日期、依据的县实施方案、工作安排文号和领导小组组长，然后办结。"
        ),
    ),
    Stage.COMMITTEE_FORMED: (
        _officials("登记选举委员会名单", "照党员大会和村民会议推选的结果，登记选举委员会主任和委员。"),
        _papers("发布选举委员会名单公告", "打印张贴", committee_list="选举委员会名单公告"),
        _record("记录推选和张贴情况", "填写两个大会的日期、名单公告的文号和张贴情况，然后办结。"),
    ),
    Stage.ANNOUNCED: (
        Task(
            "写定任职条件",
            "书记（副书记）和委员的任职条件分别写定，张榜公布到各村小组。",
            "写定任职条件",
            "conditions",
            Action.CONFIGURE,
            ("conditions",),
        ),
        Task(
            "复核名册和规则",
            "信任投票一开始，名册和规则就不能再改。请再核对一次。",
            "核对名册",
            "members",
            Action.MANAGE_MEMBERS,
            ("members", "rules"),
        ),
        _officials("登记唱票、计票、监票人", "每个票箱至少三名监票人；党员和党员的近亲属都不能担任。"),
        _papers(
            "发布投票前的公告",
            "打印张贴到各村小组",
            conditions="任职条件公告",
            voter_list="村民名单公告",
            election_method="选举办法（草案）",
            open_letter="致村民公开信",
            voting_notice="投票通知",
        ),
        _record("记录公布情况", "填写任职条件、选举办法、公开信和村民名单的公布情况，然后办结。"),
    ),
    Stage.TRUST_VOTING: (
        _officials("核对唱票、计票、监票人", "工作人员与名册有抵触的，请更换。"),
        _papers("制作空白信任票", "连同计票单打印备用", trust_ballot="空白信任票", proxy_card="委托投票证"),
        _papers("发布委托投票公示", "投票日前打印张贴", proxy_list="委托投票公示"),
        Task(
            "录入各票箱计票单",
            "照监票人签字的纸质计票单，一个票箱一个票箱地录入。",
            "录入计票单",
            "sheets",
            Action.KEY_TRUST,
            ("sheets",),
        ),
        _record("记录投票情况", "填写投票日期、中心会场、开箱时间和委托投票公示日期，然后办结。"),
    ),
    Stage.TRUST_CERTIFIED: (
        Task(
            "签字核定信任投票结果",
            "由选举委员会主任和一名监票人各用自己的账号，核对每个票箱和全村的合计，签字核定。",
            "核对并签字",
            "certificate",
            Action.VIEW,
            ("sheets", "certificate", "reopening"),
        ),
        _papers(
            "发布信任投票结果公告",
            "监票人在报告单上签字，公告打印张贴",
            trust_report="监票报告单",
            trust_result="信任投票结果公告",
        ),
        _record("记录核定和公布情况", "填写核定日期和当场公布的时间，然后办结。"),
    ),
    Stage.SHORTLISTED: (
        Task(
            "确定预备候选人",
            "按得信任票多少排出名次，看谁达到标准、谁进入名单。",
            "查看排名",
            "shortlist",
            Action.VIEW,
            ("shortlist",),
        ),
        _papers("发布预备候选人公示", "打印张贴", preliminary="预备候选人公示"),
        _record("记录公示情况", "填写预备候选人公示的日期、编号和张贴地点，然后办结。"),
    ),
    Stage.REVIEWED: (
        Task(
            "登记党委会研究结果",
            "登记研究日期、到会人数和纪要编号；列入的，可以写简历；不列入的，逐人写明理由。",
            "审定候选人",
            "review",
            Action.REVIEW,
            ("review",),
        ),
        _papers("发布正式候选人公示", "打印张贴", formal="正式候选人公示"),
        Task(
            "登记异议和调查结论",
            "公示期内收到的异议逐件登记；每件都要有调查结论。",
            "查看异议",
            "objections",
            Action.RECORD_OBJECTION,
            ("objections",),
        ),
        _papers("制作选举票", "打印备用", election_ballot="选举票"),
        _record("记录公示情况", "填写公示日期、文号、张贴地点、截止日期和受理方式，期满后办结。"),
    ),
    Stage.ASSEMBLY: (
        _papers(
            "印发会议通知和议程",
            "发给每名党员；大会的日期、时间和地点先写进本阶段的记录并保存，就印在上面",
            meeting_notice="会议通知",
            agenda="议程",
        ),
        _officials("登记大会监票、计票、唱票人", "从不是候选人的党员中推选，候选人的近亲属也不能担任。"),
        Task(
            "登记到会和请假",
            "登记实到会人数；请假的写明理由、上级同意的文号和大会表决。",
            "登记到会",
            "attendance",
            Action.RUN_ASSEMBLY,
            ("attendance", "excusals"),
        ),
        Task(
            "记录大会程序",
            "按顺序记录通过办法、推选监票人、竞选演讲、密封票箱等程序。",
            "记录程序",
            "steps",
            Action.RUN_ASSEMBLY,
            ("steps",),
        ),
        Task(
            "录入各轮计票结果",
            "照监票人签字的选举结果报告单，录入发出、收回、有效、无效票数和每名候选人的得票。",
            "录入计票结果",
            "rounds",
            Action.KEY_ASSEMBLY,
            ("rounds",),
        ),
        Task(
            "各轮结果签字、宣布",
            "每一轮由总监票人和计票人各用自己的账号核对、签字，再由主持人宣布，然后才能开始下一轮。",
            "核对并签字",
            "announcement",
            Action.VIEW,
            ("announcement", "reopening"),
        ),
        Task(
            "记录计票、报告和宣布",
            "监票人报告结果、主持人宣布当选名单以后，记下时间。",
            "记录程序",
            "steps",
            Action.RUN_ASSEMBLY,
            ("closing_steps",),
        ),
        _papers("制作选举结果报告单", "由监票人签字", result_report="选举结果报告单"),
        _papers("发布当选公告", "打印张贴", elected="当选公告"),
        _record("记录大会情况", "填写大会日期、地点、主持人和当场宣布的时间，然后办结。"),
    ),
    Stage.APPROVED: (
        _papers("印发呈报", "报乡镇党委", submission="选举结果的呈报"),
        _papers("印发批复和任职公告", "公告打印张贴", reply="批复", appointment="任职公告"),
        _record("记录呈报和批复", "填写呈报和批复的日期、文号，然后办结。"),
    ),
    Stage.HANDED_OVER: (
        _papers("制作交接清单", "交接时逐项填写、签字", handover_list="交接清单"),
        _papers("发布分工公告", "打印张贴", division="分工公告"),
        _record("记录交接和分工", "填写交接日期、移交事项、委员分工、党小组长和任期规划，办结后选举完成。"),
    ),
}
