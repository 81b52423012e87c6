"""Who the browser tests name for duties, and who of them signs in."""

# Everybody the ten stages ask for: duty, name, and the Party member they are, if one.
TRUST_OFFICIALS = (
    ("村指导组成员", "李志远"),
    ("选举委员会主任", "吴老根"),
    ("选举委员会委员", "何火生"),
    ("选举委员会委员", "廖小妹"),
    ("信任投票唱票人", "万秀兰"),
    ("信任投票计票人", "涂金水"),
    ("信任投票监票人", "何水生"),
    ("信任投票监票人", "廖春花"),
    ("信任投票监票人", "邹大有"),
    ("信任投票录入员", "吴秀英"),
    ("信任投票录入员", "艾玉梅"),
    ("信任投票录入员", "冯小兰"),
)
ASSEMBLY_OFFICIALS = (
    ("党员大会总监票人", "邱德旺"),
    ("党员大会监票人", "饶根生"),
    ("党员大会唱票人", "洪有财"),
    ("党员大会计票人", "乐水秀"),
    ("党员大会主持人", "黄保田"),
    ("党员大会录入员", "吴秀英"),
    ("党员大会录入员", "艾玉梅"),
    ("党员大会录入员", "冯小兰"),
)
# Who of them signs in: three clerks, the head of the committee, a monitor, and who signs in the assembly.
CLERK, MONITOR = "村选举工作人员", "监票人"
CREW = {
    "吴秀英": CLERK,
    "艾玉梅": CLERK,
    "冯小兰": CLERK,
    "吴老根": CLERK,
    "何水生": MONITOR,
    "邱德旺": MONITOR,
    "乐水秀": CLERK,
    "黄保田": CLERK,
}


def username_of(person: str, prefix: str) -> str:
    """The user name of one of a village's crew, numbered in its order."""
    return f"{prefix}{list(CREW).index(person) + 1:02d}"
