"""The seal of an exported dossier: a SHA-256 of each part of the file, kept in the file itself.

It finds every value that was changed and names the part it stands in. It is no signature: whoever changes the file on
purpose can make the seal anew. What binds a file to the paper are figures printed elsewhere (docs/integrity.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from elections.dossier.canonical import compact_text
from elections.rules.faults import Fault, Malformed, pointer_token, shown
from elections.rules.reading import RepeatedKeys

SEAL = "seal"


def sealed(data: Mapping[str, object], record: Mapping[str, object]) -> dict[str, object]:
    """The dossier of `data` with `record`, sealed."""
    whole = {**data, "record": dict(record)}
    return {**whole, "record": {**record, SEAL: seal_of(whole)}}


def seal_of(data: Mapping[str, object]) -> dict[str, str]:
    """JSON pointer of each part → SHA-256 of its canonical text; the seal itself is none."""
    return {at: hashlib.sha256(compact_text(part).encode()).hexdigest() for at, part in _parts(data)}


def broken_seals(data: object) -> tuple[str, ...]:
    """One line for each part that is not as it was sealed; nothing for a dossier without any record.

    Raises `Malformed` for what JSON cannot carry twice the same way: repeated keys, lone surrogates.
    """
    if not isinstance(data, Mapping) or "record" not in data:
        return ()
    try:
        refuse_repeated(data)
        computed = seal_of(data)
    except (UnicodeEncodeError, RecursionError) as error:
        found = "nesting too deep to read" if isinstance(error, RecursionError) else "a lone surrogate"
        raise Malformed((Fault("/record", found, "values that UTF-8 JSON can carry"),)) from error
    record = data["record"]
    recorded = record.get(SEAL) if isinstance(record, Mapping) else None
    if not isinstance(recorded, Mapping):
        return (f"/record/{SEAL}: recorded {shown(recorded)}, expected the seal of each part of the file",)
    return tuple(_broken(recorded, computed))


def refuse_repeated(data: object) -> None:
    """Raise `Malformed` for every key that stands more than once in its object, wherever it is."""
    faults = tuple(Fault(at, "a repeated key", "each key once") for at in _repeated(data, ""))
    if faults:
        raise Malformed(faults)


def _parts(data: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in data.items():
        if key != "record":
            yield f"/{pointer_token(key)}", value
        elif isinstance(value, Mapping):
            for name, part in value.items():
                if name != SEAL:
                    yield f"/record/{pointer_token(name)}", part


def _broken(recorded: Mapping[str, object], computed: Mapping[str, str]) -> Iterator[str]:
    for at in sorted({*recorded, *computed}):
        if recorded.get(at) != computed.get(at):
            found = shown(recorded[at]) if at in recorded else "nothing"
            now = computed.get(at, "nothing")
            yield f"{at}: not as it was sealed: sealed {found}, found {now}"


def _repeated(value: object, at: str) -> Iterator[str]:
    if isinstance(value, RepeatedKeys):
        yield from (f"{at}/{pointer_token(key)}" for key in value.repeated)
    parts: Iterable[tuple[object, object]] = ()
    if isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    for key, part in parts:
        if isinstance(part, dict | list):
            yield from _repeated(part, f"{at}/{pointer_token(str(key))}")
