"""The reason for a new vote, or for going on with fewer."""

from typing import Any

from elections.formkit import LongTextField, VersionForm


class ReasonForm(VersionForm):
    """A reason, in a few sentences."""

    reason = LongTextField(label="理由", max_length=500, rows=3)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
