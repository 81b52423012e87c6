"""Replaying a chain: what an election's rounds, sheets, certificates and stages are by its events alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from elections.rules.faults import pointer_token, shown
from elections.rules.log import Deed
from elections.rules.permissions import Role
from elections.rules.stages import Stage

from . import certificates, sheets
from .certificates import CertificateState
from .chain import Link
from .marks import Data, Mark, mark_of
from .sheets import SheetState

FIRST_STAGE = "preparation"
NOTHING = "（没有）"
PLAIN_TYPES = frozenset({str, int, bool, type(None)})
# What reading values of another form than expected raises.
MISSHAPEN = (AttributeError, LookupError, TypeError, ValueError, OverflowError, RecursionError)


class Unreplayable(Exception):
    """An event that does not fit what came before it, though its hash holds: the chain was written anew."""

    def __init__(self, number: int) -> None:
        super().__init__(f"event {number} does not fit")
        self.number = number


@dataclass(slots=True)
class RoundState:
    """A round with its ballot by places, its sheets by number, and what became of it."""

    kind: str
    seats: int | None
    entitled: int | None
    present: int | None
    candidates: dict[int, str]
    opened: Mark
    sheets: dict[int, SheetState] = field(default_factory=dict)
    certificates: list[CertificateState] = field(default_factory=list)
    invalidated: Mark | None = None
    reduced: tuple[int | None, int | None] | None = None
    proceed_reason: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """What a stage recorded, who saved it last and when, and when it was closed."""

    items: Mapping[str, str]
    saved: Mark
    closed: str | None = None


@dataclass(frozen=True, slots=True)
class Fallen:
    """A stage's record that going back set aside, with what was put into it then; by whom, when and why."""

    record: Items
    fell: Mark


@dataclass(slots=True)
class ElectionState:
    """An election: its stage, when it was finished, its rounds by number, and what each stage recorded.

    `records` are those that count, `fallen` those set aside, of each stage in order.
    """

    stage: str = FIRST_STAGE
    finished: str | None = None
    records: dict[str, Items] = field(default_factory=dict)
    fallen: dict[str, list[Fallen]] = field(default_factory=dict)
    rounds: dict[int, RoundState] = field(default_factory=dict)


Step = Callable[[ElectionState, Link, Data], None]


def replay(links: Iterable[Link]) -> ElectionState:
    """Rebuild an election from its chain, which should have been verified; raises Unreplayable."""
    state = ElectionState()
    for link in links:
        try:
            _check_words(link)
            if step := STEPS.get(link.action):
                step(state, link, link.data)
        except MISSHAPEN as error:
            raise Unreplayable(link.number) from error
    return state


def _check_words(link: Link) -> None:
    """Raise ValueError for a deed, a role or a stage that there is none of."""
    Deed(link.action), Role(link.role), Stage(link.stage)


def differences(chain: Any, tables: Any, *, held: str = "表内") -> tuple[str, ...]:
    """One line per place where the tables, or a dossier's record, hold something other than the chain.

    Both are states of one kind: an `ElectionState`, or `circumstances.Circumstances`.
    """
    return tuple(
        f"{at}：留痕为 {shown(told)}，{held}为 {shown(other)}"
        for at, told, other in _differences(chain, tables, "")
    )


def _differences(told: Any, held: Any, at: str) -> Iterator[tuple[str, Any, Any]]:
    told, held = _values(told), _values(held)
    if isinstance(told, dict) and isinstance(held, dict):
        for key in sorted({*told, *held}, key=str):
            one, other = told.get(key, NOTHING), held.get(key, NOTHING)
            if _differ(one, other):
                yield from _differences(one, other, f"{at}/{pointer_token(str(key))}")
    elif isinstance(told, list) and isinstance(held, list) and len(told) == len(held):
        for index, (one, other) in enumerate(zip(told, held, strict=True)):
            if _differ(one, other):
                yield from _differences(one, other, f"{at}/{index}")
    elif type(told) is not type(held) or told != held:
        yield at, told, held


def _differ(told: Any, held: Any) -> bool:
    """False for equal plain values, most of what there is; containers may, since 1 and 1.0 in them are equal."""
    return type(told) is not type(held) or type(told) not in PLAIN_TYPES or told != held


def _values(value: Any) -> Any:
    """A state by its fields' names; anything else as it is."""
    names = getattr(type(value), "__dataclass_fields__", None)
    return value if names is None else {name: getattr(value, name) for name in names}


def _opened(state: ElectionState, link: Link, data: Data) -> None:
    state.rounds[data["round"]] = RoundState(
        kind=data["kind"],
        seats=data["seats"],
        entitled=data["entitled"],
        present=data["present"],
        candidates=dict(enumerate(data["candidates"], start=1)),
        opened=mark_of(link),
        sheets={number: SheetState(kind, group) for number, kind, group in data["sheets"]},
    )


def _box_added(state: ElectionState, link: Link, data: Data) -> None:
    state.rounds[data["round"]].sheets[data["sheet"]] = SheetState("mobile", data["group"])


def _box_removed(state: ElectionState, link: Link, data: Data) -> None:
    del state.rounds[data["round"]].sheets[data["sheet"]]


def _of_sheet(step: Callable[[SheetState, Link, Data], None]) -> Step:
    """A step that concerns one sheet."""
    return lambda state, link, data: step(state.rounds[data["round"]].sheets[data["sheet"]], link, data)


def _of_round(step: Callable[[list[CertificateState], Link, Data], None]) -> Step:
    """A step that concerns the certificates of one round."""
    return lambda state, link, data: step(state.rounds[data["round"]].certificates, link, data)


def _invalidated(state: ElectionState, link: Link, data: Data) -> None:
    state.rounds[data["round"]].invalidated = mark_of(link, data["reason"])


def _proceeded(state: ElectionState, link: Link, data: Data) -> None:
    state.rounds[data["round"]].proceed_reason = data["reason"]


def _reduced(state: ElectionState, link: Link, data: Data) -> None:
    state.rounds[data["round"]].reduced = (data["seats"], data["consent"])


def _unreduced(state: ElectionState, link: Link, data: Data) -> None:
    state.rounds[data["round"]].reduced = None


def _saved(state: ElectionState, link: Link, data: Data) -> None:
    state.records[data["stage"]] = Items(data["items"], mark_of(link))


def _closed(state: ElectionState, link: Link, data: Data) -> None:
    state.records[data["stage"]] = Items(data["items"], mark_of(link), link.at)
    state.finished = link.at if data["next"] is None else None
    state.stage = data["next"] or state.stage


def _undone(state: ElectionState, link: Link, data: Data) -> None:
    state.stage = data["target"]
    for stage, items in data["records"].items():
        known = state.records.pop(stage, None) or Items({}, mark_of(link))
        fallen = Fallen(replace(known, items=items), mark_of(link, data["reason"]))
        state.fallen.setdefault(stage, []).append(fallen)
    if data["released"] is not None:
        released = state.rounds[data["released"]]
        released.sheets, released.candidates = {}, {}
    if data["proceeding"] is not None:
        state.rounds[data["proceeding"]].proceed_reason = ""


STEPS: Mapping[str, Step] = {
    "round_opened": _opened,
    "sheet_keyed": _of_sheet(sheets.keyed),
    "sheet_taken_over": _of_sheet(sheets.taken_over),
    "sheet_accepted": _of_sheet(sheets.accepted),
    "sheet_recounted": _of_sheet(sheets.recounted),
    "warnings_explained": _of_sheet(sheets.explained),
    "box_added": _box_added,
    "box_removed": _box_removed,
    "round_signed": _of_round(certificates.signed),
    "round_certified": _of_round(certificates.certified),
    "round_announced": _of_round(certificates.signed),
    "reopening_asked": _of_round(certificates.asked),
    "reopening_signed": _of_round(certificates.agreed),
    "reopening_withdrawn": _of_round(certificates.withdrawn),
    "certificate_lifted": _of_round(certificates.lifted),
    "round_invalidated": _invalidated,
    "proceeded_with_fewer": _proceeded,
    "seats_reduced": _reduced,
    "reduction_withdrawn": _unreduced,
    "stage_saved": _saved,
    "stage_closed": _closed,
    "stages_undone": _undone,
}
