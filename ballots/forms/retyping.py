"""The places of a sheet that two people keyed differently, to be typed again from the paper. No figure stands in them."""

from collections.abc import Mapping, Sequence

from ballots.forms.cells import Cell
from ballots.forms.sheet import SheetForm, field_at
from ballots.selectors.sheets import Ballot
from elections.rules.comparison import WRITE_INS
from elections.rules.tally import TallyFigures

# Not on every paper: left empty where the paper has none.
OPTIONAL = ("printed", "spoiled", "unused", "proxies")


class RetypeForm(SheetForm):
    """Only the fields of `places`; what else is sent is not read."""

    def __init__(
        self, ballot: Ballot, data: Mapping[str, str] | None, *, places: Sequence[str], version: int = 0
    ) -> None:
        self.takes_write_ins = WRITE_INS in places
        self._asked = tuple(field_at(ballot, place) for place in places if place != WRITE_INS)
        if data is not None:
            data = {name: value for name, value in data.items() if self._reads(name)}
        super().__init__(ballot, data, figures=TallyFigures(), version=version)
        if self.is_bound:
            self._ask_for_all()

    @property
    def cells(self) -> list[Cell]:
        """The fields in the order of the paper, each with its whole name."""
        return [self._cell(field, self._label(field)) for field in self._asked]

    def _reads(self, name: str) -> bool:
        return name in (*self._asked, "version") or (self.takes_write_ins and name.startswith("write-in-"))

    def _ask_for_all(self) -> None:
        for field in self._asked:
            if not self._raw.get(field) and field not in OPTIONAL:
                self._faults.setdefault(field, "请照纸质计票单填写，没有的填 0。")
