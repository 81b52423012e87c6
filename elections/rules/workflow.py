"""The 工作流程表 of an election: what is done at each stage, as the paper that hangs on the wall says it.

Source: domain §1 (the pilot's 工作流程表). What the program asks for at a stage is in `programme`; who acts in `stages`.
"""

from collections.abc import Mapping

from .stages import Stage

WORK: Mapping[Stage, tuple[str, ...]] = {
    Stage.PREPARATION: (
        "制定工作安排，成立领导小组和办公室，派出村指导组",
        "进村入户调研，核定人口、职数和党员名册",
    ),
    Stage.COMMITTEE_FORMED: ("召开党员大会、村民会议，推选选举委员会", "张榜公布选举委员会名单"),
    Stage.ANNOUNCED: (
        "公布任职条件、选举办法（草案）和村民名单",
        "发出公开信和投票通知",
        "确定唱票、计票、监票人员",
    ),
    Stage.TRUST_VOTING: (
        "办理并公示委托投票",
        "各村小组无记名投信任票，流动票箱上门",
        "票箱集中开箱，公开唱票、计票",
    ),
    Stage.TRUST_CERTIFIED: ("复核票数，签字核定", "当场公布各村小组的结果"),
    Stage.SHORTLISTED: ("按信任票确定预备候选人", "张榜公示预备候选人"),
    Stage.REVIEWED: ("党委会研究确定正式候选人", "张榜公示，受理并查清异议"),
    Stage.ASSEMBLY: (
        "召开党员大会，通过选举办法，推选监票人",
        "候选人竞选演讲，党员无记名投选举票",
        "当场宣布选举结果",
    ),
    Stage.APPROVED: ("呈报选举结果", "委员予以备案，书记予以批复"),
    Stage.HANDED_OVER: ("新老支部委员会交接", "委员分工，确定党小组长，制定制度和任期规划"),
}
