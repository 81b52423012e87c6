"""Comparing a decision with the outcome a dossier records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from elections.rules.decision import decide
from elections.rules.faults import pointer_token, shown
from elections.rules.inputs import Dossier

NOTHING = object()


def differences(recorded: object, dossier: Dossier) -> tuple[str, ...]:
    """One line per place where the recorded outcome differs from what the rules give.

    Everything is compared but the wording of problems; problems at all only
    where the outcome has them. Lines begin with a JSON pointer.
    """
    computed = decide(dossier).to_json()
    if isinstance(recorded, dict) and "problems" not in recorded:
        del computed["problems"]
    return tuple(compared(recorded, computed, "/outcome"))


def compared(recorded: object, computed: object, at: str) -> Iterator[str]:
    """One line for each place where two JSON values differ, the wording of problems excepted."""
    if isinstance(recorded, dict) and isinstance(computed, dict):
        for key in sorted({*recorded, *computed}):
            if key != "message" or not at.startswith("/outcome/problems/"):
                place = f"{at}/{pointer_token(key)}"
                yield from compared(recorded.get(key, NOTHING), computed.get(key, NOTHING), place)
    elif isinstance(recorded, list) and isinstance(computed, list):
        for index in range(max(len(recorded), len(computed))):
            yield from compared(_item(recorded, index), _item(computed, index), f"{at}/{index}")
    elif type(recorded) is not type(computed) or recorded != computed:
        yield f"{at}: recorded {_told(recorded)}, computed {_told(computed)}"


def _item(items: list[object], index: int) -> object:
    return items[index] if index < len(items) else NOTHING


def _told(value: object) -> str:
    return "nothing" if value is NOTHING else shown(value)


def recorded_outcome(data: object) -> object:
    """The recorded outcome of a dossier's JSON values; None where there is none."""
    return data.get("outcome") if isinstance(data, Mapping) else None
