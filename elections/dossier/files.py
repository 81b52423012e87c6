"""Reading a named file, and writing UTF-8 whatever the locale; what the dossier commands share."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from elections.dossier.schema import Fault, Malformed, loads

STANDARD_INPUT = "-"


def read_values(name: str) -> object:
    """The JSON values of a file, "-" for standard input; `Malformed` also where it cannot be read."""
    try:
        raw = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fault = Fault("", f"no readable file ({reason})", "a dossier")
        raise Malformed((fault,)) from error
    return loads(raw)


def fault_lines(name: str, malformed: Malformed) -> list[str]:
    """One line per fault: file, JSON pointer, what was found, what was expected."""
    return [f"{name}: {fault}" for fault in malformed.faults]


def write_utf8() -> None:
    """Make standard output and error carry Chinese in any locale."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
