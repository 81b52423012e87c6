"""What must hold of an election whatever happened to it: asked of the tables in the form of a dossier, or of a dossier.

The chain tells whether anything was changed afterwards; this tells whether what stands can have come about rightly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from elections.rules.certifying import ANNOUNCES, CERTIFIED_IN, MAKE
from elections.rules.comparison import BLANK, differences
from elections.rules.decision import decide
from elections.rules.eligibility import kinship, person_key
from elections.rules.entry import Phase, Turn
from elections.rules.permissions import Role
from elections.rules.ruleset import RuleSet
from elections.rules.sheet_state import COUNTS, SheetCheck, check_sheet, warning_key
from elections.rules.stages import Stage
from elections.rules.tally import Line, TallyFigures

from .chain import content_hash
from .figures import TRUST, recorded_sections
from .schema import FORMAT, VERSION, parse
from .taken_off import Rows

Row = Mapping[str, Any]
# Those of the signers who handle ballots or figures; a nominee may head the election committee, or chair the assembly.
COUNTED_BY = frozenset({MAKE[True][1].value, *(capacity.value for capacity in MAKE[False])})
BANNED = "是候选人（或被投信任票的党员）或其近亲属，却经手了票数"
SUMMED = ("issued", "returned", "valid", "invalid")


def invariant_faults(data: Row, *, certified: Collection[str], gone: Rows) -> Iterator[str]:
    """One line for each thing that cannot be. `certified` are the hashes of the chain's events that certify a round,
    `gone` the officials taken off since an account handled figures (`taken_off`).

    Raises one of `replay.MISSHAPEN` for a record of another form.
    """
    for held in data["record"]["rounds"]:
        for sheet in held["sheets"]:
            for fault in _sheet(data, held, sheet):
                yield f"第 {held['number']} 轮 {sheet['number']} 号票箱：{fault}"
        for fault in (*_certificates(held, certified), *_people(data, held, gone)):
            yield f"第 {held['number']} 轮：{fault}"
    yield from _stages(data["record"])
    yield from _candidates(data)
    yield from _papers(data["record"])


def _sheet(data: Row, held: Row, sheet: Row) -> Iterator[str]:
    if sheet["phase"] != Phase.VERIFIED:
        if sheet["current"] is not None:
            yield "没有核对一致，却已计入结果"
        return
    entries = {one["turn"]: one for one in sheet["keyings"] if _finished(sheet, one)}
    first, second = entries.get(Turn.FIRST), entries.get(Turn.SECOND)
    if first is None or second is None:
        yield "只录过一遍，却已计入结果"
        return
    yield from _two_people(sheet, entries)
    last = sheet["keyings"][-1]
    if sheet["current"] is None or sheet["keyings"][sheet["current"]] is not last:
        yield "计入结果的不是最后核对一致的那一遍"
    accepted = [one for one in sheet["decisions"] if one["kind"] == "accept" and _finished(sheet, one)]
    again = entries.get(Turn.AGAIN, second)
    if differences(_figures(first), _figures(last)) and not (Turn.THIRD in entries and accepted):
        yield "计入结果的数字没有两遍一致，也没有监票人确认"
    if Turn.THIRD not in entries and differences(_figures(first), _figures(again)):
        yield "两遍录入不一致，却已计入结果"
    yield from _adds_up(data, held, sheet, {code for one in accepted for code in one["errors"]})


def _finished(sheet: Row, one: Row) -> bool:
    return bool(one["attempt"] == sheet["attempt"] and one.get("finished", True))


def _two_people(sheet: Row, entries: Mapping[int, Row]) -> Iterator[str]:
    people = [entries[turn]["keyed_by"] for turn in (Turn.FIRST, Turn.SECOND, Turn.THIRD) if turn in entries]
    if len(set(people)) < len(people):
        yield "各遍不是由不同的人录入"
    if people[:2] != [sheet["first_by"], sheet["second_by"]]:
        yield "记录的录入人不是录入的人"


def _adds_up(data: Row, held: Row, sheet: Row, accepted: Collection[str]) -> Iterator[str]:
    """Sums and equations of the figures that count, but for what a monitor let stand."""
    check = _check(data, held, sheet)
    yield from (f"{item.message}（{item.code}）" for item in check.errors if item.code not in accepted)
    if check.missing:
        yield "数字没有录全，却已计入结果"
    unexplained = sum(warning_key(item) not in sheet["explanations"] for item in check.warnings)
    if unexplained != sheet["warnings_open"]:
        yield f"没有说明的提示应为 {unexplained} 处，记为 {sheet['warnings_open']} 处"


def _check(data: Row, held: Row, sheet: Row) -> SheetCheck:
    groups = {one["code"]: one["eligible"] for one in data["village"]["groups"]}
    is_trust = held["kind"] == TRUST
    # Those present at a ballot of its own are its own; else nobody votes but who came to the assembly.
    present = held["present"] if held["present"] is not None else data["record"]["attendance"]
    return check_sheet(
        _figures(sheet["keyings"][-1]),
        lines=[line["member"] for line in held["ballot"]],
        labels={one["id"]: one["name"] for one in data["members"]},
        eligible=groups.get(sheet["group"]) if is_trust else present,
        seats=None if is_trust else held["seats"],
        rules=RuleSet.from_mapping(data["rules"]),
    )


def _figures(keying: Row) -> TallyFigures:
    votes: dict[str, Line] = {code: _line(row) for code, row in keying["votes"].items()}
    counts = {name: keying[name] for name in COUNTS}
    return TallyFigures(votes=votes, write_ins=keying["write_ins"], **counts)


def _line(row: Sequence[int | None]) -> Line:
    favour, against, abstain = row or BLANK
    return favour, against, abstain


def _certificates(held: Row, certified: Collection[str]) -> Iterator[str]:
    is_trust = held["kind"] == TRUST
    standing = [one for one in held["certificates"] if one["lifted_at"] is None and one["made_at"]]
    for one in standing:
        signed = {signature["capacity"]: signature["signed_by"] for signature in one["signatures"]}
        wanted = {capacity.value for capacity in MAKE[is_trust]}
        if not wanted <= signed.keys() <= {*wanted, ANNOUNCES.value}:
            yield "核定的签字不齐，或者有不该签字的人"
        if len(set(signed.values())) < len(signed):
            yield "核定的签字不是由不同的人所签"
        if one["shown"] != content_hash(one["facts"]):
            yield "核定所示的内容与其散列值不符"
        if one["head"] not in certified:
            yield "核定时的链首不在留痕中"
        if is_trust:
            yield from _certified_sums(held, one["facts"])


def _certified_sums(held: Row, facts: Row) -> Iterator[str]:
    """The certificate's totals are its boxes' sums, and its boxes are those that count."""
    for name in SUMMED:
        total = sum(box[name] for box in facts["boxes"])
        if facts["totals"][name] != total:
            yield f"核定的合计 {facts['totals'][name]}，各票箱相加为 {total}"
    counted = [sheet["keyings"][sheet["current"]] for sheet in held["sheets"] if sheet["current"] is not None]
    people = [line["member"] for line in sorted(held["ballot"], key=lambda line: line["position"])]
    boxes = [
        [*(keying[name] for name in SUMMED), [keying["votes"].get(code) for code in people]]
        for keying in counted
    ]
    if boxes != [[*(box[name] for name in SUMMED), box["votes"]] for box in facts["boxes"]]:
        yield "核定的票数与计入结果的票数不同"


def _people(data: Row, held: Row, gone: Rows) -> Iterator[str]:
    """Whoever keyed or decided was named to and is not banned: no nominee, no candidate, no near relative of one."""
    record = data["record"]
    roles = {one["username"]: one["role"] for one in record["people"]}
    barred = {line["member"] for line in held["ballot"]}
    near = _near(record["officials"])
    for user, rows in gone.items():
        near[user] = _near([*record["officials"], *rows]).get(user, set())
    typed = {one["keyed_by"]: Role.CLERK for sheet in held["sheets"] for one in sheet["keyings"]}
    judged = {one["decided_by"]: Role.MONITOR for sheet in held["sheets"] for one in sheet["decisions"]}
    for user, role in sorted({**typed, **judged}.items()):
        if roles.get(user) != role or (user in typed and user in judged):
            yield f"{user} 不是{role.label}，却经手了票数"
        if near.get(user, set()) & barred:
            yield f"{user} {BANNED}"
    for certificate in held["certificates"]:
        for one in certificate["signatures"]:
            if one["capacity"] in COUNTED_BY and near.get(one["signed_by"], set()) & barred:
                yield f"{one['signed_by']} {BANNED}"


def _near(officials: Sequence[Row]) -> dict[str, set[str]]:
    """Each account with the members it belongs to, or to whose near relatives."""
    people = [person_key(one["name"], one["member"]) for one in officials]
    kin = kinship((person, one["relative_of"]) for person, one in zip(people, officials, strict=True))
    found: dict[str, set[str]] = {}
    for person, one in zip(people, officials, strict=True):
        if one["account"]:
            own = {one["member"]} if one["member"] else set()
            found.setdefault(one["account"], set()).update(own | kin.get(person, frozenset()))
    return found


def _stages(record: Row) -> Iterator[str]:
    """What a stage rests on: beyond the trust vote its certificate, beyond the assembly that of its last ballot."""
    here = Stage(record["election"]["stage"]).number
    valid = [held for held in record["rounds"] if held["invalidated_at"] is None]
    for is_trust in (True, False):
        rounds = [held for held in valid if (held["kind"] == TRUST) is is_trust]
        if here <= CERTIFIED_IN[is_trust].number:
            continue
        made = [one for one in (rounds[-1]["certificates"] if rounds else ()) if not one["lifted_at"]]
        if not any(one["made_at"] for one in made):
            yield f"已过“{CERTIFIED_IN[is_trust].label}”阶段，票数却没有核定"
    if sum(held["kind"] == TRUST for held in valid) > 1:
        yield "有效的信任投票不止一次"


def _candidates(data: Row) -> Iterator[str]:
    """No formal candidate from outside the shortlist; beyond the review, the rules take the review as settled."""
    sections: dict[str, Any] = recorded_sections(data)
    if sections["review"] is None:
        return
    village = {"county": "", "township": "", **data["village"]}
    plain = {"format": FORMAT, "version": VERSION, "village": village, "rules": data["rules"]}
    decision = decide(parse({**plain, "members": data["members"], **sections}))
    shortlist = decision.trust.shortlist if decision.trust else ()
    for code in sections["review"]["candidates"]:
        if code not in shortlist:
            yield f"正式候选人 {code} 不在预备候选人名单中"
    here = Stage(data["record"]["election"]["stage"])
    if here.number > Stage.REVIEWED.number and decision.review and decision.review.status != "settled":
        yield "已过“审定与公示”阶段，正式候选人却不符合规则"


def _papers(record: Row) -> Iterator[str]:
    fallen = {held["number"] for held in record["rounds"] if held["invalidated_at"] is not None}
    gone = {paper["code"] for paper in record["notices"] if paper["invalidated_at"] is not None} - {""}
    for paper in record["notices"]:
        if paper["invalidated_at"] is not None:
            continue
        if paper["round"] in fallen:
            yield f"《{paper['title']}》依据的第 {paper['round']} 轮已经作废，材料却仍有效"
        if paper["corrects"] in gone:
            yield f"《{paper['title']}》所更正的材料已经失效，更正却仍有效"
