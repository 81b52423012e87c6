"""The one way a dossier is written, so that the same election always gives the same bytes."""

from __future__ import annotations

import json


def canonical_text(value: object) -> str:
    """JSON with sorted keys, one space of indentation and a newline at the end."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def canonical_bytes(value: object) -> bytes:
    """`canonical_text` in UTF-8."""
    return canonical_text(value).encode()


def compact_text(value: object) -> str:
    """JSON on one line with sorted keys, without the newline."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
