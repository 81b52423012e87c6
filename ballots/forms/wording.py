"""The paragraphs of a notice, to be put in other words before it is issued."""

from collections.abc import Mapping, Sequence

from django.forms import BoundField

from ballots.notices.rewording import LONGEST, Paragraph
from elections.formkit import LongTextField, PlainForm


class WordingForm(PlainForm):
    """One field for each paragraph, with the words that it has now."""

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        paragraphs: Sequence[Paragraph],
        words: Mapping[int, str],
    ) -> None:
        initial = {_name(own.place): words.get(own.place, own.text) for own in paragraphs}
        super().__init__(data, initial=initial)
        self.paragraphs = paragraphs
        for own in paragraphs:
            rows = max(1, min(8, -(-len(own.text) // 34)))
            field = LongTextField(max_length=LONGEST, rows=rows, label=f"第{own.place + 1}段")
            field.widget.attrs["class"] = "form-control"
            self.fields[_name(own.place)] = field

    @property
    def words(self) -> dict[int, str]:
        """What was typed, by place of the paragraph; once the form is valid."""
        return {own.place: self.cleaned_data[_name(own.place)] for own in self.paragraphs}

    @property
    def rows(self) -> list[tuple[Paragraph, BoundField]]:
        """Each paragraph with its field."""
        return [(own, self[_name(own.place)]) for own in self.paragraphs]

    def refuse(self, faults: Mapping[int, str]) -> None:
        """Put each fault at its paragraph."""
        for place, fault in faults.items():
            self.add_error(_name(place), fault)


def _name(place: int) -> str:
    return f"paragraph-{place}"
