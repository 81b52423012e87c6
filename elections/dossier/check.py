"""Verifying a dossier as both commands do it: with and without the web application."""

from __future__ import annotations

import sys

from elections.dossier.chained import chain_faults, chain_words
from elections.dossier.files import fault_lines, read_values, write_utf8
from elections.dossier.schema import Malformed, parse
from elections.dossier.seal import broken_seals
from elections.dossier.verify import differences, recorded_outcome

AGREES, DIFFERS, MALFORMED = 0, 1, 2


def faults_of(data: object) -> tuple[str, ...]:
    """One line for whatever differs from the file's own outcome, seal or chain; raises `Malformed`."""
    dossier = parse(data)
    broken = broken_seals(data)
    kept = (*broken, *chain_faults(data)) if isinstance(data, dict) else ()
    recorded = recorded_outcome(data)
    if recorded is None:
        return ("档案包中没有记录结果（outcome），无从核对", *kept)
    return (*differences(recorded, dossier), *kept)


def verify_file(name: str) -> int:
    """Verify the file and say on standard output and error what was found; the exit status."""
    write_utf8()
    try:
        data = read_values(name)
        faults = faults_of(data)
    except Malformed as malformed:
        sys.stderr.write("\n".join([*fault_lines(name, malformed), ""]))
        return MALFORMED
    if faults:
        sys.stdout.write("".join(f"{name}: {line}\n" for line in faults))
        return DIFFERS
    sys.stdout.write(f"{name}：重新计算的结果与记录一致，{_how_far(data)}\n")
    return AGREES


def _how_far(data: object) -> str:
    if isinstance(data, dict) and "record" in data:
        return f"各部分与封记一致，{chain_words(data)}"
    return "文件没有办理记录（record），只核对了票数和结果"
