"""The figures of the demo by people's names: from the dossiers of the pilot villages, or written with the boxes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from elections.dossier.schema import loads, parse
from elections.rules.inputs import Dossier
from elections.rules.tally import TallyFigures

PAPER_CHAIN = ("printed", "spoiled", "unused", "proxies")
COUNTED = ("issued", "returned", "valid", "invalid")


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the trust vote and what is keyed from its tally sheet, None where nothing is yet; `once`: by one alone."""

    unit: str
    mobile: bool
    figures: TallyFigures | None
    explanations: Mapping[str, str]
    once: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """The formal candidates, and the reason for each one declined, by name."""

    candidates: tuple[str, ...]
    declined: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """One ballot of the assembly: its kind, its candidates in their order, its figures."""

    kind: str
    candidates: tuple[str, ...]
    figures: TallyFigures


def read_boxes(given: Iterable[Mapping[str, Any]], dossier: Path) -> tuple[Box, ...]:
    """Read the boxes; those of a pilot village state the use of paper, and the dossier the votes."""
    counted = _counted(dossier) if dossier.exists() else {}
    boxes = []
    for one in given:
        key = (one["unit"], one["kind"])
        figures = counted.get(key) or _written(one)
        if figures is not None:
            figures = replace(figures, **{name: one[name] for name in PAPER_CHAIN})
        explanations, once = one.get("explanations", {}), one.get("once", False)
        boxes.append(Box(one["unit"], one["kind"] == "mobile", figures, explanations, once))
    return tuple(boxes)


def read_settled(dossier: Path) -> Settled:
    """Read what the township settled."""
    told = _parse(dossier)
    assert told.review is not None  # noqa: S101 - our own file
    named, review = told.names, told.review
    declined = {named[code]: reason for code, reason in review.declined.items()}
    return Settled(tuple(named[code] for code in review.candidates), declined)


def read_rounds(dossier: Path) -> tuple[int, tuple[Held, ...]]:
    """Read how many came to the assembly, and its ballots."""
    told = _parse(dossier)
    assert told.assembly is not None  # noqa: S101 - our own file
    held = tuple(
        Held(
            kind=one.kind,
            candidates=tuple(told.names[code] for code in one.candidates),
            figures=renamed(TallyFigures.of_round(one), told.names),
        )
        for one in told.assembly.rounds
    )
    return told.assembly.present, held


def renamed(figures: TallyFigures, names: Mapping[str, str]) -> TallyFigures:
    """The same figures with every person under another name or id."""
    return replace(
        figures,
        votes={names[person]: row for person, row in figures.votes.items()},
        write_ins={names[person]: votes for person, votes in figures.write_ins.items()},
    )


def _parse(dossier: Path) -> Dossier:
    return parse(loads(dossier.read_bytes()))


def _counted(dossier: Path) -> dict[tuple[str, str], TallyFigures]:
    told = _parse(dossier)
    assert told.trust is not None  # noqa: S101 - our own file
    return {
        (one.unit, one.kind): renamed(TallyFigures.of_sheet(one), told.names) for one in told.trust.sheets
    }


def _written(one: Mapping[str, Any]) -> TallyFigures | None:
    if "votes" not in one:
        return None
    votes = {name: (trust, distrust, abstain) for name, trust, distrust, abstain in one["votes"]}
    return TallyFigures(votes=votes, **{name: one[name] for name in COUNTED})
