"""Text that is no dossier is refused with a fault, never a traceback."""

from __future__ import annotations

import pytest

from elections.dossier.schema import Malformed, loads

TEXTS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "JSON"),
    "not JSON": ("{'a': 1}", "JSON"),
    "cut off": ('{"format": "liang', "JSON"),
    "two values": ("{} {}", "JSON"),
    "bad UTF-8": (b'{"format": "\xff"}', "UTF-8"),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), "UTF-8"),
    "byte order mark": (b"\xef\xbb\xbf{}", "JSON without one"),
    "NaN": ('{"record": NaN}', "a JSON value"),
    "Infinity": ("[-Infinity]", "a JSON value"),
    "deep": ("[" * 200_000, "a dossier"),
    "deep objects": ('{"a":' * 200_000, "a dossier"),
    "huge integer": ("1" * 5000, "counts of people and ballots"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_refused_without_traceback(name: str) -> None:
    text, expected = TEXTS[name]
    with pytest.raises(Malformed) as caught:
        loads(text)
    assert [fault.expected for fault in caught.value.faults] == [expected]
