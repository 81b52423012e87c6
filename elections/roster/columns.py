"""The columns of the Party roster, as data: one place for the template, its instructions and the reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from elections.roster.values import (
    DATE_HINT,
    NAME_HINT,
    Cell,
    read_choice,
    read_date,
    read_name,
    read_text,
)

SEXES = MappingProxyType({"男": "male", "女": "female"})
STANDINGS = MappingProxyType(
    {"正式党员": "full", "预备党员": "probationary", "正式": "full", "预备": "probationary"}
)
RIGHTS = MappingProxyType({"正常": "", "留党察看": "suspended", "其他受限": "suspended"})
EDUCATION_LEVELS = ("小学", "初中", "高中", "中专", "大专", "本科", "研究生")
EDUCATION = MappingProxyType(
    {level: level for level in EDUCATION_LEVELS}
    | {
        "专科": "大专",
        "大学专科": "大专",
        "大学": "本科",
        "大学本科": "本科",
        "硕士研究生": "研究生",
        "博士研究生": "研究生",
    }
)
NOTE_LONGEST = 20
POST_LONGEST = 40
YOUNGEST_TO_JOIN = 16
"""Joining earlier than this many years after birth is a slip of the pen; the charter asks for eighteen."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it must hold, and how it is read."""

    key: str
    heading: str
    required: bool
    read: Callable[[Cell, date], str | date]
    expected: str
    """The end of a fault's sentence."""
    advice: str
    """What the instructions sheet says."""
    examples: tuple[str, str, str, str]
    """Of four invented members, the second and third of one name."""

    choices: tuple[str, ...] = ()
    width: int = 14


def _listed(words: tuple[str, ...]) -> str:
    return f"应为{'、'.join(words)}之一"


COLUMNS = (
    Column(
        "name", "姓名", True, lambda cell, _: read_name(cell), NAME_HINT,
        "写身份证上的姓名，字间不加空格；少数民族姓名中间用“·”隔开。", ("王小明", "李秀英", "李秀英", "阿不都·热依木"),
    ),
    Column(
        "sex", "性别", True, lambda cell, _: read_choice(cell, SEXES), _listed(("男", "女")),
        "从下拉框中选择。", ("男", "女", "女", "男"), ("男", "女"), 8,
    ),
    Column(
        "birth_date", "出生日期", True, read_date, DATE_HINT,
        "可只写到月，按该月 1 日登记。", ("1968-11-03", "1975.06", "1980年2月", "197903"), width=16,
    ),
    Column(
        "education", "文化程度", False, lambda cell, _: read_choice(cell, EDUCATION), _listed(EDUCATION_LEVELS),
        "从下拉框中选择，可不填。", ("高中", "初中", "中专", "大专"), EDUCATION_LEVELS, 12,
    ),
    Column(
        "joined_on", "入党时间", True, read_date, DATE_HINT,
        "支部大会通过为预备党员的日期；可只写到月，按该月 1 日登记。", ("1992年7月", "2001.07", "2003-12-20", "200312"), width=16,
    ),
    Column(
        "standing", "党员类别", True, lambda cell, _: read_choice(cell, STANDINGS), _listed(("正式党员", "预备党员")),
        "从下拉框中选择。预备党员没有表决权、选举权和被选举权。", ("正式党员", "正式党员", "正式党员", "预备党员"), ("正式党员", "预备党员"),
    ),
    Column(
        "rights", "党员权利", False, lambda cell, _: read_choice(cell, RIGHTS), _listed(tuple(RIGHTS)),
        "不填即为正常；受留党察看处分等、权利受到限制的，从下拉框中选择。", ("正常", "", "", ""), tuple(RIGHTS),
    ),
    Column(
        "present_post", "现任职务", False, lambda cell, _: read_text(cell, POST_LONGEST),
        f"应不超过 {POST_LONGEST} 个字", "没有职务的不填。", ("村党支部委员", "", "", ""), width=24,
    ),
    Column(
        "note", "区分说明", False, lambda cell, _: read_text(cell, NOTE_LONGEST), f"应不超过 {NOTE_LONGEST} 个字",
        "只在有人同名时填写，每人写得不同，例如所在村小组。", ("", "第一村小组", "第五村小组", ""), width=20,
    ),
)  # fmt: skip

BY_KEY = MappingProxyType({column.key: column for column in COLUMNS})
BY_HEADING = MappingProxyType({column.heading: column for column in COLUMNS})


def heading_of(key: str) -> str:
    """Return the heading of a column; anything else is already a heading."""
    return BY_KEY[key].heading if key in BY_KEY else key
