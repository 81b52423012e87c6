"""The instruments each stage rests on (每个环节都找到法规依据), cited by name only.

Sources: the pilot report names the three of 2004; domain §4 those of today and where the trust vote borrows from.
"""

from collections.abc import Mapping

from .stages import Stage

CONSTITUTION = "《中国共产党章程》"
RURAL = "《中国共产党农村基层组织工作条例》"
ELECTIONS_1990 = "《中国共产党基层组织选举工作暂行条例》"
ELECTIONS_2020 = "《中国共产党基层组织选举工作条例》"
BRANCHES = "《中国共产党支部工作条例（试行）》"
VILLAGE_COMMITTEES = "《中华人民共和国村民委员会组织法》"
VOTING_1990, VOTING_2020, BRANCH = (
    f"{ELECTIONS_1990}（1990）",
    f"{ELECTIONS_2020}（2020）",
    f"{BRANCHES}（2018）",
)
BORROWED = f"委托投票、流动票箱和监票的做法，参照{VILLAGE_COMMITTEES}和省的实施办法"
COUNTY_PLAN = "县“两票制”实施方案和工作流程表"

PILOT: Mapping[Stage, tuple[str, ...]] = {
    Stage.PREPARATION: (CONSTITUTION, RURAL, COUNTY_PLAN),
    Stage.COMMITTEE_FORMED: (RURAL, COUNTY_PLAN),
    Stage.ANNOUNCED: (CONSTITUTION, RURAL, COUNTY_PLAN),
    Stage.TRUST_VOTING: (RURAL, COUNTY_PLAN, BORROWED),
    Stage.TRUST_CERTIFIED: (RURAL, COUNTY_PLAN, BORROWED),
    Stage.SHORTLISTED: (RURAL, COUNTY_PLAN),
    Stage.REVIEWED: (VOTING_1990, RURAL),
    Stage.ASSEMBLY: (CONSTITUTION, VOTING_1990),
    Stage.APPROVED: (CONSTITUTION, VOTING_1990),
    Stage.HANDED_OVER: (RURAL, COUNTY_PLAN),
}

CURRENT: Mapping[Stage, tuple[str, ...]] = {
    Stage.PREPARATION: (CONSTITUTION, RURAL, BRANCH),
    Stage.COMMITTEE_FORMED: (RURAL, BRANCH),
    Stage.ANNOUNCED: (CONSTITUTION, RURAL, BRANCH),
    Stage.TRUST_VOTING: (RURAL, BORROWED),
    Stage.TRUST_CERTIFIED: (RURAL, BORROWED),
    Stage.SHORTLISTED: (RURAL, VOTING_2020),
    Stage.REVIEWED: (VOTING_2020, BRANCH),
    Stage.ASSEMBLY: (CONSTITUTION, VOTING_2020, BRANCH),
    Stage.APPROVED: (CONSTITUTION, VOTING_2020),
    Stage.HANDED_OVER: (RURAL, BRANCH),
}

# The keys are those of elections.rules.ruleset.SHIPPED.
BASIS: Mapping[str, Mapping[Stage, tuple[str, ...]]] = {"pilot_2004": PILOT, "current": CURRENT}

# What the papers of an election cite. Those of the handover, when the election is over, rest on its own instruments.
INSTRUMENTS: Mapping[str, tuple[str, ...]] = {
    "pilot_2004": (CONSTITUTION, RURAL, ELECTIONS_1990),
    "current": (CONSTITUTION, RURAL, ELECTIONS_2020, BRANCHES),
}
HANDOVER_INSTRUMENTS: Mapping[str, tuple[str, ...]] = {
    "pilot_2004": (RURAL,),
    "current": (RURAL, BRANCHES),
}


def basis_of(era: str, stage: Stage) -> tuple[str, ...]:
    """Return what `stage` rests on in an election that began from the rule set `era`."""
    return BASIS[era][stage]
