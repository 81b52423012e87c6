"""The assembly's steps of an explanation: head count, each ballot, the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from elections.rules.assembly import AssemblyOutcome, AssemblyStatus, Quorum
from elections.rules.consequences import MAJORITY_BASE_WORDS, product
from elections.rules.decision import Decision
from elections.rules.inputs import Assembly, Dossier, Round, RoundKind
from elections.rules.numbers import part_name
from elections.rules.rounds import RoundOutcome, RoundStatus
from elections.rules.ruleset import RuleSet
from elections.rules.standing import Electorate
from elections.rules.steps import Step

ROUND_WORDS = {
    RoundKind.COMMITTEE: "选举委员",
    RoundKind.SUPPLEMENTARY: "另行选举",
    RoundKind.SECRETARY: "选举书记",
    RoundKind.RUNOFF: "重新投票",
}
RULES_OF_BASE = {"present": "1990年选举工作暂行条例", "entitled": "2020年选举工作条例"}
MOST_VOTES = "选举工作条例：得票多的当选"


def explain_assembly(dossier: Dossier, decision: Decision) -> tuple[Step, ...]:
    """The steps of the assembly; none where there was none."""
    assembly, outcome = dossier.assembly, decision.assembly
    if assembly is None or outcome is None:
        return ()
    steps = [_quorum_step(dossier.rules, outcome.quorum)]
    for index, line in enumerate(outcome.rounds):
        steps += _round_steps(dossier, decision, assembly, outcome, index, line)
    return (*steps, _result_step(dossier, decision, outcome))


def _quorum_step(rules: RuleSet, quorum: Quorum) -> Step:
    verdict = "可以开会" if quorum.reached else "不足法定人数，不能选举"
    text = (
        f"应到会 {product(quorum.entitled, rules.quorum)}，至少要 {quorum.needed} 人；"
        f"实到会 {quorum.present} 人，{verdict}"
    )
    basis = f"{RULES_OF_BASE[rules.majority_base]}：应到会的{part_name(rules.quorum)}"
    return Step("assembly", "法定人数", text, basis)


def _round_steps(
    dossier: Dossier,
    decision: Decision,
    assembly: Assembly,
    outcome: AssemblyOutcome,
    index: int,
    line: RoundOutcome,
) -> Iterator[Step]:
    held, before = assembly.rounds[index], outcome.trail[index]
    topic, rules = f"assembly/{index}", dossier.rules
    electorate = before.electorate(held, assembly, rules)
    if line.majority_needed is not None:
        yield Step(topic, "当选票数", _majority(rules, electorate, line.majority_needed), _base_words(rules))
    heading = ROUND_WORDS[RoundKind(held.kind)]
    if not line.status.counts:
        place = f"/assembly/rounds/{index}"
        yield Step(topic, heading, _failed(decision, line, place), "核票")
        return
    yield Step(topic, heading, _leaders(dossier, held, line), "选举结果报告单")
    yield Step(topic, "谁当选", _elected(dossier, line), MOST_VOTES)
    if held.reduce is not None and outcome.trail[index + 1].seats != before.seats:
        text = (
            f"经 {held.reduce.consent} 人同意，不少于实到会 {electorate.present} 人的半数，"
            f"减为 {held.reduce.seats} 名"
        )
        yield Step(topic, "减少名额", text, "选举工作条例：经半数以上选举人同意")


def _base_words(rules: RuleSet) -> str:
    return f"基数：{MAJORITY_BASE_WORDS[rules.majority_base]}（{RULES_OF_BASE[rules.majority_base]}）"


def _majority(rules: RuleSet, electorate: Electorate, needed: int) -> str:
    base, words = electorate.base(rules), MAJORITY_BASE_WORDS[rules.majority_base]
    return f"{words} {product(base, rules.majority)}，要超过，至少 {needed} 票"


def _failed(decision: Decision, line: RoundOutcome, place: str) -> str:
    start = {
        RoundStatus.NO_QUORUM: "不足法定人数，本轮无效",
        RoundStatus.VOID: "票数多出，选举无效，重新选举",
    }.get(line.status, "本轮有错误，不产生结果")
    own = (item for item in decision.problems if f"{item.at}/".startswith(f"{place}/"))
    reasons = [item.message for item in own if item.level == "error"]
    return f"{start}：{'；'.join(reasons)}"


def _leaders(dossier: Dossier, held: Round, line: RoundOutcome) -> str:
    counts = {person: row.favour for person, row in held.votes.items()} | dict(held.write_ins)
    order = sorted(counts, key=lambda person: (-counts[person], person))
    needed = line.majority_needed
    if needed is None:
        return f"得票：{_with_votes(dossier, order, counts)}；得票多的当选，选 {held.seats} 名"
    over = [person for person in order if counts[person] >= needed]
    if not over:
        return f"没有人达到 {needed} 票，应选 {held.seats} 名"
    compared = "多于" if len(over) > held.seats else "等于" if len(over) == held.seats else "少于"
    return f"{_with_votes(dossier, over, counts)}，过半数的共 {len(over)} 名，{compared}应选 {held.seats} 名"


def _with_votes(dossier: Dossier, people: Sequence[str], counts: dict[str, int]) -> str:
    return "、".join(f"{dossier.names[person]} {counts[person]}" for person in people)


def _elected(dossier: Dossier, line: RoundOutcome) -> str:
    names = dossier.names
    start = "、".join(names[person] for person in line.elected) or "无人"
    text = f"{start}当选"
    if line.tied:
        tied = "、".join(names[person] for person in line.tied)
        text += f"；{tied}得票相等，争其余 {line.open_seats} 个名额，重新投票"
    elif line.open_seats:
        text += f"；还缺 {line.open_seats} 名，另行选举"
    return text


def _result_step(dossier: Dossier, decision: Decision, outcome: AssemblyOutcome) -> Step:
    names, standing = dossier.names, outcome.standing
    members = "、".join(names[person] for person in standing.elected) or "无"
    secretary = "未选出" if standing.secretary is None else names[standing.secretary]
    seats = f"{standing.seats} 名"
    if standing.seats != decision.seats:
        seats = f"原定 {decision.seats} 名，减为 {standing.seats} 名"
    done = "选举完成" if outcome.status is AssemblyStatus.ELECTED else "尚未选齐"
    text = f"职数 {seats}；委员：{members}；书记：{secretary}。{done}"
    return Step("assembly", "结果", text, "当场宣布")
