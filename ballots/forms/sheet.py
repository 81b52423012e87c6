"""The tally sheet as it was typed: a whole grid parsed at once, every fault at its field, nothing typed lost.

Hand-made instead of a Django form: a sheet with 120 people has 368 fields, which Django forms build and draw slowly.
"""

from collections.abc import Iterator, Mapping

from django import forms
from django.core.exceptions import ValidationError

from ballots.forms.cells import Cell, Note, PersonRow, WriteInRow
from ballots.selectors.sheets import Ballot
from elections.formkit import Clash, CountField
from elections.rules.comparison import PARTS, WRITE_INS, vote_place
from elections.rules.problems import Problem
from elections.rules.sheet_state import COUNTS, SheetCheck
from elections.rules.tally import ASSEMBLY_WORDS, TRUST_WORDS, Line, TallyFigures

COUNT_LABELS = {
    "printed": "印制",
    "issued": "发出",
    "spoiled": "作废",
    "unused": "剩余",
    "returned": "收回",
    "valid": "有效票",
    "invalid": "无效票",
    "proxies": "代投票",
}
BLANK_ROWS = 3


class SheetForm:
    """What was typed on a sheet (`data`), or else what is on record."""

    def __init__(
        self,
        ballot: Ballot,
        data: Mapping[str, str] | None,
        *,
        figures: TallyFigures,
        version: int = 0,
    ) -> None:
        self.ballot = ballot
        self.is_bound = data is not None
        self.names = tuple(name for name in COUNTS if name != "proxies" or ballot.seats is None)
        self.words = (*(TRUST_WORDS if ballot.seats is None else ASSEMBLY_WORDS), "弃权")
        self.version = version
        self._recorded = figures
        self._faults: dict[str, str] = {}
        self._raw = _raw(data) if data is not None else _of_record(figures)
        if data is not None:
            self.version = version_of(data.get("version", ""))
        self.figures = self._parse() if self.is_bound else figures
        self.check: SheetCheck = ballot.check(self.figures)

    @property
    def errors(self) -> dict[str, str]:
        """Field name → fault; empty when everything could be read."""
        return self._faults

    @property
    def non_field_errors(self) -> tuple[str, ...]:
        """No fault concerns the whole sheet."""
        return ()

    def __iter__(self) -> Iterator[Cell]:
        """The cells with faults, for the error summary."""
        for name in self._faults:
            yield self._cell(name, self._label(name))

    @property
    def counts(self) -> list[Cell]:
        """The counts in the order of the paper."""
        return [self._cell(name, COUNT_LABELS[name]) for name in self.names]

    @property
    def rows(self) -> list[PersonRow]:
        """Everybody on the ballot, in its order."""
        found = []
        for code, name in self.ballot.people.items():
            cells = tuple(
                self._cell(f"{code}-{part}", word) for part, word in zip(PARTS, self.words, strict=True)
            )
            found.append(PersonRow(code, name, cells, self.check.rows[code]))
        return found

    @property
    def write_in_rows(self) -> list[WriteInRow]:
        """The write-ins typed, and a few blank rows."""
        if self.ballot.write_ins is None:
            return []
        typed = sum(name.startswith("write-in-votes-") for name in self._raw)
        return [
            WriteInRow(
                self._cell(f"write-in-member-{n}", "另选他人"), self._cell(f"write-in-votes-{n}", "票数")
            )
            for n in range(1, typed + (BLANK_ROWS if not self.is_bound else 0) + 1)
        ]

    @property
    def write_in_words(self) -> str:
        """Who was written in, in a sentence."""
        return self._write_in_words(self.figures)

    @property
    def counts_missing(self) -> list[str]:
        """The counts still to be typed, by name."""
        return [COUNT_LABELS[name] for name in self.names if f"/{name}" in self.check.missing]

    @property
    def rows_left(self) -> int:
        """How many people's lines are still to be typed."""
        return len(self.check.rows) - self.check.rows_typed

    @property
    def notes(self) -> list[Note]:
        """What the rules say, errors first, each with its field."""
        return [Note(item, self._target(item)) for item in (*self.check.errors, *self.check.warnings)]

    def at(self, place: str) -> Cell:
        """What stands at a place of the sheet (elections.rules.comparison)."""
        if place == WRITE_INS:
            return Cell("write-in-member-1", "另选他人", self.write_in_words)
        field = field_at(self.ballot, place)
        return self._cell(field, self._label(field))

    def clashes(self) -> list[Clash]:
        """Where what was typed differs from what is on record, in the order of the sheet."""
        recorded = _of_record(self._recorded)
        names = [*self.names, *(f"{code}-{part}" for code in self.ballot.people for part in PARTS)]
        found = [
            Clash(self._label(name), recorded.get(name, "") or "空", self._raw.get(name, "") or "空")
            for name in names
            if recorded.get(name, "") != self._raw.get(name, "")
        ]
        mine, theirs = (self._write_in_words(given) for given in (self.figures, self._recorded))
        return found + ([Clash("另选他人", theirs, mine)] if mine != theirs else [])

    def _write_in_words(self, figures: TallyFigures) -> str:
        names = self.ballot.write_ins or {}
        parts = (f"{names.get(code, code)} {votes} 票" for code, votes in sorted(figures.write_ins.items()))
        return "、".join(parts) or "没有"

    def _parse(self) -> TallyFigures:
        counts = {name: self._count(name) for name in self.names}
        votes: dict[str, Line] = {}
        for code in self.ballot.people:
            favour, against, abstain = (self._count(f"{code}-{part}") for part in PARTS)
            votes[code] = (favour, against, abstain)
        return TallyFigures(votes=votes, write_ins=self._write_ins(), **counts)

    def _write_ins(self) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for n in range(1, sum(name.startswith("write-in-votes-") for name in self._raw) + 1):
            who_at, votes_at = f"write-in-member-{n}", f"write-in-votes-{n}"
            who, votes = self._raw.get(who_at, ""), self._count(votes_at, least=1)
            if not who and votes is None:
                continue
            if not who:
                self._faults[who_at] = "请选择另选的是谁。"
            elif who not in (self.ballot.write_ins or {}):
                self._faults[who_at] = "请从列出的党员中选择。"
            elif who in found:
                self._faults[who_at] = "这个人写了两行，请合成一行。"
            elif votes is None:
                self._faults.setdefault(votes_at, "请填写票数；没有的，这一行不选人。")
            found.setdefault(who, votes)
        return found

    def _count(self, name: str, least: int = 0) -> int | None:
        raw = self._raw.get(name, "")
        if raw == "":
            return None
        try:
            value: int | None = FIELDS[least].clean(raw)
        except ValidationError as fault:
            self._faults[name] = fault.messages[0]
            return None
        if value is not None:
            self._raw[name] = str(value)
        return value

    def _cell(self, name: str, label: str) -> Cell:
        fault = self._faults.get(name)
        return Cell(name, label, self._raw.get(name, ""), (fault,) if fault else ())

    def _label(self, name: str) -> str:
        code, _, part = name.rpartition("-")
        if part in PARTS and code in self.ballot.people:
            return f"{self.ballot.people[code]} {self.words[PARTS.index(part)]}"
        if name.startswith("write-in"):
            return "另选他人"
        return COUNT_LABELS[name]

    def _target(self, item: Problem) -> str:
        """The field a problem leads to."""
        _, head, *line = item.at.split("/")
        if head == "votes":
            return f"{line[0] if line else next(iter(self.ballot.people))}-{PARTS[0]}"
        return "write-in-member-1" if head == "write_ins" else head


FIELDS: dict[int, forms.Field] = {least: CountField(required=False, min_value=least) for least in (0, 1)}


def field_at(ballot: Ballot, place: str) -> str:
    """The name of the field at a place of a sheet, but for the write-ins, which have several."""
    votes = {vote_place(code, part): f"{code}-{part}" for code in ballot.people for part in PARTS}
    return votes.get(place, place[1:])


def version_of(text: str) -> int:
    """The version a page was made from; -1, which no sheet has, for anything that is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _raw(data: Mapping[str, str]) -> dict[str, str]:
    return {name: str(value).strip() for name, value in data.items()}


def _of_record(figures: TallyFigures) -> dict[str, str]:
    """What is on record as the fields' values."""
    raw = {name: _shown(getattr(figures, name)) for name in COUNTS}
    for code, row in figures.votes.items():
        raw.update({f"{code}-{part}": _shown(value) for part, value in zip(PARTS, row, strict=True)})
    for n, (code, votes) in enumerate(figures.write_ins.items(), start=1):
        raw.update({f"write-in-member-{n}": code, f"write-in-votes-{n}": _shown(votes)})
    return raw


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)
