"""Two invented places, the people of their branches, and the header of a paper there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ballots.notices.facts import Contact, Header, NoticeKind, Person, header_for, instruments_of


@dataclass(frozen=True)
class Place:
    """Where a sample election is held, and by which rules."""

    county: str
    township: str
    village: str
    rule_set: str
    basis: str
    invented: bool
    year: int


PILOT = Place("崇仁县", "许坊乡", "长沙坑村", "2004 试点", "pilot_2004", True, 2004)
TODAY = Place("临江县", "云岭镇", "石垭口村", "现行", "current", False, 2026)
PLACES = {"pilot": PILOT, "today": TODAY}

# In stroke order; the second village has the names that fonts lack.
PILOT_NAMES = ("丁水根", "王勇", "王秀兰", "邓细苟", "刘志强", "许文清", "李卫东")
TODAY_NAMES = (
    "王喆", "孔令翀", "冯䶮", "刘堃", "阿不都·热依木", "杨犇", "吴㛃", "陈𬭚", "欧阳建国", "胡𠅤安", "徐丽萍",
)  # fmt: skip


def names_of(place: Place) -> tuple[str, ...]:
    return PILOT_NAMES if place is PILOT else TODAY_NAMES


def people(place: Place, count: int | None = None) -> tuple[Person, ...]:
    """As many people as asked for, with everything a register knows of them."""
    names = names_of(place)
    wanted = count if count is not None else len(names)
    family = "丁万马王毛邓叶朱刘许李杨吴何余汪张陈罗周郑胡徐黄"
    given = ["建国", "志强", "细苟", "金水", "秀兰", "福生", "玉梅", "小明", "春生", "长发"]
    more = [f"{family[i % 24]}{given[i * 7 % 10]}" for i in range(max(0, wanted - len(names)))]
    posts = ("党支部书记", "村民小组组长", "村委会主任", "第二党小组组长", "村报账员", "村会计", "治保主任")
    return tuple(
        Person(
            name=name,
            sex="女" if name[-1] in "兰梅萍㛃" else "男",
            birth=f"19{55 + i * 3 % 30}年{i % 12 + 1}月",
            education=("初中", "高中", "中专", "大专")[i % 4],
            joined=f"{1985 + i % 18}年{(i * 5) % 12 + 1}月",
            post=posts[i % 7],
            career=CAREERS[i % len(CAREERS)],
        )
        for i, name in enumerate([*names[:wanted], *more])
    )


CAREERS = (
    "1992年起从事果木种植，现有柑橘园30亩，带动本组12户种植，掌握嫁接、贮藏两门技术。",
    "退伍后回村办碾米厂，2001年任村民小组组长，牵头修通两公里机耕路。",
    "1996年起养殖生猪，家庭人均年收入超过万元，无偿为乡邻提供防疫技术。",
)


def header(kind: NoticeKind, where: Place, *, month: int = 9, day: int = 8, **more: str) -> Header:
    return header_for(
        kind,
        county=where.county,
        township=where.township,
        village=where.village,
        issued_on=date(where.year, month, day),
        rule_set=where.rule_set,
        basis=instruments_of(kind, where.basis),
        invented=where.invented,
        **more,
    )


def township_number(place: Place, serial: int) -> str:
    """许党发〔2004〕3号: what the township numbers its papers by."""
    return f"{place.township[0]}党发〔{place.year}〕{serial}号"


def contact(place: Place) -> Contact:
    return Contact(
        receiver=f"{place.village}党支部“两票制”选举委员会",
        address=f"{place.village}村委会办公室",
        telephone="0794-6320000",
        hours="上午8时30分至11时30分，下午2时30分至5时",
    )
