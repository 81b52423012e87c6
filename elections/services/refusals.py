"""A refusal that belongs to a field of the form, so that the page can say it in its place."""

from .guard import Refused


class AtField(Refused):
    """A write refused for what stands in certain fields; `faults` maps the field's name to the sentence."""

    def __init__(self, **faults: str) -> None:
        super().__init__(*faults.values())
        self.faults = faults
