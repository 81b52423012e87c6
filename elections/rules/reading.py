"""Reading plain JSON values strictly, collecting every fault instead of stopping at the first.

A reader method returns the value, or a harmless stand-in once it has noted a
fault; the caller raises `Malformed` at the end, so that all faults are told
together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from fractions import Fraction

from elections.rules.faults import Fault, Malformed, pointer_token, shown

# Far beyond any election, and far below the 4300 digits at which Python stops
# turning integers into text: sums and products of counts stay printable.
MAX_DIGITS = 1000
MAX_COUNT: int = 10**MAX_DIGITS - 1
RATIO = re.compile(r"([0-9]+)(?:/([0-9]+))?")
RATIO_FORM = 'a ratio "n" or "n/d" in decimal digits, d > 0'


class RepeatedKeys(dict[str, object]):
    """A JSON object in which some key stood more than once; `repeated` names those keys."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        times = Counter(key for key, _ in pairs)
        self.repeated = sorted(key for key, count in times.items() if count > 1)


class Reader:
    """Collects faults while values are read; pointers are JSON pointers."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, at: str, found: object, expected: str) -> None:
        """Note that `found` stands at `at` where `expected` should."""
        self.note(at, shown(found), expected)

    def note(self, at: str, found: str, expected: str) -> None:
        """Note a fault in words, where what was found is not a value."""
        self.faults.append(Fault(at, found, expected))

    def faulty(self, at: str) -> bool:
        """Whether anything was wrong at this place or below it."""
        return any(f"{fault.pointer}/".startswith(f"{at}/") for fault in self.faults)

    def finish(self) -> None:
        """Raise `Malformed` with all faults, if there are any."""
        if self.faults:
            raise Malformed(tuple(sorted(self.faults, key=lambda fault: fault.pointer)))

    def fields_of(
        self, value: object, at: str, required: Collection[str], optional: Collection[str] = ()
    ) -> Mapping[str, object]:
        """A JSON object with exactly the `required` keys and any of the `optional` ones."""
        found = self.any_object(value, at)
        if found is None:
            return {}
        for key in found:
            if key not in required and key not in optional:
                allowed = ", ".join([*required, *optional])
                self.note(f"{at}/{pointer_token(key)}", "an unknown key", f"one of: {allowed}")
        for key in required:
            if key not in found:
                self.note(f"{at}/{key}", "nothing", "this key, which is required")
        return found

    def any_object(self, value: object, at: str) -> Mapping[str, object] | None:
        """A JSON object whatever its keys, none of them repeated; None after a fault."""
        if not isinstance(value, dict):
            self.fault(at, value, "an object")
            return None
        if isinstance(value, RepeatedKeys):
            for key in value.repeated:
                self.note(f"{at}/{pointer_token(key)}", "a repeated key", "each key once")
        return value

    def array(self, value: object, at: str) -> list[object]:
        """A JSON array."""
        if isinstance(value, list):
            return value
        self.fault(at, value, "an array")
        return []

    def count(self, value: object, at: str, *, least: int = 0) -> int:
        """A whole number, `least` or more; booleans, strings and 3.0 are faults."""
        if type(value) is int and least <= value <= MAX_COUNT:
            return value
        if type(value) is int and value > MAX_COUNT:
            self.fault(at, value, f"an integer of at most {MAX_DIGITS} digits")
        else:
            self.fault(at, value, f"an integer ≥ {least}")
        return least

    def text(self, value: object, at: str, *, empty: bool = True) -> str:
        """A string that UTF-8 can carry; not the empty one unless `empty`."""
        if not isinstance(value, str) or not (value or empty):
            self.fault(at, value, "a string" if empty else "a non-empty string")
            return ""
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                self.fault(at, value, "a string without lone surrogates")
        return value

    def flag(self, value: object, at: str) -> bool:
        """true or false."""
        if not isinstance(value, bool):
            self.fault(at, value, "true or false")
            return False
        return value

    def choice(self, value: object, at: str, words: Collection[str]) -> str:
        """One of the given words."""
        if isinstance(value, str) and value in words:
            return value
        self.fault(at, value, "one of: " + ", ".join(f'"{word}"' for word in words))
        return next(iter(words))

    def ratio(self, value: object, at: str) -> Fraction | None:
        """A ratio in its written form; None after a fault."""
        match = RATIO.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self.fault(at, value, RATIO_FORM)
            return None
        above, below = match[1], match[2] or "1"
        if max(len(above), len(below)) > MAX_DIGITS:
            self.fault(at, value, f"a ratio of at most {MAX_DIGITS} digits each")
            return None
        if int(below) == 0:
            self.fault(at, value, RATIO_FORM)
            return None
        return Fraction(int(above), int(below))
