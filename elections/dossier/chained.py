"""The audit chain that a dossier carries: whether it holds, and whether the rest of the file tells what it tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from elections.rules.faults import shown
from elections.rules.log import Deed

from .chain import FIELDS, Link, short_head, verify
from .circumstances import recorded, replayed
from .figures import recorded_sections, register_differences
from .invariants import invariant_faults
from .ledger import state_of
from .replay import MISSHAPEN, Unreplayable, differences, replay
from .taken_off import taken_off
from .verify import compared

AT = "/record/chain"


def chain_faults(data: Mapping[str, Any]) -> tuple[str, ...]:
    """One line for whatever does not hold between a dossier's chain, its record and its figures.

    `data` has the form of a dossier. One without a record has no chain, and nothing to be held against it.
    """
    record = data.get("record")
    if not isinstance(record, Mapping):
        return ()
    try:
        return (*_chain(record, data), *_figures(data)) or tuple(_invariants(record, data))
    except MISSHAPEN:
        return ("/record: 不是本程序写出的形式，无法与留痕核对",)


def misfits(links: Sequence[Link], data: Mapping[str, Any], *, held: str) -> tuple[str, ...]:
    """One line for each place where a dossier, or the tables in its form, tells something other than the chain.

    Raises Unreplayable, and one of `replay.MISSHAPEN` for a record of another form.
    """
    return (
        *differences(replay(links), state_of(data["record"]), held=held),
        *differences(replayed(links), recorded(data), held=held),
    )


def chain_words(data: Mapping[str, Any]) -> str:
    """What can be said of a chain that holds: its length, its head, and the heads that papers print."""
    chain, rounds = data["record"]["chain"], data["record"]["rounds"]
    heads = [
        f"第 {held['number']} 轮核定链首 {short_head(one['head'])}"
        for held in rounds
        for one in held["certificates"]
        if one["head"] and one["lifted_at"] is None
    ]
    head = f"留痕 {len(chain)} 条完整，与办理记录一致，链首 {short_head(chain[-1]['hash'])}"
    return "，".join([head, *heads])


def _chain(record: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[str, ...]:
    links = []
    for place, item in enumerate(_listed(record.get("chain"))):
        link = _link(item)
        if link is None:
            return (f"{AT}/{place}: 不是一条留痕记录：{shown(item)}",)
        links.append(link)
    if broken := verify(links):
        return (f"{AT}/{broken.number - 1}: 第{broken.number}条：{broken.reason}",)
    try:
        found = misfits(links, data, held="办理记录")
    except Unreplayable as misfit:
        return (f"{AT}/{misfit.number - 1}: 第{misfit.number}条：与前面的记录接不上，留痕被重新写过",)
    return tuple(f"办理记录与留痕不符 {line}" for line in found)


def _listed(chain: object) -> list[object]:
    return chain if isinstance(chain, list) else []


def _link(item: object) -> Link | None:
    """The event that an item of the list is, if it is one."""
    if not isinstance(item, dict) or set(item) != set(FIELDS):
        return None
    right = all(type(item[name]) is (int if name == "number" else str) for name in FIELDS)
    return Link(**item) if right else None


def _invariants(record: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    """What cannot be though chain, record and figures agree; where they do not, it would only repeat that."""
    events = [one for one in _listed(record.get("chain")) if isinstance(one, Mapping)]
    certified = frozenset(one["hash"] for one in events if one["action"] == Deed.ROUND_CERTIFIED)
    gone = taken_off(link for link in map(_link, _listed(record.get("chain"))) if link)
    faults = invariant_faults(data, certified=certified, gone=gone)
    return (f"办理记录自相矛盾 {line}" for line in faults)


def _figures(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Figures that are not those of the record."""
    sections = recorded_sections(data).items()
    differing = (line for key, section in sections for line in compared(data.get(key), section, f"/{key}"))
    return (*differing, *register_differences(data))
