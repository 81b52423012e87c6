"""Where each reason and task is dealt with: one table from the rules' keys to pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from elections.models import Election
from elections.rules.permissions import Action, Actor, allowed
from elections.rules.readiness import weight
from elections.rules.stages import Missing


@dataclass(frozen=True, slots=True)
class Page:
    """A page that cures something: its route, the words of the link, who may act there."""

    route: str
    words: str
    action: Action
    of_village: bool = False


PAGES: Mapping[str, Page] = {
    "village": Page("village_edit", "填写村情", Action.MANAGE_PLACES, of_village=True),
    "groups": Page("village_groups", "登记村小组", Action.MANAGE_PLACES, of_village=True),
    "members": Page("member_list", "核对名册", Action.MANAGE_MEMBERS, of_village=True),
    "rules": Page("election_rules", "修改规则", Action.CONFIGURE),
    "conditions": Page("election_conditions", "写定任职条件", Action.CONFIGURE),
    "officials": Page("officials", "登记工作人员", Action.NAME_OFFICIALS),
    "sheets": Page("trust", "看各票箱", Action.VIEW),
    "certificate": Page("trust_sign", "核对签字", Action.VIEW),
    "announcement": Page("assembly", "签字、宣布", Action.VIEW),
    "reopening": Page("reopening_open", "看撤销申请", Action.VIEW),
    "shortlist": Page("shortlist", "看排名和办法", Action.VIEW),
    "review": Page("review", "审定候选人", Action.REVIEW),
    "objections": Page("review", "登记调查结论", Action.RECORD_OBJECTION),
    "attendance": Page("assembly", "打开到会和请假", Action.VIEW),
    "excusals": Page("assembly", "打开到会和请假", Action.VIEW),
    "steps": Page("assembly", "打开大会程序", Action.VIEW),
    "closing_steps": Page("assembly", "打开大会程序", Action.VIEW),
    "rounds": Page("assembly", "看各轮选举", Action.VIEW),
    "papers": Page("papers", "制作材料", Action.MAKE_PAPER),
    "item": Page("stage_close", "填写", Action.CLOSE_STAGE),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as the page shows it; `url` is "" where the page that cures it is closed to the reader."""

    message: str
    code: str
    weight: str
    url: str
    words: str


def url_of(election: Election, cure: str) -> str:
    """Return the address of the page for a key of the rules; a record's item leads to its field."""
    key, _, field = cure.partition(":")
    page = PAGES[key]
    pk = election.village_id if page.of_village else election.pk
    return reverse(page.route, args=[pk]) + (f"#id_{field}" if field else "")


def may_open(actor: Actor, election: Election, key: str) -> bool:
    """Tell whether the page for a key of the rules is open to `actor` now."""
    return allowed(actor.role, PAGES[key].action, election.present_stage)


def reasons_for(actor: Actor, election: Election, missing: tuple[Missing, ...]) -> list[Reason]:
    """Return the reasons with their links, where the page is open to the actor, if only to look."""
    found = []
    for item in missing:
        key = item.cure.partition(":")[0]
        url = url_of(election, item.cure) if may_open(actor, election, key) else ""
        found.append(Reason(item.message, item.code, weight(item), url, PAGES[key].words))
    return found
