"""Reading the demo: its dossiers by names, and the ages of people."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import ballots.demo
from elections.dossier.schema import loads, parse
from elections.models import ElectionMember
from elections.rules.inputs import Dossier, Trust
from elections.rules.tally import TallyFigures

FOLDER = Path(ballots.demo.__file__).parent
HANDED_OVER = date(2004, 9, 18)
PASSWORD = "liangpiao-demo-2004"
ACCOUNTS = {
    "xufang": ("township", "许坊乡"),
    "chongren": ("county", "崇仁县"),
    "changkeng": ("clerk", "长沙坑村"),
    "ouyangmin": ("clerk", "长沙坑村"),
    "tanqiuying": ("clerk", "长沙坑村"),
    "jinfushou": ("monitor", "长沙坑村"),
    "luoximao": ("clerk", "长沙坑村"),
    "zhangguihua": ("monitor", "长沙坑村"),
    "zengqingyun": ("clerk", "长沙坑村"),
    "zhoujingen": ("clerk", "长沙坑村"),
    "zhongfang": ("clerk", "中坊村"),
    "shenlanzhen": ("clerk", "中坊村"),
    "konglingyu": ("clerk", "中坊村"),
    "fangdagen": ("monitor", "中坊村"),
    "chenyougen": ("clerk", "中坊村"),
    "zhouwenhua": ("monitor", "中坊村"),
    "huxihua": ("clerk", "中坊村"),
    "huangshuigen": ("clerk", "中坊村"),
    "shitang": ("clerk", "石塘村"),
    "duanhongmei": ("clerk", "石塘村"),
    "bolingyu": ("clerk", "石塘村"),
    "yaoshuilian": ("monitor", "石塘村"),
    "xiongxiaomao": ("clerk", "石塘村"),
    "liulan": ("viewer", "许坊乡"),
    "daping": ("projector", "许坊乡"),
}
# Who signs in for which duty, village by village.
NAMED = {
    "长沙坑村": {
        "committee_head": ["luoximao"],
        "trust_monitor": ["jinfushou"],
        "trust_clerk": ["changkeng", "ouyangmin", "tanqiuying"],
        "chief_monitor": ["zhangguihua"],
        "assembly_counter": ["zengqingyun"],
        "assembly_clerk": ["changkeng", "ouyangmin", "tanqiuying"],
        "assembly_chair": ["zhoujingen"],
    },
    "中坊村": {
        "committee_head": ["chenyougen"],
        "trust_monitor": ["fangdagen"],
        "trust_clerk": ["zhongfang", "shenlanzhen", "konglingyu"],
        "chief_monitor": ["zhouwenhua"],
        "assembly_counter": ["huxihua"],
        "assembly_clerk": ["zhongfang", "shenlanzhen", "konglingyu"],
        "assembly_chair": ["huangshuigen"],
    },
    "石塘村": {
        "committee_head": ["xiongxiaomao"],
        "trust_monitor": ["yaoshuilian"],
        "trust_clerk": ["shitang", "duanhongmei", "bolingyu"],
    },
}
# How many of each kind count, or were made.
PAPERS_OF_CHANGKENG = {
    "work_plan": 1,
    "committee_list": 1,
    "conditions": 1,
    "voter_list": 1,
    "election_method": 1,
    "open_letter": 1,
    "voting_notice": 9,
    "proxy_card": 1,
    "proxy_list": 1,
    "trust_ballot": 1,
    "tally_sheet": 13,
    "trust_result": 1,
    "preliminary": 1,
    "formal": 1,
    "election_ballot": 2,
    "result_report": 1,
    "elected": 1,
    "trust_report": 1,
    "meeting_notice": 1,
    "agenda": 1,
    "submission": 1,
    "reply": 1,
    "appointment": 1,
    "handover_list": 1,
    "division": 1,
}
PAPERS_OF_ZHONGFANG = {
    "work_plan": 1,
    "committee_list": 1,
    "conditions": 1,
    "voter_list": 1,
    "election_method": 1,
    "open_letter": 1,
    "voting_notice": 8,
    "proxy_card": 1,
    "proxy_list": 1,
    "trust_ballot": 1,
    "tally_sheet": 1,
    "trust_result": 1,
    "preliminary": 1,
    "formal": 1,
    "election_ballot": 2,
    "meeting_notice": 1,
    "agenda": 1,
}


def told(name: str) -> Dossier:
    return parse(loads((FOLDER / f"{name}.json").read_bytes()))


def by_names(dossier: Dossier) -> dict[str, object]:
    """What a dossier says, by names instead of ids and regardless of the order of sheets and members."""
    names, trust = dossier.names, dossier.trust
    assert trust is not None
    assert dossier.review is not None
    assert dossier.assembly is not None
    return {
        "village": dossier.village,
        "members": {(m.name, m.status, m.rights_suspended) for m in dossier.members},
        "nominees": {names[code] for code in trust.nominees},
        "sheets": sheets_by_names(trust, names),
        "candidates": {names[code] for code in dossier.review.candidates},
        "declined": {names[code]: reason for code, reason in dossier.review.declined.items()},
        "assembly": (dossier.assembly.method, dossier.assembly.entitled, dossier.assembly.present),
        "rounds": [
            replace(
                held,
                candidates=tuple(sorted(names[code] for code in held.candidates)),
                votes={names[code]: row for code, row in held.votes.items()},
                write_ins={names[code]: votes for code, votes in held.write_ins.items()},
            )
            for held in dossier.assembly.rounds
        ],
    }


def sheets_by_names(trust: Trust, names: dict[str, str]) -> dict[tuple[str, str], TallyFigures]:
    return {
        (sheet.unit, sheet.kind): TallyFigures(
            issued=sheet.issued,
            returned=sheet.returned,
            valid=sheet.valid,
            invalid=sheet.invalid,
            votes={names[code]: row for code, row in sheet.votes.items()},
        )
        for sheet in trust.sheets
    }


def mean_age(members: list[ElectionMember]) -> Fraction:
    ages = [
        HANDED_OVER.year
        - member.birth_date.year
        - ((HANDED_OVER.month, HANDED_OVER.day) < (member.birth_date.month, member.birth_date.day))
        for member in members
    ]
    return Fraction(sum(ages), len(ages))
